//! Announcing and calling off a maintenance.

use crate::{Home, NOW, system};
use motcua_kernel::{Actor, Context, OfficerId};
use motcua_notice::maintenance::{Announce, AnnounceError, announce, call_off, planned_after};

pub async fn maintenance_is_announced_once_and_called_off_once(home: &Home) {
    let officer = |seconds| Context::new(Actor::Officer(OfficerId::from_u128(5)), NOW.plus_seconds(seconds));
    let planned = |from: i64, hours: i64| Announce {
        from: NOW.plus_seconds(from),
        until: NOW.plus_seconds(from + hours * 3_600),
        text: " Tạm ngừng  nộp hồ sơ. ".to_owned(),
        text_en: "Filing is closed.".to_owned(),
    };
    let store = &home.store;
    assert!(matches!(
        announce(store, planned(10, 2), &system(1)).await,
        Err(AnnounceError::NoOfficer)
    ));
    for (wrong, kind) in [
        (planned(10, 0), "ends"),
        (planned(-9_000, 1), "ends"),
        (planned(10, 400), "long"),
    ] {
        let refused = announce(store, wrong, &officer(1)).await;
        match kind {
            "ends" => assert!(matches!(refused, Err(AnnounceError::Ends)), "{refused:?}"),
            _ => assert!(matches!(refused, Err(AnnounceError::TooLong)), "{refused:?}"),
        }
    }
    let change = officer(2).change();
    let form = || Context::for_change(officer(2).actor(), NOW.plus_seconds(2), change);
    let id = announce(store, planned(10, 2), &form()).await.unwrap();
    assert_eq!(
        announce(store, planned(10, 2), &form()).await.unwrap(),
        id,
        "a double click"
    );
    let meets = announce(store, planned(3_600, 2), &officer(3)).await;
    assert!(matches!(meets, Err(AnnounceError::Meets)));
    let later = announce(store, planned(10 + 2 * 3_600, 1), &officer(4)).await.unwrap();
    let read = store.read().await.unwrap();
    let all = read.all(planned_after(NOW, 10)).await.unwrap();
    assert_eq!(all.iter().map(|one| one.id).collect::<Vec<_>>(), [id, later]);
    assert_eq!(all[0].text, "Tạm ngừng nộp hồ sơ.");
    drop((all, read));
    let form = officer(5);
    for _ in 0..2 {
        call_off(store, id, &form).await.unwrap();
    }
    let again = call_off(store, id, &officer(6)).await;
    assert!(matches!(again, Err(AnnounceError::NoSuchMaintenance)));
    let read = store.read().await.unwrap();
    assert_eq!(read.all(planned_after(NOW, 10)).await.unwrap().len(), 1);
}
