//! The ends of things: of lists and cursors, of a client's share, of what the description promises.

use crate::world::{Answer, World, message, now};
use crate::{ALL, checked, of};
use motcua_accounts::client::overview;
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

pub async fn a_system_keeps_up_by_filters_and_their_cursor(world: World) {
    for n in 1..=5 {
        let sent = message(&format!("n-{n}"));
        world.post(&world.portal, &format!("k-{n}"), ALL, &sent).await.is(201);
    }
    let all = world.get(&world.portal, &format!("{ALL}?limit=100")).await;
    let all: Vec<String> = ids(&all).into_iter().map(str::to_owned).collect();
    // Half an hour later two are withdrawn.
    world.wait(1_800);
    for (key, id) in [("w-1", &all[1]), ("w-3", &all[3])] {
        let taken = world
            .act(&world.portal, key, 1, &of(id, "withdrawal"), &json!({}))
            .await;
        taken.is(200);
    }
    let list = async |query: &str| world.get(&world.portal, &format!("{ALL}?{query}")).await;
    let gone = [all[1].as_str(), all[3].as_str()];
    let left = [all[0].as_str(), all[2].as_str(), all[4].as_str()];
    let at = "changed_since=2026-11-25T09:15:00%2B07:00";
    for (query, expected) in [
        ("stage=withdrawn", &gone[..]),
        ("stage=submitted", &left[..]),
        ("stage=submitted,withdrawn&national_status=7", &gone[..]),
        ("national_status=1,7&stage=submitted", &left[..]),
        ("national_status=6", &[]),
        ("stage=accepted", &[]),
        (at, &gone[..]),
        ("changed_since=2026-11-25T09:30:00%2B07:00", &gone[..]),
        ("changed_since=2026-11-25T09:30:01%2B07:00", &[]),
        (&format!("{at}&stage=submitted"), &[]),
    ] {
        let page = list(query).await;
        assert_eq!(ids(page.is(200)), expected, "{query}");
    }
    let one = list("source_number=n-2").await;
    assert_eq!(one.body["dossiers"][0]["source"]["number"], "n-2");
    assert_eq!(ids(&one).len(), 1);
    assert!(ids(&list("source_number=n-2&stage=accepted").await).is_empty());
    assert!(ids(&list("source_number=n-9").await).is_empty());
    let other = world.get(&world.old_system, &format!("{ALL}?source_number=n-2")).await;
    assert!(ids(&other).is_empty(), "a client sees its own");

    // The cursor goes on within the filter, over what the filter leaves out.
    let first = list("stage=submitted&limit=2").await;
    assert_eq!(ids(&first), left[..2]);
    let cursor = first.body["next"].as_str().unwrap();
    let last = list(&format!("stage=submitted&limit=2&cursor={cursor}")).await;
    assert_eq!((ids(&last), &last.body["next"]), (left[2..].to_vec(), &Json::Null));
    for (query, field) in [
        ("stage=lost", "stage"),
        ("stage=submitted,", "stage"),
        ("national_status=11", "national_status"),
        ("national_status=01", "national_status"),
        ("changed_since=yesterday", "changed_since"),
        ("source=x", "source"),
    ] {
        let wrong = list(query).await;
        wrong.is_problem(422, "invalid");
        assert_eq!(wrong.fields(), [field], "{query}");
    }
}

pub async fn the_last_use_of_a_client_is_kept_once_a_minute(mut world: World) {
    let used = async |world: &World| {
        let all = overview(&world.store.read().await.unwrap(), 9).await.unwrap();
        let of = |name: &str| all.iter().find(|one| one.client.name == name).unwrap().used_at;
        (of("Cổng quốc gia"), of("Hệ thống cũ"))
    };
    assert_eq!(
        used(&world).await,
        (None, None),
        "a token that was only made was not used"
    );
    world.get(&world.portal, ALL).await.is(200);
    let first = now();
    assert_eq!(used(&world).await, (Some(first), None));
    world.wait(59);
    world.get(&world.portal, ALL).await.is(200);
    assert_eq!(used(&world).await.0, Some(first), "not written at each request");
    world.wait(1);
    world.get(&world.portal, ALL).await.is(200);
    assert_eq!(used(&world).await.0, Some(first.plus_seconds(60)));
    // A token that does not count is no use of the client.
    world.wait(600);
    world
        .get(&format!("{}x", world.portal), ALL)
        .await
        .is_problem(401, "sign-in-needed");
    assert_eq!(used(&world).await.0, Some(first.plus_seconds(60)));
    // Another process that has not seen it: what stands there later is not set back.
    world.restart();
    world.wait(-900);
    world.get(&world.portal, ALL).await.is(200);
    assert_eq!(used(&world).await.0, Some(first.plus_seconds(60)));
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
