//! How the errors of the actions reach a client: stable codes, wrong fields by name, causes to the log.

use crate::accept::AcceptError;
use crate::apology::ApologyError;
use crate::charge::ChargeError;
use crate::checklist::CheckError;
use crate::deliver::DeliverError;
use crate::done::DoneError;
use crate::draft::{ActForError, DraftError};
use crate::enclosure::EncloseError;
use crate::guidance::GuidanceError;
use crate::hand_over::HandOverError;
use crate::opinion::{AnswerOpinionError, AskOpinionError, CloseOpinionError};
use crate::original::OriginalError;
use crate::refuse::RefuseError;
use crate::stage::WrongStage;
use crate::step::assign::AssignError;
use crate::step::bring_back::BringBackError;
use crate::step::issue::IssueError;
use crate::step::pass_on::PassOnError;
use crate::step::propose::ProposeError;
use crate::step::send_back::SendBackError;
use crate::step::sign::SignError;
use crate::step::{NotHolder, NoteError};
use crate::stop::StopError;
use crate::submit::SubmitError;
use crate::supplement::{AnswerError, AskError, LapseError};
use crate::terms::TermsError;
use crate::transfer::TransferError;
use crate::withdraw::WithdrawError;
use motcua_kernel::{Code, FieldProblem, Problem, codes};
use motcua_papers::Unfit;

/// The procedure is not set up so that the dossier can go on.
pub const PROCEDURE_NOT_READY: Code = Code::new("procedure-not-ready", 409);
/// The procedure has changed since the draft was begun.
pub const VERSION_CLOSED: Code = Code::new("version-closed", 409);
/// The procedure is not received here.
pub const NOT_RECEIVED_HERE: Code = Code::new("not-received-here", 409);
/// Identity was not made sure of.
pub const IDENTITY_TOO_WEAK: Code = Code::new("identity-too-weak", 403);
/// The source handed in a dossier with this number before.
pub const FILED_BEFORE: Code = Code::new("filed-before", 409);
/// The time to answer is over.
pub const ANSWER_LATE: Code = Code::new("answer-late", 409);
/// A second supplement request needs a ground.
pub const ASKED_BEFORE: Code = Code::new("asked-before", 422);
/// A new moment has been promised already.
pub const PROMISED_AGAIN: Code = Code::new("promised-again", 409);
/// Something is still to be paid.
pub const DUES_OPEN: Code = Code::new("dues-open", 409);
/// The charge is paid, waived or given back already.
pub const CHARGE_SETTLED: Code = Code::new("charge-settled", 409);
/// Originals of the dossier are not at the desk that delivers.
pub const ORIGINALS_ELSEWHERE: Code = Code::new("originals-elsewhere", 409);
/// Somebody else holds the dossier.
pub const HELD_BY_ANOTHER: Code = Code::new("held-by-another", 409);
/// The number that another system gave is not written down.
pub const NUMBER_LACKING: Code = Code::new("number-lacking", 409);
/// A unit that was asked for its opinion has not answered yet.
pub const OPINIONS_OPEN: Code = Code::new("opinions-open", 409);
/// The dossier lies in the unit's list: take it first.
pub const NOT_TAKEN: Code = Code::new("not-taken", 409);

/// Every code of this room, for the test that each has its page.
pub const CODES: &[Code] = &[
    PROCEDURE_NOT_READY,
    VERSION_CLOSED,
    NOT_RECEIVED_HERE,
    IDENTITY_TOO_WEAK,
    FILED_BEFORE,
    ANSWER_LATE,
    ASKED_BEFORE,
    PROMISED_AGAIN,
    DUES_OPEN,
    CHARGE_SETTLED,
    ORIGINALS_ELSEWHERE,
    HELD_BY_ANOTHER,
    NUMBER_LACKING,
    OPINIONS_OPEN,
    NOT_TAKEN,
];

fn field(name: &str, message: &'static str) -> Problem {
    Problem::new(codes::INVALID).field(name, message)
}

fn fields(fields: Vec<FieldProblem>) -> Problem {
    Problem {
        fields,
        ..Problem::new(codes::INVALID)
    }
}

impl From<WrongStage> for Problem {
    fn from(error: WrongStage) -> Self {
        Self::new(codes::WRONG_STATE)
            .value("stage", error.stage.word())
            .value("act", error.act.word())
            .caused_by(error)
    }
}

