//! What the applicant's side does: alone and signed in, helped at a counter, for another, or through another system.

use super::dice::Dice;
use super::people::Somebody;
use super::plan::Plan;
use super::play::{Live, Player};
use super::scene::Way;
use anyhow::{Context as _, Result, bail};
use motcua_catalog::form::FormRules;
use motcua_dossier::draft::{Help, SaveDraft, act_for, save};
use motcua_dossier::filled::Filled;
use motcua_dossier::guidance::{Give, give};
use motcua_dossier::submit::{Begun, Sent, Submit, submit};
use motcua_dossier::supplement::{Answer, answer as hand_in_answer, open_for};
use motcua_dossier::withdraw::{Withdraw, withdraw as take_back};
use motcua_dossier::{Channel, Identity, Parties, Party, Representative, Who};
use motcua_kernel::{Actor, AreaId, Instant, OfficerId, PersonId, UnitId};
use motcua_org::position::Role;
use motcua_people::mandate::{Grant, Ground, Kin, MandateScope, Principal, grant};
use motcua_people::person::{
    Claims, EnrolAtCounter, Level, Person, Source, Vouched, bring_up_to_date, enrol_at_counter, vouch,
};
use std::collections::{BTreeMap, BTreeSet};

/// The centre of an area of the script.
pub(super) fn centre(player: &Player<'_>, area: &str) -> Result<UnitId> {
    let key = format!("ttpvhcc/{area}");
    let unit = player.directory.unit_by_key(&key);
    Ok(unit.with_context(|| format!("there is no centre {key}"))?.id)
}

fn area(player: &Player<'_>, code: &str, at: Instant) -> Result<AreaId> {
    let area = player.directory.places().by_code(code, at);
    Ok(area.with_context(|| format!("there is no area {code}"))?.id)
}

fn household(live: &Live) -> Result<&super::fill::Household> {
    live.household.as_ref().context("the household is gone")
}

/// The reception officer who serves this dossier.
pub(super) fn reception(player: &Player<'_>, plan: &Plan) -> Result<(UnitId, OfficerId)> {
    let unit = centre(player, plan.scene.received_at)?;
    Ok((unit, player.officer(unit, Role::ReceptionOfficer, plan.place)?))
}

/// Somebody signs in, or an officer looks at card and face.
pub(super) async fn know(player: &mut Player<'_>, plan: &Plan, live: &mut Live, at: Instant) -> Result<()> {
    let who = household(live)?.submitter.clone();
    match plan.scene.way {
        Way::Alone { .. } => {
            let claims = Claims {
                subject: who.subject.clone(),
                level: Level::Two,
                id_number: who.number(),
                name: who.name.clone(),
                born: who.birth(),
                sex: Some(who.sex),
                ethnicity: Some(who.ethnicity.clone()),
                nationality: None,
                address: Some(address(player, &who, at)),
                area: Some(area(player, &who.area, at)?),
                phone: who.telephone(),
            };
            let ctx = player.acting(Actor::Anyone, at);
            live.person = Some(bring_up_to_date(player.store, claims, &ctx).await?);
        }
        Way::Helped => live.person = Some(enrol(player, plan, &who, at).await?),
        Way::ByMandate => {
            live.person = Some(enrol(player, plan, &who, at).await?);
            let principal = household(live)?.principal().context("nobody to act for")?.clone();
            let principal = enrol(player, plan, &principal, at.plus_seconds(90)).await?;
            let agent = live.person.context("the agent is not known")?;
            let (_, officer) = reception(player, plan)?;
            let ctx = player.acting(Actor::Officer(officer), at.plus_seconds(150));
            let today = at.date();
            let ground = if plan.place.is_multiple_of(2) {
                Ground::CloseRelative { kin: Kin::Sibling }
            } else {
                Ground::Deed {
                    number: format!("{}/GUQ", 100 + plan.place),
                    signed_on: today.plus_days(-6),
                }
            };
            let ask = Grant {
                principal: Principal::Person(principal),
                agent,
                ground,
                scope: MandateScope::Procedures(BTreeSet::from([plan.scene.procedure.code.parse()?])),
                from: today,
                to: Some(today.plus_days(90)),
            };
            live.principal = Some((principal, grant(player.store, ask, &ctx).await?));
        }
        Way::From(_) => {}
    }
    Ok(())
}

async fn enrol(player: &mut Player<'_>, plan: &Plan, who: &Somebody, at: Instant) -> Result<PersonId> {
    let (unit, officer) = reception(player, plan)?;
    let source = if plan.place.is_multiple_of(3) {
        Source::ChipRead { officer }
    } else {
        Source::CardSeen { officer }
    };
    let ask = EnrolAtCounter {
        source,
        unit,
        id_number: who.number(),
        name: who.name.clone(),
        born: who.birth(),
        sex: Some(who.sex),
        ethnicity: Some(who.ethnicity.clone()),
        nationality: None,
        address: Some(address(player, who, at)),
        area: Some(area(player, &who.area, at)?),
        phone: who.telephone(),
    };
    let ctx = player.acting(Actor::Officer(officer), at);
    Ok(enrol_at_counter(player.store, ask, &ctx).await?)
}

