//! What may become of a dossier, and how many have each fate.

/// What becomes of a dossier by the moment of the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// Handed in today or last night.
    Submitted,
    /// The first check is overdue.
    SubmittedLate,
    /// Not handed in: somebody left with a slip.
    Guided,
    /// The applicant was asked.
    AwaitingCompletion,
    /// The applicant has answered.
    Answered,
    /// Nobody answered.
    Lapsed,
    /// Reception refused.
    Refused,
    /// Taken back.
    Withdrawn,
    /// Accepted; it lies in the office's list.
    Accepted,
    /// The same, for too long.
    Forgotten,
    /// An officer works on it.
    InProcess,
    /// The applicant was asked during the work.
    Paused,
    /// The head of the office initials.
    ToInitial,
    /// On the leader's desk.
    ToSign,
    /// The leader gave it back.
    SentBack,
    /// The records clerk's turn.
    Signed,
    /// It can be fetched.
    Ready,
    /// Fetched.
    Delivered,
    /// Stopped by the head.
    Stopped,
    /// Another body decides.
    Transferred,
    /// Late, and nobody said so.
    OverdueSilent,
    /// Late, with an apology in time.
    OverdueSorry,
    /// Late, with an apology that was late, too.
    OverdueSorryLate,
    /// Asked twice.
    LateByRule,
}

/// How far the work has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// Somewhere in it.
    Work,
    /// Just taken.
    Taken,
    /// A result is proposed.
    Proposed,
    /// Initialled where that is asked, and not signed.
    BeforeSigning,
    /// Signed.
    Signed,
    /// Issued.
    Ready,
    /// Handed out.
    Delivered,
}

/// The fates with their number among three hundred.
pub(super) const SHARES: [(Fate, usize); 24] = [
    (Fate::Submitted, 26),
    (Fate::SubmittedLate, 3),
    (Fate::Guided, 8),
    (Fate::AwaitingCompletion, 14),
    (Fate::Answered, 6),
    (Fate::Lapsed, 6),
    (Fate::Refused, 11),
    (Fate::Withdrawn, 8),
    (Fate::Accepted, 18),
    (Fate::Forgotten, 4),
    (Fate::InProcess, 36),
    (Fate::Paused, 10),
    (Fate::ToInitial, 8),
    (Fate::ToSign, 28),
    (Fate::SentBack, 5),
    (Fate::Signed, 10),
    (Fate::Ready, 24),
    (Fate::Delivered, 50),
    (Fate::Stopped, 4),
    (Fate::Transferred, 4),
    (Fate::OverdueSilent, 6),
    (Fate::OverdueSorry, 5),
    (Fate::OverdueSorryLate, 2),
    (Fate::LateByRule, 4),
];

/// The fates of so many dossiers: in the shares of the table, each at least once while there are enough.
pub(super) fn fates(count: usize) -> Vec<Fate> {
    let mut all = Vec::with_capacity(count);
    for (fate, share) in SHARES {
        let own = (share * count).div_ceil(300).max(1);
        all.extend(std::iter::repeat_n(fate, own));
    }
    // Rounded up: what is too much is taken where most are.
    while all.len() > count {
        let most = SHARES.iter().map(|(fate, _)| *fate);
        let most = most.max_by_key(|fate| all.iter().filter(|other| *other == fate).count());
        let Some(at) = all.iter().position(|fate| Some(*fate) == most) else {
            break;
        };
        all.remove(at);
    }
    all.resize(count.max(all.len()), Fate::Delivered);
    all
}

impl Fate {
    /// How far the work has come, for those that are worked on.
    pub(super) const fn target(self) -> Target {
        match self {
            Self::Paused | Self::Transferred => Target::Taken,
            Self::ToInitial => Target::Proposed,
            Self::ToSign | Self::SentBack => Target::BeforeSigning,
            Self::Signed => Target::Signed,
            Self::Ready => Target::Ready,
            Self::Delivered => Target::Delivered,
            Self::Submitted
            | Self::SubmittedLate
            | Self::Guided
            | Self::AwaitingCompletion
            | Self::Answered
            | Self::Lapsed
            | Self::Refused
            | Self::Withdrawn
            | Self::Accepted
            | Self::Forgotten
            | Self::InProcess
            | Self::Stopped
            | Self::OverdueSilent
            | Self::OverdueSorry
            | Self::OverdueSorryLate
            | Self::LateByRule => Target::Work,
        }
    }

    /// Whether a dossier without a step of work can have it: copies and signatures, which lead straight to signing.
    pub(super) const fn is_before_work(self) -> bool {
        matches!(
            self,
            Self::Submitted | Self::SubmittedLate | Self::Guided | Self::AwaitingCompletion | Self::Refused
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_hundred_have_every_fate_and_forty_too() {
        for count in [40, 300] {
            let all = fates(count);
            assert_eq!(all.len(), count);
            for (fate, _) in SHARES {
                assert!(all.contains(&fate), "{fate:?} of {count}");
            }
        }
        assert_eq!(fates(300).iter().filter(|fate| **fate == Fate::ToSign).count(), 28);
    }
}
