//! Deciding what an import writes, procedure by procedure, from one snapshot.

use super::national::{self, BadLine};
use super::report::Changed;
use super::{ImportError, ImportReport, Options, written};
use crate::procedure::record::page;
use crate::version::difference::differences;
use crate::version::record::newest_sources;
use crate::version::{Announced, Content, Origin, Province, hexadecimal};
use crate::{Code, Offer, Procedure, ProcedureVersion, Scope};
use motcua_kernel::Context;
use motcua_kernel::text::fold;
use motcua_store::{Read, Stored};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// One thing to write.
pub(super) enum Step {
    /// A new procedure with its first version.
    Create(Box<(Procedure, ProcedureVersion)>),
    /// A new version, and the one before ends.
    Publish(Box<Publish>),
    /// It disappeared.
    Withdraw(Box<(Stored<Procedure>, Stored<ProcedureVersion>)>),
}

pub(super) struct Publish {
    pub(super) before: Stored<Procedure>,
    pub(super) ends: Stored<ProcedureVersion>,
    pub(super) begins: ProcedureVersion,
    pub(super) offer: Offer,
}

const PAGE: i64 = 1_000;

pub(super) async fn plan(
    read: &Read,
    text: Option<&str>,
    written: Vec<written::Read>,
    options: &Options,
    ctx: &Context,
    report: &mut ImportReport,
) -> Result<Vec<Step>, ImportError> {
    let kept = kept(read).await?;
    let sources = sources(read).await?;
    let mut written: BTreeMap<Code, written::Read> = written.into_iter().map(|one| (one.code.clone(), one)).collect();
    for one in written.values() {
        report.concerns.extend(
            one.concerns
                .iter()
                .map(|concern| (one.code.clone(), concern.to_string())),
        );
    }
    let mut planner = Planner {
        read,
        kept: &kept,
        options,
        ctx,
        report,
        steps: Vec::new(),
    };
    let mut seen: BTreeSet<Code> = BTreeSet::new();
    let mut nameless = false;
    for (number, line) in text.into_iter().flat_map(national::lines) {
        let digest = hexadecimal(&Sha256::digest(line));
        // An unchanged line of a procedure that is offered needs no reading.
        let same = sources.get(&digest).filter(|code| {
            let offered = kept
                .get(*code)
                .is_some_and(|one| !matches!(one.offer, Offer::NoLonger { .. }));
            offered && !written.contains_key(*code) && !seen.contains(*code)
        });
        if let Some(code) = same {
            planner.report.read += 1;
            planner.report.unchanged += 1;
            seen.insert(code.clone());
            continue;
        }
        match national::read(number, line) {
            Ok((code, _)) if seen.contains(&code) => {
                let reason = format!("{code} stands in the file twice; the first line counts");
                planner.report.bad.push(BadLine {
                    line: number,
                    field: "code".into(),
                    reason,
                });
            }
            Ok((code, announced)) => {
                planner.report.read += 1;
                planner
                    .one(&code, Some((announced, digest)), written.remove(&code))
                    .await?;
                seen.insert(code);
            }
            Err(bad) => {
                // Its procedure has not disappeared: only this line is unreadable.
                match code_of(line) {
                    Some(code) => drop(seen.insert(code)),
                    None => nameless = true,
                }
                planner.report.bad.push(bad);
            }
        }
    }
    // Written procedures without a national line in this import: only the written part may change.
    for (code, one) in written {
        if kept.contains_key(&code) {
            planner.one(&code, None, Some(one)).await?;
        } else {
            let reason = format!("{code} is not in the national catalogue; import that first");
            planner.report.bad.push(BadLine {
                line: 0,
                field: "code".into(),
                reason,
            });
        }
    }
    // With an unreadable line of unknown code nobody can say what disappeared.
    if text.is_some() && !nameless {
        planner.withdraw(&seen).await?;
    }
    Ok(planner.steps)
}

struct Planner<'a> {
    read: &'a Read,
    kept: &'a BTreeMap<Code, Stored<Procedure>>,
    options: &'a Options,
    ctx: &'a Context,
    report: &'a mut ImportReport,
    steps: Vec<Step>,
}

