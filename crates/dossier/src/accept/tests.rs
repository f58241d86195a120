//! A procedure that leads straight to signing: certified copies, certified signatures.

use super::*;
use crate::charge::{PayBy, Settling};
use crate::result::DossierResult;
use crate::samples::*;
use crate::stage::Stage;
use crate::{Fact, Skeleton};
use motcua_catalog::fee::{Bill, BillLine};
use motcua_kernel::{Actor, Money};
use serde_json::json;

fn copies() -> Bill {
    Bill {
        lines: vec![BillLine {
            place: Some(0),
            label: "Phí chứng thực bản sao".into(),
            per: "trang".into(),
            each: Money::dong(2_000),
            count: 6,
            sum: Money::dong(12_000),
        }],
        ..Bill::default()
    }
}

/// Accepted by whoever holds the desk, with what is laid before the signer.
fn accepted(officer: bool, content: Json) -> Result<(Vec<Fact>, Moved<Accepted>), AcceptError> {
    let story = Story::submitted();
    let (terms, calendar) = (terms(), calendar());
    let (next, reception) = (step(StepKind::Sign), step(StepKind::Receive));
    let ctx = at("2026-11-25T09:21", Actor::Officer(counter().officer));
    let with = Acceptable {
        at: Holder {
            officer: officer.then_some(counter().officer),
            ..counter().into()
        },
        number: Label::Issued("H49.105-261125-0038".into()),
        sheet: Number::Issued(38),
        checked: all_there(),
        terms: &terms,
        calendar: &calendar,
        next: &next,
        counted: Counted {
            bill: copies(),
            settled: vec![Settling::Pay {
                by: PayBy::Cash,
                receipt: String::new(),
            }],
        },
        straight: Some((content, &reception)),
    };
    let moved = story.life.accept(with, &ctx)?;
    let facts = story.facts.into_iter().chain(moved.facts.clone()).collect();
    moved.life.check().unwrap();
    Ok((facts, moved))
}

fn papers() -> Json {
    json!({"certified": {"giay_to": [{"name": "Bằng tốt nghiệp", "pages": 2, "copies": 3}]}})
}

#[test]
fn it_lies_for_signature_with_one_press_and_is_paid() {
    let (facts, moved) = accepted(true, papers()).unwrap();
    assert_eq!(moved.life.stage(), Stage::AwaitingSignature);
    assert_eq!(moved.life.dossier.holder.unwrap().unit, committee());
    let result = moved.made.result.unwrap();
    assert_eq!((result.proposed_by, &result.content), (counter().officer, &papers()));
    assert_eq!(moved.made.payments[0].amount, Money::dong(12_000));
    assert_eq!(Skeleton::fold(&facts).unwrap(), Skeleton::of(&moved.life));
    let ctx = at("2026-11-25T10:00", Actor::Officer(signer().officer));
    let mark = mark(signer(), ctx.now());
    let signed = moved
        .life
        .sign(signer(), result, mark, &step(StepKind::Issue), &ctx)
        .unwrap();
    assert_eq!(signed.life.stage(), Stage::Signed);
}

#[test]
fn the_signer_gives_it_back_to_the_officer_of_the_counter_who_lays_it_before_them_again() {
    let (_, moved) = accepted(true, papers()).unwrap();
    let first: DossierResult = moved.made.result.unwrap();
    let ctx = at("2026-11-25T10:00", Actor::Officer(signer().officer));
    let receive = step(StepKind::Receive);
    let back = moved
        .life
        .send_back(signer(), &receive, "Thiếu trang 2".into(), |_| true, &ctx)
        .unwrap();
    assert_eq!(back.life.stage(), Stage::InProcess);
    assert_eq!(back.life.dossier.holder, Some(counter().into()));
    back.life.check().unwrap();
    let ctx = at("2026-11-25T10:30", Actor::Officer(counter().officer));
    let (grant, next) = (crate::Decision::Grant, step(StepKind::Sign));
    let again = back
        .life
        .propose(counter(), grant, papers(), Some(first.clone()), &next, &ctx)
        .unwrap();
    assert_eq!(
        (again.life.stage(), again.made.id),
        (Stage::AwaitingSignature, first.id)
    );
}

#[test]
fn nothing_is_laid_before_a_signer_that_nobody_has_seen() {
    assert!(matches!(accepted(false, papers()), Err(AcceptError::NothingToSign)));
    assert!(matches!(accepted(true, json!({})), Err(AcceptError::NothingToSign)));
}
