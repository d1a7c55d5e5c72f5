//! What the events of a lead give, counted by the rows that fit.

use std::sync::Arc;
use std::time::Instant;

use super::choice::Given;
use super::plan::Source;
use super::profile::lap;
use super::scorer::{Said, Scorer};
use crate::eval::Failure;

impl Scorer<'_> {
    /// Counts the events of the lead in a row: its rows of each list. Leads come in order.
    pub(super) fn count(&mut self, row: usize, rows: &[&[u32]]) {
        let plan = Arc::clone(&self.plan);
        let Some(events) = &plan.events else { return };
        let mut start = self.profile.as_ref().map(|_| Instant::now());
        events.values(rows, &mut self.counted);
        let mut said = Said::default();
        for (axis, state) in plan.axes.iter().zip(&mut self.axes) {
            if let Source::Counted(place) = axis.source {
                let value = self.counted.get(place).and_then(Option::as_ref);
                state.cells.push(match value {
                    Some(value) => state.located.cell_of(axis, &mut state.table, value),
                    None => state.located.missing(axis, &mut state.table),
                });
            }
        }
        for (column, value) in events.columns().zip(&self.counted) {
            if value.is_none() {
                said.failed.insert(Failure::Column(None, column));
            }
        }
        said.failed.extend(events.failing(rows));
        for (sum, place) in &plan.event_rules {
            let Some((rule, fired, failed)) = events.fired(*place, rows) else { continue };
            if failed {
                said.failed.insert(Failure::Rule(rule));
            }
            let sum_of_row = self.sums.get_mut(*sum).and_then(|it| it.get_mut(row));
            if let (Some(fired), Some(total)) = (fired, sum_of_row) {
                *total = total.saturating_add(fired.counted.hundredths());
                let row = fired.rows.first().copied();
                said.given.push(Given { sum: *sum, rule, row, points: fired.counted });
            }
        }
        if !said.given.is_empty() || !said.failed.is_empty() {
            self.said.push((row, said));
        }
        if let (Some(profile), Some(start)) = (&mut self.profile, &mut start) {
            lap(start, &mut profile.counting);
        }
    }
}
