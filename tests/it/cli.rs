//! The command as people and other programs use it: files in and out, exit codes, columns.

use std::io::Read;
use std::process::Stdio;

use serde_json::Value as Json;

use crate::support::{Folder, Run};

pub const RULES: &str = r#"model fit scores Lead limit 0..100 ready at 50
record Lead { id: text, key, column "Lead ID"  n: integer  t: text }
group "Size" limit ..40 { when n >= 10 then +30 because "Large"  when n >= 20 then +20 because "Very large" }
group "Words" { when t contains "x" then -5 because "An x" code "X" }
bands { Hot from 40, Cold otherwise }
stars 20, 40
grid { "Size": A from 30, B otherwise }
disqualify when t == "test" because "A test"
"#;

const LEADS: &str = "Lead ID,n,t,other\na,10,x,1\nb,25,,2\nc,,test,3\n";

const SCORES: &str = "Lead ID,score,band,stars,grid,readiness,status\n\
    a,25,Cold,2,A,50,scored\nb,40,Hot,3,A,80,scored\nc,0,,1,B,0,disqualified\n";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("fit.score", RULES).write("leads.csv", LEADS);
    folder
}

/// Asserts that the parts and lines of each explanation in JSON add up to its score.
#[track_caller]
pub fn adds_up(text: &str) {
    let hundredths = |it: &Json| (it.to_string().parse::<f64>().unwrap() * 100.0).round();
    let mut count = 0;
    for line in text.lines() {
        let explanation: Json = serde_json::from_str(line).unwrap();
        let parts = explanation["parts"].as_array().unwrap();
        let mut sum = 0.0;
        for part in parts {
            let lines = part["lines"].as_array().unwrap();
            let lines: f64 = lines.iter().map(|line| hundredths(&line["points"])).sum();
            assert_eq!(lines, hundredths(&part["points"]), "{part}");
            sum += lines;
        }
        assert_eq!(sum, hundredths(&explanation["score"]), "{line}");
        count += 1;
    }
    assert!(count > 0, "no explanation");
}

#[test]
fn scores_go_to_standard_output_and_the_summary_to_standard_error() {
    let run = folder().run(&["score", "fit.score", "leads.csv"]);
    run.ends_with(0).prints(SCORES);
    run.says("3 read, 3 scored, 0 rejected, 0 values not understood");
    run.says("Hot 1 (33%), Cold 1 (33%), disqualified 1 (33%)");
}

#[test]
fn quiet_says_nothing_but_errors() {
    let folder = folder();
    let run = folder.run(&["score", "fit.score", "leads.csv", "--quiet"]);
    run.ends_with(0).prints(SCORES);
    assert_eq!(run.err, "");
    folder.run(&["score", "fit.score", "nothing.csv", "-q"]).ends_with(2).says("no such file");
}

#[test]
fn columns_are_added_on_demand() {
    let run = folder().run(&["score", "fit.score", "leads.csv", "--groups", "--reasons", "--keep"]);
    run.ends_with(0).prints(
        "Lead ID,n,t,other,score,band,stars,grid,readiness,status,points of Size,points of Words,reasons\n\
         a,10,x,1,25,Cold,2,A,50,scored,30,-5,+30 Large; -5 An x\n\
         b,25,,2,40,Hot,3,A,80,scored,40,0,+30 Large; +20 Very large\n\
         c,,test,3,0,,1,B,0,disqualified,0,0,disqualified: A test\n",
    );
}

#[test]
fn reasons_can_be_limited() {
    let run = folder().run(&["score", "fit.score", "leads.csv", "--reasons", "1"]);
    run.ends_with(0);
    assert!(run.out.contains("b,40,Hot,3,A,80,scored,+30 Large\n"), "{}", run.out);
}

#[test]
fn ndjson_carries_the_whole_result() {
    let run = folder().run(&["score", "fit.score", "leads.csv", "--to", "ndjson"]);
    run.ends_with(0);
    let lines: Vec<Json> = run.out.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["Lead ID"], "a");
    assert_eq!(lines[0]["score"].to_string(), "25");
    assert_eq!(lines[0]["groups"]["Words"].to_string(), "-5");
    assert_eq!(lines[0]["reasons"][1]["code"], "X");
    assert_eq!(lines[2]["disqualified_by"][0], "A test");
    assert_eq!(lines[2]["band"], Json::Null);
}

