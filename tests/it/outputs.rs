//! Where the command writes: never over what it reads, never in part without a word, never a terminal's commands.

use std::fs::File;
use std::process::Stdio;

use crate::cli::RULES;
use crate::support::{Folder, Run};

const LEADS: &str = "Lead ID,n,t\na,10,x\nb,25,\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("fit.score", RULES).write("leads.csv", LEADS);
    folder
}

#[test]
fn a_number_of_threads_is_sensible() {
    let folder = folder();
    for number in ["0", "1025", "100000", "-3", "many"] {
        let threads = format!("--threads={number}");
        let score = ["score", "fit.score", "leads.csv", &threads];
        let diff = ["diff", "fit.score", "fit.score", "--data", "leads.csv", &threads];
        for args in [score.as_slice(), &diff] {
            let run = folder.run(args);
            run.ends_with(2).says("write a whole number from 1 to 1024, such as 4");
        }
    }
    folder.run(&["score", "fit.score", "leads.csv", "--threads", "64"]).ends_with(0);
}

#[test]
fn what_is_read_is_never_replaced() {
    let folder = folder();
    folder.write("same.csv", "old").write("sheet.score", "Asset,Stage,Score\nE-book,,10\n");
    folder.write("more.csv", "Lead ID,n,t\n");
    let score = "score fit.score leads.csv";
    let cases = [
        (format!("{score} -o leads.csv"), "-o leads.csv would replace"),
        (format!("{score} -o ./leads.csv -q"), "-o ./leads.csv would replace"),
        (format!("{score} --to csv -o fit.score"), "-o fit.score would replace"),
        (format!("{score} --rejects leads.csv"), "--rejects leads.csv would replace"),
        (
            format!("{score} --with visits=more.csv --rejects more.csv"),
            "--rejects more.csv would replace",
        ),
        (format!("{score} --only more.csv -o more.csv"), "-o more.csv would replace"),
        (format!("{score} --changed-since more.csv -o more.csv"), "-o more.csv would replace"),
        (
            format!("{score} --previous same.csv --rejects same.csv"),
            "--rejects same.csv would replace",
        ),
        (
            format!("{score} -o same.csv --rejects same.csv"),
            "-o and --rejects cannot both write same.csv",
        ),
        (
            format!("{score} -o new.csv --rejects new.csv"),
            "-o and --rejects cannot both write new.csv",
        ),
        ("score . --data Lead=leads.csv -o leads.csv".to_owned(), "-o leads.csv would replace"),
        ("compile fit.score --to ir -o fit.score".to_owned(), "-o fit.score would replace"),
        ("test fit.score --format junit -o fit.score".to_owned(), "-o fit.score would replace"),
        (
            "diff fit.score fit.score --to json -o fit.score".to_owned(),
            "-o fit.score would replace",
        ),
        (
            "diff fit.score fit.score --data leads.csv --to json -o leads.csv".to_owned(),
            "-o leads.csv would replace",
        ),
        ("import sheet.score --force".to_owned(), "-o sheet.score would replace"),
    ];
    let files = folder.names();
    let before: Vec<String> = files.iter().map(|it| folder.read(it)).collect();
    for (line, told) in &cases {
        let args: Vec<&str> = line.split(' ').collect();
        let run = folder.run(&args);
        run.ends_with(2).prints("").says(told);
        assert_eq!(folder.names(), files, "{line}");
        let after: Vec<String> = files.iter().map(|it| folder.read(it)).collect();
        assert_eq!(after, before, "{line}");
    }
}

#[test]
fn the_leads_of_one_record_are_not_replaced_by_the_scores_of_another() {
    let folder = Folder::new();
    let rules = |record: &str| {
        format!(
            "model {record}_fit scores {record}\nrecord {record} {{ id: text, key }}\nwhen id == \"a\" then +1\n"
        )
    };
    folder.write("rules/one.score", rules("One")).write("rules/two.score", rules("Two"));
    folder.write("one.csv", "id\na\n").write("out/One.csv", "id\nb\n");
    let data = ["--data", "One=one.csv", "--data", "Two=out/One.csv"];
    let run = folder.run(&[&["score", "rules", "-o", "out"], &data[..]].concat());
    run.ends_with(2).says("-o out/One.csv would replace a file that this run reads");
    assert_eq!(folder.read("out/One.csv"), "id\nb\n");
}

#[test]
fn the_scores_of_the_run_before_may_be_replaced() {
    let folder = folder();
    folder.run(&["score", "fit.score", "leads.csv", "-o", "scores.csv"]).ends_with(0);
    let args = ["score", "fit.score", "leads.csv", "--previous", "scores.csv", "-o", "scores.csv"];
    folder.run(&args).ends_with(0);
}

#[cfg(unix)]
#[test]
fn links_lead_to_one_file_and_devices_take_several_outputs() {
    let folder = folder();
    std::os::unix::fs::symlink(folder.path("leads.csv"), folder.path("link.csv")).unwrap();
    let run = folder.run(&["score", "fit.score", "leads.csv", "-o", "link.csv"]);
    run.ends_with(2).says("-o link.csv would replace a file that this run reads");
    assert_eq!(folder.read("leads.csv"), LEADS);
    let args = [
        "score",
        "fit.score",
        "leads.csv",
        "--to",
        "csv",
        "-o",
        "/dev/null",
        "--rejects",
        "/dev/null",
    ];
    folder.run(&args).ends_with(0);
}

