//! The addresses of pages: the one place where they are written. A feature's word is its path.
//!
//! Constants with `{…}` are for routers, functions for links. No address holds personal data.

pub use crate::files::paths::*;
use std::fmt::Display;

/// Where everything starts.
pub const HOME: &str = "/";
/// Search in the catalogue: `?q=…&after=…`.
pub const PROCEDURES: &str = "/procedures";
/// One procedure, by its national code.
pub const PROCEDURE: &str = "/procedures/{code}";
/// Begins a draft (POST) of a procedure that has a form.
pub const PROCEDURE_START: &str = "/procedures/{code}/start";
/// Old place names: `?q=…`.
pub const PLACES: &str = "/places";
/// All centres.
pub const CENTRES: &str = "/centres";
/// The choice of ways to sign in, for citizens: `?back=…`.
pub const SIGN_IN: &str = "/sign-in";
/// The way to the national identity provider: `?back=…`.
pub const SIGN_IN_IDENTITY: &str = "/sign-in/identity";
/// Where the identity provider sends people back: `?state=…&code=…`.
pub const SIGN_IN_RETURN: &str = "/sign-in/return";
/// What an account of level 1 can do: `?back=…`.
pub const SIGN_IN_LEVEL: &str = "/sign-in/level";
/// Ends the session (POST).
pub const SIGN_OUT: &str = "/sign-out";
/// A section of a draft (GET shows, POST saves).
pub const DRAFT: &str = "/drafts/{draft}/{section}";
/// The whole draft before it is submitted.
pub const DRAFT_REVIEW: &str = "/drafts/{draft}/review";
/// Submits a draft (POST).
pub const DRAFT_SUBMIT: &str = "/drafts/{draft}/submit";
/// Whose matter a draft is (GET asks, POST says).
pub const DRAFT_FOR: &str = "/drafts/{draft}/for";
/// My drafts and dossiers.
pub const DOSSIERS: &str = "/dossiers";
/// One dossier, to those who may see it.
pub const DOSSIER: &str = "/dossiers/{dossier}";
/// What stands after submitting.
pub const DOSSIER_SUBMITTED: &str = "/dossiers/{dossier}/submitted";
/// Form 01 of a dossier.
pub const DOSSIER_RECEIPT: &str = "/dossiers/{dossier}/receipt";
/// An official paper of a dossier as a file: `receipt`, `supplement-1`.
pub const DOSSIER_PAPER: &str = "/dossiers/{dossier}/papers/{paper}";
/// Where the square code of a paper leads: on to the look-up that asks for four digits.
pub const PAPER_CODE: &str = "/g/{code}";
/// The sheet that says what one still has to bring.
pub const GUIDANCE_PAPER: &str = "/guidance/{guidance}/paper";
/// The answer to a supplement request (GET shows, POST hands it in).
pub const DOSSIER_SUPPLEMENT: &str = "/dossiers/{dossier}/supplement";
/// Takes a dossier back (GET asks, POST does it).
pub const DOSSIER_WITHDRAW: &str = "/dossiers/{dossier}/withdraw";
/// What is promised, or the last day of a supplement, as a file for a calendar.
pub const DOSSIER_CALENDAR: &str = "/dossiers/{dossier}/calendar.ics";
/// The same of a dossier that was looked up (POST).
pub const TRACK_CALENDAR: &str = "/track/calendar.ics";
/// A dossier by the number on its receipt, without an account.
pub const TRACK: &str = "/track";
/// Who looked at my data.
pub const LOOKS: &str = "/me/looks";
/// How I am told; POST gives an e-mail address.
pub const CONTACT: &str = "/me/contact";
/// Confirms the address with its code (POST).
pub const CONTACT_CODE: &str = "/me/contact/code";
/// Ends letters by e-mail (POST).
pub const CONTACT_FORGET: &str = "/me/contact/forget";
/// My notices; POST marks them all as read.
pub const NOTICES: &str = "/me/notices";
/// Marks a notice as read and leads to its dossier (POST).
pub const NOTICE: &str = "/me/notices/{notice}";
/// Ends letters by e-mail, by the link in one of them (POST); no account is needed.
pub const LETTERS_OFF: &str = "/letters/{notice}/off";
/// How the system is, for everybody.
pub const STATUS: &str = "/status";
/// Every component with every sample.
pub const STYLEGUIDE: &str = "/styleguide";

