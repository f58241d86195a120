//! Papers: fixed in their acts, made once, the same a year later.

use crate::world::*;
use motcua_dossier::Decision;
use motcua_dossier::apology::{Apologise, apologise};
use motcua_dossier::paper::{
    ControlError, DossierPaper, PaperError, PaperKind, Pen, draw_up, find, find_by_code, paper_id, papers_of, print,
    reprint,
};
use motcua_dossier::refuse::{Ground, Refuse, refuse};
use motcua_dossier::step::{self, Propose};
use motcua_dossier::stop::{StopDossier, stop};
use motcua_dossier::supplement::{Request, request};
use motcua_kernel::{DossierId, Problem};
use motcua_org::officer::Officer;
use motcua_org::position::Role;
use motcua_org::unit::{Unit, unit_id};
use motcua_papers::{Body, Capacity, Pace, Paper, Press, Printing, ToSign};
use motcua_store::{ChangeSet, ReadError, Record};
use std::sync::atomic::{AtomicUsize, Ordering};

on_both_engines!(
    a_paper_is_made_once_and_says_the_same_a_year_later,
    two_first_requests_at_one_moment_make_one_paper,
    a_reprint_says_so_and_the_first_file_stays,
    every_outcome_has_its_form,
    the_control_sheet_grows_with_the_ledger,
    an_erased_paper_is_gone,
    the_leader_signs_the_result_and_the_agency_behind_them
);

const SITE: &str = "https://motcua.example";

/// Gives the data of a paper as bytes, and counts.
#[derive(Default)]
struct Typist(AtomicUsize);

impl Press for Typist {
    fn signs(&self) -> bool {
        true
    }

    /// Each signature is a line behind what was there.
    fn sign(&self, signing: ToSign) -> Printing<'_> {
        Box::pin(async move {
            let mut bytes = signing
                .so_far
                .unwrap_or_else(|| serde_json::to_vec(&signing.paper).unwrap_or_default());
            let line = format!(
                "\n{}: {} {}",
                signing.role.field(),
                signing.name,
                signing.also.unwrap_or_default()
            );
            bytes.extend(line.into_bytes());
            Ok(bytes)
        })
    }

    fn print(&self, paper: Paper) -> Printing<'_> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(async move {
            // Both of two requests are here before either is done.
            tokio::task::yield_now().await;
            Ok(serde_json::to_vec(&paper).unwrap())
        })
    }
}

fn read_back(bytes: &[u8]) -> Paper {
    serde_json::from_slice(bytes).unwrap()
}

async fn kept(world: &World, id: DossierId, kind: PaperKind) -> DossierPaper {
    let read = world.store.read().await.unwrap();
    find(&read, id, kind).await.unwrap().expect("the paper was fixed")
}

async fn accepted(world: &World) -> DossierId {
    let id = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    world.accepted(id, &centre(OTHER), "2026-11-25T09:00").await;
    id
}

/// Renames a record of the organisation, as a reorganisation or a marriage does.
async fn change<R: Record>(world: &World, id: R::Id, rename: impl FnOnce(&mut R)) {
    let read = world.store.read().await.unwrap();
    let stored = read.get::<R>(id).await.unwrap();
    let mut renamed = stored.record.clone();
    rename(&mut renamed);
    let ctx = motcua_kernel::Context::new(motcua_kernel::Actor::System, moment("2027-06-01T08:00"));
    let mut set = ChangeSet::new(&ctx);
    let facts = serde_json::json!({});
    set.update(&stored.with(renamed))
        .journal(motcua_store::Event::new(stored.record.thing(), "test.renamed", &facts));
    world.store.commit(set).await.unwrap();
}

