//! Texts that once broke a law of the front end, played through all of it.

use crate::support::repository;

#[path = "../../fuzz/src/laws.rs"]
mod laws;

#[test]
fn findings_stay_mended() {
    let mut played = 0;
    for entry in std::fs::read_dir(repository("tests/findings")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        laws::reads(&text);
        laws::checks(&text);
        laws::formats(&text);
        laws::mends(&text);
        played += 1;
    }
    assert!(played > 0, "there are findings");
}

#[test]
fn files_of_leads_stay_mended() {
    let mut played = 0;
    for entry in std::fs::read_dir(repository("tests/findings/leads")).unwrap() {
        laws::leads::scores(&std::fs::read(entry.unwrap().path()).unwrap());
        played += 1;
    }
    assert!(played > 0, "there are findings");
}
