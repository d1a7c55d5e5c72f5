//! Sums that limits and weights bend: case by case, as each limit that lifts a sum holds or not.

use super::bend::{Bend, Range};
use super::branch::{Most, at_best, most};
use super::encode::Encoded;
use super::factor::Network;
use super::is_dead;
use super::lines::Lines;
use crate::ir::Points;

/// So often points are moved to tell how far a sum reaches.
const RANGE_ROUNDS: usize = 40;

/// What is asked of several sums.
pub(in crate::analyze) struct Weighed<'w> {
    pub bends: &'w [Bend],
    /// What the whole is at most if all sums give so much together; less than anything if that cannot be.
    pub cap: &'w dyn Fn(Option<Points>) -> Points,
    /// How many entries may be looked at.
    pub steps: u64,
}

/// Is shown each choice of values that was found beside what is reached at most by it or by others like it; says whether that
/// much is reached.
pub(super) type Look<'l> = &'l mut dyn FnMut(&[usize], Points) -> bool;

impl Weighed<'_> {
    /// What the whole is at most.
    pub fn most(&self, encoded: &Encoded, look: Look<'_>) -> Points {
        if let Some(sum) = encoded.only_sum() {
            return self.most_of_one(encoded, sum, look);
        }
        let ranges: Vec<Range> =
            self.bends.iter().enumerate().map(|(sum, bend)| range(encoded, sum, bend)).collect();
        let mut outer = (self.cap)(None);
        if ranges.iter().any(|it| is_dead(it.high) || it.low > it.high) {
            return outer;
        }
        let mut lines = Lines { encoded, ranges: &ranges, cap: self.cap, left: self.steps };
        let mut open = vec![self.bends.to_vec()];
        while let Some(bends) = open.pop() {
            let mut places = bends.iter().zip(&ranges).enumerate();
            let lifted = places.find_map(|(sum, (bend, range))| Some((sum, bend.cases(*range)?)));
            let Some((sum, cases)) = lifted else {
                outer = outer.max(lines.most(&bends, outer, look));
                continue;
            };
            let (most, choice) = lines.at_most(&bends);
            if most <= outer || look(&choice, most) || lines.left == 0 {
                outer = outer.max(most);
                continue;
            }
            // The one without the limit first.
            for case in cases.into_iter().rev() {
                let mut bends = bends.clone();
                bends.iter_mut().skip(sum).take(1).for_each(|it| *it = case);
                open.push(bends);
            }
        }
        outer
    }

    /// The same where all is given to one sum: however it is bent, more of it is never less.
    fn most_of_one(&self, encoded: &Encoded, sum: usize, look: Look<'_>) -> Points {
        let slopes: Vec<i64> = (0..encoded.sums).map(|it| i64::from(it == sum)).collect();
        let network = Network::of(&encoded.sizes(), &encoded.terms, &slopes);
        let Most { bound, choice } = most(&network, &mut self.steps.clone());
        if is_dead(bound) {
            return (self.cap)(None);
        }
        let given = |it: usize, bend: &Bend| bend.given(if it == sum { bound } else { 0 });
        let all = self.bends.iter().enumerate().map(|(it, bend)| given(it, bend)).sum();
        let outer = (self.cap)(Some(Points::from_hundredths(all)));
        look(&choice, outer);
        outer
    }
}

/// How far a sum may reach.
fn range(encoded: &Encoded, sum: usize, bend: &Bend) -> Range {
    let grain = encoded.grain(sum);
    if bend.is_straight() {
        return Range { grain, ..Range::default() };
    }
    let far = |slope: i64| {
        let slopes: Vec<i64> =
            (0..encoded.sums).map(|it| if it == sum { slope } else { 0 }).collect();
        let network = Network::of(&encoded.sizes(), &encoded.terms, &slopes);
        at_best(&network, RANGE_ROUNDS).bound
    };
    Range { low: far(-1).saturating_neg(), high: far(1), grain }
}
