//! Mistakes in files of leads, each beside the message that it gets.
//!
//! A case is a folder in `tests/data`: `rules.score`, a file of leads, and where needed `args.txt`, further arguments
//! of the command, `encoding.txt`, in which the leads are saved before they are read, and other files that the
//! arguments name.

use std::fmt::Write;
use std::path::Path;

use crate::support::{Folder, assert_snapshot_in};

/// The command of cases that name no other.
const SCORE: &str = "score rules.score {leads}";

#[test]
fn mistakes_in_data() {
    insta::glob!("../data", "*/*/rules.score", |path| {
        let folder = path.parent().unwrap();
        let report = case(folder);
        assert_snapshot_in(folder, "result", report);
    });
}

fn case(folder: &Path) -> String {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let names =
        std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let (leads, mut others): (Vec<String>, Vec<String>) =
        names.partition(|it| it.starts_with("leads"));
    let leads = leads.into_iter().next().unwrap();
    let is_other = |it: &String| {
        !["rules.score", "args.txt", "encoding.txt"].contains(&it.as_str()) && !it.contains(".snap")
    };
    others.retain(is_other);
    others.sort();
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
    for name in &others {
        scratch.write(name, read(name).unwrap());
    }
    let command = read("args.txt").unwrap_or_default();
    let command = match command.trim() {
        "" => SCORE.to_owned(),
        all if ["check ", "explain "].iter().any(|it| all.starts_with(it)) => all.to_owned(),
        more => format!("{SCORE} {more}"),
    };
    let command = command.replace("{leads}", &leads);
    let args: Vec<&str> = command.split(' ').chain(["--as-of", "2025-03-01"]).collect();
    let run = scratch.run(&args);
    let saved = encoding.map(|it| format!(" (saved as {it})")).unwrap_or_default();
    let mut report = format!("── rules.score ──\n{}\n\n", rules.trim_end());
    write!(report, "── {leads}{saved} ──\n{}\n\n", text.trim_end()).unwrap();
    for name in &others {
        write!(report, "── {name} ──\n{}\n\n", read(name).unwrap().trim_end()).unwrap();
    }
    writeln!(report, "── leadscore {command} ──").unwrap();
    let (out, said) = (run.out.as_str(), run.err.as_str());
    write!(report, "{}{out}", said.replace("as of the end of 2025-03-01 (UTC)\n", "")).unwrap();
    report
}

/// `id,град` and two cities, in Windows-1251.
fn bulgarian() -> Vec<u8> {
    encoding_rs::WINDOWS_1251.encode("id,град\n1,София\n2,Пловдив\n").0.into_owned()
}

#[test]
fn every_command_reads_other_encodings() {
    let folder = Folder::new();
    folder.write("leads.csv", bulgarian());
    let rules = "record Lead { id: text, key  град: text }\nwhen град == \"Пловдив\" then +10\n";
    folder.write("rules.score", rules);
    for command in
        ["score rules.score leads.csv", "explain rules.score leads.csv --id 2", "init leads.csv"]
    {
        let args: Vec<&str> = command.split(' ').collect();
        let refused = folder.run(&args);
        refused.ends_with(2).says("it looks like Windows-1251: \"град\"");
        refused.says("--encoding windows-1251");
        let mut args = args;
        args.extend(["--encoding", "windows-1251"]);
        folder.run(&args).ends_with(0);
    }
    assert!(folder.read("leads.schema.score").contains("град: text"));
    let explained = folder.run(&[
        "explain",
        "rules.score",
        "leads.csv",
        "--id",
        "2",
        "--encoding",
        "windows-1251",
    ]);
    assert!(explained.out.contains("+10"), "{}", explained.out);
}

#[test]
fn rejected_rows_of_other_encodings_are_kept_as_utf8() {
    let folder = Folder::new();
    let text = "id,град\n1,София\n2,Пловдив,още\n";
    folder.write("leads.csv", encoding_rs::WINDOWS_1251.encode(text).0);
    folder.write(
        "rules.score",
        "record Lead { id: text, key  град: text }\nwhen град is known then +1\n",
    );
    let args = "score rules.score leads.csv --encoding windows-1251 --rejects rejected.csv";
    folder.run(&args.split(' ').collect::<Vec<_>>()).ends_with(0).says("1 rejected");
    assert_eq!(folder.read("rejected.csv"), "id,град\n2,Пловдив,още\n");
}

#[test]
fn notes_are_no_warnings_but_data_make_them_so() {
    let folder = Folder::new();
    folder.write(
        "rules.score",
        "record Lead { id: text, key  city: text }\nwhen city != \"Sofia\" then +1\n",
    );
    folder.write("leads.csv", "id,city\n1,\n2,Sofia\n");
    let run = folder.run(&["check", "rules.score", "--deny", "warnings"]);
    run.ends_with(0).says("W0714").says("0 warnings");
    let run = folder.run(&["check", "rules.score", "--data", "leads.csv", "--deny", "warnings"]);
    run.ends_with(1).says("the 1 record (50 %) with no *city*");
    // Only `check` speaks of it.
    let run = folder.run(&["score", "rules.score", "leads.csv"]);
    assert!(!run.err.contains("W0714"), "{}", run.err);
    folder.run(&["check", "rules.score", "--data", "none.csv"]).ends_with(2).says("no such file");
}
