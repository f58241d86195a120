//! A model in memory of what changes do: it knows nothing of plans, statements or engines.

use motcua_kernel::ChangeId;
use std::collections::{BTreeMap, HashMap};

/// Places that each counter has.
pub const PLACES: i64 = 7;

/// A part of a change. What it names it names by its place in the run.
#[derive(Debug, Clone)]
pub enum Part {
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

/// What a change does, as the promises of the port say.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
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

impl Outcome {
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Done { repeated: false, .. } => "applied",
            Self::Done { repeated: true, .. } => "repeated",
            Self::Stale => "stale",
            Self::Taken(_) => "taken",
            Self::Full(_) => "full",
            Self::BelowNothing => "below nothing",
            Self::Reused => "reused",
        }
    }
}

/// How often changes came to which outcome.
pub type Tally = BTreeMap<&'static str, u64>;

/// What should be kept.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// By place: version and desk, while it exists.
    pub papers: BTreeMap<usize, (i64, Option<u8>)>,
    /// What was said of each, in order.
    pub events: BTreeMap<usize, Vec<&'static str>>,
    taken: HashMap<u8, i64>,
    series: HashMap<u8, u64>,
    applied: HashMap<ChangeId, Vec<u64>>,
    answers: HashMap<u8, u8>,
}

impl Model {
    /// The version that a part names, or nothing when there is no such paper to name.
    pub fn version(&self, paper: usize, behind: i64) -> Option<i64> {
        self.papers
            .get(&paper)
            .map(|(version, _)| version - behind)
            .filter(|version| *version > 0)
    }

    pub fn commit(&mut self, change: ChangeId, parts: &[(Part, i64)]) -> Outcome {
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
