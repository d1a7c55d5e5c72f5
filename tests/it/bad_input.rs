//! What should never reach a tool and always does: every run ends with a message or a right result.

use crate::cli::RULES;
use crate::support::{Folder, Run};

const RECORD: &str =
    "record Lead { id: text, key  n: integer  x: number  t: text  d: date  m: datetime }\n";
const LEADS: &str = "id,n,x,t,d,m\na,5,1.5,x,2025-03-01,2025-03-01T10:00\nb,,,,,\n";

/// Scores two leads with rules; `b` has nothing but its key.
fn score(rules: impl AsRef<[u8]>) -> Run {
    let folder = Folder::new();
    folder.write("r.score", rules).write("l.csv", LEADS);
    folder.run(&["score", "r.score", "l.csv", "--as-of", "2025-03-01"])
}

/// Scores two leads with one condition.
fn score_when(condition: &str) -> Run {
    score(format!("{RECORD}when {condition} then +1\n"))
}

fn scores(run: &Run) -> Vec<String> {
    run.ends_with(0);
    run.out.lines().skip(1).map(|it| it.split(',').nth(1).unwrap().to_owned()).collect()
}

/// Scores data with sound rules.
fn score_data(name: &str, data: impl AsRef<[u8]>) -> Run {
    let folder = Folder::new();
    folder.write("fit.score", RULES).write(name, data);
    folder.run(&["score", "fit.score", name])
}

// ── Rules ───────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn empty_rules() {
    for text in ["", " \n\t\r\n", "# only a comment", "\u{feff}"] {
        score(text).ends_with(1).says("hold no rules");
        let folder = Folder::new();
        folder.write("rules.score", text);
        folder.run(&["check", "rules.score"]).ends_with(1).says("hold no rules");
    }
    // A library holds none either, and is sound.
    let folder = Folder::new();
    folder.write("crm.score", RECORD);
    folder.run(&["check", "crm.score"]).ends_with(0);
}

#[cfg(unix)]
#[test]
fn links_that_lead_round_in_a_circle() {
    let folder = Folder::new();
    folder.write("fit.score", RULES);
    for (link, to) in [("one.score", "two.score"), ("two.score", "one.score"), ("l.csv", "l.csv")] {
        std::os::unix::fs::symlink(to, folder.path(link)).unwrap();
    }
    folder.run(&["check", "one.score"]).ends_with(2).says("leads round in a circle");
    folder.run(&["score", "fit.score", "l.csv"]).ends_with(2).says("leads round in a circle");
    folder.write("uses.score", format!("use \"one.score\"\n{RULES}"));
    folder.run(&["check", "uses.score"]).ends_with(1).says("leads round in a circle");
}

#[test]
fn folders_where_files_belong() {
    let folder = Folder::new();
    folder.write("fit.score", RULES).write("leads.csv", "id,n,t\n1,5,x\n");
    std::fs::create_dir(folder.path("empty.score")).unwrap();
    folder.run(&["check", "empty.score"]).ends_with(2).says("holds no .score file");
    folder.run(&["score", "fit.score", "empty.score"]).ends_with(2).says("a folder, not a file");
    let run = folder.run(&["score", "fit.score", "leads.csv", "-o", "empty.score"]);
    run.ends_with(2).says("is a folder").says("-o empty.score/scores.csv");
    folder.write("uses.score", format!("use \"empty.score\"\n{RULES}"));
    folder.run(&["check", "uses.score"]).ends_with(1).says("Name one .score file in it");
    folder.run(&["check", "fit.score/more"]).ends_with(2).says("its path leads through a file");
}

