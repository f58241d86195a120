//! `motcua import`: the data of a province into a store.

use crate::config::{self, Overrides};
use crate::open;
use anyhow::{Context, Result};
use clap::Args;
use motcua_catalog::import::ImportReport;
use motcua_org::import::{ProvinceData, ProvinceFiles};
use motcua_store::Store;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Instant as Stopwatch;

/// What `motcua import` takes.
#[derive(Debug, Args)]
pub struct ImportArguments {
    #[command(flatten)]
    settings: Overrides,
    /// The folder with the files, as in data/quang-ninh.
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
    /// The province's name as local decisions write it.
    #[arg(long, default_value = "Quảng Ninh")]
    province: String,
    /// Take it even if more than a fifth of the procedures would disappear.
    #[arg(long)]
    allow_many_gone: bool,
}

pub async fn run(arguments: &ImportArguments) -> Result<()> {
    let config = config::load(&arguments.settings)?;
    let store = Store::create(&config.store).await?;
    let data = Files::read(&arguments.from)?;
    bring_in(&store, &data, &arguments.province, arguments.allow_many_gone).await
}

/// The files of a province, read.
pub struct Files {
    texts: Vec<(&'static str, String)>,
    national: Vec<u8>,
    written: Vec<u8>,
    details: Vec<u8>,
    english: Vec<u8>,
}

const TABLES: [&str; 10] = [
    "units.csv",
    "unit_mergers.csv",
    "provinces.csv",
    "provinces_legacy_63.csv",
    "org_units.csv",
    "points.csv",
    "positions.csv",
    "area_words.csv",
    "service_hours.csv",
    "holidays.csv",
];

impl Files {
    fn read(folder: &Path) -> Result<Self> {
        let path = |name: &str| folder.join(name);
        let read = |name: &str| std::fs::read(path(name)).with_context(|| format!("reading {}", path(name).display()));
        let mut texts = Vec::new();
        for name in TABLES {
            texts.push((
                name,
                String::from_utf8(read(name)?).with_context(|| format!("{name} is not UTF-8"))?,
            ));
        }
        Ok(Self {
            texts,
            national: read("procedures_national.jsonl.gz")?,
            written: read("written_procedures.json")?,
            details: read("written_details.json")?,
            english: read("written_procedures.en.json")?,
        })
    }

    /// The project's own files, compiled in for the demo.
    pub fn quang_ninh() -> Self {
        macro_rules! tables {
            ($($name:literal),+ $(,)?) => {
                vec![$(($name, include_str!(concat!("../../../data/quang-ninh/", $name)).to_owned())),+]
            };
        }
        Self {
            texts: tables![
                "units.csv",
                "unit_mergers.csv",
                "provinces.csv",
                "provinces_legacy_63.csv",
                "org_units.csv",
                "points.csv",
                "positions.csv",
                "area_words.csv",
                "service_hours.csv",
                "holidays.csv",
            ],
            national: include_bytes!("../../../data/quang-ninh/procedures_national.jsonl.gz").to_vec(),
            written: include_bytes!("../../../data/quang-ninh/written_procedures.json").to_vec(),
            details: include_bytes!("../../../data/quang-ninh/written_details.json").to_vec(),
            english: include_bytes!("../../../data/quang-ninh/written_procedures.en.json").to_vec(),
        }
    }

    fn text(&self, name: &str) -> &str {
        self.texts
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, text)| text)
    }

    /// The province as `org` understands it.
    pub fn province(&self) -> Result<ProvinceData> {
        Ok(ProvinceData::read(&ProvinceFiles {
            units: self.text("units.csv"),
            unit_mergers: self.text("unit_mergers.csv"),
            provinces: self.text("provinces.csv"),
            provinces_legacy: self.text("provinces_legacy_63.csv"),
            org_units: self.text("org_units.csv"),
            points: self.text("points.csv"),
            positions: self.text("positions.csv"),
            area_words: self.text("area_words.csv"),
            service_hours: self.text("service_hours.csv"),
            holidays: self.text("holidays.csv"),
        })?)
    }
}

/// Brings everything in and says what it did.
///
/// # Errors
///
/// Fails when a file is not what it should be or the store does not answer; what was written stays, and a repeat
/// goes on from there.
pub async fn bring_in(store: &Store, files: &Files, province: &str, allow_many_gone: bool) -> Result<()> {
    let began = Stopwatch::now();
    let ctx = open::system();
    let data = files.province()?;
    let report = motcua_org::import::import(store, &data, &ctx).await?;
    let said = if report.changed_nothing() {
        "unchanged"
    } else {
        "brought in"
    };
    let tally = report.tally;
    println!(
        "province: {said}; {} communes with {} predecessors and {} districts, {} + {} centres, {} points, {} positions",
        tally.communes,
        tally.predecessors,
        tally.districts,
        tally.provincial_centres,
        tally.commune_centres,
        tally.main_points + tally.extra_points,
        tally.positions
    );
    let options = motcua_catalog::import::Options {
        // The day the national snapshot was taken; a later file brings later versions.
        valid_from: motcua_kernel::Date::new(2026, 7, 20)?,
        province: province.to_owned(),
        allow_many_gone,
    };
    let sources = motcua_catalog::import::Files {
        national: Some(&files.national),
        written: Some(&files.written),
        details: Some(&files.details),
        english: Some(&files.english),
    };
    let shows = std::io::stdout().is_terminal();
    let mut progress = move |at: motcua_catalog::import::Progress| {
        if shows {
            print!("\rprocedures: {} of {} written", at.done, at.of);
            let _ = std::io::stdout().flush();
        }
    };
    let report = motcua_catalog::import::import(store, sources, &options, &ctx, &mut progress).await?;
    if shows {
        println!();
    }
    tell(&report);
    println!("done in {:.1} s", began.elapsed().as_secs_f32());
    Ok(())
}

fn tell(report: &ImportReport) {
    if report.same_bytes {
        println!("procedures: these files were imported before, nothing to do");
        return;
    }
    println!(
        "procedures: {} read, {} new, {} changed, {} unchanged, {} no longer offered",
        report.read,
        report.created,
        report.changed.len(),
        report.unchanged,
        report.no_longer_offered.len()
    );
    for changed in &report.changed {
        println!("  {} is now at version {}:", changed.code, changed.number);
        for difference in &changed.differences {
            println!("    {difference}");
        }
    }
    for bad in &report.bad {
        println!("  not read: line {}, {}: {}", bad.line, bad.field, bad.reason);
    }
    for code in &report.kept_for_office {
        println!("  {code}: its written part was changed here and stays");
    }
    for (code, sentence) in &report.concerns {
        println!("  look again at {code}: {sentence}");
    }
}
