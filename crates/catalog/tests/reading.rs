//! What is read from the real files: every line, hand in and show apart, unknown fees unknown.

mod data;

use data::{NATIONAL, WRITTEN, national_text, read_written, version};
use motcua_catalog::fee::{Doubt, Fee};
use motcua_catalog::import::national;
use motcua_catalog::version::component::Kind;
use motcua_catalog::version::{LimitUnit, TimeLimit};
use motcua_catalog::{Component, Level, Scope};
use motcua_kernel::Money;
use motcua_kernel::text::fold;

#[test]
fn every_line_of_the_national_file_is_read() {
    assert_eq!(NATIONAL.len(), 5_652);
    let of_level = |level| NATIONAL.values().filter(|announced| announced.level == level).count();
    assert_eq!(
        [Level::Commune, Level::Province, Level::Ministry, Level::Unknown].map(of_level),
        [1_120, 2_669, 1_778, 85]
    );
    assert_eq!(
        NATIONAL
            .values()
            .filter(|announced| announced.scope == Scope::Local)
            .count(),
        898
    );
}

#[test]
fn no_unknown_fee_is_a_figure() {
    let mut council = 0;
    let mut suspect = 0;
    for line in NATIONAL
        .values()
        .flat_map(|announced| &announced.channels)
        .flat_map(|channel| &channel.fees)
    {
        let folded = fold(&line.label);
        let names_council = folded.contains("hoi dong nhan dan") || folded.split(' ').any(|word| word == "hdnd");
        match &line.fee {
            Fee::Known { .. } => assert!(!names_council, "a figure although the council sets it: {}", line.label),
            Fee::Unknown {
                doubt: Doubt::CouncilSetsIt,
                ..
            } => council += 1,
            Fee::Unknown {
                doubt: Doubt::Suspect, ..
            } => suspect += 1,
            Fee::Unknown {
                doubt: Doubt::NotSaid, ..
            } => {}
            Fee::Unknown {
                doubt: Doubt::DependsOnCase,
                ..
            } => panic!("only a bill says so"),
        }
    }
    // 282 zeros, 9 figures and 124 empty ones beside the council in the file; 365 suspect figures.
    assert!(council >= 415, "{council}");
    assert_eq!(suspect, 365);
}

fn keys(components: &[Component], kind: Kind) -> Vec<&str> {
    components
        .iter()
        .filter(|one| one.kind == kind)
        .map(|one| one.key.as_str())
        .collect()
}

fn has(components: &[Component], kind: Kind, part: &str) -> bool {
    components.iter().any(|one| one.kind == kind && one.name.contains(part))
}

#[test]
fn hand_in_and_show_are_kept_apart_as_announced() {
    for (code, handed_in) in [("1.004873", "Văn bản ủy quyền"), ("1.001193", "Giấy chứng sinh")] {
        let components = &NATIONAL[&code.parse().unwrap()].components;
        assert!(has(components, Kind::HandIn, handed_in), "{code}");
        assert!(!has(components, Kind::Show, handed_in), "{code}");
        assert!(has(components, Kind::Show, "Hộ chiếu/Thẻ căn cước"), "{code}");
        assert!(!has(components, Kind::HandIn, "Hộ chiếu/Thẻ căn cước"), "{code}");
        assert!(
            has(components, Kind::Note, "Trường hợp gửi hồ sơ qua hệ thống bưu chính"),
            "{code}"
        );
    }
}

#[test]
fn hand_in_and_show_are_kept_apart_as_written() {
    let marriage = version("1.004873");
    assert_eq!(
        keys(marriage.components(), Kind::HandIn),
        ["to_khai", "giay_cu", "noi_cu_tru", "uy_quyen"]
    );
    assert_eq!(keys(marriage.components(), Kind::Show), ["giay_to_tuy_than"]);
    assert_eq!(keys(marriage.components(), Kind::ReplacedByData), ["ly_hon_khai_tu"]);
    let birth = version("1.001193");
    assert_eq!(keys(birth.components(), Kind::Show), ["giay_to_tuy_than"]);
    assert_eq!(birth.component("giay_chung_sinh").unwrap().alternatives.len(), 3);
}

