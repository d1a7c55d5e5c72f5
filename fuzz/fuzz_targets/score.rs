//! Scoring any file of leads.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| laws::leads::scores(data));
