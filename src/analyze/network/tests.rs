use proptest::prelude::*;

use super::NEVER;
use super::bend::Bend;
use super::branch::{at_best, most};
use super::encode::Encoded;
use super::factor::{Asked, Network};
use super::terms::Term;
use super::weigh::Weighed;
use crate::ir::{Group, GroupKind, Limits, Points};

/// So many variables, of three values each.
const VARS: usize = 5;

/// So many sums.
const SUMS: usize = 3;

/// A table over some variables, of which each is told apart in two classes.
fn term() -> impl Strategy<Value = Term> {
    let vars = prop::sample::subsequence((0..VARS).collect::<Vec<_>>(), 0..4);
    let class = prop::sample::select(vec![[0, 0, 1], [0, 1, 0], [0, 1, 1]]);
    let worth = prop_oneof![9 => -20_i64..20, 1 => Just(NEVER)];
    let tables = (prop::collection::vec(class, 4), prop::collection::vec(worth, 8));
    (vars, tables, 0..SUMS).prop_map(|(vars, (classes, table), sum)| {
        let mut stride = 1;
        let asked = vars.iter().zip(classes).map(|(var, class)| {
            let asked = Asked { var: *var, class: class.to_vec(), size: 2, stride };
            stride *= 2;
            asked
        });
        let asked: Vec<Asked> = asked.collect();
        let table = table.into_iter().take(1 << asked.len()).collect();
        Term { sum, asked, table }
    })
}

/// How a sum counts.
fn bend() -> impl Strategy<Value = Bend> {
    let weight = prop::option::of(prop::sample::select(vec!["1.5", "0.75", "1.1", "0.333"]));
    let limit = (prop::option::of(-25_i64..=0), prop::option::of(0_i64..25));
    (weight, limit, any::<bool>()).prop_map(|(weight, (low, high), least)| {
        let end = |it: Option<i64>| it.map(Points::from_hundredths);
        let weight = weight.map(|it| it.parse().unwrap());
        let limit = Limits { low: end(low), high: end(high) };
        let rest = (GroupKind::Sum, Vec::new());
        let group = Group { name: None, kind: rest.0, weight, limit, rules: rest.1, place: None };
        Bend::of(&group, least)
    })
}

fn every_choice() -> impl Iterator<Item = Vec<usize>> {
    (0..3_usize.pow(5)).map(|at| (0..VARS).map(|var| at / 3_usize.pow(var as u32) % 3).collect())
}

fn worth(terms: &[Term], choice: &[usize]) -> i64 {
    let all = terms.iter().map(|it| it.worth(choice));
    all.fold(0, |sum, it| if sum == NEVER || it == NEVER { NEVER } else { sum + it })
}

proptest! {
    #[test]
    fn the_most_is_what_trying_everything_finds(terms in prop::collection::vec(term(), 0..9)) {
        let network = Network::of(&[3; VARS], &terms, &[1; SUMS]);
        let best = every_choice().map(|it| worth(&terms, &it)).max().unwrap();
        let found = most(&network, &mut 1_000_000);
        prop_assert_eq!(found.bound, best);
        prop_assert!(best == NEVER || worth(&terms, &found.choice) == best);
        // Without time it is no less.
        prop_assert!(most(&network, &mut 0).bound >= best);
        prop_assert!(at_best(&network, 3).bound >= best);
    }

    #[test]
    fn bent_sums_come_to_what_trying_everything_finds(
        terms in prop::collection::vec(term(), 0..12),
        bends in prop::collection::vec(bend(), SUMS),
    ) {
        let encoded = Encoded::of_terms(&[3; VARS], terms.clone(), SUMS);
        let truth = |choice: &[usize]| {
            if worth(&terms, choice) == NEVER {
                return Points::from_hundredths(NEVER);
            }
            let of = |(sum, bend): (usize, &Bend)| bend.given(encoded.sum(sum, choice));
            Points::from_hundredths(bends.iter().enumerate().map(of).sum())
        };
        let cap = |it: Option<Points>| it.unwrap_or(Points::from_hundredths(NEVER));
        let best = every_choice().map(|it| truth(&it)).max().unwrap();
        for steps in [1_000_000, 2_000, 0] {
            let mut found = Points::from_hundredths(NEVER);
            let weighed = Weighed { bends: &bends, cap: &cap, steps };
            let most = weighed.most(&encoded, &mut |choice, outer| {
                found = found.max(truth(choice));
                found >= outer
            });
            prop_assert!(most >= best, "{:?} < {:?}", most, best);
            prop_assert!(steps < 1_000_000 || most == best && found == best, "{:?} {:?} {:?}", most, best, found);
        }
    }
}
