//! People through the store.

use crate::contact::{Contact, Way};
use crate::look::{LookPurpose, LookReason, look, who_looked};
use crate::mandate::record::mandates_of;
use crate::mandate::{self, GiveMandate, GiveMandateError, Ground, Kin, MandateScope, Principal};
use crate::number::KnownPlaces;
use crate::organisation::record::{organisation_by_tax_code, organisations_of};
use crate::organisation::{Enter, EnterError, OrganisationKind, enter};
use crate::person::record::{person_by_number, search};
use crate::person::{
    Assurance, Claims, Field, Person, RecogniseError, Source, confirm_residence, recognise, relate, set_contact,
};
use crate::sample;
use motcua_kernel::{Actor, AreaId, Context, DossierId, Instant, OfficerId, PersonId, UnitId};
use motcua_store::{CommitError, Store};

struct Scratch {
    store: Store,
    folder: std::path::PathBuf,
}

impl Scratch {
    async fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("motcua-people-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        let store = Store::create(&folder.to_string_lossy()).await.unwrap();
        Self { store, folder }
    }

    async fn know(&self, claims: Claims) -> PersonId {
        recognise(&self.store, claims, &places(), &system()).await.unwrap().id
    }

    async fn person(&self, id: PersonId) -> Person {
        self.store.read().await.unwrap().get::<Person>(id).await.unwrap().record
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn places() -> KnownPlaces {
    KnownPlaces::read(include_str!("../../../data/quang-ninh/provinces_legacy_63.csv")).unwrap()
}

fn now() -> Instant {
    "2026-11-25T02:21:00Z".parse().unwrap()
}

fn system() -> Context {
    Context::new(Actor::System, now())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_becomes_known_once_and_is_found_by_the_exact_number() {
    let scratch = Scratch::new("known").await;
    let claims = sample::claims();
    let first = recognise(&scratch.store, claims[0].clone(), &places(), &system()).await.unwrap();
    let again = recognise(&scratch.store, claims[0].clone(), &places(), &system()).await.unwrap();
    assert!(first.new && !again.new && first.id == again.id);
    let read = scratch.store.read().await.unwrap();
    assert_eq!(read.first(person_by_number("022095001234")).await.unwrap().unwrap().id, first.id);
    assert!(read.first(person_by_number("022095001235")).await.unwrap().is_none());
    // The journal tells that it happened, and nothing of who it is.
    let events = read.events(crate::thing(first.id)).await.unwrap();
    assert_eq!(events.iter().map(|event| event.kind.as_str()).collect::<Vec<_>>(), ["person.became_known"]);
    let written = events[0].body.to_string();
    assert!(!written.contains("An") || !written.contains("Nguyễn"), "{written}");
    assert!(!written.contains("022095001234"), "{written}");
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_desks_at_once_make_one_person() {
    let scratch = Scratch::new("race").await;
    let claims = sample::claims().remove(0);
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..16 {
        let (store, claims) = (scratch.store.clone(), claims.clone());
        tasks.spawn(async move { recognise(&store, claims, &places(), &system()).await.unwrap().id });
    }
    let ids: std::collections::BTreeSet<PersonId> = tasks.join_all().await.into_iter().collect();
    assert_eq!(ids.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weaker_source_is_told_apart_and_a_surer_one_wins() {
    let scratch = Scratch::new("sources").await;
    let sure = sample::claims().remove(0);
    let at_the_desk = Claims {
        name: "Nguyễn Văn Ân".into(),
        source: Source::Officer(OfficerId::from_u128(1)),
        assurance: Assurance::Seen,
        residence: None,
        ..sure.clone()
    };
    let id = scratch.know(at_the_desk.clone()).await;
    assert_eq!(scratch.person(id).await.name.value, "Nguyễn Văn Ân");
    let learned = recognise(&scratch.store, sure, &places(), &system()).await.unwrap();
    assert_eq!(learned.differences, []);
    let person = scratch.person(id).await;
    assert_eq!((person.name.value.as_str(), person.assurance), ("Nguyễn Văn An", Assurance::Level2));
    let learned = recognise(&scratch.store, at_the_desk, &places(), &system()).await.unwrap();
    assert_eq!(learned.differences.len(), 1);
    assert_eq!((learned.differences[0].field, learned.differences[0].said.as_str()), (Field::Name, "Nguyễn Văn Ân"));
    assert_eq!(scratch.person(id).await.name.value, "Nguyễn Văn An");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_contradicts_the_rest_is_refused() {
    let scratch = Scratch::new("disagrees").await;
    let claims = sample::claims();
    let swapped = Claims { number: claims[1].number, ..claims[0].clone() };
    let refused = recognise(&scratch.store, swapped, &places(), &system()).await;
    assert!(matches!(refused, Err(RecogniseError::Disagrees(_))), "{refused:?}");
    let nameless = Claims { name: " \u{200B} ".into(), ..claims[0].clone() };
    assert!(matches!(
        recognise(&scratch.store, nameless, &places(), &system()).await,
        Err(RecogniseError::NoName)
    ));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmed_area_stays_until_the_address_changes() {
    let scratch = Scratch::new("residence").await;
    let claims = sample::claims().remove(0);
    let id = scratch.know(claims.clone()).await;
    let area = AreaId::from_u128(7);
    confirm_residence(&scratch.store, id, area, &system()).await.unwrap();
    let surer = Claims { area: Some(AreaId::from_u128(8)), ..claims.clone() };
    scratch.know(surer.clone()).await;
    let known = scratch.person(id).await.residence.unwrap().value;
    assert_eq!((known.area, known.confirmed), (Some(area), true));
    scratch.know(Claims { residence: Some("Khu 1, Bãi Cháy, Hạ Long".into()), ..surer }).await;
    let known = scratch.person(id).await.residence.unwrap().value;
    assert_eq!((known.area, known.confirmed), (Some(AreaId::from_u128(8)), false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_centre_finds_by_name_only_whom_it_has_met() {
    let scratch = Scratch::new("search").await;
    let mut ids = Vec::new();
    for claims in sample::claims() {
        ids.push(scratch.know(claims).await);
    }
    let (here, there) = (UnitId::from_u128(1), UnitId::from_u128(2));
    relate(&scratch.store, ids[0], here, &system()).await.unwrap();
    relate(&scratch.store, ids[0], here, &system()).await.unwrap();
    relate(&scratch.store, ids[2], there, &system()).await.unwrap();
    let scope = |unit: UnitId| vec![format!("receiving:{}", uuid::Uuid::from(unit).simple())];
    let read = scratch.store.read().await.unwrap();
    let found = |scopes: Vec<String>, words: &'static str| {
        let read = &read;
        async move {
            let (found, more) = search(read, &scopes, words, 10).await.unwrap();
            assert!(!more);
            found.into_iter().map(|person| person.id).collect::<Vec<_>>()
        }
    };
    assert_eq!(found(scope(here), "nguyen an").await, [ids[0]]);
    assert_eq!(found(scope(there), "nguyen an").await, []);
    assert_eq!(found(scope(there), "HOÀNG cuc").await, [ids[2]]);
    assert_eq!(found(vec!["province".into()], "thị").await, [ids[1], ids[2]]);
    assert_eq!(found(Vec::new(), "thị").await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn contacts_are_kept_when_they_can_be_met() {
    let scratch = Scratch::new("contact").await;
    let id = scratch.know(sample::claims().remove(1)).await;
    let wish = Contact { preferred: Way::Message, ..Contact::default() };
    assert!(set_contact(&scratch.store, id, wish.clone(), &system()).await.is_err());
    let wish = Contact { phone: Some("0912 345 678".parse().unwrap()), ..wish };
    set_contact(&scratch.store, id, wish.clone(), &system()).await.unwrap();
    assert_eq!(scratch.person(id).await.contact, wish);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_act_for_whom_has_a_ground_a_scope_and_an_end() {
    let scratch = Scratch::new("mandate").await;
    let mut ids = Vec::new();
    for claims in sample::claims() {
        ids.push(scratch.know(claims).await);
    }
    let ask = GiveMandate {
        principal: Principal::Person(ids[0]),
        representative: ids[1],
        ground: Ground::Document { number: "12/2026/GUQ".into(), signed_on: now().date(), file: None },
        scope: MandateScope::Everything,
        from: now(),
        to: Some(now().plus_seconds(86_400)),
    };
    let as_person = |id| Context::new(Actor::Person(id), now());
    // Nobody gives a right over somebody else; a document needs an end; nobody represents themselves.
    let refused = mandate::give(&scratch.store, ask.clone(), &as_person(ids[1])).await;
    assert!(matches!(refused, Err(GiveMandateError::NotAllowed)), "{refused:?}");
    let endless = GiveMandate { to: None, ..ask.clone() };
    let refused = mandate::give(&scratch.store, endless, &as_person(ids[0])).await;
    assert!(matches!(refused, Err(GiveMandateError::WrongPeriod)), "{refused:?}");
    let own = GiveMandate { representative: ids[0], ..ask.clone() };
    assert!(matches!(
        mandate::give(&scratch.store, own, &as_person(ids[0])).await,
        Err(GiveMandateError::WrongGround)
    ));

    let id = mandate::give(&scratch.store, ask, &as_person(ids[0])).await.unwrap();
    let officer = Context::new(Actor::Officer(OfficerId::from_u128(5)), now());
    let grandmother = GiveMandate {
        principal: Principal::Person(ids[2]),
        representative: ids[1],
        ground: Ground::Kinship { kin: Kin::Grandparent },
        scope: MandateScope::Dossier(DossierId::from_u128(1)),
        from: now(),
        to: None,
    };
    mandate::give(&scratch.store, grandmother, &officer).await.unwrap();
    let held = |at| {
        let store = scratch.store.clone();
        let representative = ids[1];
        async move {
            let read = store.read().await.unwrap();
            let found = read.all(mandates_of(representative, at, 10)).await.unwrap();
            assert!(found.iter().all(|mandate| mandate.holds(at)));
            found.len()
        }
    };
    assert_eq!(held(now()).await, 2);
    assert_eq!(held(now().plus_seconds(86_400)).await, 1, "the document's end");
    assert!(mandate::end(&scratch.store, id, &as_person(ids[2])).await.is_err(), "a stranger");
    let later = now().plus_seconds(60);
    mandate::end(&scratch.store, id, &Context::new(Actor::Person(ids[0]), later)).await.unwrap();
    assert_eq!(held(later).await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_has_one_record_a_tax_code() {
    let scratch = Scratch::new("organisation").await;
    let owner = scratch.know(sample::claims().remove(2)).await;
    let ask = Enter {
        kind: OrganisationKind::Enterprise,
        name: "Công ty TNHH Than Đá Mẫu".into(),
        tax_code: Some("5700123454".parse().unwrap()),
        seat: None,
        represented_by: Some(owner),
        contact: Contact::default(),
        source: Source::Person,
    };
    let id = enter(&scratch.store, ask.clone(), &system()).await.unwrap();
    let taken = enter(&scratch.store, ask.clone(), &system()).await;
    assert!(matches!(taken, Err(EnterError::Commit(CommitError::Taken { .. }))), "{taken:?}");
    let personal = Enter { tax_code: Some("022188007890".parse().unwrap()), ..ask.clone() };
    assert!(matches!(
        enter(&scratch.store, personal.clone(), &system()).await,
        Err(EnterError::WrongKindOfCode)
    ));
    let household = Enter { kind: OrganisationKind::HouseholdBusiness, ..personal };
    enter(&scratch.store, household, &system()).await.unwrap();
    let read = scratch.store.read().await.unwrap();
    assert_eq!(read.first(organisation_by_tax_code("5700123454")).await.unwrap().unwrap().id, id);
    assert_eq!(read.all(organisations_of(owner, 10)).await.unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_person_reads_which_office_looked_and_for_what() {
    let scratch = Scratch::new("looks").await;
    let ids = [PersonId::from_u128(1), PersonId::from_u128(2)];
    let (officer, unit, dossier) = (OfficerId::from_u128(3), UnitId::from_u128(4), DossierId::from_u128(5));
    for minute in 0..5 {
        let ctx = Context::new(Actor::Officer(officer), now().plus_seconds(60 * minute));
        look(&scratch.store, &ids, LookPurpose::for_dossier(LookReason::Handling, dossier, unit), &ctx).await.unwrap();
    }
    // Three looks of one moment: a list that showed the person thrice.
    let ctx = Context::new(Actor::Officer(officer), now().plus_seconds(60 * 9));
    look(&scratch.store, &[ids[0]; 3], LookPurpose::for_unit(LookReason::Listing, unit), &ctx).await.unwrap();
    let own = Context::new(Actor::Person(ids[0]), now().plus_seconds(600));
    look(&scratch.store, &ids[..1], LookPurpose::OWN, &own).await.unwrap();

    let read = scratch.store.read().await.unwrap();
    let mut before = now().plus_seconds(3_600);
    let mut lines = Vec::new();
    loop {
        let page = who_looked(&read, ids[0], before, 2).await.unwrap();
        lines.extend(page.lines);
        match page.next {
            Some(next) => before = next,
            None => break,
        }
    }
    assert_eq!(lines.len(), 9);
    assert!(lines.is_sorted_by(|a, b| a.at >= b.at));
    assert!(lines[0].own && lines[0].reason == Some(LookReason::Own));
    assert_eq!(lines[1].reason, Some(LookReason::Listing));
    assert_eq!(
        (lines[8].reason, lines[8].unit, lines[8].dossier, lines[8].own),
        (Some(LookReason::Handling), Some(unit), Some(dossier), false)
    );
    assert_eq!(who_looked(&read, ids[1], before, 50).await.unwrap().lines.len(), 0, "before all looks");
}
