//! The twelve written procedures: their forms are accepted whole, every condition is tried both ways, and nothing that
//! people read is missing in English.

mod data;

use data::{WRITTEN, read_written};
use motcua_catalog::form::sample::{answers, identity};
use motcua_catalog::form::{Field, Form, FormRules, FormSchema, Identity, Kind, Sex, Typed, general};
use motcua_catalog::version::Territory;
use motcua_catalog::version::component::{Kind as Paper, Needed};
use motcua_catalog::version::layout::{KNOWN_PLACES, Shape, is_asked, places};
use motcua_kernel::Date;
use serde_json::{Map, Value, json};

fn rules() -> FormRules {
    FormRules::on("2026-11-25".parse::<Date>().unwrap())
}

/// The thirteen forms by the code of their sample.
fn forms() -> Vec<(String, Form)> {
    let written = WRITTEN
        .iter()
        .map(|(code, written)| (code.to_string(), written.form.clone()));
    written.chain([("general".to_owned(), general().clone())]).collect()
}

#[test]
fn every_sample_is_accepted_whole_and_reads_back() {
    for (code, form) in forms() {
        let typed = answers(&code);
        let read = form
            .validate(&typed, &rules())
            .unwrap_or_else(|wrong| panic!("{code}: {wrong:?}"));
        FormSchema::of(&form)
            .unwrap()
            .check(&read.to_value())
            .unwrap_or_else(|wrong| panic!("{code}: {wrong}"));
        assert_eq!(form.validate(&form.typed_of(&read), &rules()).unwrap(), read, "{code}");
        assert_eq!(form.validate_json(&read.to_value(), &rules()).unwrap(), read, "{code}");
        // Nothing was posted that the form does not have.
        let known = |name: &str| form.field(name.split('/').next().unwrap()).is_some();
        assert!(typed.pairs().all(|(name, _)| known(name)), "{code}");
    }
}

#[test]
fn an_empty_form_names_every_field_that_must_be_answered() {
    for (code, form) in forms() {
        let wrong = form.validate(&Typed::default(), &rules()).unwrap_err();
        let needed = form
            .fields()
            .filter(|field| field.required && field.when.is_none() && field.words_of.is_none());
        let named: Vec<&str> = wrong.iter().map(|wrong| wrong.field.as_str()).collect();
        assert_eq!(
            named,
            needed.map(|field| field.key.as_str()).collect::<Vec<_>>(),
            "{code}"
        );
    }
}

/// What may be typed under the key that a condition looks at.
fn values(form: &Form, key: &str) -> Vec<String> {
    match &form.field(key).unwrap().kind {
        Kind::Choice { options, .. } | Kind::Choices { options } => options.clone(),
        Kind::Bool => vec!["true".into(), "false".into()],
        other => panic!("a condition over {other:?}"),
    }
}

fn without(typed: &Typed, key: &str) -> Typed {
    let own = |name: &str| name == key || name.strip_prefix(key).is_some_and(|rest| rest.starts_with('/'));
    Typed::from_post(typed.pairs().filter(|(name, _)| !own(name)))
}

#[test]
fn every_condition_opens_and_closes_its_field() {
    let mut tried = 0;
    for (code, form) in forms() {
        for field in form.fields().filter(|field| field.when.is_some()) {
            let when = field.when.as_ref().unwrap();
            let [key] = when.fields()[..] else {
                panic!("{code}: one answer decides")
            };
            let mut seen = [false, false];
            for value in values(&form, key) {
                let mut typed = without(&answers(&code), key);
                typed.add(key, value.as_str());
                let read = form.validate(&typed, &rules());
                let read = read.unwrap_or_else(|wrong| panic!("{code} {key}={value}: {wrong:?}"));
                let opens = when.holds(read.object());
                assert_eq!(
                    read.get(&field.key).is_some(),
                    opens,
                    "{code}: {} by {key}={value}",
                    field.key
                );
                // Left out, it is asked for only where it is open.
                let left_out = form.validate(&without(&typed, &field.key), &rules());
                let asked = left_out
                    .err()
                    .into_iter()
                    .flatten()
                    .any(|wrong| wrong.field == field.key);
                assert_eq!(asked, opens && field.required, "{code}: {} by {key}={value}", field.key);
                seen[usize::from(opens)] = true;
            }
            assert_eq!(seen, [true, true], "{code}: {} is tried both ways", field.key);
            tried += 1;
        }
    }
    assert!(tried >= 40, "{tried}");
}

