//! Who looked.

use crate::{Hall, OFFICER, START, UNIT, officer};
use motcua_kernel::{Actor, PersonId};
use motcua_people::look::{DaysPage, LookReason, look_of, who_looked, who_looked_by_day};
use uuid::Uuid;

#[tokio::test]
async fn pages_of_looks_miss_none_and_repeat_none() {
    let hall = Hall::open().await;
    let person = PersonId::from_u128(7);
    let dossier = Uuid::from_u128(9);
    // Three looks of one request stand at the edge of the first page.
    let mut looks = Vec::new();
    for (second, count) in [(0, 1), (1, 3), (2, 1), (3, 1)] {
        let ctx = officer(second);
        for _ in 0..count {
            looks.push(look_of(person, LookReason::Handling, Some(dossier), Some(UNIT), &ctx));
        }
    }
    looks.push(look_of(
        PersonId::from_u128(8),
        LookReason::Search,
        None,
        Some(UNIT),
        &officer(4),
    ));
    hall.store.look(&looks).await.unwrap();

    let read = hall.store.read().await.unwrap();
    let end = START.plus_seconds(60);
    let first = who_looked(&read, person, end, 3).await.unwrap();
    assert_eq!(first.looks.len(), 5);
    assert_eq!(first.looks[0].at, START.plus_seconds(3));
    assert_eq!(first.looks[0].reason, Some(LookReason::Handling));
    assert_eq!(first.looks[0].actor, Actor::Officer(OFFICER).id());
    assert_eq!(
        (first.looks[0].subject, first.looks[0].unit),
        (Some(dossier), Some(UNIT))
    );
    let second = who_looked(&read, person, first.next.unwrap(), 3).await.unwrap();
    assert_eq!(second.looks.iter().map(|look| look.at).collect::<Vec<_>>(), [START]);
    assert_eq!(second.next, None);
    assert_eq!(who_looked(&read, person, end, 6).await.unwrap().next, None);
}

#[tokio::test]
async fn a_page_of_days_ends_with_a_whole_day() {
    let hall = Hall::open().await;
    let person = PersonId::from_u128(7);
    let day = 24 * 60 * 60;
    // 150 looks a day: the second page begins where the first day ends.
    let looks: Vec<_> = (0..300)
        .map(|n| {
            let at = officer(n / 150 * day + n % 150);
            look_of(person, LookReason::Handling, None, Some(UNIT), &at)
        })
        .collect();
    hall.store.look(&looks).await.unwrap();

    let read = hall.store.read().await.unwrap();
    let counts = |page: &DaysPage| page.groups.iter().map(|group| group.looks.len()).collect::<Vec<_>>();
    let first = who_looked_by_day(&read, person, START.plus_seconds(3 * day))
        .await
        .unwrap();
    assert_eq!(counts(&first), [150]);
    let second = who_looked_by_day(&read, person, first.next.unwrap()).await.unwrap();
    assert_eq!((counts(&second), second.next), (vec![150], None));
}