/// Officers' sign-in.
pub const DESK_SIGN_IN: &str = "/desk/sign-in";
/// Their second factor.
pub const DESK_SECOND_FACTOR: &str = "/desk/sign-in/second-factor";
/// Activation with a slip.
pub const DESK_ACTIVATE: &str = "/desk/activate";
/// Ends an officer's session (POST).
pub const DESK_SIGN_OUT: &str = "/desk/sign-out";
/// Locks the screen.
pub const DESK_LOCK: &str = "/desk/lock";
/// An officer's own sessions.
pub const DESK_SESSIONS: &str = "/desk/sessions";
/// Ends one of them (POST).
pub const DESK_SESSION_END: &str = "/desk/sessions/{session}/end";
/// What waits to be received.
pub const DESK_COUNTER: &str = "/desk/counter";
/// One submission at the counter.
pub const DESK_SUBMISSION: &str = "/desk/counter/{dossier}";
/// Giving dossiers to officers: `?list=…&after=…` (POST gives what is ticked).
pub const DESK_ASSIGN: &str = "/desk/assign";
/// Helping somebody to file (GET asks for whom, POST finds them by their number).
pub const DESK_HELP: &str = "/desk/help";
/// Keeps somebody who is not known yet (POST).
pub const DESK_HELP_PERSON: &str = "/desk/help/person";
/// Choosing the procedure for a person: `?q=…` (POST begins the draft).
pub const DESK_HELP_CHOOSE: &str = "/desk/help/{person}";
/// Whose matter such a draft is (GET asks, POST says).
pub const DESK_HELP_FOR: &str = "/desk/help/drafts/{draft}/for";
/// A right to act for somebody, seen at the counter (GET asks, POST keeps it).
pub const DESK_HELP_MANDATE: &str = "/desk/help/drafts/{draft}/mandate";
/// A section of a draft that an officer fills in (GET shows, POST saves).
pub const DESK_HELP_DRAFT: &str = "/desk/help/drafts/{draft}/{section}";
/// The whole of it, with what is handed over (GET shows, POST hands it in, and accepts it).
pub const DESK_HELP_REVIEW: &str = "/desk/help/drafts/{draft}/review";
/// Work by who holds it: `?holder=…&shown=…`.
pub const DESK_WORKLIST: &str = "/desk/worklist";
/// What the officer is reminded of; POST marks all as seen.
pub const DESK_REMINDERS: &str = "/desk/reminders";
/// Marks a reminder as seen and leads to its dossier (POST).
pub const DESK_REMINDER: &str = "/desk/reminders/{reminder}";
/// One dossier, with the acts allowed now.
pub const DESK_DOSSIER: &str = "/desk/dossiers/{dossier}";
/// An act on a dossier (GET shows its page where it has one, POST does it).
pub const DESK_ACT: &str = "/desk/dossiers/{dossier}/{act}";
/// What is done about a question to a unit: `answer`, `lapse`, `recall` (GET shows its page, POST does it).
pub const DESK_OPINION: &str = "/desk/opinions/{opinion}/{act}";
/// An official paper of a dossier at a desk (GET gives the file, POST prints it again).
pub const DESK_PAPER: &str = "/desk/dossiers/{dossier}/papers/{paper}";
/// The leader's page.
pub const DESK_SIGNING: &str = "/desk/signing";
/// The records clerk's page.
pub const DESK_RECORDS: &str = "/desk/records";
/// Results to deliver.
pub const DESK_DELIVERY: &str = "/desk/delivery";
/// Originals of a unit: `?after=…` (POST makes a hand-over list of what is ticked).
pub const DESK_ORIGINALS: &str = "/desk/originals";
/// What a centre took on a day.
pub const DESK_PAYMENTS: &str = "/desk/payments";
/// Giving an original back (GET asks to whom, POST does it).
pub const DESK_ORIGINAL_RETURN: &str = "/desk/originals/{original}/return";
/// Hand-over lists: `?q=…` takes a number or what the square code says.
pub const DESK_HAND_OVERS: &str = "/desk/hand-overs";
/// One hand-over list.
pub const DESK_HAND_OVER: &str = "/desk/hand-overs/{list}";
/// Its printed sheet.
pub const DESK_HAND_OVER_PAPER: &str = "/desk/hand-overs/{list}/paper";
/// What is done with it (POST): `send`, `receive`, `found`, `drop`.
pub const DESK_HAND_OVER_ACT: &str = "/desk/hand-overs/{list}/{act}";
/// Conditional slips: `?q=…` takes a code, a personal number or a name.
pub const DESK_GUIDANCES: &str = "/desk/guidance";
/// The sheet of a slip.
pub const DESK_GUIDANCE_PAPER: &str = "/desk/guidance/{guidance}/paper";
/// Goes on with its draft here (POST).
pub const DESK_GUIDANCE_RESUME: &str = "/desk/guidance/{guidance}/resume";
/// What is still to be brought for a draft (GET asks, POST gives the slip).
pub const DESK_HELP_GUIDANCE: &str = "/desk/help/drafts/{draft}/guidance";
/// Finding a dossier: `?q=…`.
pub const DESK_FIND: &str = "/desk/find";
/// *Báo lỗi*: carries request id, page and version, nothing of anybody.
pub const DESK_REPORT: &str = "/desk/report";
/// Units.
pub const DESK_UNITS: &str = "/desk/admin/units";
/// Closes one of them in favour of another (GET asks, POST does it).
pub const DESK_UNIT_SUCCEED: &str = "/desk/admin/units/{unit}/succeed";
/// Officers and positions.
pub const DESK_OFFICERS: &str = "/desk/admin/officers";
/// A printed activation slip (POST makes it, shown once).
pub const DESK_SLIP: &str = "/desk/admin/officers/{officer}/slip";

