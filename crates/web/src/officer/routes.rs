//! The officers' routes.

use super::{
    accept, act, activate, assign, client, counter, delivery, dossier, files, find, guidance, help, letters,
    maintenance, officers, opinion, originals, paper, payments, records, reminders, report, second_factor, sessions,
    sign_in, signing, slip, succession, units, worklist,
};
use crate::app::App;
use crate::paths;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

/// Everything under `/desk`.
pub fn routes() -> Router<App> {
    Router::new()
        .route(paths::DESK_SIGN_IN, get(sign_in::show).post(sign_in::submit))
        .route(
            paths::DESK_SECOND_FACTOR,
            get(second_factor::show).post(second_factor::submit),
        )
        .route(paths::DESK_ACTIVATE, get(activate::show).post(activate::submit))
        .route(paths::DESK_SIGN_OUT, post(sign_in::sign_out))
        .route(paths::DESK_LOCK, post(sign_in::lock))
        .route(paths::DESK_SESSIONS, get(sessions::list))
        .route(paths::DESK_SESSION_END, post(sessions::end))
        .route(paths::DESK_COUNTER, get(counter::list))
        .route(paths::DESK_SUBMISSION, get(accept::show))
        .route(
            paths::DESK_COUNTER_FILES,
            get(files::show_counter)
                .post(files::submit_counter)
                .layer(DefaultBodyLimit::disable()),
        )
        .route(paths::DESK_FILE, get(files::see))
        .route(
            paths::DESK_HELP_FILES,
            get(files::show_help)
                .post(files::submit_help)
                .layer(DefaultBodyLimit::disable()),
        )
        .route(paths::DESK_HELP_FILE, get(files::see_help))
        .route(paths::DESK_ASSIGN, get(assign::list).post(assign::submit))
        .route(paths::DESK_HELP, get(help::show).post(help::find))
        .route(paths::DESK_HELP_PERSON, post(help::enrol::submit))
        .route(
            paths::DESK_HELP_CHOOSE,
            get(help::choose::show).post(help::choose::begin),
        )
        .route(
            paths::DESK_HELP_MANDATE,
            get(help::mandate::show).post(help::mandate::submit),
        )
        .route(
            paths::DESK_HELP_FOR,
            get(help::form::ask_whose).post(help::form::say_whose),
        )
        .route(paths::DESK_HELP_DRAFT, get(help::form::show).post(help::form::submit))
        .route(
            paths::DESK_HELP_REVIEW,
            get(help::review::show).post(help::review::submit),
        )
        .route(paths::DESK_WORKLIST, get(worklist::list))
        .route(paths::DESK_REMINDERS, get(reminders::list).post(reminders::see_all))
        .route(paths::DESK_REMINDER, get(reminders::not_opened).post(reminders::open))
        .route(paths::DESK_DOSSIER, get(dossier::show))
        .route(paths::DESK_PAPER, get(paper::show).post(paper::again))
        .route(paths::DESK_ACT, get(act::show).post(act::submit))
        .route(paths::DESK_OPINION, get(opinion::one::show).post(opinion::one::submit))
        .route(paths::DESK_SIGNING, get(signing::list).post(signing::submit))
        .route(paths::DESK_RECORDS, get(records::list))
        .route(paths::DESK_DELIVERY, get(delivery::list))
        .route(paths::DESK_ORIGINALS, get(originals::list).post(originals::make_list))
        .route(
            paths::DESK_ORIGINAL_RETURN,
            get(originals::give_back::show).post(originals::give_back::submit),
        )
        .route(paths::DESK_PAYMENTS, get(payments::show))
        .route(paths::DESK_HAND_OVERS, get(originals::lists::list))
        .route(paths::DESK_HAND_OVER, get(originals::lists::show))
        .route(paths::DESK_HAND_OVER_PAPER, get(originals::lists::paper))
        .route(
            paths::DESK_HAND_OVER_ACT,
            get(originals::lists::not_done).post(originals::lists::act),
        )
        .route(paths::DESK_GUIDANCES, get(guidance::list))
        .route(paths::DESK_GUIDANCE_PAPER, get(guidance::paper))
        .route(
            paths::DESK_GUIDANCE_RESUME,
            get(guidance::not_resumed).post(guidance::go_on),
        )
        .route(
            paths::DESK_HELP_GUIDANCE,
            get(guidance::give::show).post(guidance::give::submit),
        )
        .route(paths::DESK_FIND, get(find::list))
        .route(paths::DESK_REPORT, get(report::show).post(report::submit))
        .route(paths::DESK_UNITS, get(units::list))
        .route(paths::DESK_UNIT_SUCCEED, get(succession::show).post(succession::submit))
        .route(paths::DESK_OFFICERS, get(officers::list))
        .route(paths::DESK_CLIENTS, get(client::list::list))
        .route(
            paths::DESK_CLIENT_OPEN,
            get(client::open::show).post(client::open::submit),
        )
        .route(
            paths::DESK_CLIENT_TOKEN,
            get(client::token::show).post(client::token::submit),
        )
        .route(
            paths::DESK_CLIENT_CLOSE,
            get(client::close::show).post(client::close::submit),
        )
        .route(paths::DESK_LETTERS, get(letters::list).post(letters::retry_all))
        .route(paths::DESK_LETTER_RETRY, get(letters::not_tried).post(letters::retry))
        .route(
            paths::DESK_MAINTENANCE,
            get(maintenance::show).post(maintenance::submit),
        )
        .route(
            paths::DESK_MAINTENANCE_OFF,
            get(maintenance::not_called_off).post(maintenance::off),
        )
        .route(paths::DESK_SLIP, get(slip::show).post(slip::print))
}
