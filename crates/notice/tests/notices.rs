//! Telling, reading and delivering, on both engines.

#[path = "notices/maintenance.rs"]
mod maintenance;

use motcua_kernel::{Actor, Context, DossierId, Instant, MessageId, NoticeId, PersonId};
use motcua_notice::record::{notices_of, unread_count};
use motcua_notice::{
    Delivered, Facts, Kind, LETTER_MESSAGE, Letter, Mail, Notice, Post, PostError, Posting, RetryError, Tell, Unsent,
    deliver, gave_up, leave, letters_of, notice_id, read_all, read_one, retry, retry_all, tell,
};
use motcua_people::person::{
    CONFIRM_MESSAGE, EmailClaim, EmailError, Language, bring_up_to_date, claim_email, confirm_email, forget_email,
    sample,
};
use motcua_pgtest::{Cluster, Database};
use motcua_store::{ChangeSet, Message, OutMessage, Store};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

const NOW: Instant = Instant::from_micros(1_795_600_000_000_000);
const DOSSIER: DossierId = DossierId::from_u128(70);
const SITE: &str = "https://motcua.example.vn";

struct Home {
    store: Store,
    folder: Option<PathBuf>,
    _database: Option<Database>,
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some(folder) = &self.folder {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

impl Home {
    async fn sqlite() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let made = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("motcua-notice-{}-{made}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self {
            store: Store::create(&folder.to_string_lossy()).await.unwrap(),
            folder: Some(folder),
            _database: None,
        }
    }

    async fn postgres() -> Self {
        let database = Cluster::shared().unwrap().empty_database().await.unwrap();
        Self {
            store: Store::create(database.url()).await.unwrap(),
            folder: None,
            _database: Some(database),
        }
    }

    async fn an(&self) -> PersonId {
        bring_up_to_date(&self.store, sample::an(), &system(0)).await.unwrap()
    }

    /// A message of a dossier, claimed from the outbox.
    async fn message(&self) -> MessageId {
        let mut set = ChangeSet::new(&system(0));
        set.send(Message::new(Kind::ResultReady.message(), &()));
        self.store.commit(set).await.unwrap();
        self.claimed(Kind::ResultReady.message()).await.id
    }

    async fn claimed(&self, kind: &str) -> OutMessage {
        let now = NOW.plus_seconds(3_600);
        let all = self.store.claim_messages(now, now, 99).await.unwrap();
        let mut of_kind: Vec<_> = all.into_iter().filter(|message| message.kind == kind).collect();
        assert_eq!(of_kind.len(), 1, "{kind}");
        of_kind.remove(0)
    }

    async fn tell(&self, message: MessageId, people: &[PersonId]) {
        let ask = Tell {
            message,
            kind: Kind::ResultReady,
            dossier: DOSSIER,
            people: people.iter().copied().collect::<BTreeSet<_>>(),
            facts: Facts::sample(Kind::ResultReady),
        };
        tell(&self.store, ask, &system(1)).await.unwrap();
    }

    async fn inbox(&self, person: PersonId) -> Vec<Notice> {
        let read = self.store.read().await.unwrap();
        let found = read.all(notices_of(person, NOW.plus_seconds(9_999), 9)).await.unwrap();
        found.into_iter().map(|stored| stored.record).collect()
    }

    async fn unread(&self, person: PersonId) -> i64 {
        let read = self.store.read().await.unwrap();
        read.first(unread_count(person, 100)).await.unwrap().unwrap().0
    }

    /// An with a confirmed address.
    async fn an_with_email(&self) -> PersonId {
        let an = self.an().await;
        let address = "an@example.vn".parse().unwrap();
        claim_email(&self.store, address, Language::En, &own(an, 1))
            .await
            .unwrap();
        let asked = self.claimed(CONFIRM_MESSAGE).await;
        self.store.message_done(asked.id, NOW).await.unwrap();
        let code = self.claim(an).await.code;
        confirm_email(&self.store, &code, &own(an, 2)).await.unwrap();
        an
    }

    async fn claim(&self, person: PersonId) -> EmailClaim {
        let read = self.store.read().await.unwrap();
        read.get::<EmailClaim>(person).await.unwrap().record
    }
}

fn system(seconds: i64) -> Context {
    Context::new(Actor::System, NOW.plus_seconds(seconds))
}

fn own(person: PersonId, seconds: i64) -> Context {
    Context::new(Actor::Person(person), NOW.plus_seconds(seconds))
}

/// A way out that keeps what it was given, or answers as it is told.
#[derive(Default)]
struct Tray {
    letters: Mutex<Vec<Letter>>,
    answer: Option<PostError>,
}

impl Post for Tray {
    fn send<'a>(&'a self, letter: &'a Letter) -> Posting<'a> {
        self.letters.lock().unwrap().push(letter.clone());
        Box::pin(std::future::ready(self.answer.clone().map_or(Ok(()), Err)))
    }
}

/// Tests of this file, each on both engines.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                super::story::$name(&super::Home::sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                super::story::$name(&super::Home::postgres().await).await;
            }
        }
    )+};
}

