use proptest::prelude::*;

use super::NEVER;
use super::branch::{at_most, most};
use super::factor::{Asked, Network};
use super::terms::Term;

/// So many variables, of three values each.
const VARS: usize = 5;

/// A table over some variables, of which each is told apart in two classes.
fn term() -> impl Strategy<Value = Term> {
    let vars = prop::sample::subsequence((0..VARS).collect::<Vec<_>>(), 0..4);
    let class = prop::sample::select(vec![[0, 0, 1], [0, 1, 0], [0, 1, 1]]);
    let worth = prop_oneof![9 => -20_i64..20, 1 => Just(NEVER)];
    let tables = (prop::collection::vec(class, 4), prop::collection::vec(worth, 8));
    (vars, tables).prop_map(|(vars, (classes, table))| {
        let mut stride = 1;
        let asked = vars.iter().zip(classes).map(|(var, class)| {
            let asked = Asked { var: *var, class: class.to_vec(), size: 2, stride };
            stride *= 2;
            asked
        });
        let asked: Vec<Asked> = asked.collect();
        let table = table.into_iter().take(1 << asked.len()).collect();
        Term { sum: 0, asked, table }
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
        let network = Network::of(&[3; VARS], &terms, &[1]);
        let best = every_choice().map(|it| worth(&terms, &it)).max().unwrap();
        let found = most(&network, 1_000_000);
        prop_assert_eq!(found.bound, best);
        prop_assert!(best == NEVER || worth(&terms, &found.choice) == best);
        // Without time it is no less.
        prop_assert!(most(&network, 0).bound >= best);
        prop_assert!(at_most(&network, 3) >= best);
    }
}