async fn a_paper_is_made_once_and_says_the_same_a_year_later(world: World) {
    let id = accepted(&world).await;
    let fixed = kept(&world, id, PaperKind::Receipt).await;
    assert!(fixed.made.is_none(), "nobody asked for it yet");
    assert_eq!(fixed.number.as_ref().and_then(|number| number.issued()), Some(1));
    let counter = world.officer(&centre(OTHER), Role::ReceptionOfficer);
    change::<Officer>(&world, counter, |officer| officer.name = "Tên Mới".into()).await;
    change::<Unit>(&world, unit_id(&centre(OTHER)), |unit| {
        unit.name = "Trung tâm tên mới".into()
    })
    .await;

    let press = Typist::default();
    let owner = || person("Trần Thị Bình", "2027-11-25T08:00");
    let first = print(&world.store, &press, SITE, fixed.id, &owner()).await.unwrap();
    let again = print(&world.store, &press, SITE, fixed.id, &owner()).await.unwrap();
    assert_eq!(press.0.load(Ordering::SeqCst), 1, "made once");
    assert_eq!(first.bytes, again.bytes);
    let made = kept(&world, id, PaperKind::Receipt).await.made.unwrap();
    assert_eq!(made.file.media_type(), "application/pdf");
    assert_eq!(made.file.size(), first.bytes.len() as u64);

    let paper = read_back(&first.bytes);
    assert!(
        !String::from_utf8_lossy(&first.bytes).contains("ên mới"),
        "names as of the act"
    );
    assert_eq!(paper.head.issued_at, moment("2026-11-25T09:00"));
    assert_eq!(paper.head.number.as_deref(), Some("0001/TNHS"));
    assert_eq!(paper.head.place, "Hà Tu");
    assert_eq!(paper.head.mark.dossier, "H49.102-261125-0001");
    assert_eq!(paper.head.mark.address, format!("{SITE}/g/{}", fixed.code));
    assert!(
        !paper.head.mark.address.contains("261125"),
        "the address says nothing by itself"
    );
    let Body::Receipt(receipt) = paper.body else {
        panic!("{:?}", paper.body);
    };
    assert_eq!(receipt.order, Some(1));
    assert_eq!(receipt.due_at, moment("2026-11-30T09:00"));
    assert_eq!(receipt.components.len(), 2, "what is not needed is not on the receipt");
    assert!(!receipt.receiver.is_empty() && !receipt.request.is_empty());

    let read = world.store.read().await.unwrap();
    let found = find_by_code(&read, &fixed.code).await.unwrap().unwrap();
    assert_eq!(found.dossier, id);
    assert!(find_by_code(&read, "0123").await.unwrap().is_none());
    let none = print(&world.store, &press, SITE, paper_id(id, PaperKind::Refusal), &owner()).await;
    assert!(matches!(none, Err(PaperError::NoSuchPaper)));
}

async fn two_first_requests_at_one_moment_make_one_paper(world: World) {
    let id = accepted(&world).await;
    let paper = paper_id(id, PaperKind::Receipt);
    let press = Typist::default();
    let ctx = || person("Trần Thị Bình", "2026-11-25T10:00");
    let (first, second) = (ctx(), ctx());
    let (one, two) = tokio::join!(
        print(&world.store, &press, SITE, paper, &first),
        print(&world.store, &press, SITE, paper, &second)
    );
    let digests = [one.unwrap(), two.unwrap()].map(|printed| printed.paper.made.unwrap().file.digest().to_owned());
    assert_eq!(digests[0], digests[1]);
    let kept = kept(&world, id, PaperKind::Receipt).await.made.unwrap();
    assert_eq!(kept.file.digest(), digests[0]);
}

async fn a_reprint_says_so_and_the_first_file_stays(world: World) {
    let id = accepted(&world).await;
    let paper = paper_id(id, PaperKind::Receipt);
    let press = Typist::default();
    let owner = person("Trần Thị Bình", "2026-11-25T10:00");
    let first = print(&world.store, &press, SITE, paper, &owner).await.unwrap();
    let refused = reprint(&world.store, &press, SITE, paper, &owner).await;
    assert!(matches!(refused, Err(PaperError::NotAllowed)));

    let counter = world.counter(&centre(OTHER), "2026-11-26T08:30");
    let printed = reprint(&world.store, &press, SITE, paper, &counter).await.unwrap();
    let twice = reprint(&world.store, &press, SITE, paper, &counter).await.unwrap();
    assert_eq!(printed.bytes, twice.bytes, "the same form sent twice is one reprint");
    let says = read_back(&printed.bytes);
    assert_eq!(says.head.reprinted_at, Some(moment("2026-11-26T08:30")));
    let mut same = says.clone();
    same.head.reprinted_at = None;
    assert_eq!(same, read_back(&first.bytes), "nothing else differs");
    let kept = kept(&world, id, PaperKind::Receipt).await;
    assert_eq!(kept.reprints.len(), 1);
    let later = print(&world.store, &press, SITE, paper, &owner).await.unwrap();
    assert_eq!(later.bytes, first.bytes);
}

