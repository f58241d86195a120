//! An officer's own sessions, ended one by one.

use super::posted::Posted;
use super::shell::Seat;
use crate::app::{Answer, Visit};
use crate::desk::{SessionLine, SessionsPage};
use crate::{Page, paths};
use axum::Form;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use motcua_accounts::session::{self, Device};
use motcua_kernel::{Problem, SessionId, codes};

const PURPOSE: &str = "desk.session-end";

/// Lists them, the last used first.
pub(crate) async fn list(visit: Visit) -> Answer {
    let seat = Seat::take(&visit).await?;
    let Some(own) = &visit.session else {
        return Err(visit.refuse(Problem::new(codes::SIGN_IN_NEEDED)));
    };
    let w = visit.here.words;
    let sessions = session::list_of(&seat.read, &own.stored, &visit.ctx)
        .await
        .map_err(|error| visit.refuse(error))?
        .into_iter()
        .map(|session| SessionLine {
            device: device(session.device),
            // Addresses are not kept with sessions; the system tells devices apart.
            place: w.say("sessions-desk"),
            since: session.started_at,
            used_at: session.used_at,
            is_this: session.id == own.stored.id,
            end_action: paths::desk_session_end(session.id),
        })
        .collect();
    let page = SessionsPage {
        w,
        desk: seat.desk(&visit, None),
        token: visit.token(PURPOSE),
        sessions,
    };
    Ok(page.respond())
}

/// Ends one of them.
pub(crate) async fn end(visit: Visit, Path(id): Path<String>, Form(posted): Form<Posted>) -> Answer {
    visit.officer()?;
    let id: SessionId = visit.id(&id)?;
    let ctx = visit
        .form(PURPOSE, posted.get("token"))
        .map_err(|problem| visit.refuse(problem))?;
    if let Some(own) = &visit.session {
        session::end(visit.app().store(), &own.stored, id, &ctx)
            .await
            .map_err(|error| visit.refuse(error))?;
    }
    Ok(Redirect::to(paths::DESK_SESSIONS).into_response())
}

// Names of products, not words: the same in every language.
fn device(device: Device) -> String {
    use motcua_accounts::session::{Browser, System};
    let browser = match device.browser {
        Browser::Chrome => "Chrome",
        Browser::CocCoc => "Cốc Cốc",
        Browser::Edge => "Edge",
        Browser::Firefox => "Firefox",
        Browser::Safari => "Safari",
        Browser::Zalo => "Zalo",
        Browser::Other => "–",
    };
    let system = match device.system {
        System::Android => "Android",
        System::Ios => "iOS",
        System::MacOs => "macOS",
        System::Windows => "Windows",
        System::Linux => "Linux",
        System::Other => "–",
    };
    format!("{browser}, {system}")
}
