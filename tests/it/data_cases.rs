//! Mistakes in files of leads, each beside the message that it gets.
//!
//! A case is a folder in `tests/data`: `rules.score`, a file of leads, and where needed `args.txt`, further arguments
//! of the command, and `encoding.txt`, in which the leads are saved before they are read.

use std::fmt::Write;
use std::path::Path;

use crate::support::Folder;

/// The command of cases that name no other.
const SCORE: &str = "score rules.score {leads}";

#[test]
fn mistakes_in_data() {
    insta::glob!("../data", "*/*/rules.score", |path| {
        let folder = path.parent().unwrap();
        let report = case(folder);
        insta::with_settings!({
            snapshot_path => folder,
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            let mut settings = insta::Settings::clone_current();
            settings.remove_snapshot_suffix();
            settings.bind(|| insta::assert_snapshot!("result", report));
        });
    });
}

fn case(folder: &Path) -> String {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let names =
        std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let leads = names.into_iter().find(|it| it.starts_with("leads")).unwrap();
    let (rules, text) = (read("rules.score").unwrap(), read(&leads).unwrap());
    let encoding = read("encoding.txt").map(|it| it.trim().to_owned());
    let bytes = match encoding.as_deref() {
        None => text.clone().into_bytes(),
        Some("utf-16le") => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Some(name) => {
            let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
            let (bytes, _, unmappable) = encoding.encode(&text);
            assert!(!unmappable, "{} does not fit {name}", folder.display());
            bytes.into_owned()
        }
    };
    let scratch = Folder::new();
    scratch.write("rules.score", &rules).write(&leads, bytes);
    let command = read("args.txt").unwrap_or_default();
    let command = match command.trim() {
        "" => SCORE.to_owned(),
        all if all.starts_with("check ") => all.to_owned(),
        more => format!("{SCORE} {more}"),
    };
    let command = command.replace("{leads}", &leads);
    let args: Vec<&str> = command.split(' ').chain(["--as-of", "2025-03-01"]).collect();
    let run = scratch.run(&args);
    let saved = encoding.map(|it| format!(" (saved as {it})")).unwrap_or_default();
    let mut report = format!("── rules.score ──\n{}\n\n", rules.trim_end());
    write!(report, "── {leads}{saved} ──\n{}\n\n── leadscore {command} ──\n", text.trim_end())
        .unwrap();
    let (out, said) = (run.out.as_str(), run.err.as_str());
    write!(report, "{}{out}", said.replace("as of the end of 2025-03-01 (UTC)\n", "")).unwrap();
    report
}
