//! The night's recount: once a day, whichever of several processes does it.

use motcua_background::recount_due;
use motcua_kernel::{Date, Instant};
use motcua_store::{DeclaredView, Recounted, Recounting, Store, Told};

fn recount(_: &Store, day: Date) -> Recounting<'_> {
    Box::pin(async move {
        Ok(Recounted {
            events: 3,
            rows: 1,
            faults: vec![format!("a row of {day}")],
        })
    })
}

fn rebuild<'a>(_: &'a Store, _: Told<'a>) -> motcua_store::Rebuilding<'a> {
    Box::pin(async { Ok(0) })
}

static VIEWS: [DeclaredView; 2] = [
    DeclaredView {
        name: "by_day",
        rebuild,
        has_days: true,
        recount,
    },
    DeclaredView {
        name: "without_days",
        rebuild,
        has_days: false,
        recount,
    },
];

#[tokio::test(flavor = "multi_thread")]
async fn a_night_is_counted_once_and_what_is_wrong_is_told() {
    let folder = std::env::temp_dir().join(format!("motcua-recount-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let store = Store::create(&folder.to_string_lossy()).await.unwrap();
    let views: Vec<&'static DeclaredView> = VIEWS.iter().collect();
    let at = |text: &str| Instant::from_civil(text.parse().unwrap());
    let counted = async |text: &str| recount_due(&store, &views, at(text)).await.unwrap();
    assert_eq!(counted("2026-11-25T01:50").await, Vec::<String>::new());
    assert_eq!(counted("2026-11-25T02:00").await, ["a row of 2026-11-24"]);
    assert_eq!(
        counted("2026-11-25T02:10").await,
        Vec::<String>::new(),
        "another process comes later"
    );
    assert_eq!(counted("2026-11-26T03:00").await, ["a row of 2026-11-25"]);
    std::fs::remove_dir_all(folder).unwrap();
}
