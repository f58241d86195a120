//! Other systems hand dossiers in and act on them: stories through HTTP, on both engines.

mod ends;
mod world;

use ends::*;
use motcua_catalog::version::sample::marriage_status;
use motcua_dossier::checklist::{Checked, Verdict};
use motcua_dossier::supplement::{Request, request};
use motcua_kernel::DossierId;
use motcua_org::unit::unit_id;
use motcua_people::person::find_by_id_number;
use serde_json::{Value as Json, json};
use world::{CENTRE, World, answers, message};

/// Runs each story on both engines.
macro_rules! on_both_engines {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(crate::World::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $test() {
                super::$test(crate::World::postgres().await).await;
            })+
        }
    };
}

on_both_engines!(
    a_dossier_from_elsewhere_is_handed_in_once,
    what_is_wrong_is_told_with_its_place_and_nobody_is_kept,
    a_system_receives_what_it_handed_in_at_its_centre_only,
    a_supplement_request_is_answered_and_a_dossier_withdrawn,
    a_list_is_read_page_by_page_while_more_is_handed_in,
    the_same_request_at_once_makes_one_dossier,
    the_examples_of_the_description_work_as_they_stand,
    a_wrong_body_is_told_before_an_old_version,
    a_list_ends_where_it_ends,
    a_system_keeps_up_by_filters_and_their_cursor,
    the_last_use_of_a_client_is_kept_once_a_minute,
    a_client_waits_when_its_share_is_used_up,
);

const ALL: &str = "/api/v1/dossiers";

fn of(id: &str, part: &str) -> String {
    format!("{ALL}/{id}/{part}")
}

