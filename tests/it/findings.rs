//! Texts that once broke a law of the front end, played through all of it.

use crate::support::repository;

#[path = "../../fuzz/src/laws.rs"]
mod laws;

#[test]
fn findings_stay_mended() {
    let mut played = 0;
    for entry in std::fs::read_dir(repository("tests/findings")).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        laws::reads(&text);
        laws::checks(&text);
        laws::formats(&text);
        laws::mends(&text);
        played += 1;
    }
    assert!(played > 0, "there are findings");
}
