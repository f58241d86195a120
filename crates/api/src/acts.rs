//! What another system does with a dossier that it handed in: receive it in the name of its centre, answer a
//! supplement request, take it back.

use crate::Site;
use crate::body::{Members, Sent as Body, read};
use crate::client::Caller;
use crate::key::{DoneBody, Key, KeyShape, VersionShape, answer, answered, if_match, precondition, written};
use crate::problem::{ProblemBody, Refusal};
use crate::submission::below_answers;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use motcua_catalog::form::FormRules;
use motcua_dossier::accept::{Accept, accept};
use motcua_dossier::access::acting_subject;
use motcua_dossier::checklist::{Checked, Verdict};
use motcua_dossier::filled::Filled;
use motcua_dossier::kept::load;
use motcua_dossier::supplement::{Answer, AnswerError, answer as take_answer, open_for};
use motcua_dossier::withdraw::{Withdraw, withdraw};
use motcua_dossier::{Act, WrongStage};
use motcua_kernel::{Context, DossierId, Problem, RequestKey, codes};
use motcua_org::Right;
use motcua_org::rights::Reach;
use serde_json::Value as Json;
use utoipa::ToSchema;

/// Components of a procedure at most.
const MOST_CHECKED: usize = 200;

/// The first check: a verdict for every component of the procedure.
#[derive(ToSchema)]
#[schema(as = Acceptance)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used: the body is read member by member")]
pub struct AcceptanceShape {
    /// One line for each component of the dossier's version.
    #[schema(max_items = 200)]
    checked: Vec<CheckedShape>,
}

/// What was found of one component.
#[derive(ToSchema)]
#[schema(as = Checked)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used: the body is read member by member")]
pub struct CheckedShape {
    /// The component's key.
    #[schema(min_length = 1, max_length = 100)]
    component: String,
    /// What was found.
    verdict: VerdictShape,
    /// How many were handed in; for `handed_in`.
    #[schema(required = false, nullable = false, minimum = 1, maximum = 1000)]
    copies: Option<u32>,
}

/// What was found of a component.
#[derive(ToSchema)]
#[schema(as = Verdict, rename_all = "snake_case")]
#[expect(dead_code, reason = "only its shape is used")]
pub enum VerdictShape {
    /// Handed in and kept.
    HandedIn,
    /// Shown, compared with the original and given back.
    Shown,
    /// Replaced by data that the state has.
    FromData,
    /// Not needed in this case.
    NotNeeded,
}

/// The answer to the open supplement request.
#[derive(ToSchema)]
#[schema(as = SupplementAnswer)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used: the body is read member by member")]
pub struct AnswerShape {
    /// The whole form, filled in anew, on the version that the dossier was handed in with.
    #[schema(value_type = Object)]
    answers: (),
}

/// A withdrawal.
#[derive(ToSchema)]
#[schema(as = Withdrawal, example = json!({}))]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used: the body is read member by member")]
pub struct WithdrawalShape {
    /// Why, where the applicant says so; nobody has to.
    #[schema(required = false, nullable = false, min_length = 1, max_length = 1000)]
    reason: Option<String>,
}

/// What every act here needs, once the request says it.
struct Doing {
    dossier: DossierId,
    key: RequestKey,
    ctx: Context,
}

impl Doing {
    /// Reads what stands beside the body, or gives the first answer again.
    async fn begin(site: &Site, caller: &Caller, id: &str, key: &Key, body: &Json) -> Result<Begun, Problem> {
        let dossier: DossierId = id.parse().map_err(|_| Problem::new(codes::NOT_FOUND))?;
        let key = key.of(caller, body);
        if let Some(done) = answered(site, &key).await? {
            return Ok(Begun::Again(written(&done, StatusCode::OK)));
        }
        let ctx = caller.context(site).with_key(key.clone());
        Ok(Begun::First(Self { dossier, key, ctx }))
    }
}

enum Begun {
    First(Doing),
    Again(Response),
}

