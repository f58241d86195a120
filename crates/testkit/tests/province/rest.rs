//! What else the rooms keep, so that every statement finds something: at least two of a kind where an order is asked.

use super::Changes;
use motcua_accounts::Keys;
use motcua_accounts::activation::issue;
use motcua_accounts::client::{NewClient, Uses, open as open_client};
use motcua_accounts::session::{Beginning, Device, Holder, Place, Session, Stage, VisitorToken};
use motcua_catalog::boundary_free::record::add;
use motcua_catalog::boundary_free::{Applies, BoundaryRule};
use motcua_catalog::version::sample::marriage_status;
use motcua_catalog::{Level, form};
use motcua_dossier::charge::Payment;
use motcua_dossier::draft::Draft;
use motcua_dossier::enclosure::{Enclosed, Enclosure};
use motcua_dossier::fact::FilesKept;
use motcua_dossier::guidance::{Guidance, GuidanceState};
use motcua_dossier::hand_over::HandOver;
use motcua_dossier::original::Original;
use motcua_dossier::paper::{DossierPaper, PaperKind, paper_id};
use motcua_dossier::remind::{Matter, Reminder};
use motcua_dossier::samples::Story;
use motcua_dossier::step::{Call, CallResult, Note, NoteKind, Whom};
use motcua_dossier::{By, Fact, Source};
use motcua_kernel::{
    AccountId, Actor, ClientId, Context, Date, DossierId, MessageId, Money, OfficerId, PersonId, ThingId,
};
use motcua_notice::maintenance::Maintenance;
use motcua_notice::{Facts, Kind, Tell, tell};
use motcua_org::delegation::{Deed, GrantDelegation, grant};
use motcua_org::position::Role;
use motcua_org::sample::Staff;
use motcua_org::{Period, Right};
use motcua_people::mandate::{self, Principal};
use motcua_people::organisation;
use motcua_store::{ChangeSet, Event, Label, Store};
use serde_json::json;
use uuid::Uuid;

/// Whom the rest belongs to.
pub struct People<'a> {
    pub staff: &'a [Staff],
    /// Of the first of the staff.
    pub accounts: &'a [AccountId],
    pub one: PersonId,
    pub other: PersonId,
}

impl People<'_> {
    fn officer(&self) -> OfficerId {
        self.staff[0].officer.id
    }
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(super) async fn fill(store: &Store, people: &People<'_>, changes: &Changes) {
    accounts(store, people, changes).await;
    catalogue(store, changes).await;
    delegations(store, people.staff, changes).await;
    businesses_and_mandates(store, people, changes).await;
    let client = client(store, people, changes).await;
    let dossier = dossiers(store, people, client, changes).await;
    notices(store, people, dossier, changes).await;
    reminders_and_maintenance(store, people.officer(), dossier, changes).await;
}

async fn accounts(store: &Store, people: &People<'_>, changes: &Changes) {
    let keys = Keys::new([7; 32]);
    issue(store, &keys, people.accounts, &changes.next()).await.unwrap();
    for browser in ["Firefox/150.0", "Chrome/150.0"] {
        let ctx = changes.next();
        let beginning = Beginning {
            holder: Holder::Officer {
                account: people.accounts[0],
                officer: people.officer(),
            },
            place: Place::Desk,
            stage: Stage::Open,
            device: Device::from_user_agent(browser),
            visitor: VisitorToken::make(&ctx),
        };
        let (session, _) = Session::begin(beginning, &ctx);
        let mut set = ChangeSet::new(&ctx);
        set.insert(&session);
        store.commit(set).await.unwrap();
    }
}

async fn catalogue(store: &Store, changes: &Changes) {
    let one = Applies::Procedure {
        code: marriage_status().code,
    };
    let level = Applies::Level { level: Level::Commune };
    for (applies, from) in [(one, "2026-03-01"), (level, "2026-01-01")] {
        let rule = BoundaryRule::new(applies, true, day(from), "Quyết định mẫu");
        add(store, &rule, &changes.next()).await.unwrap();
    }
}