async fn a_dossier_from_elsewhere_is_handed_in_once(world: World) {
    let sent = message("G22.99-261125-0001");
    let no_key = world
        .ask("POST", ALL, &[("authorization", &world.portal)], Some(&sent))
        .await;
    no_key.is_problem(400, "key-missing");
    world.post("", "k", ALL, &sent).await.is_problem(401, "sign-in-needed");

    let first = world.post(&world.portal, "k-1", ALL, &sent).await;
    first.is(201);
    let id = first.id();
    assert_eq!(first.headers["location"], format!("{ALL}/{id}"));
    assert_eq!(first.headers["etag"], "\"1\"");
    let again = world.post(&world.portal, "\"k-1\"", ALL, &sent).await;
    again.is(201);
    assert_eq!(again.body, first.body, "the same request gets the first answer again");
    let other_body = world
        .post(&world.portal, "k-1", ALL, &message("G22.99-261125-0002"))
        .await;
    other_body.is_problem(422, "key-reused");

    // INT-06: another key, the same number: told, with the dossier that there is.
    let twice = world.post(&world.portal, "k-2", ALL, &sent).await;
    twice.is_problem(409, "filed-before");
    assert_eq!(twice.body["values"]["dossier"], id);

    let shown = world.get(&world.portal, &format!("{ALL}/{id}")).await;
    shown.is(200);
    assert_eq!(shown.body["source"]["name"], "national_portal");
    assert_eq!(shown.body["stage"], "submitted");
    let stranger = world.get(&world.old_system, &format!("{ALL}/{id}")).await;
    stranger.is_problem(404, "not-found");

    let events = world.get(&world.portal, &of(&id, "events")).await;
    events.is(200);
    let kinds: Vec<&str> = events.body["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["dossier.submitted", "dossier.charged", "dossier.clock_set"]);
    let next = events.body["next"].as_str().unwrap();
    let later = world
        .get(&world.portal, &format!("{}?cursor={next}", of(&id, "events")))
        .await;
    assert_eq!(later.body["events"], json!([]));
    let hidden = world.get(&world.old_system, &of(&id, "events")).await;
    hidden.is_problem(404, "not-found");
}

async fn what_is_wrong_is_told_with_its_place_and_nobody_is_kept(world: World) {
    let mut wrong = message("1");
    wrong["applicant"]["id_number"] = "12".into();
    wrong["channel"] = "pigeon".into();
    wrong["typo"] = 1.into();
    let answer = world.post(&world.portal, "a", ALL, &wrong).await;
    answer.is_problem(422, "invalid");
    assert_eq!(answer.fields(), ["channel", "applicant/id_number", "typo"]);

    let mut wrong = message("1");
    wrong["answers"]["subject_name"] = "4711".into();
    wrong["answers"]["copies"] = 1.5.into();
    let answer = world.post(&world.portal, "b", ALL, &wrong).await;
    answer.is_problem(422, "invalid");
    let fields = answer.fields();
    assert!(fields.contains(&"answers/subject_name".to_owned()), "{fields:?}");
    let number = "022301004567".parse().unwrap();
    let read = world.store.read().await.unwrap();
    let kept = find_by_id_number(&read, &number).await.unwrap();
    assert!(kept.is_none(), "nothing was handed in, so nobody is kept");
    drop(read);

    let mut wrong = message("1");
    wrong["reception"] = "H00".into();
    let answer = world.post(&world.portal, "c", ALL, &wrong).await;
    assert_eq!(answer.fields(), ["reception"]);
    let mut weak = message("1");
    weak["identity_level"] = 1.into();
    let answer = world.post(&world.portal, "d", ALL, &weak).await;
    answer.is_problem(403, "identity-too-weak");
    // The old system may vouch for level 1 at most, whatever it says.
    let answer = world.post(&world.old_system, "e", ALL, &message("1")).await;
    answer.is_problem(403, "identity-too-weak");

    world.post(&world.portal, "f", ALL, &message("1")).await.is(201);
    let mut other = message("2");
    other["applicant"]["name"] = "Nguyễn Văn An".into();
    let answer = world.post(&world.portal, "g", ALL, &other).await;
    answer.is_problem(422, "invalid");
    assert_eq!(
        answer.fields(),
        ["applicant/id_number"],
        "the number is somebody else's"
    );
}

/// Every component there, as another system says it.
fn checked() -> Json {
    let lines: Vec<Json> = marriage_status()
        .components()
        .iter()
        .filter(|component| component.is_paper())
        .map(|component| match component.key.as_str() {
            "to_khai" => json!({"component": component.key, "verdict": "handed_in", "copies": 1}),
            "giay_to_tuy_than" => json!({"component": component.key, "verdict": "shown"}),
            _ => json!({"component": component.key, "verdict": "not_needed"}),
        })
        .collect();
    json!({ "checked": lines })
}

async fn a_system_receives_what_it_handed_in_at_its_centre_only(world: World) {
    let id = world.post(&world.portal, "a", ALL, &message("1")).await.is(201).id();
    let path = of(&id, "acceptance");
    let portal = world.act(&world.portal, "b", 1, &path, &checked()).await;
    portal.is_problem(403, "not-allowed");
    // Of another system's dossier it knows nothing, although its centre would receive it.
    let other = world.act(&world.old_system, "b", 1, &path, &checked()).await;
    other.is_problem(404, "not-found");

    let token = world.receiver().await;
    let id = world.post(&token, "a", ALL, &message("1")).await.is(201).id();
    let path = of(&id, "acceptance");
    world
        .post(&token, "b", &path, &checked())
        .await
        .is_problem(428, "precondition-required");
    let stale = world.act(&token, "b", 7, &path, &checked()).await;
    stale.is_problem(412, "precondition-failed");
    let lacking = world.act(&token, "b", 1, &path, &json!({"checked": []})).await;
    lacking.is_problem(422, "invalid");
    let accepted = world.act(&token, "b", 1, &path, &checked()).await;
    accepted.is(200);
    assert_eq!(accepted.body["number"], "H49.105-261125-0001");
    assert_eq!(accepted.headers["etag"], "\"2\"");
    let again = world.act(&token, "b", 1, &path, &checked()).await;
    again.is(200);
    assert_eq!(again.body, accepted.body);
    let twice = world.act(&token, "c", 2, &path, &checked()).await;
    twice.is_problem(409, "wrong-state");
    assert_eq!(twice.body["values"]["stage"], "accepted");
    let shown = world.get(&token, &format!("{ALL}/{id}")).await;
    assert_eq!(shown.body["number"], "H49.105-261125-0001");
}

async fn a_supplement_request_is_answered_and_a_dossier_withdrawn(world: World) {
    let id = world.post(&world.portal, "a", ALL, &message("1")).await.is(201).id();
    let path = of(&id, "supplement-answer");
    let reply = json!({ "answers": answers() });
    let nothing = world.act(&world.portal, "b", 1, &path, &reply).await;
    nothing.is_problem(409, "wrong-state");

    let dossier: DossierId = id.parse().unwrap();
    let papers = marriage_status();
    let papers = papers.components().iter().filter(|component| component.is_paper());
    let ask = Request {
        dossier,
        centre: unit_id(CENTRE),
        checked: papers
            .map(|component| Checked {
                component: component.key.clone(),
                verdict: match component.key.as_str() {
                    "to_khai" => Verdict::Wrong,
                    "giay_to_tuy_than" => Verdict::Shown,
                    _ => Verdict::NotNeeded,
                },
                remark: "Ghi rõ nơi thường trú cũ.".into(),
            })
            .collect(),
        form_remark: String::new(),
        reason: "Cần nơi thường trú cũ để xác minh.".into(),
        last_day: "2026-12-04".parse().unwrap(),
        again: None,
    };
    request(&world.store, ask, &world.counter()).await.unwrap();
    let shown = world.get(&world.portal, &format!("{ALL}/{id}")).await;
    assert_eq!(shown.body["answer_until"], "2026-12-04");

    let stranger = world.act(&world.old_system, "b", 2, &path, &reply).await;
    stranger.is_problem(404, "not-found");
    let stale = world.act(&world.portal, "c", 1, &path, &reply).await;
    stale.is_problem(412, "precondition-failed");
    let mut wrong = reply.clone();
    wrong["answers"]["status"] = "?".into();
    let wrong = world.act(&world.portal, "d", 2, &path, &wrong).await;
    assert!(wrong.fields().contains(&"answers/status".to_owned()));
    let answered = world.act(&world.portal, "e", 2, &path, &reply).await;
    answered.is(200);
    assert_eq!(answered.body["stage"], "submitted");

    let path = of(&id, "withdrawal");
    let taken = world
        .act(&world.portal, "f", 3, &path, &json!({"reason": "Nộp nhầm."}))
        .await;
    taken.is(200);
    assert_eq!(taken.body["stage"], "withdrawn");
    let again = world
        .act(&world.portal, "f", 3, &path, &json!({"reason": "Nộp nhầm."}))
        .await;
    assert_eq!(again.body, taken.body);
    let over = world.act(&world.portal, "g", 4, &path, &json!({})).await;
    over.is_problem(409, "wrong-state");
}

async fn a_list_is_read_page_by_page_while_more_is_handed_in(world: World) {
    let mut made = Vec::new();
    for n in 1..=5 {
        let sent = message(&format!("n-{n}"));
        let answer = world.post(&world.portal, &format!("k-{n}"), ALL, &sent).await;
        made.push(answer.is(201).id());
    }
    let mut seen = Vec::new();
    let mut path = format!("{ALL}?limit=2");
    loop {
        let page = world.get(&world.portal, &path).await;
        page.is(200);
        let ids = page.body["dossiers"].as_array().unwrap().iter();
        seen.extend(ids.map(|dossier| dossier["id"].as_str().unwrap().to_owned()));
        let Some(next) = page.body["next"].as_str() else { break };
        path = format!("{ALL}?limit=2&cursor={next}");
    }
    seen.sort();
    made.sort();
    assert_eq!(seen, made, "each once, none left out");
    let others = world.get(&world.old_system, ALL).await;
    assert_eq!(others.body, json!({"dossiers": []}), "a client sees its own");
    let wrong = world.get(&world.portal, &format!("{ALL}?cursor=AAAA&limit=0")).await;
    wrong.is_problem(422, "invalid");
    assert_eq!(wrong.fields(), ["cursor", "limit"]);
}

async fn the_same_request_at_once_makes_one_dossier(world: World) {
    let sent = message("1");
    let (one, two, other_key) = tokio::join!(
        world.post(&world.portal, "k", ALL, &sent),
        world.post(&world.portal, "k", ALL, &sent),
        world.post(&world.portal, "l", ALL, &sent),
    );
    let made: Vec<_> = [&one, &two, &other_key]
        .into_iter()
        .filter(|answer| answer.status == 201)
        .collect();
    assert!(!made.is_empty());
    assert!(made.iter().all(|answer| answer.body == made[0].body));
    for answer in [one.status, two.status, other_key.status] {
        assert!(answer == 201 || answer == 409, "{answer}");
    }
    let list = world.get(&world.portal, ALL).await;
    assert_eq!(list.body["dossiers"].as_array().unwrap().len(), 1);
}
