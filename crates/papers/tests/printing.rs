//! What every printed paper must be, seen without other programs; `tools/papers.sh` asks other programs too.

use motcua_papers::sample;

#[test]
fn every_sample_prints_and_says_that_it_is_pdf_a() {
    for name in sample::names() {
        let paper = sample::find(name).unwrap();
        let printed = paper.print().unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        let text = String::from_utf8_lossy(&printed.pdf).into_owned();
        for mark in ["%PDF-1.7", "<pdfaid:part>2", "<pdfaid:conformance>B", "/GTS_PDFA1"] {
            assert!(text.contains(mark), "{name} has no {mark}");
        }
        for forbidden in ["/JavaScript", "/EmbeddedFile", "/Encrypt", "/SMask"] {
            assert!(!text.contains(forbidden), "{name} has {forbidden}");
        }
        assert!(printed.pdf.len() < 200_000, "{name} has {} bytes", printed.pdf.len());
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let paper = sample::find("receipt").unwrap();
    let first = paper.print().unwrap();
    for name in sample::names() {
        sample::find(name).unwrap().print().unwrap();
    }
    let other = std::thread::spawn(move || paper.print().unwrap()).join().unwrap();
    assert!(first == other, "the second printing differs");
}

#[test]
fn a_reprint_is_another_paper() {
    let paper = sample::find("receipt").unwrap();
    let mut again = paper.clone();
    again.head.reprinted_at = Some("2026-11-25T02:00:00Z".parse().unwrap());
    assert_ne!(paper.digest().unwrap(), again.digest().unwrap());
    assert_ne!(paper.print().unwrap().pdf, again.print().unwrap().pdf);
}

#[test]
fn the_code_stands_in_the_upper_left_corner() {
    let thirty_millimetres = 85_040;
    for name in sample::names() {
        let code = sample::find(name).unwrap().print().unwrap().code.unwrap();
        assert_eq!(code.page, 1, "{name}");
        assert!(
            code.x < thirty_millimetres && code.y < thirty_millimetres,
            "{name}: {code:?}"
        );
    }
}

#[test]
fn a_draft_says_so_and_has_no_code() {
    let mut paper = sample::find("result-marriage-status").unwrap();
    let signed = paper.print().unwrap();
    paper.head.draft = true;
    let draft = paper.print().unwrap();
    assert!(signed.code.is_some() && draft.code.is_none());
    assert_eq!(draft.pages, 1);
    assert_ne!(signed.pdf, draft.pdf);
}