impl Planner<'_> {
    /// Decides about one procedure.
    async fn one(
        &mut self,
        code: &Code,
        line: Option<(Announced, String)>,
        written: Option<written::Read>,
    ) -> Result<(), ImportError> {
        let Some(before) = self.kept.get(code) else {
            // Without a line nothing is created: the caller has said so.
            if let Some((announced, digest)) = line {
                let province = Province {
                    written: written.map(|one| one.written),
                    ..Province::default()
                };
                self.create(code, Content { announced, province }, digest);
            }
            return Ok(());
        };
        let ends = self.read.get::<ProcedureVersion>(before.newest).await?;
        let mut content = ends.content();
        let mut source_digest = ends.source_digest.clone();
        if let Some((announced, digest)) = line {
            content.announced = announced;
            source_digest = digest;
        }
        if let Some(one) = written {
            // What an officer wrote stays; what the file wrote, a newer file may rewrite.
            if content
                .province
                .written
                .as_ref()
                .is_some_and(|kept| kept.origin == Origin::Office)
            {
                self.report.kept_for_office.push(code.clone());
            } else {
                content.province.written = Some(one.written);
            }
        }
        let offer = self.offer(code, &content.announced);
        // By digest: the store keeps text composed (NFC), a file may not.
        let same = content.digest().is_ok_and(|digest| digest == ends.digest);
        if same && offer.word() == before.offer.word() {
            self.report.unchanged += 1;
            return Ok(());
        }
        if self.options.valid_from < ends.valid_from {
            self.report.too_early.push(code.clone());
            return Ok(());
        }
        self.publish(before, ends, content, source_digest, offer);
        Ok(())
    }

    fn create(&mut self, code: &Code, content: Content, source_digest: String) {
        let offer = self.offer(code, &content.announced);
        match ProcedureVersion::publish(
            code.clone(),
            1,
            content,
            source_digest,
            self.options.valid_from,
            self.ctx.now(),
        ) {
            Ok(version) => {
                self.report.created += 1;
                self.steps
                    .push(Step::Create(Box::new((Procedure::of(&version, offer), version))));
            }
            Err(error) => self.refuse(code, &error),
        }
    }

    fn publish(
        &mut self,
        before: &Stored<Procedure>,
        ends: Stored<ProcedureVersion>,
        content: Content,
        source_digest: String,
        offer: Offer,
    ) {
        let (code, number) = (before.code.clone(), before.versions + 1);
        let differences = differences(&ends.content(), &content);
        let (from, now) = (self.options.valid_from, self.ctx.now());
        match ProcedureVersion::publish(code.clone(), number, content, source_digest, from, now) {
            Ok(begins) => {
                if matches!(before.offer, Offer::NoLonger { .. }) && !matches!(offer, Offer::NoLonger { .. }) {
                    self.report.offered_again.push(code.clone());
                }
                let name = begins.announced.name.clone();
                self.report.changed.push(Changed {
                    code,
                    name,
                    number,
                    differences,
                });
                let before = before.clone();
                self.steps.push(Step::Publish(Box::new(Publish {
                    before,
                    ends,
                    begins,
                    offer,
                })));
            }
            Err(error) => self.refuse(&code, &error),
        }
    }

    fn refuse(&mut self, code: &Code, error: &motcua_kernel::CanonicalError) {
        self.report.bad.push(BadLine {
            line: 0,
            field: code.to_string(),
            reason: error.to_string(),
        });
    }

    async fn withdraw(&mut self, seen: &BTreeSet<Code>) -> Result<(), ImportError> {
        let live = |one: &Stored<Procedure>| !matches!(one.offer, Offer::NoLonger { .. });
        let of = self.kept.values().filter(|one| live(one)).count();
        let gone: Vec<&Stored<Procedure>> = self
            .kept
            .values()
            .filter(|one| live(one) && !seen.contains(&one.code))
            .collect();
        if gone.len() * 5 > of && !self.options.allow_many_gone {
            return Err(ImportError::TooManyGone { gone: gone.len(), of });
        }
        for before in gone {
            let ends = self.read.get::<ProcedureVersion>(before.newest).await?;
            self.report.no_longer_offered.push(before.code.clone());
            self.steps.push(Step::Withdraw(Box::new((before.clone(), ends))));
        }
        Ok(())
    }

    fn offer(&self, code: &Code, announced: &Announced) -> Offer {
        if code.is_struck_out() {
            return Offer::NoLonger {
                since: self.options.valid_from,
            };
        }
        let here = fold(&announced.promulgated_by).contains(&fold(&self.options.province));
        if announced.scope == Scope::Local && !here {
            Offer::Elsewhere
        } else {
            Offer::Here
        }
    }
}

async fn kept(read: &Read) -> Result<BTreeMap<Code, Stored<Procedure>>, ImportError> {
    let mut kept: BTreeMap<Code, Stored<Procedure>> = BTreeMap::new();
    loop {
        let after = kept
            .last_key_value()
            .map(|(code, _)| code.to_string())
            .unwrap_or_default();
        let more = read.all(page(&after, PAGE)).await?;
        if more.is_empty() {
            return Ok(kept);
        }
        kept.extend(more.into_iter().map(|stored| (stored.code.clone(), stored)));
    }
}

/// Source digests of the newest versions, each with its code.
async fn sources(read: &Read) -> Result<BTreeMap<String, Code>, ImportError> {
    let mut sources = BTreeMap::new();
    let mut after = String::new();
    loop {
        let more = read.all(newest_sources(&after, PAGE)).await?;
        let Some((last, _)) = more.last() else {
            return Ok(sources);
        };
        after.clone_from(last);
        sources.extend(
            more.into_iter()
                .filter_map(|(code, digest)| Some((digest, code.parse().ok()?))),
        );
    }
}

/// The code of a line that could not be read otherwise.
fn code_of(line: &str) -> Option<Code> {
    serde_json::from_str::<Value>(line)
        .ok()?
        .get("code")?
        .as_str()?
        .parse()
        .ok()
}
