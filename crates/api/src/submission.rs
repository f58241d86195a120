//! `POST /api/v1/dossiers`: another system hands in a dossier that was begun there (INT-06).

use crate::Site;
use crate::body::{Members, Sent as Body, read};
use crate::client::Caller;
use crate::key::{DoneBody, Key, KeyShape, answer, answered, written};
use crate::problem::{ProblemBody, Refusal};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use motcua_catalog::form::FormRules;
use motcua_catalog::procedure::record::by_code;
use motcua_dossier::submit::{Begun, Sent, Submit, SubmitError, submit};
use motcua_dossier::{Channel, Identity, Parties, Party, Who};
use motcua_kernel::{AreaId, Context, FieldProblem, Problem, UnitId, codes};
use motcua_org::area::{Level, area_id};
use motcua_org::{Right, Subject};
use motcua_people::organisation::{TaxCode, find_by_tax_code};
use motcua_people::person::{IdNumber, Phone, Vouched, Vouching, vouch};
use motcua_store::{CommitError, Read};
use serde_json::Value as Json;
use utoipa::ToSchema;

/// How often another counter or message may be faster with the same person.
const TRIES: u32 = 4;

/// Ways in by their words.
const CHANNELS: [Channel; 4] = [Channel::Direct, Channel::Online, Channel::Postal, Channel::Vneid];

/// A dossier that was begun on another system. The source is the one that the client speaks for.
#[derive(ToSchema)]
#[schema(as = Submission)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used: the body is read member by member")]
pub struct SubmissionShape {
    /// The number that the source gave it. With the source it is unique: the same again is a conflict.
    #[schema(min_length = 1, max_length = 100)]
    number: String,
    /// The national code of the procedure.
    #[schema(min_length = 1, max_length = 40)]
    procedure: String,
    /// The way in.
    channel: ChannelShape,
    /// The level of the e-identity with which it was filed there. Filing needs level 2.
    #[schema(minimum = 0, maximum = 2)]
    identity_level: u8,
    /// Whose matter it is.
    applicant: PartyShape,
    /// Who handed it in there, a person; the applicant where it is left out.
    #[schema(required = false, nullable = false)]
    submitter: Option<PartyShape>,
    /// The code of today's commune, ward or special zone whose matter it is.
    #[schema(min_length = 1, max_length = 20)]
    territory: String,
    /// The electronic identifier of the centre that looks first.
    #[schema(min_length = 1, max_length = 35)]
    reception: String,
    /// The electronic identifier of the centre where the result is to be fetched; where it is left out, `reception`.
    #[schema(required = false, nullable = false, min_length = 1, max_length = 35)]
    delivery: Option<String>,
    /// The answers of the procedure's form, by field.
    #[schema(value_type = Object)]
    answers: (),
}

/// Somebody on the dossier: a person with a personal number, or an organisation with a tax code.
#[derive(ToSchema)]
#[schema(as = Party)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its shape is used: the body is read member by member")]
pub struct PartyShape {
    /// The personal number of a person, twelve digits.
    #[schema(required = false, nullable = false, max_length = 20)]
    id_number: Option<String>,
    /// The tax code of an organisation that is known here.
    #[schema(required = false, nullable = false, max_length = 20)]
    tax_code: Option<String>,
    /// The full name; of a person family name first.
    #[schema(min_length = 1, max_length = 150)]
    name: String,
    /// The telephone.
    #[schema(required = false, nullable = false, min_length = 1, max_length = 20)]
    phone: Option<String>,
}

/// The way in.
#[derive(ToSchema)]
#[schema(as = Channel, rename_all = "snake_case")]
#[expect(dead_code, reason = "only its shape is used")]
pub enum ChannelShape {
    /// At a counter.
    Direct,
    /// On a page.
    Online,
    /// By post.
    Postal,
    /// In the VNeID application.
    Vneid,
}

