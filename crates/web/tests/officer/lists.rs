//! Lists go on where they stopped, whatever comes and goes meanwhile.

use crate::world::*;
use motcua_catalog::version::sample::marriage_status;
use motcua_dossier::accept::{Accept, accept};
use motcua_dossier::checklist::{Checked, Verdict};
use motcua_kernel::{Actor, Context, DossierId};
use motcua_org::position::Role;
use motcua_org::unit::unit_id;
use std::collections::BTreeSet;

/// What the links of a list lead to.
fn links(page: &Shown, before: &str) -> Vec<String> {
    let opening = format!("href=\"{before}");
    let found = page.body.split(&opening).skip(1);
    let until = |rest: &str| rest.split('"').next().unwrap_or_default().to_owned();
    found.map(until).collect()
}

fn next(page: &Shown, list: &str) -> Option<String> {
    let links = links(page, list);
    let found = links
        .iter()
        .find(|link| link.contains("after=") && !link.contains("lang=") && !link.contains("shown="))?;
    Some(format!("{list}{}", found.replace("&amp;", "&").replace("&#38;", "&")))
}

/// What is there of a submission that can be accepted.
pub(super) fn checked() -> Vec<Checked> {
    let version = marriage_status();
    let papers = version.components().iter().filter(|known| known.is_paper());
    papers
        .map(|known| Checked {
            component: known.key.clone(),
            verdict: match known.key.as_str() {
                "to_khai" => Verdict::HandedIn { copies: 1 },
                "giay_to_tuy_than" => Verdict::Shown,
                _ => Verdict::NotNeeded,
            },
            remark: String::new(),
        })
        .collect()
}

/// Handed in and accepted at the ward's own centre.
pub(super) async fn accepted(world: &World, name: &str) -> DossierId {
    let id = world.submitted(name, "2026-11-25T07:10").await;
    let (officer, _) = world.officer(&centre(WARD), Role::ReceptionOfficer);
    let command = Accept {
        dossier: id,
        centre: unit_id(&centre(WARD)),
        checked: checked(),
        originals: Vec::new(),
        settled: Vec::new(),
        version: None,
    };
    let ctx = Context::new(Actor::Officer(officer), moment("2026-11-25T07:40"));
    let _ = accept(&world.store, &world.directory, command, &ctx).await.unwrap();
    id
}

#[tokio::test]
async fn the_counter_list_turns_pages_without_gap_or_repetition_while_others_accept() {
    let world = World::new().await;
    let mut all = BTreeSet::new();
    for number in 0..205 {
        let at = format!("2026-11-25T07:{:02}", number % 50);
        all.insert(
            world
                .submitted(&format!("Người thứ {number:03}"), &at)
                .await
                .to_string(),
        );
    }
    let (counter, _) = world.signed_in(&centre(OTHER), Role::ReceptionOfficer).await;
    let mut at = Some("/desk/counter".to_owned());
    let mut seen: Vec<String> = Vec::new();
    let mut sizes = Vec::new();
    while let Some(address) = at {
        let page = counter.get(&address).await;
        page.is(200);
        let here = links(&page, "/desk/counter/");
        sizes.push(here.len());
        // Somebody accepts the first line of the page, and a page that was counted would skip one now.
        let (officer, _) = world.officer(&centre(WARD), Role::ReceptionOfficer);
        let first = here[0].parse().unwrap();
        let life = world.life(first).await;
        let command = Accept {
            dossier: life.dossier.id,
            centre: unit_id(&centre(WARD)),
            checked: checked(),
            originals: Vec::new(),
            settled: Vec::new(),
            version: None,
        };
        let ctx = Context::new(Actor::Officer(officer), world.now());
        let _ = accept(&world.store, &world.directory, command, &ctx).await.unwrap();
        seen.extend(here);
        at = next(&page, "/desk/counter");
    }
    assert_eq!(sizes, [100, 100, 5]);
    assert_eq!(seen.len(), all.len(), "nothing twice");
    assert_eq!(seen.iter().cloned().collect::<BTreeSet<_>>(), all, "nothing left out");

    // What is searched is found on whatever page it would stand, and the search stays while pages turn.
    let found = counter.get("/desk/counter?q=nguoi+thu+149").await;
    found.is(200).says("Người thứ 149");
    assert!(links(&found, "/desk/counter/").len() < 10);
    let many = counter.get("/desk/counter?q=nguoi+thu").await;
    let more = next(&many, "/desk/counter").unwrap();
    assert!(more.contains("?q=nguoi+thu&after="), "{more}");
    assert_eq!(links(&counter.get(&more).await, "/desk/counter/").len(), 100);
    // A place that is none is the beginning.
    let odd = counter.get("/desk/counter?after=somewhere").await;
    assert_eq!(links(&odd, "/desk/counter/").len(), 100);
}

