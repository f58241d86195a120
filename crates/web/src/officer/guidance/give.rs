//! Giving a slip: what the person still has to bring, ticked off the version's components.

use crate::app::{Answer as Answered, Refusal, Visit};
use crate::citizen::draft::Filling;
use crate::desk::ActPage;
use crate::officer::help::{helping, seated};
use crate::officer::posted::Posted;
use crate::officer::said::is_required;
use crate::officer::shell::Seat;
use crate::officer::supplement::day_of;
use crate::officer::work::fail;
use crate::parts::{Answer, Choice, DateParts, Field, FieldKind, Link};
use crate::{DeskPart, Page, paths};
use axum::Form;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect};
use motcua_catalog::Component;
use motcua_catalog::version::component::{Kind, Need};
use motcua_dossier::guidance::{Give, GuidanceError, code_of, give};
use motcua_kernel::text::clean_line;
use motcua_kernel::{DraftId, UnitId};

fn purpose(draft: DraftId) -> String {
    format!("guidance.give {draft}")
}

/// What was typed.
struct Typed {
    ticked: Vec<String>,
    remarks: Vec<(String, String)>,
    day: DateParts,
    note: String,
}

/// Papers that a person brings; what our form makes is there already.
fn papers(filling: &Filling) -> impl Iterator<Item = &Component> {
    let components = filling.version.components().iter();
    components.filter(|component| component.is_paper() && !component.form_generated)
}

/// Asks what is lacking.
pub(crate) async fn show(visit: Visit, Path(draft): Path<String>) -> Answered {
    let (seat, centre) = seated(&visit).await?;
    let filling = helping(&visit, &seat, centre, &draft).await?;
    let tomorrow = tomorrow(&visit);
    let typed = Typed {
        ticked: Vec::new(),
        remarks: Vec::new(),
        day: tomorrow,
        note: String::new(),
    };
    Ok(page(&visit, &seat, &filling, &typed, &[]).respond())
}

/// Tomorrow is what people say; an officer types another day.
fn tomorrow(visit: &Visit) -> DateParts {
    let day = visit.ctx.now().plus_seconds(24 * 3_600).date().civil();
    DateParts::new(
        &day.day().to_string(),
        &day.month().to_string(),
        &day.year().to_string(),
    )
}

/// Gives it.
pub(crate) async fn submit(visit: Visit, Path(draft): Path<String>, Form(posted): Form<Posted>) -> Answered {
    let (seat, centre) = seated(&visit).await?;
    let w = visit.here.words;
    let id: DraftId = visit.id(&draft)?;
    let Ok(ctx) = visit.form(&purpose(id), posted.get("token")) else {
        return Ok(Redirect::to(&paths::desk_help_guidance(id)).into_response());
    };
    let applied = seat.read.was_applied(ctx.change()).await;
    if applied.map_err(|error| visit.refuse(error))? {
        return Ok(given(id));
    }
    let filling = helping(&visit, &seat, centre, &draft).await?;
    let typed = Typed {
        ticked: posted.all("component").map(str::to_owned).collect(),
        remarks: papers(&filling)
            .map(|component| {
                let remark = clean_line(posted.get(&format!("remark/{}", component.key)));
                (component.key.clone(), remark)
            })
            .collect(),
        day: DateParts::new(posted.get("day/day"), posted.get("day/month"), posted.get("day/year")),
        note: clean_line(posted.get("note")),
    };
    let error = match give_slip(&visit, &filling, centre, &typed, &ctx).await? {
        Ok(()) => return Ok(given(id)),
        Err(error) => error,
    };
    let said = match error {
        GuidanceError::Nothing => ("component", w.say("guidance-nothing")),
        GuidanceError::NotAComponent(_) => ("component", w.say("guidance-component")),
        GuidanceError::Day => ("day", w.say("guidance-day")),
        error => return Err(visit.refuse(error)),
    };
    let page = page(&visit, &seat, &filling, &typed, &[said]);
    Ok(page.respond_with(StatusCode::UNPROCESSABLE_ENTITY))
}

