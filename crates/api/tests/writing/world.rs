//! The sample province with one procedure and two systems that are connected, on either engine.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use motcua_accounts::client::{self, NewClient};
use motcua_accounts::limit::{Allowance, Limit};
use motcua_api::Site;
use motcua_catalog::Catalogue;
use motcua_catalog::form::{FormRules, sample};
use motcua_catalog::version::sample::{marriage_status, procedure_of};
use motcua_kernel::{Actor, Context, Instant, OfficerId, ThingId};
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_org::position::Role;
use motcua_org::sample::{load_staff, staff};
use motcua_org::unit::unit_id;
use motcua_org::{Directory, Right};
use motcua_pgtest::{Cluster, Database};
use motcua_store::{ChangeSet, Event, Store};
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use tower::ServiceExt;
use uuid::Uuid;

/// Bãi Cháy's centre, and its ward.
pub const CENTRE: &str = "ttpvhcc/06673";
pub const WARD: &str = "06673";

pub struct World {
    pub store: Store,
    /// The national portal: hands in what level 2 filed, and receives nothing.
    pub portal: String,
    /// An old system of Bãi Cháy: hands in and receives in the name of its centre.
    pub old_system: String,
    site: Site,
    /// Seconds since the morning.
    passed: Arc<AtomicI64>,
    officer: OfficerId,
    _home: Home,
}