/// The first chair lets two officers sign in turn.
async fn delegations(store: &Store, staff: &[Staff], changes: &Changes) {
    let chair = staff.iter().find(|one| one.appointment.role == Role::Chair).unwrap();
    let deputies = staff.iter().filter(|one| one.appointment.role == Role::ViceChair);
    for (at, deputy) in deputies.take(2).enumerate() {
        let now = changes.next();
        let ctx = Context::for_change(Actor::Officer(chair.officer.id), now.now(), now.change());
        let ask = GrantDelegation {
            appointment: chair.appointment.id,
            to: deputy.officer.id,
            rights: vec![Right::Sign],
            period: Period {
                from: Some(ctx.now()),
                to: Some(ctx.now().plus_seconds((at as i64 + 1) * 7 * 86_400)),
            },
            deed: Deed {
                number: format!("{at}/UQ-MAU"),
                signed_on: ctx.today(),
            },
        };
        grant(store, ask, &ctx).await.unwrap();
    }
}

async fn businesses_and_mandates(store: &Store, people: &People<'_>, changes: &Changes) {
    let counter = || {
        let now = changes.next();
        Context::for_change(Actor::Officer(people.officer()), now.now(), now.change())
    };
    let boatyard = organisation::sample::boatyard(Some(people.one), None);
    let boatyard = organisation::enter(store, boatyard, &counter()).await.unwrap();
    let noodles = organisation::sample::noodles(people.one, None);
    organisation::enter(store, noodles, &counter()).await.unwrap();
    for (principal, from) in [
        (Principal::Organisation(boatyard), "2026-11-02"),
        (Principal::Person(people.one), "2026-11-03"),
        (Principal::Person(people.one), "2026-11-16"),
    ] {
        let ask = mandate::sample::by_deed(principal, people.other, day(from));
        mandate::grant(store, ask, &counter()).await.unwrap();
    }
}

async fn client(store: &Store, people: &People<'_>, changes: &Changes) -> ClientId {
    let mut last = None;
    for (name, right, source) in [
        ("Cổng quốc gia", Right::Submit, Some("national_portal")),
        ("Kho dữ liệu", Right::SeeDossier, None),
    ] {
        let new = NewClient {
            name: name.into(),
            unit: people.staff[0].appointment.unit,
            rights: vec![Right::ActAsClient, right],
            source: source.map(|source| source.parse().unwrap()),
            receives_at: None,
            vouches_for: 2,
        };
        let opened = open_client(store, new, &changes.next()).await.unwrap();
        Uses::default().note(store, opened, changes.next().now()).await;
        last = last.or(Some(opened));
    }
    last.unwrap()
}

