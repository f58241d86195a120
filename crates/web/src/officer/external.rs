//! A step in another system: the values to copy there, and what is brought back.

use super::act::{Doing, to_dossier};
use super::case::Case;
use super::shell::Seat;
use super::work::opened;
use crate::app::{Answer as Answered, Visit};
use crate::desk::{CopyGroup, CopyLine, ExternalPage};
use crate::parts::{ErrorLine, Field, FieldKind, Pair};
use crate::{DeskPart, Language, Page, Words, paths};
use axum::http::StatusCode;
use motcua_catalog::form::{self, Kind, Say};
use motcua_catalog::workflow::{self, FieldThere};
use motcua_dossier::Act;
use motcua_dossier::step::bring_back::BringBackError;
use motcua_dossier::step::{BringBack, StepKind, Written, besides, bring_back};
use motcua_kernel::{Date, Instant, Money, Problem, codes};
use motcua_org::Directory;
use serde_json::Value as Json;

/// A field's name, and what is wrong with it.
type Mistake = (String, String);

/// Shows the values, and asks what came of it.
pub(crate) async fn show(visit: Visit, dossier: &str) -> Answered {
    let (seat, case) = opened(&visit, dossier, Act::BringBack).await?;
    if case.dossier().kind != Some(StepKind::ExternalSystem) {
        return Err(visit.refuse(Problem::new(codes::WRONG_STATE)));
    }
    let brought = case.life.step().and_then(|step| step.brought.as_ref());
    let number = brought.map_or_else(String::new, |brought| brought.number.clone());
    let written: Vec<String> = wanted(&case)
        .map(|what| {
            let kept = brought.and_then(|brought| brought.written.iter().find(|one| one.what == what));
            kept.map_or_else(String::new, |one| one.value.clone())
        })
        .collect();
    Ok(page(&visit, &seat, &case, (&number, &written), None).respond())
}

/// Keeps it.
pub(crate) async fn submit(doing: Doing) -> Answered {
    let number = doing.posted.get("number").to_owned();
    let written: Vec<Written> = wanted(&doing.case)
        .enumerate()
        .map(|(place, what)| Written {
            what: what.to_owned(),
            value: doing.posted.get(&format!("written/{place}")).to_owned(),
        })
        .collect();
    let command = BringBack {
        dossier: doing.id(),
        number: number.clone(),
        written: written.clone(),
    };
    let w = doing.visit.here.words;
    let mistake = match bring_back(doing.visit.app().store(), command, &doing.ctx).await {
        Ok(()) => return to_dossier(doing.id()),
        Err(BringBackError::NoNumber) => ("number".to_owned(), w.say("external-number-missing")),
        Err(BringBackError::Lacking(what)) => {
            let place = written.iter().position(|one| one.what == what).unwrap_or_default();
            (
                format!("written/{place}"),
                w.one("external-written-missing", "what", what),
            )
        }
        Err(error) => return Err(doing.refuse(error)),
    };
    let typed: Vec<String> = written.into_iter().map(|one| one.value).collect();
    let page = page(&doing.visit, &doing.seat, &doing.case, (&number, &typed), Some(mistake));
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

/// What steps in other systems gave: the system with the number there, and what was written down besides.
pub(crate) fn brought(w: Words, case: &Case) -> Vec<Pair> {
    let steps = case.life.steps.iter();
    let brought = steps.filter_map(|step| Some((step, step.brought.as_ref()?)));
    brought
        .flat_map(|(step, brought)| {
            let there = case.guide.workflow().step(&step.key);
            let system = there
                .map(|there| case.said(w, &there.external))
                .filter(|name| !name.is_empty());
            let system = system.map_or_else(|| w.say("external-number"), str::to_owned);
            let number = Pair::new(system, &brought.number).noted(w.stamp(brought.at));
            let written = brought.written.iter();
            std::iter::once(number).chain(written.map(|one| {
                let what = crate::words::capital(case.said(w, &one.what));
                Pair::new(what, &one.value)
            }))
        })
        .collect()
}

/// The open step as the workflow has it.
fn step(case: &Case) -> Option<&workflow::Step> {
    case.life.step().and_then(|step| case.guide.workflow().step(&step.key))
}

/// What the workflow wants written down beside the number.
fn wanted(case: &Case) -> impl Iterator<Item = &str> {
    besides(step(case).map(|step| step.record.as_slice()).unwrap_or_default())
}

fn page(
    visit: &Visit,
    seat: &Seat,
    case: &Case,
    (number, written): (&str, &[String]),
    mistake: Option<Mistake>,
) -> ExternalPage {
    let w = visit.here.words;
    let dossier = case.dossier();
    let step = step(case);
    let there = step.map(|step| step.fields.as_slice()).unwrap_or_default();
    let mut fields = vec![
        Field::new("number", w.say("external-number"), FieldKind::Text(number.to_owned()))
            .hint(w.say("external-number-hint")),
    ];
    fields.extend(wanted(case).enumerate().map(|(place, what)| {
        let value = written.get(place).cloned().unwrap_or_default();
        Field::new(
            format!("written/{place}"),
            crate::words::capital(case.said(w, what)),
            FieldKind::Text(value),
        )
    }));
    let mut errors = Vec::new();
    if let Some((name, said)) = mistake {
        errors.push(ErrorLine::new(&name, said.clone()));
        for field in fields.iter_mut().filter(|field| field.name == name) {
            field.error = Some(said.clone());
        }
    }
    ExternalPage {
        w,
        desk: seat
            .desk(visit, Some(DeskPart::Worklist))
            .with_hints(&[("↑ ↓", "key-move"), ("Enter", "external-key-copy")]),
        back: paths::desk_dossier(dossier.id),
        about: format!(
            "{} · {} · {}",
            dossier.parties.applicant.name,
            case.procedure(w),
            case.number()
        ),
        system: step.map_or_else(String::new, |step| case.said(w, &step.external).to_owned()),
        in_its_order: !there.is_empty(),
        groups: groups(w, &visit.app().directory(), case, there),
        errors,
        action: paths::desk_act(dossier.id, "external"),
        token: visit.token(&super::act::purpose("external", dossier.id)),
        version: case.version(),
        fields,
    }
}

/// What was filled in, in the order of the other system's form where the workflow tells it, else in ours.
fn groups(w: Words, directory: &Directory, case: &Case, there: &[FieldThere]) -> Vec<CopyGroup> {
    let form = case.guide.version.form_or_general();
    let says = There {
        directory,
        at: case.dossier().submitted_at,
    };
    let values = Values {
        language: w.language().tag(),
        answers: &case.answers,
        says: &says,
    };
    let mut groups: Vec<CopyGroup> = if there.is_empty() {
        form.sections
            .iter()
            .map(|section| CopyGroup {
                title: Some(section.title.text(w.language().tag()).to_owned()),
                lines: section
                    .fields
                    .iter()
                    .flat_map(|field| values.of(field, false))
                    .collect(),
            })
            .collect()
    } else {
        let lines = there
            .iter()
            .filter_map(|one| Some((form.field(&one.key)?, one.capitals)));
        vec![CopyGroup {
            title: None,
            lines: lines.flat_map(|(field, capitals)| values.of(field, capitals)).collect(),
        }]
    };
    groups.retain(|group| !group.lines.is_empty());
    groups
}

/// The values of a form as they are copied.
struct Values<'a> {
    language: &'a str,
    answers: &'a Json,
    says: &'a There<'a>,
}

