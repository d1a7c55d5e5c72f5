//! All integration tests, as one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test panics to fail"
)]

mod actions;
mod agreement;
mod agreement_events;
mod arrow;
mod bad_input;
mod carets;
mod cases;
mod ci;
mod cli;
mod data_cases;
mod diagnostics;
mod diff;
mod diff_threads;
mod docs;
mod embed;
mod engine;
mod engine_events;
mod error_pages;
mod examples;
mod exchange;
mod findings;
mod fixes;
mod flaws;
mod format;
mod function_docs;
mod gallery;
mod generate;
mod generate_events;
mod import;
mod layering;
mod lint_pages;
mod lints;
mod logic;
mod messages;
mod outputs;
mod parquet;
mod pmml_judges;
mod proofs;
mod properties;
mod recovery;
mod related;
mod reports;
mod rescoring;
mod scorecard;
mod scorecard_foreign;
mod scorecard_law;
mod sql;
mod sql_related;
mod sql_scores;
mod support;
mod testing;
mod unused;
