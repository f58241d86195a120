//! A model in memory that knows nothing of plans, statements or engines, and random changes against it.

use super::records::{Paper, paper, said, thing};
use super::{Home, ctx, whole};
use motcua_kernel::{ChangeId, Context, DossierId};
use motcua_store::{ChangeSet, CommitError, Committed, Number, Store, Stored};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};

/// What one change wants. Papers, desks, counters and keys are few, so that changes meet.
#[derive(Debug, Clone)]
struct Wanted {
    parts: Vec<Part>,
    /// Commit an earlier change instead, the one so many back.
    repeats: Option<usize>,
}

#[derive(Debug, Clone)]
enum Part {
    Insert {
        paper: usize,
        desk: Option<u8>,
    },
    Update {
        paper: usize,
        behind: i64,
        desk: Option<u8>,
    },
    Delete {
        paper: usize,
        behind: i64,
    },
    Expect {
        paper: usize,
        behind: i64,
    },
    Take {
        counter: u8,
        count: i64,
    },
    Number {
        series: u8,
    },
    Say {
        paper: usize,
    },
    Answer {
        key: u8,
        digest: u8,
    },
}

const PAPERS: usize = 6;
const PLACES: i64 = 7;

fn part() -> impl Strategy<Value = Part> {
    let desk = || proptest::option::of(0..3_u8);
    // Mostly the version that is there, sometimes an old one.
    let behind = || prop_oneof![5 => Just(0_i64), 1 => Just(1_i64)];
    prop_oneof![
        3 => (0..PAPERS, desk()).prop_map(|(paper, desk)| Part::Insert { paper, desk }),
        4 => (0..PAPERS, behind(), desk()).prop_map(|(paper, behind, desk)| Part::Update { paper, behind, desk }),
        1 => (0..PAPERS, behind()).prop_map(|(paper, behind)| Part::Delete { paper, behind }),
        2 => (0..PAPERS, behind()).prop_map(|(paper, behind)| Part::Expect { paper, behind }),
        2 => (0..2_u8, -1..4_i64).prop_map(|(counter, count)| Part::Take { counter, count }),
        2 => (0..2_u8).prop_map(|series| Part::Number { series }),
        1 => (0..PAPERS).prop_map(|paper| Part::Say { paper }),
        1 => (0..3_u8, 0..2_u8).prop_map(|(key, digest)| Part::Answer { key, digest }),
    ]
}

fn wanted() -> impl Strategy<Value = Wanted> {
    let repeats = prop_oneof![8 => Just(None), 1 => (0..4_usize).prop_map(Some)];
    (proptest::collection::vec(part(), 1..4), repeats).prop_map(|(parts, repeats)| Wanted { parts, repeats })
}

/// What a change does, as the promises of the port say.
#[derive(Debug, Clone, PartialEq)]
enum Outcome {
    Done {
        numbers: Vec<u64>,
        repeated: bool,
    },
    Stale,
    /// One of these; where one row breaks two keys, engines name another one of them.
    Taken(Vec<&'static str>),
    Full(u8),
    BelowNothing,
    Reused,
}

#[derive(Debug, Clone, Default)]
struct Model {
    /// By place: version and desk, while it exists.
    papers: BTreeMap<usize, (i64, Option<u8>)>,
    /// What was said of each, in order.
    events: BTreeMap<usize, Vec<&'static str>>,
    taken: HashMap<u8, i64>,
    series: HashMap<u8, u64>,
    applied: HashMap<ChangeId, Vec<u64>>,
    answers: HashMap<u8, u8>,
}

impl Model {
    /// The version that a part names, or nothing when there is no such paper to name.
    fn version(&self, paper: usize, behind: i64) -> Option<i64> {
        self.papers
            .get(&paper)
            .map(|(version, _)| version - behind)
            .filter(|version| *version > 0)
    }

