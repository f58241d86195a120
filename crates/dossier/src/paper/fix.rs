//! Fixing papers: what each says, put together in the act from the act's own snapshot.

use super::names::{contact, issuer, officer_name, party, signatory, unit_name};
use super::{DossierPaper, PaperKind, paper_id};
use crate::apology::Apology;
use crate::checklist::{Checked, Verdict};
use crate::dossier::Dossier;
use crate::original::Original;
use crate::place::Channel;
use crate::refuse::Refusal;
use crate::step::{KindRules as _, StepKind};
use crate::stop::Stop;
use crate::supplement::{Phase, Supplement};
use motcua_catalog::ProcedureVersion;
use motcua_catalog::version::Component;
use motcua_kernel::calendar::{Limit, Unit as LimitUnit};
use motcua_kernel::{Context, Instant, Money, UnitId};
use motcua_org::Right;
use motcua_papers::{self as papers, Body, Head, Mark, Paper, Size, said, said_of};
use motcua_store::{Number, Read, ReadError};
use uuid::Uuid;

/// What every paper of a dossier is made with: the act's snapshot, and the dossier as the act leaves it.
pub(crate) struct Making<'a> {
    pub(super) read: &'a Read,
    pub(super) dossier: &'a Dossier,
    pub(super) version: &'a ProcedureVersion,
    pub(super) ctx: &'a Context,
}

impl<'a> Making<'a> {
    /// What a paper is made with.
    pub(crate) const fn of(
        read: &'a Read,
        dossier: &'a Dossier,
        version: &'a ProcedureVersion,
        ctx: &'a Context,
    ) -> Self {
        Self {
            read,
            dossier,
            version,
            ctx,
        }
    }

    /// A paper of a unit, issued at a moment.
    pub(super) async fn paper(
        &self,
        kind: PaperKind,
        unit: UnitId,
        at: Instant,
        number: Option<Number>,
        body: Body,
    ) -> Result<DossierPaper, ReadError> {
        let dossier = self.dossier;
        let issuer = issuer(self.read, unit).await?;
        let (size, due_at) = match &body {
            Body::Receipt(receipt) => (Size::A5, Some(receipt.due_at)),
            _ => (Size::A4, None),
        };
        // REC-16: a result's code says how long and for what it is valid.
        let (valid_until, scope) = match &body {
            Body::Result(sheet) => (sheet.valid_until, sheet.scope.clone()),
            _ => (None, None),
        };
        let mark = Mark {
            address: String::new(),
            dossier: String::new(),
            procedure: self.version.code.to_string(),
            identity: dossier.parties.applicant.id_number.clone().unwrap_or_default(),
            document: body.name().to_owned(),
            system: said("system").to_owned(),
            issued_at: at,
            due_at,
            valid_until,
            scope,
        };
        let head = Head {
            superior: issuer.superior,
            issuer: issuer.name,
            number: None,
            place: issuer.place,
            issued_at: at,
            size,
            mark,
            reprinted_at: None,
            draft: false,
        };
        Ok(DossierPaper {
            id: paper_id(dossier.id, kind),
            dossier: dossier.id,
            kind,
            code: Uuid::from_bytes(self.ctx.secret()).simple().to_string(),
            number,
            dossier_number: dossier.number().cloned(),
            fixed: Paper { head, body },
            made: None,
            sealed_at: None,
            reprints: Vec::new(),
        })
    }

    async fn applicant(&self) -> Result<papers::Party, ReadError> {
        party(self.read, &self.dossier.parties.applicant).await
    }

    /// What is asked for: the procedure by its announced name.
    fn request(&self) -> String {
        self.version.announced.name.clone()
    }

    fn filer(&self) -> String {
        self.dossier.parties.submitter.name.clone()
    }

    fn component(&self, key: &str) -> Option<&Component> {
        self.version.component(key)
    }

    fn component_name(&self, line: &Checked) -> String {
        let known = self.component(&line.component);
        known.map_or_else(|| line.component.clone(), |component| component.name.clone())
    }
}

