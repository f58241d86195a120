//! The fields of a form as a page draws them: what was typed, what is wrong, where a value came from.

use crate::Words;
use crate::parts::{
    Address, Answer, Centre, Choice, DateParts, ErrorLine, Field, FieldKind, PeriodParts, Repeat, Row, Source,
};
use crate::problem::field_words;
use motcua_catalog::form::{self, Form, FormRules, Kind, Part, Prefilled, Typed};
use motcua_kernel::{FieldProblem, Instant};
use motcua_org::Directory;
use motcua_org::area::{Area, Level};
use motcua_org::unit::{Unit, UnitKind};
use serde_json::{Map, Value, json};

/// More options than this are a list to open.
const MOST_RADIOS: usize = 9;

/// Everything that drawing a form needs.
pub(crate) struct Drawing<'a> {
    pub(crate) w: Words,
    pub(crate) directory: &'a Directory,
    pub(crate) now: Instant,
    pub(crate) form: &'a Form,
    pub(crate) typed: &'a Typed,
    /// First values, to tell which are still there as they came.
    pub(crate) prefilled: &'a Prefilled,
    pub(crate) problems: &'a [FieldProblem],
    answers: Map<String, Value>,
}

impl<'a> Drawing<'a> {
    /// A drawing of what was typed. Answers are read as far as they can be, since other fields depend on them.
    pub(crate) fn new(
        w: Words,
        (directory, now): (&'a Directory, Instant),
        (form, rules): (&'a Form, &FormRules),
        typed: &'a Typed,
        prefilled: &'a Prefilled,
        problems: &'a [FieldProblem],
    ) -> Self {
        // No section has this number: nothing is judged, and all that can be read is.
        let answers = form.read(typed, rules, Part::Section(usize::MAX)).answers;
        let answers = answers.map(|answers| answers.object().clone()).unwrap_or_default();
        Self {
            w,
            directory,
            now,
            form,
            typed,
            prefilled,
            problems,
            answers,
        }
    }

    /// The fields of a section, counted from 0.
    pub(crate) fn section(&self, section: usize) -> Vec<Field> {
        let fields = self
            .form
            .sections
            .get(section)
            .map_or(&[][..], |section| &section.fields);
        fields
            .iter()
            .filter(|field| self.revealed_by(field, fields).is_none())
            // What is reckoned from other answers is not asked.
            .filter(|field| field.words_of.is_none())
            // Fields that depend on an answer of an earlier page are shown when it was given.
            .filter(|field| self.may_show(field, fields))
            .flat_map(|field| self.field(field, fields, ""))
            .collect()
    }

    fn may_show(&self, field: &form::Field, fields: &[form::Field]) -> bool {
        let Some(when) = &field.when else { return true };
        let here = when
            .fields()
            .iter()
            .any(|key| fields.iter().any(|other| other.key == **key));
        // What is decided on this very page is always there: without scripts nothing comes up later.
        here || when.holds(&self.answers)
    }

    /// The field and option of this page under which a field is shown, where it belongs to exactly one.
    fn revealed_by(&self, field: &form::Field, fields: &[form::Field]) -> Option<(String, String)> {
        let when = field.when.as_ref()?;
        let keys = when.fields();
        let key = keys.first().filter(|first| keys.iter().all(|key| key == *first))?;
        let other = fields.iter().find(|other| other.key == **key)?;
        let (options, several) = match &other.kind {
            Kind::Choice { options, .. } if options.len() <= MOST_RADIOS => (options, false),
            Kind::Choices { options } => (options, true),
            _ => return None,
        };
        let mut meant = options.iter().filter(|option| {
            let answer = if several { json!([option]) } else { json!(option) };
            when.holds(&Map::from_iter([((*key).to_owned(), answer)]))
        });
        match (meant.next(), meant.next()) {
            (Some(only), None) => Some(((*key).to_owned(), only.clone())),
            _ => None,
        }
    }

    fn field(&self, field: &form::Field, siblings: &[form::Field], prefix: &str) -> Vec<Field> {
        let name = format!("{prefix}{}", field.key);
        let label = field.label.text(self.w.language().tag()).to_owned();
        let one = |kind| vec![self.finish(field, &name, Field::new(&name, &label, kind))];
        let text = || self.typed.one(&name).to_owned();
        match &field.kind {
            Kind::Name => one(FieldKind::Name(text())),
            Kind::IdNumber { .. } => one(FieldKind::IdNumber(text())),
            Kind::Phone => one(FieldKind::Phone(text())),
            Kind::LongText => one(FieldKind::LongText(text())),
            Kind::Integer { .. } => one(FieldKind::Integer(text())),
            Kind::Text
            | Kind::Email
            | Kind::Decimal
            | Kind::Money
            | Kind::Country
            | Kind::Ethnicity
            | Kind::Slot
            | Kind::BusinessName { .. }
            | Kind::Industry
            | Kind::Industries => one(FieldKind::Text(text())),
            Kind::GeoPoint => {
                let point = match text() {
                    whole if !whole.is_empty() => whole,
                    _ => self.joined(&name, &["lat", "lng"], ", "),
                };
                one(FieldKind::Text(point))
            }
            Kind::Date | Kind::PartialDate => one(FieldKind::DatePartial(self.date(&name))),
            Kind::DateTime | Kind::PartialDateTime => {
                let time = format!("{name}/time");
                let typed = FieldKind::Text(self.typed.one(&time).to_owned());
                let mut fields = one(FieldKind::DatePartial(self.date(&name)));
                fields.push(Field::new(time, self.w.say("field-time"), typed).optional());
                fields
            }
            Kind::Period => one(FieldKind::Period(PeriodParts {
                from: self.date(&format!("{name}/from")),
                to: self.date(&format!("{name}/to")),
            })),
            Kind::Choice { options, .. } => one(self.choice(field, options, siblings, (false, prefix))),
            Kind::Choices { options } => one(self.choice(field, options, siblings, (true, prefix))),
            Kind::Bool => {
                let typed = text();
                let answer = |value: &str, key: &str| Answer::new(value, self.w.say(key), typed == value);
                one(FieldKind::Choice(Choice {
                    options: vec![answer("true", "field-yes"), answer("false", "field-no")],
                    several: false,
                }))
            }
            Kind::Declaration => one(FieldKind::Declaration(matches!(text().as_str(), "yes" | "true" | "on"))),
            Kind::Address => one(FieldKind::Address(self.address(&name))),
            Kind::UnitAnyDate => {
                let written = match self.typed.one(&format!("{name}/text")) {
                    "" => text(),
                    written => written.to_owned(),
                };
                one(FieldKind::Place(written))
            }
            Kind::Centre => {
                let chosen = text();
                let centres = centres(self.directory, self.now);
                one(FieldKind::Centre(Centre {
                    centres: centres
                        .iter()
                        .map(|unit| Answer::new(&unit.key, &unit.name, unit.key == chosen))
                        .collect(),
                }))
            }
            Kind::BankAccount => self.parts(field, &name, &["bank", "number", "holder"]),
            Kind::Person => self.parts(field, &name, &["name", "id_number", "phone"]),
            // A form that needs a file cannot be begun here; one that may have one goes without.
            Kind::File => Vec::new(),
            Kind::Repeat { fields } => {
                let rows = self.typed.rows(&name);
                let row = |row: &usize| Row {
                    fields: fields
                        .iter()
                        .filter(|inner| self.revealed_by(inner, fields).is_none())
                        .flat_map(|inner| self.field(inner, fields, &format!("{name}/{row}/")))
                        .collect(),
                };
                one(FieldKind::Repeat(Repeat {
                    rows: rows.iter().map(row).collect(),
                    may_add: rows.len() < 30,
                }))
            }
        }
    }

    fn finish(&self, field: &form::Field, name: &str, mut drawn: Field) -> Field {
        drawn.required = field.required;
        drawn.hint = self.hint(&field.kind);
        drawn.error = self.error(name, matches!(field.kind, Kind::Repeat { .. }));
        drawn.source = self.source(field);
        drawn
    }

    fn hint(&self, kind: &Kind) -> Option<String> {
        let key = match kind {
            Kind::Name => "hint-name",
            Kind::IdNumber { other_papers: false } => "hint-id-number",
            Kind::IdNumber { other_papers: true } => "hint-id-or-paper",
            Kind::PartialDate | Kind::PartialDateTime => "hint-partial-date",
            Kind::UnitAnyDate => "hint-place",
            Kind::GeoPoint => "hint-point",
            _ => return None,
        };
        Some(self.w.say(key))
    }

    /// What is wrong at a name or in one of its parts. What is wrong in a row stands in the row.
    fn error(&self, name: &str, is_rows: bool) -> Option<String> {
        let at = |problem: &&FieldProblem| {
            problem.field == name
                || (!is_rows
                    && problem
                        .field
                        .strip_prefix(name)
                        .is_some_and(|rest| rest.starts_with('/')))
        };
        self.problems
            .iter()
            .find(at)
            .map(|problem| field_words(self.w, problem))
    }

    /// Where a value came from, while it is still as it came.
    fn source(&self, field: &form::Field) -> Option<Source> {
        let own = |typed: &Typed| -> Vec<(String, String)> {
            let inside = |name: &str| {
                name.strip_prefix(&field.key)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            typed
                .pairs()
                .filter(|(name, value)| inside(name) && !value.is_empty())
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect()
        };
        let first = own(&self.prefilled.typed);
        if first.is_empty() || first != own(self.typed) {
            return None;
        }
        match self.prefilled.sources.get(&field.key) {
            Some(form::Source::Identity) => Some(Source::Identity),
            Some(form::Source::CivilRegister) => Some(Source::CivilRegister),
            Some(_) => Some(Source::Population),
            None => Some(Source::Default),
        }
    }

    fn date(&self, name: &str) -> DateParts {
        let part = |part: &str| self.typed.one(&format!("{name}/{part}"));
        DateParts::new(part("day"), part("month"), part("year"))
    }

    fn joined(&self, name: &str, parts: &[&str], with: &str) -> String {
        let parts: Vec<&str> = parts
            .iter()
            .map(|part| self.typed.one(&format!("{name}/{part}")))
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(with)
    }

    fn choice(
        &self,
        field: &form::Field,
        options: &[String],
        siblings: &[form::Field],
        (several, prefix): (bool, &str),
    ) -> FieldKind {
        let name = format!("{prefix}{}", field.key);
        let answer = |option: &String| {
            let mut answer = Answer::new(option, self.option(option), self.typed.has(&name, option));
            answer.reveals = siblings
                .iter()
                .filter(|other| {
                    self.revealed_by(other, siblings)
                        .is_some_and(|(key, meant)| key == field.key && meant == *option)
                })
                .flat_map(|other| self.field(other, siblings, prefix))
                .collect();
            answer
        };
        let options: Vec<Answer> = options.iter().map(answer).collect();
        if options.len() > MOST_RADIOS && !several {
            FieldKind::List(options)
        } else {
            FieldKind::Choice(Choice { options, several })
        }
    }

    /// An option as people read it.
    fn option(&self, option: &str) -> String {
        self.form.said(self.w.language().tag(), option).to_owned()
    }

    /// A field of several lines, each with a label of its own.
    fn parts(&self, field: &form::Field, name: &str, parts: &[&'static str]) -> Vec<Field> {
        let label = field.label.text(self.w.language().tag());
        parts
            .iter()
            .map(|part| {
                let at = format!("{name}/{part}");
                let typed = self.typed.one(&at).to_owned();
                let kind = match *part {
                    "name" => FieldKind::Name(typed),
                    "id_number" => FieldKind::IdNumber(typed),
                    "phone" => FieldKind::Phone(typed),
                    _ => FieldKind::Text(typed),
                };
                let said = self.w.two(
                    "field-of",
                    "field",
                    label,
                    "part",
                    self.w.say(&format!("field-part-{part}")),
                );
                let mut drawn = Field::new(&at, said, kind);
                drawn.required = field.required && matches!(*part, "name" | "bank" | "number");
                drawn.error = self.error(&at, false);
                drawn
            })
            .collect()
    }

    fn address(&self, name: &str) -> Address {
        let chosen = self.typed.one(&format!("{name}/unit")).to_owned();
        let written = self.typed.one(&format!("{name}/text")).to_owned();
        // What stands on the card may name an area that is no more.
        let mapped = self.directory.places().map_address(&written, self.now, None);
        let place = mapped.first().map(|mapped| &mapped.place);
        let old = place
            .and_then(|place| place.named())
            .filter(|area| !area.period.holds(self.now));
        let today = place.and_then(|place| place.certain());
        let units = communes(self.directory, self.now);
        Address {
            units: units
                .iter()
                .map(|area| Answer::new(&area.code, &area.full_name, area.code == chosen))
                .collect(),
            detail: written,
            as_written: old.map(super::places::inside),
            is_now: old.and(today).map(super::places::inside),
        }
    }
}

/// The communes, wards and special zones of today, in Vietnamese order.
pub(crate) fn communes(directory: &Directory, now: Instant) -> Vec<&Area> {
    let mut areas: Vec<&Area> = directory.places().standing(Level::Commune, now).collect();
    areas.sort_by_cached_key(|area| (motcua_kernel::text::fold(&area.name), area.id));
    areas
}

/// The centres of today, in Vietnamese order.
pub(crate) fn centres(directory: &Directory, now: Instant) -> Vec<&Unit> {
    let mut units: Vec<&Unit> = directory
        .units()
        .filter(|unit| unit.kind == UnitKind::Centre && unit.period.holds(now))
        .collect();
    units.sort_by_cached_key(|unit| (motcua_kernel::text::fold(&unit.name), unit.id));
    units
}

/// A line of the summary for every error that fields show.
pub(crate) fn error_lines(fields: &[Field]) -> Vec<ErrorLine> {
    let mut lines = Vec::new();
    for field in fields {
        if let Some(error) = &field.error {
            lines.push(ErrorLine::new(&field.name, error));
        }
        match &field.kind {
            FieldKind::Choice(choice) => {
                for answer in &choice.options {
                    lines.extend(error_lines(&answer.reveals));
                }
            }
            FieldKind::Repeat(repeat) => {
                for row in &repeat.rows {
                    lines.extend(error_lines(&row.fields));
                }
            }
            _ => {}
        }
    }
    lines
}