impl From<CheckError> for Problem {
    fn from(error: CheckError) -> Self {
        let (key, message) = match &error {
            CheckError::Unchecked(key) => (key, "check-no-verdict"),
            CheckError::NotAComponent(key) => (key, "check-not-a-component"),
            CheckError::Twice(key) => (key, "check-two-verdicts"),
            CheckError::Needed(key) => (key, "check-always-needed"),
            CheckError::NoRemark(key) => (key, "check-no-remark"),
        };
        field(&format!("checked/{key}"), message)
    }
}

impl From<DoneError> for Problem {
    fn from(error: DoneError) -> Self {
        match error {
            DoneError::Reused => Self::new(codes::KEY_REUSED),
            DoneError::Read(error) => error.into(),
        }
    }
}

impl From<TermsError> for Problem {
    fn from(error: TermsError) -> Self {
        Self::new(PROCEDURE_NOT_READY).caused_by(error)
    }
}

impl From<NotHolder> for Problem {
    fn from(error: NotHolder) -> Self {
        let code = match error {
            NotHolder::NotTaken => NOT_TAKEN,
            NotHolder::Another { .. } | NotHolder::OtherUnit { .. } => HELD_BY_ANOTHER,
        };
        Self::new(code).caused_by(error)
    }
}

/// Errors whose variants of the same name mean the same everywhere; the rest is told one by one.
macro_rules! problems {
    ($($error:ident { $($same:ident),* $(,)? } { $($pattern:pat => $problem:expr),* $(,)? })+) => {$(
        impl From<$error> for Problem {
            fn from(error: $error) -> Self {
                match error {
                    $($error::$same(inner) => inner.into(),)*
                    $($pattern => $problem,)*
                }
            }
        }
    )+};
}

