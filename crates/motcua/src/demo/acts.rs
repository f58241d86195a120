//! What officers do with a dossier: whatever its workflow asks next, and what happens on the way.

use super::dice::Dice;
use super::filing::reception;
use super::plan::{Beat, Plan};
use super::play::{Live, Player};
use anyhow::{Context as _, Result, bail};
use motcua_catalog::version::component::{Kind, Need};
use motcua_dossier::accept::{Accept, accept};
use motcua_dossier::apology::{Apologise, apologise};
use motcua_dossier::charge::{PayBy, Settling};
use motcua_dossier::checklist::{Checked, Verdict};
use motcua_dossier::deliver::{Deliver, Evidence, Pays, deliver};
use motcua_dossier::original::{Keeping, may_be_kept, originals_of};
use motcua_dossier::refuse::{Ground, Refuse, refuse};
use motcua_dossier::step::{self, Call, CallResult, KindRules as _, Propose, StepKind, Whom};
use motcua_dossier::stop::{StopDossier, stop};
use motcua_dossier::supplement::{Request, request};
use motcua_dossier::transfer::{TransferDossier, transfer};
use motcua_dossier::{Decision, Life, Stage, kept, terms};
use motcua_kernel::{Actor, DossierId, Instant, OfficerId, UnitId};
use motcua_org::position::Role;
use serde_json::json;

/// Dice of their own for one beat of one dossier.
fn dice(player: &Player<'_>, plan: &Plan, beat: u64) -> Dice {
    Dice::of(player.seed, 100_000 + plan.place as u64 * 100 + beat)
}

pub(super) async fn life(player: &Player<'_>, id: DossierId) -> Result<Life> {
    let read = player.store.read().await?;
    let kept = kept::load(&read, id).await?.context("the dossier is gone")?;
    Ok(kept.life())
}

/// A whole check in which nothing is lacking.
fn checked(plan: &Plan, keeps: Option<&str>) -> Vec<Checked> {
    let components = plan.scene.procedure.version.components().iter();
    components
        .filter(|component| component.is_paper())
        .map(|component| {
            let verdict = match (&component.kind, &component.need) {
                _ if keeps == Some(component.key.as_str()) => Verdict::HandedIn { copies: 1 },
                (Kind::Show, Need::Required) => Verdict::Shown,
                (Kind::ReplacedByData, _) => Verdict::FromData,
                (_, Need::Required) => Verdict::HandedIn { copies: 1 },
                (_, Need::Conditional { .. }) => Verdict::NotNeeded,
            };
            Checked {
                component: component.key.clone(),
                verdict,
                remark: String::new(),
            }
        })
        .collect()
}

/// The component of which an original may stay at the desk.
fn kept_component(plan: &Plan) -> Option<String> {
    let components = plan.scene.procedure.version.components().iter();
    let mut fitting = components.filter(|component| may_be_kept(component));
    fitting.next().map(|component| component.key.clone())
}

