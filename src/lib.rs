//! leadscore scores leads with rules kept as text.
//!
//! ```text
//! rule files ─ syntax ─► ast ─ check ─► ir ─┬─► eval               explanations, tests
//!                                           └─► cells ─► engine    scores
//! leads ────── data ──► values, chunks ────────────────────┘
//! ```
//!
//! The folders are the stages, in the order in which a rule file flows through them:
//!
//! | module | job |
//! |---|---|
//! | [`source`] | where things stand: spans, files, lines |
//! | [`diagnostic`] | everything said to users: codes, fixes, renderers |
//! | [`ast`] | what a file says, as a tree |
//! | [`syntax`] | text → tree |
//! | [`mod@format`] | tree → canonical text |
//! | [`fix`] | suggestions → mended text |
//! | [`ir`] | the typed program |
//! | [`functions`] | the built-in functions |
//! | [`check`] | tree → program: names, types, schema |
//! | [`eval`] | the reference interpreter and its explanations |
//! | [`cells`] | what the tests of a program tell apart |
//! | [`engine`] | scores many records fast |
//! | [`analyze`] | what can be proved about rules |
//! | [`encoding`] | text that is not UTF-8 |
//! | [`data`] | leads in, scores out |
//! | [`survey`] | rules beside data: values that no lead has |
//! | [`testing`] | tests that stand beside the rules |
//! | [`project`] | rule files on disk → checked models |
//! | [`import`] | sheets of points → rule files |
//! | [`exchange`] | rules as JSON for other tools |
//! | [`pmml`] | rules as a scorecard for other systems |
//! | [`diff`] | what a change of rules does |
//! | [`sql`] | the typed program → a statement for a warehouse |
//! | [`cli`] | the command line |
//!
//! A program of one's own needs little of that: [`Program`] reads rules, [`Scorer`] scores leads.
//!
//! ```
//! let rules = r#"
//!     record Lead { industry: text  employees: integer }
//!     when industry == "Manufacturing" and employees in 100..500 then +20
//! "#;
//! let program: leadscore::Program = rules.parse()?;
//! let mut scorer = program.scorer(leadscore::now());
//! let scored = scorer.score_json(r#"{"industry": "manufacturing", "employees": 250}"#)?;
//! assert_eq!(scored.score().to_string(), "20");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! | feature | what comes with it |
//! |---|---|
//! | none | rules: parse, check, prove, test, compare; leads: CSV and JSON, one at once or many |
//! | `formats` | Parquet, Arrow, workbooks, compressed files; writing files; [`import`] |
//! | `cli` (with `formats`) | the command line; [`settings`] |
//!
//! Both are on by default. [docs/crate.md](https://github.com/leadscore/leadscore/blob/main/docs/crate.md) says more, and
//! which names stay as they are.

pub mod analyze;
pub mod ast;
pub mod cells;
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod data;
pub mod diagnostic;
pub mod diff;
mod embed;
pub mod encoding;
pub mod engine;
pub mod eval;
pub mod exchange;
pub mod fix;
pub mod format;
pub mod functions;
#[cfg(feature = "formats")]
pub mod import;
pub mod ir;
pub mod lint;
pub mod pmml;
pub mod project;
#[cfg(feature = "cli")]
pub mod settings;
pub mod source;
pub mod sql;
pub mod survey;
pub mod syntax;
pub mod testing;

pub use diagnostic::{Code, Diagnostic, Severity, Style, Told};
pub use embed::{Findings, LeadError, Program, RulesError, Scorer, now};
#[cfg(feature = "formats")]
pub use engine::ArrowScorer;
pub use engine::Scored;
pub use eval::{Explanation, Failure, Rating, Reason, Status};
pub use ir::{AsOf, Points, Record, Value};
pub use source::LineColumn;

// Their types stand in values, moments and scores.
pub use {jiff, rust_decimal};