problems! {
    AcceptError { WrongStage, Check, Original, Charge, Terms, Read, Commit } {
        AcceptError::Lacking(key) => field(&format!("checked/{key}"), "check-still-lacking"),
        AcceptError::NothingToSign => Problem::new(PROCEDURE_NOT_READY),
        AcceptError::NoNextStep => Problem::new(PROCEDURE_NOT_READY),
        AcceptError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        AcceptError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    EncloseError { File, Read, Commit } {
        EncloseError::NoSuchPlace | EncloseError::NoSuchFile | EncloseError::NotAComponent(_) => {
            Problem::new(codes::NOT_FOUND)
        },
        EncloseError::Closed => Problem::new(codes::WRONG_STATE),
        EncloseError::HandedIn => Problem::new(codes::NOT_ALLOWED),
        EncloseError::TooMuch => Problem::new(codes::INVALID),
        EncloseError::Unfit(Unfit::Busy) => Problem::new(codes::UNAVAILABLE),
        EncloseError::Unfit(unfit) => Problem::new(codes::INVALID).caused_by(unfit),
    }
    RefuseError { WrongStage, Read, Commit } {
        RefuseError::NoGround => field("ground", "refusal-needs-ground"),
        RefuseError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        RefuseError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    AskError { WrongStage, NotHolder, Check, Terms, Read, Commit } {
        AskError::NothingLacking => field("checked", "supplement-nothing-lacking"),
        AskError::NoReason => field("reason", "supplement-needs-reason"),
        AskError::TooSoon(_) => field("last_day", "supplement-last-day-too-soon"),
        AskError::AskedBefore => Problem::new(ASKED_BEFORE).field("again", "supplement-needs-ground"),
        AskError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        AskError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    AnswerError { WrongStage, Terms, Read, Commit } {
        AnswerError::Closed => Problem::new(codes::WRONG_STATE),
        AnswerError::Late { last_day } => Problem::new(ANSWER_LATE).value("last_day", last_day.to_string()),
        AnswerError::Fields(wrong) => fields(wrong),
        AnswerError::NoSuchRequest => Problem::new(codes::NOT_FOUND),
        AnswerError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    LapseError { WrongStage, Read, Commit } {
        LapseError::Closed | LapseError::TooSoon { .. } => Problem::new(codes::WRONG_STATE),
        LapseError::NoSuchRequest => Problem::new(codes::NOT_FOUND),
    }
    SubmitError { Terms, Read, Commit } {
        SubmitError::IdentityTooWeak => Problem::new(IDENTITY_TOO_WEAK),
        SubmitError::HelperWithoutPlace => field("help", "submit-helper-without-place"),
        SubmitError::Fields(wrong) => fields(wrong),
        SubmitError::VersionClosed => Problem::new(VERSION_CLOSED),
        SubmitError::NoMandate => field("representative", "submit-mandate-does-not-hold"),
        SubmitError::NotHere => Problem::new(NOT_RECEIVED_HERE),
        SubmitError::Jurisdiction(error) => field("territory", "submit-choose-the-place").caused_by(error),
        SubmitError::NoSuchDraft => Problem::new(codes::NOT_FOUND),
        SubmitError::FiledBefore { dossier } => match dossier {
            Some(dossier) => Problem::new(FILED_BEFORE).value("dossier", dossier.to_string()),
            None => Problem::new(FILED_BEFORE),
        },
        SubmitError::NoForeignNumber => field("number", "submit-foreign-number"),
        SubmitError::NoSuchProcedure => field("procedure", "submit-no-such-procedure"),
        SubmitError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    DraftError { Read, Commit } {
        DraftError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
        DraftError::NoSuchDraft => Problem::new(codes::NOT_FOUND),
        DraftError::NotOffered => Problem::new(NOT_RECEIVED_HERE),
    }
    ActForError { Read, Commit } {
        ActForError::NoSuchDraft => Problem::new(codes::NOT_FOUND),
        ActForError::NoMandate => field("applicant", "submit-mandate-does-not-hold"),
    }
    AssignError { WrongStage, Read, Commit } {
        AssignError::OtherUnit { .. } => Problem::new(HELD_BY_ANOTHER),
        AssignError::NoPosition => field("officer", "assign-no-position"),
        AssignError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        AssignError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    PassOnError { WrongStage, NotHolder, Terms, Read, Commit } {
        PassOnError::NoNumber => Problem::new(NUMBER_LACKING),
        PassOnError::OpinionsOpen => Problem::new(OPINIONS_OPEN),
        PassOnError::NeedsResult => Problem::new(codes::WRONG_STATE),
        PassOnError::NoNextStep => Problem::new(PROCEDURE_NOT_READY),
        PassOnError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        PassOnError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    AskOpinionError { WrongStage, NotHolder, Terms, Read, Commit } {
        AskOpinionError::Nobody => field("unit", "opinion-unit-missing"),
        AskOpinionError::NotAsked => field("unit", "opinion-unit-not-asked"),
        AskOpinionError::OwnUnit => field("unit", "opinion-own-unit"),
        AskOpinionError::AskedAlready => field("unit", "opinion-asked-already"),
        AskOpinionError::NoQuestion => field("question", "opinion-question-missing"),
        AskOpinionError::NoTerm => field("days", "opinion-days-hint"),
        AskOpinionError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        AskOpinionError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    AnswerOpinionError { WrongStage, Read, Commit } {
        AnswerOpinionError::Closed => Problem::new(codes::WRONG_STATE),
        AnswerOpinionError::NoText => field("text", "opinion-text-missing"),
        AnswerOpinionError::NoSuchQuestion => Problem::new(codes::NOT_FOUND),
        AnswerOpinionError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    CloseOpinionError { WrongStage, NotHolder, Read, Commit } {
        CloseOpinionError::Closed | CloseOpinionError::TooSoon(_) => Problem::new(codes::WRONG_STATE),
        CloseOpinionError::NoReason => field("text", "opinion-reason-missing"),
        CloseOpinionError::NoSuchQuestion => Problem::new(codes::NOT_FOUND),
        CloseOpinionError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    BringBackError { WrongStage, NotHolder, Terms, Read, Commit } {
        BringBackError::OtherStep(_) => Problem::new(codes::WRONG_STATE),
        BringBackError::NoNumber => field("number", "external-number-missing"),
        BringBackError::Lacking(what) => field(&format!("written/{what}"), "bring-back-written-missing"),
        BringBackError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        BringBackError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    ProposeError { WrongStage, NotHolder, Terms, Read, Commit } {
        ProposeError::NoNumber => Problem::new(NUMBER_LACKING),
        ProposeError::OpinionsOpen => Problem::new(OPINIONS_OPEN),
        ProposeError::NotYet => Problem::new(codes::WRONG_STATE),
        ProposeError::Empty => field("content", "propose-empty"),
        ProposeError::NotToWrite(_) => field("content", "propose-not-to-write"),
        ProposeError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        ProposeError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    SendBackError { WrongStage, NotHolder, Terms, Read, Commit } {
        SendBackError::NotBefore => field("to", "send-back-not-before"),
        SendBackError::NoReason => field("reason", "send-back-needs-reason"),
        SendBackError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        SendBackError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    SignError { WrongStage, NotHolder, Paper, Terms, Read, Commit } {
        SignError::OtherStep(_) | SignError::OtherResult => Problem::new(codes::WRONG_STATE),
        SignError::NoNextStep => Problem::new(PROCEDURE_NOT_READY),
        SignError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        SignError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    NoteError { Read, Commit } {
        NoteError::Empty => field("text", "note-empty"),
        NoteError::NobodyCalled => field("whom", "note-whom-missing"),
        NoteError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        NoteError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    IssueError { WrongStage, NotHolder, Terms, Read, Commit } {
        IssueError::OtherResult => Problem::new(codes::WRONG_STATE),
        IssueError::NoNextStep => Problem::new(PROCEDURE_NOT_READY),
        IssueError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        IssueError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    DeliverError { WrongStage, Read, Commit } {
        DeliverError::Charge(error) => error.into(),
        DeliverError::DuesOpen => Problem::new(DUES_OPEN),
        DeliverError::OriginalsElsewhere(count) => Problem::new(ORIGINALS_ELSEWHERE).value("count", count.to_string()),
        DeliverError::NoTaker => field("taken_by", "deliver-needs-taker"),
        DeliverError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        DeliverError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    ChargeError { WrongStage, Terms, Read, Commit } {
        ChargeError::Settled => Problem::new(CHARGE_SETTLED),
        ChargeError::NothingTaken => Problem::new(CHARGE_SETTLED),
        ChargeError::NoAmount => field("amount", "charge-needs-amount"),
        ChargeError::Amount => field("amount", "charge-amount-wrong"),
        ChargeError::NoGround => field("ground", "charge-needs-ground"),
        ChargeError::NoSuchExemption => field("exemption", "charge-no-such-exemption"),
        ChargeError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        ChargeError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    StopError { WrongStage, Read, Commit } {
        StopError::NoGround => field("ground", "stop-needs-ground"),
        StopError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        StopError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    TransferError { WrongStage, Terms, Read, Commit } {
        TransferError::NoGround => field("ground", "transfer-needs-ground"),
        TransferError::SameUnit => field("unit", "transfer-same-unit"),
        TransferError::DecidesNothing => field("unit", "transfer-decides-nothing"),
        TransferError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        TransferError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    ApologyError { WrongStage, Read, Commit } {
        ApologyError::PromisedAgain => Problem::new(PROMISED_AGAIN),
        ApologyError::NoReason => field("reason", "apology-needs-reason"),
        ApologyError::Days(_) | ApologyError::TooLong => field("days", "apology-days-wrong"),
        ApologyError::Over => field("days", "apology-over"),
        ApologyError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        ApologyError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    WithdrawError { WrongStage, Read, Commit } {
        WithdrawError::NoSuchDossier => Problem::new(codes::NOT_FOUND),
        WithdrawError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    OriginalError { Terms, Read, Commit } {
        OriginalError::Elsewhere(_) => Problem::new(codes::STALE),
        OriginalError::NothingKept => Problem::new(codes::WRONG_STATE),
        OriginalError::NotAComponent(_) => field("component", "original-component"),
        OriginalError::NoDescription => field("description", "original-description"),
        OriginalError::Sheets => field("sheets", "original-sheets-wrong"),
        OriginalError::NoTaker => field("taken_by", "deliver-needs-taker"),
        OriginalError::NoSuchOriginal => Problem::new(codes::NOT_FOUND),
        OriginalError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    HandOverError { Original, Read, Commit } {
        HandOverError::WrongState => Problem::new(codes::STALE),
        HandOverError::Nothing => field("original", "hand-over-nothing"),
        HandOverError::TooMany => field("original", "hand-over-too-many"),
        HandOverError::NoUnit => field("to", "hand-over-no-unit"),
        HandOverError::NoSuchHandOver => Problem::new(codes::NOT_FOUND),
        HandOverError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
    GuidanceError { Read, Commit } {
        GuidanceError::Nothing => field("component", "guidance-nothing"),
        GuidanceError::NotAComponent(_) => field("component", "guidance-component"),
        GuidanceError::Day => field("day", "guidance-day"),
        GuidanceError::NoSuchDraft => Problem::new(codes::NOT_FOUND),
        GuidanceError::NotAllowed => Problem::new(codes::NOT_ALLOWED),
    }
}
