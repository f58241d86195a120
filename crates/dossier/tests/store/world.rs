//! The sample province in a store of its own, with its staff, one procedure, and people who act.

use motcua_catalog::form::{FormRules, sample};
use motcua_catalog::version::sample::{marriage_status, procedure_of};
use motcua_dossier::check::{Folded, check};
use motcua_dossier::checklist::{Checked, Verdict};
use motcua_dossier::draft::{SaveDraft, save};
use motcua_dossier::submit::{Begun, Submit, submit};
use motcua_dossier::{Channel, Identity, Parties, Party, Who, accept, kept};
use motcua_kernel::{Actor, AreaId, Context, DossierId, Instant, OfficerId, PersonId, ThingId, UnitId, named_id};
use motcua_org::Directory;
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_org::position::Role;
use motcua_org::sample::{Staff, load_staff, staff};
use motcua_org::unit::unit_id;
use motcua_pgtest::{Cluster, Database};
use motcua_store::{BlobFolder, ChangeSet, Event, Options, Store, StoreError};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use uuid::Uuid;

/// Bãi Cháy.
pub const WARD: &str = "06673";
/// Hà Tu: another ward, whose centre receives just as well.
pub const OTHER: &str = "06652";

/// A store with the province, on either engine.
pub struct World {
    pub store: Store,
    pub directory: Directory,
    staff: Vec<Staff>,
    _home: Home,
}

/// Where the store lies; gone when the test is.
enum Home {
    Folder(PathBuf),
    Database {
        #[expect(dead_code, reason = "kept so that the database lives as long as the test")]
        database: Database,
        files: PathBuf,
    },
}

impl Drop for Home {
    fn drop(&mut self) {
        let (Self::Folder(folder) | Self::Database { files: folder, .. }) = self;
        // A folder that cannot be removed is the system's to sweep.
        let _ = std::fs::remove_dir_all(folder);
    }
}

impl World {
    /// A province of its own for each test, on SQLite.
    pub async fn sqlite() -> Self {
        let folder = Self::folder();
        let store = Store::create(&folder.to_string_lossy()).await.unwrap();
        load(&store).await;
        Self::of(store, Home::Folder(folder))
    }

    /// A province of its own for each test, on PostgreSQL: copied from one that was loaded once.
    pub async fn postgres() -> Self {
        let cluster = Cluster::shared().unwrap();
        let template = async |url: String| {
            load(&Store::create(&url).await?).await;
            Ok::<(), StoreError>(())
        };
        let database = cluster.database("dossier-province", template).await.unwrap();
        let files = Self::folder();
        let options = Options {
            blobs: Some(Arc::new(BlobFolder::new(&files))),
            ..Options::default()
        };
        let store = Store::open(database.url(), options).await.unwrap();
        Self::of(store, Home::Database { database, files })
    }

    /// A folder that nobody else has.
    fn folder() -> PathBuf {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let place = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("motcua-dossier-{}-{place}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        folder
    }

    fn of(store: Store, home: Home) -> Self {
        let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
        Self {
            store,
            directory: data.directory().unwrap(),
            staff: staff(&data),
            _home: home,
        }
    }

    /// The first officer of a role in a unit.
    pub fn officer(&self, unit: &str, role: Role) -> OfficerId {
        let id = unit_id(unit);
        let holds = |staff: &&Staff| staff.appointment.unit == id && staff.appointment.role == role;
        self.staff
            .iter()
            .find(holds)
            .unwrap_or_else(|| panic!("nobody is {role:?} at {unit}"))
            .officer
            .id
    }

    /// Somebody hands in a form of 1.004873 at a moment of the wall clock, online and alone.
    pub async fn submitted(&self, name: &str, wall_clock: &str) -> DossierId {
        let ctx = person(name, wall_clock);
        let version = marriage_status();
        let draft = SaveDraft {
            draft: None,
            procedure: version.procedure,
            help: None,
            territory: Some(ward()),
            typed: sample::valid(),
            section: None,
            go_to: 0,
        };
        let draft = save(&self.store, draft, &ctx).await.unwrap();
        let ctx = person(name, wall_clock);
        submit(&self.store, &self.directory, submission(draft, name), &rules(), &ctx)
            .await
            .unwrap()
    }

    /// An officer of a centre accepts it.
    pub async fn accepted(&self, id: DossierId, centre: &str, wall_clock: &str) -> String {
        let ctx = self.counter(centre, wall_clock);
        accept::accept(&self.store, &self.directory, acceptance(id, centre), &ctx)
            .await
            .unwrap()
    }

    /// A reception officer of a centre at a moment.
    pub fn counter(&self, centre: &str, wall_clock: &str) -> Context {
        officer(self.officer(centre, Role::ReceptionOfficer), wall_clock)
    }

    /// Every dossier stands where its journal says.
    pub async fn folds(&self) -> Folded {
        let folded = check(&self.store).await.unwrap();
        assert!(folded.is_clean(), "{folded}");
        folded
    }

    /// The dossier as it is kept.
    pub async fn life(&self, id: DossierId) -> motcua_dossier::Life {
        let read = self.store.read().await.unwrap();
        kept::load(&read, id).await.unwrap().unwrap().life()
    }
}

/// The province, its staff, and the procedure of the samples.
async fn load(store: &Store) {
    let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
    let now = moment("2026-11-20T08:00");
    motcua_org::import::import(store, &data, &Context::new(Actor::System, now))
        .await
        .unwrap();
    load_staff(store, &data, &Context::new(Actor::System, now))
        .await
        .unwrap();
    let version = marriage_status();
    let mut set = ChangeSet::new(&Context::new(Actor::System, now));
    set.insert(&procedure_of(&version)).insert(&version);
    let thing = ThingId::from(Uuid::from(version.procedure));
    set.journal(Event::new(
        thing,
        "procedure.version_published",
        &serde_json::json!({"number": 1}),
    ));
    store.commit(set).await.unwrap();
}

/// Runs each test on both engines.
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(crate::world::World::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(crate::world::World::postgres().await).await;
            })+
        }
    };
}
pub(crate) use on_both_engines;