/// Other systems that call the API.
pub const DESK_CLIENTS: &str = "/desk/admin/clients";
/// Opens one of them (GET asks, POST does it and shows its token once).
pub const DESK_CLIENT_OPEN: &str = "/desk/admin/clients/open";
/// Gives one of them another token (GET asks, POST shows it once).
pub const DESK_CLIENT_TOKEN: &str = "/desk/admin/clients/{client}/token";
/// Closes one of them (GET asks, POST does it).
pub const DESK_CLIENT_CLOSE: &str = "/desk/admin/clients/{client}/close";

/// Messages that were given up; POST tries all of them again.
pub const DESK_LETTERS: &str = "/desk/admin/letters";
/// Tries one of them again (POST).
pub const DESK_LETTER_RETRY: &str = "/desk/admin/letters/{message}/retry";

/// Maintenance that everybody is told of; POST announces it.
pub const DESK_MAINTENANCE: &str = "/desk/admin/maintenance";
/// Calls it off (POST).
pub const DESK_MAINTENANCE_OFF: &str = "/desk/admin/maintenance/{maintenance}/off";

pub(crate) fn fill(pattern: &str, parts: &[(&str, &dyn Display)]) -> String {
    parts.iter().fold(pattern.to_owned(), |path, (name, value)| {
        path.replace(&format!("{{{name}}}"), &value.to_string())
    })
}

/// The page of a procedure.
pub fn procedure(code: &str) -> String {
    fill(PROCEDURE, &[("code", &code)])
}

