//! What is to be paid for each of the twelve written procedures (FEE rules as published, never a guess).

mod data;

use data::{WRITTEN, version};
use motcua_catalog::Method;
use motcua_catalog::fee::{Bill, Doubt, Facts, Fee, FeeLine, ProvinceFees, exemptions, of};
use motcua_catalog::version::sample::marriage_status_unwritten;
use motcua_kernel::Money;
use serde_json::{Value, json};

fn bill(code: &str, answers: Value, exempt: Option<usize>) -> Bill {
    let facts = Facts {
        answers: answers.as_object().unwrap(),
        filed_on: "2026-11-25".parse().unwrap(),
        method: None,
        exempt,
    };
    of(&version(code), &facts)
}

fn due(code: &str, answers: Value) -> Option<i64> {
    bill(code, answers, None).due().map(Money::as_dong)
}

#[test]
fn every_example_of_the_file_is_met() {
    let mut met = 0;
    for (code, written) in WRITTEN.iter() {
        for example in &written.fee_examples {
            let answers = json!({"giay_to": [{"pages": example.pages, "copies": example.copies}]});
            assert_eq!(
                due(code.as_str(), answers),
                Some(example.dong.as_dong()),
                "{code} {example:?}"
            );
            met += 1;
        }
    }
    assert_eq!(met, 4);
}

#[test]
fn papers_of_one_visit_are_one_bill() {
    let papers = json!({"giay_to": [
        {"pages": 2, "copies": 3}, {"pages": 5, "copies": 1}, {"pages": 300, "copies": 2}, {"copies": 9}
    ]});
    let bill = bill("2.000815", papers, None);
    let lines: Vec<(i64, i64)> = bill
        .lines
        .iter()
        .map(|line| (line.each.as_dong(), line.count))
        .collect();
    // Copies that would cost more than the most stand in its line alone; a paper without pages is not counted.
    assert_eq!(lines, [(2_000, 8), (1_000, 3), (200_000, 2)]);
    assert_eq!(bill.due(), Some(Money::dong(419_000)));
    assert!(bill.unknown.is_empty());
}

#[test]
fn a_copy_of_exactly_the_most_is_still_counted_by_its_pages() {
    let of_pages = |pages: i64| bill("2.000815", json!({"giay_to": [{"pages": pages, "copies": 1}]}), None);
    assert_eq!(of_pages(198).due(), Some(Money::dong(200_000)));
    assert_eq!(of_pages(198).lines.len(), 2);
    assert_eq!(of_pages(199).due(), Some(Money::dong(200_000)));
    assert_eq!(of_pages(199).lines.len(), 1);
}

#[test]
fn copies_of_an_extract_cost_each_and_none_costs_nothing() {
    assert_eq!(due("2.000635", json!({"copies": 3})), Some(24_000));
    assert_eq!(due("1.000894", json!({"copies_wanted": 2})), Some(16_000));
    assert_eq!(due("1.000894", json!({})), Some(0));
    assert_eq!(due("2.000884", json!({"copies": 5})), Some(10_000));
    assert_eq!(due("1.014027", json!({})), Some(0));
    assert_eq!(due("1.001776", json!({})), Some(0));
}

#[test]
fn a_birth_costs_nothing_in_time_and_nobody_knows_what_later() {
    let born = |day: &str| json!({"child_born_at": day, "copies_wanted": 1});
    assert_eq!(due("1.001193", born("2026-11-01T03:00")), Some(8_000));
    assert_eq!(due("1.001193", born("2026-09-26T03:00")), Some(8_000));
    let late = bill("1.001193", born("2026-09-25T03:00"), None);
    assert_eq!((late.due(), late.known()), (None, Money::dong(8_000)));
    assert_eq!(late.unknown[0].doubt, Doubt::CouncilSetsIt);
    // A death of which only the year is known may be in time or not.
    let perhaps = bill("1.000656", json!({"died_at": "2026-11"}), None);
    assert_eq!(perhaps.due(), None);
    assert!(perhaps.unknown.iter().all(|line| line.doubt == Doubt::DependsOnCase));
    assert_eq!(
        due("1.000656", json!({"died_at": "2026-11-20", "copies_wanted": 2})),
        Some(16_000)
    );
}