    fn commit(&mut self, change: ChangeId, parts: &[(Part, i64)]) -> Outcome {
        if let Some(numbers) = self.applied.get(&change) {
            return Outcome::Done {
                numbers: numbers.clone(),
                repeated: true,
            };
        }
        for (part, _) in parts {
            if let Part::Answer { key, digest } = part
                && let Some(known) = self.answers.get(key)
            {
                return if known == digest {
                    Outcome::Done {
                        numbers: Vec::new(),
                        repeated: true,
                    }
                } else {
                    Outcome::Reused
                };
            }
        }
        let mut next = self.clone();
        for (part, read) in parts {
            if let Part::Update { paper, .. } | Part::Delete { paper, .. } | Part::Expect { paper, .. } = part
                && self.papers.get(paper).is_none_or(|(version, _)| version != read)
            {
                return Outcome::Stale;
            }
        }
        let mut takes: Vec<(u8, i64)> = Vec::new();
        for (part, _) in parts {
            if let Part::Take { counter, count } = part {
                takes.push((*counter, *count));
            }
        }
        takes.sort_by_key(|(counter, _)| *counter);
        for (counter, count) in takes {
            let taken = next.taken.entry(counter).or_default();
            if *taken + count > PLACES {
                return Outcome::Full(counter);
            }
            if *taken + count < 0 {
                return Outcome::BelowNothing;
            }
            *taken += count;
        }
        let mut numbers = Vec::new();
        for (part, read) in parts {
            match part {
                Part::Insert { paper, desk } => {
                    let broken = [
                        ("id", next.papers.contains_key(paper)),
                        ("desk", next.holds(*desk, *paper) || next.own(*desk, *paper)),
                    ];
                    let broken: Vec<_> = broken.iter().filter(|(_, is)| *is).map(|(key, _)| *key).collect();
                    if !broken.is_empty() {
                        return Outcome::Taken(broken);
                    }
                    next.papers.insert(*paper, (1, *desk));
                    next.say(*paper, "paper.made");
                }
                Part::Update { paper, desk, .. } => {
                    if next.holds(*desk, *paper) {
                        return Outcome::Taken(vec!["desk"]);
                    }
                    next.papers.insert(*paper, (read + 1, *desk));
                    next.say(*paper, "paper.changed");
                }
                Part::Delete { paper, .. } => {
                    next.papers.remove(paper);
                    next.say(*paper, "paper.burnt");
                }
                Part::Say { paper } => next.say(*paper, "paper.seen"),
                Part::Number { series } => {
                    let last = next.series.entry(*series).or_default();
                    *last += 1;
                    numbers.push(*last);
                }
                Part::Answer { key, digest } => {
                    next.answers.insert(*key, *digest);
                }
                Part::Expect { .. } | Part::Take { .. } => {}
            }
        }
        next.applied.insert(change, numbers.clone());
        *self = next;
        Outcome::Done {
            numbers,
            repeated: false,
        }
    }

    fn holds(&self, desk: Option<u8>, but: usize) -> bool {
        desk.is_some()
            && self
                .papers
                .iter()
                .any(|(paper, (_, held))| *paper != but && *held == desk)
    }

    /// Whether a paper that is there already stands at this desk itself.
    fn own(&self, desk: Option<u8>, paper: usize) -> bool {
        desk.is_some() && self.papers.get(&paper).is_some_and(|(_, held)| *held == desk)
    }

    fn say(&mut self, paper: usize, kind: &'static str) {
        self.events.entry(paper).or_default().push(kind);
    }
}

/// One run: papers, series, counters and keys of its own in a store that other runs share.
struct Run<'a> {
    store: &'a Store,
    name: String,
    ids: Vec<DossierId>,
    model: Model,
    done: Vec<(ChangeSet, Vec<(Part, i64)>)>,
}

