//! What is left to the interpreter, asked of it for one row after the other.

use std::sync::Arc;
use std::time::Instant;

use super::choice::Given;
use super::plan::Source;
use super::profile::lap;
use super::scorer::{Said, Scorer};
use crate::ir::Value;

impl Scorer<'_> {
    /// Asks the interpreter about a row whatever is left to it. Rows come in order.
    pub(super) fn ask(&mut self, row: usize, record: &[Value]) {
        let plan = Arc::clone(&self.plan);
        let answers = plan.interpreter.answers(record);
        if let Some(events) = &plan.events {
            for (column, value) in events.columns().zip(&self.counted) {
                answers.know(column, value.clone());
            }
        }
        let mut said = Said::default();
        for (axis, state) in plan.axes.iter().zip(&mut self.axes) {
            if let Source::Asked(column) = axis.source {
                let value = answers.value(column);
                state.cells.push(state.located.cell_of(axis, &mut state.table, value));
            }
        }
        let mut start = self.profile.as_ref().map(|_| Instant::now());
        let groups = plan.asked_groups().count();
        for (index, column) in plan.asked_columns.iter().enumerate() {
            let _ = answers.value(*column);
            self.lap_of_rule(plan.asked_rules.len() + groups + index, &mut start);
        }
        for (index, (sum, rule)) in plan.asked_rules.iter().enumerate() {
            let fired = answers.rule(*rule, &mut said.failed);
            let sum_of_row = self.sums.get_mut(*sum).and_then(|it| it.get_mut(row));
            if let (Some(fired), Some(total)) = (fired, sum_of_row) {
                *total = total.saturating_add(fired.counted.hundredths());
                let row = fired.rows.first().copied();
                said.given.push(Given { sum: *sum, rule: *rule, row, points: fired.counted });
            }
            self.lap_of_rule(index, &mut start);
        }
        for (index, id) in plan.asked_groups().enumerate() {
            let Some(points) = self.asked_groups.get_mut(index) else { continue };
            let Some(outcome) = answers.group(id, &mut said.failed) else { continue };
            if let Some(slot) = points.get_mut(row) {
                *slot = outcome.points;
            }
            said.given.extend(outcome.fired.iter().map(|it| {
                let row = it.rows.first().copied();
                Given { sum: 0, rule: it.rule, row, points: it.counted }
            }));
            self.lap_of_rule(plan.asked_rules.len() + index, &mut start);
        }
        for index in &plan.asked_disqualifiers {
            let it = plan.program.disqualifiers.get(*index);
            if it.is_some_and(|it| answers.holds(&it.condition)) {
                said.out.push(*index);
                if let Some(out) = self.out.get_mut(row) {
                    *out = true;
                }
            }
        }
        answers.failures(&mut said.failed);
        self.said.push((row, said));
    }

    /// Adds the time since the question before to that of a rule, group or column.
    fn lap_of_rule(&mut self, index: usize, start: &mut Option<Instant>) {
        let rule = self.profile.as_mut().and_then(|it| it.asked.get_mut(index));
        if let (Some(rule), Some(start)) = (rule, start) {
            lap(start, &mut rule.time);
        }
    }
}
