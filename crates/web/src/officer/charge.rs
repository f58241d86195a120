//! Money of a dossier: taken, waived, set, added, and put right.

use super::act::{Doing, to_dossier};
use super::case::{Case, looked};
use super::posted::Posted;
use super::shell::Seat;
use super::work::{blank, fail};
use crate::app::{Answer as Answered, Refusal, Visit};
use crate::citizen::terms::unmarked;
use crate::desk::{ActPage, ChargeLine, MoneyBox};
use crate::parts::{Answer, Choice, Field, FieldKind, Link, Pair};
use crate::{Page, Words, paths};
use axum::http::StatusCode;
use motcua_catalog::ProcedureVersion;
use motcua_catalog::fee::{Bill, exemptions};
use motcua_dossier::charge::{Charge, ChargeError, ChargeState, PayBy, SettleCharge, Settling, settle};
use motcua_dossier::deliver::Pays;
use motcua_dossier::refuse::Ground;
use motcua_dossier::step::KindRules as _;
use motcua_dossier::{Act, Channel, Dossier};
use motcua_kernel::text::clean_line;
use motcua_kernel::{ChargeId, Money, Problem, UnitId, codes};
use motcua_org::Right;
use motcua_people::look::LookReason;

/// The acts of money, as addresses name them.
pub(crate) const ACTS: [&str; 5] = ["pay", "waive", "set-amount", "add-charge", "reopen-charge"];

/// The centre at which the officer takes money.
pub(crate) fn till(seat: &Seat) -> Option<UnitId> {
    seat.centre(Right::Charge)
}

/// An amount as people type it: `50.000`, `50 000`, `50000đ`.
fn amount(typed: &str) -> Option<Money> {
    let digits: String = typed
        .chars()
        .filter(|sign| !matches!(sign, '.' | ',' | ' ' | '\u{a0}'))
        .collect();
    let digits = digits.trim_end_matches(['đ', 'Đ', '₫', 'd']);
    digits.parse().ok().map(Money::dong)
}

fn ways(w: Words, chosen: &str, later: bool) -> Vec<Answer> {
    let later = later.then(|| Answer::new("", w.say("pay-later"), chosen.is_empty()));
    let ways = PayBy::ALL.map(|by| Answer::new(by.word(), w.say(way_key(by)), chosen == by.word()));
    later.into_iter().chain(ways).collect()
}

pub(crate) const fn way_key(by: PayBy) -> &'static str {
    match by {
        PayBy::Cash => "pay-cash",
        PayBy::Transfer => "pay-transfer",
        PayBy::Card => "pay-card",
    }
}

/// Exemptions to choose, the first of them none.
fn exempt(w: Words, version: &ProcedureVersion, chosen: &str) -> Vec<Answer> {
    let none = Answer::new("", w.say("exempt-none"), chosen.is_empty());
    let known = exemptions(version).into_iter().map(|(place, line)| {
        let said = unmarked(version.said(w.language().tag(), &line.label));
        Answer::new(place.to_string(), said, chosen == place.to_string())
    });
    std::iter::once(none).chain(known).collect()
}

/// What a counter's page shows of the money; none where nothing is to be paid.
pub(crate) fn money_box(w: Words, case: &Case, posted: &Posted) -> Option<MoneyBox> {
    let bill = bill(case);
    let due = bill.due();
    if due == Some(Money::ZERO) {
        return None;
    }
    // Who stands at the desk with papers to certify pays there and then.
    let pays_now = case.dossier().channel == Channel::Direct && due.is_some() && leads_straight_to_signing(case);
    let chosen = match posted.get("pay") {
        "" if pays_now && !posted.has("pay") => PayBy::Cash.word(),
        sent => sent,
    };
    Some(MoneyBox {
        due,
        ways: ways(w, chosen, true),
        receipt: posted.get("receipt").to_owned(),
        amount: posted.get("amount").to_owned(),
        basis: posted.get("basis").to_owned(),
        exemptions: exempt(w, &case.guide.version, posted.get("exemption")),
        seen: posted.get("seen").to_owned(),
    })
}

fn bill(case: &Case) -> Bill {
    let dossier = case.dossier();
    case.guide
        .bill(&case.answers, dossier.submitted_at.date(), dossier.channel)
}

fn leads_straight_to_signing(case: &Case) -> bool {
    let next = case.guide.workflow().next(case.guide.reception());
    let first = next.as_ref().and_then(|next| next.onward.first());
    first.is_some_and(|(step, _)| step.kind.is_signed_at())
}