on_both! {
    a_message_is_told_once_to_each_person,
    only_the_receiver_marks_a_notice_as_read,
    a_letter_keeps_its_message_id_however_often_it_is_sent,
    an_address_counts_after_its_code_only,
    codes_are_few_and_run_out,
    a_dead_letter_is_tried_again_once_by_one_form,
    whoever_holds_a_letter_ends_letters_to_its_address_and_no_other,
    maintenance_is_announced_once_and_called_off_once,
}

mod story {
    pub use super::maintenance::maintenance_is_announced_once_and_called_off_once;
    use super::*;

    pub async fn a_message_is_told_once_to_each_person(home: &Home) {
        let an = home.an().await;
        let binh = bring_up_to_date(&home.store, sample::binh(), &system(0)).await.unwrap();
        let message = home.message().await;
        let stranger = PersonId::from_u128(404);
        home.tell(message, &[an, binh, stranger]).await;
        // The program stopped before the message was settled, and told again.
        home.tell(message, &[an, binh, stranger]).await;
        for person in [an, binh] {
            let inbox = home.inbox(person).await;
            assert_eq!(inbox.len(), 1);
            assert_eq!(inbox[0].id, notice_id(message, person));
            assert_eq!(inbox[0].mail, Mail::NotAsked);
            assert_eq!(home.unread(person).await, 1);
        }
        assert_eq!(home.inbox(stranger).await, []);
        assert_eq!(
            home.store.outbox_state().await.unwrap().waiting,
            0,
            "settled with the notices"
        );
        home.store.numbered().await.unwrap();
        assert!(home.store.check().await.unwrap().is_clean());
    }

    pub async fn only_the_receiver_marks_a_notice_as_read(home: &Home) {
        let an = home.an().await;
        let binh = bring_up_to_date(&home.store, sample::binh(), &system(0)).await.unwrap();
        let first = home.message().await;
        home.tell(first, &[an]).await;
        let id = notice_id(first, an);
        assert!(read_one(&home.store, id, &own(binh, 2)).await.is_err());
        assert!(read_one(&home.store, id, &system(2)).await.is_err());
        read_all(&home.store, &own(binh, 2)).await.unwrap();
        assert_eq!(home.unread(an).await, 1);
        for seconds in [3, 4] {
            assert_eq!(read_one(&home.store, id, &own(an, seconds)).await.unwrap(), DOSSIER);
        }
        let inbox = home.inbox(an).await;
        assert_eq!(inbox[0].read_at, Some(NOW.plus_seconds(3)), "the first time counts");
        let second = home.message().await;
        home.tell(second, &[an]).await;
        assert_eq!(home.unread(an).await, 1);
        read_all(&home.store, &own(an, 5)).await.unwrap();
        assert_eq!(home.unread(an).await, 0);
    }