impl Run<'_> {
    fn paper(&self, ctx: &Context, place: usize, desk: Option<u8>) -> Paper {
        Paper {
            id: self.ids[place],
            desk: desk.map(|desk| format!("{}/{desk}", self.name)),
            ..paper(ctx, "random")
        }
    }

    /// A change set, and with each part the version that it names. Parts that cannot stand together (one
    /// paper written twice, two keys) are left out.
    fn set(&self, wanted: &Wanted) -> (ChangeSet, Vec<(Part, i64)>) {
        let ctx = ctx();
        let mut set = ChangeSet::new(&ctx);
        let mut parts: Vec<(Part, i64)> = Vec::new();
        let (mut written, mut answered) = (Vec::new(), false);
        for part in &wanted.parts {
            let mut read = 0;
            if let Part::Insert { paper, .. } | Part::Update { paper, .. } | Part::Delete { paper, .. } = part {
                if written.contains(paper) {
                    continue;
                }
                written.push(*paper);
            }
            if let Part::Update { paper, behind, .. }
            | Part::Delete { paper, behind }
            | Part::Expect { paper, behind } = part
            {
                let Some(version) = self.model.version(*paper, *behind) else {
                    continue;
                };
                read = version;
            }
            let stored = |place: usize, desk| Stored {
                version: read,
                record: self.paper(&ctx, place, desk),
            };
            match part {
                Part::Insert { paper, desk } => {
                    set.insert(&self.paper(&ctx, *paper, *desk))
                        .journal(said(self.ids[*paper], "paper.made"));
                }
                Part::Update { paper, desk, .. } => {
                    set.update(&stored(*paper, *desk))
                        .journal(said(self.ids[*paper], "paper.changed"));
                }
                Part::Delete { paper, .. } => {
                    set.delete(&stored(*paper, None))
                        .journal(said(self.ids[*paper], "paper.burnt"));
                }
                Part::Expect { paper, .. } => {
                    set.expect(&stored(*paper, None));
                }
                Part::Take { counter, count } => {
                    set.take(format!("{}/{counter}", self.name), *count, PLACES);
                }
                Part::Number { series } => {
                    let _: Number = set.number(format!("{}/{series}", self.name));
                }
                Part::Say { paper } => {
                    set.journal(said(self.ids[*paper], "paper.seen"));
                }
                Part::Answer { key, digest } => {
                    if answered {
                        continue;
                    }
                    answered = true;
                    set.answer(format!("{}/{key}", self.name), digest.to_string(), &json!({"key": key}));
                }
            }
            parts.push((part.clone(), read));
        }
        (set, parts)
    }

    async fn step(&mut self, wanted: &Wanted) -> Result<(), String> {
        let earlier = wanted.repeats.and_then(|back| self.done.len().checked_sub(back + 1));
        let (set, parts) = match earlier {
            Some(at) => self.done[at].clone(),
            None => self.set(wanted),
        };
        let predicted = self.model.commit(set.id(), &parts);
        let result = self.store.commit(set.clone()).await;
        let found = self.outcome(&result)?;
        let is_as_predicted = match (&found, &predicted) {
            (Outcome::Taken(one), Outcome::Taken(some)) => some.contains(&one[0]),
            (found, predicted) => found == predicted,
        };
        if !is_as_predicted {
            return Err(format!("{parts:?}: the model says {predicted:?}, the store {result:?}"));
        }
        self.done.push((set, parts));
        Ok(())
    }

    fn outcome(&self, result: &Result<Committed, CommitError>) -> Result<Outcome, String> {
        Ok(match result {
            Ok(committed) => Outcome::Done {
                numbers: committed.numbers.clone(),
                repeated: committed.repeated,
            },
            Err(CommitError::Stale {
                table: "suite_paper", ..
            }) => Outcome::Stale,
            Err(CommitError::Taken { key, .. }) if key == "id" => Outcome::Taken(vec!["id"]),
            Err(CommitError::Taken { key, .. }) if key == "desk" => Outcome::Taken(vec!["desk"]),
            Err(CommitError::Full { counter }) => Outcome::Full(
                counter
                    .rsplit('/')
                    .next()
                    .and_then(|last| last.parse().ok())
                    .unwrap_or(99),
            ),
            Err(CommitError::Reused { .. }) => Outcome::Reused,
            Err(CommitError::Invalid(said)) if said.contains("more places back") => Outcome::BelowNothing,
            other => return Err(format!("no change may end so: {other:?}")),
        })
    }

    async fn compare(&self) -> Result<(), String> {
        let read = self.store.read().await.map_err(|error| error.to_string())?;
        for (place, id) in self.ids.iter().enumerate() {
            let kept = read.find::<Paper>(*id).await.map_err(|error| error.to_string())?;
            let kept = kept.map(|stored| (stored.version, stored.desk.clone()));
            let wanted = self.model.papers.get(&place);
            let wanted = wanted.map(|(version, desk)| (*version, desk.map(|desk| format!("{}/{desk}", self.name))));
            if kept != wanted {
                return Err(format!("paper {place}: the model has {wanted:?}, the store {kept:?}"));
            }
            let events = read.events(thing(*id)).await.map_err(|error| error.to_string())?;
            let kinds: Vec<&str> = events.iter().map(|event| event.kind.as_str()).collect();
            let said = self.model.events.get(&place).cloned().unwrap_or_default();
            if kinds != said {
                return Err(format!("paper {place}: the model says {said:?}, the journal {kinds:?}"));
            }
        }
        Ok(())
    }
}

async fn run(store: &Store, wanted: &[Wanted]) -> Result<(), String> {
    let ctx = ctx();
    let mut run = Run {
        store,
        name: format!("run/{}", ctx.change()),
        ids: (0..PAPERS).map(|_| ctx.id()).collect(),
        model: Model::default(),
        done: Vec::new(),
    };
    for wanted in wanted {
        run.step(wanted).await?;
    }
    run.compare().await
}

/// `MOTCUA_CASES` asks for more than the 160 runs of 24 changes that every build makes.
pub async fn random_changes_do_what_the_model_says(home: &Home) {
    let store = home.open().await;
    let cases: u32 = std::env::var("MOTCUA_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .unwrap_or(160);
    let mut runner = TestRunner::new(Config::default());
    let plan = proptest::collection::vec(wanted(), 24);
    for case in 0..cases {
        let mut tree = plan.new_tree(&mut runner).unwrap();
        let Err(mut wrong) = run(&store, &tree.current()).await else {
            continue;
        };
        // Find the smallest plan that still goes wrong.
        let mut smaller = tree.simplify();
        for _ in 0..500 {
            if !smaller {
                break;
            }
            smaller = match run(&store, &tree.current()).await {
                Err(again) => {
                    wrong = again;
                    tree.simplify()
                }
                Ok(()) => tree.complicate(),
            };
        }
        panic!("case {case}: {wrong}\n{:#?}", tree.current());
    }
    whole(&store).await;
}
