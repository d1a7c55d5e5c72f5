//! Sheets of points, each beside the rules that come of it and the messages.
//!
//! A case is a folder in `tests/import`: a sheet called `points`, or `workbook.txt`, of which a workbook is made; where
//! needed `args.txt`, further arguments of the command, `encoding.txt`, in which the sheet is saved before it is read,
//! and other files beside the sheet.

use std::path::Path;

use leadscore::data::Source;
use leadscore::diagnostic::{Diagnostic, Severity, codes};
use leadscore::format::format;
use leadscore::import::{Cell, ImportOptions, Place, Row, Sheet, SheetOptions, Shown, import};
use leadscore::project::Project;
use leadscore::source::{SourceFile, Sources};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};

use crate::support::{Folder, assert_snapshot_in, repository};

#[test]
fn sheets_become_rules() {
    insta::glob!("../import", "*/{points.*,workbook.txt}", |sheet| {
        let folder = sheet.parent().unwrap();
        assert_snapshot_in(folder, "result", case(folder));
    });
}

fn case(folder: &Path) -> String {
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).ok();
    let is_binary = |name: &str| name.ends_with(".ods") || name.ends_with(".xls");
    let scratch = Folder::new();
    let mut sheet = String::new();
    let mut report = String::new();
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    for name in names {
        if is_binary(&name) {
            sheet = name.clone();
            scratch.write(&name, std::fs::read(folder.join(&name)).unwrap());
            continue;
        }
        let text = read(&name).unwrap();
        if name == "workbook.txt" {
            sheet = "points.xlsx".to_owned();
            scratch.write(&sheet, workbook(&text));
        } else if name.starts_with("points.") {
            let encoding = read("encoding.txt");
            sheet = name.clone();
            scratch.write(&sheet, encoded(&text, encoding.as_deref().map(str::trim)));
        } else if name.ends_with(".score") {
            scratch.write(&name, &text);
        } else {
            continue;
        }
        report.push_str(&format!("── {name} ──\n{}\n\n", text.trim_end()));
    }
    let more = read("args.txt").unwrap_or_default();
    let mut args = vec!["import".to_owned(), sheet];
    args.extend(words(more.trim()));
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let run = scratch.run(&args);
    report.push_str(&format!("── leadscore {} ── exit {}\n", args.join(" "), run.code));
    report.push_str(&run.err);
    if scratch.path("points.score").exists() {
        report.push_str(&format!("\n── points.score ──\n{}", scratch.read("points.score")));
        let run = scratch.run(&["check", "points.score"]);
        run.ends_with(0);
        // A sheet with few points may leave `ready at` out of reach.
        let other = |line: &str| line.starts_with('W') && line != "W0808";
        assert!(!run.err.lines().any(other), "{}", run.err);
        scratch.run(&["fmt", "--check", "points.score"]).ends_with(0);
    }
    report
}

/// Words between blanks; those in quotes stay together.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (at, part) in line.split('"').enumerate() {
        match at % 2 {
            1 => words.push(part.to_owned()),
            _ => words.extend(part.split_whitespace().map(str::to_owned)),
        }
    }
    words
}

fn encoded(text: &str, encoding: Option<&str>) -> Vec<u8> {
    match encoding {
        None => text.as_bytes().to_vec(),
        Some("utf-16le") => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Some(name) => {
            let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
            let (bytes, _, unmappable) = encoding.encode(text);
            assert!(!unmappable, "the sheet does not fit {name}");
            bytes.into_owned()
        }
    }
}

/// A workbook from its description: `== Name ==` begins a sheet, a line is a row, `|` parts cells.
///
/// A cell is a number, `0.3 as 0%` with a format, `date 45662`, `=formula gives result`, or a text, which may stand
/// in quotes. `merge 1 0 3 0` merges the cells from row 1, column 0 to row 3, column 0, counted from 0.
fn workbook(text: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let mut row = 0;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("== ").and_then(|it| it.strip_suffix(" ==")) {
            book.add_worksheet().set_name(name).unwrap();
            row = 0;
            continue;
        }
        let last = book.worksheets().len() - 1;
        let sheet = book.worksheet_from_index(last).unwrap();
        if let Some(numbers) = line.strip_prefix("merge ") {
            let at: Vec<u32> = numbers.split(' ').map(|it| it.parse().unwrap()).collect();
            let column = |it: u32| u16::try_from(it).unwrap();
            let text = text.lines().nth(at[0] as usize + 1).unwrap();
            let text = text.split('|').nth(at[1] as usize).unwrap().trim();
            let plain = Format::new();
            sheet.merge_range(at[0], column(at[1]), at[2], column(at[3]), text, &plain).unwrap();
            continue;
        }
        for (column, cell) in line.split('|').map(str::trim).enumerate() {
            if !cell.is_empty() {
                write(sheet, row, u16::try_from(column).unwrap(), cell);
            }
        }
        row += 1;
    }
    book.save_to_buffer().unwrap()
}

