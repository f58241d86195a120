//! The routes of everybody and of citizens.

use super::{
    behalf, calendar, catalogue, centres, contact, dossiers, draft, files, health, home, leave, looks, notices, paper,
    places, receipt, review, sign_in, status, supplement, track, withdraw,
};
use crate::app::App;
use crate::paths;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// The routes.
pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::HOME, get(home::show))
        .route(paths::PROCEDURES, get(catalogue::search))
        .route(paths::PROCEDURE, get(catalogue::show))
        .route(paths::PROCEDURE_START, get(draft::not_begun).post(draft::start))
        .route(paths::PLACES, get(places::show))
        .route(paths::CENTRES, get(centres::show))
        .route(paths::SIGN_IN, get(sign_in::show))
        .route(paths::SIGN_IN_IDENTITY, get(sign_in::leave))
        .route(paths::SIGN_IN_RETURN, get(sign_in::come_back))
        .route(paths::SIGN_IN_LEVEL, get(sign_in::level))
        .route(paths::SIGN_OUT, post(sign_in::sign_out))
        .route(paths::DRAFT, get(draft::show).post(draft::submit))
        .route(paths::DRAFT_FOR, get(behalf::show).post(behalf::submit))
        .route(
            paths::DRAFT_FILES,
            get(files::show).post(files::submit).layer(DefaultBodyLimit::disable()),
        )
        .route(paths::DRAFT_FILE, get(files::see))
        .route(paths::DRAFT_REVIEW, get(review::show))
        .route(paths::DRAFT_SUBMIT, post(review::hand_in))
        .route(paths::DOSSIERS, get(dossiers::list))
        .route(paths::GUIDANCE_PAPER, get(dossiers::guidance))
        .route(paths::DOSSIER, get(status::show))
        .route(paths::DOSSIER_SUBMITTED, get(dossiers::submitted))
        .route(paths::DOSSIER_PAPER, get(paper::show))
        .route(paths::PAPER_CODE, get(paper::lead))
        .route(paths::DOSSIER_RECEIPT, get(receipt::show))
        .route(
            paths::DOSSIER_SUPPLEMENT,
            get(supplement::show).post(supplement::submit),
        )
        .route(
            paths::DOSSIER_SUPPLEMENT_FILES,
            get(files::show_answer)
                .post(files::submit_answer)
                .layer(DefaultBodyLimit::disable()),
        )
        .route(paths::DOSSIER_SUPPLEMENT_FILE, get(files::see_answer))
        .route(paths::DOSSIER_FILE, get(files::of_mine))
        .route(paths::DOSSIER_WITHDRAW, get(withdraw::show).post(withdraw::submit))
        .route(paths::DOSSIER_CALENDAR, get(calendar::own))
        .route(
            paths::TRACK_CALENDAR,
            get(calendar::not_looked_up).post(calendar::looked_up),
        )
        .route(paths::TRACK, get(track::show).post(track::find))
        .route(paths::LOOKS, get(looks::show))
        .route(paths::CONTACT, get(contact::show).post(contact::claim))
        .route(paths::CONTACT_CODE, get(contact::show).post(contact::confirm))
        .route(paths::CONTACT_FORGET, get(contact::show).post(contact::forget))
        .route(paths::NOTICES, get(notices::list).post(notices::read_all))
        .route(paths::NOTICE, get(notices::not_opened).post(notices::open))
        .route(paths::LETTERS_OFF, get(leave::show).post(leave::off))
        .route(paths::STATUS, get(health::show))
}
