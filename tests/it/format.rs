//! The folders of `tests/format`: each `input.score` becomes its `output.score`.

use std::fs;
use std::path::{Path, PathBuf};

use leadscore::format::{FormatError, format};
use leadscore::source::{SourceFile, Sources};

fn formatted(path: &Path) -> Result<String, FormatError> {
    let text = fs::read_to_string(path).unwrap();
    let id = Sources::new().add(SourceFile::new(path.display().to_string(), text.as_str()));
    format(id, &text)
}

/// All entries of the folders of a folder of the package.
fn entries(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let list = |path: &Path| fs::read_dir(path).unwrap().map(|it| it.unwrap().path());
    let mut entries: Vec<_> = list(&folder)
        .filter(|it| it.is_dir())
        .flat_map(|it| list(&it).collect::<Vec<_>>())
        .collect();
    entries.sort();
    entries
}

#[test]
fn inputs_become_outputs() {
    let inputs: Vec<_> =
        entries("tests/format").into_iter().filter(|it| it.ends_with("input.score")).collect();
    assert!(inputs.len() >= 15, "only {} cases were found", inputs.len());
    for input in inputs {
        let output = fs::read_to_string(input.with_file_name("output.score")).unwrap();
        assert_eq!(formatted(&input).as_deref(), Ok(output.as_str()), "{}", input.display());
    }
}

#[test]
fn outputs_stay_as_they_are() {
    for path in entries("tests/format").iter().filter(|it| it.ends_with("output.score")) {
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(formatted(path).as_deref(), Ok(text.as_str()), "{}", path.display());
    }
}

#[test]
fn examples_can_be_formatted() {
    let rules = |it: &&PathBuf| it.extension().is_some_and(|it| it == "score");
    for path in entries("examples").iter().filter(rules) {
        assert!(formatted(path).is_ok(), "{}", path.display());
    }
}