impl Values<'_> {
    /// A field as lines: one, or for a group that stands several times one for each of its fields.
    fn of(&self, field: &form::Field, capitals: bool) -> Vec<CopyLine> {
        let Some(answer) = self.answers.get(&field.key) else {
            return Vec::new();
        };
        let label = field.label.text(self.language);
        if let (Kind::Repeat { fields }, Some(rows)) = (&field.kind, answer.as_array()) {
            let rows = rows.iter().enumerate();
            return rows
                .flat_map(|(place, row)| {
                    fields.iter().filter_map(move |inner| {
                        let value = inner.said(row.get(&inner.key)?, self.says);
                        let label = format!("{label} {}: {}", place + 1, inner.label.text(self.language));
                        Self::line(format!("{}-{place}-{}", field.key, inner.key), label, value, capitals)
                    })
                })
                .collect();
        }
        let value = field.said(answer, self.says);
        Self::line(field.key.clone(), label.to_owned(), value, capitals)
            .into_iter()
            .collect()
    }

    fn line(key: String, label: String, value: String, capitals: bool) -> Option<CopyLine> {
        let value = if capitals { value.to_uppercase() } else { value };
        (!value.is_empty()).then_some(CopyLine { key, label, value })
    }
}

/// Values as systems of the ministries take them: `dd/mm/yyyy`, sums in plain figures, and in Vietnamese, whatever
/// language this page is read in.
struct There<'a> {
    directory: &'a Directory,
    at: Instant,
}

impl Say for There<'_> {
    fn day(&self, day: Date) -> String {
        let day = day.civil();
        format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
    }

    fn money(&self, sum: Money) -> String {
        sum.as_dong().to_string()
    }

    fn yes_no(&self, yes: bool) -> String {
        Words::new(Language::Vi).say(if yes { "answer-yes" } else { "answer-no" })
    }

    fn named(&self, code: &str) -> Option<String> {
        self.directory.name_of(code, self.at)
    }
}
