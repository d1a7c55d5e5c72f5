//! Names of rules that stand twice.

use std::collections::{BTreeSet, HashMap};

use super::context::Context;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Identity, Program, name_key};
use crate::source::Place;

impl Context<'_> {
    /// Two rules with one reason cannot be told apart in explanations.
    pub fn same_names(&mut self, program: &Program) {
        // With each label the first place that has it, and the number of its rule.
        let mut labels: HashMap<&str, (Place, usize)> = HashMap::new();
        let mut names: HashMap<String, Place> = HashMap::new();
        let mut findings = Vec::new();
        // Rules with one condition have one name if they have no reason: that is said already.
        let copies: BTreeSet<Place> = self
            .diagnostics
            .iter()
            .filter(|it| matches!(it.code, codes::SAME_CONDITION | codes::ROW_NEVER_REACHED))
            .filter_map(Diagnostic::place)
            .collect();
        let copied = |at: Place| {
            let next = copies.range(at.before()..).next();
            next.is_some_and(|it| it.file == at.file && it.span.end <= at.span.end)
        };
        for (number, rule) in program.rules.iter().enumerate() {
            let rows = rule.rows().iter().map(|row| &row.identity);
            let all = std::iter::once(&rule.identity).chain(rows);
            for Identity { label, place, .. } in all {
                let place = *place;
                let (first, of) = *labels.entry(label).or_insert((place, number));
                // Rows of one match may share a reason: only one of them fires.
                let rows_of_one = of == number && first != rule.identity.place;
                if first != place && !copied(place) && !rows_of_one {
                    let message = format!("Two rules are called \"{label}\".");
                    findings.push(
                        Diagnostic::warning(codes::TWICE_THE_SAME_NAME, place, message)
                            .also(first, "the first one")
                            .help("Give each a reason of its own with `because`, so that explanations tell them apart."),
                    );
                }
            }
            if let Some(name) = &rule.identity.id
                && let Some(first) = names.insert(name_key(name), rule.identity.place)
            {
                let message = format!("Two rules have the id *{name}*.");
                findings.push(
                    Diagnostic::error(codes::DECLARED_TWICE, rule.identity.place, message)
                        .also(first, "the first one"),
                );
            }
        }
        self.diagnostics.extend(findings);
    }
}
