//! Rules beside data: values that no lead has, tests that blanks pass too.
//!
//! A [`Survey`] sees every record once. Its memory does not grow with their number.

mod blanks;
mod tally;
mod values;

pub use blanks::notes;

use std::collections::HashMap;

use crate::check::{BlankTest, Literal, Uses};
use crate::diagnostic::Diagnostic;
use crate::eval::Scorer;
use crate::ir::{ColumnId, FieldId, Value};
use tally::Tally;

/// Counts how the records of a file answer the questions of the rules.
pub struct Survey<'a> {
    scorer: &'a Scorer<'a>,
    records: u64,
    /// Each fixed value of the rules, with how many records pass.
    literals: Vec<(&'a Literal, u64)>,
    /// Each test that a blank passes, with how many records without a value it lets in.
    blanks: Vec<(&'a BlankTest, u64)>,
    /// The values of the columns that are tested.
    tallies: HashMap<ColumnId, Tally>,
}

impl<'a> Survey<'a> {
    /// A survey of what the rules ask.
    #[must_use]
    pub fn new(scorer: &'a Scorer<'a>, uses: &'a Uses) -> Self {
        let tallies = uses.literals.iter().map(|it| (it.column, Tally::default())).collect();
        let literals = uses.literals.iter().map(|it| (it, 0)).collect();
        let blanks = uses.blanks.iter().map(|it| (it, 0)).collect();
        Self { scorer, records: 0, literals, blanks, tallies }
    }

    /// Looks at a record.
    pub fn add(&mut self, record: &[Value]) {
        self.records += 1;
        let answers = self.scorer.answers(record);
        for (literal, passed) in &mut self.literals {
            *passed += u64::from(answers.holds(&literal.cond));
        }
        for (test, passed) in &mut self.blanks {
            let blank = record.get(test.field.0 as usize).is_none_or(Value::is_missing);
            *passed += u64::from(blank && answers.holds(&test.condition));
        }
        for (column, tally) in &mut self.tallies {
            tally.add(answers.value(*column));
        }
    }

    /// What the marketer should know, in the order of the rules; nothing of the fields that are `absent` from the
    /// data, about which there are findings already.
    #[must_use]
    pub fn findings(&self, absent: &[FieldId]) -> Vec<Diagnostic> {
        if self.records == 0 {
            return Vec::new();
        }
        let mut findings = self.values_findings(absent);
        findings.extend(self.blanks_findings(absent));
        findings
    }
}