fn address(player: &Player<'_>, who: &Somebody, at: Instant) -> String {
    let area = player.directory.places().by_code(&who.area, at);
    let area = area.map_or(String::new(), |area| area.full_name.clone());
    format!("{}, {area}", who.house)
}

/// The form is filled in; what other systems send was filled in there.
pub(super) async fn draft(player: &mut Player<'_>, plan: &Plan, live: &mut Live, at: Instant) -> Result<()> {
    let person = live.person;
    let (actor, help) = match plan.scene.way {
        Way::From(_) => return Ok(()),
        Way::Alone { .. } => (Actor::Person(person.context("nobody signed in")?), None),
        Way::Helped | Way::ByMandate => {
            let (centre, officer) = reception(player, plan)?;
            let person = person.context("nobody stands there")?;
            (Actor::Officer(officer), Some(Help { centre, person }))
        }
    };
    let typed = household(live)?.typed.clone();
    let sections = plan.scene.procedure.version.form_or_general().sections.len();
    let command = SaveDraft {
        draft: None,
        procedure: plan.scene.procedure.id,
        help,
        territory: Some(territory(player, plan, at)?),
        typed,
        section: None,
        go_to: u32::try_from(sections).unwrap_or(0),
    };
    let ctx = player.acting(actor, at);
    let draft = save(player.store, command, &ctx).await?;
    live.draft = Some(draft);
    if let Some((principal, _)) = live.principal {
        let ctx = player.acting(actor, at.plus_seconds(20));
        act_for(player.store, draft, Some(Who::Person(principal)), &ctx).await?;
    }
    Ok(())
}

/// The area that decides: that of the household, or of the centre where any office may do it.
fn territory(player: &Player<'_>, plan: &Plan, at: Instant) -> Result<AreaId> {
    use motcua_catalog::version::Territory;
    let here = plan.scene.received_at;
    match plan.scene.procedure.version.territory() {
        Territory::Reception if here != "22" && !matches!(plan.scene.way, Way::Alone { .. } | Way::From(_)) => {
            area(player, here, at)
        }
        Territory::Reception | Territory::Answers { .. } | Territory::FirstAddress => area(player, plan.scene.area, at),
    }
}

async fn party(player: &Player<'_>, id: PersonId) -> Result<Party> {
    let person = player.store.read().await?.get::<Person>(id).await?;
    Ok(Party {
        who: Who::Person(id),
        name: person.name.value.clone(),
        id_number: person.id_number.as_ref().map(|number| number.value.as_str().to_owned()),
        phone: person
            .contact
            .phone
            .as_ref()
            .map(|phone| phone.value.as_str().to_owned()),
    })
}

/// It is handed in.
pub(super) async fn file(player: &mut Player<'_>, plan: &Plan, live: &mut Live, at: Instant) -> Result<()> {
    let scene = &plan.scene;
    let rules = FormRules::on(at.date());
    let (reception_unit, _) = reception(player, plan)?;
    let delivery = centre(player, scene.fetched_at)?;
    let territory = territory(player, plan, at)?;
    let (actor, command) = match scene.way {
        Way::From(source) => {
            let who = household(live)?.submitter.clone();
            let (name, client) = player.sources.get(source).cloned().context("there is no such source")?;
            let ctx = player.acting(Actor::Client(client), at);
            let typed = &household(live)?.typed;
            let form = scene.procedure.version.form_or_general();
            let answers = match form.validate(typed, &rules) {
                Ok(answers) => answers.to_value(),
                Err(wrong) => bail!("the form is not right: {wrong:?}"),
            };
            let ask = Vouched {
                id_number: who.number().context("a number that is none")?,
                name: who.name.clone(),
                phone: who.telephone(),
            };
            let vouching = vouch(&player.store.read().await?, ask, &ctx).await?;
            let person = vouching.person().id;
            live.person = Some(person);
            let party = Party {
                who: Who::Person(person),
                name: who.name.clone(),
                id_number: Some(who.id_number.clone()),
                phone: who.phone.clone(),
            };
            let sent = Sent {
                number: format!("000.{:02}.{}", plan.place % 90, 261_000_000 + plan.place * 37),
                procedure: scene.procedure.id,
                answers,
                people: vec![vouching],
            };
            let command = Submit {
                begun: Begun::Elsewhere(sent),
                parties: Parties::alone(party),
                identity: Identity::Vouched { client, level: 2 },
                channel: match name.as_str() {
                    "vneid" => Channel::Vneid,
                    "post" => Channel::Postal,
                    _ => Channel::Online,
                },
                territory,
                reception: reception_unit,
                delivery,
            };
            // The persons whom it names were thought of under this change.
            live.dossier = Some(submit(player.store, player.directory, command, &rules, &ctx).await?);
            player.played.dossiers += 1;
            return Ok(());
        }
        Way::Alone { .. } => {
            let person = live.person.context("nobody signed in")?;
            let command = Submit {
                begun: Begun::Here(live.draft.context("nothing was filled in")?),
                parties: Parties::alone(party(player, person).await?),
                identity: Identity::SignedIn { level: 2 },
                channel: Channel::Online,
                territory,
                reception: reception_unit,
                delivery,
            };
            (Actor::Person(person), command)
        }
        Way::Helped | Way::ByMandate => {
            let (_, officer) = reception(player, plan)?;
            let submitter = party(player, live.person.context("nobody stands there")?).await?;
            let alone = Parties {
                helper: Some(officer),
                ..Parties::alone(submitter.clone())
            };
            let parties = match live.principal {
                None => alone,
                Some((principal, mandate)) => Parties {
                    applicant: party(player, principal).await?,
                    representative: Some(Representative {
                        party: submitter,
                        mandate: Some(mandate),
                    }),
                    ..alone
                },
            };
            let command = Submit {
                begun: Begun::Here(live.draft.context("nothing was filled in")?),
                parties,
                identity: if plan.place.is_multiple_of(3) {
                    Identity::CardRead { officer }
                } else {
                    Identity::CardSeen { officer }
                },
                channel: Channel::Direct,
                territory,
                reception: reception_unit,
                delivery,
            };
            (Actor::Officer(officer), command)
        }
    };
    let ctx = player.acting(actor, at);
    live.dossier = Some(submit(player.store, player.directory, command, &rules, &ctx).await?);
    player.played.dossiers += 1;
    Ok(())
}

