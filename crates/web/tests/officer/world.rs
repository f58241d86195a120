//! The sample province behind the site, with staff who have accounts, and browsers that remember their cookies.

#[path = "browser.rs"]
mod browser;

pub use browser::*;

use axum::Router;
use motcua_accounts::Keys;
use motcua_accounts::account::{self, Login, NewAccount};
use motcua_accounts::activation;
use motcua_accounts::citizen::{
    self, Ask, Exchange, Identity as Known, IdentityLevel, IdentityProvider, ProviderError,
};
use motcua_accounts::password::{Cost, Hasher, Password};
use motcua_accounts::second_factor::{Demand, FactorPolicy};
use motcua_accounts::session::Scheme;
use motcua_catalog::form::{FormRules, Typed, sample};
use motcua_catalog::version::sample::{marriage_status, procedure_of};
use motcua_catalog::{Catalogue, ProcedureVersion};
use motcua_dossier::draft::{SaveDraft, save};
use motcua_dossier::submit::{Begun, Submit, submit};
use motcua_dossier::{Channel, Identity, Life, Parties, Party, Who, kept};
use motcua_kernel::{Actor, Context, DossierId, Instant, OfficerId, PersonId, ThingId, named_id};
use motcua_org::Directory;
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_org::position::Role;
use motcua_org::sample::{Staff, load_staff, staff};
use motcua_org::unit::unit_id;
use motcua_papers::{Paper, Press, PressError, Printing, ToSign};
use motcua_store::{ChangeSet, Event, Store};
use motcua_web::app::{App, Parts};
use motcua_web::{About, site};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use uuid::Uuid;

/// Bãi Cháy.
pub const WARD: &str = "06673";
/// Hà Tu: another ward, whose centre receives just as well.
pub const OTHER: &str = "06652";
/// The password of everybody here.
pub const PASSWORD: &str = "thuyền về bến lúc trăng lên";

/// Knows whoever a code names: `2/022301004567/Trần Thị Bình` is known at level 2.
struct Named;

impl IdentityProvider for Named {
    fn departure<'a>(&'a self, ask: &'a Ask) -> citizen::Answer<'a, String> {
        Box::pin(async { Ok(format!("https://identity.example/?state={}", ask.state.reveal())) })
    }

    fn identity<'a>(&'a self, exchange: &'a Exchange) -> citizen::Answer<'a, Known> {
        Box::pin(async {
            let code: Vec<&str> = exchange.code.reveal().split('/').collect();
            let [level, number, name] = code[..] else {
                return Err(ProviderError::Refused("nobody".into()));
            };
            Ok(Known {
                subject: number.to_owned(),
                level: if level == "2" {
                    IdentityLevel::Two
                } else {
                    IdentityLevel::One
                },
                id_number: citizen::IdNumber::parse(number),
                name: name.to_owned(),
                born_on: "2001-08-14".parse().ok(),
                sex: Some(citizen::Sex::Female),
                address: Some("Tổ 4, khu 2, phường Bãi Cháy, tỉnh Quảng Ninh".to_owned()),
                phone: None,
            })
        })
    }
}

/// A press that gives what a paper says as JSON, and counts: how papers look is proven in their own room.
struct Typist(Arc<AtomicU32>);

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
        Box::pin(async move { serde_json::to_vec(&paper).map_err(|error| PressError::Broken(error.to_string())) })
    }
}

/// A site of its own, removed with the test.
pub struct World {
    pub store: Store,
    pub directory: Arc<Directory>,
    pub keys: Keys,
    site: Router,
    staff: Vec<Staff>,
    clock: Arc<AtomicI64>,
    /// How many papers were set.
    pub set: Arc<AtomicU32>,
    folder: PathBuf,
}

