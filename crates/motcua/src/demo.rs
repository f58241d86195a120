//! `motcua demo`: Quảng Ninh with invented people and a fortnight behind them, ready to be clicked through.

mod acts;
mod cast;
mod dice;
mod fate;
mod filing;
mod fill;
mod life;
mod lists;
mod people;
mod plan;
mod play;
mod scene;
#[cfg(test)]
mod tests;
mod words;

use self::life::{Province, Wish, live};
use self::play::{Clock, Played};
use crate::authority;
use crate::config::{Config, start_logs};
use crate::demo_client;
use crate::import::{Files, bring_in};
use crate::open::{self, DemoMark};
use crate::serve;
use anyhow::{Context as _, Result, bail};
use axum::Router;
use clap::Args;
use motcua_accounts::account::{self, Login, NewAccount, OpenError};
use motcua_accounts::password::{Cost, Hasher, Password};
use motcua_accounts::second_factor::{Demand, FactorPolicy};
use motcua_accounts::session::Scheme;
use motcua_accounts::{Keys, activation};
use motcua_adapters::identity::OpenIdProvider;
use motcua_adapters::identity::simulator::{DemoPerson, Setup, Simulator, read_persons};
use motcua_dossier::worklist::of_person;
use motcua_kernel::{Actor, Context, SystemRandomness};
use motcua_org::officer::record::officer_by_code;
use motcua_papers::{BindingRoom, PressRoom};
use motcua_people::person::find_by_id_number;
use motcua_store::{BlobFolder, BlobPlace, ChangeSet, Options, Store};
use motcua_web::About;
use motcua_web::app::{App, Parts};
use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant as Stopwatch;

/// What `motcua demo` takes.
#[derive(Debug, Args)]
pub struct DemoArguments {
    /// The folder of the embedded store.
    #[arg(long, value_name = "FOLDER", default_value = "motcua-data/demo")]
    data: PathBuf,
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Another store than the embedded one: postgres://…
    #[arg(long, value_name = "URL")]
    store: Option<String>,
    /// What the fortnight is played from: the same seed plays the same.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// How many dossiers the first start plays.
    #[arg(long, value_name = "NUMBER", default_value_t = 300)]
    dossiers: usize,
    /// Play nothing: officers and accounts alone.
    #[arg(long, conflicts_with_all = ["dossiers", "seed"])]
    empty: bool,
}

/// The password of every demo account. It is printed, and `serve` refuses a store that holds it.
const PASSWORD: &str = "mot cua dung thu";

/// The provincial centre's telephone in the demo: a number that nobody can have.
const PHONE: &str = "0203 000 0054";

/// Demo accounts: login, the staff code of the seat in the sample staff, what it is for.
const ACCOUNTS: [(&str, &str, &str); 8] = [
    (
        "tiepnhan.baichay",
        "ttpvhcc-06673-reception-1",
        "counter at Bai Chay: receives, for any ward",
    ),
    (
        "traketqua.baichay",
        "ttpvhcc-06673-delivery-1",
        "delivery desk at Bai Chay",
    ),
    ("tiepnhan.honggai", "ttpvhcc-06685-reception-1", "counter at Hong Gai"),
    (
        "hotich.honggai",
        "vp-06685-civil-status-1",
        "handling officer of Hong Gai: checks and proposes",
    ),
    ("chutich.honggai", "ubnd-06685-chair-1", "chair of Hong Gai: signs"),
    (
        "vanthu.honggai",
        "vp-06685-records-clerk-1",
        "records clerk of Hong Gai: numbers and issues",
    ),
    (
        "quantri",
        "ttpvhcc-22-administrator-1",
        "administrator: units, officers, activation slips",
    ),
    ("dieuhanh", "ttpvhcc-22-control-room-1", "control room"),
];

/// Where the simulator of the identity provider stands. Its pages say that it is one.
const SIMULATOR: &str = "/simulator/identity";

