//! Findings that need a proof: about several fields, several rules, or the model as a whole.
//!
//! Each file is one lint. Its text at the top is its page in `docs/lints`; `UPDATE_DOCS=1` writes it there. What [`check`](crate::check) sees in a single test or condition is not said again.

mod alike;
mod always_fires;
mod cancel_out;
mod equal_conditions;
mod expired;
mod facts;
mod gap;
mod grid;
mod limit_idle;
mod needless_test;
mod never_counts;
mod never_fires;
mod not_begun;
mod result_out_of_reach;
mod weight_decides;
mod window_gap;
mod window_overlap;
mod windows;

pub use facts::Facts;

use std::collections::BTreeSet;

use super::search::Budget;
use super::space::Space;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::ir::Written;
use crate::source::Place;

/// One kind of finding.
pub struct Lint {
    /// The code of its findings, with the name by which settings speak of it.
    pub code: Code,
    /// Whether it is looked for if nobody asks for it by name.
    pub by_default: bool,
    find: fn(&Facts<'_, '_>) -> Vec<Diagnostic>,
}

impl Lint {
    /// How settings and comments call it: `never-fires`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.code.lint.unwrap_or(self.code.id)
    }
}

impl std::fmt::Debug for Lint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

const ALL: &[Lint] = &[
    never_fires::LINT,
    always_fires::LINT,
    needless_test::LINT,
    equal_conditions::LINT,
    cancel_out::LINT,
    never_counts::LINT,
    gap::LINT,
    result_out_of_reach::LINT,
    limit_idle::LINT,
    expired::LINT,
    window_gap::LINT,
    window_overlap::LINT,
    weight_decides::LINT,
    not_begun::LINT,
];

/// Every lint, in the order of their codes.
///
/// ```
/// let names: Vec<&str> = leadscore::analyze::lints::all().iter().map(|it| it.name()).collect();
/// assert!(names.contains(&"never-fires"));
/// ```
#[must_use]
pub fn all() -> &'static [Lint] {
    ALL
}

/// The lint with a name, in any case.
#[must_use]
pub fn find(name: &str) -> Option<&'static Lint> {
    ALL.iter().find(|it| it.name().eq_ignore_ascii_case(name.trim()))
}

/// What the wanted lints find in a program. `said` is what checking has found already: a rule of which it has said
/// that its condition is always or never true is left alone. `written` says where the parts of conditions stand, for
/// suggestions.
///
/// Places are those of the text as it was read, like those of the program.
#[must_use]
pub fn run(
    space: &Space<'_>,
    written: &[Written],
    said: &[Diagnostic],
    budget: Budget,
    wanted: impl Fn(&Lint) -> bool,
) -> Vec<(&'static Lint, Diagnostic)> {
    let facts = Facts::new(space, written, budget);
    let mut found = Vec::new();
    for lint in ALL.iter().filter(|it| wanted(it)) {
        found.extend((lint.find)(&facts).into_iter().map(|it| (lint, it)));
    }
    let about_logic = said.iter().filter(|it| is_of_logic(it)).filter_map(Diagnostic::place);
    let about_logic: BTreeSet<Place> = about_logic.collect();
    found.retain(|(lint, finding)| {
        // A gap lies between rules; other findings are about the first of their places.
        let guilty = if lint.code == codes::GAP { finding.labels.len() } else { 1 };
        let mut places = finding.labels.iter().take(guilty).map(|it| facts.around(it.place));
        !places.any(|around| {
            let near = about_logic.range(around.before()..);
            let near = near.take_while(|it| it.file == around.file);
            let mut near = near.take_while(|it| it.span.start <= around.span.end);
            near.any(|it| around.holds(*it))
        })
    });
    found
}

/// Whether a finding of the checker speaks of what conditions mean.
fn is_of_logic(finding: &Diagnostic) -> bool {
    const OF_LOGIC: [Code; 10] = [
        codes::NO_OTHERWISE,
        codes::FIXED_CONDITION,
        codes::ALWAYS_TRUE,
        codes::NEVER_TRUE,
        codes::ONLY_ASKS_IF_KNOWN,
        codes::ADDS_NOTHING,
        codes::ROW_NEVER_REACHED,
        codes::RANGES_DO_NOT_MEET,
        codes::OUT_OF_REACH,
        codes::SAME_CONDITION,
    ];
    OF_LOGIC.contains(&finding.code)
}