#[test]
fn the_written_fee_is_unknown_and_the_exemption_is_not_its_price() {
    let marriage = version("1.004873");
    let fees = marriage.fees();
    assert!(matches!(
        fees[0].fee,
        Fee::Unknown {
            doubt: Doubt::CouncilSetsIt,
            ..
        }
    ));
    assert!(fees[1].exemption);
    assert_eq!(fees[1].fee.known(), Some(Money::ZERO));
    // The bogus "10 đồng/bản" of the source is no fee (practice, traps of the catalogue).
    let copies = version("2.000815");
    assert!(
        copies
            .fees()
            .iter()
            .all(|line| line.fee.known() != Some(Money::dong(10)))
    );
    let announced = &NATIONAL[&"2.000815".parse().unwrap()];
    assert!(
        announced
            .channels
            .iter()
            .flat_map(|one| &one.fees)
            .all(|line| line.fee.known() != Some(Money::dong(10)))
    );
}

#[test]
fn where_a_channel_does_not_say_the_record_does() {
    let code = "1.004873".parse().unwrap();
    let mut as_announced = version("1.004873");
    as_announced.province.written = None;
    assert!(
        NATIONAL[&code]
            .channels
            .iter()
            .all(|channel| channel.limit.known().is_none())
    );
    assert_eq!(as_announced.limit(None), TimeLimit::new(3, LimitUnit::WorkingDay).ok());
    assert_eq!(version("2.000815").limit(None), Some(TimeLimit::SAME_DAY));
    // Nothing known anywhere stays unknown.
    let mut silent = version("1.004209");
    silent.announced.processing = None;
    silent.announced.cases.clear();
    assert_eq!(silent.limit(None), None);
    assert!(!silent.limits().is_empty());
}

#[test]
fn twelve_procedures_are_written_and_their_workflows_are_sound() {
    assert_eq!(WRITTEN.len(), 12);
    let (read, _) = read_written();
    for one in &read {
        assert!(one.concerns.is_empty(), "{}: {:?}", one.code, one.concerns);
        assert!(one.written.workflow.mark().proposal, "{}", one.code);
    }
    let marriage = WRITTEN[&"1.004873".parse().unwrap()].workflow.clone();
    assert_eq!((marriage.minutes(), marriage.worst_minutes()), (23 * 60, 23 * 60));
    let after = marriage.next("tham_dinh").unwrap();
    assert_eq!(after.onward[0].0.key, "trinh_ky");
    assert_eq!(after.beside[0].key, "xac_minh");
    let extract = WRITTEN[&"2.000635".parse().unwrap()].workflow.clone();
    let optional = extract.next("tra_so").unwrap().optional;
    assert_eq!(
        (optional[0].0.key.as_str(), optional[0].1),
        ("tim_so_goc", "không có dữ liệu")
    );
    assert_eq!(extract.worst_minutes(), 5_190);
}

#[test]
fn every_procedure_without_a_written_workflow_gets_a_sound_one() {
    for code in NATIONAL.keys().step_by(97) {
        let version = version(code.as_str());
        assert!(version.workflow_or_proposed().to_draft().check(None).is_ok(), "{code}");
    }
}

#[test]
fn a_wrong_line_names_line_and_field() {
    let text = national_text();
    let line = text.lines().next().unwrap();
    let bad = national::read(7, &line.replacen("\"time_qty\":", "\"time_qty\":\"x\",\"y\":", 1)).unwrap_err();
    assert_eq!((bad.line, bad.field.as_str()), (7, "channels[0].time_qty"));
    let level = national::read(
        8,
        &line
            .replacen("\"level\": \"", "\"level\": \"z", 1)
            .replacen("\"level\":\"", "\"level\":\"z", 1),
    );
    assert_eq!(level.unwrap_err().field, "level");
    assert!(national::read(9, "{").unwrap_err().to_string().starts_with("line 9, "));
}
