//! Reads what an actor may do at a moment.

use super::{Delegated, Rights};
use crate::appointment::{Appointment, record::appointments_of_officer};
use crate::connection::Connection;
use crate::delegation::record::delegations_to;
use motcua_kernel::{Actor, Instant, OfficerId};
use motcua_store::{Read, ReadError};

/// More appointments or delegations than anybody has; a cut would take rights away, never give any.
const MOST: i64 = 500;

/// The rights of an officer at a moment, from one snapshot.
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn load_officer(read: &Read, officer: OfficerId, at: Instant) -> Result<Rights, ReadError> {
    let appointments: Vec<Appointment> = read
        .all(appointments_of_officer(officer, MOST))
        .await?
        .into_iter()
        .map(|stored| stored.record)
        .collect();
    let mut delegated = Vec::new();
    for delegation in read.all(delegations_to(officer, at, MOST)).await? {
        let appointment = read.get::<Appointment>(delegation.appointment).await?.record;
        delegated.push(Delegated {
            delegation: delegation.record,
            appointment,
        });
    }
    Ok(Rights::of(officer, &appointments, &delegated, at))
}

/// The rights of whoever acts, as far as this room knows them.
///
/// Persons have none here: their mandates are another room's (`Rights::of_person`).
///
/// # Errors
///
/// Fails when the store does not answer.
pub async fn load_actor(read: &Read, actor: Actor, at: Instant) -> Result<Rights, ReadError> {
    match actor {
        Actor::Officer(officer) => load_officer(read, officer, at).await,
        Actor::System => Ok(Rights::of_system()),
        Actor::Client(client) => {
            let connection = read.find::<Connection>(client).await?;
            let open = connection.filter(|connection| connection.closed_at.is_none());
            Ok(open.map_or_else(
                || Rights::none(actor),
                |open| Rights::of_client(client, &open.rights, open.receives_at),
            ))
        }
        Actor::Anyone | Actor::Person(_) => Ok(Rights::none(actor)),
    }
}