#[test]
fn leads_inside_of_an_object() {
    let inside = r#"{"leads": [{"id": "1", "n": 5}]}"#;
    score_data("leads.json", inside).ends_with(2).says("in \"leads\"").says("jq .leads");
    score_data("leads.ndjson", inside).ends_with(2).says("in \"leads\"");
    let named = r#"{"my data": {"leads": [{"id": "1", "n": 5}]}}"#;
    score_data("leads.json", named).ends_with(2).says(r#"jq '.["my data"]["leads"]'"#);
    // A lead of its own, with a list of something else.
    score_data("leads.json", r#"{"id": "1", "n": 5, "visits": [{"n": 5}]}"#).ends_with(0);
    score_data("leads.json", r#"{"others": [{"x": 5}]}"#).ends_with(0);
    let folder = Folder::new();
    folder.write("rules.score", "when n > 1 then +5\n").write("leads.json", inside);
    folder.run(&["score", "rules.score", "leads.json"]).ends_with(2).says("in \"leads\"");
    folder.run(&["init", "leads.json"]).ends_with(2).says("in \"leads\"");
}

#[test]
fn rules_that_are_no_text() {
    let noise: Vec<u8> = (0..5000_u32).map(|it| u8::try_from(it * 7919 % 251).unwrap()).collect();
    score(noise).ends_with(2).says("cannot be read");
    score("when n > 1\0 then +1").ends_with(2).says("NUL");
    // "Произв" in Windows-1251.
    score(b"when t == \"\xCF\xF0\xEE\xE8\xE7\xE2\" then +1").ends_with(2).says("not UTF-8");
}

#[test]
fn rules_in_utf_16() {
    let text = format!("\u{feff}{RECORD}when t == \"x\" and n in 1..5 then +1 because \"Ж 制\"\n");
    let units: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|it| it.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|it| it.to_be_bytes()).collect();
    assert_eq!(scores(&score(little)), ["1", "0"]);
    assert_eq!(scores(&score(big)), ["1", "0"]);
}

#[test]
fn many_rules() {
    let rules: String =
        (0..20_000).map(|it| format!("when n > {it} then +1 because \"rule {it}\"\n")).collect();
    assert_eq!(scores(&score(format!("{RECORD}{rules}"))), ["5", "0"]);
}

#[test]
fn many_wrong_rules() {
    let rules: String =
        (0..3000).map(|it| format!("when nn > {it} then +1 because \"rule {it}\"\n")).collect();
    let run = score(format!("{RECORD}{rules}"));
    run.ends_with(1).prints("").says("There is no field *nn*");
}

#[test]
fn deep_nesting() {
    let nested =
        |open: &str, close: &str| format!("{}n > 1{}", open.repeat(10_000), close.repeat(10_000));
    for (open, close) in
        [("(", ")"), ("[", "]"), ("{", "}"), ("(", ""), ("", ")"), ("abs(", ")"), ("（", "）")]
    {
        score_when(&nested(open, close)).ends_with(1).prints("");
    }
    assert_eq!(
        scores(&score_when(&format!("{}n > 1{}", "(".repeat(100), ")".repeat(100)))),
        ["1", "0"]
    );
}

#[test]
fn many_nots_and_minus_signs() {
    score_when(&format!("{}n > 1", "not ".repeat(10_000))).ends_with(1).says("Too many `not`");
    assert_eq!(scores(&score_when(&format!("{}n > 1", "not ".repeat(100)))), ["1", "0"]);
    assert_eq!(scores(&score_when(&format!("n > {}1", "-".repeat(10_000)))), ["1", "0"]);
    assert_eq!(scores(&score_when(&format!("{}n > 1", "- ".repeat(10_000)))), ["1", "0"]);
    assert_eq!(scores(&score_when(&format!("{}n < -1", "-".repeat(9_999)))), ["1", "0"]);
}

#[test]
fn long_sums_and_long_lists() {
    assert_eq!(scores(&score_when(&format!("n{} == 3005", " + 1".repeat(3_000)))), ["1", "0"]);
    let texts: Vec<String> = (0..20_000).map(|it| format!("\"v{it}\"")).collect();
    assert_eq!(scores(&score_when(&format!("t in [{}, \"X\"]", texts.join(",")))), ["1", "0"]);
    let tests: Vec<String> = (0..20_000).map(|it| format!("n == {it}")).collect();
    score_when(&tests.join(" or ")).ends_with(1).says("10,000 tests");
}

#[test]
fn long_numbers() {
    let digits = "9".repeat(10_000);
    for condition in [format!("x > {digits}"), format!("x > 0.{digits}"), format!("x > -{digits}M")]
    {
        score_when(&condition).ends_with(1).says("28 digits");
    }
    score(format!("{RECORD}when n > 1 then +{digits}\n")).ends_with(1);
    let leads = format!("id,n,x,t,d,m\na,{digits},0.{digits},{digits},{digits},{digits}\n");
    let folder = Folder::new();
    folder.write("r.score", format!("{RECORD}when x is missing and n is missing then +1\n"));
    folder.write("l.csv", leads);
    let run = folder.run(&["score", "r.score", "l.csv"]);
    run.ends_with(0).prints("id,score,status\na,1,scored\n").says("2 values not understood");
}

#[test]
fn the_ends_of_time() {
    let rules = format!(
        "{RECORD}when d within last 1000000 years then +1\nwhen d more than 1000000 months ago then +2\n\
         when m within next 1000000 hours then +4\nwhen d within next 1000000 days then +8\n\
         when days_since(d) > 1 then +16\nwhen d more than 1000000 quarters from now then +32\n"
    );
    let folder = Folder::new();
    folder.write("r.score", rules);
    folder.write(
        "l.csv",
        "id,n,x,t,d,m\na,,,,0000-01-01,0000-01-01T00:00\nb,,,,9999-12-31,9999-12-31T23:59:59\nc,,,,10000-01-01,\n",
    );
    for (as_of, expected) in [
        ("2025-03-01", ["17", "0", "0"]),
        ("0000-01-01", ["9", "0", "0"]),
        ("9999-12-29", ["17", "12", "0"]),
    ] {
        let run = folder.run(&["score", "r.score", "l.csv", "--as-of", as_of]);
        assert_eq!(scores(&run), expected, "{as_of}");
    }
    folder.run(&["score", "r.score", "l.csv", "--as-of", "9999-12-31"]).ends_with(0);
}

#[test]
fn files_that_use_each_other() {
    let folder = Folder::new();
    folder.write("l.csv", LEADS);
    folder.write("a.score", "use \"b.score\"\nwhen n > 1 then +1\n");
    folder.write("b.score", format!("use \"a.score\"\n{RECORD}"));
    folder.run(&["score", "a.score", "l.csv"]).ends_with(1).says("use each other in a circle");
    folder.write("self.score", format!("use \"self.score\"\n{RECORD}when n > 1 then +1\n"));
    folder.run(&["score", "self.score", "l.csv"]).ends_with(1).says("uses itself");
    folder.write("fit.score", format!("use \"sum.score\"\n{RECORD}when n > 1 then +1\n"));
    folder.write("sum.score", "use \"fit.score\"\nwhen score of fit > 1 then +1\n");
    folder.run(&["score", "sum.score", "l.csv"]).ends_with(1).says("depend on each other");
    folder.write("gone.score", format!("use \"nothing.score\"\n{RECORD}when n > 1 then +1\n"));
    folder.run(&["score", "gone.score", "l.csv"]).ends_with(1).says("no such file");
    folder.write("up.score", format!("use \".\"\n{RECORD}when n > 1 then +1\n"));
    folder.run(&["score", "up.score", "l.csv"]).ends_with(1).says("folder");
}

#[test]
fn scores_that_double() {
    let folder = Folder::new();
    folder.write("l.csv", LEADS);
    folder.write("r.score", RECORD);
    let mut uses = "use \"r.score\"\n".to_owned();
    let mut rule = "when n > 1 then +1\n".to_owned();
    for level in 0..30 {
        for side in ["a", "b"] {
            folder.write(&format!("{side}{level}.score"), format!("{uses}{rule}"));
        }
        uses = format!("use \"a{level}.score\"\nuse \"b{level}.score\"\n");
        rule = format!("when score of a{level} + score of b{level} > 0 then +1\n");
    }
    folder.run(&["score", "a5.score", "l.csv"]).ends_with(0);
    folder.run(&["score", "a29.score", "l.csv"]).ends_with(1).says("Scores build on scores");
}

#[test]
fn lets_in_circles_and_lets_that_double() {
    score(format!("{RECORD}let p = q\nlet q = r\nlet r = p\nwhen p then +1\n"))
        .ends_with(1)
        .says("defined by itself");
    let doubling = |body: fn(usize) -> String| -> String {
        (1..=60).map(|it| format!("let c{it} = {}\n", body(it - 1))).collect()
    };
    let conditions = doubling(|it| format!("c{it} and c{it}"));
    score(format!("{RECORD}let c0 = n > 1\n{conditions}when c60 then +1\n"))
        .ends_with(1)
        .says("10,000 tests");
    let sums = doubling(|it| format!("c{it} + c{it}"));
    let run = score(format!("{RECORD}let c0 = x\n{sums}when c60 == 1729382256910270464 then +1\n"));
    assert_eq!(scores(&run), ["1", "0"]);
    let chain: String = (1..=100).map(|it| format!("let c{it} = not c{}\n", it - 1)).collect();
    let run = score(format!("{RECORD}let c0 = n > 1\n{chain}when c100 then +1\n"));
    // In the order of the text each is resolved before it is used.
    assert_eq!(scores(&run), ["1", "0"]);
    let back: String = (1..=100).rev().map(|it| format!("let c{it} = not c{}\n", it - 1)).collect();
    score(format!("{RECORD}{back}let c0 = n > 1\nwhen c100 then +1\n"))
        .ends_with(1)
        .says("build on each other");
}

#[test]
fn ten_thousand_bands() {
    let bands: Vec<String> = (0..10_000).map(|it| format!("B{it} from {}", 20_000 - it)).collect();
    let run = score(format!(
        "{RECORD}when n == 5 then +15000\nbands {{ {}, Rest otherwise }}\n",
        bands.join(", ")
    ));
    run.ends_with(0);
    assert!(run.out.contains("a,15000,B5000,scored"), "{}", run.out);
}

#[test]
fn a_very_long_text_in_the_rules() {
    let long = "x".repeat(2_000_000);
    assert_eq!(scores(&score_when(&format!("t != \"{long}\""))), ["1", "1"]);
    let run = score_when(&format!("{long} > 1"));
    run.ends_with(1).says("There is no field");
    assert!(run.err.len() < 10_000, "the message has {} bytes", run.err.len());
}

#[test]
fn patterns_cannot_explode() {
    score_when("t matches \"((a{100}){100}){100}\"").ends_with(1).says("too large");
    score_when("t matches \"(a*)*b\"").ends_with(0);
    score_when("t matches \"a)|(b\"").ends_with(1).says("E0404");
    score_when(&format!("t matches \"{}a{}\"", "(".repeat(5_000), ")".repeat(5_000))).ends_with(1);
}

#[test]
fn list_files_of_every_kind() {
    let folder = Folder::new();
    folder.write("l.csv", LEADS);
    folder.write("r.score", format!("{RECORD}list v from \"v.txt\"\nwhen t in v then +1\n"));
    folder.run(&["score", "r.score", "l.csv"]).ends_with(1).says("no such file");
    folder.write("v.txt", "\n \r\n");
    folder.run(&["score", "r.score", "l.csv"]).ends_with(1).says("no values");
    folder.write("v.txt", b"\xFF\xFEx\0\n\0y\0");
    assert_eq!(scores(&folder.run(&["score", "r.score", "l.csv"])), ["1", "0"]);
    folder.write("v.txt", b"\xCF\xF0");
    folder.run(&["score", "r.score", "l.csv"]).ends_with(1).says("UTF-8");
    let many: String = (0..100_000).map(|it| format!("v{it}\n")).collect();
    folder.write("v.txt", format!("\u{feff}{many} X \r\n"));
    assert_eq!(scores(&folder.run(&["score", "r.score", "l.csv"])), ["1", "0"]);
}

// ── Data ────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn no_data() {
    for name in ["leads.csv", "leads.ndjson", "leads.json"] {
        score_data(name, "").ends_with(2).says("empty");
        score_data(name, " \n\n").ends_with(2).says("empty");
    }
    let run = score_data("leads.csv", "Lead ID,n,t\n");
    run.ends_with(0).says("0 read, 0 scored, 0 rejected");
    score_data("leads.json", "[]").ends_with(0).says("0 read, 0 scored");
}

#[test]
fn data_that_are_no_table() {
    score_data("leads.csv", b"PK\x03\x04\x14\0\x06\0\x08\0").ends_with(2).says("cannot be read");
    score_data("leads.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0").ends_with(2).says("Excel");
    score_data("leads.csv", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n").ends_with(2);
    let noise: Vec<u8> = (0..5000_u32).map(|it| u8::try_from(it * 7919 % 256).unwrap()).collect();
    score_data("leads.csv", noise).ends_with(2);
}

#[test]
fn headers_that_cannot_be_used() {
    let run = score_data("leads.csv", "a,10,x\nb,20,y\n");
    assert!(run.code > 0 && run.out.is_empty(), "{}", run.out);
    run.says("D0612");
    score_data("leads.csv", "Lead ID,n,N,t\na,1,2,x\n").ends_with(2).says("same name");
    score_data("leads.csv", b"Lead ID,n,t\xE9xt\na,1,x\n").ends_with(2).says("not UTF-8");
    score_data("leads.csv", "\"Lead ID,n,t\na,1,x\n").ends_with(2).says("quote");
}

#[test]
fn ragged_rows_are_rejected_and_the_others_read() {
    let run = score_data(
        "leads.csv",
        "Lead ID,n,t\na,10,x\nb\nc,1,2,3\n,,\nd,12,x\n\n\ne,1,\"x\"y\nf,10,\n",
    );
    run.ends_with(0);
    assert!(
        run.out.contains("\na,25,") && run.out.contains("\nd,25,") && run.out.contains("\nf,30,")
    );
    let rows = run.out.lines().count() - 1;
    run.says(&format!("{} read, {rows} scored, {} rejected", 7, 7 - rows));
}

#[test]
fn bytes_that_are_no_text_reject_their_row_only() {
    let run = score_data("leads.csv", b"Lead ID,n,t\na,10,x\nb,10,\xFF\xFE\nc,10,x\n");
    run.ends_with(0).says("3 read, 2 scored, 1 rejected").says("row 2 (line 3)");
    let run = score_data(
        "leads.ndjson",
        b"{\"Lead ID\":\"a\",\"n\":10}\n{\"n\":\"\xFF\"}\n{\"Lead ID\":\"c\"}\n",
    );
    run.ends_with(0).says("3 read, 2 scored, 1 rejected");
}

#[test]
fn broken_json_rejects_its_row_only() {
    let data = "{\"Lead ID\":\"a\",\"n\":10}\n{\"Lead ID\":\n[1]\n5\n{\"Lead ID\":\"b\",\"n\":{\"x\":1}}\n\n{\"Lead ID\":\"c\"}";
    let run = score_data("leads.ndjson", data);
    run.ends_with(0).says("6 read, 3 scored, 3 rejected, 1 value");
    let deep = format!(
        "{{\"Lead ID\":\"a\",\"t\":{}{}}}\n{{\"Lead ID\":\"b\"}}\n",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    score_data("leads.ndjson", deep).ends_with(0).says("2 read");
    score_data("leads.json", "[{\"Lead ID\":\"a\"}, {\"Lead ID\"")
        .ends_with(0)
        .says("1 scored, 1 rejected");
}

#[test]
fn a_line_of_20_megabytes() {
    let long = "x".repeat(20_000_000);
    let run = score_data("leads.csv", format!("Lead ID,n,t\na,10,x\nb,10,{long}\nc,10,x\n"));
    run.ends_with(0).says("3 read, 2 scored, 1 rejected");
    assert_eq!(run.out.lines().count(), 3);
    let folder = Folder::new();
    folder.write("fit.score", RULES);
    folder.write(
        "l.ndjson",
        format!("{{\"Lead ID\":\"a\",\"t\":\"{long}\"}}\n{{\"Lead ID\":\"b\"}}\n"),
    );
    let run = folder.run(&["score", "fit.score", "l.ndjson", "--rejects", "rejects"]);
    run.ends_with(0).says("2 read, 1 scored, 1 rejected");
    assert!(folder.read("rejects").contains(&long), "the whole row is kept");
    let run = score_data("leads.csv", &long);
    assert!(run.code > 0 && run.err.len() < 10_000, "{}", run.err.len());
}

#[test]
fn odd_cells_are_scored_or_counted() {
    let cells = [
        "\"=1+1\"",
        "NaN",
        "inf",
        "1e5",
        "-0",
        "+5",
        "0x10",
        "١٢",
        "１０",
        "5 %",
        "$5",
        "1 000",
        "1'000",
        "\"1,000\"",
        "true",
        "null",
        "#N/A",
        "\u{200b}",
        "\u{feff}5",
    ];
    let mut data = "Lead ID,n,t\n".to_owned();
    for (row, cell) in cells.iter().enumerate() {
        data.push_str(&format!("{row},{cell},{cell}\n"));
    }
    let run = score_data("leads.csv", data);
    run.ends_with(0).says(&format!("{0} read, {0} scored, 0 rejected", cells.len()));
    assert_eq!(run.out.lines().count(), cells.len() + 1);
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_the_file() {
    let mut data = "Lead ID,n,t\na,10,x\nb,10,\"open\n".to_owned();
    for row in 0..1000 {
        data.push_str(&format!("c{row},10,x\n"));
    }
    let run = score_data("leads.csv", data);
    run.ends_with(0).says("1,002 read, 1,001 scored, 1 rejected");
}

#[test]
fn other_commands_meet_bad_files_too() {
    let folder = Folder::new();
    folder.write("noise.score", b"\xFF\x00\x01").write("empty.csv", "").write("l.csv", LEADS);
    folder.run(&["check", "noise.score"]).ends_with(2);
    folder.run(&["test", "noise.score"]).ends_with(2);
    folder.run(&["fmt", "noise.score"]).ends_with(2);
    folder.run(&["explain", "noise.score", "l.csv", "--row", "1"]).ends_with(2);
    folder.run(&["init", "empty.csv"]).ends_with(2).says("empty");
    folder.run(&["init", "nothing.csv"]).ends_with(2);
    folder.run(&["check", "nothing"]).ends_with(2);
    assert_eq!(folder.names(), ["empty.csv", "l.csv", "noise.score"]);
}

#[test]
fn init_makes_sound_rules_of_odd_headers() {
    let folder = Folder::new();
    let names = [
        "score",
        "band",
        "Ж",
        "制造",
        "e\u{301}",
        "and",
        "limit",
        "\"\"q\"\"",
        "a b",
        "1st",
        "-",
        "#x",
        "a.b",
        "\u{200b}z",
        "`t`",
        "İ",
        "ß",
        "id",
        "ID2",
        "",
        "  ",
        "when",
    ];
    let mut data: String = names.map(|name| format!("\"{name}\"")).join(",");
    for row in 0..40 {
        let cells =
            ["1", "x", "2025-01-01", "", "N/A", "yes", "\"a,b\"", "12 %", "1.5", "\"q \"\"z\"\"\""];
        let cell = |column: usize| cells[(row * 7 + column * 3 + row * column) % cells.len()];
        data.push('\n');
        data.push_str(&(0..names.len()).map(cell).collect::<Vec<_>>().join(","));
    }
    folder.write("odd.csv", data);
    folder.run(&["init", "odd.csv", "-o", "."]).ends_with(0);
    folder.run(&["check", "."]).ends_with(0).says("0 errors");
    folder.run(&["fmt", "--check", "."]).ends_with(0);
    folder.run(&["test", "."]).ends_with(0);
    folder.run(&["score", ".", "odd.csv"]).ends_with(0).says("40 read, 40 scored, 0 rejected");
    // Files that are there are not overwritten.
    folder.run(&["init", "odd.csv", "-o", "."]).ends_with(2);
}

#[test]
fn a_field_called_let_resets_no_depth() {
    let rules = format!(
        "record Lead {{ let: yes/no  a: number }}\nwhen (\n{}a == 1\n{} then +5\n",
        "let = (\n".repeat(700),
        ")".repeat(701)
    );
    score(rules).ends_with(1).says("nested more than 128 deep");
}

#[test]
fn libraries_that_use_the_same_libraries() {
    let folder = Folder::new();
    for layer in 0..28 {
        let next = layer + 1;
        let uses = format!("use \"a{next}.score\"\nuse \"b{next}.score\"\n");
        for name in ["a", "b"] {
            let uses = if layer < 27 { uses.as_str() } else { "" };
            folder.write(
                &format!("{name}{layer}.score"),
                format!("{uses}list {name}{layer} = [\"x\"]\n"),
            );
        }
    }
    folder.write(
        "r.score",
        format!("use \"a0.score\"\nuse \"b0.score\"\n{RECORD}when t in a27 then +1\n"),
    );
    folder.write("l.csv", LEADS);
    let run = folder.run(&["score", "r.score", "l.csv"]);
    assert_eq!(scores(&run), ["1", "0"]);
}

#[test]
fn a_grid_of_many_groups() {
    let groups: String =
        (0..22).map(|it| format!("group \"g{it}\" {{ when n > {it} then +1 }}\n")).collect();
    let axes: String =
        (0..22).map(|it| format!("\"g{it}\": a{it} from 1, b{it} otherwise\n")).collect();
    let place: String = (0..22).map(|it| format!("b{it}")).collect();
    let folder = Folder::new();
    folder.write(
        "r.score",
        format!("{RECORD}{groups}grid {{\n{axes}}}\ntest \"t\" {{ given {{}} expect grid == {place} }}\n"),
    );
    folder.run(&["test", "r.score"]).ends_with(0);
}

#[test]
fn a_let_that_no_rule_uses_needs_no_column() {
    let folder = Folder::new();
    folder.write(
        "r.score",
        "record Lead { id: text, key  n: integer  revenue: number }\nlet big = revenue > 5\nwhen n > 1 then +1\n",
    );
    folder.write("l.csv", "id,n\na,5\nb,1\n");
    assert_eq!(scores(&folder.run(&["score", "r.score", "l.csv"])), ["1", "0"]);
}
