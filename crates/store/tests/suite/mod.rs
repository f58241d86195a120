//! The promises of the port, told once and kept by both engines.
#![allow(dead_code, reason = "each engine's test program uses its part")]

pub mod backups;
pub mod blobs;
pub mod bucket;
pub mod carrying;
pub mod concurrency;
pub mod copying;
pub mod disk;
pub mod erasing;
pub mod feed;
pub mod files;
pub mod increment;
pub mod keeping;
mod memory;
pub mod migrating;
pub mod model;
pub mod rebuilding;
pub mod records;
pub mod recounting;
pub mod refusals;
pub mod sweeping;

use motcua_kernel::{Actor, Context, Instant};
use motcua_pgtest::{Cluster, Database};
use motcua_store::{Options, Store};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};

/// Where a test's store lives. It goes with this value.
pub enum Home {
    Folder(Folder),
    Server(Database),
}

pub struct Folder(PathBuf);

impl Folder {
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A test that failed in between may have left it half made.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Home {
    pub fn folder() -> Self {
        Self::Folder(fresh_folder(&std::env::temp_dir()))
    }

    pub async fn server() -> Self {
        let cluster = Cluster::shared().unwrap();
        let migrate = |url: String| async move { Store::create(&url).await.map(drop) };
        Self::Server(cluster.database("store suite", migrate).await.unwrap())
    }

    pub fn address(&self) -> String {
        match self {
            Self::Folder(folder) => folder.0.to_string_lossy().into_owned(),
            Self::Server(database) => database.url().to_owned(),
        }
    }

    /// Which engine it is, for what tests print.
    pub fn engine(&self) -> &'static str {
        match self {
            Self::Folder(_) => "SQLite",
            Self::Server(_) => "PostgreSQL",
        }
    }

    /// Another handle with threads and connections of its own, as another process would have.
    pub async fn open(&self) -> Store {
        Store::create_with(&self.address(), options()).await.unwrap()
    }
}

/// Fewer connections than a server's program has: many tests run beside each other.
pub fn options() -> Options {
    Options {
        connections: 8,
        ..Options::default()
    }
}

/// Whether tests go on for long: `make proof`.
pub fn is_proof() -> bool {
    std::env::var_os("MOTCUA_PROOF").is_some()
}