fn write(sheet: &mut Worksheet, row: u32, column: u16, cell: &str) {
    let (value, format) = match cell.split_once(" as ") {
        Some((value, format)) => (value, Format::new().set_num_format(format)),
        None => (cell, Format::new()),
    };
    if let Some((formula, result)) = value.split_once(" gives ") {
        let formula = Formula::new(formula).set_result(result);
        sheet.write_formula_with_format(row, column, formula, &format).unwrap();
    } else if let Some(serial) = value.strip_prefix("date ") {
        let format = Format::new().set_num_format("yyyy-mm-dd");
        let serial: f64 = serial.parse().unwrap();
        sheet.write_number_with_format(row, column, serial, &format).unwrap();
    } else if let Ok(number) = value.parse::<f64>() {
        sheet.write_number_with_format(row, column, number, &format).unwrap();
    } else {
        sheet.write_string(row, column, value.trim_matches('"')).unwrap();
    }
}

#[test]
fn a_rule_file_is_not_overwritten() {
    let folder = Folder::new();
    folder.write("points.csv", "Asset,Score\nDemo,40\n").write("points.score", "mine\n");
    folder.run(&["import", "points.csv"]).ends_with(2).says("points.score is there already.");
    assert_eq!(folder.read("points.score"), "mine\n");
    folder.run(&["import", "points.csv", "-o", "other.score"]).ends_with(0);
    folder.run(&["import", "points.csv", "--force"]).ends_with(0);
    assert!(folder.read("points.score").contains("\"Demo\"     then +40"));
    assert_eq!(
        folder.read("points.score").replace("model points ", ""),
        folder.read("other.score").replace("model other ", "")
    );
}

#[test]
fn a_refused_sheet_leaves_everything_as_it_was() {
    let folder = Folder::new();
    folder.write("points.csv", "Asset,Score\nDemo,40\nWebinar,soon\n");
    folder.run(&["import", "points.csv", "--deny", "warnings"]).ends_with(1).says("\"soon\"");
    assert_eq!(folder.names(), ["points.csv"]);
    let quiet = folder.run(&["import", "points.csv", "--quiet"]);
    assert_eq!(quiet.ends_with(0).err, "");
    folder.run(&["import", "nothing.csv"]).ends_with(2).says("there is no such file");
    folder.run(&["import", "points.csv", "--ready-at", "0"]).ends_with(2);
}

#[test]
fn sheets_come_compressed_and_through_a_pipe() {
    let folder = Folder::new();
    let text = "Asset,Score\nDemo,40\n";
    folder.run_on(&["import", "-"], text).ends_with(0).says("points.score: 1 asset");
    let mut zipped = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut zipped, text.as_bytes()).unwrap();
    folder.write("zipped.csv.gz", zipped.finish().unwrap());
    folder.run(&["import", "zipped.csv.gz"]).ends_with(0).says("zipped.score: 1 asset");
    let book = workbook("== Points ==\nAsset | Score\nDemo | 40\n");
    folder.run_on(&["import", "-", "-o", "book.score"], &book).ends_with(0);
    // The first bytes tell what a file is, not its name.
    folder.write("really.csv", &book).write("really.xlsx", text);
    folder.run(&["import", "really.csv"]).ends_with(0);
    folder.run(&["import", "really.xlsx", "--force"]).ends_with(0);
}

#[test]
fn a_schema_is_named_as_the_rules_see_it() {
    let folder = Folder::new();
    folder.write("points.csv", "Asset,Score\nDemo,40\n");
    folder.write(
        "crm/crm.score",
        "record Lead {\n  id: text, key\n  activities: list of Act, by lead_id\n}\n\n\
         record Act {\n  lead_id: text\n  asset: text\n  at: datetime, time\n}\n",
    );
    folder.write("rules/keep.txt", "");
    let args = ["import", "points.csv", "--use", "crm/crm.score", "-o", "rules/points.score"];
    folder.run(&args).ends_with(0);
    assert!(folder.read("rules/points.score").contains("use \"../crm/crm.score\"\n"));
    folder.run(&["check", "rules/points.score", "--deny", "warnings"]).ends_with(0);
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in ["Asset", "Score"].into_iter().enumerate() {
        sheet.write_string(0, u16::try_from(column).unwrap(), text).unwrap();
    }
    sheet.write_string(1, 0, "Demo").unwrap();
    sheet.write_number(1, 1, 40).unwrap();
    sheet.write_string(1_048_575, 16_383, "here").unwrap();
    let folder = Folder::new();
    folder.write("points.xlsx", book.save_to_buffer().unwrap());
    folder
        .run(&["import", "points.xlsx"])
        .ends_with(0)
        .says("1 row read: 1 rule, 0 repeated, 0 left out");
}

