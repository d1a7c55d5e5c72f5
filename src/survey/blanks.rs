//! Tests that records without a value pass: `country != "US"`.

use super::Survey;
use crate::check::BlankTest;
use crate::check::Uses;
use crate::data::thousands;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{FieldId, Record};

impl Survey<'_> {
    /// A warning for each test that lets in records without a value.
    pub(super) fn blanks_findings(&self, absent: &[FieldId]) -> Vec<Diagnostic> {
        let record = &self.scorer.program().record;
        let let_in = self
            .blanks
            .iter()
            .filter(|(test, passed)| *passed > 0 && !absent.contains(&test.field));
        let_in
            .filter_map(|(test, passed)| {
                let name = &record.get(test.field)?.name;
                let share = (passed * 100 + self.records / 2) / self.records;
                let records = if *passed == 1 {
                    "1 record"
                } else {
                    &format!("{} records", thousands(*passed))
                };
                let message = format!("Also true for the {records} ({share} %) with no *{name}*.");
                let finding = Diagnostic::warning(codes::BLANKS_LET_IN, test.place, message);
                Some(mended(finding, test, name))
            })
            .collect()
    }
}

/// Without data: a note for each test that would let in records without a value, where nothing speaks of blanks.
#[must_use]
pub fn notes(uses: &Uses, record: &Record) -> Vec<Diagnostic> {
    let silent = uses.blanks.iter().filter(|test| !test.asked);
    silent
        .filter_map(|test| {
            let name = &record.get(test.field)?.name;
            let message = format!("Also true for leads with no *{name}*.");
            let finding = Diagnostic::note(codes::BLANKS_LET_IN, test.place, message);
            Some(mended(finding, test, name))
        })
        .collect()
}

/// Says what to write if blanks shall not pass.
fn mended(finding: Diagnostic, test: &BlankTest, name: &str) -> Diagnostic {
    match &test.strict {
        Some(strict) => finding
            .help(format!("If that is not intended, add: and {name} is known"))
            .offer(format!("Write {strict}."), test.place, strict.clone()),
        None => finding.help("If that is not intended, add a row before it: missing then +0"),
    }
}