/// Everything that the command writes to standard output.
const TOLD: [&str; 26] = [
    "score fit.score leads.csv",
    "compile fit.score --to sql --dialect duckdb",
    "compile fit.score --to pmml",
    "compile fit.score --to json-schema",
    "compile fit.score --to ir",
    "diff fit.score other.score",
    "diff fit.score other.score --to json",
    "test fit.score",
    "test fit.score --format json",
    "test fit.score --format junit",
    "test fit.score --coverage --format github",
    "test fit.score --coverage --format lcov",
    "test fit.score --format sarif",
    "test fit.score --generate",
    "explain fit.score leads.csv --id a",
    "explain fit.score leads.csv --id a --to json",
    "check fit.score --format sarif",
    "check fit.score --format json",
    "check fit.score --format junit",
    "check fit.score --bounds",
    "check fit.score --reads",
    "check --explain E0201",
    "fmt rough.score --check",
    "fix unsound.score --dry-run",
    "fmt -",
    "fix -",
];

fn told() -> Folder {
    let folder = folder();
    folder.write("other.score", RULES.replace("+30", "+35"));
    folder.write("rough.score", "when   1 > 0 then +1\n");
    folder.write("unsound.score", RULES.replace("n >= 10", "n => 10"));
    folder
}

/// Rules on standard input.
fn rough(folder: &Folder) -> Stdio {
    Stdio::from(File::open(folder.path("rough.score")).unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_never_taken_for_success() {
    let folder = told();
    for line in TOLD {
        let args: Vec<&str> = line.split(' ').collect();
        let full = File::options().write(true).open("/dev/full").unwrap();
        let child = folder.spawn_on(&args, rough(&folder), Stdio::from(full));
        let run = Run::of(child.wait_with_output().unwrap(), &args);
        assert_eq!(run.code, 2, "{line}\n{}", run.err);
        assert!(
            run.err.contains("cannot be written: no space left on device."),
            "{line}\n{}",
            run.err
        );
    }
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let folder = told();
    for line in TOLD {
        let args: Vec<&str> = line.split(' ').collect();
        let usual = folder.run_on(&args, folder.read("rough.score"));
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let child = folder.spawn_on(&args, rough(&folder), Stdio::from(writer));
        let run = Run::of(child.wait_with_output().unwrap(), &args);
        assert_eq!(run.code, usual.code, "{line}\n{}", run.err);
        assert!(!run.err.contains("cannot be written"), "{line}\n{}", run.err);
    }
}

#[test]
fn leads_do_not_steer_the_terminal() {
    let folder = Folder::new();
    let rules = RULES.replace("\"Large\"", "\"La\u{1b}[5mrge\"");
    let test = "test \"\u{1b}[2Jname\" { given { id: \"a\" n: 10 } expect score == 1 }\n";
    folder.write("fit.score", rules + test);
    folder.write("other.score", RULES.replace("+30", "+35"));
    let key = "\u{1b}[31m\u{1b}]0;pwn\u{7}L";
    folder.write("leads.csv", format!("Lead ID,n,t\n{key},10,x\n"));
    for line in [
        "score fit.score leads.csv --to table --reasons",
        "explain fit.score leads.csv --row 1",
        "test fit.score",
        "check fit.score --reads",
        "diff fit.score other.score --data leads.csv",
    ] {
        let args: Vec<&str> = line.split(' ').collect();
        let run = folder.run(&args);
        for text in [&run.out, &run.err] {
            assert!(!text.contains(['\u{1b}', '\u{7}']), "{line}\n{text:?}");
        }
        assert!(run.out.contains('␛'), "{line}\n{}", run.out);
    }
    let run = folder.run(&["score", "fit.score", "leads.csv", "--to", "csv"]);
    assert!(run.out.contains(key), "programs get what is there: {:?}", run.out);
}

#[test]
fn a_share_is_no_percentage() {
    let folder = folder();
    for (min, told) in [("0.9", "write --min 90%"), (".35", "write --min 35%")] {
        let run = folder.run(&["test", "fit.score", "--coverage", "--min", min]);
        run.ends_with(2).says(told);
    }
    folder.run(&["test", "fit.score", "--coverage", "--min", "0.9%"]).ends_with(1);
}

#[test]
fn options_that_would_do_nothing_are_refused() {
    let folder = folder();
    for (line, told) in [
        ("compile fit.score --to pmml --dialect duckdb", "--dialect is only for --to sql"),
        ("compile fit.score --to ir --reasons", "--reasons is only for --to sql"),
        ("compile fit.score --to ir --view x", "--view is only for --to sql"),
        ("compile fit.score --to json-schema --table leads", "--table is only for --to sql"),
        (
            "compile fit.score --to sql --dialect duckdb --of result",
            "--of is only for --to json-schema",
        ),
        ("compile fit.score --to sql --dialect duckdb --dbt=", "write a name, such as lead_scores"),
        (
            "compile fit.score --to sql --dialect duckdb --view=",
            "write a name, such as lead_scores",
        ),
        ("check fit.score --bounds --format json", "--bounds is told in words"),
        ("check fit.score --lint expird", "did you mean expired?"),
        ("check fit.score --lint qqqqqq", "there are: all, "),
    ] {
        let args: Vec<&str> = line.split(' ').collect();
        folder.run(&args).ends_with(2).prints("").says(told);
    }
}
