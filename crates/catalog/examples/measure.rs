//! Measures import and search on the real files and prints the machine with the figures:
//! `cargo run -p motcua-catalog --example measure`.

#![allow(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use motcua_catalog::Catalogue;
use motcua_catalog::import::{Files, Options, import};
use motcua_kernel::{Actor, Context, Instant};
use motcua_store::Store;
use std::time::{Duration, Instant as Clock};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/quang-ninh/");

#[tokio::main]
async fn main() {
    let folder = std::env::temp_dir().join(format!("motcua-measure-{}", std::process::id()));
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find(|line| line.starts_with("model name"))
        .unwrap_or("model name: unknown");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    println!(
        "{model}, {cores} cores, {} build",
        if cfg!(debug_assertions) { "debug" } else { "release" }
    );

    let store = Store::create(&folder.to_string_lossy())
        .await
        .expect("a store in the temporary folder");
    let national = std::fs::read(format!("{DATA}procedures_national.jsonl.gz")).expect("the national file");
    let written = std::fs::read(format!("{DATA}written_procedures.json")).expect("the written file");
    let details = std::fs::read(format!("{DATA}written_details.json")).expect("the details");
    let english = std::fs::read(format!("{DATA}written_procedures.en.json")).expect("their English");
    let files = Files {
        national: Some(&national),
        written: Some(&written),
        details: Some(&details),
        english: Some(&english),
    };
    let now: Instant = "2026-11-24T01:00:00Z".parse().expect("a moment");
    let options = Options {
        valid_from: now.date(),
        province: "Quảng Ninh".into(),
        allow_many_gone: false,
    };
    for name in ["first import", "same bytes"] {
        let start = Clock::now();
        let report = import(&store, files, &options, &Context::new(Actor::System, now), &mut |_| {})
            .await
            .expect("imports");
        println!(
            "{name}: {:?}, {} created, {} change sets",
            start.elapsed(),
            report.created,
            report.change_sets
        );
    }
    let start = Clock::now();
    let catalogue = Catalogue::load(&store).await.expect("loads");
    println!(
        "load of {} procedures and index: {:?}",
        catalogue.len(),
        start.elapsed()
    );

    let typed = [
        "g",
        "giay doc than",
        "khai sinh chau",
        "1.001193",
        "ho kinh doanh",
        "sao y",
        "thu tuc cap giay phep",
        "dang ky thay doi",
    ];
    let mut slowest = Duration::ZERO;
    for phrase in typed {
        let mut times: Vec<Duration> = (0..50)
            .map(|_| {
                let start = Clock::now();
                std::hint::black_box(catalogue.search(phrase, 20));
                start.elapsed()
            })
            .collect();
        times.sort_unstable();
        slowest = slowest.max(times[49]);
        println!("search \"{phrase}\": median {:?}, slowest {:?}", times[25], times[49]);
    }
    println!("slowest of all: {slowest:?} (30 ms allowed)");
    let _ = std::fs::remove_dir_all(&folder);
}