#[test]
fn a_condition_inside_a_row_looks_at_its_row() {
    let form = &WRITTEN[&"2.000884".parse().unwrap()].form;
    let mut typed = answers("2.000884");
    assert!(form.validate(&typed, &rules()).unwrap().get("nguoi_ky").unwrap()[0]["place_detail"].is_string());
    typed.set("nguoi_ky/0/place_detail", "");
    let wrong = form.validate(&typed, &rules()).unwrap_err();
    assert_eq!(wrong[0].field, "nguoi_ky/0/place_detail");
    typed.set("nguoi_ky/0/place", "tại trụ sở");
    typed.set("nguoi_ky/0/place_detail", "không ai hỏi");
    let read = form.validate(&typed, &rules()).unwrap();
    assert!(read.get("nguoi_ky").unwrap()[0].get("place_detail").is_none());
}

/// Components of a procedure that somebody with these answers needs, and those they do not.
fn needed(code: &str, answers: Value) -> (Vec<String>, Vec<String>) {
    let keys = |wanted: Needed| {
        let papers = WRITTEN[&code.parse().unwrap()].components.iter();
        let found = papers.filter(|one| one.needed(answers.as_object().unwrap()) == wanted);
        found.map(|one| one.key.clone()).collect()
    };
    (keys(Needed::Yes), keys(Needed::No))
}

#[test]
fn grandparents_need_no_authorisation() {
    for code in ["1.001193", "2.000635", "1.004873", "1.000656", "1.004859"] {
        let (_, not) = needed(code, json!({"submitter_relation": "ông/bà"}));
        assert!(not.contains(&"uy_quyen".to_owned()), "{code}");
        let (yes, _) = needed(code, json!({"submitter_relation": "người được ủy quyền"}));
        assert!(yes.contains(&"uy_quyen".to_owned()), "{code}");
    }
}

#[test]
fn papers_follow_the_answers_both_ways() {
    for (code, written) in WRITTEN.iter() {
        for component in written.components.iter().filter(|one| one.answers.is_some()) {
            let when = component.answers.as_ref().unwrap();
            let [key] = when.fields()[..] else {
                panic!("{code}: one answer decides")
            };
            let found: Vec<Needed> = values(&written.form, key)
                .into_iter()
                .map(|value| component.needed(&Map::from_iter([(key.to_owned(), json!(value))])))
                .collect();
            // What data replace is never demanded, whatever is answered.
            if component.kind == Paper::ReplacedByData {
                assert!(
                    found.iter().all(|needed| *needed == Needed::Perhaps),
                    "{code}: {}",
                    component.key
                );
            } else {
                assert!(found.contains(&Needed::Yes), "{code}: {}", component.key);
                assert!(found.contains(&Needed::No), "{code}: {}", component.key);
            }
        }
    }
}

#[test]
fn of_two_who_marry_the_one_who_files_is_filled_in() {
    let form = &WRITTEN[&"1.000894".parse().unwrap()].form;
    let filled = form.prefill(Some(&identity()));
    assert_eq!(filled.typed.one("bride_name"), "Trần Thị Bình");
    assert_eq!(filled.typed.one("groom_name"), "");
    let man = Identity {
        sex: Some(Sex::Male),
        ..identity()
    };
    let filled = form.prefill(Some(&man));
    assert_eq!(
        (filled.typed.one("bride_name"), filled.typed.one("groom_nationality")),
        ("", "Việt Nam")
    );
    assert_eq!(filled.typed.one("groom_id_number"), "022301004567");
    // Who does not tell it fills in neither.
    let unknown = Identity {
        sex: None,
        ..identity()
    };
    let filled = form.prefill(Some(&unknown));
    assert_eq!(
        (filled.typed.one("bride_name"), filled.typed.one("groom_name")),
        ("", "")
    );
}