pub async fn run(arguments: DemoArguments) -> Result<()> {
    start_logs(false);
    let began = Stopwatch::now();
    let address = arguments
        .store
        .clone()
        .unwrap_or_else(|| arguments.data.to_string_lossy().into_owned());
    // Files stand beside the keys, whichever engine keeps the records.
    let files: Arc<dyn BlobPlace> = Arc::new(BlobFolder::new(arguments.data.join("blobs")));
    let clock = Clock::wall();
    let stamping = clock.clone();
    let options = Options {
        blobs: Some(files),
        clock: Arc::new(move || stamping.now()),
        ..Options::default()
    };
    let store = Store::create_with(&address, options).await?;
    let hasher = Hasher::new(Cost::RECOMMENDED, serve::cores())?;
    let keys = keys(&arguments)?;
    let base = format!("http://{}", arguments.listen);
    fill(&store, &keys, &hasher, &arguments, &clock).await?;
    let token = demo_client::token(&store, &arguments.data).await?;
    let simulator = simulator(&base)?;
    let provider = OpenIdProvider::new(simulator.settings(&format!("{base}/sign-in/return")))?;
    let authority = authority::read_or_make(&arguments.data.join("results.key"), open::now())?;
    let memory = open::memory(&store).await?;
    let app = App::new(Parts {
        store,
        catalogue: memory.catalogue,
        directory: memory.directory,
        keys,
        hasher,
        policy: FactorPolicy::Rights(Vec::new()),
        provider: Arc::new(provider),
        press: Arc::new(PressRoom::new(serve::cores()).with_keys(Arc::new(authority))),
        bindery: Arc::new(BindingRoom::new(2)),
        scheme: Scheme::Http,
        about: About {
            is_demo: true,
            phone: PHONE.into(),
            address: base.clone(),
            sends_mail: false,
        },
        clock: Arc::new(open::now),
    });
    let config = Config {
        store: address,
        listen: arguments.listen,
        public_url: base.clone(),
        ..Config::default()
    };
    let beside = Router::new().nest(SIMULATOR, simulator.router());
    let citizens = citizens(app.store()).await?;
    serve::listen(&config, &app, None, beside, || {
        tell(&base, token.as_deref(), &citizens, began);
    })
    .await
}

/// The three of the simulator's people who have most to see, each with what it is.
async fn citizens(store: &Store) -> Result<Vec<String>> {
    const SHOWN: i64 = 50;
    let read = store.read().await?;
    let mut found = Vec::new();
    for person in persons()? {
        let known = find_by_id_number(&read, &person.id_number.parse()?).await?;
        let Some(known) = known else { continue };
        let own = read
            .all(of_person(known.id, open::now().plus_seconds(60), SHOWN))
            .await?;
        let mut stages: BTreeMap<&str, usize> = BTreeMap::new();
        for dossier in &own {
            *stages.entry(dossier.stage().word()).or_default() += 1;
        }
        let stages: Vec<String> = stages
            .iter()
            .map(|(stage, count)| format!("{count} {}", stage.replace('_', " ")))
            .collect();
        found.push((
            own.len(),
            format!("{:22} {} dossiers: {}", person.name, own.len(), stages.join(", ")),
        ));
    }
    found.retain(|(count, _)| *count > 0);
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    Ok(found.into_iter().take(3).map(|(_, line)| line).collect())
}

fn tell(base: &str, token: Option<&str>, citizens: &[String], began: Stopwatch) {
    println!("\nReady in {:.1} s.\n", began.elapsed().as_secs_f32());
    println!("  {base}/            for citizens; sign in with the simulator, choose an invented person");
    println!("  {base}/desk/sign-in  for officers");
    println!("  {base}/styleguide  every component and page with samples\n");
    println!("Demo accounts, all with the password \"{PASSWORD}\":");
    for (login, _, what) in ACCOUNTS {
        println!("  {login:20} {what}");
    }
    if !citizens.is_empty() {
        println!("\nCitizens with dossiers, to be chosen in the simulator:");
        citizens.iter().for_each(|line| println!("  {line}"));
    }
    println!("\n  {base}/api/openapi.json  the API for other systems; docs/howto/use-the-api.md tries it with curl");
    match token {
        Some(token) => println!("  token of the demo's client: {token}"),
        None => println!("  the demo's client was closed; `motcua client open` opens another"),
    }
    println!("\nStop with Ctrl-C; the data stays. The people are invented.");
}

/// Keys beside the data, so that forms outlive a restart of the demo.
fn keys(arguments: &DemoArguments) -> Result<Keys> {
    std::fs::create_dir_all(&arguments.data)?;
    let file = arguments.data.join("keys.txt");
    if !file.exists() {
        let key = Keys::generate(&open::system());
        std::fs::write(&file, format!("{}\n", key.reveal())).with_context(|| format!("writing {}", file.display()))?;
    }
    Ok(Keys::parse(&std::fs::read_to_string(&file)?)?)
}

/// The simulator's invented people.
fn persons() -> Result<Vec<DemoPerson>> {
    Ok(read_persons(include_str!("../../../data/quang-ninh/demo_persons.csv"))?)
}

