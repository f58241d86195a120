//! The ends of things: of lists and cursors, of a client's share, of what the description promises.

use crate::world::{Answer, World, message};
use crate::{ALL, checked, of};
use serde_json::{Value as Json, json};

pub async fn the_examples_of_the_description_work_as_they_stand(world: World) {
    let description = world.get("", "/api/openapi.json").await;
    let example = |name: &str| description.body["components"]["schemas"][name]["example"].clone();
    let token = world.receiver().await;
    let handed_in = world.post(&token, "a", ALL, &example("Submission")).await;
    let id = handed_in.is(201).id();
    let accepted = world
        .act(&token, "b", 1, &of(&id, "acceptance"), &example("Acceptance"))
        .await;
    accepted.is(200);
    let withdrawn = world
        .act(&token, "c", 2, &of(&id, "withdrawal"), &example("Withdrawal"))
        .await;
    withdrawn.is(200);
    let answer = &example("SupplementAnswer")["answers"];
    assert_eq!(answer, &example("Submission")["answers"]);
}

pub async fn a_wrong_body_is_told_before_an_old_version(world: World) {
    // RFC 9110 §13.2.1: a precondition counts only where the request would be done without it.
    let token = world.receiver().await;
    let id = world.post(&token, "a", ALL, &message("1")).await.is(201).id();
    for (part, wrong) in [
        ("acceptance", json!({"checked": 1})),
        ("supplement-answer", json!({})),
        ("withdrawal", json!({"reason": 1})),
    ] {
        let old = world.act(&token, part, 9, &of(&id, part), &wrong).await;
        if part == "supplement-answer" {
            // This client answers none: to it there is nothing.
            old.is_problem(404, "not-found");
            continue;
        }
        old.is_problem(422, "invalid");
        world
            .post(&token, part, &of(&id, part), &wrong)
            .await
            .is_problem(422, "invalid");
    }
    let unknown = world
        .act(
            &token,
            "u",
            1,
            &of(&id, "withdrawal"),
            &json!({"raeson": "typed wrong"}),
        )
        .await;
    unknown.is_problem(422, "invalid");
    assert_eq!(unknown.fields(), ["raeson"]);
}

fn ids(page: &Answer) -> Vec<&str> {
    let dossiers = page.body["dossiers"].as_array().unwrap().iter();
    dossiers.map(|dossier| dossier["id"].as_str().unwrap()).collect()
}

pub async fn a_list_ends_where_it_ends(world: World) {
    let list = async |query: &str| world.get(&world.portal, &format!("{ALL}{query}")).await;
    let empty = list("").await;
    assert_eq!(empty.is(200).body, json!({"dossiers": []}));
    for n in 1..=3 {
        let sent = message(&format!("n-{n}"));
        world.post(&world.portal, &format!("k-{n}"), ALL, &sent).await.is(201);
    }
    let all = list("?limit=100").await;
    assert_eq!((ids(&all).len(), &all.body["next"]), (3, &Json::Null));
    // Just as many as there are: nothing comes after.
    assert_eq!(list("?limit=3").await.body["next"], Json::Null);
    let two = list("?limit=2").await;
    let cursor = two.body["next"].as_str().unwrap();
    let last = list(&format!("?limit=1&cursor={cursor}")).await;
    assert_eq!(ids(&last), ids(&all)[2..]);
    assert_eq!(last.body["next"], Json::Null);
    // An empty parameter is left out, one that is not known is a slip.
    assert_eq!(list("?cursor=&limit=").await.body, all.body);
    for (query, field) in [
        ("?limit=0", "limit"),
        ("?limit=101", "limit"),
        ("?limit=2&limit=2", "limit"),
        ("?limit=x", "limit"),
        ("?cursor=AAAA", "cursor"),
        ("?page=2", "page"),
    ] {
        let wrong = list(query).await;
        wrong.is_problem(422, "invalid");
        assert_eq!(wrong.fields(), [field], "{query}");
    }
    // A cursor of a dossier's events is none of this list.
    let events = world.get(&world.portal, &of(ids(&all)[0], "events")).await;
    let foreign = events.body["next"].as_str().unwrap();
    list(&format!("?cursor={foreign}")).await.is_problem(422, "invalid");
    let past = world
        .get(
            &world.portal,
            &format!("{}?cursor={foreign}", of(ids(&all)[0], "events")),
        )
        .await;
    assert_eq!((&past.body["events"], &past.body["more"]), (&json!([]), &json!(false)));
    assert_eq!(past.body["next"], foreign, "it is where it was");
}

pub async fn a_client_waits_when_its_share_is_used_up(mut world: World) {
    world.share(2);
    world.get(&world.portal, ALL).await.is(200);
    world.get(&world.portal, ALL).await.is(200);
    let over = world.get(&world.portal, ALL).await;
    over.is_problem(429, "too-many");
    // Two a minute: the next comes free after half of one.
    assert_eq!(over.headers["retry-after"], "30");
    assert_eq!(over.body["values"]["retry_after"], "30");
    let posted = world
        .post(&world.portal, "a", ALL, &json!({"checked": checked()}))
        .await;
    posted.is_problem(429, "too-many");
    world.get(&world.old_system, ALL).await.is(200);
    world.get("", "/api/v1/due").await.is(422);
}
