//! The form of 1.004873 with what invented people post; and all twelve forms with whatever is posted.

mod data;

use data::WRITTEN;
use motcua_catalog::form::sample::{identity, invalid, valid, valid_by_hand};
use motcua_catalog::form::{Field, Form, FormRules, FormSchema, Kind, MESSAGES, Part, Source, Typed, WARNINGS};
use motcua_kernel::Date;
use proptest::prelude::*;
use serde_json::json;
use std::sync::LazyLock;

fn form(code: &str) -> &'static Form {
    &WRITTEN[&code.parse().unwrap()].form
}

fn rules() -> FormRules {
    FormRules::on("2026-11-25".parse::<Date>().unwrap())
}

#[test]
fn a_good_post_becomes_answers_that_the_schema_accepts() {
    let form = form("1.004873");
    let schema = FormSchema::of(form).unwrap();
    for typed in [valid(), valid_by_hand()] {
        let answers = form.validate(&typed, &rules()).unwrap();
        schema.check(&answers.to_value()).unwrap();
        // Read once more before it is kept: the same comes out.
        assert_eq!(form.validate(&form.typed_of(&answers), &rules()).unwrap(), answers);
        assert_eq!(form.validate_json(&answers.to_value(), &rules()).unwrap(), answers);
    }
    let answers = form.validate(&valid(), &rules()).unwrap();
    assert_eq!(answers.text("submitter_phone"), Some("+84912345678"));
    assert_eq!(answers.text("subject_born_on"), Some("2001-08-20"));
    assert_eq!(
        answers.get("residences"),
        Some(&json!([{"place": {"text": "Xã Quảng Tân, huyện Đầm Hà"}, "from": "2019", "to": "2025-06"}]))
    );
    assert_eq!(
        answers.get("return_way"),
        Some(&json!(["tại trung tâm đã nộp", "vào ví / kho dữ liệu điện tử"]))
    );
    assert_eq!(answers.get("declaration"), Some(&json!(true)));
}

#[test]
fn every_wrong_field_is_named_at_once() {
    let problems = form("1.004873").validate(&invalid(), &rules()).unwrap_err();
    let named: Vec<(&str, &str)> = problems
        .iter()
        .map(|problem| (problem.field.as_str(), problem.message.as_ref()))
        .collect();
    assert_eq!(
        named,
        [
            ("submitter_name", "form-required"),
            ("submitter_id_number", "form-id-number-length"),
            ("submitter_phone", "form-phone"),
            ("subject_born_on", "form-date-real"),
            ("subject_residence/text", "form-required"),
            ("residences/0/to", "form-date-future"),
            ("purpose", "form-choice-unknown"),
            ("copies", "form-integer-bounds"),
            ("declaration", "form-tick"),
        ]
    );
}

#[test]
fn a_hidden_field_is_ignored_whatever_was_posted_for_it() {
    let mut typed = valid();
    typed.set("purpose", "việc làm");
    typed.set("return_centre", "H49.105");
    let answers = form("1.004873").validate(&typed, &rules()).unwrap();
    assert_eq!(answers.get("partner_name"), None);
    assert_eq!(answers.get("return_centre"), None);
    let mut sent = answers.to_value();
    sent["partner_name"] = json!("Nguyễn Văn An");
    assert!(FormSchema::of(form("1.004873")).unwrap().check(&sent).is_err());
    let problems = form("1.004873").validate_json(&sent, &rules()).unwrap_err();
    assert_eq!(problems[0].field, "partner_name");
}