#[test]
fn an_unknown_fee_is_never_a_sum() {
    for code in ["1.004873", "1.004859", "1.001612", "1.013225"] {
        let bill = bill(code, json!({"copies": 2}), None);
        assert_eq!(bill.due(), None, "{code}");
        assert!(bill.lines.is_empty() && bill.unknown.len() == 1, "{code}: {bill:?}");
        assert_eq!(bill.unknown[0].doubt, Doubt::CouncilSetsIt, "{code}");
    }
}

#[test]
fn an_exemption_frees_by_its_ground_and_only_an_exemption_does() {
    let version = version("1.004873");
    let grounds = exemptions(&version);
    assert_eq!(grounds.len(), 1);
    let freed = bill("1.004873", json!({}), Some(grounds[0].0));
    assert_eq!(freed.due(), Some(Money::ZERO));
    assert_eq!(freed.exempt.unwrap().label, grounds[0].1.label);
    // The first line is what is charged, no ground to charge nothing.
    assert_eq!(bill("1.004873", json!({}), Some(0)).due(), None);
    assert_eq!(bill("1.004873", json!({}), Some(99)).due(), None);
    let poor = bill("2.000635", json!({"copies": 3}), Some(1));
    assert_eq!((poor.due(), poor.known()), (Some(Money::ZERO), Money::dong(24_000)));
}

#[test]
fn a_claimed_ground_frees_only_when_an_officer_saw_it() {
    let claim = json!({"office_fault": true});
    assert_eq!(due("1.004859", claim.clone()), None);
    let version = version("1.004859");
    let grounds = exemptions(&version);
    assert_eq!(grounds.len(), 2);
    for (place, line) in grounds {
        let freed = bill("1.004859", claim.clone(), Some(place));
        assert_eq!(freed.due(), Some(Money::ZERO), "{}", line.label);
    }
}

#[test]
fn amounts_without_a_rule_are_charged_only_where_there_is_no_choice() {
    let line = |dong: i64, method| FeeLine {
        label: String::new(),
        fee: Fee::Known {
            dong: Money::dong(dong),
        },
        per: String::new(),
        method,
        exemption: false,
        rule: None,
        mark: None,
    };
    let mut version = marriage_status_unwritten();
    let mut due = |lines: Vec<FeeLine>, method| {
        version.province.fees = Some(ProvinceFees {
            resolution: "12/2026/NQ-HĐND".into(),
            lines,
        });
        let facts = Facts {
            answers: &serde_json::Map::new(),
            filed_on: "2026-11-25".parse().unwrap(),
            method,
            exempt: None,
        };
        of(&version, &facts).due().map(Money::as_dong)
    };
    let (direct, online) = (Some(Method::Direct), Some(Method::Online));
    assert_eq!(due(vec![line(8_000, None)], None), Some(8_000));
    assert_eq!(due(vec![line(8_000, None), line(9_000, None)], None), None);
    let two = vec![line(50_000, direct), line(25_000, online)];
    assert_eq!(due(two.clone(), online), Some(25_000));
    assert_eq!(due(two.clone(), direct), Some(50_000));
    assert_eq!(due(two, None), None);
    assert_eq!(due(Vec::new(), None), None);
}

#[test]
fn every_rule_looks_at_answers_that_the_form_asks_for() {
    for (code, written) in WRITTEN.iter() {
        for line in &written.fees {
            assert!(
                line.rule.is_some() || line.exemption,
                "{code}: \"{}\" has no rule",
                line.label
            );
            for key in line.rule.iter().flat_map(|rule| rule.fields()) {
                assert!(written.form.field(key).is_some(), "{code}: {key}");
            }
        }
    }
}