async fn every_outcome_has_its_form(world: World) {
    let store = &world.store;
    let ground = || Ground {
        basis: "Điều 9 Nghị định mẫu".into(),
        reason: "Bản chính bị tẩy xóa".into(),
    };
    let asked = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    let command = Request {
        dossier: asked,
        centre: unit_id(&centre(OTHER)),
        checked: form_wrong(),
        form_remark: "Ghi lại ngày sinh".into(),
        reason: "Cần để xác minh.".into(),
        last_day: "2026-12-04".parse().unwrap(),
        again: None,
    };
    let counter = |clock: &str| world.counter(&centre(OTHER), clock);
    request(store, command, &counter("2026-11-25T09:00")).await.unwrap();
    let paper = kept(&world, asked, PaperKind::Supplement(1)).await.whole(SITE);
    assert_eq!(paper.head.mark.dossier, "", "there is no dossier number yet");
    let Body::Supplement(form) = paper.body else { panic!() };
    assert_eq!(form.lacks.len(), 2);
    assert_eq!(form.last_day.to_string(), "2026-12-04");
    assert_eq!(
        (&form.signatory.capacity, form.signatory.post.as_str()),
        (&Capacity::Head, "Cán bộ tiếp nhận")
    );

    let refused = world.submitted("Lê Văn Nam", "2026-11-25T08:00").await;
    let command = Refuse {
        dossier: refused,
        centre: unit_id(&centre(OTHER)),
        ground: ground(),
    };
    refuse(store, command, &counter("2026-11-25T10:00")).await.unwrap();
    let paper = kept(&world, refused, PaperKind::Refusal).await.whole(SITE);
    assert_eq!(paper.head.number.as_deref(), Some("0001/TCHS"));
    let Body::Refusal(form) = paper.body else { panic!() };
    assert_eq!(
        (form.reasons, form.filer.as_str()),
        (vec![ground().reason], "Lê Văn Nam")
    );

    let late = accepted(&world).await;
    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    step::take(store, late, &officer(handler, "2026-11-25T10:00"))
        .await
        .unwrap();
    let chair = world.officer(&format!("ubnd/{WARD}"), Role::ViceChair);
    let command = Apologise {
        dossier: late,
        days: 2,
        reason: "Chưa có kết quả xác minh".into(),
    };
    apologise(store, command, &officer(chair, "2026-11-26T08:00"))
        .await
        .unwrap();
    let paper = kept(&world, late, PaperKind::Apology).await.whole(SITE);
    assert_eq!(paper.head.superior, "", "nobody stands above a committee");
    let Body::Apology(form) = paper.body else { panic!() };
    assert_eq!(form.dossier, "H49.102-261125-0001");
    assert_eq!(
        (form.due_at, form.new_due_at),
        (moment("2026-11-30T09:00"), moment("2026-12-02T09:00"))
    );
    assert_eq!(
        form.signatory.lines(),
        ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"]
    );

    let command = StopDossier {
        dossier: late,
        ground: ground(),
    };
    stop(store, command, &officer(chair, "2026-11-27T08:00")).await.unwrap();
    let Body::Stop(form) = kept(&world, late, PaperKind::Stop).await.whole(SITE).body else {
        panic!()
    };
    assert_eq!(
        (form.step.as_str(), form.stopped_at),
        ("thẩm định", moment("2026-11-27T08:00"))
    );
    let read = store.read().await.unwrap();
    let kinds: Vec<PaperKind> = read
        .all(papers_of(late))
        .await
        .unwrap()
        .iter()
        .map(|paper| paper.kind)
        .collect();
    assert_eq!(kinds, [PaperKind::Receipt, PaperKind::Apology, PaperKind::Stop]);
}

async fn the_control_sheet_grows_with_the_ledger(world: World) {
    let store = &world.store;
    let fresh = world.submitted("Trần Thị Bình", "2026-11-25T08:00").await;
    let clerk = || {
        officer(
            world.officer(&centre(OTHER), Role::ReceptionOfficer),
            "2026-11-26T08:00",
        )
    };
    let none = draw_up(store, fresh, &clerk()).await;
    assert!(matches!(none, Err(ControlError::NothingToTell)));
    let id = accepted(&world).await;
    let one = draw_up(store, id, &clerk()).await.unwrap();
    assert_eq!(draw_up(store, id, &clerk()).await.unwrap(), one, "nothing has moved");
    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    step::take(store, id, &officer(handler, "2026-11-25T10:00"))
        .await
        .unwrap();
    let two = draw_up(store, id, &clerk()).await.unwrap();
    assert_ne!(one, two);
    let sheet = kept(&world, id, PaperKind::ControlSheet(2)).await;
    assert_eq!(sheet.id, two);
    assert_eq!(
        sheet.issued_at(),
        moment("2026-11-25T10:00"),
        "as of the last thing on it"
    );
    let Body::ControlSheet(form) = sheet.whole(SITE).body else {
        panic!()
    };
    let [leg] = form.legs.as_slice() else {
        panic!("{:?}", form.legs)
    };
    assert_eq!(
        (leg.pace, leg.acknowledged_at),
        (Pace::OnTime, Some(moment("2026-11-25T10:00")))
    );
    assert!(leg.giver.contains("Hà Tu") && leg.giver.contains('('), "{}", leg.giver);
}

