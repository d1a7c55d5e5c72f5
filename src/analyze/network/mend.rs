//! A choice that lines found, changed for what is truly better.

use super::bend::{Bend, total};
use super::encode::Encoded;
use super::is_dead;
use super::terms::Term;

/// So often every variable is tried again.
const ROUNDS: usize = 4;

/// Changes one value after the other as long as something becomes better.
pub(super) fn mend(encoded: &Encoded, bends: &[Bend], choice: &mut [usize]) {
    let sizes = encoded.sizes();
    for _ in 0..ROUNDS {
        let mut is_better = false;
        for (var, size) in sizes.iter().enumerate() {
            is_better |= mend_one(encoded, bends, choice, (var, *size));
        }
        if !is_better {
            return;
        }
    }
}

/// Gives a variable the value that is best with all others; whether that is another one.
fn mend_one(
    encoded: &Encoded,
    bends: &[Bend],
    choice: &mut [usize],
    (var, size): (usize, usize),
) -> bool {
    let asks = |it: &&Term| it.asked.iter().any(|it| it.var == var);
    let terms: Vec<&Term> = encoded.terms.iter().filter(asks).collect();
    let Some(before) = sums(&terms, bends.len(), choice) else { return false };
    let own: Vec<i64> = (0..bends.len()).map(|it| encoded.sum(it, choice)).collect();
    let was = choice.get(var).copied().unwrap_or(0);
    let mut best = (total(bends, &own), was);
    for value in 0..size {
        set(choice, var, value);
        let Some(after) = sums(&terms, bends.len(), choice) else { continue };
        let changes = after.iter().zip(&before).map(|(after, before)| after - before);
        let changed: Vec<i64> = own.iter().zip(changes).map(|(own, more)| own + more).collect();
        let worth = total(bends, &changed);
        if worth > best.0 {
            best = (worth, value);
        }
    }
    set(choice, var, best.1);
    best.1 != was
}

fn set(choice: &mut [usize], var: usize, value: usize) {
    if let Some(slot) = choice.get_mut(var) {
        *slot = value;
    }
}

/// What some terms give to each sum; `None` if that cannot be.
fn sums(terms: &[&Term], count: usize, choice: &[usize]) -> Option<Vec<i64>> {
    let mut sums = vec![0; count];
    for term in terms {
        let worth = term.worth(choice);
        if is_dead(worth) {
            return None;
        }
        if let Some(slot) = sums.get_mut(term.sum) {
            *slot += worth;
        }
    }
    Some(sums)
}