#[test]
fn schema_and_reading_agree_on_what_is_wrong() {
    let form = form("1.004873");
    let schema = FormSchema::of(form).unwrap();
    let good = form.validate(&valid(), &rules()).unwrap().to_value();
    for (key, wrong) in [
        ("submitter_id_number", json!("123")),
        ("submitter_phone", json!("0912345678")),
        ("subject_born_on", json!("20/8/2001")),
        ("subject_residence", json!({"unit": "06925"})),
        ("purpose", json!("bí mật")),
        ("copies", json!(0)),
        ("copies", json!("1")),
        ("return_way", json!([])),
        ("declaration", json!(false)),
        ("residences", json!([{"from": "2019", "to": "2020"}])),
        ("nobody_asked", json!("x")),
    ] {
        let mut sent = good.clone();
        sent[key] = wrong.clone();
        assert!(schema.check(&sent).is_err(), "schema: {key} {wrong}");
        assert!(form.validate_json(&sent, &rules()).is_err(), "reading: {key} {wrong}");
    }
    let mut missing = good;
    missing.as_object_mut().unwrap().remove("status");
    assert!(schema.check(&missing).is_err());
    assert_eq!(
        form.validate_json(&missing, &rules()).unwrap_err()[0].message,
        "form-choose"
    );
}

#[test]
fn one_section_is_judged_alone() {
    let reading = form("1.004873").read(&invalid(), &rules(), Part::Section(3));
    let fields: Vec<String> = reading
        .answers
        .unwrap_err()
        .into_iter()
        .map(|problem| problem.field)
        .collect();
    assert_eq!(fields, ["purpose", "copies"]);
}

#[test]
fn a_number_that_contradicts_the_birth_is_a_warning_only() {
    let mut typed = valid();
    typed.set("subject_born_on/year", "1999");
    let mut rules = rules();
    rules.id_prefixes.insert("001".into());
    let reading = form("1.004873").read(&typed, &rules, Part::Whole);
    assert!(reading.answers.is_ok());
    let warned: Vec<(&str, &str)> = reading
        .warnings
        .iter()
        .map(|doubt| (doubt.field.as_str(), doubt.message.as_ref()))
        .collect();
    assert!(
        warned.contains(&("subject_id_number", "form-id-number-birth-year")),
        "{warned:?}"
    );
    assert!(
        warned.contains(&("subject_id_number", "form-id-number-prefix")),
        "{warned:?}"
    );
}

#[test]
fn the_identity_fills_what_asks_for_it_and_says_so() {
    let form = form("1.004873");
    let filled = form.prefill(Some(&identity()));
    assert_eq!(filled.typed.one("subject_name"), "Trần Thị Bình");
    assert_eq!(filled.typed.one("subject_born_on/year"), "2001");
    assert_eq!(filled.typed.one("subject_residence/unit"), "06925");
    assert_eq!(filled.typed.one("copies"), "1");
    assert_eq!(filled.sources.len(), 9);
    assert_eq!(filled.sources.get("copies"), None);
    let answers = form.validate(&valid(), &rules()).unwrap();
    let sources = form.sources(&answers, &identity());
    assert_eq!(sources.get("subject_id_number"), Some(&Source::Identity));
    let mut other = valid();
    other.set("subject_name", "Trần Thị Bình An");
    let changed = form.sources(&form.validate(&other, &rules()).unwrap(), &identity());
    assert_eq!(changed.get("subject_name"), None);
    assert!(form.prefill(None).sources.is_empty());
}

#[test]
fn every_written_form_has_a_schema_and_a_layout() {
    for (code, written) in WRITTEN.iter() {
        assert!(FormSchema::of(&written.form).is_ok(), "{code}");
        assert_eq!(
            written.form.layout().sections.len(),
            written.form.sections.len(),
            "{code}"
        );
        let kept = serde_json::to_value(&written.form).unwrap();
        assert_eq!(serde_json::from_value::<Form>(kept).unwrap(), written.form, "{code}");
    }
}

