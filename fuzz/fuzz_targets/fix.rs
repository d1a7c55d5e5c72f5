//! Mending any text.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| laws::mends(text));
