//! What a turn of the background work does, on a store of its own.

use motcua_accounts::session::{Beginning, Device, Holder, Place, Session, Stage, VisitorToken};
use motcua_background::{Reader, Turn, turn};
use motcua_dossier::ledger::Interval;
use motcua_dossier::samples::{Story, calendar};
use motcua_dossier::supplement::{LAPSE_TIMER, Supplement};
use motcua_dossier::{Dossier, Stage as Standing};
use motcua_kernel::{AccountId, Actor, Context, Instant, MessageId, OfficerId, SessionId, ThingId, UnitId};
use motcua_org::Period;
use motcua_org::appointment::{self, Appointment};
use motcua_org::calendar::{LegalCalendar, LegalVersion};
use motcua_org::origin::Origin;
use motcua_org::position::Role;
use motcua_store::{ChangeSet, Event, Store};
use std::path::PathBuf;
use uuid::Uuid;

const NOW: Instant = Instant::from_micros(1_790_000_000_000_000);
const OFFICER: OfficerId = OfficerId::from_u128(5);
const HOUR: i64 = 3_600;

/// A store in a folder that goes with it.
struct Kept {
    store: Store,
    folder: PathBuf,
}

impl Kept {
    async fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("motcua-background-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::create(&folder.to_string_lossy()).await.unwrap();
        Self { store, folder }
    }

    async fn sessions(&self, id: SessionId) -> usize {
        usize::from(
            self.store
                .read()
                .await
                .unwrap()
                .find::<Session>(id)
                .await
                .unwrap()
                .is_some(),
        )
    }

