//! Who may look after accounts, and whose rights demand a second factor.

use crate::{Desk, PASSWORD, START, at, system};
use motcua_accounts::account::{self, CloseError, OpenError};
use motcua_accounts::activation::{IssueError, issue};
use motcua_accounts::client::{self, ClientError, NewClient};
use motcua_accounts::second_factor::{FactorPolicy, ResetError, reset};
use motcua_accounts::session::{Standing, VisitorToken};
use motcua_kernel::{Actor, Context, OfficerId, UnitId};
use motcua_org::Period;
use motcua_org::appointment::Appointment;
use motcua_org::position::Role;
use motcua_org::rights::Right;
use motcua_store::{ChangeSet, Event, Record};

/// Appoints an officer for the first hour.
async fn appoint(desk: &Desk, officer: OfficerId, role: Role) {
    let unit = UnitId::from_u128(3);
    let period = Period {
        from: Some(START),
        to: Some(at(3_600).now()),
    };
    let appointment = Appointment::sample(officer, role, unit, unit, period);
    let mut set = ChangeSet::new(&system(0));
    set.insert(&appointment);
    set.journal(Event::new(appointment.thing(), "officer.appointed", &()));
    desk.store.commit(set).await.unwrap();
}

fn by(officer: OfficerId, seconds: i64) -> Context {
    Context::new(Actor::Officer(officer), START.plus_seconds(seconds))
}

#[tokio::test]
async fn only_who_has_the_right_looks_after_accounts_and_only_as_long() {
    let desk = Desk::open().await;
    let account = desk.officer("lan.nt").await;
    let (administrator, technician) = (at(0).id::<OfficerId>(), at(1).id::<OfficerId>());
    appoint(&desk, administrator, Role::Administrator).await;
    appoint(&desk, technician, Role::Technician).await;

    // The officer themselves, a technician, nobody, and an administrator after the last moment.
    let strangers = [
        by(account.officer, 10),
        by(technician, 10),
        at(10),
        by(administrator, 3_600),
    ];
    for ctx in strangers {
        let new = || account::NewAccount {
            officer: ctx.id(),
            login: account::Login::parse("moi.nv").unwrap(),
            demand: motcua_accounts::second_factor::Demand::AsPositions,
        };
        let client = NewClient {
            name: "Kho".into(),
            unit: UnitId::from_u128(3),
            rights: vec![],
            source: None,
            receives_at: None,
            vouches_for: 0,
        };
        assert!(matches!(
            account::open(&desk.store, new(), &ctx).await,
            Err(OpenError::Refused(_))
        ));
        assert!(matches!(
            account::lock(&desk.store, account.id, &ctx).await,
            Err(CloseError::Refused(_))
        ));
        assert!(matches!(
            account::close(&desk.store, account.id, &ctx).await,
            Err(CloseError::Refused(_))
        ));
        assert!(matches!(
            account::unlock(&desk.store, account.id, &ctx).await,
            Err(CloseError::Refused(_))
        ));
        assert!(matches!(
            reset(&desk.store, account.id, &ctx).await,
            Err(ResetError::Refused(_))
        ));
        let slips = issue(&desk.store, &desk.keys, &[account.id], &ctx).await;
        assert!(matches!(slips, Err(IssueError::Refused(_))));
        assert!(matches!(
            client::open(&desk.store, client, &ctx).await,
            Err(ClientError::Refused(_))
        ));
    }
    account::lock(&desk.store, account.id, &by(administrator, 20))
        .await
        .unwrap();
    account::unlock(&desk.store, account.id, &by(administrator, 21))
        .await
        .unwrap();
    assert_eq!(
        issue(&desk.store, &desk.keys, &[account.id], &by(administrator, 22))
            .await
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_weighty_right_demands_a_second_factor_while_it_is_held() {
    let desk = Desk::open().await;
    let account = desk.officer("lan.nt").await;
    let other = desk.officer("minh.pv").await;
    appoint(&desk, account.officer, Role::Chair).await;
    appoint(&desk, other.officer, Role::ReceptionOfficer).await;
    let standing = async |login: &str, seconds| {
        let visitor = VisitorToken::make(&at(0));
        let signed = desk
            .sign_in_from(login, PASSWORD, visitor, FactorPolicy::usual(), &at(seconds))
            .await
            .unwrap();
        desk.find(&signed.token, &at(seconds)).await.unwrap().standing
    };
    assert_eq!(standing("lan.nt", 10).await, Standing::EnrolmentDue);
    assert_eq!(standing("minh.pv", 10).await, Standing::Open);
    assert_eq!(
        standing("lan.nt", 3_600).await,
        Standing::Open,
        "the appointment is over"
    );
}

#[tokio::test]
async fn a_client_gets_no_right_of_an_officer() {
    let desk = Desk::open().await;
    let new = NewClient {
        name: "Kho".into(),
        unit: UnitId::from_u128(3),
        rights: vec![Right::Sign],
        source: None,
        receives_at: None,
        vouches_for: 0,
    };
    assert!(matches!(
        client::open(&desk.store, new, &system(1)).await,
        Err(ClientError::NotForClients(Right::Sign))
    ));
}
