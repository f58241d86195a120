//! One procedure, all the way: filed at home, accepted at another centre, checked, signed, issued, delivered.

use crate::world::*;
use motcua_dossier::accept::{Accept, AcceptError, accept};
use motcua_dossier::deliver::{Deliver, Evidence, deliver};
use motcua_dossier::draft::{ActForError, Draft, SaveDraft, act_for, save};
use motcua_dossier::fact::Fact;
use motcua_dossier::step::{self, Propose};
use motcua_dossier::submit::{Submit, SubmitError, submit};
use motcua_dossier::timeline::{hand_overs, timeline};
use motcua_dossier::withdraw::{Withdraw, WithdrawError, withdraw};
use motcua_dossier::worklist::{Group, Place, of_person, to_deliver, worklist};
use motcua_dossier::{Decision, Identity, Representative, Skeleton, Stage, WaitsFor, by_number, status};
use motcua_kernel::{Context, DossierId, ThingId};
use motcua_org::appointment::record::appointments_of_officer;
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::delegation::{Deed, GrantDelegation, grant};
use motcua_org::position::Role;
use motcua_org::rights::load::load_officer;
use motcua_org::unit::unit_id;
use motcua_org::{Period, Right};
use serde_json::json;
use uuid::Uuid;

on_both_engines!(
    a_right_to_act_that_does_not_hold_files_nothing,
    one_procedure_all_the_way,
    lists_and_look_ups_show_what_they_should_and_nothing_else,
    nobody_acts_beyond_their_position,
    sent_back_with_a_reason_and_signed_by_delegation
);

/// State = fold(events), read back from the store's journal.
pub(super) async fn check_chain(world: &World, id: DossierId) {
    let life = world.life(id).await;
    life.check().unwrap();
    let read = world.store.read().await.unwrap();
    let events = read.events(ThingId::from(Uuid::from(id))).await.unwrap();
    let facts: Vec<Fact> = events
        .iter()
        .map(|event| {
            Fact::read(&event.kind, &event.facts::<serde_json::Value>().unwrap())
                .unwrap()
                .unwrap()
        })
        .collect();
    assert_eq!(Skeleton::fold(&facts).unwrap(), Skeleton::of(&life));
    drop(read);
    world.folds().await;
}

async fn one_procedure_all_the_way(world: World) {
    let (store, directory) = (&world.store, &world.directory);
    let id = world.submitted("Trần Thị Bình", "2026-11-25T21:47").await;
    let life = world.life(id).await;
    // INT-07: what is filed in the evening counts from the next opening.
    assert_eq!(life.dossier.counted_from, moment("2026-11-26T07:30"));
    assert_eq!(life.dossier.places.reception, unit_id(&centre(WARD)));
    assert_eq!(life.dossier.places.deciding, unit_id(&format!("ubnd/{WARD}")));
    check_chain(&world, id).await;

    // INT-02: another centre accepts it, under its own number; help and competence do not move.
    let number = world.accepted(id, &centre(OTHER), "2026-11-26T09:21").await;
    assert_eq!(number, "H49.102-261126-0001");
    let life = world.life(id).await;
    assert_eq!(life.stage(), Stage::Accepted);
    assert_eq!(life.dossier.places.reception, unit_id(&centre(OTHER)));
    assert_eq!(life.dossier.places.deciding, unit_id(&format!("ubnd/{WARD}")));
    assert_eq!(life.dossier.holder.unwrap().unit, unit_id(&format!("vp/{WARD}")));
    let due = life.dossier.due.unwrap();
    assert_eq!(due.at, moment("2026-12-01T09:21"));
    check_chain(&world, id).await;

    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    step::take(store, id, &officer(handler, "2026-11-26T10:00"))
        .await
        .unwrap();
    step::pass_on(store, directory, id, None, &officer(handler, "2026-11-27T09:00"))
        .await
        .unwrap();
    let proposal = Propose {
        dossier: id,
        decision: Decision::Grant,
        content: json!({"status": "chưa kết hôn"}),
    };
    step::propose(store, directory, proposal, &officer(handler, "2026-11-27T10:00"))
        .await
        .unwrap();
    assert_eq!(world.life(id).await.stage(), Stage::AwaitingSignature);
    check_chain(&world, id).await;

    let chair = world.officer(&format!("ubnd/{WARD}"), Role::ViceChair);
    step::sign(store, directory, id, &officer(chair, "2026-11-27T15:00"))
        .await
        .unwrap();
    let clerk = world.officer(&format!("vp/{WARD}"), Role::RecordsClerk);
    step::issue(store, directory, id, &officer(clerk, "2026-11-30T08:00"))
        .await
        .unwrap();
    let life = world.life(id).await;
    assert_eq!(life.stage(), Stage::ResultReady);
    assert!(
        !life.dossier.is_late(moment("2027-01-01T08:00")),
        "the clock stops at issue, whenever it is fetched"
    );
    check_chain(&world, id).await;

    let read = store.read().await.unwrap();
    let results = read.all(motcua_dossier::result::results_of(id)).await.unwrap();
    let body = serde_json::to_value(&results[0].record).unwrap();
    assert_eq!(body["state"]["mark"]["authority"], "for_the_head");
    assert_eq!(body["state"]["issue"]["number"], 1);
    let ready = read
        .all(to_deliver(&[unit_id(&centre(WARD))], Place::START, 10))
        .await
        .unwrap();
    assert_eq!(ready.len(), 1);

    let desk = world.officer(&centre(WARD), Role::DeliveryOfficer);
    let command = Deliver {
        dossier: id,
        centre: unit_id(&centre(WARD)),
        taken_by: "Trần Thị Bình".into(),
        evidence: Evidence::CardShown,
        pays: None,
    };
    deliver(store, command, &officer(desk, "2026-12-04T14:00"))
        .await
        .unwrap();
    let life = world.life(id).await;
    assert_eq!(life.stage(), Stage::Delivered);
    check_chain(&world, id).await;

    let calendar = current_legal_calendar(&store.read().await.unwrap()).await.unwrap();
    let stretches = timeline(&life, &calendar, moment("2026-12-05T08:00"));
    assert_eq!(stretches.last().unwrap().until, Some(moment("2026-12-04T14:00")));
    let units: Vec<_> = hand_overs(&life).iter().map(|row| row.to).collect();
    let expected = ["vp/06673", "ubnd/06673", "vp/06673", "ttpvhcc/06673"].map(unit_id);
    assert_eq!(units, expected);
}