#[test]
fn a_birth_date_in_words_is_reckoned_and_never_taken_from_a_post() {
    let form = &WRITTEN[&"1.001193".parse().unwrap()].form;
    let mut typed = answers("1.001193");
    typed.set("child_born_words", "ngày khác");
    let read = form.validate(&typed, &rules()).unwrap();
    let words = "ngày hai tháng mười một năm hai nghìn không trăm hai mươi sáu";
    assert_eq!(read.text("child_born_words"), Some(words));
    // Another system need not send it, and may not send another.
    let mut sent = read.to_value();
    sent.as_object_mut().unwrap().remove("child_born_words");
    assert_eq!(form.validate_json(&sent, &rules()).unwrap(), read);
    sent["child_born_words"] = json!("ngày khác");
    assert_eq!(
        form.validate_json(&sent, &rules()).unwrap_err()[0].field,
        "child_born_words"
    );
}

#[test]
fn no_text_is_missing_in_english() {
    fn labels(fields: &[Field], code: &str) {
        for field in fields {
            assert!(!field.label.en.is_empty(), "{code}: {} ({})", field.key, field.label.vi);
            if let Kind::Repeat { fields } = &field.kind {
                labels(fields, code);
            }
        }
    }
    let (read, _) = read_written();
    assert_eq!(read.len(), 12);
    for one in &read {
        let (code, written) = (one.code.as_str(), &one.written);
        for section in &written.form.sections {
            assert!(!section.title.en.is_empty(), "{code}: {}", section.title.vi);
            labels(&section.fields, code);
        }
        for option in written.form.options() {
            assert!(written.form.english.knows(option), "{code}: option \"{option}\"");
        }
        for text in written.texts() {
            assert!(written.english.knows(text), "{code}: \"{text}\"");
        }
    }
}

#[test]
fn every_procedure_says_whose_area_it_is() {
    for (code, written) in WRITTEN.iter() {
        match &written.territory {
            Territory::FirstAddress => panic!("{code}"),
            Territory::Reception => assert!(["2.000815", "2.000884", "2.000635"].contains(&code.as_str())),
            Territory::Answers { keys } => {
                let is_address = |key: &String| written.form.field(key).unwrap().kind == Kind::Address;
                assert!(keys.iter().all(is_address), "{code}");
            }
        }
    }
}

#[test]
fn every_result_has_a_layout_whose_places_the_form_fills() {
    let mut shapes = Vec::new();
    for (code, written) in WRITTEN.iter() {
        let result = written.results.first().unwrap();
        let layout = result.layout.as_ref().unwrap_or_else(|| panic!("{code} has no layout"));
        layout.check().unwrap_or_else(|fault| panic!("{code}: {fault}"));
        // Nobody has compared the forms with the legal texts yet, and the data says so.
        assert!(layout.mark.to_check || layout.mark.proposal, "{code}");
        for place in layout.texts().flat_map(places) {
            let known = KNOWN_PLACES.contains(&place) || is_asked(&written.form, place);
            assert!(known, "{code}: {place}");
        }
        // What nobody declared is the office's to write.
        for line in layout.lines.iter().filter(|line| line.text.is_empty()) {
            assert!(line.office_writes, "{code}: {}", line.key);
        }
        shapes.push(layout.shape);
    }
    let count = |shape| shapes.iter().filter(|one| **one == shape).count();
    assert_eq!(
        [Shape::Paper, Shape::Decision, Shape::Slip, Shape::Certification].map(count),
        [3, 2, 5, 2]
    );
}