impl Drop for World {
    fn drop(&mut self) {
        // A folder that cannot be removed is the system's to sweep.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub fn moment(wall_clock: &str) -> Instant {
    Instant::from_civil(wall_clock.parse().unwrap())
}

pub fn centre(area: &str) -> String {
    format!("ttpvhcc/{area}")
}

pub fn person_id(name: &str) -> PersonId {
    named_id("person", name)
}

impl World {
    /// At 8:00 on Wednesday 25 November 2026; nobody needs a second factor.
    pub async fn new() -> Self {
        Self::with(FactorPolicy::Rights(Vec::new())).await
    }

    pub async fn with(policy: FactorPolicy) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let place = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("motcua-web-officer-{}-{place}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::create(&folder.to_string_lossy()).await.unwrap();
        let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
        let now = moment("2026-11-25T08:00");
        let system = || Context::new(Actor::System, now);
        motcua_org::import::import(&store, &data, &system()).await.unwrap();
        load_staff(&store, &data, &system()).await.unwrap();
        let version = marriage_status();
        let ctx = system();
        let mut set = ChangeSet::new(&ctx);
        set.insert(&procedure_of(&version)).insert(&version);
        set.journal(Event::new(
            ThingId::from(Uuid::from(version.procedure)),
            "procedure.version_published",
            &serde_json::json!({"number": 1}),
        ));
        store.commit(set).await.unwrap();
        let directory = Arc::new(data.directory().unwrap());
        let keys = Keys::new([5; 32]);
        let clock = Arc::new(AtomicI64::new(now.as_micros()));
        let hand = Arc::clone(&clock);
        let set = Arc::new(AtomicU32::new(0));
        let app = App::new(Parts {
            store: store.clone(),
            catalogue: Catalogue::load(&store).await.unwrap(),
            directory: Arc::clone(&directory),
            keys: keys.clone(),
            hasher: Hasher::new(Cost::CHEAP, 2).unwrap(),
            policy,
            provider: Arc::new(Named),
            press: Arc::new(Typist(Arc::clone(&set))),
            bindery: Arc::new(motcua_papers::BindingRoom::new(1)),
            scheme: Scheme::Http,
            about: About::sample(),
            clock: Arc::new(move || Instant::from_micros(hand.load(Ordering::Relaxed))),
        });
        Self {
            store,
            directory,
            keys,
            site: site::whole(app),
            staff: staff(&data),
            clock,
            set,
            folder,
        }
    }

    pub fn set_clock(&self, wall_clock: &str) {
        self.clock.store(moment(wall_clock).as_micros(), Ordering::Relaxed);
    }

    pub fn now(&self) -> Instant {
        Instant::from_micros(self.clock.load(Ordering::Relaxed))
    }

    fn of(&self, unit: &str, role: Role) -> &Staff {
        let id = unit_id(unit);
        let holds = |staff: &&Staff| staff.appointment.unit == id && staff.appointment.role == role;
        self.staff
            .iter()
            .find(holds)
            .unwrap_or_else(|| panic!("nobody is {role:?} at {unit}"))
    }

    /// A browser in which the first officer of a role that stands in the province once has signed in.
    pub async fn provincial(&self, role: Role) -> (Browser<'_>, String) {
        let staff = self.staff.iter().find(|staff| staff.appointment.role == role);
        let officer = &staff.unwrap_or_else(|| panic!("nobody is {role:?}")).officer;
        let login = self.account((officer.id, officer.code.clone())).await;
        let browser = self.browser();
        let landed = browser.sign_in(&login).await;
        (browser, landed)
    }

    /// The first officer of a role in a unit.
    pub fn officer(&self, unit: &str, role: Role) -> (OfficerId, String) {
        let officer = &self.of(unit, role).officer;
        (officer.id, officer.code.clone())
    }

