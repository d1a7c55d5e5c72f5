use arrow_array::{Array, RecordBatch};

use super::bulk::BulkScorer;
use super::scored::Scored;
use crate::data::{Binding, RawCell, cell};
use crate::ir::{AsOf, Program, Value};

/// Scores single rows of Arrow record batches, without making values of their cells.
///
/// A cell means what its text in a file means: a text may be a number, a list in one cell is split.
///
/// ```
/// use std::sync::Arc;
///
/// use arrow_array::{Int64Array, RecordBatch, StringArray};
/// use leadscore::data::Binding;
/// use leadscore::engine::ArrowScorer;
/// use leadscore::ir::AsOf;
/// # use leadscore::project::Project;
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("first.score");
/// # std::fs::write(&path, r#"
/// # record Lead { industry: text  employees: integer }
/// # when industry == "Manufacturing" and employees in 100..500 then +20
/// # "#)?;
/// # let project = Project::load(&[path]);
/// # let checked = project.check(&project.models()[0], None);
/// # let program = checked.program.expect("the rules are sound");
/// // when industry == "Manufacturing" and employees in 100..500 then +20
/// let leads = RecordBatch::try_from_iter([
///     ("Employees", Arc::new(Int64Array::from(vec![250, 7])) as _),
///     ("industry", Arc::new(StringArray::from(vec!["manufacturing", "Retail"])) as _),
/// ])?;
/// let header: Vec<String> = leads.schema().fields().iter().map(|it| it.name().clone()).collect();
/// let (binding, findings) = Binding::of_header(&program.record, &program.fields_read(), &header, false);
/// assert!(findings.is_empty());
///
/// let mut scorer = ArrowScorer::new(&program, AsOf::Day("2025-03-01".parse()?), &binding);
/// assert_eq!(scorer.score(&leads, 0).score().to_string(), "20");
/// assert_eq!(scorer.score(&leads, 1).score().to_string(), "0");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ArrowScorer<'p>(BulkScorer<'p>);

impl<'p> ArrowScorer<'p> {
    /// A scorer for batches whose columns a binding has found. Related records are not read.
    #[must_use]
    pub fn new(program: &'p Program, as_of: AsOf, binding: &Binding) -> Self {
        let columns = binding.columns().to_vec();
        Self(BulkScorer::new(program, as_of, binding.wanted(), columns, true))
    }

    /// Scores a row; one that the batch does not have is a lead of which nothing is known.
    pub fn score(&mut self, batch: &RecordBatch, row: usize) -> Scored<'_, 'p> {
        self.0.score_row(|column| Some(batch.columns().get(column)?.as_ref()), row);
        self.0.forget_noted();
        self.0.scored(0)
    }
}

impl BulkScorer<'_> {
    /// Scores one row of the arrays that stand in the slots.
    fn score_row<'b>(&mut self, array: impl Fn(usize) -> Option<&'b dyn Array>, row: usize) {
        let at = |slot: Option<usize>| array(slot?).filter(|it| row < it.len());
        self.scorer.begin(1);
        for column in &mut self.columns {
            let axis = column.axis;
            let axis = axis.and_then(|it| {
                Some((self.scorer.plan.axes.get(it)?, self.scorer.axes.get_mut(it)?))
            });
            match at(column.slot) {
                Some(array) => column.reader.read_array(array, row..row + 1, 0, axis),
                None => {
                    column.reader.read(&[], std::iter::once(None), |_| RawCell::Absent, |_| 0, axis)
                }
            }
        }
        if self.scorer.plan.asks {
            for index in &self.asked {
                let Some(column) = self.columns.get(*index) else { continue };
                let value = match at(column.slot).filter(|it| !it.is_null(row)) {
                    Some(array) => column.reader.value(RawCell::Text(&cell(array, row))),
                    None => Value::Missing,
                };
                if let Some(slot) = self.record.get_mut(column.field.0 as usize) {
                    *slot = value;
                }
            }
            self.scorer.ask(0, &self.record);
        }
        self.scorer.finish();
    }
}