/// Names and values as a browser, a script or a stranger may post them.
fn any_post(form: &'static Form) -> impl Strategy<Value = Typed> {
    let mut names: Vec<String> = Vec::new();
    for field in form.fields() {
        names.push(field.key.clone());
        names.extend(field.kind.parts().iter().map(|part| format!("{}/{part}", field.key)));
        names.push(format!("{}/0/name", field.key));
        names.push(format!("{}/from/year", field.key));
        if let Kind::Repeat { fields } = &field.kind {
            names.extend(fields.iter().map(|inner| format!("{}/0/{}", field.key, inner.key)));
        }
    }
    let mut values: Vec<String> = [
        "",
        "1",
        "on",
        "20",
        "8",
        "2001",
        "0912345678",
        "022301004567",
        "Trần Thị Bình",
        "x@y.vn",
        "7:30",
    ]
    .map(str::to_owned)
    .to_vec();
    values.extend(
        form.layout()
            .sections
            .into_iter()
            .flat_map(|one| one.fields)
            .flat_map(|field| field.options),
    );
    let value = prop_oneof![4 => prop::sample::select(values), 1 => "\\PC{0,20}"];
    prop::collection::vec((prop::sample::select(names), value), 0..12).prop_map(Typed::from_post)
}

/// The twelve forms with nothing required, so that posts made at random are often accepted.
static LOOSE: LazyLock<Vec<Form>> = LazyLock::new(|| {
    fn loosen(fields: &mut [Field]) {
        for field in fields {
            field.required = false;
            if let Kind::Repeat { fields } = &mut field.kind {
                loosen(fields);
            }
        }
    }
    let mut forms: Vec<Form> = WRITTEN.values().map(|written| written.form.clone()).collect();
    forms
        .iter_mut()
        .flat_map(|form| &mut form.sections)
        .for_each(|section| loosen(&mut section.fields));
    forms
});

#[test]
fn names_that_a_field_does_not_have_do_not_answer_it() {
    let mut typed = valid();
    typed.set("status", "đã ly hôn");
    typed.set("status_ref", "");
    typed.set("status_ref/0/name", "Trần Thị Bình");
    let answers = form("1.004873").validate(&typed, &rules()).unwrap();
    assert_eq!(answers.get("status_ref"), None);
    // Signs that nobody sees answer nothing.
    typed.set("partner_place", "\u{200b}\u{feff}");
    let wrong = form("1.004873").validate(&typed, &rules()).unwrap_err();
    assert_eq!(
        (wrong[0].field.as_str(), wrong[0].message.as_ref()),
        ("partner_place", "form-required")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_accepted_fits_the_schema_and_reads_back(
        (place, typed) in (0usize..12).prop_flat_map(|place| (Just(place), any_post(&LOOSE[place])))
    ) {
        let form = &LOOSE[place];
        if let Ok(answers) = form.validate(&typed, &rules()) {
            let sent = answers.to_value();
            let judged = FormSchema::of(form).unwrap().check(&sent);
            prop_assert!(judged.is_ok(), "{judged:?} {sent}");
            prop_assert_eq!(form.validate(&form.typed_of(&answers), &rules()).unwrap(), answers.clone());
            prop_assert_eq!(form.validate_json(&sent, &rules()).unwrap(), answers);
        }
    }

    #[test]
    fn any_post_is_judged_without_breaking(typed in any_post(form("1.004873"))) {
        let form = form("1.004873");
        let mut merged = valid();
        merged.merge(typed, &[]);
        for part in [Part::Whole, Part::Section(0)] {
            let reading = form.read(&merged, &rules(), part);
            for problem in reading.answers.as_ref().err().into_iter().flatten() {
                prop_assert!(MESSAGES.contains(&problem.message.as_ref()), "{}", problem.message);
            }
            for doubt in &reading.warnings {
                prop_assert!(WARNINGS.contains(&doubt.message.as_ref()));
            }
        }
        if let Ok(answers) = form.validate(&merged, &rules()) {
            prop_assert!(FormSchema::of(form).unwrap().check(&answers.to_value()).is_ok());
            prop_assert_eq!(form.validate(&form.typed_of(&answers), &rules()).unwrap(), answers);
        }
    }
}