/// Where a draft of a procedure begins.
pub fn procedure_start(code: &str) -> String {
    fill(PROCEDURE_START, &[("code", &code)])
}

/// A section of a draft.
pub fn draft(draft: impl Display, section: impl Display) -> String {
    fill(DRAFT, &[("draft", &draft), ("section", &section)])
}

/// The review of a draft.
pub fn draft_review(draft: impl Display) -> String {
    fill(DRAFT_REVIEW, &[("draft", &draft)])
}

/// Where a draft is made somebody's matter.
pub fn draft_for(draft: impl Display) -> String {
    fill(DRAFT_FOR, &[("draft", &draft)])
}

/// The same for a draft that an officer fills in.
pub fn desk_help_for(draft: impl Display) -> String {
    fill(DESK_HELP_FOR, &[("draft", &draft)])
}

/// Keeping a right to act, for such a draft.
pub fn desk_help_mandate(draft: impl Display) -> String {
    fill(DESK_HELP_MANDATE, &[("draft", &draft)])
}

/// Where a draft is submitted.
pub fn draft_submit(draft: impl Display) -> String {
    fill(DRAFT_SUBMIT, &[("draft", &draft)])
}

/// A dossier, for its people.
pub fn dossier(dossier: impl Display) -> String {
    fill(DOSSIER, &[("dossier", &dossier)])
}

/// What stands after submitting a dossier.
pub fn dossier_submitted(dossier: impl Display) -> String {
    fill(DOSSIER_SUBMITTED, &[("dossier", &dossier)])
}

/// The answer to a dossier's supplement request.
pub fn dossier_supplement(dossier: impl Display) -> String {
    fill(DOSSIER_SUPPLEMENT, &[("dossier", &dossier)])
}

/// Where a dossier is taken back.
pub fn dossier_withdraw(dossier: impl Display) -> String {
    fill(DOSSIER_WITHDRAW, &[("dossier", &dossier)])
}

/// Form 01 of a dossier.
pub fn dossier_receipt(dossier: impl Display) -> String {
    fill(DOSSIER_RECEIPT, &[("dossier", &dossier)])
}

/// What is promised of a dossier, for a calendar.
pub fn dossier_calendar(dossier: impl Display) -> String {
    fill(DOSSIER_CALENDAR, &[("dossier", &dossier)])
}

/// A paper of a dossier, for its people.
pub fn dossier_paper(dossier: impl Display, paper: impl Display) -> String {
    fill(DOSSIER_PAPER, &[("dossier", &dossier), ("paper", &paper)])
}

/// A paper of a dossier, for officers.
pub fn desk_paper(dossier: impl Display, paper: impl Display) -> String {
    fill(DESK_PAPER, &[("dossier", &dossier), ("paper", &paper)])
}

/// Where a notice is opened.
pub fn notice(notice: impl Display) -> String {
    fill(NOTICE, &[("notice", &notice)])
}

/// Where letters end, for whoever holds one.
pub fn letters_off(notice: impl Display) -> String {
    fill(LETTERS_OFF, &[("notice", &notice)])
}

/// A submission at the counter.
pub fn desk_submission(dossier: impl Display) -> String {
    fill(DESK_SUBMISSION, &[("dossier", &dossier)])
}

/// Where the procedure is chosen for a person.
pub fn desk_help_choose(person: impl Display) -> String {
    fill(DESK_HELP_CHOOSE, &[("person", &person)])
}

/// A section of a draft that an officer fills in.
pub fn desk_help_draft(draft: impl Display, section: impl Display) -> String {
    fill(DESK_HELP_DRAFT, &[("draft", &draft), ("section", &section)])
}

/// The whole of a draft that an officer fills in.
pub fn desk_help_review(draft: impl Display) -> String {
    fill(DESK_HELP_REVIEW, &[("draft", &draft)])
}

/// Where a reminder is opened.
pub fn desk_reminder(reminder: impl Display) -> String {
    fill(DESK_REMINDER, &[("reminder", &reminder)])
}

