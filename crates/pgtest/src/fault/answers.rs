//! What the server still owes: one entry for each message it was sent that asks for an answer.

use std::collections::VecDeque;
use std::time::Duration;

use super::plan::{At, Fault};
use crate::wire::Message;

/// What ends the answer to one message of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    Parse,
    Bind,
    Close,
    Describe,
    Execute,
    /// Sync, a simple query or a function call: ends with `ReadyForQuery`.
    Ready {
        sync: bool,
    },
}

impl Ends {
    fn by(self, tag: u8) -> bool {
        match self {
            Self::Parse => tag == b'1',
            Self::Bind => tag == b'2',
            Self::Close => tag == b'3',
            Self::Describe => matches!(tag, b'T' | b'n'),
            // Complete, empty, or suspended after a page of rows.
            Self::Execute => matches!(tag, b'C' | b'I' | b's'),
            Self::Ready { .. } => tag == b'Z',
        }
    }
}

/// What is done with an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Treat {
    #[default]
    Pass,
    /// Our own message asked for it; the client must not see it.
    Swallow,
    /// Only `ReadyForQuery` passes: the answer to our own ROLLBACK.
    SwallowUntilReady,
    /// The error and what comes before it pass, `ReadyForQuery` does not: our ROLLBACK gives it.
    SwallowReady,
    /// Cut the line when the statement is complete. Holds the rule, to give it back.
    Lose(Option<At>),
    /// Wait before passing it on.
    Delay(Duration),
}

#[derive(Debug, Clone)]
pub(super) struct Owed {
    pub(super) ends: Ends,
    pub(super) treat: Treat,
    /// The message carries a COMMIT.
    pub(super) commit: bool,
}

impl Owed {
    pub(super) fn pass(ends: Ends) -> Self {
        Self {
            ends,
            treat: Treat::Pass,
            commit: false,
        }
    }

    pub(super) fn swallow(ends: Ends) -> Self {
        Self {
            ends,
            treat: Treat::Swallow,
            commit: false,
        }
    }
}

/// What to do with one message of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    Pass,
    Swallow,
    Cut,
    Delay(Duration),
}

#[derive(Debug, Default)]
pub(super) struct Answers {
    owed: VecDeque<Owed>,
    /// The server ignores everything until the next Sync, which has not been sent yet.
    skipping: bool,
}

/// One message judged: what to do, whether it confirms a COMMIT, and rules whose moment did not come.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) committed: bool,
    pub(super) unused: Vec<(At, Fault)>,
}

impl Answers {
    /// Notes that the server was sent something which asks for an answer.
    pub(super) fn expect(&mut self, owed: Owed) -> Option<(At, Fault)> {
        if self.skipping {
            if owed.ends != (Ends::Ready { sync: true }) {
                return give_back(owed);
            }
            self.skipping = false;
        }
        self.owed.push_back(owed);
        None
    }

    /// Judges a message of the server.
    pub(super) fn judge(&mut self, message: &Message) -> Judged {
        let mut judged = Judged {
            verdict: Verdict::Pass,
            committed: false,
            unused: Vec::new(),
        };
        // Notices, settings and notifications answer nothing.
        if matches!(message.tag, b'N' | b'S' | b'A') {
            return judged;
        }
        let Some(front) = self.owed.front().cloned() else {
            return judged;
        };
        let tag = message.tag;
        judged.committed = front.commit && tag == b'C' && message.body.starts_with(b"COMMIT\0");
        judged.verdict = verdict(&front, message, judged.committed);
        if tag == b'E' && !matches!(front.ends, Ends::Ready { .. }) {
            self.skip_to_sync(&mut judged.unused);
        } else if front.ends.by(tag) {
            self.owed.pop_front();
            // The COMMIT was answered with ROLLBACK, or was one of several statements that failed.
            if judged.verdict != Verdict::Cut {
                judged.unused.extend(give_back(front));
            }
        }
        judged
    }

    /// After an error the server answers nothing up to the next Sync.
    fn skip_to_sync(&mut self, unused: &mut Vec<(At, Fault)>) {
        while let Some(owed) = self.owed.front() {
            if owed.ends == (Ends::Ready { sync: true }) {
                return;
            }
            unused.extend(self.owed.pop_front().and_then(give_back));
        }
        self.skipping = true;
    }
}

fn verdict(front: &Owed, message: &Message, committed: bool) -> Verdict {
    let tag = message.tag;
    match &front.treat {
        Treat::Pass => Verdict::Pass,
        // Errors of our own messages are the client's: that is what they were sent for.
        Treat::Swallow if tag == b'E' => Verdict::Pass,
        Treat::Swallow => Verdict::Swallow,
        Treat::SwallowUntilReady if tag == b'Z' => Verdict::Pass,
        Treat::SwallowUntilReady => Verdict::Swallow,
        Treat::SwallowReady if tag == b'Z' => Verdict::Swallow,
        Treat::SwallowReady => Verdict::Pass,
        Treat::Lose(_) if committed || (!front.commit && done(front.ends, tag)) => Verdict::Cut,
        Treat::Lose(_) => Verdict::Pass,
        Treat::Delay(time) if front.ends.by(tag) => Verdict::Delay(*time),
        Treat::Delay(_) => Verdict::Pass,
    }
}

/// The server says that a statement is done: `CommandComplete`, also of one in a simple query.
fn done(ends: Ends, tag: u8) -> bool {
    matches!(ends, Ends::Execute | Ends::Ready { .. }) && matches!(tag, b'C' | b'I' | b's')
}

fn give_back(owed: Owed) -> Option<(At, Fault)> {
    match owed.treat {
        Treat::Lose(Some(at)) => Some((at, Fault::LoseAnswer)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(tag: u8, body: &'static [u8]) -> Message {
        Message::new(tag, body)
    }

    fn losing() -> Owed {
        Owed {
            ends: Ends::Execute,
            treat: Treat::Lose(Some(At::Commit)),
            commit: true,
        }
    }

    #[test]
    fn a_commit_that_became_a_rollback_is_not_lost() {
        let mut answers = Answers::default();
        answers.expect(losing());
        let judged = answers.judge(&message(b'C', b"ROLLBACK\0"));
        assert_eq!(judged.verdict, Verdict::Pass);
        assert_eq!(judged.unused, [(At::Commit, Fault::LoseAnswer)]);
    }

    #[test]
    fn a_commit_skipped_after_an_error_gives_its_rule_back() {
        let mut answers = Answers::default();
        answers.expect(Owed::pass(Ends::Execute));
        answers.expect(losing());
        let judged = answers.judge(&message(b'E', b""));
        assert_eq!(judged.unused, [(At::Commit, Fault::LoseAnswer)]);
        assert_eq!(
            answers.expect(losing()),
            Some((At::Commit, Fault::LoseAnswer)),
            "still skipping"
        );
        answers.expect(Owed::pass(Ends::Ready { sync: true }));
        assert_eq!(answers.judge(&message(b'Z', b"I")).verdict, Verdict::Pass);
        answers.expect(losing());
        assert_eq!(answers.judge(&message(b'C', b"COMMIT\0")).verdict, Verdict::Cut);
    }
}
