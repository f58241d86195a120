//! A PostgreSQL whose disk fills up, or whose syncs fail, while clients commit: nothing acknowledged is lost, nothing
//! is half applied, what is not known is settled by its change id, and the store goes on.

mod suite;

use motcua_kernel::DossierId;
use motcua_pgtest::{Cluster, Database, Wishes};
use motcua_store::{ChangeSet, CommitError, Store};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use suite::disk::{FAIL_SYNC, SmallDisk, failing_sync};
use suite::records::{Paper, paper, said, thing};
use suite::{ctx, fresh_folder, is_proof, options, whole};

/// How often a disk fills up, or fails, in one test.
fn rounds() -> u32 {
    if is_proof() { 12 } else { 2 }
}

const CLIENTS: usize = 8;

/// One client's change and what it was told.
#[derive(Clone)]
struct Sent {
    set: ChangeSet,
    paper: DossierId,
    series: usize,
    told: Told,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// Kept, with this number.
    Kept(u64),
    /// Not known.
    InDoubt,
    /// Not applied.
    Undone,
}

#[derive(Default)]
struct Log {
    sent: Vec<Sent>,
    troubles: Vec<String>,
}

/// A number, a paper of some weight that does not shrink when it is packed, and its event.
///
/// Each client has a series of its own: those of one series wait for each other, and only one could be in doubt.
fn change(series: usize) -> (DossierId, ChangeSet) {
    let ctx = ctx();
    let mut set = ChangeSet::new(&ctx);
    set.number(format!("suite/disk/{series}"));
    let weight: String = (0..90).map(|_| uuid::Uuid::new_v4().simple().to_string()).collect();
    let made = paper(&ctx, &weight);
    set.insert(&made).journal(said(made.id, "paper.made"));
    (made.id, set)
}

/// Commits until told to stop. A patient client says the same again until it is told that it is kept; another one
/// goes on to the next.
async fn commit_on(store: Store, log: Arc<Mutex<Log>>, stop: Arc<AtomicBool>, series: usize) {
    let is_patient = series.is_multiple_of(2);
    while !stop.load(Ordering::Relaxed) {
        let (paper, set) = change(series);
        let mut was_in_doubt = false;
        loop {
            let told = match store.commit(set.clone()).await {
                Ok(committed) => Told::Kept(committed.numbers[0]),
                Err(CommitError::Unavailable { in_doubt, reason }) => {
                    was_in_doubt |= in_doubt;
                    log.lock().unwrap().troubles.push(reason);
                    if was_in_doubt { Told::InDoubt } else { Told::Undone }
                }
                Err(other) => panic!("no client may be told {other:?}"),
            };
            let is_over = matches!(told, Told::Kept(_)) || !is_patient || stop.load(Ordering::Relaxed);
            if is_over {
                let set = set.clone();
                log.lock().unwrap().sent.push(Sent {
                    set,
                    paper,
                    series,
                    told,
                });
                break;
            }
        }
    }
}

/// A server of its own with a store in it, and everything that was ever committed there.
struct Bench {
    cluster: Cluster,
    database: Database,
    store: Store,
    /// Papers, each with the series and number that it took.
    kept: Vec<(DossierId, usize, u64)>,
    in_doubt: usize,
    applied_in_doubt: usize,
    undone: usize,
}

impl Bench {
    async fn new(wishes: &Wishes) -> Self {
        let cluster = Cluster::private_with(wishes).unwrap();
        let database = cluster.empty_database().await.unwrap();
        let store = Store::create_with(database.url(), options()).await.unwrap();
        Self {
            cluster,
            database,
            store,
            kept: Vec::new(),
            in_doubt: 0,
            applied_in_doubt: 0,
            undone: 0,
        }
    }

    /// Lets clients commit while `trouble` makes it, waits until they were told so often that the store does
    /// not answer, ends it, and proves what is there.
    async fn round(&mut self, troubles: usize, begin: impl FnOnce(), end: impl FnOnce()) {
        let (log, stop) = (Arc::new(Mutex::new(Log::default())), Arc::new(AtomicBool::new(false)));
        let clients: Vec<_> = (0..CLIENTS)
            .map(|series| tokio::spawn(commit_on(self.store.clone(), log.clone(), stop.clone(), series)))
            .collect();
        until("clients commit", || log.lock().unwrap().sent.len() >= 40).await;
        begin();
        until("clients are told of trouble", || {
            log.lock().unwrap().troubles.len() >= troubles
        })
        .await;
        stop.store(true, Ordering::Relaxed);
        for client in clients {
            client.await.unwrap();
        }
        end();
        let ended = self.cluster.bring_back().unwrap();
        let sent = std::mem::take(&mut log.lock().unwrap().sent);
        let (kept, before) = (self.kept.len(), (self.in_doubt, self.undone));
        self.settle(sent).await;
        self.verify().await;
        println!(
            "{} changes kept, {} in doubt, {} undone; the server {}",
            self.kept.len() - kept,
            self.in_doubt - before.0,
            self.undone - before.1,
            if ended {
                "had ended by itself"
            } else {
                "ran or came back by itself"
            }
        );
    }

