//! One record at a time, from its values: the same steps as for many rows, without a loop in each.

use super::plan::Source;
use super::scored::Scored;
use super::scorer::{Scorer, apply};
use crate::ir::{FieldId, Value};

impl<'p> Scorer<'p> {
    /// Scores a record: its values in the order of the record's fields.
    pub fn score(&mut self, record: &[Value]) -> Scored<'_, 'p> {
        self.begin(1);
        let Self { plan, axes, .. } = self;
        for (axis, state) in plan.axes.iter().zip(axes) {
            let value = match &axis.source {
                Source::Field(FieldId(field)) => record.get(*field as usize),
                Source::Path(path) => at(record, path),
                Source::Asked(_) => continue,
            };
            let value = value.unwrap_or(&Value::Missing);
            let cell = state.located.cell_of(axis, &mut state.table, value);
            state.cells.push(cell);
        }
        if self.plan.asks {
            self.ask(0, record);
        }
        self.add_cells_of_one();
        self.add_blocks_of_one();
        self.add_written();
        self.add_groups();
        Scored::new(self, 0)
    }

    /// The score of the last record.
    #[must_use]
    pub fn last(&self) -> Scored<'_, 'p> {
        Scored::new(self, 0)
    }

    fn add_cells_of_one(&mut self) {
        for (axis, state) in self.plan.axes.iter().zip(&self.axes) {
            let Some(cell) = state.cells.first() else { continue };
            let points = state.table.sums_of(*cell, axis.sums.len());
            for (points, sum) in points.iter().zip(&axis.sums) {
                if let Some(total) = self.sums.get_mut(*sum).and_then(|it| it.first_mut()) {
                    *total += points;
                }
            }
            if let Some(out) = self.out.first_mut() {
                *out |= state.table.is_out(*cell);
            }
        }
    }

    fn add_blocks_of_one(&mut self) {
        for (index, block) in self.plan.blocks.iter().enumerate() {
            for effect in block.effects_of(self.holding(index, 0)) {
                apply(effect, 0, &mut self.sums, &mut self.out);
            }
        }
    }
}

/// The value at the end of a path of fields.
fn at<'v>(record: &'v [Value], path: &[FieldId]) -> Option<&'v Value> {
    let (FieldId(first), rest) = path.split_first()?;
    let value = record.get(*first as usize)?;
    match (rest, value) {
        ([], value) => Some(value),
        (rest, Value::Record(values)) => at(values, rest),
        _ => None,
    }
}
