//! The import through the store: the real files once, and what happens when they change.

mod data;

use data::bytes;
use motcua_catalog::amend::{AmendError, Amendment, amend};
use motcua_catalog::fee::{Fee, FeeLine, ProvinceFees};
use motcua_catalog::import::{Files, ImportError, ImportReport, Options, import};
use motcua_catalog::procedure::record::{by_code, page_in_field};
use motcua_catalog::version::record::{history, on_day};
use motcua_catalog::{Catalogue, Code, Offer, ProcedureVersion};
use motcua_kernel::{Actor, Context, Date, Instant, Money};
use motcua_store::{Store, Stored};
use std::path::PathBuf;

/// A store of its own, taken away afterwards.
struct Ground {
    store: Store,
    folder: PathBuf,
}

impl Ground {
    async fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("motcua-catalog-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        Self {
            store: Store::create(&folder.to_string_lossy()).await.unwrap(),
            folder,
        }
    }

    async fn import(&self, national: &str, written: Option<&str>, from: &str) -> Result<ImportReport, ImportError> {
        let files = Files {
            national: Some(national.as_bytes()),
            written: written.map(str::as_bytes),
            ..Files::default()
        };
        import(&self.store, files, &options(from), &ctx(), &mut |_| {}).await
    }

    async fn version(&self, code: &str, day: &str) -> Option<Stored<ProcedureVersion>> {
        let read = self.store.read().await.unwrap();
        read.first(on_day(code.parse::<Code>().unwrap().procedure(), date(day)))
            .await
            .unwrap()
    }

    async fn offer(&self, code: &str) -> Offer {
        self.store
            .read()
            .await
            .unwrap()
            .first(by_code(code))
            .await
            .unwrap()
            .unwrap()
            .offer
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn options(from: &str) -> Options {
    Options {
        valid_from: date(from),
        province: "Quảng Ninh".into(),
        allow_many_gone: false,
    }
}

fn ctx() -> Context {
    Context::new(Actor::System, "2026-11-24T01:00:00Z".parse::<Instant>().unwrap())
}

/// Six lines of the national file: 1.004873, 1.001193, and four others of the commune.
fn few() -> Vec<String> {
    let wanted = ["1.004873", "1.001193", "1.000894", "1.000656", "2.000635", "1.004859"];
    let text = data::national_text();
    let lines = text.lines().filter(|line| {
        wanted
            .iter()
            .any(|code| line.starts_with(&format!("{{\"code\": \"{code}\"")))
    });
    let lines: Vec<String> = lines.map(str::to_owned).collect();
    assert_eq!(lines.len(), wanted.len());
    lines
}

fn at(lines: &[String], code: &str) -> usize {
    lines.iter().position(|line| line[..30].contains(code)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_real_files_come_in_once() {
    let ground = Ground::new("real").await;
    let (national, written) = (bytes("procedures_national.jsonl.gz"), bytes("written_procedures.json"));
    let (details, english) = (bytes("written_details.json"), bytes("written_procedures.en.json"));
    let files = Files {
        national: Some(&national),
        written: Some(&written),
        details: Some(&details),
        english: Some(&english),
    };
    let mut told = Vec::new();
    let report = import(&ground.store, files, &options("2026-11-01"), &ctx(), &mut |at| {
        told.push(at)
    })
    .await
    .unwrap();
    assert_eq!((report.read, report.created, report.unchanged), (5_652, 5_652, 0));
    assert!(report.bad.is_empty(), "{:?}", report.bad);
    assert!(report.changed.is_empty());
    assert_eq!(told.len(), 19);
    assert_eq!(told.last().map(|at| (at.done, at.of)), Some((5_652, 5_652)));

    // The same bytes: nothing is written, and it says so.
    let again = import(&ground.store, files, &options("2026-11-20"), &ctx(), &mut |_| {})
        .await
        .unwrap();
    assert!(again.same_bytes && !again.wrote());
    // The same content in other bytes: read, and nothing is written either.
    let plain = data::national_text();
    let files = Files {
        national: Some(plain.as_bytes()),
        written: Some(&written),
        details: Some(&details),
        english: Some(&english),
    };
    let unpacked = import(&ground.store, files, &options("2026-11-20"), &ctx(), &mut |_| {})
        .await
        .unwrap();
    assert_eq!(
        (unpacked.same_bytes, unpacked.unchanged, unpacked.change_sets),
        (false, 5_652, 0)
    );

    let catalogue = Catalogue::load(&ground.store).await.unwrap();
    assert_eq!(catalogue.len(), 5_652);
    assert_eq!(catalogue.search("giay doc than", 5)[0].code.as_str(), "1.004873");
    assert_eq!(catalogue.search("sao y", 5)[0].code.as_str(), "2.000815");
    // Another province's own procedures are kept, and not offered here.
    let local: Vec<_> = catalogue.search_all("1.115128", 1);
    assert_eq!(local[0].offer, Offer::Here, "Quảng Ninh's own");
    let procedures = catalogue.search("", 20);
    assert_eq!(procedures.len(), 12);
    let kept = ground.version("1.004873", "2026-11-24").await.unwrap();
    assert_eq!(kept.record.digest, kept.record.content().digest().unwrap());
    assert_eq!(kept.form().unwrap().fields().count(), 24);
    let unchanged = catalogue.reload(&ground.store).await.unwrap();
    assert_eq!(unchanged.position(), catalogue.position());
}

#[tokio::test]
async fn a_changed_line_makes_a_version_and_tells_the_difference() {
    let ground = Ground::new("changed").await;
    let mut lines = few();
    let first = ground.import(&lines.join("\n"), None, "2026-11-01").await.unwrap();
    assert_eq!((first.created, first.change_sets), (6, 1));
    let place = at(&lines, "1.004873");
    lines[place] = lines[place].replacen("163/QĐ-BTP", "999/QĐ-BTP", 1);
    let report = ground.import(&lines.join("\n"), None, "2026-12-01").await.unwrap();
    assert_eq!((report.created, report.unchanged, report.changed.len()), (0, 5, 1));
    let changed = &report.changed[0];
    assert_eq!((changed.code.as_str(), changed.number), ("1.004873", 2));
    let told: Vec<String> = changed.differences.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["announced.decision: «163/QĐ-BTP» → «999/QĐ-BTP»"]);
    // Each day has its version, from midnight to midnight (PRO-03).
    for (day, number) in [("2026-11-30", 1), ("2026-12-01", 2)] {
        assert_eq!(ground.version("1.004873", day).await.unwrap().number, number, "{day}");
    }
    assert!(ground.version("1.004873", "2026-10-31").await.is_none());
    // The first version is what it was.
    let read = ground.store.read().await.unwrap();
    let code: Code = "1.004873".parse().unwrap();
    let all = read.all(history(code.procedure(), 10)).await.unwrap();
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].announced.decision, "163/QĐ-BTP");
    assert_eq!(all[1].valid_until, Some(date("2026-12-01")));
    // A version before the present one cannot be slipped in.
    let early = ground.import(&few().join("\n"), None, "2026-11-15").await.unwrap();
    assert_eq!(early.too_early, [code]);
}