async fn lists_and_look_ups_show_what_they_should_and_nothing_else(world: World) {
    let store = &world.store;
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    let number = world.accepted(id, &centre(WARD), "2026-11-25T09:00").await;

    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    let group_of = async |who| {
        let read = store.read().await.unwrap();
        let rights = load_officer(&read, who, moment("2026-11-25T12:00")).await.unwrap();
        let list = worklist(&read, who, &rights, Place::START, 50).await.unwrap();
        list.groups
            .iter()
            .map(|(group, dossiers)| (*group, dossiers.len()))
            .collect::<Vec<_>>()
    };
    assert_eq!(group_of(handler).await, [(Group::Waits(WaitsFor::Taking), 1)]);
    let elsewhere = world.officer(&format!("vp/{OTHER}"), Role::HandlingOfficer);
    assert_eq!(
        group_of(elsewhere).await,
        [],
        "another ward's office sees nothing of it"
    );
    step::take(store, id, &officer(handler, "2026-11-25T10:00"))
        .await
        .unwrap();
    assert_eq!(group_of(handler).await, [(Group::Mine, 1)]);

    let read = store.read().await.unwrap();
    let own = read
        .all(of_person(person_id("Trần Thị Bình"), moment("2027-01-01T00:00"), 10))
        .await
        .unwrap();
    assert_eq!(own.len(), 1);
    assert!(
        read.all(of_person(person_id("Somebody Else"), moment("2027-01-01T00:00"), 10))
            .await
            .unwrap()
            .is_empty()
    );
    assert_eq!(read.first(by_number(&number)).await.unwrap().unwrap().id, id);
    assert!(status::look_up(&read, &number, "5678").await.unwrap().is_some());
    assert!(status::look_up(&read, &number, "0000").await.unwrap().is_none());

    let rights = load_officer(&read, handler, moment("2026-11-25T12:00")).await.unwrap();
    let scope = rights.scope(motcua_org::Right::SearchDossiers).search_words();
    let found = read.search("dossier", &scope, "binh 022301", 10).await.unwrap();
    assert_eq!(found.ids, [Uuid::from(id)]);
    let found = read.search("dossier", &scope, &number, 10).await.unwrap();
    assert_eq!(
        found.ids,
        [Uuid::from(id)],
        "once it has moved on, its number finds it, too"
    );
}