fn simulator(base: &str) -> Result<Simulator> {
    let persons = persons()?;
    Ok(Simulator::new(Setup {
        issuer: format!("{base}{SIMULATOR}"),
        client_id: "motcua".into(),
        redirects: vec![format!("{base}/sign-in/return")],
        persons,
        levels: ["urn:vn:eid:level:1".into(), "urn:vn:eid:level:2".into()],
        clock: Arc::new(open::now),
        randomness: Arc::new(SystemRandomness),
    }))
}

/// Brings the province, its invented staff and the demo accounts in, unless they are there.
async fn fill(store: &Store, keys: &Keys, hasher: &Hasher, arguments: &DemoArguments, clock: &Clock) -> Result<()> {
    let mark = store.read().await?.find::<DemoMark>(DemoMark::id_of()).await?;
    if mark.as_ref().is_some_and(|mark| mark.complete) {
        return Ok(());
    }
    let is_begun = mark.is_some();
    let has_units = store.read().await?.feed_head().await?.0 > 0;
    if has_units && !is_begun {
        bail!("this store holds data that is no demonstration: use another folder");
    }
    println!("First start: bringing Quang Ninh in. This takes a moment; the next start does not.");
    if !is_begun {
        // First of all, so that `serve` refuses the store even if this stops half-way.
        let mut set = ChangeSet::new(&open::system());
        set.insert(&DemoMark::new(false));
        store.commit(set).await?;
    }
    let files = Files::quang_ninh();
    bring_in(store, &files, "Quảng Ninh", false).await?;
    motcua_org::sample::load_staff(store, &files.province()?, &open::system()).await?;
    for (login, code, _) in ACCOUNTS {
        open_account(store, keys, hasher, login, code)
            .await
            .with_context(|| format!("opening {login}"))?;
    }
    if !arguments.empty && arguments.dossiers > 0 {
        play(store, &files, arguments, clock).await?;
    }
    let mark = store.read().await?.get::<DemoMark>(DemoMark::id_of()).await?;
    let mut set = ChangeSet::new(&open::system());
    set.update(&mark.with(DemoMark::new(true)));
    store.commit(set).await?;
    Ok(())
}

/// Plays the fortnight up to this moment, and says how far it is.
async fn play(store: &Store, files: &Files, arguments: &DemoArguments, clock: &Clock) -> Result<()> {
    let began = Stopwatch::now();
    let directory = open::directory(store).await?;
    let province = Province {
        store,
        directory: &directory,
        data: &files.province()?,
        known: &persons()?,
        site: &format!("http://{}", arguments.listen),
        phone: PHONE,
    };
    let wish = Wish {
        dossiers: arguments.dossiers,
        seed: arguments.seed,
        start: open::now(),
    };
    println!(
        "A fortnight of {} dossiers is played, seed {}.",
        wish.dossiers, wish.seed
    );
    let shows = std::io::stdout().is_terminal();
    let mut told = |hundredth: usize| {
        if shows {
            print!("\r  {hundredth} %");
            // A line that cannot be shown is only not shown.
            let _ = std::io::stdout().flush();
        } else if hundredth.is_multiple_of(25) {
            println!("  {hundredth} %");
        }
    };
    match live(province, wish, clock, &mut told).await? {
        Some((played, refused)) => {
            let took = began.elapsed().as_secs_f32();
            let Played { dossiers, acts, .. } = played;
            println!(
                "\r  {dossiers} dossiers, {acts} acts, {} timers, {} messages in {took:.1} s",
                played.timers, played.messages
            );
            for line in &refused {
                eprintln!("  refused: {line}");
            }
        }
        None => println!("  one was begun here before and stays as it is; begin in another folder to see a whole one"),
    }
    Ok(())
}

/// Opens an account the way an administrator does: with an activation slip, used at once.
async fn open_account(store: &Store, keys: &Keys, hasher: &Hasher, login: &str, code: &str) -> Result<()> {
    let officer = store.read().await?.first(officer_by_code(code)).await?;
    let officer = officer.with_context(|| format!("the sample staff has nobody with the code {code}"))?;
    let new = NewAccount {
        officer: officer.id,
        login: Login::parse(login)?,
        demand: Demand::AsPositions,
    };
    let account = match account::open(store, new, &open::system()).await {
        Ok(account) => account,
        // A first start that was stopped half-way.
        Err(OpenError::LoginTaken(_) | OpenError::HasAccount(_)) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    let slips = activation::issue(store, keys, &[account], &open::system()).await?;
    let slip = slips.first().context("a slip was asked for")?;
    let anyone = Context::new(Actor::Anyone, open::now());
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    activation::redeem(
        store,
        keys,
        hasher,
        slip.code.reveal(),
        &Password::typed(PASSWORD),
        here,
        &anyone,
    )
    .await?;
    Ok(())
}
