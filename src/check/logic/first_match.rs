//! Rules of a `first match` group that never count.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::group::When;
use super::turns::Turn;
use crate::check::context::Context;
use crate::diagnostic::{Diagnostic, Edit, codes};
use crate::ir::{Award, ColumnId, Cond};

impl When<'_> {
    /// Whether it counts for every lead that fits: it exists on every day, and its points never fail.
    fn takes(&self) -> bool {
        self.rule.identity.valid.is_none() && matches!(self.award, Award::Constant(_))
    }
}

impl Context<'_> {
    /// Says which rules of a `first match` group can never count.
    pub(super) fn rules_reached(&mut self, rules: &[When<'_>]) {
        let mut dead = equal_ones(rules);
        for (column, which) in self.by_column(rules) {
            let some = || which.iter().filter_map(|&it| rules.get(it));
            let turns: Vec<Turn<'_>> =
                some().map(|it| Turn { cond: it.cond, takes: it.takes() }).collect();
            for (&rule, by) in which.iter().zip(self.taken(column, &turns)) {
                let by: Option<Vec<usize>> =
                    by.map(|by| by.iter().filter_map(|&it| which.get(it).copied()).collect());
                if let Some(by) = by.filter(|by| !by.is_empty()) {
                    dead.entry(rule).or_insert(by);
                }
            }
        }
        for (rule, by) in dead {
            let by: Vec<&When<'_>> = by.iter().filter_map(|&it| rules.get(it)).collect();
            let finding = rules.get(rule).and_then(|rule| self.never_counts(rule, &by));
            self.diagnostics.extend(finding);
        }
    }

    /// For each column the rules that look at it.
    fn by_column(&self, rules: &[When<'_>]) -> BTreeMap<ColumnId, Vec<usize>> {
        let columns = self.columns_seen();
        let mut about: BTreeMap<ColumnId, Vec<usize>> = BTreeMap::new();
        for (index, rule) in rules.iter().enumerate() {
            let mut seen = BTreeSet::new();
            rule.cond.atoms(&mut |atom| {
                seen.insert(columns.root(atom.column));
            });
            seen.into_iter().for_each(|column| about.entry(column).or_default().push(index));
        }
        about
    }

    fn never_counts(&self, rule: &When<'_>, by: &[&When<'_>]) -> Option<Diagnostic> {
        let first = by.first()?;
        let place = self.place(rule.expr.span);
        let message = match by.len() {
            1 => {
                "This rule can never count: whatever fits it fits an earlier rule, and of this group the first one counts."
            }
            _ => {
                "This rule can never count: whatever fits it fits one of the earlier rules, and of this group the first one counts."
            }
        };
        let mut finding =
            Diagnostic::warning(codes::ROW_NEVER_REACHED, place, message).label("never counts");
        for other in by.iter().take(3) {
            finding = finding.also(self.place(other.expr.span), "comes first");
        }
        let edit = |at: &When<'_>, text: &str| Edit {
            place: self.place(at.item.span),
            text: text.to_owned(),
        };
        Some(match by.len() == 1 && rule.cond != first.cond {
            true => finding.help("Write the narrower rule first.").offer_edits(
                "Change places.",
                vec![
                    edit(first, self.slice(rule.item.span)),
                    edit(rule, self.slice(first.item.span)),
                ],
            ),
            false => finding
                .help("Take it out, or change what it asks for.")
                .offer_edits("Take the rule out.", vec![edit(rule, "")]),
        })
    }
}

/// Rules with the condition of an earlier one that counts.
fn equal_ones(rules: &[When<'_>]) -> BTreeMap<usize, Vec<usize>> {
    let mut firsts: HashMap<&Cond, usize> = HashMap::new();
    let mut dead = BTreeMap::new();
    for (index, rule) in rules.iter().enumerate() {
        match firsts.get(rule.cond) {
            Some(&first) => {
                dead.insert(index, vec![first]);
            }
            None if rule.takes() => {
                firsts.insert(rule.cond, index);
            }
            None => {}
        }
    }
    dead
}