#[tokio::test]
async fn the_worklist_turns_pages_and_says_that_there_is_more_than_it_counts() {
    let world = World::new().await;
    let mut all = BTreeSet::new();
    for number in 0..210 {
        let id = accepted(&world, &format!("Người thứ {number:03}")).await;
        all.insert(id.to_string());
    }
    let (handler, _) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    let list = "/desk/worklist?holder=taking";
    let mut at = Some(list.to_owned());
    let mut seen: Vec<String> = Vec::new();
    let mut sizes = Vec::new();
    while let Some(address) = at {
        let page = handler.get(&address).await;
        page.is(200).says("200+").says("Hơn 200 hồ sơ");
        let shown: Vec<String> = links(&page, "/desk/worklist?holder=taking")
            .into_iter()
            .filter_map(|link| Some(link.split_once("shown=")?.1.to_owned()))
            .collect();
        sizes.push(shown.len());
        seen.extend(shown);
        at = next(&page, list);
    }
    assert_eq!(sizes.iter().sum::<usize>(), 210, "{sizes:?}");
    assert_eq!(seen.into_iter().collect::<BTreeSet<_>>(), all);
}

#[tokio::test]
async fn a_search_goes_on_where_it_stopped_and_finds_a_number_as_soon_as_it_is_given() {
    let world = World::new().await;
    let (officer, _) = world.officer(&centre(WARD), Role::ReceptionOfficer);
    let accept_one = async |number: usize, at: &str| {
        let id = world.submitted(&format!("Người thứ {number:03}"), at).await;
        let command = Accept {
            dossier: id,
            centre: unit_id(&centre(WARD)),
            checked: checked(),
            version: None,
            originals: Vec::new(),
            settled: Vec::new(),
        };
        let ctx = Context::new(Actor::Officer(officer), moment("2026-11-25T07:40"));
        let _ = accept(&world.store, &world.directory, command, &ctx).await.unwrap();
        id
    };
    let mut all = BTreeSet::new();
    for number in 0..112 {
        all.insert(accept_one(number, "2026-11-25T07:10").await.to_string());
    }
    let (handler, _) = world.signed_in(&format!("vp/{WARD}"), Role::HandlingOfficer).await;
    let mut at = Some("/desk/find?q=nguoi+thu".to_owned());
    let (mut seen, mut sizes) = (Vec::new(), Vec::new());
    while let Some(address) = at {
        let page = handler.get(&address).await;
        page.is(200).says("Từng 50 hồ sơ một");
        let here = links(&page, "/desk/dossiers/");
        sizes.push(here.len());
        seen.extend(here);
        at = next(&page, "/desk/find?q=nguoi+thu");
        // What is handed in meanwhile is newer: it moves no page that follows.
        let _ = accept_one(900 + sizes.len(), "2026-11-25T07:20").await;
    }
    assert_eq!(sizes, [50, 50, 12]);
    assert_eq!(seen.iter().cloned().collect::<BTreeSet<_>>(), all, "nothing left out");

    // Nothing has happened to it since its acceptance, and a part of its number finds it.
    let id = accept_one(950, "2026-11-25T07:25").await;
    let life = world.life(id).await;
    let number = life
        .dossier
        .number()
        .and_then(|number| number.issued())
        .unwrap()
        .to_owned();
    let part = &number[..number.len() - 1];
    let found = handler.get(&format!("/desk/find?q={part}")).await;
    found.is(200).says(&number);
    assert!(links(&found, "/desk/dossiers/").contains(&id.to_string()), "{part}");
    let few = handler.get("/desk/find?q=nguoi+thu+950").await;
    assert_eq!(
        (links(&few, "/desk/dossiers/").len(), next(&few, "/desk/find")),
        (1, None)
    );
}
