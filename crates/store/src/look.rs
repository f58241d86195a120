//! Looks: every reading of a person's data, written before the page is sent, chained per node and day, so
//! that readers never make writers stale (SEC-02).

use crate::error::{CommitError, ReadError};
use crate::plan::hex;
use crate::read::Read;
use crate::statement::Statement;
use crate::store::{Engine, PAUSES, Store};
use crate::value::{Kind, Value};
use motcua_kernel::{Actor, Date, Instant, PersonId, RequestId, UnitId};
use sha2::{Digest, Sha256};
use std::sync::{Arc, PoisonError};
use tokio::sync::Mutex;
use uuid::Uuid;

/// One reading of a person's data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Who looked.
    pub actor: Actor,
    /// Whose data it was.
    pub person: PersonId,
    /// Why: a stable word of the room (`handling`, `search`, `own`).
    pub reason: String,
    /// On account of what: a dossier, a visit.
    pub subject: Option<Uuid>,
    /// The unit that the officer acted for.
    pub unit: Option<UnitId>,
    /// When.
    pub at: Instant,
    /// The request.
    pub request: RequestId,
}

/// A look as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// When.
    pub at: Instant,
    /// The kind of actor (`officer`, `person`, `client`, `system`).
    pub actor_kind: String,
    /// The actor's id.
    pub actor: Option<Uuid>,
    /// Why.
    pub reason: String,
    /// On account of what.
    pub subject: Option<Uuid>,
    /// For which unit.
    pub unit: Option<UnitId>,
}

/// The head of this process's chain. A process is a node of its own: it starts chains with a new name.
#[derive(Clone)]
pub(crate) struct Looks {
    engine: Engine,
    node: Arc<std::sync::Mutex<Arc<str>>>,
    head: Arc<Mutex<Option<(Date, i64, String)>>>,
}

impl Looks {
    pub(crate) fn start(engine: Engine) -> Self {
        Self {
            engine,
            node: Arc::new(std::sync::Mutex::new(fresh_node())),
            head: Arc::default(),
        }
    }

    async fn keep(&self, looks: &[Look]) -> Result<(), CommitError> {
        // One at a time: each row holds the hash of the one before.
        let mut head = self.head.lock().await;
        let node = Arc::clone(&self.node.lock().unwrap_or_else(PoisonError::into_inner));
        let (mut day, mut n, mut before) = head.clone().unwrap_or_else(|| (looks[0].at.date(), 0, String::new()));
        let mut steps = Vec::with_capacity(looks.len());
        for look in looks {
            if look.at.date() != day {
                (day, n, before) = (look.at.date(), 0, String::new());
            }
            n += 1;
            let hash = look_hash(&node, day, n, look, &before);
            let values = vec![
                Value::from(&*node),
                day.into(),
                n.into(),
                look.at.into(),
                look.actor.kind().into(),
                look.actor.id().into(),
                look.person.into(),
                look.reason.as_str().into(),
                look.subject.into(),
                look.unit.into(),
                look.request.into(),
                before.as_str().into(),
                hash.as_str().into(),
            ];
            let sql = "INSERT INTO store_look (node, day, n, at, actor_kind, actor, person, reason, subject, unit,
                                               request, before, hash)
                       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                       ON CONFLICT (node, day, n) DO NOTHING";
            steps.push(Statement::new(sql, values));
            before = hash;
        }
        *head = Some((day, n, before));
        // The rows name their places, so trying again keeps each once. A place that stayed empty would look
        // like a look that was removed.
        let mut pauses = PAUSES.iter();
        loop {
            match (self.engine.run(steps.clone()).await, pauses.next()) {
                (Ok(_), _) => return Ok(()),
                (Err(CommitError::Unavailable { .. }), Some(pause)) => tokio::time::sleep(*pause).await,
                (Err(error), _) => {
                    // Whether they are kept is not known: this chain ends here, a new one begins.
                    *head = None;
                    *self.node.lock().unwrap_or_else(PoisonError::into_inner) = fresh_node();
                    return Err(error);
                }
            }
        }
    }
}

fn fresh_node() -> Arc<str> {
    Uuid::new_v4().to_string().into()
}

/// The hash of a look over all that it says and the hash before it.
pub(crate) fn look_hash(node: &str, day: Date, n: i64, look: &Look, before: &str) -> String {
    let text = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let lines = [
        "motcua look 1".to_owned(),
        node.to_owned(),
        day.to_string(),
        n.to_string(),
        look.at.as_micros().to_string(),
        look.actor.kind().to_owned(),
        text(look.actor.id()),
        look.person.to_string(),
        look.reason.clone(),
        text(look.subject),
        text(look.unit.map(Uuid::from)),
        look.request.to_string(),
        before.to_owned(),
    ];
    hex(&Sha256::digest(lines.join("\n").as_bytes()))
}

impl Store {
    /// Keeps looks. The page is sent after this has returned: no look, no page.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn look(&self, looks: &[Look]) -> Result<(), CommitError> {
        if looks.is_empty() {
            return Ok(());
        }
        let (chain, looks) = (self.looks.clone(), looks.to_vec());
        // On a task of its own: a dropped request must not leave a written row that the chain forgot.
        let task = tokio::spawn(async move { chain.keep(&looks).await });
        task.await.unwrap_or_else(|gone| {
            Err(CommitError::Unavailable {
                reason: format!("the looks were torn down: {gone}"),
                in_doubt: true,
            })
        })
    }
}

impl Read {
    /// Who looked at a person's data before a moment, newest first.
    ///
    /// # Errors
    ///
    /// Fails if the store does not answer.
    pub async fn looks_at(&self, person: PersonId, before: Instant, most: i64) -> Result<Vec<Looked>, ReadError> {
        let sql = "SELECT at, actor_kind, actor, reason, subject, unit FROM store_look
                   WHERE person = $1 AND at < $2 ORDER BY at DESC, node, day, n DESC LIMIT $3";
        let columns = &[Kind::Instant, Kind::Text, Kind::Id, Kind::Text, Kind::Id, Kind::Id];
        let rows = self
            .run(Statement::new(sql, vec![person.into(), before.into(), most.into()]).returning(columns))
            .await?;
        let id = |value: Value| match value {
            Value::Id(id) => Some(id),
            _ => None,
        };
        Ok(rows
            .into_iter()
            .filter_map(|row| match <[Value; 6]>::try_from(row) {
                Ok(
                    [
                        Value::Instant(at),
                        Value::Text(actor_kind),
                        actor,
                        Value::Text(reason),
                        subject,
                        unit,
                    ],
                ) => Some(Looked {
                    at,
                    actor_kind,
                    actor: id(actor),
                    reason,
                    subject: id(subject),
                    unit: id(unit).map(UnitId::from),
                }),
                _ => None,
            })
            .collect())
    }
}
