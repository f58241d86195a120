//! Two signatures on a result, and every way to spoil them.

use motcua_papers::sample;
use motcua_papers::{DemonstrationAuthority, Order, Role, Spot, Verdict, sign, verify};

const AT: &str = "2026-11-27T02:15:00Z";

fn authority() -> DemonstrationAuthority {
    DemonstrationAuthority::new(
        [7; 32],
        "Chứng thư trình diễn, không có giá trị pháp lý",
        AT.parse().unwrap(),
    )
    .unwrap()
}

fn order(role: Role, room: Spot) -> Order<'static> {
    let name = match role {
        Role::Leader => "Trần Văn Bình",
        Role::Agency => "Ủy ban nhân dân phường Bãi Cháy",
    };
    Order {
        role,
        name,
        at: AT.parse().unwrap(),
        also: None,
        room,
    }
}

/// The result as it is printed, signed by the leader, and signed by both.
fn signed(authority: &DemonstrationAuthority) -> [Vec<u8>; 3] {
    let printed = sample::find("result").unwrap().print().unwrap();
    let room = printed.signer.unwrap();
    let agency = "Ủy ban nhân dân phường Bãi Cháy";
    let leader = authority.key_for("Trần Văn Bình", Some(agency)).unwrap();
    let one = sign(&printed.pdf, &order(Role::Leader, room), &leader).unwrap();
    let two = sign(
        &one,
        &order(Role::Agency, room),
        &authority.key_for(agency, None).unwrap(),
    )
    .unwrap();
    [printed.pdf, one, two]
}

fn judged(bytes: &[u8], authority: &DemonstrationAuthority) -> Verdict {
    verify(bytes, &[authority.certificate()]).unwrap()
}

#[test]
fn the_leader_signs_then_the_agency_and_both_hold() {
    let authority = authority();
    let [paper, one, two] = signed(&authority);
    assert!(one.starts_with(&paper) && two.starts_with(&one), "what was there stays");
    let verdict = judged(&two, &authority);
    assert!(verdict.is_sound(), "{verdict:#?}");
    let told: Vec<_> = verdict
        .signatures
        .iter()
        .map(|seen| (seen.field.as_str(), seen.signer.as_str(), seen.covers))
        .collect();
    assert_eq!(
        told,
        [
            ("leader", "Trần Văn Bình", one.len()),
            ("agency", "Ủy ban nhân dân phường Bãi Cháy", two.len())
        ]
    );
    assert_eq!(verdict.signatures[0].claimed_at, Some(AT.parse().unwrap()));
}

#[test]
fn the_same_paper_and_keys_give_the_same_signed_bytes() {
    let authority = authority();
    assert!(signed(&authority) == signed(&authority));
}

#[test]
fn no_covered_byte_may_change() {
    let authority = authority();
    let [_, _, two] = signed(&authority);
    let gaps = gaps(&two);
    let places = (0..two.len())
        .step_by(211)
        .filter(|at| !gaps.iter().any(|gap| gap.contains(at)));
    let mut tried = 0;
    for at in places {
        let mut changed = two.clone();
        changed[at] ^= 1;
        let sound = verify(&changed, &[authority.certificate()]).is_ok_and(|verdict| verdict.is_sound());
        assert!(!sound, "byte {at} of {}", two.len());
        tried += 1;
    }
    assert!(tried > 100, "only {tried} places");
}

#[test]
fn no_byte_may_be_added() {
    let authority = authority();
    let [_, _, two] = signed(&authority);
    for tail in [&b" "[..], b"\n", b"%%EOF\n", b"1 0 obj\n<<>>\nendobj\n"] {
        let longer = [two.as_slice(), tail].concat();
        let verdict = judged(&longer, &authority);
        assert_eq!(verdict.added, tail.len());
        assert!(!verdict.is_sound());
    }
}

#[test]
fn a_change_between_the_two_signatures_is_seen() {
    let authority = authority();
    let [_, one, _] = signed(&authority);
    // An update behind the leader's signature that changes what the page shows, before the agency signs.
    let mut file = lopdf::IncrementalDocument::create_from(one.clone(), lopdf::Document::load_mem(&one).unwrap());
    let page = file.get_prev_documents().get_pages()[&1];
    file.opt_clone_object_to_new_document(page).unwrap();
    let empty = file
        .new_document
        .add_object(lopdf::Stream::new(lopdf::Dictionary::new(), Vec::new()));
    file.new_document
        .get_dictionary_mut(page)
        .unwrap()
        .set("Contents", empty);
    let mut changed = Vec::new();
    file.save_to(&mut changed).unwrap();
    let room = sample::find("result").unwrap().print().unwrap().signer.unwrap();
    let key = authority.key_for("Ủy ban nhân dân phường Bãi Cháy", None).unwrap();
    let two = sign(&changed, &order(Role::Agency, room), &key).unwrap();
    let verdict = judged(&two, &authority);
    let kept: Vec<_> = verdict.signatures.iter().map(|seen| (seen.intact, seen.kept)).collect();
    assert_eq!(kept, [(true, false), (true, true)]);
    assert!(!verdict.is_sound());
}

#[test]
fn a_stranger_s_signature_is_not_trusted() {
    let ours = authority();
    let [_, _, two] = signed(&ours);
    let stranger = DemonstrationAuthority::new([8; 32], "Người lạ", AT.parse().unwrap()).unwrap();
    let verdict = judged(&two, &stranger);
    assert!(verdict.signatures.iter().all(|seen| seen.intact && !seen.trusted));
    assert!(!verdict.is_sound());
}

#[test]
fn a_signature_before_its_certificate_began_is_not_trusted() {
    let authority = authority();
    let printed = sample::find("result").unwrap().print().unwrap();
    let early = Order {
        at: "2026-11-26T02:15:00Z".parse().unwrap(),
        ..order(Role::Leader, printed.signer.unwrap())
    };
    let signed = sign(&printed.pdf, &early, &authority.key_for("Trần Văn Bình", None).unwrap()).unwrap();
    assert!(!judged(&signed, &authority).signatures[0].trusted);
}

#[test]
fn a_paper_is_signed_once_by_each() {
    let authority = authority();
    let [_, one, _] = signed(&authority);
    let room = sample::find("result").unwrap().print().unwrap().signer.unwrap();
    let key = authority.key_for("Trần Văn Bình", None).unwrap();
    assert!(sign(&one, &order(Role::Leader, room), &key).is_err());
}

#[test]
fn an_unsigned_paper_is_not_sound() {
    let authority = authority();
    let [paper, ..] = signed(&authority);
    let verdict = judged(&paper, &authority);
    assert_eq!((verdict.signatures.len(), verdict.added), (0, paper.len()));
    assert!(!verdict.is_sound());
}

/// Where the signatures themselves stand: no signature covers its own bytes.
fn gaps(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut gaps = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(10).position(|window| window == b"/Contents<") {
        let start = at + found + 9;
        let end = start + bytes[start..].iter().position(|byte| *byte == b'>').unwrap() + 1;
        gaps.push(start..end);
        at = end;
    }
    gaps
}
