//! `GET /api/v1/procedures/{code}`: a procedure with the version that holds today.

use crate::Site;
use crate::problem::{ProblemBody, Refusal};
use crate::procedures::ProcedureItem;
use axum::Json;
use axum::extract::{Path, State};
use motcua_catalog::procedure::record::by_code;
use motcua_catalog::version::component::{Kind, Need};
use motcua_catalog::version::record::on_day;
use motcua_catalog::version::{Component, LimitLine, StatedLimit};
use motcua_catalog::{ProcedureVersion, fee};
use motcua_kernel::{Problem, codes};
use serde::Serialize;
use utoipa::ToSchema;

/// A procedure.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProcedureBody {
    /// What a list shows of it.
    #[serde(flatten)]
    pub procedure: ProcedureItem,
    /// The version that holds today, or the newest where none does.
    pub version: VersionBody,
}

/// A version of a procedure.
#[derive(Debug, Serialize, ToSchema)]
pub struct VersionBody {
    /// 1 for the first version that was published here.
    pub number: u32,
    /// SHA-256 of its content.
    pub digest: String,
    /// The first day on which it holds.
    #[schema(format = Date)]
    pub valid_from: String,
    /// The first day on which it no longer holds; absent while no later version is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date, nullable = false)]
    pub valid_until: Option<String>,
    /// Ways of filing: direct, online, postal.
    pub methods: Vec<&'static str>,
    /// How long it takes, for each way and case that differ.
    pub limits: Vec<LimitBody>,
    /// What it costs.
    pub fees: Vec<FeeBody>,
    /// What is handed in, shown or replaced by data.
    pub components: Vec<ComponentBody>,
}

/// A limit, for all or for one way of filing or case.
#[derive(Debug, Serialize, ToSchema)]
pub struct LimitBody {
    /// Only for this way of filing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub method: Option<&'static str>,
    /// Only for this case.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub case: Option<String>,
    /// How many; absent where the source does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub quantity: Option<u32>,
    /// Of what, as `/api/v1/due` takes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub unit: Option<&'static str>,
    /// What the source says instead of a limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub said: Option<String>,
}

/// A line of what it costs. Without `dong` nobody can say how much: that is never nothing.
#[derive(Debug, Serialize, ToSchema)]
pub struct FeeBody {
    /// What is paid for; empty where the source has only a figure.
    pub label: String,
    /// How much, in đồng.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<i64>, nullable = false)]
    pub dong: Option<motcua_kernel::Money>,
    /// Per what; empty for once a dossier.
    pub per: String,
    /// Only for this way of filing.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub method: Option<&'static str>,
    /// Whether the line says who pays nothing, rather than what is paid.
    pub exemption: bool,
}

/// A component.
#[derive(Debug, Serialize, ToSchema)]
pub struct ComponentBody {
    /// Unique in its version.
    pub key: String,
    /// Its name.
    pub name: String,
    /// What is done with it: `hand_in`, show, `replaced_by_data`, note.
    #[schema(value_type = String)]
    pub kind: Kind,
    /// Whether it is always needed.
    pub required: bool,
    /// When it is needed, in words, where it is not always.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub when: Option<String>,
    /// The case of the procedure under which it stands.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false)]
    pub case: String,
    /// Originals.
    pub originals: u32,
    /// Copies.
    pub copies: u32,
    /// Any one of these will do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub alternatives: Vec<String>,
}

/// A procedure with the version that holds today: limits, fees, components.
#[utoipa::path(
    get,
    operation_id = "procedure",
    path = "/api/v1/procedures/{code}",
    tag = "catalogue",
    params(("code" = String, Path, description = "The national code", example = "1.004873")),
    responses(
        (status = 200, description = "The procedure", body = ProcedureBody),
        (status = 404, description = "There is no such procedure", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "The store did not answer", body = ProblemBody, content_type = "application/problem+json"),
    )
)]
pub async fn show(State(site): State<Site>, Path(code): Path<String>) -> Result<Json<ProcedureBody>, Refusal> {
    let read = site.store.read().await?;
    let procedure = read
        .first(by_code(&code))
        .await?
        .ok_or(Problem::new(codes::NOT_FOUND))?;
    let version = match read.first(on_day(procedure.id, site.now().date())).await? {
        Some(version) => version,
        // Ended, or not begun: the newest says what there was or will be.
        None => read.get::<ProcedureVersion>(procedure.newest).await?,
    };
    Ok(Json(ProcedureBody {
        procedure: ProcedureItem::from(&procedure.record),
        version: VersionBody::from(&version.record),
    }))
}

impl From<&ProcedureVersion> for VersionBody {
    fn from(version: &ProcedureVersion) -> Self {
        Self {
            number: version.number,
            digest: version.digest.clone(),
            valid_from: version.valid_from.to_string(),
            valid_until: version.valid_until.map(|day| day.to_string()),
            methods: version.methods().into_iter().map(|method| method.word()).collect(),
            limits: version.limits().into_iter().map(LimitBody::from).collect(),
            fees: version.fees().into_iter().map(FeeBody::from).collect(),
            components: version.components().iter().map(ComponentBody::from).collect(),
        }
    }
}

impl From<LimitLine> for LimitBody {
    fn from(line: LimitLine) -> Self {
        let known = line.limit.known();
        let said = match line.limit {
            StatedLimit::Known { .. } => None,
            StatedLimit::Unknown { said } => Some(said),
        };
        Self {
            method: line.method.map(|method| method.word()),
            case: line.case.map(|(_, name)| name),
            quantity: known.map(|limit| limit.quantity()),
            unit: known.map(|limit| limit.unit().word()),
            said,
        }
    }
}

impl From<&fee::FeeLine> for FeeBody {
    fn from(line: &fee::FeeLine) -> Self {
        Self {
            label: line.label.clone(),
            dong: line.fee.known(),
            per: line.per.clone(),
            method: line.method.map(|method| method.word()),
            exemption: line.exemption,
        }
    }
}

impl From<&Component> for ComponentBody {
    fn from(component: &Component) -> Self {
        let when = match &component.need {
            Need::Required => None,
            Need::Conditional { when } => Some(when.clone()),
        };
        Self {
            key: component.key.clone(),
            name: component.name.clone(),
            kind: component.kind,
            required: when.is_none(),
            when,
            case: component.case.clone(),
            originals: component.originals,
            copies: component.copies,
            alternatives: component.alternatives.clone(),
        }
    }
}