/// Drafts, dossiers from elsewhere, and notes on the last of them.
async fn dossiers(store: &Store, people: &People<'_>, client: ClientId, changes: &Changes) -> DossierId {
    let version = marriage_status();
    for (at, by) in [By::Person(people.one), By::Officer(people.officer())]
        .into_iter()
        .cycle()
        .take(4)
        .enumerate()
    {
        let ctx = changes.next();
        let draft = Draft {
            enclosures: Vec::new(),
            id: ctx.id(),
            begun_by: by,
            help: None,
            person: None,
            applicant: None,
            procedure: version.procedure,
            version: version.id,
            territory: None,
            typed: form::sample::valid(),
            section: at as u32,
            saved_at: ctx.now().plus_seconds(at as i64),
        };
        let mut set = ChangeSet::new(&ctx);
        set.insert(&draft);
        store.commit(set).await.unwrap();
    }
    let mut last = None;
    for number in ["000.00.12.H49-261125-0001", "000.00.12.H49-261125-0002"] {
        let ctx = changes.next();
        let mut story = Story::accepted().of_another(&ctx, number);
        story.life.dossier.submitted_by = By::Client(client);
        story.life.dossier.source = Source::Elsewhere {
            name: "national_portal".into(),
            number: number.into(),
        };
        let mut set = ChangeSet::new(&ctx);
        story.keep(&mut set);
        store.commit(set).await.unwrap();
        last = Some(story.life.dossier.id);
    }
    let dossier = last.unwrap();
    for kind in [NoteKind::Called, NoteKind::Remark] {
        let ctx = changes.next();
        let note = Note {
            id: ctx.id(),
            dossier,
            kind,
            call: (kind == NoteKind::Called).then_some(Call {
                whom: Whom::Applicant,
                result: CallResult::Talked,
            }),
            text: "Đã gọi điện, hẹn sáng thứ Hai.".into(),
            written_by: people.officer(),
            written_at: ctx.now(),
        };
        let fact = Fact::Noted {
            at: ctx.now(),
            note: note.id,
        };
        let mut set = ChangeSet::new(&ctx);
        set.insert(&note).journal(fact.event(dossier));
        store.commit(set).await.unwrap();
    }
    papers(store, dossier, changes).await;
    enclosures(store, dossier, changes).await;
    originals(store, dossier, changes).await;
    payments(store, dossier, changes).await;
    opinions(store, changes).await;
    slips(store, changes).await;
    dossier
}

/// Two originals of a dossier and two lists by which they went, after the samples of their formats.
async fn originals(store: &Store, dossier: DossierId, changes: &Changes) {
    let original = include_str!("../../formats/records/dossier_original.1.json");
    let original: Original = serde_json::from_str(original).unwrap();
    let list = include_str!("../../formats/records/hand_over.1.json");
    let list: HandOver = serde_json::from_str(list).unwrap();
    for n in 1..3 {
        let ctx = changes.next();
        let original = Original {
            id: ctx.id(),
            dossier,
            code: Label::Issued(format!("BG-90000{n}")),
            ..original.clone()
        };
        let mut list = HandOver {
            id: ctx.id(),
            number: Label::Issued(format!("BB-90-000{n}")),
            ..list.clone()
        };
        list.paper.code = format!("sample list {n}");
        list.paper.made = None;
        let fact = Fact::OriginalMoved {
            at: original.kept.at,
            original: original.id,
            whereabouts: original.kept.to,
            officer: original.kept.officer,
        };
        let event = Event::new(ThingId::from(Uuid::from(list.id)), "sample.list", &json!({}));
        let mut set = ChangeSet::new(&ctx);
        set.insert(&original).journal(fact.event(dossier));
        set.insert(&list).journal(event);
        store.commit(set).await.unwrap();
    }
}

/// What was taken for a dossier, and given back.
async fn payments(store: &Store, dossier: DossierId, changes: &Changes) {
    let payment: Payment = serde_json::from_str(include_str!("../../formats/records/dossier_payment.1.json")).unwrap();
    let mut before = None;
    for dong in [8_000, -8_000] {
        let ctx = changes.next();
        let payment = Payment {
            id: ctx.id(),
            dossier,
            amount: Money::dong(dong),
            at: ctx.now(),
            reverses: before.map(|taken| (taken, "a slip".to_owned())),
            ..payment.clone()
        };
        before = Some(payment.id);
        let fact = Fact::Paid {
            at: payment.at,
            charge: payment.charge,
            payment: payment.id,
            amount: payment.amount,
            by: payment.by,
            officer: payment.officer,
            unit: payment.unit,
        };
        let mut set = ChangeSet::new(&ctx);
        set.insert(&payment).journal(fact.event(dossier));
        store.commit(set).await.unwrap();
    }
}

/// Two dossiers about which other units were asked.
async fn opinions(store: &Store, changes: &Changes) {
    for suffix in ["-1", "-2"] {
        let ctx = changes.next();
        let mut set = ChangeSet::new(&ctx);
        Story::consulting().of_another(&ctx, suffix).keep(&mut set);
        store.commit(set).await.unwrap();
    }
}

