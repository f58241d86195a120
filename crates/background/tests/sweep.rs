//! What a turn of the sweeper removes, on a store of its own.

use motcua_background::Sweeper;
use motcua_kernel::{Actor, Context, DraftId, Instant};
use motcua_store::{Blob, ChangeSet, Column, Options, Record, RecordKind, Row, Store, record};
use serde::{Deserialize, Serialize};

/// Holds files until a moment.
#[derive(Clone, Serialize, Deserialize)]
struct Tray {
    id: DraftId,
    scan: Blob,
    until: Instant,
}

impl Record for Tray {
    type Id = DraftId;
    const TABLE: &'static str = "sweep_tray";
    const KIND: RecordKind = RecordKind::Plain;
    const COLUMNS: &'static [Column] = &[];
    const BLOBS: Option<fn(&Self) -> Vec<&Blob>> = Some(|tray| vec![&tray.scan]);
    fn id(&self) -> DraftId {
        self.id
    }
    fn columns(&self, _: &mut Row) {}
    fn expires_at(&self) -> Option<Instant> {
        Some(self.until)
    }
}
record!(Tray);

#[tokio::test(flavor = "multi_thread")]
async fn expired_records_go_in_one_turn_and_their_files_once_every_shelf_was_seen() {
    let folder = std::env::temp_dir().join(format!("motcua-sweep-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    // The store's clock tells the age of files: two days ahead, all are older than a day.
    let clock = Options::default().clock;
    let options = Options {
        clock: std::sync::Arc::new(move || clock().plus_seconds(48 * 3_600)),
        ..Options::default()
    };
    let store = Store::create_with(&folder.to_string_lossy(), options).await.unwrap();
    let now = Instant::from_micros(1_790_000_000_000_000);
    let mut kept = Vec::new();
    // More than one batch takes.
    for at in 0..230_i64 {
        let ctx = Context::new(Actor::System, now.plus_seconds(at));
        let scan = store.blobs().unwrap().keep("text/plain", b"scan").await.unwrap();
        let until = now.plus_seconds(if at < 10 { 1_000 } else { 0 });
        let tray = Tray {
            id: ctx.id(),
            scan,
            until,
        };
        let mut set = ChangeSet::new(&ctx);
        set.insert(&tray);
        store.commit(set).await.unwrap();
        if at < 10 {
            kept.push(tray);
        }
    }
    let mut sweeper = Sweeper::new();
    let (swept, mut files) = sweeper.turn(&store, now).await.unwrap();
    assert_eq!((swept.records, swept.more), (220, false));
    for _ in 1..128 {
        files += sweeper.turn(&store, now).await.unwrap().1;
    }
    assert_eq!(files, 220, "of 256 shelves, two a turn");
    let read = store.read().await.unwrap();
    for tray in kept {
        let tray = read.get::<Tray>(tray.id).await.unwrap();
        assert_eq!(store.blobs().unwrap().read(&tray.scan).await.unwrap(), b"scan");
    }
    drop(read);
    let report = store.check().await.unwrap();
    assert!(
        report.is_clean() && report.blobs == 10 && report.unnamed_blobs == 0,
        "{report}"
    );
    std::fs::remove_dir_all(folder).unwrap();
}
