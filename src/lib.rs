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
//! Scoring one record from a program of one's own:
//!
//! ```
//! use leadscore::engine::Scorer;
//! use leadscore::ir::{AsOf, Value};
//! use leadscore::project::Project;
//!
//! let folder = tempfile::tempdir()?;
//! let path = folder.path().join("first.score");
//! std::fs::write(&path, r#"
//!     record Lead { industry: text  employees: integer }
//!     when industry == "Manufacturing" and employees in 100..500 then +20
//! "#)?;
//! let project = Project::load(&[path]);
//! let checked = project.check(&project.models()[0], None);
//! let program = checked.program.expect("the rules are sound");
//! let mut scorer = Scorer::new(&program, AsOf::Day("2025-03-01".parse()?));
//! let scored = scorer.score(&[Value::text("manufacturing"), Value::Number(250.into())]);
//! assert_eq!(scored.score().to_string(), "20");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod analyze;
pub mod ast;
pub mod cells;
pub mod check;
pub mod cli;
pub mod data;
pub mod diagnostic;
pub mod diff;
pub mod encoding;
pub mod engine;
pub mod eval;
pub mod exchange;
pub mod fix;
pub mod format;
pub mod functions;
pub mod import;
pub mod ir;
pub mod lint;
pub mod pmml;
pub mod project;
pub mod settings;
pub mod source;
pub mod sql;
pub mod survey;
pub mod syntax;
pub mod testing;