/// What an officer did about the money in the press of an acceptance.
///
/// # Errors
///
/// Fails with the field that is wrong, and why.
pub(crate) fn at_acceptance(w: Words, case: &Case, posted: &Posted) -> Result<Vec<Settling>, (&'static str, String)> {
    let bill = bill(case);
    let mut settled = Vec::new();
    if bill.due() == Some(Money::ZERO) {
        return Ok(settled);
    }
    let exemption = posted.get("exemption");
    if !exemption.is_empty() {
        settled.push(waiver(w, &case.guide.version, posted, exemption)?);
        return Ok(settled);
    }
    if bill.due().is_none() && !posted.get("amount").trim().is_empty() {
        settled.push(setting(w, posted)?);
    }
    if let Some(by) = PayBy::from_word(posted.get("pay")) {
        if bill.due().is_none() && settled.is_empty() {
            return Err(("amount", w.say("charge-needs-amount")));
        }
        let receipt = clean_line(posted.get("receipt"));
        settled.push(Settling::Pay { by, receipt });
    }
    Ok(settled)
}

fn waiver(
    w: Words,
    version: &ProcedureVersion,
    posted: &Posted,
    chosen: &str,
) -> Result<Settling, (&'static str, String)> {
    let known = exemptions(version);
    let exemption = known.into_iter().find(|(place, _)| place.to_string() == chosen);
    let (place, line) = exemption.ok_or_else(|| ("exemption", w.say("charge-no-such-exemption")))?;
    let reason = clean_line(posted.get("seen"));
    if reason.is_empty() {
        return Err(("seen", w.say("exempt-seen-missing")));
    }
    // The ground is kept as the procedure says it in Vietnamese, whatever language the officer reads.
    let basis = unmarked(&line.label);
    Ok(Settling::Waive {
        exemption: Some(place),
        ground: Ground { basis, reason },
    })
}

fn setting(w: Words, posted: &Posted) -> Result<Settling, (&'static str, String)> {
    let amount = amount(posted.get("amount")).filter(|sum| *sum > Money::ZERO);
    let amount = amount.ok_or_else(|| ("amount", w.say("charge-amount-wrong")))?;
    let basis = clean_line(posted.get("basis"));
    if basis.is_empty() {
        return Err(("basis", w.say("charge-basis-missing")));
    }
    Ok(Settling::Set { amount, basis })
}

/// How what is owed is paid with the delivery, if it is.
pub(crate) fn at_delivery(posted: &Posted) -> Option<Pays> {
    Some(Pays {
        by: PayBy::from_word(posted.get("pay"))?,
        receipt: clean_line(posted.get("receipt")),
    })
}

/// The fields by which what is still owed is taken with the delivery; none where nothing is.
pub(crate) fn delivery_fields(w: Words, case: &Case, posted: &Posted) -> (Vec<Pair>, Vec<Field>) {
    let open: Vec<&Charge> = case
        .dossier()
        .charges
        .iter()
        .filter(|charge| charge.open_amount().is_some())
        .collect();
    let sum: Money = open.iter().filter_map(|charge| charge.open_amount()).sum();
    if open.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let pairs = vec![Pair::new(w.say("charge-open"), w.money(sum))];
    (pairs, pay_fields(w, posted, true))
}

fn pay_fields(w: Words, posted: &Posted, later: bool) -> Vec<Field> {
    let ways = Choice {
        options: ways(w, posted.get("pay"), later),
        several: false,
    };
    let receipt = posted.get("receipt").to_owned();
    vec![
        Field::new("pay", w.say("pay-how"), FieldKind::Choice(ways)),
        Field::new("receipt", w.say("pay-receipt"), FieldKind::Text(receipt)).optional(),
    ]
}

/// The charges of a dossier in words, with what the officer can do about each.
pub(crate) fn lines(w: Words, seat: &Seat, case: &Case) -> Vec<ChargeLine> {
    let may = till(seat).is_some() && case.life.stage().allows(Act::Charge);
    let charges = &case.dossier().charges;
    charges.iter().map(|charge| line(w, case, charge, may)).collect()
}