/// Two slips of one draft.
async fn slips(store: &Store, changes: &Changes) {
    let slip: Guidance = serde_json::from_str(include_str!("../../formats/records/guidance.1.json")).unwrap();
    for n in 1..3 {
        let ctx = changes.next();
        let mut slip = Guidance {
            id: ctx.id(),
            given_at: ctx.now(),
            state: GuidanceState::Open,
            ..slip.clone()
        };
        slip.paper.code = format!("sample slip {n}");
        slip.paper.made = None;
        let mut set = ChangeSet::new(&ctx);
        set.insert(&slip);
        store.commit(set).await.unwrap();
    }
}

/// Two papers of a dossier, after the sample of their format.
async fn papers(store: &Store, dossier: DossierId, changes: &Changes) {
    let sample = include_str!("../../formats/records/dossier_paper.1.json");
    let sample: DossierPaper = serde_json::from_str(sample).unwrap();
    for kind in [PaperKind::Receipt, PaperKind::ControlSheet(1)] {
        let ctx = changes.next();
        let paper = DossierPaper {
            id: paper_id(dossier, kind),
            dossier,
            kind,
            code: format!("sample {}", kind.word()),
            made: None,
            ..sample.clone()
        };
        let event = Event::new(ThingId::from(Uuid::from(dossier)), "sample.paper", &json!({}));
        let mut set = ChangeSet::new(&ctx);
        set.insert(&paper).journal(event);
        store.commit(set).await.unwrap();
    }
}

/// The places of files of a dossier, from which all files were taken away.
async fn enclosures(store: &Store, dossier: DossierId, changes: &Changes) {
    for component in ["giay_cu", "uy_quyen"] {
        let ctx = changes.next();
        let kept = Enclosed {
            id: ctx.id(),
            dossier,
            enclosure: Enclosure::new(component),
            kept_at: ctx.now(),
            replaced_at: None,
        };
        let fact = Fact::FilesKept(FilesKept {
            at: ctx.now(),
            enclosure: kept.id,
            component: component.to_owned(),
            pages: 0,
        });
        let mut set = ChangeSet::new(&ctx);
        set.insert(&kept).journal(fact.event(dossier));
        store.commit(set).await.unwrap();
    }
}

async fn notices(store: &Store, people: &People<'_>, dossier: DossierId, changes: &Changes) {
    for kind in [Kind::DossierSubmitted, Kind::DossierAccepted] {
        let ctx = changes.next();
        let told = Tell {
            message: ctx.id::<MessageId>(),
            kind,
            dossier,
            people: [people.one, people.other].into(),
            facts: Facts::sample(kind),
        };
        tell(store, told, &ctx).await.unwrap();
    }
}

async fn reminders_and_maintenance(store: &Store, officer: OfficerId, dossier: DossierId, changes: &Changes) {
    for (hours, matter) in [(1, Matter::DueSoon), (2, Matter::ApologyNow)] {
        let ctx = changes.next();
        let about = ctx.now().plus_seconds(hours * 3_600);
        let reminder = Reminder {
            id: ctx.id(),
            dossier,
            matter,
            about,
            officer: Some(officer),
            told_at: ctx.now(),
            seen_at: None,
            over_at: None,
        };
        let planned = Maintenance {
            id: ctx.id(),
            from: about,
            until: about.plus_seconds(1_800),
            text: "Tạm ngừng nộp hồ sơ.".into(),
            text_en: "Filing is closed.".into(),
            announced_by: officer,
            announced_at: ctx.now(),
            called_off_at: None,
        };
        let event = |id: Uuid| Event::new(ThingId::from(id), "sample.told", &json!({}));
        let mut set = ChangeSet::new(&ctx);
        set.insert(&reminder).journal(event(Uuid::from(reminder.id)));
        set.insert(&planned).journal(event(Uuid::from(planned.id)));
        store.commit(set).await.unwrap();
    }
}