    /// What was acknowledged is there; what was not is there whole or not at all, and saying it again settles it.
    async fn settle(&mut self, sent: Vec<Sent>) {
        // Another process, with lines of its own.
        let store = Store::open(self.database.url(), options()).await.unwrap();
        for Sent {
            set,
            paper,
            series,
            told,
        } in sent
        {
            let read = store.read().await.unwrap();
            let applied = read.was_applied(set.id()).await.unwrap();
            let is_there = read.find::<Paper>(paper).await.unwrap().is_some();
            let events = read.events(thing(paper)).await.unwrap().len();
            drop(read);
            assert_eq!(
                (is_there, events),
                (applied, usize::from(applied)),
                "{} is half applied",
                set.id()
            );
            match told {
                Told::Kept(number) => {
                    assert!(applied, "{} was acknowledged and is gone", set.id());
                    self.kept.push((paper, series, number));
                }
                Told::InDoubt => {
                    self.in_doubt += 1;
                    self.applied_in_doubt += usize::from(applied);
                    let committed = store.commit(set).await.unwrap();
                    assert_eq!(committed.repeated, applied);
                    self.kept.push((paper, series, committed.numbers[0]));
                }
                Told::Undone => {
                    assert!(!applied, "{} was said not to be applied", set.id());
                    self.undone += 1;
                }
            }
        }
    }

    /// Everything that was ever kept is there and nothing else, the numbers without gap, and all of it whole.
    async fn verify(&mut self) {
        for at in 0..3 * CLIENTS {
            let series = at % CLIENTS;
            let (paper, set) = change(series);
            let committed = self.store.commit(set).await.unwrap();
            self.kept.push((paper, series, committed.numbers[0]));
        }
        let client = self.database.connect().await.unwrap();
        let rows = client.query("SELECT id FROM suite_paper", &[]).await.unwrap();
        let there: BTreeSet<uuid::Uuid> = rows.iter().map(|row| row.get(0)).collect();
        let wanted: BTreeSet<uuid::Uuid> = self.kept.iter().map(|(paper, ..)| (*paper).into()).collect();
        assert_eq!(there, wanted);
        for series in 0..CLIENTS {
            let own = self.kept.iter().filter(|(_, of, _)| *of == series);
            let mut numbers: Vec<u64> = own.map(|(.., number)| *number).collect();
            numbers.sort_unstable();
            let without_gap = (1..).zip(&numbers).all(|(wanted, number)| wanted == *number);
            assert!(without_gap, "series {series}: a number is missing or came twice");
        }
        whole(&self.store).await;
    }

    fn panics(&self) -> usize {
        self.cluster.server_log().unwrap().matches("PANIC:").count()
    }
}

async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(
            began.elapsed() < Duration::from_secs(120),
            "waited in vain until {what}"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_disk_of_the_server_loses_nothing_acknowledged() {
    let Some(disk) = SmallDisk::mount(200) else { return };
    let wishes = Wishes {
        data: Some(disk.path().to_owned()),
        settings: "max_wal_size = 8MB\nmin_wal_size = 2MB\n".into(),
        ..Wishes::default()
    };
    let mut bench = Bench::new(&wishes).await;
    for _ in 0..rounds() {
        bench.round(24, || disk.leave(6), || disk.leave(48)).await;
    }
    let log = bench.cluster.server_log().unwrap();
    assert!(log.contains("No space left on device"), "{log}");
    assert!(bench.undone + bench.in_doubt > 0);
}

/// The log of writes has a disk of its own, and without room the server gives itself up.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_full_disk_of_the_servers_log_loses_nothing_acknowledged() {
    let Some(disk) = SmallDisk::mount(64) else { return };
    let wishes = Wishes {
        log: Some(disk.path().to_owned()),
        // So much that nothing of the log is used again before the disk is full.
        settings: "max_wal_size = 1GB\nmin_wal_size = 2MB\n".into(),
        ..Wishes::default()
    };
    let mut bench = Bench::new(&wishes).await;
    let mut size = 64;
    for _ in 0..rounds() {
        size += 48;
        bench.round(16, || disk.leave(3), || disk.grow(size)).await;
    }
    let log = bench.cluster.server_log().unwrap();
    assert!(log.contains("No space left on device"), "{log}");
    assert!(bench.panics() >= rounds() as usize, "{log}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_failed_fsync_of_the_server_loses_nothing_acknowledged() {
    let folder = fresh_folder(&std::env::temp_dir());
    let Some(library) = failing_sync(folder.path()) else {
        return;
    };
    let switch = folder.path().join("fail");
    let variable = |name: &str, file: &Path| (name.to_owned(), file.to_string_lossy().into_owned());
    let wishes = Wishes {
        environment: vec![variable("LD_PRELOAD", &library), variable(FAIL_SYNC, &switch)],
        ..Wishes::default()
    };
    let mut bench = Bench::new(&wishes).await;
    for _ in 0..rounds() {
        let begin = || std::fs::write(&switch, "").unwrap();
        bench.round(12, begin, || std::fs::remove_file(&switch).unwrap()).await;
    }
    let log = bench.cluster.server_log().unwrap();
    assert!(
        log.contains("could not fdatasync") || log.contains("could not fsync"),
        "{log}"
    );
    assert!(bench.panics() >= rounds() as usize, "{log}");
    assert!(bench.in_doubt > 0, "nobody was left in doubt");
    println!(
        "{} of {} in doubt had been applied",
        bench.applied_in_doubt, bench.in_doubt
    );
}
