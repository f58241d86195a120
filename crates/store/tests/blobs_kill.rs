//! Processes that are killed between a file and the change that names it, and a disk for files that is full.

mod suite;

use motcua_kernel::DraftId;
use motcua_store::{BlobError, ChangeSet, Store, blob_place};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;
use suite::blobs::{lying, open, open_at, sweep_files};
use suite::files::Files;
use suite::records::Folder;
use suite::{Home, ctx, whole};

const ADDRESS: &str = "MOTCUA_KILL_ADDRESS";
const FILES: &str = "MOTCUA_KILL_FILES";

/// The child: keeps files and names them, until it is killed, and says each that is named.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "the child of the other tests"]
async fn child() {
    let (Ok(address), Ok(files)) = (std::env::var(ADDRESS), std::env::var(FILES)) else {
        return;
    };
    let options = motcua_store::Options {
        blobs: Some(blob_place(&files, None).unwrap()),
        ..suite::options()
    };
    let store = Store::create_with(&address, options).await.unwrap();
    for _ in 0..4 {
        tokio::spawn(keep_for_ever(store.clone()));
    }
    std::future::pending::<()>().await;
}

async fn keep_for_ever(store: Store) {
    loop {
        let ctx = ctx();
        let bytes = uuid::Uuid::new_v4().as_bytes().repeat(20_000);
        let blob = store.blobs().unwrap().keep("image/png", &bytes).await.unwrap();
        say("kept");
        // Long enough for the kill to fall in between.
        tokio::time::sleep(Duration::from_millis(60)).await;
        let folder = Folder {
            id: ctx.id(),
            scans: vec![blob],
            until: None,
        };
        let mut set = ChangeSet::new(&ctx);
        set.insert(&folder);
        store.commit(set).await.unwrap();
        say(&format!("named {}", folder.id));
    }
}

fn say(line: &str) {
    // One write for the whole line: a killed process leaves no half of one.
    std::io::stdout().write_all(format!("\n{line}\n").as_bytes()).unwrap();
}

/// Runs a child until it has named so many files, kills it, and gives what it named.
fn killed_after(address: &str, files: &str, enough: usize) -> Vec<DraftId> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture", "--test-threads=1"])
        .env(ADDRESS, address)
        .env(FILES, files)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let (mut named, mut killed) = (Vec::new(), false);
    for line in BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok)
    {
        if let Some(id) = line.strip_prefix("named ") {
            named.push(id.parse().unwrap());
        }
        // Right after a file was kept, so that at least that one is named by nobody.
        if !killed && line == "kept" && named.len() >= enough {
            child.kill().unwrap();
            killed = true;
        }
    }
    child.wait().unwrap();
    assert!(killed, "the child ended by itself");
    named
}

async fn killed_between_file_and_change(home: Home, rounds: u64) {
    let files = Files::fresh();
    let mut named = Vec::new();
    for _ in 0..rounds {
        let (address, folder) = (home.address(), files.address.clone());
        let round = tokio::task::spawn_blocking(move || killed_after(&address, &folder, 20));
        named.extend(round.await.unwrap());
    }
    let store = open_at(&home, files.place(), 0).await;
    for id in &named {
        let read = store.read().await.unwrap();
        let folder = read.get::<Folder>(*id).await.unwrap();
        drop(read);
        assert_eq!(
            store.blobs().unwrap().read(&folder.scans[0]).await.unwrap().len(),
            320_000
        );
    }
    whole(&store).await;
    let report = store.check().await.unwrap();
    assert!(report.unnamed_blobs >= 1 && report.blobs >= 20 * rounds, "{report}");
    let tomorrow = open_at(&home, files.place(), 25).await;
    assert!(sweep_files(&tomorrow).await >= report.unnamed_blobs);
    assert_eq!(files.lying().await.len() as u64, report.blobs);
    whole(&store).await;
    assert_eq!(store.check().await.unwrap().unnamed_blobs, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_between_file_and_change_leaves_only_what_is_swept_on_the_embedded_engine() {
    killed_between_file_and_change(Home::folder(), 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_between_file_and_change_leaves_only_what_is_swept_on_postgresql() {
    killed_between_file_and_change(Home::server().await, 3).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kill_between_file_and_change_leaves_only_what_is_swept_in_a_bucket() {
    killed_between_file_and_change(suite::bucket::beside(Home::folder()), 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_and_leaves_no_half_of_a_file() {
    let Some(disk) = suite::disk::SmallDisk::mount(4) else {
        return;
    };
    let (home, files) = (Home::folder(), disk.path().join("blobs"));
    let store = open(&home, &files, 0).await;
    let blobs = store.blobs().unwrap();
    let small = blobs.keep("text/plain", &vec![1; 500_000]).await.unwrap();
    let before = lying(&files);
    for _ in 0..3 {
        let refused = blobs.keep("text/plain", &vec![2; 6_000_000]).await.unwrap_err();
        assert!(matches!(refused, BlobError::Full(_)), "{refused}");
        assert!(refused.to_string().contains("make room"), "{refused}");
        assert_eq!(lying(&files), before, "nothing of it stays");
    }
    assert_eq!(blobs.read(&small).await.unwrap().len(), 500_000);
    assert!(
        blobs.keep("text/plain", &vec![3; 1_000_000]).await.is_ok(),
        "what fits goes on"
    );
    disk.grow(16);
    assert!(blobs.keep("text/plain", &vec![2; 6_000_000]).await.is_ok());
}