async fn nobody_acts_beyond_their_position(world: World) {
    let (store, directory) = (&world.store, &world.directory);
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    let here = |who, clock: &str| -> Context { officer(who, clock) };

    let refused = accept(
        store,
        directory,
        acceptance(id, &centre(WARD)),
        &here(handler, "2026-11-25T09:00"),
    )
    .await;
    assert!(matches!(refused, Err(AcceptError::NotAllowed)));
    let elsewhere = world.counter(&centre(OTHER), "2026-11-25T09:00");
    let refused = accept(store, directory, acceptance(id, &centre(WARD)), &elsewhere).await;
    assert!(
        matches!(refused, Err(AcceptError::NotAllowed)),
        "an officer acts for their own centre only"
    );
    let missing = Accept {
        checked: all_there().split_off(1),
        ..acceptance(id, &centre(WARD))
    };
    let refused = accept(
        store,
        directory,
        missing,
        &world.counter(&centre(WARD), "2026-11-25T09:00"),
    )
    .await;
    assert!(
        matches!(refused, Err(AcceptError::Check(_))),
        "every component has a verdict"
    );

    world.accepted(id, &centre(WARD), "2026-11-25T09:00").await;
    let other = world.officer(&format!("vp/{OTHER}"), Role::HandlingOfficer);
    let refused = step::take(store, id, &here(other, "2026-11-25T10:00")).await;
    assert!(
        matches!(refused, Err(step::assign::AssignError::NoSuchDossier)),
        "it is not known to exist"
    );
    step::take(store, id, &here(handler, "2026-11-25T10:00")).await.unwrap();
    let chair = world.officer(&format!("ubnd/{WARD}"), Role::Chair);
    let refused = step::sign(store, directory, id, &here(chair, "2026-11-25T11:00")).await;
    assert!(
        matches!(refused, Err(step::sign::SignError::WrongStage(_))),
        "{refused:?}"
    );

    let stranger = person("Somebody Else", "2026-11-25T11:00");
    let command = Withdraw {
        dossier: id,
        centre: None,
        reason: None,
        version: None,
    };
    let refused = withdraw(store, command.clone(), &stranger).await;
    assert!(matches!(refused, Err(WithdrawError::NoSuchDossier)));
    withdraw(store, command, &person("Trần Thị Bình", "2026-11-25T11:30"))
        .await
        .unwrap();
    assert_eq!(world.life(id).await.stage(), Stage::Withdrawn);
    check_chain(&world, id).await;
}

