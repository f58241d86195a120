//! From a dossier's message in the outbox to the inbox, and to dead letters, on a store of its own.

use motcua_background::{Office, Sent, send_due};
use motcua_dossier::State;
use motcua_dossier::notice::About;
use motcua_dossier::samples::{Story, moment};
use motcua_kernel::{Actor, Context, DossierId, Instant, PersonId};
use motcua_notice::record::notices_of;
use motcua_notice::{Kind, Length, Notice};
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_people::person::{Claims, Language, bring_up_to_date, sample};
use motcua_store::{ChangeSet, Message, Store};
use std::path::PathBuf;

const NOW: Instant = Instant::from_micros(1_795_600_000_000_000);

struct Kept {
    store: Store,
    folder: PathBuf,
}

impl Kept {
    async fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("motcua-outbox-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::create(&folder.to_string_lossy()).await.unwrap();
        Self { store, folder }
    }

    async fn send(&self, kind: &'static str, about: &impl serde::Serialize) {
        let mut set = ChangeSet::new(&system());
        set.send(Message::new(kind, about));
        self.store.commit(set).await.unwrap();
    }

    async fn due(&self, now: Instant) -> Sent {
        send_due(&self.store, &office(), now).await.unwrap()
    }

    async fn inbox(&self, person: PersonId) -> Vec<Notice> {
        let read = self.store.read().await.unwrap();
        let found = read.all(notices_of(person, NOW.plus_seconds(99_999), 9)).await.unwrap();
        found.into_iter().map(|stored| stored.record).collect()
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn system() -> Context {
    Context::new(Actor::System, NOW)
}

fn office() -> Office {
    Office {
        site: "http://127.0.0.1:8080".to_owned(),
        phone: "0203 000 0054".to_owned(),
        post: None,
    }
}

/// A dossier of the samples, in the sample province, of a person who signed in.
async fn accepted(kept: &Kept) -> (DossierId, PersonId) {
    let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
    motcua_org::import::import(&kept.store, &data, &system()).await.unwrap();
    let claims: Claims = sample::an();
    let person = bring_up_to_date(&kept.store, claims, &system()).await.unwrap();
    let mut life = Story::all()
        .into_iter()
        .map(|story| story.life)
        .find(|life| matches!(life.dossier.state, State::Accepted { .. }))
        .unwrap();
    let parties = &mut life.dossier.parties;
    parties.applicant.who = motcua_dossier::Who::Person(person);
    parties.submitter.who = motcua_dossier::Who::Person(person);
    parties.representative = None;
    let unit = motcua_org::unit::unit_id("ttpvhcc/06673");
    (life.dossier.places.reception, life.dossier.places.delivery) = (unit, unit);
    // Due on the edge between two days: counted from the morning, said as the evening before (D5).
    if let State::Accepted { acceptance, .. } = &mut life.dossier.state {
        acceptance.due.at = moment("2026-12-01T07:30");
        acceptance.due.shown = moment("2026-11-30T17:30");
    }
    let id = life.dossier.id;
    let mut set = ChangeSet::new(&system());
    set.insert(&life.dossier).journal(motcua_store::Event::new(
        motcua_kernel::ThingId::from(uuid::Uuid::from(id)),
        "dossier.sampled",
        &(),
    ));
    kept.store.commit(set).await.unwrap();
    (id, person)
}

#[tokio::test]
async fn what_a_dossier_says_stands_in_its_persons_inbox_once() {
    let kept = Kept::new("inbox").await;
    let (dossier, person) = accepted(&kept).await;
    for kind in [Kind::DossierSubmitted, Kind::DossierAccepted, Kind::ResultReady] {
        kept.send(kind.message(), &About::dossier(dossier)).await;
    }
    let first = kept.due(NOW).await;
    assert_eq!((first.done, first.put_off, first.dead), (3, 0, 0));
    assert_eq!(kept.due(NOW.plus_seconds(3_600)).await, Sent::default());
    let inbox = kept.inbox(person).await;
    assert_eq!(inbox.len(), 3, "applicant and submitter are one person, told once");
    let accepted = inbox
        .iter()
        .find(|notice| notice.kind == Kind::DossierAccepted)
        .unwrap();
    let text = accepted.words(Language::ALL[0], Length::Long).unwrap();
    assert!(text.contains("17h30") && text.contains("30/11/2026"), "{text}");
    for notice in &inbox {
        for language in Language::ALL {
            let text = notice.words(language, Length::Long).unwrap();
            assert!(
                text.contains("Trung tâm Phục vụ hành chính công") && text.contains("0203 000 0054"),
                "{text}"
            );
            for name in ["Nguyễn", "Trần", "Phạm", "hôn nhân"] {
                assert!(!text.contains(name), "{text}");
            }
        }
    }
}

#[tokio::test]
async fn a_message_without_hope_is_a_dead_letter_and_an_unknown_kind_waits() {
    let kept = Kept::new("dead").await;
    kept.send(Kind::ResultReady.message(), &About::dossier(DossierId::from_u128(404)))
        .await;
    kept.send(Kind::ResultReady.message(), &"no dossier").await;
    kept.send("queue.not_yet_written", &()).await;
    let sent = kept.due(NOW).await;
    assert_eq!((sent.done, sent.put_off, sent.dead), (0, 1, 2));
    let state = kept.store.outbox_state().await.unwrap();
    assert_eq!((state.waiting, state.dead), (1, 2));
    let dead = kept.store.read().await.unwrap().dead_letters(9).await.unwrap();
    assert!(dead.iter().all(|letter| !letter.trouble.is_empty()));
    assert_eq!(
        kept.due(NOW.plus_seconds(60)).await,
        Sent::default(),
        "nobody tries them again by itself"
    );
    assert_eq!(kept.due(NOW.plus_seconds(3_600)).await.put_off, 1);
}
