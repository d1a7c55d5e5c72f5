//! A sheet of points → a rule file: the table in which marketers keep what each asset is worth.
//!
//! ```text
//! CSV, XLSX, ODS ─ sheet, workbook ─► cells ─ columns ─► asset, stage, score
//!                                             ─ points, rows ─► plan ─ write ─► rules, checked and formatted
//! ```
//!
//! A scorecard in PMML becomes rules too: [`scorecard()`].
//!
//! Each row of the sheet becomes a rule, or a finding says why it does not.
//!
//! ```
//! use leadscore::data::Source;
//! use leadscore::import::{ImportOptions, Sheet, SheetOptions, import};
//!
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("points.csv");
//! std::fs::write(&path, "Asset,Stage,Score\nPricing page,Decision,30%\nWebinar,Consideration,soon\n")?;
//! let sheet = Sheet::read(&Source::from(path), &SheetOptions::default()).unwrap();
//! let imported = import(&sheet, &ImportOptions::default()).unwrap();
//! assert!(imported.text.contains("\"Pricing page\"  then +30%"));
//! assert_eq!(imported.findings[0].message, "Line 3, \"Webinar\": the score \"soon\" is not a number.");
//! # Ok::<(), std::io::Error>(())
//! ```

mod columns;
mod points;
mod prove;
mod remarks;
mod rows;
mod schema;
mod scorecard;
mod sheet;
mod workbook;
mod write;

use std::path::PathBuf;

use rust_decimal::Decimal;

pub use columns::ColumnOptions;
pub use points::MOST_POINTS;
pub use prove::Refused;
pub use rows::{BlankStage, Counts};
pub use scorecard::{Scorecard, scorecard, scorecard_text};
pub use sheet::{Cell, Place, Row, Sheet, SheetOptions, Shown};

use crate::diagnostic::{Diagnostic, Severity, codes};

/// How a sheet becomes rules.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// Which columns are meant, where it is not clear.
    pub columns: ColumnOptions,
    /// What a blank stage means.
    pub blank_stage: BlankStage,
    /// The list of a lead's events.
    pub events: String,
    /// The field of an event that holds the asset.
    pub field: String,
    /// The score at which sales takes over; percentages are of it.
    pub ready_at: Decimal,
    /// A schema that has the records; without one the rules declare them.
    pub schema: Option<PathBuf>,
    /// Where the rules will stand.
    pub output: PathBuf,
    /// What the model is called.
    pub model: String,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            columns: ColumnOptions::default(),
            blank_stage: BlankStage::default(),
            events: "activities".to_owned(),
            field: "asset".to_owned(),
            ready_at: Decimal::ONE_HUNDRED,
            schema: None,
            output: PathBuf::from("points.score"),
            model: "points".to_owned(),
        }
    }
}

/// Rules made from a sheet.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Imported {
    /// The rule file: it checks without a finding, and `fmt` leaves it as it is.
    pub text: String,
    /// What became of the rows.
    pub counts: Counts,
    /// How many stages there are.
    pub stages: usize,
    /// What is to be said of the sheet: warnings and notes.
    pub findings: Vec<Diagnostic>,
}

/// Makes rules from a sheet.
///
/// # Errors
///
/// When the columns are not clear, no row gives a rule, or the rules would not check.
pub fn import(sheet: &Sheet, options: &ImportOptions) -> Result<Imported, Refused> {
    let columns = columns::find(sheet, &options.columns)?;
    let plan = rows::plan(sheet, &columns, options.blank_stage);
    let findings: Vec<Diagnostic> = plan.remarks.iter().map(|it| it.finding()).collect();
    if plan.counts.rules == 0 {
        let message = format!("No row of {} gives a rule.", sheet.file);
        let help = "Below the names of the columns, each row needs an asset and a score.";
        let nothing = Diagnostic::general(Severity::Error, codes::ROW_LEFT_OUT, message).help(help);
        return Err(Refused::from([findings, vec![nothing]].concat()));
    }
    let shape = prove::shape(options)?;
    let draft = write::draft(sheet, &plan, &shape, options);
    let text = prove::sound(&draft, options)?;
    let stages = plan.stages.iter().filter(|it| it.name.is_some()).count();
    Ok(Imported { text, counts: plan.counts, stages, findings })
}

/// A text on one line and without blanks around it, and whether there was something to change: line breaks, tabs.
fn one_line(text: &str) -> (String, bool) {
    let text = text.trim();
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return (text.to_owned(), false);
    }
    let parts = text.split(breaks).map(str::trim).filter(|it| !it.is_empty());
    (parts.collect::<Vec<_>>().join(" "), true)
}