async fn sent_back_with_a_reason_and_signed_by_delegation(world: World) {
    let (store, directory) = (&world.store, &world.directory);
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    world.accepted(id, &centre(WARD), "2026-11-25T09:00").await;
    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    step::take(store, id, &officer(handler, "2026-11-25T10:00"))
        .await
        .unwrap();
    step::pass_on(store, directory, id, None, &officer(handler, "2026-11-25T10:30"))
        .await
        .unwrap();
    let proposal = Propose {
        dossier: id,
        decision: Decision::Grant,
        content: json!({"status": "chưa kết hôn"}),
    };
    step::propose(
        store,
        directory,
        proposal.clone(),
        &officer(handler, "2026-11-25T11:00"),
    )
    .await
    .unwrap();
    let chair = world.officer(&format!("ubnd/{WARD}"), Role::Chair);
    let refused = step::send_back(
        store,
        directory,
        id,
        "trinh_ky",
        " ".into(),
        &officer(chair, "2026-11-25T13:30"),
    )
    .await;
    assert!(matches!(refused, Err(step::send_back::SendBackError::NoReason)));
    let reason = "Ghi thêm mục đích sử dụng.".to_owned();
    step::send_back(
        store,
        directory,
        id,
        "trinh_ky",
        reason,
        &officer(chair, "2026-11-25T14:00"),
    )
    .await
    .unwrap();
    let life = world.life(id).await;
    assert_eq!(
        life.dossier.holder.unwrap().officer,
        Some(handler),
        "it comes back to whoever did the step"
    );
    let called = officer(handler, "2026-11-25T14:05");
    let call = |whom, result| Some(step::Call { whom, result });
    let nobody = step::Whom::Other { name: "  ".to_owned() };
    let said = "Đã hẹn sáng thứ Hai.";
    let refused = [
        (call(nobody, step::CallResult::Talked), said),
        (call(step::Whom::Representative, step::CallResult::Talked), said),
        (call(step::Whom::Applicant, step::CallResult::Talked), " \n"),
        (None, ""),
    ];
    for (call, text) in refused {
        let error = step::note(store, id, call, text, &called).await.unwrap_err();
        assert!(
            matches!(error, step::NoteError::NobodyCalled | step::NoteError::Empty),
            "{error}"
        );
    }
    // Nobody answered: there is nothing more to say. The same form again writes no second note.
    for _ in 0..2 {
        let unanswered = call(step::Whom::Applicant, step::CallResult::NoAnswer);
        step::note(store, id, unanswered, "", &called).await.unwrap();
    }
    step::propose(store, directory, proposal, &officer(handler, "2026-11-25T14:30"))
        .await
        .unwrap();
    check_chain(&world, id).await;
    let read = store.read().await.unwrap();
    let notes = read.all(step::notes_of(id)).await.unwrap();
    assert_eq!(notes.len(), 2);
    assert_eq!(notes[1].record.kind, step::NoteKind::Called);
    assert_eq!(
        notes[1].record.call,
        call(step::Whom::Applicant, step::CallResult::NoAnswer)
    );
    assert_eq!(
        read.all(motcua_dossier::result::results_of(id)).await.unwrap().len(),
        1,
        "the same result anew"
    );

    // The chair lets the head of the office sign for a week.
    let deputy = world.officer(&format!("vp/{WARD}"), Role::HeadOfOffice);
    let refused = step::sign(store, directory, id, &officer(deputy, "2026-11-25T15:00")).await;
    assert!(
        refused.is_err(),
        "without a delegation nobody signs for the chair: {refused:?}"
    );
    let appointment = read.all(appointments_of_officer(chair, 10)).await.unwrap().remove(0);
    let given = GrantDelegation {
        appointment: appointment.id,
        to: deputy,
        rights: vec![Right::Sign],
        period: Period {
            from: Some(moment("2026-11-25T15:00")),
            to: Some(moment("2026-12-02T00:00")),
        },
        deed: Deed {
            number: "15/UQ-UBND".into(),
            signed_on: "2026-11-25".parse().unwrap(),
        },
    };
    grant(store, given, &officer(chair, "2026-11-25T15:00")).await.unwrap();
    step::sign(store, directory, id, &officer(deputy, "2026-11-25T16:00"))
        .await
        .unwrap();
    let read = store.read().await.unwrap();
    let result = read
        .all(motcua_dossier::result::results_of(id))
        .await
        .unwrap()
        .remove(0);
    let body = serde_json::to_value(&result.record).unwrap();
    assert_eq!(body["state"]["mark"]["authority"], "by_delegation");
    check_chain(&world, id).await;
}

async fn a_right_to_act_that_does_not_hold_files_nothing(world: World) {
    let version = motcua_catalog::version::sample::marriage_status();
    let begun = SaveDraft {
        draft: None,
        procedure: version.procedure,
        help: None,
        territory: Some(ward()),
        typed: motcua_catalog::form::sample::valid(),
        section: None,
        go_to: 0,
    };
    let draft = save(&world.store, begun, &person("Nguyễn Văn An", "2026-11-25T08:00"))
        .await
        .unwrap();
    let mut command = submission(draft, "Nguyễn Văn An");
    let agent = command.parties.submitter.clone();
    command.parties.applicant = submission(draft, "Trần Thị Bình").parties.applicant;
    // Neither a mandate that is not there, nor none at all where the law names nobody, nor leaving the question open.
    let named = |mandate| {
        Some(Representative {
            party: agent.clone(),
            mandate,
        })
    };
    let seven = Some(motcua_kernel::MandateId::from_u128(7));
    for representative in [named(seven), named(None), None] {
        command.parties.representative = representative;
        let ctx = person("Nguyễn Văn An", "2026-11-25T08:10");
        let refused = submit(&world.store, &world.directory, command.clone(), &rules(), &ctx).await;
        assert!(matches!(refused, Err(SubmitError::NoMandate)), "{refused:?}");
    }
    let other = command.parties.applicant.who;
    let ctx = person("Nguyễn Văn An", "2026-11-25T08:15");
    let refused = act_for(&world.store, draft, Some(other), &ctx).await;
    assert!(matches!(refused, Err(ActForError::NoMandate)), "{refused:?}");
    let weak = Submit {
        identity: Identity::SignedIn { level: 1 },
        ..submission(draft, "Nguyễn Văn An")
    };
    let ctx = person("Nguyễn Văn An", "2026-11-25T08:20");
    let refused = submit(&world.store, &world.directory, weak, &rules(), &ctx).await;
    assert!(matches!(refused, Err(SubmitError::IdentityTooWeak)), "{refused:?}");
    let read = world.store.read().await.unwrap();
    assert!(
        read.find::<Draft>(draft).await.unwrap().is_some(),
        "what was typed is still there"
    );
}