#[tokio::test]
async fn what_the_province_wrote_is_not_overwritten() {
    let ground = Ground::new("province").await;
    let written = String::from_utf8(bytes("written_procedures.json")).unwrap();
    let mut lines = few();
    ground
        .import(&lines.join("\n"), Some(&written), "2026-11-01")
        .await
        .unwrap();
    let code: Code = "1.004873".parse().unwrap();
    let fees = ProvinceFees {
        resolution: "12/2026/NQ-HĐND".into(),
        lines: vec![FeeLine {
            label: "Lệ phí".into(),
            fee: Fee::Known {
                dong: Money::dong(15_000),
            },
            per: String::new(),
            method: None,
            exemption: false,
            rule: None,
            mark: None,
        }],
    };
    let mut own = ground
        .version("1.004873", "2026-11-02")
        .await
        .unwrap()
        .written()
        .unwrap()
        .clone();
    own.short = "Giấy độc thân".into();
    let amendment = Amendment {
        words: Some(vec!["giấy ế vợ".into()]),
        fees: Some(fees.clone()),
        written: Some(Box::new(own)),
    };
    amend(&ground.store, &code, amendment, date("2026-11-10"), &ctx())
        .await
        .unwrap();

    let place = at(&lines, "1.004873");
    lines[place] = lines[place].replacen("163/QĐ-BTP", "999/QĐ-BTP", 1);
    let report = ground
        .import(&lines.join("\n"), Some(&written), "2026-12-01")
        .await
        .unwrap();
    assert_eq!(report.kept_for_office.as_slice(), std::slice::from_ref(&code));
    let now = ground.version("1.004873", "2026-12-01").await.unwrap();
    assert_eq!((now.number, now.announced.decision.as_str()), (3, "999/QĐ-BTP"));
    assert_eq!(now.province.fees, Some(fees));
    assert_eq!(now.written().unwrap().short, "Giấy độc thân");
    assert!(now.words().contains(&"giấy ế vợ".to_owned()));
    assert_eq!(now.fees()[0].fee.known(), Some(Money::dong(15_000)));
    let catalogue = Catalogue::load(&ground.store).await.unwrap();
    assert_eq!(catalogue.search("e vo", 5)[0].code, code);
    let nothing = amend(&ground.store, &code, Amendment::default(), date("2026-12-01"), &ctx()).await;
    assert!(matches!(nothing, Err(AmendError::NothingNew)));
    let early = Amendment {
        words: Some(vec![]),
        ..Amendment::default()
    };
    assert!(matches!(
        amend(&ground.store, &code, early, date("2026-11-01"), &ctx()).await,
        Err(AmendError::Early(_))
    ));
}