/// Receives a dossier that the client handed in itself, in the name of the centre that its connection names: it gets
/// its number, and the time limit begins.
#[utoipa::path(
    post,
    operation_id = "accept_dossier",
    path = "/api/v1/dossiers/{id}/acceptance",
    tag = "dossiers",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The dossier's id", example = "01938f2a-7c11-7d42-9b1e-5f0c2ad67f3a"),
        ("Idempotency-Key" = inline(KeyShape), Header, description = "A key of the client's own for this one request"),
        ("If-Match" = inline(VersionShape), Header, description = "The `ETag` of the version that was checked"),
    ),
    request_body = AcceptanceShape,
    responses(
        (status = 200, description = "It is accepted", body = DoneBody, headers(("ETag" = String, description = "The dossier's version"))),
        (status = 400, description = "No key, or a body that is no JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that does not count", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The client receives for no centre", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such dossier, or not for this client", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Where it stands does not allow it", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "It is no longer at that version", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is no JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The check is not whole, or the key came with another body", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The store did not answer: send the same again", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn acceptance(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    key: Key,
    headers: HeaderMap,
    Body(body): Body,
) -> Result<Response, Refusal> {
    let doing = match Doing::begin(&site, &caller, &id, &key, &body).await? {
        Begun::Again(response) => return Ok(response),
        Begun::First(doing) => doing,
    };
    let mut centres = caller.rights.grants().iter().filter_map(|grant| match grant.reach {
        Reach::Receiving(centre) if grant.right == Right::Accept => Some(centre),
        _ => None,
    });
    let centre = centres.next().ok_or(Problem::new(codes::NOT_ALLOWED))?;
    let checked = read(body, |members| members.objects("checked", MOST_CHECKED, read_checked))?;
    let version = if_match(&headers)?;
    let command = Accept {
        dossier: doing.dossier,
        centre,
        checked,
        originals: Vec::new(),
        settled: Vec::new(),
        version: Some(version),
    };
    accept(&site.store, &site.directory(), command, &doing.ctx)
        .await
        .map_err(|error| precondition(error.into()))?;
    answer(&site, &doing.key, StatusCode::OK).await
}

fn read_checked(members: &mut Members<'_>) -> Option<Checked> {
    let component = members.text("component", 100);
    let copies = match members.has("copies") {
        true => members.number("copies", 1, 1000),
        false => Some(1),
    };
    let verdict = members.parsed("verdict", 20, |word| match word {
        "handed_in" => Some(Verdict::HandedIn {
            copies: copies.unwrap_or(1) as u32,
        }),
        "shown" => Some(Verdict::Shown),
        "from_data" => Some(Verdict::FromData),
        "not_needed" => Some(Verdict::NotNeeded),
        // Whatever is lacking is asked for at a centre: nothing is accepted without it.
        _ => None,
    });
    Some(Checked {
        component: component?,
        verdict: verdict?,
        remark: String::new(),
    })
}

/// Hands in what the open supplement request asked for: a new first check begins.
#[utoipa::path(
    post,
    operation_id = "answer_supplement",
    path = "/api/v1/dossiers/{id}/supplement-answer",
    tag = "dossiers",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The dossier's id", example = "01938f2a-7c11-7d42-9b1e-5f0c2ad67f3a"),
        ("Idempotency-Key" = inline(KeyShape), Header, description = "A key of the client's own for this one request"),
        ("If-Match" = inline(VersionShape), Header, description = "The `ETag` of the version with the request"),
    ),
    request_body = AnswerShape,
    responses(
        (status = 200, description = "The answer is taken", body = DoneBody, headers(("ETag" = String, description = "The dossier's version"))),
        (status = 400, description = "No key, or a body that is no JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that does not count", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such dossier, or not for this client", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Nothing is asked for, or the last day is over", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "It is no longer at that version", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is no JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "An answer is wrong, or the key came with another body", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The store did not answer: send the same again", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn supplement_answer(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    key: Key,
    headers: HeaderMap,
    Body(body): Body,
) -> Result<Response, Refusal> {
    let doing = match Doing::begin(&site, &caller, &id, &key, &body).await? {
        Begun::Again(response) => return Ok(response),
        Begun::First(doing) => doing,
    };
    let reads = site.store.read().await?;
    let kept = load(&reads, doing.dossier)
        .await?
        .ok_or(Problem::new(codes::NOT_FOUND))?;
    if !caller
        .rights
        .may(Right::AnswerSupplement, &acting_subject(kept.dossier()))
    {
        return Err(Problem::new(codes::NOT_FOUND).into());
    }
    let answers = read(body, |members| members.get("answers"))?;
    let version = if_match(&headers)?;
    let open = reads.first(open_for(doing.dossier)).await?;
    let Some(open) = open else {
        let (act, stage) = (Act::AnswerSupplement, kept.dossier().stage());
        return Err(Problem::from(WrongStage { act, stage }).into());
    };
    let command = Answer {
        supplement: open.id,
        centre: None,
        filled: Filled::Sent(answers),
        version: Some(version),
    };
    drop(reads);
    let rules = FormRules::on(doing.ctx.today());
    take_answer(&site.store, command, &rules, &doing.ctx)
        .await
        .map_err(|error| match error {
            AnswerError::Fields(wrong) => below_answers(wrong),
            error => precondition(error.into()),
        })?;
    answer(&site, &doing.key, StatusCode::OK).await
}

/// Takes a dossier back, for the applicant. Final.
#[utoipa::path(
    post,
    operation_id = "withdraw_dossier",
    path = "/api/v1/dossiers/{id}/withdrawal",
    tag = "dossiers",
    security(("bearer" = [])),
    params(
        ("id" = String, Path, description = "The dossier's id", example = "01938f2a-7c11-7d42-9b1e-5f0c2ad67f3a"),
        ("Idempotency-Key" = inline(KeyShape), Header, description = "A key of the client's own for this one request"),
        ("If-Match" = inline(VersionShape), Header, description = "The `ETag` of the version that is taken back"),
    ),
    request_body = WithdrawalShape,
    responses(
        (status = 200, description = "It is withdrawn", body = DoneBody, headers(("ETag" = String, description = "The dossier's version"))),
        (status = 400, description = "No key, or a body that is no JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that does not count", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such dossier, or not for this client", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Something is decided already, or it is over", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "It is no longer at that version", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is no JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "Something in the body is wrong, or the key came with another body", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "`If-Match` is missing", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The store did not answer: send the same again", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn withdrawal(
    State(site): State<Site>,
    caller: Caller,
    Path(id): Path<String>,
    key: Key,
    headers: HeaderMap,
    Body(body): Body,
) -> Result<Response, Refusal> {
    let doing = match Doing::begin(&site, &caller, &id, &key, &body).await? {
        Begun::Again(response) => return Ok(response),
        Begun::First(doing) => doing,
    };
    let reason = read(body, |members| Some(members.find_text("reason", 1000)))?;
    let version = if_match(&headers)?;
    let command = Withdraw {
        dossier: doing.dossier,
        centre: None,
        reason,
        version: Some(version),
    };
    withdraw(&site.store, command, &doing.ctx)
        .await
        .map_err(|error| precondition(error.into()))?;
    answer(&site, &doing.key, StatusCode::OK).await
}
