//! The cheapest way to the next band: the fewest fields that would have to change.

use super::columns::{Cells, Columns};
use super::near::{Need, needs};
use super::score::{Outcome, Scorer, Status};
use crate::ir::{Body, Cond, Def, FieldId, Points, Value};

/// How many records are scored in the search for a way, at the most.
const MOST_TRIES: usize = 3_000;

/// How many rules and columns are evaluated in the search for a way.
const WORK: usize = 2_000_000;

/// A way to the next band.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NextBand {
    /// The band.
    pub band: String,
    /// The points that are missing.
    pub missing: Points,
    /// What would have to be otherwise, in words; empty if no way was found.
    pub changes: Vec<String>,
    /// The score with these changes.
    pub score: Option<Points>,
}

/// One change of the record with its words.
struct Change {
    field: FieldId,
    value: Value,
    words: String,
}

impl Scorer<'_> {
    /// The way to the next band; `None` for a record in the best band or in none.
    pub(super) fn next_band(&self, record: &[Value], outcome: &Outcome) -> Option<NextBand> {
        if outcome.status == Status::Disqualified {
            return None;
        }
        let next = outcome.band?.checked_sub(1)?;
        let band = self.program.bands.get(next)?;
        let from = band.from?;
        let best = self.best_way(record, from);
        let (changes, score) = match best {
            Some((changes, score)) => (changes, Some(score)),
            None => (Vec::new(), None),
        };
        Some(NextBand { band: band.label.clone(), missing: from - outcome.score, changes, score })
    }

    /// The smallest set of changes that reaches `from`; every candidate is scored for real.
    fn best_way(&self, record: &[Value], from: Points) -> Option<(Vec<String>, Points)> {
        let cells = Cells::of(self.program, record);
        let columns = Columns::of(self, &cells);
        let mut steps: Vec<Vec<Change>> = self
            .wishes()
            .filter_map(|(cond, wanted)| needs(cond, wanted, &columns))
            .filter(|needs| !needs.is_empty())
            .filter_map(|needs| needs.iter().map(|it| self.change(it, &columns)).collect())
            .collect();
        steps.sort_by_key(Vec::len);
        // Scoring costs as much as there are rules: many rules, fewer tries.
        let cost = (self.program.rules.len() + self.program.columns.len()).max(1);
        let budget = (WORK / cost).clamp(50, MOST_TRIES);
        let mut tried = 0;
        let mut best: Option<(usize, Points, Vec<String>)> = None;
        'search: for (index, first) in steps.iter().enumerate() {
            for second in std::iter::once(None).chain(steps.iter().take(index).map(Some)) {
                let size = first.len() + second.map_or(0, Vec::len);
                if best.as_ref().is_some_and(|(known, ..)| *known <= size) {
                    continue;
                }
                tried += 1;
                if tried > budget {
                    break 'search;
                }
                let changes: Vec<&Change> =
                    first.iter().chain(second.into_iter().flatten()).collect();
                if conflicting(&changes) {
                    continue;
                }
                let score = self.score_with(record, &changes);
                if score.is_some_and(|score| score >= from) {
                    let words = changes.iter().map(|it| it.words.clone()).collect();
                    best = Some((size, score?, words));
                }
            }
        }
        best.map(|(_, score, words)| (words, score))
    }

    /// Every condition that might help: all awards, wanted or not wanted.
    fn wishes(&self) -> impl Iterator<Item = (&Cond, bool)> {
        self.program.rules.iter().filter(|rule| rule.identity.exists_on(self.clock.today)).flat_map(
            |rule| {
                let conds: Vec<&Cond> = match &rule.body {
                    Body::When(cond, _) => vec![cond],
                    Body::Match(rows) => rows.iter().map(|row| &row.condition).collect(),
                    // No change of the lead brings an event about.
                    Body::ForEach(_) => Vec::new(),
                };
                conds.into_iter().flat_map(|cond| [(cond, true), (cond, false)])
            },
        )
    }

    /// A need as a change of a field; `None` for derived columns and keys.
    fn change(&self, need: &Need<'_>, columns: &Columns<'_, '_>) -> Option<Change> {
        let column = self.program.column(need.column)?;
        let Def::Field(field) = column.def else { return None };
        if self.program.record.get(field)?.key {
            return None;
        }
        let value = need.value(columns.get(need.column), column.ty, &self.clock)?;
        let words = need.words(self.program, columns)?;
        Some(Change { field, value, words })
    }

    /// The score with some fields changed; `None` if that disqualifies.
    fn score_with(&self, record: &[Value], changes: &[&Change]) -> Option<Points> {
        let mut record = record.to_vec();
        for change in changes {
            if let Some(slot) = record.get_mut(change.field.0 as usize) {
                *slot = change.value.clone();
            }
        }
        let outcome = self.score(&record);
        (outcome.status == Status::Scored).then_some(outcome.score)
    }
}

/// Whether two changes are about one field.
fn conflicting(changes: &[&Change]) -> bool {
    changes
        .iter()
        .enumerate()
        .any(|(index, a)| changes.iter().take(index).any(|b| a.field == b.field))
}