fn line(w: Words, case: &Case, charge: &Charge, may: bool) -> ChargeLine {
    let said = |text: &str| case.guide.version.said(w.language().tag(), text).to_owned();
    // What costs nothing is part of the bill, and not of what the money is for.
    let charged = charge.bill.lines.iter().filter(|line| line.sum > Money::ZERO);
    let labels = charged.map(|line| &line.label);
    let labels = labels.chain(charge.bill.unknown.iter().map(|line| &line.label));
    let mut what: Vec<String> = labels
        .filter(|label| !label.is_empty())
        .map(|label| said(label))
        .collect();
    what.dedup();
    let link = |key: &str, act: &str| {
        let href = format!("{}?charge={}", paths::desk_act(case.dossier().id, act), charge.id);
        Link::new(w.say(key), href)
    };
    let (state, links) = match &charge.state {
        ChargeState::Open if charge.amount().is_none() => (
            "charge-is-unknown",
            vec![link("charge-set", "set-amount"), link("charge-waive", "waive")],
        ),
        ChargeState::Open => (
            "charge-is-open",
            vec![link("charge-pay", "pay"), link("charge-waive", "waive")],
        ),
        ChargeState::Paid { .. } => ("charge-is-paid", vec![link("charge-give-back", "reopen-charge")]),
        ChargeState::Waived { .. } => ("charge-is-waived", vec![link("charge-waive-back", "reopen-charge")]),
        ChargeState::Dropped { .. } => ("charge-is-dropped", Vec::new()),
    };
    let note = match &charge.state {
        ChargeState::Paid { by, at, .. } => {
            Some(w.two("charge-paid-how", "how", w.say(way_key(*by)), "moment", w.stamp(*at)))
        }
        ChargeState::Waived { waiver } => Some(format!("{}: {}", waiver.ground.basis, waiver.ground.reason)),
        ChargeState::Open | ChargeState::Dropped { .. } => charge.set.as_ref().map(|set| set.basis.clone()),
    };
    ChargeLine {
        what: if what.is_empty() {
            w.say("fact-fee")
        } else {
            what.join("; ")
        },
        amount: charge.amount().map(|sum| w.money(sum)),
        state: w.say(state),
        is_open: charge.is_open(),
        optional: !charge.mandatory,
        note,
        links: if may { links } else { Vec::new() },
    }
}

/// The charges of a dossier as its people read them: what for, how much, and what became of it.
pub(crate) fn for_people(w: Words, dossier: &Dossier) -> Vec<Pair> {
    let pairs = dossier.charges.iter().map(|charge| {
        let sum = charge
            .amount()
            .map_or_else(|| w.say("charge-is-unknown"), |sum| w.money(sum));
        let label = charge.bill.lines.iter().find(|line| line.place.is_none());
        let label = label.map_or_else(|| w.say("fact-fee"), |line| line.label.clone());
        let state = match &charge.state {
            ChargeState::Open if charge.amount().is_none() => w.say("charge-ask"),
            ChargeState::Open => w.say("charge-pay-when-fetching"),
            ChargeState::Paid { at, .. } => w.one("charge-paid-on", "moment", w.stamp(*at)),
            ChargeState::Waived { .. } => w.say("charge-is-waived"),
            ChargeState::Dropped { .. } => w.say("charge-is-dropped"),
        };
        let said = if charge.amount().is_some() {
            w.two("charge-said", "sum", sum, "state", state)
        } else {
            state
        };
        Pair::new(label, said)
    });
    pairs.collect()
}

/// The charge that an address or a form names.
fn named(case: &Case, named: &str) -> Option<Charge> {
    let id: ChargeId = named.parse().ok()?;
    case.dossier().charges.iter().find(|charge| charge.id == id).cloned()
}

/// Asks for what an act of money needs.
pub(crate) async fn show(visit: Visit, dossier: &str, act: &str, charge: &str) -> Answered {
    let seat = Seat::take(&visit).await?;
    seat.needs(&visit, &[Right::Charge])?;
    let case = Case::open(&visit, &seat, dossier).await?;
    if !case.life.stage().allows(Act::Charge) {
        return Err(visit.refuse(Problem::new(codes::WRONG_STATE)));
    }
    looked(&visit, &seat, [case.dossier()], LookReason::Handling).await?;
    let sent = Posted::of([("charge", charge)]);
    Ok(page(&visit, &seat, &case, act, &sent, &[])?.respond())
}

