//! What a procedure page tells: what to bring, how long, how much, where, on what basis.

use crate::fee::FeeLine;
use crate::version::component::{Kind, Need};
use crate::version::{LegalBasis, LimitLine, Method};
use crate::{Code, Component, Level, Offer, Procedure, ProcedureVersion};
use motcua_kernel::Date;

/// A procedure page without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guide<'a> {
    /// National code.
    pub code: &'a Code,
    /// Announced name.
    pub name: &'a str,
    /// Name for the title.
    pub short: &'a str,
    /// Field.
    pub field: &'a str,
    /// Whether it can be filed here.
    pub offer: Offer,
    /// Who may file it.
    pub subjects: &'a [String],
    /// Papers to hand in: always needed first, then those for some cases.
    pub hand_in: Vec<&'a Component>,
    /// Papers only to show: they are given back, and no copy may be asked for.
    pub show: Vec<&'a Component>,
    /// What the office looks up itself first (INT-09).
    pub replaced_by_data: Vec<&'a Component>,
    /// Remarks of the source.
    pub notes: Vec<&'a Component>,
    /// How long, for each way of filing and case that differ.
    pub how_long: Vec<LimitLine>,
    /// After this time of the day it counts from the next working day; empty for none.
    pub cut_off: &'a str,
    /// How much. Empty when the source has no line at all, which is not the same as free.
    pub how_much: Vec<&'a FeeLine>,
    /// Ways of filing.
    pub methods: Vec<Method>,
    /// Whether the person must come.
    pub in_person: bool,
    /// Whether any centre in the province receives it.
    pub boundary_free: bool,
    /// Level that decides.
    pub level: Level,
    /// Bodies that decide or carry it out.
    pub bodies: Vec<&'a str>,
    /// What the person gets.
    pub results: Vec<&'a str>,
    /// Legal texts.
    pub basis: &'a [LegalBasis],
    /// Announcing decision.
    pub decision: &'a str,
    /// First day of this version.
    pub valid_from: Date,
    /// First day after it.
    pub valid_until: Option<Date>,
    /// The page on the national portal.
    pub source_url: &'a str,
    /// Whether it can be filled in here.
    pub has_form: bool,
}

impl<'a> Guide<'a> {
    /// The page of a version.
    pub fn of(procedure: &'a Procedure, version: &'a ProcedureVersion, boundary_free: bool) -> Self {
        let announced = &version.announced;
        let of_kind = |kind: Kind| {
            let mut found: Vec<&Component> = version.components().iter().filter(|one| one.kind == kind).collect();
            found.sort_by_key(|component| component.need != Need::Required);
            found
        };
        let written = version.written();
        let mut bodies: Vec<&str> = Vec::new();
        for body in announced
            .deciding
            .iter()
            .chain(&announced.executing)
            .chain(&announced.agencies)
        {
            if !bodies.contains(&body.as_str()) {
                bodies.push(body);
            }
        }
        Self {
            code: &procedure.code,
            name: &announced.name,
            short: procedure.shown_name(),
            field: &announced.field,
            offer: procedure.offer,
            subjects: &announced.subjects,
            hand_in: of_kind(Kind::HandIn),
            show: of_kind(Kind::Show),
            replaced_by_data: of_kind(Kind::ReplacedByData),
            notes: of_kind(Kind::Note),
            how_long: version.limits(),
            cut_off: written.map_or("", |written| written.limit.cut_off.as_str()),
            how_much: version.fees(),
            methods: version.methods(),
            in_person: written.is_some_and(|written| written.in_person),
            boundary_free,
            level: announced.level,
            bodies,
            results: written.map_or_else(
                || announced.results.iter().map(String::as_str).collect(),
                |written| written.results.iter().map(|result| result.name.as_str()).collect(),
            ),
            basis: &announced.basis,
            decision: &announced.decision,
            valid_from: version.valid_from,
            valid_until: version.valid_until,
            source_url: &announced.source_url,
            has_form: written.is_some(),
        }
    }
}