/// What a centre, the office or the leaders do.
pub(super) async fn act(player: &mut Player<'_>, plan: &Plan, live: &mut Live, beat: Beat, at: Instant) -> Result<()> {
    let id = live.dossier.context("nothing was handed in")?;
    match beat {
        Beat::Accept => accept_it(player, plan, live, id, at).await,
        Beat::Ask(days) => ask(player, plan, id, (days, false), at).await,
        Beat::AskAgain(days) => ask(player, plan, id, (days, true), at).await,
        Beat::AskInWork(days) => ask(player, plan, id, (days, false), at).await,
        Beat::Work => work(player, plan, id, at).await,
        Beat::Refuse => {
            let (centre, officer) = reception(player, plan)?;
            let ground = dice(player, plan, 1).pick(&player.words.refusals).cloned();
            let command = Refuse {
                dossier: id,
                centre,
                ground: ground.context("no ground")?.into(),
            };
            let ctx = player.acting(Actor::Officer(officer), at);
            Ok(refuse(player.store, command, &ctx).await?)
        }
        Beat::SendBack => send_back(player, plan, id, at).await,
        Beat::Apologise(days) => {
            let head = head(player, plan, id).await?;
            let command = Apologise {
                dossier: id,
                days,
                reason: dice(player, plan, 2).word(&player.words.apologies).to_owned(),
            };
            let ctx = player.acting(Actor::Officer(head), at);
            Ok(apologise(player.store, command, &ctx).await?)
        }
        Beat::Stop => {
            let head = head(player, plan, id).await?;
            let ground = dice(player, plan, 3).pick(&player.words.stops).cloned();
            let ground: Ground = ground.context("no ground")?.into();
            let ctx = player.acting(Actor::Officer(head), at);
            Ok(stop(player.store, StopDossier { dossier: id, ground }, &ctx).await?)
        }
        Beat::Transfer => {
            let head = head(player, plan, id).await?;
            let ground = dice(player, plan, 4).pick(&player.words.transfers).cloned();
            let to = if plan.scene.area == "06685" {
                "ubnd/06688"
            } else {
                "ubnd/06685"
            };
            let to = player.directory.unit_by_key(to).context("no such committee")?.id;
            let ground = ground.context("no ground")?.into();
            let ctx = player.acting(Actor::Officer(head), at);
            let command = TransferDossier {
                dossier: id,
                to,
                ground,
            };
            Ok(transfer(player.store, player.directory, command, &ctx).await?)
        }
        Beat::Call => call(player, plan, id, at).await,
        Beat::File | Beat::Guide | Beat::Answer | Beat::Withdraw => bail!("not an officer's beat"),
    }
}

async fn accept_it(player: &mut Player<'_>, plan: &Plan, live: &mut Live, id: DossierId, at: Instant) -> Result<()> {
    let (centre, officer) = reception(player, plan)?;
    let keeps = kept_component(plan).filter(|_| plan.scene.keeps);
    let mut dice = dice(player, plan, 5);
    let originals = keeps.iter().map(|component| Keeping {
        component: component.clone(),
        description: dice.word(&player.words.originals).to_owned(),
        sheets: dice.between(1, 6) as u32,
    });
    let originals: Vec<Keeping> = originals.collect();
    let owed = life(player, id).await?.dossier.charges;
    let is_owed = owed
        .iter()
        .any(|charge| charge.is_counted() && charge.open_amount().is_some());
    // Most pay at once, the others when they fetch the result.
    let pays = is_owed && dice.percent(70);
    let command = Accept {
        dossier: id,
        centre,
        originals,
        checked: checked(plan, keeps.as_deref()),
        settled: pays.then(|| paid(plan, &mut dice)).into_iter().collect(),
        version: None,
    };
    let ctx = player.acting(Actor::Officer(officer), at);
    accept(player.store, player.directory, command, &ctx).await?;
    let kept = player.store.read().await?.all(originals_of(id)).await?;
    live.originals = kept.iter().map(|original| original.id).collect();
    Ok(())
}

/// Cash or transfer, with the number of a fee receipt.
fn paid(plan: &Plan, dice: &mut Dice) -> Settling {
    let by = if dice.percent(60) { PayBy::Cash } else { PayBy::Transfer };
    let receipt = format!("AA/26P {:07}", 12_000 + plan.place);
    Settling::Pay { by, receipt }
}

async fn ask(
    player: &mut Player<'_>,
    plan: &Plan,
    id: DossierId,
    (days, again): (i32, bool),
    at: Instant,
) -> Result<()> {
    let (unit, mut officer) = reception(player, plan)?;
    let life = life(player, id).await?;
    if life.stage() == Stage::InProcess
        && let Some(holder) = life.dossier.holder.and_then(|holder| holder.officer)
    {
        officer = holder;
    }
    let mut dice = dice(player, plan, if again { 7 } else { 6 });
    let lacking = dice
        .pick(&player.words.lacking)
        .cloned()
        .context("nothing is lacking")?;
    let mut checked = checked(plan, None);
    let handed_in = |line: &&mut Checked| matches!(line.verdict, Verdict::HandedIn { .. } | Verdict::Shown);
    let line = checked.iter_mut().find(handed_in).context("a version without papers")?;
    line.verdict = if dice.percent(40) {
        Verdict::Missing
    } else {
        Verdict::Wrong
    };
    line.remark.clone_from(&lacking.remark);
    let command = Request {
        dossier: id,
        centre: unit,
        checked,
        form_remark: String::new(),
        reason: lacking.reason,
        last_day: at.date().plus_days(days),
        again: again.then(|| player.words.again.clone().into()),
    };
    let ctx = player.acting(Actor::Officer(officer), at);
    request(player.store, command, &ctx).await?;
    Ok(())
}