/// A dossier, for officers.
pub fn desk_dossier(dossier: impl Display) -> String {
    fill(DESK_DOSSIER, &[("dossier", &dossier)])
}

/// An act on a dossier: `supplement`, `refuse`, `accept`, `propose`, `sign`, `issue`, `deliver`.
pub fn desk_act(dossier: impl Display, act: &str) -> String {
    fill(DESK_ACT, &[("dossier", &dossier), ("act", &act)])
}

/// What is done about a question to a unit.
pub fn desk_opinion(opinion: impl Display, act: &str) -> String {
    fill(DESK_OPINION, &[("opinion", &opinion), ("act", &act)])
}

/// Where an original is given back.
pub fn desk_original_return(original: impl Display) -> String {
    fill(DESK_ORIGINAL_RETURN, &[("original", &original)])
}

/// A hand-over list.
pub fn desk_hand_over(list: impl Display) -> String {
    fill(DESK_HAND_OVER, &[("list", &list)])
}

/// The printed sheet of a hand-over list.
pub fn desk_hand_over_paper(list: impl Display) -> String {
    fill(DESK_HAND_OVER_PAPER, &[("list", &list)])
}

/// What is done with a hand-over list: `send`, `receive`, `found`, `drop`.
pub fn desk_hand_over_act(list: impl Display, act: &str) -> String {
    fill(DESK_HAND_OVER_ACT, &[("list", &list), ("act", &act)])
}

/// The sheet of a slip, at a desk.
pub fn desk_guidance_paper(guidance: impl Display) -> String {
    fill(DESK_GUIDANCE_PAPER, &[("guidance", &guidance)])
}

/// Where the draft of a slip goes on.
pub fn desk_guidance_resume(guidance: impl Display) -> String {
    fill(DESK_GUIDANCE_RESUME, &[("guidance", &guidance)])
}

/// Where a slip is given for a draft.
pub fn desk_help_guidance(draft: impl Display) -> String {
    fill(DESK_HELP_GUIDANCE, &[("draft", &draft)])
}

/// The sheet of one's own slip.
pub fn guidance_paper(guidance: impl Display) -> String {
    fill(GUIDANCE_PAPER, &[("guidance", &guidance)])
}

/// Where one of an officer's own sessions is ended.
pub fn desk_session_end(session: impl Display) -> String {
    fill(DESK_SESSION_END, &[("session", &session)])
}

/// The officers of a unit.
pub fn desk_officers_of(unit: impl Display) -> String {
    format!("{DESK_OFFICERS}?unit={unit}")
}

/// The activation slip of an officer.
pub fn desk_slip(officer: impl Display) -> String {
    fill(DESK_SLIP, &[("officer", &officer)])
}

/// Where another system gets a new token.
pub fn desk_client_token(client: impl Display) -> String {
    fill(DESK_CLIENT_TOKEN, &[("client", &client)])
}

/// Where a unit is closed in favour of another.
pub fn desk_unit_succeed(unit: impl Display) -> String {
    fill(DESK_UNIT_SUCCEED, &[("unit", &unit)])
}

/// Where another system is closed.
pub fn desk_client_close(client: impl Display) -> String {
    fill(DESK_CLIENT_CLOSE, &[("client", &client)])
}

/// Where a dead letter is tried again.
pub fn desk_letter_retry(message: impl Display) -> String {
    fill(DESK_LETTER_RETRY, &[("message", &message)])
}

/// Where maintenance is called off.
pub fn desk_maintenance_off(maintenance: impl Display) -> String {
    fill(DESK_MAINTENANCE_OFF, &[("maintenance", &maintenance)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_fill_what_routers_name() {
        assert_eq!(procedure("1.004873"), "/procedures/1.004873");
        assert_eq!(desk_act(7, "supplement"), "/desk/dossiers/7/supplement");
    }
}