#[tokio::test]
async fn a_code_that_disappears_is_kept_and_may_come_back() {
    let ground = Ground::new("gone").await;
    let lines = few();
    ground.import(&lines.join("\n"), None, "2026-11-01").await.unwrap();
    let mut fewer = lines.clone();
    fewer.remove(at(&lines, "1.000656"));
    let report = ground.import(&fewer.join("\n"), None, "2026-12-01").await.unwrap();
    assert_eq!(report.no_longer_offered.len(), 1);
    assert_eq!(
        ground.offer("1.000656").await,
        Offer::NoLonger {
            since: date("2026-12-01")
        }
    );
    assert!(ground.version("1.000656", "2026-11-30").await.is_some());
    assert!(ground.version("1.000656", "2026-12-01").await.is_none());
    let read = ground.store.read().await.unwrap();
    assert!(
        read.all(page_in_field("Hộ tịch", "", 50))
            .await
            .unwrap()
            .iter()
            .all(|one| one.code.as_str() != "1.000656")
    );
    // Half a file takes nothing away.
    let half = ground.import(&fewer[..2].join("\n"), None, "2026-12-02").await;
    assert!(
        matches!(half, Err(ImportError::TooManyGone { gone: 3, of: 5 })),
        "{half:?}"
    );
    let back = ground.import(&lines.join("\n"), None, "2027-01-01").await.unwrap();
    assert_eq!(back.offered_again.len(), 1);
    assert_eq!(ground.offer("1.000656").await, Offer::Here);
    assert_eq!(ground.version("1.000656", "2027-01-01").await.unwrap().number, 2);
    assert!(ground.version("1.000656", "2026-12-15").await.is_none());
}

#[tokio::test]
async fn a_bad_line_is_reported_and_takes_nothing_away() {
    let ground = Ground::new("bad").await;
    let mut lines = few();
    ground.import(&lines.join("\n"), None, "2026-11-01").await.unwrap();
    let (wrong, broken) = (at(&lines, "1.004873"), at(&lines, "1.001193"));
    lines[wrong] = lines[wrong].replacen("\"scope\": \"national\"", "\"scope\": \"galactic\"", 1);
    let report = ground.import(&lines.join("\n"), None, "2026-12-01").await.unwrap();
    assert_eq!(report.bad.len(), 1);
    assert_eq!((report.bad[0].line, report.bad[0].field.as_str()), (wrong + 1, "scope"));
    assert!(!report.wrote() && report.no_longer_offered.is_empty());
    lines[broken].truncate(40);
    lines.remove(at(&lines, "1.000656"));
    let report = ground.import(&lines.join("\n"), None, "2026-12-01").await.unwrap();
    assert_eq!(report.bad.len(), 2);
    // A line without a readable code may be any: so nothing is called gone.
    assert!(report.no_longer_offered.is_empty());
    assert_eq!(ground.offer("1.001193").await, Offer::Here);
}
