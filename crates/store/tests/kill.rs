//! Processes that are killed, disks that fill up, and an fsync that fails: nothing acknowledged is lost.
//!
//! The test program starts itself as the child that commits under load and prints what was acknowledged.

mod suite;

use motcua_kernel::{ChangeId, DossierId};
use motcua_store::{ChangeSet, CommitError, Store};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use suite::disk::{FAIL_SYNC, SmallDisk, failing_sync};
use suite::records::{paper, said, thing};
use suite::{Home, ctx, fresh_folder, options, whole};

const ADDRESS: &str = "MOTCUA_KILL_ADDRESS";

/// The child: commits from eight tasks until it is killed, and says each change that was acknowledged.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "the child of the other tests"]
async fn child() {
    let Ok(address) = std::env::var(ADDRESS) else { return };
    let store = Store::create_with(&address, options()).await.unwrap();
    for _ in 0..8 {
        tokio::spawn(commit_for_ever(store.clone()));
    }
    std::future::pending::<()>().await;
}

async fn commit_for_ever(store: Store) {
    loop {
        let ctx = ctx();
        let mut set = ChangeSet::new(&ctx);
        set.number("suite/killed");
        // Some weight, so that a small disk fills up.
        let made = paper(&ctx, &"nặng ".repeat(200));
        set.insert(&made).journal(said(made.id, "paper.made"));
        match store.commit(set.clone()).await {
            Ok(committed) => say(&format!("kept {} {} {}", set.id(), made.id, committed.numbers[0])),
            Err(CommitError::Unavailable { in_doubt, reason }) => {
                say(&format!("trouble {in_doubt} {reason}"));
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            Err(other) => say(&format!("wrong {other}")),
        }
    }
}

fn say(line: &str) {
    // One write for the whole line: a killed process leaves no half of one.
    std::io::stdout().write_all(format!("\n{line}\n").as_bytes()).unwrap();
}

/// What a child said before its end.
#[derive(Default)]
struct Said {
    kept: Vec<(ChangeId, DossierId, u64)>,
    troubles: Vec<String>,
}

fn start(address: &str, shim: Option<(&Path, &Path)>) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "child", "--ignored", "--nocapture", "--test-threads=1"])
        .env(ADDRESS, address)
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    if let Some((library, switch)) = shim {
        command.env("LD_PRELOAD", library).env(FAIL_SYNC, switch);
    }
    command.spawn().unwrap()
}

/// Reads what a child says until it is killed, which happens when `enough` says so.
fn watch(mut child: Child, mut enough: impl FnMut(&Said) -> bool) -> Said {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut said = Said::default();
    let mut killed = false;
    for line in lines.map_while(Result::ok) {
        let words: Vec<&str> = line.splitn(4, ' ').collect();
        match words.as_slice() {
            ["kept", change, paper, number] => {
                let kept = (change.parse().unwrap(), paper.parse().unwrap(), number.parse().unwrap());
                said.kept.push(kept);
            }
            ["trouble", ..] => said.troubles.push(line.clone()),
            ["wrong", ..] => panic!("{line}"),
            _ => {}
        }
        if !killed && enough(&said) {
            // SIGKILL: no destructor, no flush.
            child.kill().unwrap();
            killed = true;
        }
    }
    child.wait().unwrap();
    assert!(killed, "the child ended by itself after {} changes", said.kept.len());
    said
}

/// Everything acknowledged is there, once, with its number, and everything that is there is whole.
async fn verify(address: &str, kept: &[(ChangeId, DossierId, u64)]) {
    let store = Store::create_with(address, options()).await.unwrap();
    let read = store.read().await.unwrap();
    for (change, id, _) in kept {
        assert!(
            read.was_applied(*change).await.unwrap(),
            "{change} was acknowledged and is gone"
        );
        assert_eq!(read.events(thing(*id)).await.unwrap().len(), 1);
    }
    drop(read);
    let numbers: std::collections::BTreeSet<u64> = kept.iter().map(|(.., number)| *number).collect();
    assert_eq!(numbers.len(), kept.len(), "a number was given twice");
    whole(&store).await;
}

async fn killed_three_times(home: Home) {
    let mut kept = Vec::new();
    for round in 1..=3 {
        let child = start(&home.address(), None);
        let said = tokio::task::spawn_blocking(move || watch(child, |said| said.kept.len() >= 150 * round));
        kept.extend(said.await.unwrap().kept);
        verify(&home.address(), &kept).await;
    }
    assert!(kept.len() >= 900, "{}", kept.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_loses_nothing_on_the_embedded_engine() {
    killed_three_times(Home::folder()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_process_loses_nothing_on_postgresql() {
    killed_three_times(Home::server().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_loses_nothing_acknowledged() {
    let Some(disk) = SmallDisk::mount(12) else { return };
    let address = disk.path().join("store").to_string_lossy().into_owned();
    let child = start(&address, None);
    // Until it has met the full disk often, then killed as it is.
    let said = tokio::task::spawn_blocking(move || watch(child, |said| said.troubles.len() >= 20));
    let said = said.await.unwrap();
    assert!(said.kept.len() > 50, "{}", said.kept.len());
    assert!(said.troubles.iter().any(|line| line.contains("tried six times")));
    // Room is made, and the store goes on where it was.
    disk.grow(64);
    verify(&address, &said.kept).await;
    let child = start(&address, None);
    let more = tokio::task::spawn_blocking(move || watch(child, |said| said.kept.len() >= 50));
    let all: Vec<_> = said.kept.into_iter().chain(more.await.unwrap().kept).collect();
    verify(&address, &all).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_fsync_acknowledges_nothing() {
    let folder = fresh_folder(&std::env::temp_dir());
    let Some(library) = failing_sync(folder.path()) else {
        return;
    };
    let (home, switch) = (Home::folder(), folder.path().join("fail"));
    let child = start(&home.address(), Some((&library, &switch)));
    let turning = switch.clone();
    let said = tokio::task::spawn_blocking(move || {
        let (mut kept_before, mut fails) = (0, 0);
        watch(child, |said| {
            match fails {
                // The disk fails, heals after some troubles, and fails again.
                0 if said.kept.len() >= 100 => {
                    std::fs::write(&turning, "").unwrap();
                    fails = 1;
                }
                1 if said.troubles.len() >= 8 => {
                    kept_before = said.kept.len();
                    std::fs::remove_file(&turning).unwrap();
                    fails = 2;
                }
                2 if said.kept.len() >= kept_before + 100 => {
                    std::fs::write(&turning, "").unwrap();
                    fails = 3;
                }
                _ => {}
            }
            fails == 3 && said.troubles.len() >= 16
        })
    });
    let said = said.await.unwrap();
    assert!(
        said.troubles.iter().any(|line| line.starts_with("trouble true")),
        "{:?}",
        said.troubles
    );
    assert!(said.kept.len() >= 200);
    verify(&home.address(), &said.kept).await;
}