    pub async fn a_letter_keeps_its_message_id_however_often_it_is_sent(home: &Home) {
        let an = home.an_with_email().await;
        let message = home.message().await;
        home.tell(message, &[an]).await;
        let id = notice_id(message, an);
        let letter = home.claimed(LETTER_MESSAGE).await;
        let away = Tray {
            answer: Some(PostError::NotNow("451".to_owned())),
            ..Tray::default()
        };
        assert!(
            deliver(&home.store, &away, SITE, letter.id, id, &system(2))
                .await
                .is_err()
        );
        assert_eq!(home.inbox(an).await[0].mail.word(), "waiting");
        gave_up(&home.store, id, Unsent::TriedTooOften, &system(3))
            .await
            .unwrap();
        assert_eq!(home.inbox(an).await[0].mail.word(), "failed");
        // An administrator tries again; meanwhile the person reads it on the page.
        let tray = Tray::default();
        read_all(&home.store, &own(an, 4)).await.unwrap();
        let sent = deliver(&home.store, &tray, SITE, letter.id, id, &system(5))
            .await
            .unwrap();
        assert_eq!(sent, Delivered::Sent);
        let again = deliver(&home.store, &tray, SITE, letter.id, id, &system(6))
            .await
            .unwrap();
        assert_eq!(again, Delivered::Before);
        let notice = &home.inbox(an).await[0];
        assert_eq!((notice.mail.word(), notice.read_at.is_some()), ("sent", true));
        let (first, second) = (away.letters.into_inner().unwrap(), tray.letters.into_inner().unwrap());
        assert_eq!((first.len(), second.len()), (1, 1), "what was sent is not sent again");
        assert_eq!(first[0], second[0]);
        assert_eq!(first[0].to.as_str(), "an@example.vn");
        assert_eq!(first[0].subject, "Your result is ready - H49.105-261124-0037");
        assert!(first[0].text.contains("https://motcua.example.vn/me/notices"));
        assert!(!first[0].text.contains("Nguyễn"), "no name of anybody");
    }

    pub async fn an_address_counts_after_its_code_only(home: &Home) {
        let an = home.an().await;
        let address = "an@example.vn".parse().unwrap();
        claim_email(&home.store, address, Language::Vi, &own(an, 1))
            .await
            .unwrap();
        let message = home.claimed(CONFIRM_MESSAGE).await;
        let claim = home.claim(an).await;
        let letter = Letter::confirming(&claim, message.id, SITE).unwrap();
        assert!(letter.text.contains(&claim.code) && letter.text.contains(SITE));
        assert_eq!(letter.subject, "Mã xác nhận địa chỉ thư");
        home.store.message_done(message.id, NOW).await.unwrap();

        let wrong = if claim.code == "000000" { "111111" } else { "000000" };
        let refused = confirm_email(&home.store, wrong, &own(an, 2)).await;
        assert!(matches!(refused, Err(EmailError::WrongCode { left: 4 })), "{refused:?}");
        let first = home.message().await;
        home.tell(first, &[an]).await;
        assert_eq!(home.inbox(an).await[0].mail, Mail::NotAsked, "not confirmed yet");

        let spaced = format!(" {} {} ", &claim.code[..3], &claim.code[3..]);
        confirm_email(&home.store, &spaced, &own(an, 3)).await.unwrap();
        let second = home.message().await;
        home.tell(second, &[an]).await;
        let letters = home.inbox(an).await;
        assert_eq!(
            letters.iter().filter(|notice| notice.mail.word() == "waiting").count(),
            1
        );
        // Taken away again: what is told from now on stays on the page.
        forget_email(&home.store, &own(an, 4)).await.unwrap();
        let letter = home.claimed(LETTER_MESSAGE).await;
        home.store.message_done(letter.id, NOW).await.unwrap();
        let third = home.message().await;
        home.tell(third, &[an]).await;
        assert_eq!(home.store.outbox_state().await.unwrap().waiting, 0);
    }

