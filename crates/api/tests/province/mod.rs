//! A store with the province, some of the national catalogue, a client and a dossier that it handed in.

use flate2::read::GzDecoder;
use motcua_accounts::client::{self, NewClient};
use motcua_api::Site;
use motcua_catalog::procedure::record::page;
use motcua_catalog::{Catalogue, import};
use motcua_dossier::samples::{Story, submission};
use motcua_dossier::{By, Life, Source};
use motcua_kernel::{Actor, Context, Date, DossierId, Instant};
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_org::{Directory, Right};
use motcua_store::{ChangeSet, Store};
use std::error::Error;
use std::io::Read as _;
use std::sync::Arc;

macro_rules! data {
    ($name:literal) => {
        include_str!(concat!("../../../../data/quang-ninh/", $name))
    };
}

/// What stands in the store and how it is reached.
pub struct Province {
    /// The API's site.
    pub site: Site,
    /// The client's token.
    pub token: String,
    /// A token of a client that handed nothing in.
    pub other_token: String,
    /// A dossier that the first client handed in.
    pub dossier: DossierId,
    /// The code of its procedure.
    pub procedure: String,
}

impl Province {
    /// Makes the store and brings everything in.
    ///
    /// # Errors
    ///
    /// Fails when the folder cannot be written or a file is not what it should be.
    pub async fn bring_in(folder: &str, now: Instant, whole_catalogue: bool) -> Result<Self, Box<dyn Error>> {
        let store = Store::create(folder).await?;
        let ctx = Context::new(Actor::System, now);
        let data = ProvinceData::read(&ProvinceFiles {
            units: data!("units.csv"),
            unit_mergers: data!("unit_mergers.csv"),
            provinces: data!("provinces.csv"),
            provinces_legacy: data!("provinces_legacy_63.csv"),
            org_units: data!("org_units.csv"),
            points: data!("points.csv"),
            positions: data!("positions.csv"),
            area_words: data!("area_words.csv"),
            service_hours: data!("service_hours.csv"),
            holidays: data!("holidays.csv"),
        })?;
        motcua_org::import::import(&store, &data, &ctx).await?;
        let directory: Arc<Directory> = Arc::new(data.directory()?);
        let options = import::Options {
            valid_from: Date::new(2026, 7, 20)?,
            province: "Quảng Ninh".into(),
            allow_many_gone: true,
        };
        let national = national(whole_catalogue)?;
        let files = import::Files {
            national: Some(&national),
            ..import::Files::default()
        };
        import::import(&store, files, &options, &ctx, &mut |_| ()).await?;
        let catalogue = Catalogue::load(&store).await?;

        let unit = directory.units().next().ok_or("the province has units")?.id;
        let open = |name: &str, rights: &[Right]| NewClient {
            name: name.into(),
            unit,
            rights: rights.to_vec(),
            source: None,
            receives_at: None,
            vouches_for: 0,
        };
        let system = || Context::new(Actor::System, now);
        let rights = [Right::ActAsClient, Right::SeeDossier];
        let first = client::open(&store, open("Cổng thử", &rights), &system()).await?;
        let other = client::open(&store, open("Kho thử", &rights), &system()).await?;
        let end = now.plus_seconds(24 * 3_600);
        let token = client::renew(&store, first, end, &system()).await?;
        let other_token = client::renew(&store, other, end, &system()).await?;

        // Any procedure of the catalogue: what a dossier is about does not matter to its status.
        let procedure = store
            .read()
            .await?
            .first(page("", 1))
            .await?
            .ok_or("the catalogue is empty")?;
        let mut with = submission();
        with.pinned.procedure = procedure.id;
        with.pinned.version = procedure.newest;
        with.source = Source::Elsewhere {
            name: "national_portal".into(),
            number: "G22.99-261125-0001".into(),
        };
        let by_client = Context::new(Actor::Client(first), Story::submitted().life.dossier.submitted_at);
        let moved = Life::submit(with, &motcua_dossier::samples::calendar(), &by_client)?;
        assert_eq!(moved.life.dossier.submitted_by, By::Client(first));
        let dossier = moved.life.dossier.id;
        let mut set = ChangeSet::new(&by_client);
        set.insert(&moved.life.dossier).insert(&moved.made);
        for interval in moved.life.ledger.intervals() {
            set.insert(interval);
        }
        set.journal_all(moved.facts.iter().map(|fact| fact.event(dossier)));
        store.commit(set).await?;

        let site = Site {
            store,
            catalogue: Arc::new(move || Arc::clone(&catalogue)),
            directory: Arc::new(move || Arc::clone(&directory)),
            clock: Arc::new(move || now),
            limit: motcua_api::usual_limit(),
            uses: Arc::default(),
        };
        Ok(Self {
            site,
            token: token.secret().reveal().to_owned(),
            other_token: other_token.secret().reveal().to_owned(),
            dossier,
            procedure: procedure.code.to_string(),
        })
    }
}

/// The national catalogue, or a part of it that is brought in at once.
fn national(whole: bool) -> Result<Vec<u8>, Box<dyn Error>> {
    let packed = include_bytes!("../../../../data/quang-ninh/procedures_national.jsonl.gz");
    if whole {
        return Ok(packed.to_vec());
    }
    let mut text = String::new();
    GzDecoder::new(&packed[..]).read_to_string(&mut text)?;
    let mut part: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("\"national\""))
        .take(120)
        .collect();
    part.push("");
    Ok(part.join("\n").into_bytes())
}
