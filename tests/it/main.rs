//! All integration tests, as one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    reason = "a test panics to fail"
)]

mod docs;
mod error_pages;
mod format;
mod function_docs;