/// Form 01 of a dossier that has just been accepted; none of one that is not.
/// `originals` are what was left at the counter for a while: they stand there as originals, by their own names.
pub(crate) async fn receipt(making: &Making<'_>, originals: &[Original]) -> Result<Option<DossierPaper>, ReadError> {
    let Some(acceptance) = making.dossier.state.acceptance() else {
        return Ok(None);
    };
    let receiver = match acceptance.officer {
        Some(officer) => officer_name(making.read, officer).await?,
        // Another system received it itself: the centre stands there alone.
        None => String::new(),
    };
    let delivery = unit_name(making.read, making.dossier.places.delivery).await?;
    let body = papers::Receipt {
        applicant: making.applicant().await?,
        request: making.request(),
        components: acceptance
            .checked
            .lines()
            .iter()
            .flat_map(|line| on_receipt(making, line, originals))
            .collect(),
        sets: 1,
        limit: limit(acceptance.limit),
        received_at: acceptance.at,
        counted_from: Some(acceptance.counted_from).filter(|from| *from > acceptance.at),
        due_at: acceptance.due.shown,
        pick_up: said_of("pick-up", &[("unit", &delivery)]),
        fee: fee(making.version),
        book: Some(acceptance.at.civil().year().to_string()),
        order: None,
        filer: making.filer(),
        receiver,
    };
    let (unit, number) = (acceptance.reception, Some(acceptance.sheet.clone()));
    let body = Body::Receipt(body);
    let paper = making
        .paper(PaperKind::Receipt, unit, acceptance.at, number, body)
        .await?;
    Ok(Some(paper))
}

/// Form 02 of a request that has just been made.
pub(crate) async fn supplement(making: &Making<'_>, asked: &Supplement) -> Result<DossierPaper, ReadError> {
    let mut lacks: Vec<papers::Lack> = asked
        .checked
        .lacking()
        .map(|line| papers::Lack {
            what: making.component_name(line),
            why: line.remark.clone(),
        })
        .collect();
    if !asked.form_remark.is_empty() {
        lacks.push(papers::Lack {
            what: said("form-itself").to_owned(),
            why: asked.form_remark.clone(),
        });
    }
    let body = papers::Supplement {
        applicant: making.applicant().await?,
        request: making.request(),
        stage: match asked.phase {
            Phase::Intake => papers::Stage::Intake,
            Phase::Appraisal => papers::Stage::Appraisal,
        },
        lacks,
        reason: asked.reason.clone(),
        basis: asked
            .again
            .as_ref()
            .map_or_else(String::new, |ground| ground.basis.clone()),
        last_day: asked.last_day,
        contact: contact(making.read, asked.officer).await?,
        signatory: signatory(making.read, asked.officer, asked.unit, None, asked.asked_at).await?,
    };
    let kind = PaperKind::Supplement(making.dossier.supplements_asked);
    let (at, number) = (asked.asked_at, Some(asked.sheet.clone()));
    making.paper(kind, asked.unit, at, number, Body::Supplement(body)).await
}

/// Form 03 of a refusal that has just been spoken.
pub(crate) async fn refusal(making: &Making<'_>, refusal: &Refusal) -> Result<DossierPaper, ReadError> {
    let body = papers::Refusal {
        applicant: making.applicant().await?,
        request: making.request(),
        reasons: vec![refusal.ground.reason.clone()],
        basis: refusal.ground.basis.clone(),
        remedy: said("remedy").to_owned(),
        filer: making.filer(),
        signatory: signatory(making.read, refusal.officer, refusal.unit, None, refusal.at).await?,
    };
    let (at, number) = (refusal.at, Some(refusal.sheet.clone()));
    let body = Body::Refusal(body);
    making.paper(PaperKind::Refusal, refusal.unit, at, number, body).await
}

/// Form 04 of an apology that has just been made.
pub(crate) async fn apology(making: &Making<'_>, apology: &Apology) -> Result<DossierPaper, ReadError> {
    let body = papers::Apology {
        applicant: making.applicant().await?,
        request: making.request(),
        dossier: String::new(),
        received_at: received_at(making.dossier),
        due_at: apology.before.shown,
        reason: apology.reason.clone(),
        new_due_at: apology.promised.shown,
        contact: contact(making.read, apology.officer).await?,
        recipients: vec![making.dossier.parties.applicant.name.clone()],
        signatory: signatory(
            making.read,
            apology.officer,
            apology.unit,
            Some(Right::Apologise),
            apology.at,
        )
        .await?,
    };
    let (at, number) = (apology.at, Some(apology.sheet.clone()));
    let body = Body::Apology(body);
    making.paper(PaperKind::Apology, apology.unit, at, number, body).await
}