#[test]
fn ndjson_and_json_arrays_are_read() {
    let folder = folder();
    let first = r#"{"Lead ID": "a", "n": 10, "t": "x"}"#;
    let others = [r#"{"Lead ID": "b", "n": "25"}"#, r#"{"Lead ID": "c", "n": null, "t": "test"}"#];
    folder.write("leads.ndjson", format!("{first}\n{}\n{}\n", others[0], others[1]));
    folder.write("leads.json", format!("[{first},\n{}, {}]", others[0], others[1]));
    for leads in ["leads.ndjson", "leads.json"] {
        folder.run(&["score", "fit.score", leads]).ends_with(0).prints(SCORES);
    }
    folder.write("leads.txt", format!("[{first}]"));
    let run = folder.run(&["score", "fit.score", "leads.txt", "--format", "json"]);
    run.ends_with(0).says("1 read, 1 scored");
}

#[test]
fn separators_are_found_out() {
    let folder = folder();
    for (name, separator) in [("a.csv", ";"), ("b.tsv", "\t"), ("c.csv", "|"), ("d.csv", "\t")] {
        folder.write(name, LEADS.replace(',', separator));
        folder.run(&["score", "fit.score", name]).ends_with(0).prints(SCORES);
    }
    folder.write("odd.csv", LEADS.replace(',', ";"));
    folder.run(&["score", "fit.score", "odd.csv", "--delimiter", ";"]).ends_with(0).prints(SCORES);
}

#[test]
fn windows_files_are_read() {
    let folder = folder();
    folder.write("leads.csv", format!("\u{feff}{}", LEADS.replace('\n', "\r\n")));
    folder.write("fit.score", format!("\u{feff}{}", RULES.replace('\n', "\r\n")));
    folder.run(&["score", "fit.score", "leads.csv"]).ends_with(0).prints(SCORES);
}

#[test]
fn standard_input_is_read() {
    let folder = folder();
    folder.run_on(&["score", "fit.score", "-"], LEADS).ends_with(0).prints(SCORES);
    let json = r#"[{"Lead ID": "a", "n": 10, "t": "x"}]"#;
    let run = folder.run_on(&["score", "fit.score", "-"], json);
    run.ends_with(0).says("1 read, 1 scored");
    folder.run(&["score", "fit.score", "-"]).ends_with(2).says("standard input").says("empty");
    folder.run_on(&["explain", "fit.score", "-", "--id", "b"], LEADS).ends_with(0);
}

#[test]
fn an_output_file_tells_its_format() {
    let folder = folder();
    folder.run(&["score", "fit.score", "leads.csv", "-o", "out.csv"]).ends_with(0).prints("");
    assert_eq!(folder.read("out.csv"), SCORES);
    folder.run(&["score", "fit.score", "leads.csv", "-o", "out.ndjson"]).ends_with(0);
    assert_eq!(folder.read("out.ndjson").lines().count(), 3);
    let run = folder.run(&["score", "fit.score", "leads.csv", "-o", "out.xlsx"]);
    run.ends_with(2).says("does not tell its format");
    assert_eq!(folder.names(), ["fit.score", "leads.csv", "out.csv", "out.ndjson"]);
}

#[test]
fn a_dash_is_standard_output() {
    let folder = folder();
    folder.run(&["score", "fit.score", "leads.csv", "-o", "-"]).ends_with(0).prints(SCORES);
    assert_eq!(folder.names(), ["fit.score", "leads.csv"]);
}

#[test]
fn compressed_files_are_read_and_written() {
    let folder = folder();
    for ending in ["gz", "zst"] {
        let packed = format!("packed.csv.{ending}");
        folder.run(&["score", "fit.score", "leads.csv", "--keep", "-o", &packed]).ends_with(0);
        let bytes = std::fs::read(folder.path(&packed)).unwrap();
        assert!(!bytes.starts_with(b"Lead ID"), "{ending} is compressed");
        let run = folder.run(&["score", "fit.score", &packed]);
        run.ends_with(0).says("3 read, 3 scored, 0 rejected");
        let cut = format!("cut.csv.{ending}");
        folder.write(&cut, &bytes[..bytes.len() / 2]);
        folder.run(&["score", "fit.score", &cut]).ends_with(2).says("damaged or cut off");
    }
}

#[test]
fn several_models_stand_side_by_side() {
    let folder = Folder::new();
    folder.write("rules/fit.score", RULES).write("leads.csv", LEADS);
    folder.write(
        "rules/more/second.score",
        "model second scores Lead\nrecord Lead { id: text, key, column \"Lead ID\"  n: integer }\nwhen n > 5 then +1\n",
    );
    let run = folder.run(&["score", "rules", "leads.csv"]);
    run.ends_with(0).prints(
        "Lead ID,fit.score,fit.band,fit.stars,fit.grid,fit.readiness,fit.status,second.score,second.status\n\
         a,25,Cold,2,A,50,scored,1,scored\n\
         b,40,Hot,3,A,80,scored,1,scored\n\
         c,0,,1,B,0,disqualified,0,scored\n",
    );
    let run = folder.run(&["score", "rules", "leads.csv", "--to", "ndjson"]);
    let first: Json = serde_json::from_str(run.out.lines().next().unwrap()).unwrap();
    assert_eq!(first["fit"]["score"].to_string(), "25");
    assert_eq!(first["second"]["score"].to_string(), "1");
    adds_up(&folder.run(&["explain", "rules", "leads.csv", "--id", "a", "--to", "json"]).out);
}

#[test]
fn two_models_of_one_name_lose_nothing() {
    let folder = folder();
    folder.write("rules/a.score", RULES).write("rules/b.score", RULES.replace("+30", "+31"));
    let run = folder.run(&["score", "rules", "leads.csv", "--to", "ndjson"]);
    // Either both results are there, or the run is refused.
    let both = run.out.contains("\"score\":25,") && run.out.contains("\"score\":26,");
    assert!(run.code != 0 && run.out.is_empty() || both, "{}{}", run.out, run.err);
}

#[test]
fn results_do_not_hide_columns_of_the_data() {
    let folder = folder();
    folder.write("leads.csv", "Lead ID,n,t,score\na,10,x,7\n");
    let run = folder.run(&["score", "fit.score", "leads.csv", "--keep"]);
    run.ends_with(0);
    let header: Vec<&str> = run.out.lines().next().unwrap().split(',').collect();
    assert_eq!(header[..5], ["Lead ID", "n", "t", "score", "leadscore.score"]);
}

#[test]
fn explanations_add_up() {
    let folder = folder();
    for id in ["a", "b", "c"] {
        let run = folder.run(&["explain", "fit.score", "leads.csv", "--id", id, "--to", "json"]);
        run.ends_with(0);
        adds_up(&run.out);
    }
    let run = folder.run(&["explain", "fit.score", "leads.csv", "--id", "b"]);
    run.ends_with(0);
    assert!(run.out.starts_with("b: 40 points, Hot, 3 stars, A, 80% ready\n"), "{}", run.out);
    let run = folder.run(&["explain", "fit.score", "leads.csv", "--row", "3"]);
    run.ends_with(0);
    assert!(run.out.contains("DISQUALIFIED: A test"), "{}", run.out);
}

#[test]
fn exit_code_0_is_done_with_or_without_warnings() {
    let folder = folder();
    folder.write("clean.score", RULES.replace("ready at 50", "ready at 40"));
    folder.run(&["check", "clean.score"]).ends_with(0).says("1 model: 0 errors, 0 warnings");
    folder.write("odd.score", RULES.replace("n >= 10", "n ≥ 10").replace("\"x\"", "“x”"));
    folder.run(&["check", "odd.score"]).ends_with(0).says("W0701");
    folder.run(&["score", "odd.score", "leads.csv"]).ends_with(0).prints(SCORES);
    folder.run(&["--help"]).ends_with(0);
    folder.run(&["--version"]).ends_with(0);
    folder.run(&["check", "--explain", "E0201"]).ends_with(0);
}

#[test]
fn exit_code_1_is_errors_in_rules_failed_tests_and_strict_data() {
    let folder = folder();
    folder.write("wrong.score", RULES.replace("n >= 10", "nn >= 10"));
    folder.run(&["check", "wrong.score"]).ends_with(1).says("E0201");
    folder.run(&["score", "wrong.score", "leads.csv"]).ends_with(1).prints("").says("E0201");
    folder.run(&["explain", "wrong.score", "leads.csv", "--id", "a"]).ends_with(1).prints("");
    folder.write(
        "test.score",
        format!("{RULES}test \"t\" {{ given {{ n: 10 }} expect score == 5 }}\n"),
    );
    let run = folder.run(&["test", "test.score"]);
    run.ends_with(1);
    assert!(run.out.contains("expected score == 5, but score is 30"), "{}", run.out);
    folder.write("odd.score", RULES.replace("\"x\"", "“x”"));
    folder.run(&["check", "odd.score", "--deny", "warnings"]).ends_with(1).says("W0701");
    folder.run(&["score", "odd.score", "leads.csv", "--deny", "warnings"]).ends_with(1).prints("");
    folder.write("dirty.csv", LEADS.replace("25", "many"));
    folder.run(&["score", "fit.score", "dirty.csv", "--strict"]).ends_with(1).says("many");
    folder.run(&["fmt", "--check", "fit.score"]).ends_with(1);
}

#[test]
fn exit_code_2_is_could_not_run() {
    let folder = folder();
    folder.run(&["score", "leadscore.score"]).ends_with(2);
    folder.run(&["frobnicate"]).ends_with(2);
    folder.run(&["score", "fit.score", "leads.csv", "--as-of", "yesterday"]).ends_with(2);
    folder.run(&["score", "nothing.score", "leads.csv"]).ends_with(2).says("no such file");
    folder.run(&["score", "fit.score", "nothing.csv"]).ends_with(2).says("no such file");
    folder.run(&["score", "fit.score", "."]).ends_with(2).says("folder");
    folder.run(&["explain", "fit.score", "leads.csv", "--id", "zz"]).ends_with(2).says("zz");
    folder.run(&["check", "--explain", "E9999"]).ends_with(2).says("E9999");
    folder.run(&["score", "fit.score", "leads.csv", "-o", "no/such/folder.csv"]).ends_with(2);
}

#[test]
fn warnings_about_data_are_denied_too() {
    let folder = folder();
    folder.write("dirty.csv", LEADS.replace("25", "many"));
    folder.write("out.csv", "old");
    let args = ["score", "fit.score", "dirty.csv", "-o", "out.csv", "--deny", "warnings"];
    folder.run(&args).ends_with(1).says("many");
}

#[test]
fn strict_leaves_the_old_file_as_it_was() {
    let folder = folder();
    folder.write("out.csv", "old").write("rejects.csv", "old rejects");
    for (name, leads) in [
        ("value.csv", LEADS.replace("25", "many")),
        ("row.csv", LEADS.replace("b,25", "b,25,1,2,3")),
        ("key.csv", LEADS.replace("b,25", "a,25")),
    ] {
        folder.write(name, leads);
        let run = folder.run(&[
            "score",
            "fit.score",
            name,
            "-o",
            "out.csv",
            "--rejects",
            "rejects.csv",
            "--strict",
        ]);
        run.ends_with(1).says("--strict");
        assert_eq!(folder.read("out.csv"), "old", "{name}");
        assert_eq!(folder.read("rejects.csv"), "old rejects", "{name}");
    }
    let names =
        ["fit.score", "key.csv", "leads.csv", "out.csv", "rejects.csv", "row.csv", "value.csv"];
    assert_eq!(folder.names(), names);
}

#[test]
fn rejected_rows_are_kept() {
    let folder = folder();
    let leads = "Lead ID,n,t,other\na,10,x,1\nb,1\nc,5,y,3,4,5\n\"d\",12,\"x, y\",4\n";
    folder.write("leads.csv", leads);
    let run = folder.run(&["score", "fit.score", "leads.csv", "--rejects", "rejects.csv"]);
    run.ends_with(0).says("4 read, 2 scored, 2 rejected").says("row 2 (line 3)");
    assert_eq!(folder.read("rejects.csv"), "Lead ID,n,t,other\nb,1\nc,5,y,3,4,5\n");
    assert_eq!(run.out.lines().count(), 3);
}

#[test]
fn a_missing_column_names_the_nearest_header() {
    let folder = folder();
    folder.write("leads.csv", "Lead ID,N.,t\na,10,x\n");
    let run = folder.run(&["score", "fit.score", "leads.csv"]);
    run.prints("").says("D0602").says("N.");
    assert!(run.code > 0);
    let run = folder.run(&["score", "fit.score", "leads.csv", "--allow-missing-columns"]);
    run.ends_with(0).says("1 read, 1 scored");
    folder.write("leads.ndjson", "{\"Lead ID\": \"a\", \"N.\": 10}\n");
    folder.run(&["score", "fit.score", "leads.ndjson"]).ends_with(0).says("D0606");
}

#[test]
fn duplicate_keys_are_counted_and_scored() {
    let folder = folder();
    folder.write("leads.csv", "Lead ID,n,t\na,10,x\na,25,x\nA,1,x\n");
    let run = folder.run(&["score", "fit.score", "leads.csv"]);
    run.ends_with(0).says("3 read, 3 scored").says("\"a\" (rows 1 and 2)");
    assert_eq!(run.out.lines().count(), 4);
}

#[test]
fn colours_only_where_they_are_wanted() {
    let folder = folder();
    folder.write("wrong.score", RULES.replace("n >= 10", "nn >= 10"));
    let escape = '\u{1b}';
    assert!(!folder.run(&["check", "wrong.score"]).err.contains(escape));
    let always = ["check", "wrong.score", "--color", "always"];
    assert!(folder.run(&always).err.contains(escape));
    assert!(!folder.run_with(&["check", "wrong.score"], &[("NO_COLOR", "1")]).err.contains(escape));
    let never = ["check", "wrong.score", "--color", "never"];
    assert!(!folder.run(&never).err.contains(escape));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = folder();
    let mut leads = "Lead ID,n,t\n".to_owned();
    for row in 0..20_000 {
        leads.push_str(&format!("lead {row},{},x\n", row % 50));
    }
    folder.write("many.csv", leads);
    for format in ["csv", "ndjson", "table"] {
        let args = ["score", "fit.score", "many.csv", "--to", format];
        let mut child = folder.spawn(&args, Stdio::piped());
        let mut first = [0; 10];
        let mut stdout = child.stdout.take().unwrap();
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let run = Run::of(child.wait_with_output().unwrap(), &args);
        run.ends_with(0);
        assert!(!run.err.contains("error") && !run.err.contains("roken pipe"), "{}", run.err);
    }
}

#[test]
fn one_clock_for_the_whole_run() {
    let folder = Folder::new();
    folder.write("r.score", "model m scores Lead timezone \"Asia/Tokyo\"\nrecord Lead { id: text, key  d: date }\nwhen d within last 1 day then +1\n");
    folder.write("l.csv", "id,d\na,2025-03-01\nb,2025-03-02\n");
    let run = folder.run(&["score", "r.score", "l.csv", "--as-of", "2025-03-01"]);
    run.ends_with(0).prints("id,score,status\na,1,scored\nb,0,scored\n").says("2025-03-01");
    // 16:00 in London is 1 o'clock on the next day in Tokyo.
    let run = folder.run(&["score", "r.score", "l.csv", "--as-of", "2025-03-01T16:00Z"]);
    run.ends_with(0).prints("id,score,status\na,1,scored\nb,1,scored\n");
}

#[test]
fn rules_without_a_record_take_their_types_from_the_data() {
    let folder = folder();
    folder.write("simple.score", "when n >= 10 and t == \"x\" then +20\n");
    let run = folder.run(&["score", "simple.score", "leads.csv"]);
    run.ends_with(0).says("D0607").says("n: ");
    let scores: Vec<&str> =
        run.out.lines().skip(1).map(|it| it.rsplit(',').nth(1).unwrap()).collect();
    assert_eq!(scores, ["20", "0", "0"]);
    folder.run(&["check", "simple.score"]).ends_with(1).says("E0210");
}
