//! Citizens on their way through the identity provider.

use crate::{Desk, at};
use motcua_accounts::Secret;
use motcua_accounts::citizen::{
    Answer, Ask, Departure, Exchange, FinishError, Identity, IdentityLevel, IdentityProvider, Persons, ProviderError,
    ReturnPath, Returned, begin, finish,
};
use motcua_accounts::session::{Device, Place, VisitorToken};
use motcua_kernel::{Actor, Context, PersonId, Problem};
use std::sync::Mutex;

/// Gives back what it was asked, and takes one code.
#[derive(Default)]
struct Provider {
    asked: Mutex<Option<Ask>>,
}

impl IdentityProvider for Provider {
    fn departure<'a>(&'a self, ask: &'a Ask) -> Answer<'a, String> {
        *self.asked.lock().unwrap() = Some(ask.clone());
        Box::pin(async { Ok("https://provider.example/authorize".to_owned()) })
    }

    fn identity<'a>(&'a self, exchange: &'a Exchange) -> Answer<'a, Identity> {
        let asked = self.asked.lock().unwrap().clone().unwrap();
        Box::pin(async move {
            if exchange.code.reveal() != "right" {
                return Err(ProviderError::Refused("invalid_grant".to_owned()));
            }
            assert_eq!((&exchange.nonce, &exchange.verifier), (&asked.nonce, &asked.verifier));
            assert_eq!(exchange.verifier.reveal().len(), 43);
            Ok(Identity {
                subject: "s".to_owned(),
                level: IdentityLevel::One,
                id_number: None,
                name: "Nông Thuỳ Dương".to_owned(),
                born_on: None,
                sex: None,
                address: None,
                phone: None,
            })
        })
    }
}

struct Room;

impl Persons for Room {
    async fn bring_up_to_date(&self, _identity: &Identity, _ctx: &Context) -> Result<PersonId, Problem> {
        Ok(PersonId::from_u128(77))
    }
}

async fn leave(desk: &Desk, provider: &Provider, visitor: &VisitorToken) -> Secret {
    let departure = Departure {
        visitor: visitor.clone(),
        return_to: ReturnPath::parse("/ho-so/moi?buoc=2").unwrap(),
        level: IdentityLevel::Two,
        place: Place::Own,
    };
    begin(&desk.store, &desk.keys, provider, departure, &at(0))
        .await
        .unwrap();
    provider.asked.lock().unwrap().as_ref().unwrap().state.clone()
}

fn back(state: &Secret, code: Result<&str, &str>, visitor: Option<&VisitorToken>) -> Returned {
    Returned {
        state: state.clone(),
        code: code.map(Secret::new).map_err(str::to_owned),
        visitor: visitor.cloned(),
        device: Device::from_user_agent("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile"),
    }
}

#[tokio::test]
async fn a_person_comes_back_to_the_step_that_they_left_once() {
    let (desk, provider) = (Desk::open().await, Provider::default());
    let visitor = VisitorToken::make(&at(0));
    let state = leave(&desk, &provider, &visitor).await;
    let returned = back(&state, Ok("right"), Some(&visitor));
    let signed = finish(&desk.store, &desk.keys, &provider, &Room, returned.clone(), &at(60))
        .await
        .unwrap();
    assert_eq!(signed.return_to.as_str(), "/ho-so/moi?buoc=2");
    assert!(
        signed.short_of_level,
        "level 1 came where level 2 was asked: filing waits"
    );
    let found = desk.find(&signed.token, &at(61)).await.unwrap();
    assert_eq!(found.stored.actor(at(61).now()), Actor::Person(PersonId::from_u128(77)));
    let again = finish(&desk.store, &desk.keys, &provider, &Room, returned, &at(62)).await;
    assert!(matches!(again, Err(FinishError::Unknown)), "{again:?}");
}

#[tokio::test]
async fn only_the_browser_that_left_may_come_back() {
    let (desk, provider) = (Desk::open().await, Provider::default());
    let state = leave(&desk, &provider, &VisitorToken::make(&at(0))).await;
    let other = VisitorToken::make(&at(0));
    for visitor in [None, Some(&other)] {
        let answer = finish(
            &desk.store,
            &desk.keys,
            &provider,
            &Room,
            back(&state, Ok("right"), visitor),
            &at(60),
        )
        .await;
        let Err(FinishError::OtherBrowser { return_to }) = answer else {
            panic!("{answer:?}")
        };
        assert_eq!(
            return_to.as_str(),
            "/ho-so/moi?buoc=2",
            "the person begins again from where they were"
        );
    }
}

#[tokio::test]
async fn who_gives_up_or_comes_late_or_with_a_wrong_code_is_told_apart() {
    let (desk, provider) = (Desk::open().await, Provider::default());
    let visitor = VisitorToken::make(&at(0));
    let state = leave(&desk, &provider, &visitor).await;
    let come = async |code, seconds| {
        finish(
            &desk.store,
            &desk.keys,
            &provider,
            &Room,
            back(&state, code, Some(&visitor)),
            &at(seconds),
        )
        .await
    };
    assert!(matches!(
        come(Err("access_denied"), 60).await,
        Err(FinishError::GivenUp { .. })
    ));
    assert!(matches!(come(Ok("wrong"), 60).await, Err(FinishError::Provider { .. })));
    assert!(matches!(come(Ok("right"), 1_200).await, Err(FinishError::Late { .. })));
    let unknown = finish(
        &desk.store,
        &desk.keys,
        &provider,
        &Room,
        back(&Secret::new("x"), Ok("right"), Some(&visitor)),
        &at(60),
    )
    .await;
    assert!(matches!(unknown, Err(FinishError::Unknown)));
}