/// Cells of assets and stages: like each other often enough to meet, and any text at all.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["Demo", "demo ", "Webinar", "Pricing page", "Decision", ""])
            .prop_map(str::to_owned),
        2 => "[\"\\\\#{}`',;|\\n\\t a-cА-Я0-9%“”«»\u{a0}\u{200b}\u{2028}\u{202e}-]{0,12}",
        1 => any::<String>(),
    ]
}

fn score() -> impl Strategy<Value = Cell> {
    let text = prop_oneof![
        "[+-−]?[0-9]{1,4}([.,][0-9]{1,4})?( ?%)?",
        "[0-9., %+a-z-]{0,6}",
        any::<String>(),
    ];
    let number = (-100_000_i64..100_000, 0_u32..4, any::<bool>());
    prop_oneof![
        3 => text.prop_map(Cell::Text),
        1 => number.prop_map(|(mantissa, scale, percent)| {
            let shown = if percent { Shown::Percent } else { Shown::Plain };
            Cell::Number(rust_decimal::Decimal::new(mantissa, scale), shown)
        }),
    ]
}

fn sheet() -> impl Strategy<Value = Sheet> {
    let row = (name(), name(), score());
    let header = prop::sample::select(vec!["Score", "%", "Points"]);
    (header, prop::collection::vec(row, 0..12)).prop_map(|(score, rows)| {
        let texts = |cells: [String; 2]| cells.map(Cell::Text).to_vec();
        let mut all = vec![texts(["Asset".to_owned(), "Stage".to_owned()])];
        all[0].push(Cell::Text(score.to_owned()));
        for (asset, stage, score) in rows {
            let mut cells = texts([asset, stage]);
            cells.push(score);
            all.push(cells);
        }
        let row = |(at, cells): (usize, Vec<Cell>)| Row { place: Place::Row(at as u64 + 1), cells };
        let rows = all.into_iter().enumerate().map(row).collect();
        Sheet {
            file: "points.xlsx".to_owned(),
            name: Some("A".to_owned()),
            rows,
            unreadable: vec![],
            others: vec![],
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::support::cases(300)))]

    /// Whatever the bytes of a workbook are, they are read or refused.
    #[test]
    fn damaged_workbooks_are_refused(
        which in 0_usize..2,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        length in any::<prop::sample::Index>(),
        cut in any::<bool>(),
    ) {
        let open_document = repository("tests/import/open_document/points.ods");
        let mut bytes = match which {
            0 => std::fs::read(open_document).unwrap(),
            _ => workbook("== Points ==\nAsset | Score\nDemo | 0.4 as 0%\n"),
        };
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if cut {
            bytes.truncate(length.index(bytes.len()));
        }
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        let source = Source::from(file.path());
        if let Ok(sheet) = Sheet::read(&source, &SheetOptions::default()) {
            let _ = import(&sheet, &ImportOptions::default());
        }
    }

    /// What is written reads, checks without a finding, and is its own usual form; and every row is accounted for.
    #[test]
    fn rules_of_any_sheet_are_sound(sheet in sheet()) {
        let options = ImportOptions::default();
        let imported = match import(&sheet, &options) {
            Ok(imported) => imported,
            Err(refused) => {
                prop_assert!(!refused.is_fault, "{:?}", refused.findings);
                return Ok(());
            }
        };
        let counts = imported.counts;
        prop_assert_eq!(counts.rows, sheet.rows.len() - 1);
        prop_assert_eq!(counts.rows, counts.rules + counts.repeated + counts.left_out);
        let file = Sources::new().add(SourceFile::new("points.score", &imported.text));
        prop_assert_eq!(format(file, &imported.text).unwrap(), imported.text.clone());
        let texts = [(options.output.clone(), imported.text.clone())].into();
        let project = Project::load_with(&[options.output], texts);
        // A star in a sheet may well be meant for any characters: it is asked about.
        let is_bad = |it: &Diagnostic| it.severity != Severity::Note && it.code != codes::WILD_CARD;
        let bad = project.findings().into_iter().find(is_bad);
        prop_assert!(bad.is_none(), "{:?}\n{}", bad, imported.text);
        prop_assert!(imported.findings.len() >= counts.left_out + counts.repeated);
    }
}