/// A paper is not there: the person leaves with a slip, and the draft is kept.
pub(super) async fn guide(player: &mut Player<'_>, plan: &Plan, live: &mut Live, at: Instant) -> Result<()> {
    let (centre, officer) = reception(player, plan)?;
    let mut dice = Dice::of(player.seed, 7_000 + plan.place as u64);
    let components = plan.scene.procedure.version.components();
    let papers: Vec<_> = components
        .iter()
        .filter(|component| component.is_paper() && !component.form_generated)
        .collect();
    let Some(paper) = dice.pick(&papers) else { return Ok(()) };
    let remark = dice.word(&player.words.guidance).to_owned();
    let command = Give {
        draft: live.draft.context("nothing was filled in")?,
        centre,
        bring: BTreeMap::from([(paper.key.clone(), remark)]),
        not_needed: Vec::new(),
        day: Some(at.date().plus_days(dice.between(1, 6) as i32)),
        note: player.words.guidance_note.clone(),
    };
    let ctx = player.acting(Actor::Officer(officer), at);
    give(player.store, command, &ctx).await?;
    Ok(())
}

/// Who speaks for the applicant's side: themselves, the officer who helps, or the system that sent it.
fn side(player: &Player<'_>, plan: &Plan, live: &Live) -> Result<(Actor, Option<UnitId>)> {
    Ok(match plan.scene.way {
        Way::Alone { .. } => (Actor::Person(live.person.context("nobody signed in")?), None),
        Way::Helped | Way::ByMandate => {
            let (unit, officer) = reception(player, plan)?;
            (Actor::Officer(officer), Some(unit))
        }
        Way::From(source) => {
            let client = player.sources.get(source).context("there is no such source")?.1;
            (Actor::Client(client), None)
        }
    })
}

/// The open request is answered with the whole form.
pub(super) async fn answer(player: &mut Player<'_>, plan: &Plan, live: &Live, at: Instant) -> Result<()> {
    let (actor, centre) = side(player, plan, live)?;
    let dossier = live.dossier.context("nothing was handed in")?;
    let open = player.store.read().await?.first(open_for(dossier)).await?;
    let open = open.context("nothing was asked")?;
    let rules = FormRules::on(at.date());
    let typed = household(live)?.typed.clone();
    let filled = match plan.scene.way {
        Way::From(_) => {
            let form = plan.scene.procedure.version.form_or_general();
            let answers = form.validate(&typed, &rules);
            Filled::Sent(answers.map_err(|wrong| anyhow::anyhow!("{wrong:?}"))?.to_value())
        }
        Way::Alone { .. } | Way::Helped | Way::ByMandate => Filled::Typed(typed),
    };
    let command = Answer {
        supplement: open.id,
        centre,
        filled,
        version: None,
    };
    let ctx = player.acting(actor, at);
    hand_in_answer(player.store, command, &rules, &ctx).await?;
    Ok(())
}

/// The dossier is taken back.
pub(super) async fn withdraw(player: &mut Player<'_>, plan: &Plan, live: &Live, at: Instant) -> Result<()> {
    let (actor, centre) = side(player, plan, live)?;
    let mut dice = Dice::of(player.seed, 9_000 + plan.place as u64);
    let command = Withdraw {
        dossier: live.dossier.context("nothing was handed in")?,
        centre,
        reason: dice
            .percent(80)
            .then(|| dice.word(&player.words.withdrawals).to_owned()),
        version: None,
    };
    let ctx = player.acting(actor, at);
    take_back(player.store, command, &ctx).await?;
    Ok(())
}
