//! Chance that comes out the same for the same seed, on every machine.

/// A generator of chances (SplitMix64, Steele, Lea and Flood 2014). It makes no secrets.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// The dice of a seed for one thing, so that what is thrown for it changes nothing elsewhere.
    pub(super) fn of(seed: u64, place: u64) -> Self {
        let mut dice = Self(seed ^ place.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        dice.next();
        dice
    }

    /// The next 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number from `least` to `most`, both of them possible.
    pub(super) fn between(&mut self, least: i64, most: i64) -> i64 {
        let width = most.saturating_sub(least).max(0) as u64 + 1;
        least + (self.next() % width) as i64
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, chance: u64) -> bool {
        self.next() % 100 < chance
    }

    /// One of these; nothing of none.
    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let width = from.len().max(1) as u64;
        from.get((self.next() % width) as usize)
    }

    /// One of these words; an empty one of none.
    pub(super) fn word<'a>(&mut self, from: &'a [String]) -> &'a str {
        self.pick(from).map_or("", String::as_str)
    }

    /// One of these by weight.
    pub(super) fn weighed<'a, T>(&mut self, from: &'a [(T, u32)]) -> Option<&'a T> {
        let whole: u64 = from.iter().map(|(_, weight)| u64::from(*weight)).sum();
        let mut at = self.next() % whole.max(1);
        for (thing, weight) in from {
            if at < u64::from(*weight) {
                return Some(thing);
            }
            at -= u64::from(*weight);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same() {
        let thrown = |seed| {
            let mut dice = Dice::of(seed, 3);
            (0..20).map(|_| dice.between(1, 6)).collect::<Vec<_>>()
        };
        assert_eq!(thrown(1), thrown(1));
        assert_ne!(thrown(1), thrown(2));
        assert!(thrown(1).iter().all(|face| (1..=6).contains(face)));
    }

    #[test]
    fn weights_are_kept() {
        let mut dice = Dice::of(7, 0);
        let faces = [("often", 9), ("never", 0), ("seldom", 1)];
        let often = (0..1_000).filter(|_| dice.weighed(&faces) == Some(&"often")).count();
        assert!((850..950).contains(&often), "{often}");
    }
}