    pub async fn whoever_holds_a_letter_ends_letters_to_its_address_and_no_other(home: &Home) {
        let an = home.an_with_email().await;
        let first = home.message().await;
        home.tell(first, &[an]).await;
        let notice = notice_id(first, an);
        let stored = home.store.read().await.unwrap().get::<Notice>(notice).await.unwrap();
        let letter = Letter::of(&stored, SITE).unwrap().unwrap();
        let address = format!("{SITE}/letters/{notice}/off");
        assert!(letter.text.ends_with(&address), "{}", letter.text);
        assert_eq!(letter.leave.as_deref(), Some(address.as_str()));

        let goes_to = async || {
            let read = home.store.read().await.unwrap();
            letters_of(&read, notice)
                .await
                .unwrap()
                .map(|to| to.as_str().to_owned())
        };
        assert_eq!(goes_to().await.as_deref(), Some("an@example.vn"));
        let anyone = |seconds| Context::new(Actor::Anyone, NOW.plus_seconds(seconds));
        leave(&home.store, NoticeId::from_u128(9), &anyone(5)).await.unwrap();
        assert!(goes_to().await.is_some(), "a link that is none ends nothing");
        for seconds in [6, 7] {
            leave(&home.store, notice, &anyone(seconds)).await.unwrap();
        }
        assert_eq!(goes_to().await, None);
        let second = home.message().await;
        home.tell(second, &[an]).await;
        let told = home
            .store
            .read()
            .await
            .unwrap()
            .get::<Notice>(notice_id(second, an))
            .await
            .unwrap();
        assert_eq!(told.mail, Mail::NotAsked);

        // Another address, given since then, is not that of the old letter.
        claim_email(&home.store, "an@other.vn".parse().unwrap(), Language::Vi, &own(an, 8))
            .await
            .unwrap();
        let code = home.claim(an).await.code;
        confirm_email(&home.store, &code, &own(an, 9)).await.unwrap();
        leave(&home.store, notice, &anyone(10)).await.unwrap();
        let third = home.message().await;
        home.tell(third, &[an]).await;
        let told = home
            .store
            .read()
            .await
            .unwrap()
            .get::<Notice>(notice_id(third, an))
            .await
            .unwrap();
        assert_eq!(told.mail.word(), "waiting");
    }

    pub async fn a_dead_letter_is_tried_again_once_by_one_form(home: &Home) {
        let message = home.message().await;
        assert!(matches!(
            retry(&home.store, message, &system(1)).await,
            Err(RetryError::NoSuchLetter)
        ));
        home.store.message_dead(message, "smtp 550").await.unwrap();
        let form = system(2);
        for _ in 0..2 {
            retry(&home.store, message, &form).await.unwrap();
        }
        assert!(matches!(
            retry(&home.store, message, &system(3)).await,
            Err(RetryError::NoSuchLetter)
        ));
        let state = home.store.outbox_state().await.unwrap();
        assert_eq!((state.waiting, state.dead), (1, 0));
        // All at once, after a wrong setting was mended.
        home.store.message_dead(message, "smtp 535").await.unwrap();
        let other = home.message().await;
        home.store.message_dead(other, "smtp 535").await.unwrap();
        let form = system(4);
        for _ in 0..2 {
            retry_all(&home.store, &form).await.unwrap();
        }
        let state = home.store.outbox_state().await.unwrap();
        assert_eq!((state.waiting, state.dead), (2, 0));
        home.store.numbered().await.unwrap();
        assert!(home.store.check().await.unwrap().is_clean());
    }

    pub async fn codes_are_few_and_run_out(home: &Home) {
        let an = home.an().await;
        let ask = async |seconds| {
            let address = "an@example.vn".parse().unwrap();
            claim_email(&home.store, address, Language::Vi, &own(an, seconds)).await
        };
        for seconds in 1..=5 {
            ask(seconds).await.unwrap();
        }
        assert!(matches!(ask(6).await, Err(EmailError::TooMany)));
        let code = home.claim(an).await.code;
        let late = confirm_email(&home.store, &code, &own(an, 5 + 1_800)).await;
        assert!(matches!(late, Err(EmailError::RunOut)), "{late:?}");
        ask(6 + 86_400).await.unwrap();
        for left in (0..5).rev() {
            let refused = confirm_email(&home.store, "no code", &own(an, 7 + 86_400)).await;
            assert!(matches!(refused, Err(EmailError::WrongCode { left: found }) if found == left));
        }
        let code = home.claim(an).await.code;
        let refused = confirm_email(&home.store, &code, &own(an, 8 + 86_400)).await;
        assert!(matches!(refused, Err(EmailError::RunOut)), "guessing ends");
    }
}