enum Home {
    Folder(PathBuf),
    Database(#[expect(dead_code, reason = "kept so that the database lives as long as the test")] Database),
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Self::Folder(folder) = self {
            // A folder that cannot be removed is the system's to sweep.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

/// A Wednesday morning: the clock of every test begins here.
pub fn now() -> Instant {
    Instant::from_civil("2026-11-25T09:00".parse().unwrap())
}

impl World {
    pub async fn sqlite() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let place = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("motcua-api-writing-{}-{place}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::create(&folder.to_string_lossy()).await.unwrap();
        Self::fill(store, Home::Folder(folder)).await
    }

    pub async fn postgres() -> Self {
        let database = Cluster::shared().unwrap().empty_database().await.unwrap();
        let store = Store::create(database.url()).await.unwrap();
        Self::fill(store, Home::Database(database)).await
    }

    async fn fill(store: Store, home: Home) -> Self {
        let data = ProvinceData::read(&ProvinceFiles::quang_ninh()).unwrap();
        let system = || Context::new(Actor::System, now());
        motcua_org::import::import(&store, &data, &system()).await.unwrap();
        load_staff(&store, &data, &system()).await.unwrap();
        let version = marriage_status();
        let mut set = ChangeSet::new(&system());
        set.insert(&procedure_of(&version)).insert(&version);
        set.journal(Event::new(
            ThingId::from(Uuid::from(version.procedure)),
            "procedure.version_published",
            &json!({"number": 1}),
        ));
        store.commit(set).await.unwrap();
        let rights = vec![
            Right::ActAsClient,
            Right::Submit,
            Right::SeeDossier,
            Right::AnswerSupplement,
            Right::Withdraw,
        ];
        let portal = NewClient {
            name: "Cổng quốc gia".into(),
            unit: unit_id(CENTRE),
            rights: rights.clone(),
            source: Some("national_portal".parse().unwrap()),
            receives_at: None,
            vouches_for: 2,
        };
        let old_system = NewClient {
            name: "Hệ thống cũ".into(),
            rights: [rights, vec![Right::Accept]].concat(),
            source: Some("old_system".parse().unwrap()),
            receives_at: Some(unit_id(CENTRE)),
            vouches_for: 1,
            ..portal.clone()
        };
        let holds = |officer: &&motcua_org::sample::Staff| {
            officer.appointment.unit == unit_id(CENTRE) && officer.appointment.role == Role::ReceptionOfficer
        };
        let officer = staff(&data).iter().find(holds).unwrap().officer.id;
        let catalogue = Catalogue::load(&store).await.unwrap();
        let directory: Arc<Directory> = Arc::new(data.directory().unwrap());
        let passed = Arc::new(AtomicI64::new(0));
        let since = Arc::clone(&passed);
        Self {
            portal: token(&store, portal).await,
            old_system: token(&store, old_system).await,
            site: Site {
                store: store.clone(),
                catalogue: Arc::new(move || Arc::clone(&catalogue)),
                directory: Arc::new(move || Arc::clone(&directory)),
                clock: Arc::new(move || now().plus_seconds(since.load(Ordering::Relaxed))),
                limit: motcua_api::usual_limit(),
                uses: Arc::default(),
            },
            passed,
            store,
            officer,
            _home: home,
        }
    }

    /// Another system that hands in with level 2 and receives in the name of the centre.
    pub async fn receiver(&self) -> String {
        let new = NewClient {
            name: "Phần mềm của bộ".into(),
            unit: unit_id(CENTRE),
            rights: vec![Right::Submit, Right::SeeDossier, Right::Accept, Right::Withdraw],
            source: Some("ministry".parse().unwrap()),
            receives_at: Some(unit_id(CENTRE)),
            vouches_for: 2,
        };
        token(&self.store, new).await
    }

    /// Leaves each client so many requests at once and over a minute.
    pub fn share(&mut self, requests: u32) {
        self.site.limit = Arc::new(Limit::new(Allowance::per_minute(requests), 10));
    }

    /// Lets so many seconds go by.
    pub fn wait(&self, seconds: i64) {
        self.passed.fetch_add(seconds, Ordering::Relaxed);
    }

    /// Another process over the same store.
    pub fn restart(&mut self) {
        self.site.limit = motcua_api::usual_limit();
        self.site.uses = Arc::default();
    }

    /// A reception officer of the centre.
    pub fn counter(&self) -> Context {
        Context::new(Actor::Officer(self.officer), now())
    }

    /// A request with JSON, if any.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&Json>) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = match body {
            Some(json) => {
                request = request.header("content-type", "application/json");
                Body::from(json.to_string())
            }
            None => Body::empty(),
        };
        let router = motcua_api::router(self.site.clone());
        let response = router.oneshot(request.body(body).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: serde_json::from_slice(&bytes).unwrap_or(Json::Null),
        }
    }

    pub async fn get(&self, token: &str, path: &str) -> Answer {
        self.ask("GET", path, &[("authorization", token)], None).await
    }

    pub async fn post(&self, token: &str, key: &str, path: &str, body: &Json) -> Answer {
        let headers = [("authorization", token), ("idempotency-key", key)];
        self.ask("POST", path, &headers, Some(body)).await
    }

    pub async fn act(&self, token: &str, key: &str, version: i64, path: &str, body: &Json) -> Answer {
        let version = format!("\"{version}\"");
        let headers = [
            ("authorization", token),
            ("idempotency-key", key),
            ("if-match", &version),
        ];
        self.ask("POST", path, &headers, Some(body)).await
    }
}

async fn token(store: &Store, new: NewClient) -> String {
    let ctx = || Context::new(Actor::System, now());
    let id = client::open(store, new, &ctx()).await.unwrap();
    let end = now().plus_seconds(3_600);
    let token = client::renew(store, id, end, &ctx()).await.unwrap();
    format!("Bearer {}", token.secret().reveal())
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Json,
}

impl Answer {
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    #[track_caller]
    pub fn is_problem(&self, status: u16, code: &str) -> &Self {
        self.is(status);
        assert_eq!(self.body["code"], code, "{}", self.body);
        self
    }

    pub fn id(&self) -> String {
        self.body["id"].as_str().unwrap().to_owned()
    }

    /// The places of what is wrong.
    pub fn fields(&self) -> Vec<String> {
        let fields = self.body["fields"].as_array().unwrap();
        fields
            .iter()
            .map(|wrong| wrong["field"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// The answers of the sample form, as other systems send them.
pub fn answers() -> Json {
    let rules = FormRules::on("2026-11-25".parse().unwrap());
    let version = marriage_status();
    version
        .form()
        .unwrap()
        .validate(&sample::valid(), &rules)
        .unwrap()
        .to_value()
}

/// What a system hands in under a number of its own.
pub fn message(number: &str) -> Json {
    json!({
        "number": number,
        "procedure": "1.004873",
        "channel": "online",
        "identity_level": 2,
        "applicant": {"id_number": "022301004567", "name": "Trần Thị Bình", "phone": "0912 345 678"},
        "territory": WARD,
        "reception": "H49.105",
        "answers": answers(),
    })
}