/// Form 05 of a stop that has just been decided; `step` is where the dossier stood.
pub(crate) async fn stop(
    making: &Making<'_>,
    (stop, step): (&Stop, Option<StepKind>),
) -> Result<DossierPaper, ReadError> {
    let body = papers::Stop {
        applicant: making.applicant().await?,
        request: making.request(),
        dossier: String::new(),
        received_at: received_at(making.dossier),
        step: step.map_or_else(String::new, |kind| said(&format!("step-{}", kind.word())).to_owned()),
        ground: format!("{}; {}", stop.ground.basis, stop.ground.reason),
        stopped_at: stop.at,
        consequence: said("consequence").to_owned(),
        refund: None,
        contact: contact(making.read, stop.officer).await?,
        recipients: vec![making.dossier.parties.applicant.name.clone()],
        signatory: signatory(making.read, stop.officer, stop.unit, Some(Right::Stop), stop.at).await?,
    };
    let (at, number) = (stop.at, Some(stop.sheet.clone()));
    making
        .paper(PaperKind::Stop, stop.unit, at, number, Body::Stop(body))
        .await
}

/// When it was accepted; papers that say so come after that.
pub(super) fn received_at(dossier: &Dossier) -> Instant {
    let acceptance = dossier.state.acceptance();
    acceptance.map_or(dossier.submitted_at, |acceptance| acceptance.at)
}

/// The lines of Form 01 for a component: one for each original that stays, else one for the component.
fn on_receipt(making: &Making<'_>, line: &Checked, originals: &[Original]) -> Vec<papers::Component> {
    let kept: Vec<papers::Component> = originals
        .iter()
        .filter(|original| original.component == line.component)
        .map(|original| papers::Component {
            name: format!("{}: {}", making.component_name(line), original.description),
            kind: papers::CopyKind::Original,
            count: 1,
        })
        .collect();
    if kept.is_empty() {
        handed_in(making, line).into_iter().collect()
    } else {
        kept
    }
}

/// A line of Form 01; what is not on the table is not on the receipt.
fn handed_in(making: &Making<'_>, line: &Checked) -> Option<papers::Component> {
    let (kind, count) = match line.verdict {
        Verdict::HandedIn { copies } => (copy_kind(making, line), copies),
        Verdict::Shown => (papers::CopyKind::Shown, 0),
        Verdict::FromData => (papers::CopyKind::FromData, 0),
        Verdict::NotNeeded | Verdict::Missing | Verdict::Wrong => return None,
    };
    Some(papers::Component {
        name: making.component_name(line),
        kind,
        count,
    })
}

/// As what it was handed in, as far as the way in and the version tell.
fn copy_kind(making: &Making<'_>, line: &Checked) -> papers::CopyKind {
    if matches!(making.dossier.channel, Channel::Online | Channel::Vneid) {
        return papers::CopyKind::Digital;
    }
    match making.component(&line.component) {
        Some(component) if component.originals > 0 && component.copies == 0 => papers::CopyKind::Original,
        Some(component) if component.copies > 0 && component.originals == 0 => papers::CopyKind::Copy,
        Some(_) | None => papers::CopyKind::HandedIn,
    }
}

pub(crate) fn limit(limit: Limit) -> papers::Limit {
    papers::Limit {
        count: limit.quantity(),
        unit: match limit.unit() {
            LimitUnit::WorkingHour => papers::LimitUnit::WorkingHours,
            LimitUnit::WorkingDay => papers::LimitUnit::WorkingDays,
            LimitUnit::CalendarDay => papers::LimitUnit::Days,
            LimitUnit::Month => papers::LimitUnit::Months,
            LimitUnit::SameDay => papers::LimitUnit::SameDay,
        },
    }
}

/// What the ordinary case costs; none where nobody can say one sum.
pub(crate) fn fee(version: &ProcedureVersion) -> Option<Money> {
    let lines = version.fees();
    let mut sums = lines.iter().filter(|line| !line.exemption).map(|line| line.fee.known());
    let first = sums.next().flatten()?;
    sums.all(|sum| sum == Some(first)).then_some(first)
}