async fn an_erased_paper_is_gone(world: World) {
    let id = accepted(&world).await;
    let paper = paper_id(id, PaperKind::Receipt);
    let press = Typist::default();
    let ctx = person("Trần Thị Bình", "2026-11-25T10:00");
    print(&world.store, &press, SITE, paper, &ctx).await.unwrap();
    let read = world.store.read().await.unwrap();
    let stored = read.get::<DossierPaper>(paper).await.unwrap();
    let mut set = ChangeSet::new(&ctx);
    set.erase(&stored);
    world.store.commit(set).await.unwrap();
    let gone = print(&world.store, &press, SITE, paper, &ctx).await.unwrap_err();
    assert!(matches!(gone, PaperError::Read(ReadError::Erased { .. })), "{gone}");
    assert_eq!(Problem::from(gone).code.status, 410);
    let file = stored.made.as_ref().unwrap().file.clone();
    assert!(!format!("{file:?}").contains(file.digest()));
}

async fn the_leader_signs_the_result_and_the_agency_behind_them(world: World) {
    let (store, directory, press) = (&world.store, &world.directory, Typist::default());
    let id = accepted(&world).await;
    let handler = world.officer(&format!("vp/{WARD}"), Role::HandlingOfficer);
    step::take(store, id, &officer(handler, "2026-11-25T10:00"))
        .await
        .unwrap();
    step::pass_on(store, directory, id, None, &officer(handler, "2026-11-25T11:00"))
        .await
        .unwrap();
    let proposal = Propose {
        dossier: id,
        decision: Decision::Grant,
        content: serde_json::json!({"opinion": "Đủ điều kiện"}),
    };
    step::propose(store, directory, proposal, &officer(handler, "2026-11-25T14:00"))
        .await
        .unwrap();
    let leader = world.officer(&format!("ubnd/{WARD}"), Role::ViceChair);
    let pen = Pen {
        press: &press,
        site: SITE,
    };
    step::sign_with(store, directory, pen, id, &officer(leader, "2026-11-26T08:00"))
        .await
        .unwrap();
    let signed = kept(&world, id, PaperKind::Result).await;
    assert!(
        signed.made.is_some() && signed.awaits_seal(),
        "signed in the act, not yet sealed"
    );
    let early = print(store, &press, SITE, signed.id, &officer(leader, "2026-11-26T08:05")).await;
    assert!(
        matches!(early, Err(PaperError::NoSuchPaper)),
        "it is nobody's before it is issued"
    );

    let clerk = world.officer(&format!("vp/{WARD}"), Role::RecordsClerk);
    step::issue(store, directory, id, &officer(clerk, "2026-11-27T09:00"))
        .await
        .unwrap();
    let owner = person("Trần Thị Bình", "2026-11-27T10:00");
    let first = print(store, &press, SITE, signed.id, &owner).await.unwrap();
    let again = print(store, &press, SITE, signed.id, &owner).await.unwrap();
    assert_eq!(first.bytes, again.bytes);
    let text = String::from_utf8(first.bytes).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[1].starts_with("leader: ") && lines.len() == 3, "{lines:?}");
    assert_eq!(
        lines[2],
        "agency: Ủy ban nhân dân phường Bãi Cháy Số 0001/2026, ngày 27/11/2026"
    );
    let Body::Result(sheet) = read_back(lines[0].as_bytes()).body else {
        panic!()
    };
    assert_eq!(
        sheet.signatory.lines(),
        ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"]
    );
    assert!(
        sheet.facts.iter().any(|fact| fact.value == "chưa kết hôn"),
        "{:?}",
        sheet.facts
    );
    assert_eq!(
        sheet.valid_until.map(|day| day.to_string()).as_deref(),
        Some("2027-05-26")
    );
    let refused = reprint(
        store,
        &press,
        SITE,
        signed.id,
        &world.counter(&centre(OTHER), "2026-11-27T10:00"),
    )
    .await;
    assert!(
        matches!(refused, Err(PaperError::NotAllowed)),
        "the file is the original"
    );
}