/// The head of the office that has it.
async fn head(player: &Player<'_>, plan: &Plan, id: DossierId) -> Result<OfficerId> {
    let holder = life(player, id).await?.dossier.holder.context("nobody has it")?;
    player.officer(holder.unit, Role::HeadOfOffice, plan.place)
}

async fn call(player: &mut Player<'_>, plan: &Plan, id: DossierId, at: Instant) -> Result<()> {
    let holder = life(player, id).await?.dossier.holder.and_then(|holder| holder.officer);
    let Some(officer) = holder else { return Ok(()) };
    let mut dice = dice(player, plan, 8);
    let ctx = player.acting(Actor::Officer(officer), at);
    if dice.percent(30) {
        let remark = dice.word(&player.words.remarks);
        step::note(player.store, id, None, remark, &ctx).await?;
        return Ok(());
    }
    let result = dice.pick(&CallResult::ALL).copied().unwrap_or(CallResult::NoAnswer);
    let call = Call {
        whom: Whom::Submitter,
        result,
    };
    let said = if result == CallResult::Talked {
        dice.word(&player.words.calls)
    } else {
        ""
    };
    step::note(player.store, id, Some(call), said, &ctx).await?;
    Ok(())
}

/// The next stroke: taken, passed on, proposed, initialled, signed, issued or handed out.
async fn work(player: &mut Player<'_>, plan: &Plan, id: DossierId, at: Instant) -> Result<()> {
    let life = life(player, id).await?;
    let dossier = &life.dossier;
    let unit = dossier.holder.context("nobody has it")?.unit;
    let kind = dossier.kind.context("it stands at no step")?;
    match life.stage() {
        Stage::Accepted => take(player, plan, id, unit, kind, at).await,
        Stage::InProcess => match dossier.holder.and_then(|holder| holder.officer) {
            None => take(player, plan, id, unit, kind, at).await,
            Some(officer) => go_on(player, plan, &life, officer, at).await,
        },
        Stage::AwaitingSignature => {
            let role = life.step().map(|step| step.role);
            let officer = match role {
                Some(step::Role::Head) => player.officer(unit, Role::HeadOfOffice, plan.place)?,
                _ if plan.place % 5 < 2 => player.officer(unit, Role::Chair, plan.place)?,
                _ => player.officer(unit, Role::ViceChair, plan.place)?,
            };
            let ctx = player.acting(Actor::Officer(officer), at);
            if kind == StepKind::Initial {
                Ok(step::initial(player.store, player.directory, id, &ctx).await?)
            } else {
                Ok(step::sign(player.store, player.directory, id, &ctx).await?)
            }
        }
        Stage::Signed => {
            let clerk = player.officer(unit, Role::RecordsClerk, plan.place)?;
            let ctx = player.acting(Actor::Officer(clerk), at);
            Ok(step::issue(player.store, player.directory, id, &ctx).await?)
        }
        Stage::ResultReady => hand_out(player, plan, &life, at).await,
        stage => bail!("there is nothing to be done at {stage:?}"),
    }
}

async fn take(
    player: &mut Player<'_>,
    plan: &Plan,
    id: DossierId,
    unit: UnitId,
    kind: StepKind,
    at: Instant,
) -> Result<()> {
    let head = player.officer(unit, Role::HeadOfOffice, plan.place)?;
    if kind == StepKind::Assign {
        let ctx = player.acting(Actor::Officer(head), at);
        return Ok(step::take(player.store, id, &ctx).await?);
    }
    let officer = player.officer(unit, Role::HandlingOfficer, plan.place)?;
    // Some heads give the work out themselves.
    if plan.place.is_multiple_of(7) {
        let ctx = player.acting(Actor::Officer(head), at);
        return Ok(step::assign(player.store, id, officer, &ctx).await?);
    }
    let ctx = player.acting(Actor::Officer(officer), at);
    Ok(step::take(player.store, id, &ctx).await?)
}