/// Hands in a dossier that was begun elsewhere. From here on it lives like any other. The same request again, under
/// the same `Idempotency-Key`, gets the first answer again.
#[utoipa::path(
    post,
    operation_id = "hand_in_dossier",
    path = "/api/v1/dossiers",
    tag = "dossiers",
    security(("bearer" = [])),
    params(("Idempotency-Key" = inline(KeyShape), Header, description = "A key of the client's own for this one request")),
    request_body = SubmissionShape,
    responses(
        (status = 201, description = "It is a dossier now", body = DoneBody, headers(("ETag" = String, description = "The dossier's version"), ("Location" = String, description = "The dossier"))),
        (status = 400, description = "No key, or a body that is no JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that does not count", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The client may not hand this in, or not with this identity", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The source handed the number in before, or the procedure is not received here", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The body is too large", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "The body is no JSON", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "Something in the body is wrong, or the key came with another body", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The store did not answer: send the same again", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn hand_in(
    State(site): State<Site>,
    caller: Caller,
    key: Key,
    Body(body): Body,
) -> Result<Response, Refusal> {
    let key = key.of(&caller, &body);
    if let Some(done) = answered(&site, &key).await? {
        return Ok(written(&done, StatusCode::CREATED));
    }
    let own = Subject {
        client: Some(caller.id),
        ..Subject::default()
    };
    if !caller.rights.may(Right::Submit, &own) {
        return Err(Problem::new(codes::NOT_ALLOWED).into());
    }
    let message = read(body, Message::read)?;
    let mut tries = 1;
    loop {
        let ctx = caller.context(&site).with_key(key.clone());
        match try_once(&site, &caller, &message, &ctx).await {
            Ok(()) => return answer(&site, &key, StatusCode::CREATED).await,
            Err(Trouble::Raced(_)) if tries < TRIES => tries += 1,
            Err(Trouble::Raced(problem) | Trouble::Told(problem)) => return Err(problem.into()),
        }
    }
}

/// Why one try handed nothing in.
enum Trouble {
    /// Somebody else was faster with a person or unit: decide again.
    Raced(Problem),
    /// To be told.
    Told(Problem),
}

impl<P: Into<Problem>> From<P> for Trouble {
    fn from(problem: P) -> Self {
        Self::Told(problem.into())
    }
}

async fn try_once(site: &Site, caller: &Caller, message: &Message, ctx: &Context) -> Result<(), Trouble> {
    let directory = site.directory();
    let reads = site.store.read().await?;
    // Ids of new persons: the submission's own context begins with the dossier's.
    let naming = caller.context(site);
    let mut people = Vec::new();
    let applicant = resolve(&reads, &message.applicant, "applicant", &naming, &mut people).await?;
    let submitter = match &message.submitter {
        Some(sent) => resolve(&reads, sent, "submitter", &naming, &mut people).await?,
        None => applicant.clone(),
    };
    let procedure = reads.first(by_code(&message.procedure)).await?;
    let procedure = procedure
        .ok_or_else(|| invalid("procedure", "submit-no-such-procedure"))?
        .id;
    drop(reads);
    let centre = |code: &str, field: &str| -> Result<UnitId, Problem> {
        let unit = directory.unit_by_e_identifier(code);
        unit.map(|unit| unit.id).ok_or_else(|| invalid(field, "no-such-centre"))
    };
    let reception = centre(&message.reception, "reception")?;
    let delivery = match &message.delivery {
        Some(code) => centre(code, "delivery")?,
        None => reception,
    };
    let command = Submit {
        begun: Begun::Elsewhere(Sent {
            number: message.number.clone(),
            procedure,
            answers: message.answers.clone(),
            people,
        }),
        parties: Parties {
            applicant,
            submitter,
            representative: None,
            helper: None,
        },
        identity: Identity::Vouched {
            client: caller.id,
            level: message.identity_level,
        },
        channel: message.channel,
        territory: message.territory,
        reception,
        delivery,
    };
    match submit(&site.store, &directory, command, &FormRules::on(ctx.today()), ctx).await {
        Ok(_) => Ok(()),
        Err(SubmitError::Fields(wrong)) => Err(below_answers(wrong).into()),
        Err(SubmitError::Commit(error @ (CommitError::Stale { .. } | CommitError::Taken { .. }))) => {
            Err(Trouble::Raced(error.into()))
        }
        Err(error) => Err(error.into()),
    }
}

/// Wrong answers, with their place in the body.
pub fn below_answers(wrong: Vec<FieldProblem>) -> Problem {
    let below = wrong.into_iter().map(|wrong| FieldProblem {
        field: match wrong.field.as_str() {
            "" => "answers".to_owned(),
            field => format!("answers/{field}"),
        },
        ..wrong
    });
    Problem {
        fields: below.collect(),
        ..Problem::new(codes::INVALID)
    }
}

fn invalid(field: &str, reason: &'static str) -> Problem {
    Problem::new(codes::INVALID).field(field, reason)
}

/// Whom a party means: a person, known or new, or an organisation that is known.
async fn resolve(
    read: &Read,
    sent: &PartySent,
    place: &str,
    ctx: &Context,
    people: &mut Vec<Vouching>,
) -> Result<Party, Problem> {
    let phone = sent.phone.as_ref().map(|phone| phone.as_str().to_owned());
    let number = match &sent.by {
        By::TaxCode(code) => {
            let known = find_by_tax_code(read, code).await?;
            let known = known.ok_or_else(|| invalid(&format!("{place}/tax_code"), "organisation-unknown"))?;
            return Ok(Party {
                who: Who::Organisation(known.id),
                name: known.name.clone(),
                id_number: Some(code.to_string()),
                phone,
            });
        }
        By::IdNumber(number) => number,
    };
    let ask = Vouched {
        id_number: number.clone(),
        name: sent.name.clone(),
        phone: sent.phone.clone(),
    };
    let known = people
        .iter()
        .map(Vouching::person)
        .find(|known| known.sure_number() == Some(number));
    let id = match known {
        // The same person twice on one dossier.
        Some(known) => known.id,
        None => {
            let vouching = vouch(read, ask, ctx).await.map_err(|error| {
                let mut problem = Problem::from(error);
                for wrong in &mut problem.fields {
                    wrong.field = format!("{place}/{}", wrong.field);
                }
                problem
            })?;
            let id = vouching.person().id;
            people.push(vouching);
            id
        }
    };
    Ok(Party {
        who: Who::Person(id),
        name: sent.name.clone(),
        id_number: Some(number.as_str().to_owned()),
        phone,
    })
}

/// What was sent, read.
struct Message {
    number: String,
    procedure: String,
    channel: Channel,
    identity_level: u8,
    applicant: PartySent,
    submitter: Option<PartySent>,
    territory: AreaId,
    reception: String,
    delivery: Option<String>,
    answers: Json,
}

struct PartySent {
    by: By,
    name: String,
    phone: Option<Phone>,
}

enum By {
    IdNumber(IdNumber),
    TaxCode(TaxCode),
}

impl Message {
    fn read(members: &mut Members<'_>) -> Option<Self> {
        // Each is read before any is missed, so that all that is wrong is told.
        let number = members.text("number", 100);
        let procedure = members.text("procedure", 40);
        let channel = members.parsed("channel", 20, |word| {
            CHANNELS.into_iter().find(|channel| channel.word() == word)
        });
        let level = members.number("identity_level", 0, 2);
        if !members.has("applicant") {
            members.wrong("applicant", "missing");
        }
        let applicant = members.find_object("applicant", |party| PartySent::read(party, true));
        let submitter = members.find_object("submitter", |party| PartySent::read(party, false));
        let territory = members.text("territory", 20);
        let reception = members.text("reception", 35);
        let delivery = members.find_text("delivery", 35);
        let answers = members.get("answers");
        Some(Self {
            number: number?,
            procedure: procedure?,
            channel: channel?,
            identity_level: level? as u8,
            applicant: applicant?,
            submitter,
            territory: area_id(Level::Commune, &territory?, false),
            reception: reception?,
            delivery,
            answers: answers?,
        })
    }
}

impl PartySent {
    fn read(members: &mut Members<'_>, may_be_organisation: bool) -> Option<Self> {
        let name = members.text("name", 150);
        let phone = match members.has("phone") {
            true => members.parsed("phone", 20, |text| text.parse::<Phone>().ok()),
            false => None,
        };
        let by = match (members.has("id_number"), members.has("tax_code")) {
            (true, false) => {
                let number = members.parsed("id_number", 20, |text| text.parse::<IdNumber>().ok());
                number.map(By::IdNumber)
            }
            (false, true) if may_be_organisation => {
                let code = members.parsed("tax_code", 20, |text| text.parse::<TaxCode>().ok());
                code.map(By::TaxCode)
            }
            (false, _) => {
                members.wrong("id_number", "missing");
                None
            }
            (true, true) => {
                members.wrong("tax_code", "one-of-two");
                None
            }
        };
        Some(Self {
            by: by?,
            name: name?,
            phone,
        })
    }
}