    /// An account in use for an officer, and the login.
    pub async fn account(&self, (officer, login): (OfficerId, String)) -> String {
        let ctx = Context::new(Actor::System, self.now());
        let new = NewAccount {
            officer,
            login: Login::parse(&login).unwrap(),
            demand: Demand::AsPositions,
        };
        let account = account::open(&self.store, new, &ctx).await.unwrap();
        let ctx = Context::new(Actor::System, self.now());
        let slip = activation::issue(&self.store, &self.keys, &[account], &ctx)
            .await
            .unwrap()
            .remove(0);
        let hasher = Hasher::new(Cost::CHEAP, 2).unwrap();
        let address: IpAddr = "203.0.113.9".parse().unwrap();
        let (code, password) = (slip.code.reveal(), Password::typed(PASSWORD));
        let ctx = Context::new(Actor::Anyone, self.now());
        activation::redeem(&self.store, &self.keys, &hasher, code, &password, address, &ctx)
            .await
            .unwrap();
        login
    }

    /// A browser without cookies.
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(self)
    }

    /// A browser in which an officer has signed in; and where they landed.
    pub async fn signed_in(&self, unit: &str, role: Role) -> (Browser<'_>, String) {
        let login = self.account(self.officer(unit, role)).await;
        let browser = self.browser();
        let landed = browser.sign_in(&login).await;
        (browser, landed)
    }

    /// A browser in which a citizen has signed in, having left from a page; and where they landed.
    pub async fn citizen(&self, level: u8, number: &str, name: &str, from: &str) -> (Browser<'_>, String) {
        let browser = self.browser();
        let left = browser.get(&format!("/sign-in/identity?back={}", coded(from))).await;
        let state = left.location.split("state=").nth(1).unwrap_or_default().to_owned();
        let code = coded(&format!("{level}/{number}/{name}"));
        let back = browser.get(&format!("/sign-in/return?state={state}&code={code}")).await;
        back.is(303);
        (browser, back.location)
    }

    /// Somebody hands in a form of 1.004873, online and alone, at a moment of the wall clock.
    pub async fn submitted(&self, name: &str, wall_clock: &str) -> DossierId {
        self.submitted_by(person_id(name), name, wall_clock).await
    }

    /// The same, by a person who is known already.
    pub async fn submitted_by(&self, person: PersonId, name: &str, wall_clock: &str) -> DossierId {
        let version = marriage_status();
        self.handed_in(&version, sample::valid(), (person, name), wall_clock)
            .await
    }

    /// A procedure is filled in and handed in, online and alone.
    pub async fn handed_in(
        &self,
        version: &ProcedureVersion,
        typed: Typed,
        (person, name): (PersonId, &str),
        wall_clock: &str,
    ) -> DossierId {
        let ctx = || Context::new(Actor::Person(person), moment(wall_clock));
        let ward = self
            .directory
            .unit_by_key(&format!("ubnd/{WARD}"))
            .unwrap()
            .area
            .unwrap();
        let draft = SaveDraft {
            draft: None,
            procedure: version.procedure,
            help: None,
            territory: Some(ward),
            typed,
            section: None,
            go_to: 0,
        };
        let draft = save(&self.store, draft, &ctx()).await.unwrap();
        let party = Party {
            who: Who::Person(person),
            name: name.into(),
            id_number: Some("022301004567".into()),
            phone: Some("+84912345678".into()),
        };
        let command = Submit {
            begun: Begun::Here(draft),
            parties: Parties::alone(party),
            identity: Identity::SignedIn { level: 2 },
            channel: Channel::Online,
            territory: ward,
            reception: unit_id(&centre(WARD)),
            delivery: unit_id(&centre(WARD)),
        };
        let rules = FormRules::on("2026-11-25".parse().unwrap());
        submit(&self.store, &self.directory, command, &rules, &ctx())
            .await
            .unwrap()
    }

    /// The dossier as it is kept.
    pub async fn life(&self, id: DossierId) -> Life {
        let read = self.store.read().await.unwrap();
        kept::load(&read, id).await.unwrap().unwrap().life()
    }

    /// The reasons of the looks at a person's data, newest first.
    pub async fn looks(&self, name: &str) -> Vec<String> {
        let read = self.store.read().await.unwrap();
        let looks = read
            .looks_at(person_id(name), moment("2030-01-01T00:00"), 100)
            .await
            .unwrap();
        looks.into_iter().map(|look| look.reason).collect()
    }
}