/// The ward of the samples.
pub fn ward() -> AreaId {
    let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
    let unit = data
        .units
        .iter()
        .find(|unit| unit.key == format!("ubnd/{WARD}"))
        .unwrap();
    unit.area.unwrap()
}

/// The key of a ward's centre.
pub fn centre(area: &str) -> String {
    format!("ttpvhcc/{area}")
}

pub fn moment(wall_clock: &str) -> Instant {
    Instant::from_civil(wall_clock.parse().unwrap())
}

pub fn person_id(name: &str) -> PersonId {
    named_id("person", name)
}

pub fn person(name: &str, wall_clock: &str) -> Context {
    Context::new(Actor::Person(person_id(name)), moment(wall_clock))
}

pub fn officer(id: OfficerId, wall_clock: &str) -> Context {
    Context::new(Actor::Officer(id), moment(wall_clock))
}

pub fn rules() -> FormRules {
    FormRules::on("2026-11-25".parse().unwrap())
}

/// What somebody hands in beside the draft, for the ward of the samples.
pub fn submission(draft: motcua_kernel::DraftId, name: &str) -> Submit {
    let party = Party {
        who: Who::Person(person_id(name)),
        name: name.into(),
        id_number: Some("022301004567".into()),
        phone: Some("+84912345678".into()),
    };
    let reception: UnitId = unit_id(&centre(WARD));
    Submit {
        begun: Begun::Here(draft),
        parties: Parties::alone(party),
        identity: Identity::SignedIn { level: 2 },
        channel: Channel::Online,
        territory: ward(),
        reception,
        delivery: reception,
    }
}

/// A whole check of the components of 1.004873 in which nothing is lacking.
pub fn all_there() -> Vec<Checked> {
    verdicts(Verdict::HandedIn { copies: 1 }, "")
}

/// A whole check in which the form itself is not usable.
pub fn form_wrong() -> Vec<Checked> {
    verdicts(Verdict::Wrong, "Ghi rõ nơi thường trú cũ.")
}

fn verdicts(form: Verdict, remark: &str) -> Vec<Checked> {
    let version = marriage_status();
    let papers = version.components().iter().filter(|component| component.is_paper());
    papers
        .map(|component| {
            let (verdict, remark) = match component.key.as_str() {
                "to_khai" => (form, remark),
                "giay_to_tuy_than" => (Verdict::Shown, ""),
                _ => (Verdict::NotNeeded, ""),
            };
            Checked {
                component: component.key.clone(),
                verdict,
                remark: remark.into(),
            }
        })
        .collect()
}

/// What an officer of a centre posts to accept.
pub fn acceptance(dossier: DossierId, centre: &str) -> accept::Accept {
    accept::Accept {
        dossier,
        centre: unit_id(centre),
        checked: all_there(),
        originals: Vec::new(),
        settled: Vec::new(),
        version: None,
    }
}