/// To the slips of the centre, with this one found by its code.
fn given(draft: DraftId) -> axum::response::Response {
    Redirect::to(&format!("{}?q={}", paths::DESK_GUIDANCES, code_of(draft))).into_response()
}

async fn give_slip(
    visit: &Visit,
    filling: &Filling,
    centre: UnitId,
    typed: &Typed,
    ctx: &motcua_kernel::Context,
) -> Result<Result<(), GuidanceError>, Refusal> {
    let is_empty = [&typed.day.day, &typed.day.month, &typed.day.year]
        .iter()
        .all(|part| part.trim().is_empty());
    let day = day_of(&typed.day);
    if day.is_none() && !is_empty {
        return Ok(Err(GuidanceError::Day));
    }
    let remark = |key: &String| {
        let found = typed.remarks.iter().find(|(known, _)| known == key);
        found.map_or_else(String::new, |(_, remark)| remark.clone())
    };
    let command = Give {
        draft: filling.draft.id,
        centre,
        bring: typed.ticked.iter().map(|key| (key.clone(), remark(key))).collect(),
        // What is needed only in other cases does not stand on the sheet of somebody whom it does not concern.
        not_needed: papers(filling)
            .filter(|component| {
                !is_required(component, &serde_json::Value::Null) && !typed.ticked.contains(&component.key)
            })
            .map(|component| component.key.clone())
            .collect(),
        day,
        note: typed.note.clone(),
    };
    Ok(give(visit.app().store(), command, ctx).await.map(|_| ()))
}

fn page(visit: &Visit, seat: &Seat, filling: &Filling, typed: &Typed, errors: &[(&'static str, String)]) -> ActPage {
    let w = visit.here.words;
    let id = filling.draft.id;
    // Whoever files their own matter needs no deed: it is not even offered.
    let alone = filling.draft.applicant.is_none();
    let options = papers(filling)
        .filter(|component| !(alone && component.key == "uy_quyen"))
        .map(|component| {
            let mut option = Answer::new(&component.key, &component.name, typed.ticked.contains(&component.key));
            option.hint = Some(match (&component.need, component.kind) {
                (_, Kind::Show) => w.say("how-show"),
                (_, Kind::ReplacedByData) => w.say("guidance-data-first"),
                (Need::Conditional { when }, _) if when.is_empty() => w.say("component-if-needed"),
                (Need::Conditional { when }, _) => when.clone(),
                (Need::Required, _) => w.say("how-hand-in"),
            });
            let remark = typed.remarks.iter().find(|(key, _)| *key == component.key);
            let remark = remark.map_or_else(String::new, |(_, remark)| remark.clone());
            let name = format!("remark/{}", component.key);
            option.reveals = vec![Field::new(name, w.say("guidance-remark"), FieldKind::Text(remark)).optional()];
            option
        })
        .collect();
    let mut page = ActPage {
        w,
        desk: seat.desk(visit, Some(DeskPart::Help)),
        back: paths::desk_help_review(id),
        title: w.say("guidance-give-title"),
        about: format!("{} · {}", filling.own.person.name.value, filling.procedure),
        warning: Some(w.one("guidance-give-about", "code", code_of(id))),
        errors: Vec::new(),
        pairs: Vec::new(),
        action: paths::desk_help_guidance(id),
        token: visit.token(&purpose(id)),
        version: None,
        hidden: Vec::new(),
        fields: vec![
            Field::new(
                "component",
                w.say("guidance-bring"),
                FieldKind::Choice(Choice { options, several: true }),
            ),
            Field::new(
                "day",
                w.say("guidance-by-day"),
                FieldKind::DatePartial(typed.day.clone()),
            )
            .hint(w.say("guidance-by-day-hint"))
            .optional(),
            Field::new("note", w.say("guidance-note"), FieldKind::LongText(typed.note.clone())).optional(),
        ],
        act: w.say("guidance-give-do"),
        more: Some(Link::new(w.say("guidance-all"), paths::DESK_GUIDANCES)),
    };
    fail(&mut page, errors);
    page
}