fn page(
    visit: &Visit,
    seat: &Seat,
    case: &Case,
    act: &str,
    posted: &Posted,
    errors: &[(&'static str, String)],
) -> Result<ActPage, Refusal> {
    let w = visit.here.words;
    let keys = match act {
        "pay" => ["charge-pay", "charge-pay-about", "charge-pay-do"],
        "waive" => ["charge-waive", "charge-waive-about", "charge-waive"],
        "set-amount" => ["charge-set", "charge-set-about", "charge-set"],
        "add-charge" => ["charge-add", "charge-add-about", "charge-add"],
        _ => ["charge-reopen", "charge-reopen-about", "charge-reopen"],
    };
    let mut page = blank(visit, seat, case, act, keys);
    let text =
        |name: &'static str, key: &str| Field::new(name, w.say(key), FieldKind::Text(posted.get(name).to_owned()));
    if act != "add-charge" {
        let charge = named(case, posted.get("charge")).ok_or_else(|| visit.refuse(Problem::new(codes::NOT_FOUND)))?;
        page.hidden = vec![("charge", charge.id.to_string())];
        let shown = line(w, case, &charge, false);
        let sum = shown.amount.unwrap_or_else(|| w.say("charge-is-unknown"));
        page.pairs = vec![Pair::new(shown.what, sum).noted(shown.note.unwrap_or_default())];
    }
    page.fields = match act {
        "pay" => pay_fields(w, posted, false),
        "waive" => {
            let known = exempt(w, &case.guide.version, posted.get("exemption"));
            let list =
                (known.len() > 1).then(|| Field::new("exemption", w.say("exempt-which"), FieldKind::List(known)));
            let basis = text("basis", "charge-waive-basis").hint(w.say("charge-waive-basis-hint"));
            list.into_iter()
                .chain([basis.optional(), text("seen", "exempt-seen")])
                .collect()
        }
        "set-amount" => vec![text("amount", "charge-amount"), text("basis", "charge-basis")],
        "add-charge" => {
            let which = Choice {
                options: vec![Answer::new(
                    "optional",
                    w.say("charge-optional"),
                    posted.get("optional") == "optional",
                )],
                several: true,
            };
            vec![
                text("label", "charge-label"),
                text("amount", "charge-amount"),
                Field::new("optional", w.say("charge-optional-title"), FieldKind::Choice(which)).optional(),
            ]
        }
        _ => vec![text("reason", "act-reason")],
    };
    fail(&mut page, errors);
    Ok(page)
}

/// Reads what an act of money was sent with.
fn typed(w: Words, case: &Case, act: &str, posted: &Posted) -> Result<Settling, (&'static str, String)> {
    let version = &case.guide.version;
    match act {
        "pay" => {
            let by = PayBy::from_word(posted.get("pay")).ok_or_else(|| ("pay", w.say("pay-how-missing")))?;
            let receipt = clean_line(posted.get("receipt"));
            Ok(Settling::Pay { by, receipt })
        }
        "waive" => match posted.get("exemption") {
            "" => {
                let (basis, reason) = (clean_line(posted.get("basis")), clean_line(posted.get("seen")));
                if basis.is_empty() {
                    return Err(("basis", w.say("charge-basis-missing")));
                }
                if reason.is_empty() {
                    return Err(("seen", w.say("exempt-seen-missing")));
                }
                let (exemption, ground) = (None, Ground { basis, reason });
                Ok(Settling::Waive { exemption, ground })
            }
            chosen => waiver(w, version, posted, chosen),
        },
        "set-amount" => setting(w, posted),
        "add-charge" => {
            let label = clean_line(posted.get("label"));
            if label.is_empty() {
                return Err(("label", w.say("charge-label-missing")));
            }
            let amount = amount(posted.get("amount")).filter(|sum| *sum > Money::ZERO);
            let amount = amount.ok_or_else(|| ("amount", w.say("charge-amount-wrong")))?;
            let mandatory = posted.get("optional") != "optional";
            Ok(Settling::Add {
                label,
                amount,
                mandatory,
            })
        }
        _ => {
            let reason = clean_line(posted.get("reason"));
            if reason.is_empty() {
                return Err(("reason", w.say("charge-reason-missing")));
            }
            Ok(Settling::Reopen { reason })
        }
    }
}

/// Does an act of money.
pub(crate) async fn submit(doing: Doing, act: &str) -> Answered {
    let w = doing.visit.here.words;
    let again = |errors: &[(&'static str, String)]| {
        let page = page(&doing.visit, &doing.seat, &doing.case, act, &doing.posted, errors)?;
        Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
    };
    let settling = match typed(w, &doing.case, act, &doing.posted) {
        Ok(settling) => settling,
        Err(error) => return again(&[error]),
    };
    let centre = till(&doing.seat).ok_or_else(|| doing.refuse(Problem::new(codes::NOT_ALLOWED)))?;
    let charge = named(&doing.case, doing.posted.get("charge")).map(|charge| charge.id);
    let command = SettleCharge {
        dossier: doing.id(),
        // One that is added is not there yet.
        charge: charge.unwrap_or_else(|| ChargeId::from_u128(0)),
        centre,
        settling,
    };
    match settle(doing.visit.app().store(), command, &doing.ctx).await {
        Ok(()) => to_dossier(doing.id()),
        Err(ChargeError::Amount) => again(&[("amount", w.say("charge-amount-wrong"))]),
        Err(error) => Err(doing.refuse(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_type_them() {
        for typed in ["50000", "50.000", " 50 000 ", "50.000đ", "50,000"] {
            assert_eq!(amount(typed), Some(Money::dong(50_000)), "{typed}");
        }
        for typed in ["", "năm mươi nghìn", "5e4", "50000.-"] {
            assert_eq!(amount(typed), None, "{typed}");
        }
    }
}