    async fn turn(&self, reader: &mut Reader, now: Instant) -> Turn {
        turn(&self.store, reader, now).await.unwrap()
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn system(now: Instant) -> Context {
    Context::new(Actor::System, now)
}

async fn sign_in(store: &Store, now: Instant) -> SessionId {
    let ctx = system(now);
    let beginning = Beginning {
        holder: Holder::Officer {
            account: AccountId::from_u128(4),
            officer: OFFICER,
        },
        place: Place::Desk,
        stage: Stage::Open,
        device: Device::from_user_agent(""),
        visitor: VisitorToken::make(&ctx),
    };
    let (session, _) = Session::begin(beginning, &ctx);
    let mut set = ChangeSet::new(&ctx);
    set.insert(&session);
    store.commit(set).await.unwrap();
    session.id
}

async fn appoint(store: &Store) -> Appointment {
    let unit = UnitId::from_u128(7);
    let period = Period {
        from: Some(NOW),
        to: None,
    };
    let appointment = Appointment::sample(OFFICER, Role::HandlingOfficer, unit, unit, period);
    let mut set = ChangeSet::new(&system(NOW));
    let thing = ThingId::from(Uuid::from(OFFICER));
    set.insert(&appointment)
        .journal(Event::new(thing, "officer.seated", &()));
    store.commit(set).await.unwrap();
    appointment
}

#[tokio::test]
async fn the_end_of_an_appointment_ends_the_officers_sessions() {
    let kept = Kept::new("end").await;
    let mut reader = Reader::new();
    let session = sign_in(&kept.store, NOW).await;
    let appointment = appoint(&kept.store).await;
    kept.turn(&mut reader, NOW).await;
    assert_eq!(kept.sessions(session).await, 1, "nothing has ended yet");

    let later = NOW.plus_seconds(60);
    appointment::end(&kept.store, appointment.id, later, &system(later))
        .await
        .unwrap();
    let done = kept.turn(&mut reader, later).await;
    assert_eq!((done.acted, done.put_off), (1, 0));
    assert_eq!(kept.sessions(session).await, 0);
}

#[tokio::test]
async fn an_end_set_for_a_later_day_waits_for_it() {
    let kept = Kept::new("later").await;
    let mut reader = Reader::new();
    let session = sign_in(&kept.store, NOW).await;
    let appointment = appoint(&kept.store).await;
    let end = NOW.plus_seconds(2 * HOUR);
    appointment::end(&kept.store, appointment.id, end, &system(NOW))
        .await
        .unwrap();
    kept.turn(&mut reader, NOW.plus_seconds(HOUR)).await;
    assert_eq!(kept.sessions(session).await, 1);
    kept.turn(&mut reader, end).await;
    assert_eq!(kept.sessions(session).await, 0);
}

#[tokio::test]
async fn a_program_that_begins_again_does_not_end_sessions_twice() {
    let kept = Kept::new("again").await;
    let appointment = appoint(&kept.store).await;
    appointment::end(&kept.store, appointment.id, NOW.plus_seconds(1), &system(NOW))
        .await
        .unwrap();
    let later = NOW.plus_seconds(60);
    kept.turn(&mut Reader::new(), later).await;
    // The officer signs in for another position; another program starts and asks where it stands.
    let session = sign_in(&kept.store, later).await;
    let done = kept.turn(&mut Reader::new(), later.plus_seconds(60)).await;
    assert_eq!((done.acted, kept.sessions(session).await), (0, 1));
}

#[tokio::test]
async fn a_timer_of_an_unknown_kind_is_put_off_by_an_hour_and_never_lost() {
    let kept = Kept::new("unknown").await;
    let mut set = ChangeSet::new(&system(NOW));
    set.wake("queue.not_yet_written", MessageId::from_u128(9), NOW);
    kept.store.commit(set).await.unwrap();
    let mut reader = Reader::new();
    assert_eq!(kept.turn(&mut reader, NOW).await.put_off, 1);
    assert_eq!(kept.turn(&mut reader, NOW.plus_seconds(HOUR - 1)).await.put_off, 0);
    assert_eq!(kept.turn(&mut reader, NOW.plus_seconds(HOUR)).await.put_off, 1);
}

#[tokio::test]
async fn a_supplement_that_nobody_answered_lapses_after_its_last_day_and_its_timer_stops() {
    let kept = Kept::new("lapse").await;
    let story = Story::awaiting_completion();
    let supplement = story.supplement.clone().unwrap();
    let (id, end) = (story.life.dossier.id, supplement.last_day.end());
    let mut set = ChangeSet::new(&system(supplement.asked_at));
    let calendar = LegalCalendar {
        id: LegalCalendar::province_id(),
        versions: vec![LegalVersion {
            origin: Origin::Data,
            calendar: calendar(),
        }],
    };
    set.insert(&story.life.dossier).insert(&supplement).insert(&calendar);
    set.journal(Event::new(
        ThingId::from(Uuid::from(calendar.id)),
        "calendar.imported",
        &(),
    ));
    let intervals: &[Interval] = story.life.ledger.intervals();
    for interval in intervals {
        set.insert(interval);
    }
    for step in &story.life.steps {
        set.insert(step);
    }
    set.journal_all(story.facts.iter().map(|fact| fact.event(id)));
    set.wake(LAPSE_TIMER, supplement.id, end);
    kept.store.commit(set).await.unwrap();

    let mut reader = Reader::new();
    assert_eq!(kept.turn(&mut reader, end.plus_seconds(-1)).await.acted, 0);
    assert_eq!(kept.turn(&mut reader, end).await.acted, 1);
    let read = kept.store.read().await.unwrap();
    let dossier = read.get::<Dossier>(id).await.unwrap();
    assert_eq!(dossier.stage(), Standing::Lapsed);
    assert!(!read.get::<Supplement>(supplement.id).await.unwrap().is_open());
    drop(read);
    // What changed is looked at once more, a minute later: nobody is reminded of what is over.
    assert_eq!(kept.turn(&mut reader, end.plus_seconds(60)).await.acted, 1);
    let read = kept.store.read().await.unwrap();
    assert_eq!(read.due_timers(end.plus_seconds(24 * HOUR), 10).await.unwrap(), []);
}
