//! A fortnight of the demo: planned by a seed, played up to the moment of the start.

use super::cast::Cast;
use super::dice::Dice;
use super::fate::fates;
use super::fill::{Asking, fill};
use super::people::{Registry, Somebody};
use super::plan::plan;
use super::play::{Clock, Played, Player, Stage};
use super::scene::{AREAS, Procedure, Scene, Way, scene};
use super::words::LifeWords;
use anyhow::{Context as _, Result};
use motcua_accounts::client::{self, NewClient, list_clients};
use motcua_adapters::identity::simulator::DemoPerson;
use motcua_kernel::calendar::{Calendar, WorkingTime};
use motcua_kernel::{Actor, ClientId, Context, Date, Instant};
use motcua_org::calendar::record::current_legal_calendar;
use motcua_org::import::ProvinceData;
use motcua_org::unit::unit_id;
use motcua_org::{Directory, Right};
use motcua_people::person::Sex;
use motcua_store::Store;

/// What to play.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wish {
    /// How many dossiers.
    pub(crate) dossiers: usize,
    /// The same seed and the same start play the same.
    pub(crate) seed: u64,
    /// The moment up to which it is played.
    pub(crate) start: Instant,
}

/// Where it is played.
#[derive(Clone, Copy)]
pub(crate) struct Province<'a> {
    pub(crate) store: &'a Store,
    pub(crate) directory: &'a Directory,
    pub(crate) data: &'a ProvinceData,
    /// The simulator's people, some of whom have dossiers.
    pub(crate) known: &'a [DemoPerson],
    pub(crate) site: &'a str,
    pub(crate) phone: &'a str,
}

/// The provincial centre answers for the demo's other systems.
const UNIT: &str = "ttpvhcc/22";
/// Clients looked through at most.
const MOST: i64 = 1_000;

/// Plays a fortnight, and gives what was done and what was refused; nothing when one was begun here before.
///
/// # Errors
///
/// Fails when the store does not answer. Acts that were refused are told beside what was played.
pub(crate) async fn live(
    province: Province<'_>,
    wish: Wish,
    clock: &Clock,
    told: &mut dyn FnMut(usize),
) -> Result<Option<(Played, Vec<String>)>> {
    let words = LifeWords::read()?;
    let calendar = current_legal_calendar(&province.store.read().await?).await?;
    let begins = calendar.before(wish.start, WorkingTime::days(11)).later;
    let Some(sources) = sources(province.store, &words, begins).await? else {
        return Ok(None);
    };
    let procedures = Procedure::all(province.store, begins.date(), &calendar).await?;
    let known = residents(province, wish.start);
    let mut registry = Registry::new(&words, wish.start.date());
    let (mut plans, mut households) = (Vec::new(), Vec::new());
    for (place, fate) in fates(wish.dossiers).into_iter().enumerate() {
        let mut dice = Dice::of(wish.seed, place as u64);
        let mut scene = scene(fate, place, &procedures, known.len(), &mut dice)
            .with_context(|| format!("no procedure can have the fate {fate:?}"))?;
        let somebody = known_of(&mut scene, &known);
        let day = first_day(wish.start, &calendar);
        let key = format!("ttpvhcc/{}", scene.fetched_at);
        let asking = Asking {
            code: &scene.procedure.code,
            form: scene.procedure.version.form_or_general(),
            area: scene.area,
            day,
            fetched_at: (scene.fetched_at != scene.received_at).then_some(key.as_str()),
            known: somebody,
            is_for_another: scene.way == Way::ByMandate,
        };
        let planned = plan(place, fate, scene.clone(), wish.start, &calendar, &mut dice);
        let asking = Asking {
            day: planned.beats.first().map_or(day, |(filed, _)| filed.date()),
            ..asking
        };
        let household = fill(asking, &words, &mut registry, province.directory, &mut dice);
        let mut planned = planned;
        if planned.scene.way == Way::ByMandate && household.principal().is_none() {
            planned.scene.way = Way::Helped;
        }
        plans.push(planned);
        households.push(household);
    }
    let cast = Cast::of(province.data);
    let mut player = Player::new(Stage {
        store: province.store,
        directory: province.directory,
        cast: &cast,
        words: &words,
        sources: &sources,
        seed: wish.seed,
        clock,
        site: province.site.to_owned(),
        phone: province.phone.to_owned(),
    });
    let outcome = player.play(&plans, households, wish.start, told).await;
    clock.release();
    outcome?;
    Ok(Some(player.outcome()))
}

/// The first day that anything can be filed on.
fn first_day(start: Instant, calendar: &Calendar) -> Date {
    calendar.before(start, WorkingTime::days(10)).later.date()
}

/// The simulator's people who live where the script plays and whose account reaches level 2.
fn residents(province: Province<'_>, at: Instant) -> Vec<(Somebody, &'static str)> {
    let name = |code: &str| province.directory.name_of(code, at).unwrap_or_default().to_lowercase();
    let mut found = Vec::new();
    for person in province.known.iter().filter(|person| person.level >= 2) {
        let address = person.address.to_lowercase();
        let Some((area, _)) = AREAS.iter().find(|(code, _)| address.contains(&name(code))) else {
            continue;
        };
        let house: Vec<&str> = person.address.split(", ").collect();
        found.push((
            Somebody {
                subject: person.subject.clone(),
                name: person.name.clone(),
                sex: if person.sex == "male" { Sex::Male } else { Sex::Female },
                born: person.born_on,
                year_only: false,
                id_number: person.id_number.clone(),
                phone: Some(person.phone.clone()),
                ethnicity: "Kinh".to_owned(),
                house: house[..house.len().saturating_sub(2)].join(", "),
                area: (*area).to_owned(),
            },
            *area,
        ));
    }
    found
}

/// Who files, where the scene wants one of the simulator's people; the matter lies where they live.
fn known_of<'k>(scene: &mut Scene, known: &'k [(Somebody, &'static str)]) -> Option<&'k Somebody> {
    let Way::Alone { known: Some(place) } = scene.way else {
        return None;
    };
    let (somebody, area) = known.get(place)?;
    if scene.received_at == scene.area {
        scene.received_at = area;
    }
    scene.area = area;
    Some(somebody)
}

/// Opens the clients of the other systems; none when they are there, which tells that a play was begun before.
async fn sources(store: &Store, words: &LifeWords, at: Instant) -> Result<Option<Vec<(String, ClientId)>>> {
    let clients = store.read().await?.all(list_clients(MOST)).await?;
    let mut opened = Vec::new();
    for (source, name) in &words.sources {
        if clients.iter().any(|client| &client.name == name) {
            return Ok(None);
        }
        let new = NewClient {
            name: name.clone(),
            unit: unit_id(UNIT),
            rights: vec![
                Right::Submit,
                Right::AnswerSupplement,
                Right::Withdraw,
                Right::SeeDossier,
            ],
            source: Some(source.parse()?),
            receives_at: None,
            vouches_for: 2,
        };
        let ctx = Context::new(Actor::System, at);
        opened.push((source.clone(), client::open(store, new, &ctx).await?));
    }
    Ok(Some(opened))
}
