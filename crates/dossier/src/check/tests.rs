//! What the check says of stories of the samples, whole and with one thing changed.

use super::faults;
use crate::fact::Fact;
use crate::ledger::Holder;
use crate::life::Life;
use crate::samples::{Story, calendar, colleague, office};

fn found(life: &Life, facts: &[Fact]) -> String {
    faults(life, facts, &[calendar()]).join("\n")
}

#[test]
fn every_story_stands_where_its_facts_say() {
    for story in Story::all() {
        assert_eq!(found(&story.life, &story.facts), "", "{:?}", story.life.stage());
    }
}

/// Each thing that is changed is named, whatever else follows from it.
#[test]
fn what_moved_without_an_event_is_named() {
    let story = Story::in_process();
    let changed = |change: &dyn Fn(&mut Life)| {
        let mut life = story.life.clone();
        change(&mut life);
        found(&life, &story.facts)
    };
    let holder = changed(&|life| life.dossier.holder = Some(Holder::officer(office(), colleague().officer)));
    assert!(
        holder.contains("the holder is") && holder.contains("disagree about the holder"),
        "{holder}"
    );
    let due = changed(&|life| {
        let due = life.dossier.due.as_mut().unwrap();
        due.at = due.at.plus_seconds(1);
    });
    assert!(due.contains("as due, which does not follow"), "{due}");
    let due = changed(&|life| life.dossier.due = None);
    assert!(due.contains("keeps nothing as due"), "{due}");
    let step = changed(&|life| life.steps.truncate(0));
    assert!(step.contains("the step is None"), "{step}");
    let handler = changed(&|life| life.dossier.handler = None);
    assert!(handler.starts_with("the handler is None"), "{handler}");
    let moved = changed(&|life| life.dossier.state = Story::refused().life.dossier.state);
    assert!(
        moved.contains("the stage is Refused, the journal says InProcess"),
        "{moved}"
    );
}

#[test]
fn what_the_chain_says_and_nobody_did_is_named() {
    let story = Story::result_ready();
    for at in 0..story.facts.len() {
        let mut facts = story.facts.clone();
        let left_out = facts.remove(at);
        let found = found(&story.life, &facts);
        // What these say is said again by later ones, or stands in records only.
        let silent = matches!(
            left_out,
            Fact::Assigned { .. } | Fact::Continued { .. } | Fact::Initialled { .. } | Fact::Signed { .. }
        );
        assert!(silent || !found.is_empty(), "{left_out:?} was not missed");
    }
    let twice = [story.facts.clone(), story.facts.clone()].concat();
    assert!(found(&story.life, &twice).contains("submitted once"));
    assert!(found(&story.life, &[]).contains("begins with its submission"));
}