pub fn fresh_folder(within: &Path) -> Folder {
    let folder = within.join(format!("motcua-suite-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir_all(&folder).unwrap();
    Folder(folder)
}

/// A context of its own, a second after the one before.
pub fn ctx() -> Context {
    static NEXT: AtomicI64 = AtomicI64::new(0);
    let second = NEXT.fetch_add(1, Ordering::Relaxed);
    Context::new(
        Actor::System,
        Instant::from_micros(1_790_000_000_000_000 + second * 1_000_000),
    )
}

/// Everything that is kept is whole, on either engine.
pub async fn whole(store: &Store) {
    store.numbered().await.unwrap();
    let report = store.check().await.unwrap();
    assert!(report.is_clean(), "{report}");
}

/// Does something with the engine's own tools, and says how many rows it changed.
pub async fn strike(home: &Home, sql: &str) -> u64 {
    match home {
        Home::Folder(folder) => {
            let connection = rusqlite::Connection::open(folder.path().join("motcua.sqlite")).unwrap();
            connection.execute(sql, []).unwrap() as u64
        }
        Home::Server(database) => database.connect().await.unwrap().execute(sql, &[]).await.unwrap(),
    }
}

/// Makes a test program out of the suite: one test for each promise.
#[macro_export]
macro_rules! promises {
    ($home:expr; $($module:ident: $($name:ident),+ $(,)?;)+) => {$(
        mod $module {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $name() {
                    let home = $home;
                    $crate::suite::$module::$name(&home).await;
                }
            )+
        }
    )+};
}

/// The promises about files alone, for another place of them.
#[macro_export]
macro_rules! promises_of_files {
    ($home:expr) => {
        $crate::promises! { $home;
            blobs:
                a_file_comes_back_as_it_was, a_file_that_is_not_as_it_was_is_refused,
                a_file_that_nobody_names_goes_after_a_day, notes_of_files_agree_with_bodies;
            carrying:
                a_backup_brings_its_files_back, files_go_over_and_back, a_copy_without_a_place_for_files_says_so,
                a_missing_or_damaged_file_is_told_with_its_owner,
                a_changed_file_of_a_backup_is_told_with_its_owner, a_backup_that_was_broken_off_goes_on,
                an_erased_file_stays_erased_after_a_restore;
            increment:
                a_later_backup_takes_over_what_an_earlier_one_holds_whole;
        }
    };
}

/// Every promise, for one engine.
#[macro_export]
macro_rules! every_promise {
    ($home:expr) => {
        $crate::promises! { $home;
            concurrency:
                numbers_come_once_and_without_gap, places_are_never_given_twice, one_of_many_gets_a_unique_value,
                one_change_committed_by_many_is_applied_once, write_skew_is_refused, dropped_requests_tear_nothing,
                one_chain_grows_under_many_writers;
            refusals:
                an_old_version_is_stale, a_partial_key_binds_only_where_it_is_set, a_key_answers_once,
                a_foreign_message_comes_once, an_unsaid_change_is_refused, nothing_of_a_refused_change_is_kept;
            feed:
                every_event_stands_once_in_one_order, a_killed_reader_goes_on, the_hint_wakes_a_reader;
            keeping:
                a_snapshot_is_one_moment, every_kind_of_value_comes_back, two_workers_never_share_a_message,
                a_dead_letter_waits_until_it_is_revived,
                a_timer_rings_until_it_is_stopped, words_are_replaced, looks_are_kept_in_a_chain,
                numbers_stand_in_body_column_and_event, a_changed_byte_is_found;
            migrating:
                a_missing_column_is_filled_from_the_bodies, another_schema_is_refused, an_empty_place_is_no_store;
            backups:
                a_backup_is_whole_and_can_be_brought_back, a_cut_tail_or_another_past_shows, a_changed_backup_shows;
            copying:
                everything_goes_over_and_back, a_copy_beside_writers_is_one_moment,
                a_copy_goes_only_into_an_empty_store, a_stopped_copy_is_noticed;
            rebuilding:
                readers_keep_the_old_view_until_the_switch, events_come_in_while_a_view_is_rebuilt,
                a_killed_rebuild_leaves_the_old_view, a_view_that_does_more_than_count_is_not_rebuilt;
            recounting:
                a_wrong_figure_of_a_past_day_is_found_and_named;
            blobs:
                a_file_comes_back_as_it_was, a_file_that_is_not_as_it_was_is_refused,
                a_file_that_nobody_names_goes_after_a_day, notes_of_files_agree_with_bodies,
                a_server_without_a_folder_says_so;
            carrying:
                a_backup_brings_its_files_back, files_go_over_and_back, a_copy_without_a_place_for_files_says_so,
                a_missing_or_damaged_file_is_told_with_its_owner,
                a_changed_file_of_a_backup_is_told_with_its_owner, a_backup_that_was_broken_off_goes_on,
                an_erased_file_stays_erased_after_a_restore;
            increment:
                a_later_backup_takes_over_what_an_earlier_one_holds_whole;
            sweeping:
                an_expired_record_goes_with_its_files, several_sweep_at_once_in_small_batches,
                old_change_ids_and_replies_go, sent_messages_go_and_what_waits_stays;
            erasing:
                what_is_erased_says_so_and_the_journal_stays, no_byte_of_it_stays_in_the_embedded_file,
                an_erasure_is_applied_again_after_a_restore, an_erasure_that_is_not_true_is_found;
            model:
                random_changes_do_what_the_model_says;
        }
    };
}
