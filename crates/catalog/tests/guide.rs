//! What a procedure page tells of the certificate of marriage status.

use motcua_catalog::guide::Guide;
use motcua_catalog::version::sample::{marriage_status, marriage_status_unwritten, procedure_of};
use motcua_catalog::version::{LimitUnit, TimeLimit};
use motcua_catalog::workflow::Fault;
use motcua_catalog::workflow::sample::refused;
use motcua_catalog::{Component, Method};

fn keys(components: &[&Component]) -> Vec<String> {
    components.iter().map(|component| component.key.clone()).collect()
}

#[test]
fn it_tells_what_to_bring_how_long_how_much_where_and_why() {
    let version = marriage_status();
    let procedure = procedure_of(&version);
    let guide = Guide::of(&procedure, &version, true);
    assert_eq!(guide.short, "Xác nhận tình trạng hôn nhân");
    // What is always needed stands first.
    assert_eq!(keys(&guide.hand_in), ["to_khai", "giay_cu", "noi_cu_tru", "uy_quyen"]);
    assert_eq!(keys(&guide.show), ["giay_to_tuy_than"]);
    assert_eq!(keys(&guide.replaced_by_data), ["ly_hon_khai_tu"]);
    assert_eq!(guide.how_long.len(), 1);
    assert_eq!(
        guide.how_long[0].limit.known(),
        TimeLimit::new(3, LimitUnit::WorkingDay).ok()
    );
    assert_eq!(guide.how_much[0].fee.known(), None);
    assert_eq!(guide.methods, [Method::Direct, Method::Online, Method::Postal]);
    assert_eq!(guide.bodies, ["Ủy ban nhân dân cấp xã"]);
    assert!(guide.boundary_free && guide.has_form && guide.basis.len() > 5);
}

#[test]
fn without_a_written_part_the_announced_one_serves() {
    let version = marriage_status_unwritten();
    let procedure = procedure_of(&version);
    let guide = Guide::of(&procedure, &version, true);
    assert_eq!(guide.short, "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân");
    assert!(
        guide
            .show
            .iter()
            .any(|component| component.name.starts_with("Hộ chiếu/Thẻ căn cước"))
    );
    assert!(
        guide
            .hand_in
            .iter()
            .all(|component| !component.name.starts_with("Hộ chiếu/Thẻ căn cước"))
    );
    assert!(!guide.notes.is_empty() && !guide.has_form);
    assert_eq!(guide.results, ["Giấy xác nhận tình trạng hôn nhân"]);
    assert!(guide.how_much.iter().all(|line| line.fee.known().is_none()));
}

#[test]
fn a_version_reads_back_from_its_body_with_the_same_digest() {
    let version = marriage_status();
    let body = serde_json::to_string(&version).unwrap();
    let read: motcua_catalog::ProcedureVersion = serde_json::from_str(&body).unwrap();
    assert_eq!(read, version);
    assert_eq!(read.content().digest().unwrap(), version.digest);
    assert_eq!(read.form().unwrap().id(), version.form().unwrap().id());
}

#[test]
fn the_four_wrong_drawings_are_refused() {
    let faults: Vec<(&str, Vec<Fault>)> = refused()
        .into_iter()
        .map(|(name, draft)| (name, draft.check(None).unwrap_err()))
        .collect();
    assert!(matches!(faults[0].1[..], [Fault::NoReceiver(_)]));
    assert!(matches!(faults[1].1[..], [Fault::NoLimit(_)]));
    assert!(matches!(faults[2].1[..], [Fault::LoopWithoutExit(_)]));
    assert!(matches!(faults[3].1[..], [Fault::LosesResult(_)]));
}