async fn go_on(player: &mut Player<'_>, plan: &Plan, life: &Life, officer: OfficerId, at: Instant) -> Result<()> {
    let id = life.dossier.id;
    let guide = terms::guide(&player.store.read().await?, &life.dossier.pinned).await?;
    let key = life.step().context("it stands at no step")?.key.clone();
    let next = guide.next(&key, None, player.directory, &life.dossier.places, at)?;
    let mut dice = dice(player, plan, 9);
    if life.lacks_number() {
        let step = guide.workflow().step(&key);
        let wanted = step.map(|step| step.record.as_slice()).unwrap_or_default();
        let written = step::besides(wanted).map(|what| step::Written {
            what: what.to_owned(),
            value: format!("022226{:06}", 992_000 + plan.place),
        });
        let command = step::BringBack {
            dossier: id,
            number: format!(
                "HT-{:02}-{:06}",
                at.date().civil().year() % 100,
                dice.between(10_400, 98_700)
            ),
            written: written.collect(),
        };
        let ctx = player.acting(Actor::Officer(officer), at.plus_seconds(-40));
        step::bring_back(player.store, command, &ctx).await?;
    }
    let ctx = player.acting(Actor::Officer(officer), at);
    if !next.kind.needs_result() {
        return Ok(step::pass_on(player.store, player.directory, id, None, &ctx).await?);
    }
    let (decision, opinion) = if plan.scene.declines {
        (Decision::Decline, dice.word(&player.words.declines))
    } else {
        (Decision::Grant, dice.word(&player.words.opinions))
    };
    let proposal = Propose {
        dossier: id,
        decision,
        content: json!({ "opinion": opinion }),
    };
    Ok(step::propose(player.store, player.directory, proposal, &ctx).await?)
}

async fn send_back(player: &mut Player<'_>, plan: &Plan, id: DossierId, at: Instant) -> Result<()> {
    let life = life(player, id).await?;
    let unit = life.dossier.holder.context("nobody has it")?.unit;
    let step = life.step().context("it stands at no step")?;
    let guide = terms::guide(&player.store.read().await?, &life.dossier.pinned).await?;
    let back = guide.workflow().back(&step.key);
    let to = back
        .iter()
        .find(|step| step.kind.is_taken())
        .context("there is no way back")?;
    let officer = match step.role {
        step::Role::Head => player.officer(unit, Role::HeadOfOffice, plan.place)?,
        _ => player.officer(unit, Role::Chair, plan.place)?,
    };
    let reason = dice(player, plan, 10).word(&player.words.sent_back).to_owned();
    let ctx = player.acting(Actor::Officer(officer), at);
    Ok(step::send_back(player.store, player.directory, id, &to.key, reason, &ctx).await?)
}

async fn hand_out(player: &mut Player<'_>, plan: &Plan, life: &Life, at: Instant) -> Result<()> {
    let centre = life.dossier.places.delivery;
    let officer = player.officer(centre, Role::DeliveryOfficer, plan.place)?;
    let mut dice = dice(player, plan, 11);
    let evidence = [Evidence::CardShown, Evidence::ReceiptReturned, Evidence::Signature];
    let command = Deliver {
        dossier: life.dossier.id,
        centre,
        taken_by: life.dossier.parties.submitter.name.clone(),
        evidence: dice.pick(&evidence).cloned().unwrap_or(Evidence::Signature),
        pays: Some(Pays {
            by: PayBy::Cash,
            receipt: format!("AA/26P {:07}", 12_000 + plan.place),
        }),
    };
    let ctx = player.acting(Actor::Officer(officer), at);
    Ok(deliver(player.store, command, &ctx).await?)
}
