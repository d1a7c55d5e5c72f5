//! Carets stand under the characters that they are about, as a terminal counts columns.

use leadscore::diagnostic::{Diagnostic, Format, Style, codes, render, report, tell};
use leadscore::source::{SourceFile, Sources, Span};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A finding about the pieces between ⟦ and ⟧, drawn.
fn drawn(marked: &str, style: Style) -> String {
    let (text, spans) = crate::diagnostics::marked(marked);
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.score", text));
    let mut spans = spans.into_iter().map(|it| file.at(it));
    let mut finding = Diagnostic::error(codes::UNEXPECTED, spans.next().unwrap(), "Wrong.");
    for (number, place) in spans.enumerate() {
        finding = finding.also(place, format!("label {}", number + 2));
    }
    render(&finding, &sources, style)
}

/// The pieces of lines that the drawing underlines, found by counting columns as a terminal does.
fn underlined(drawing: &str) -> Vec<String> {
    let lines: Vec<&str> = drawing.lines().collect();
    let mut pieces = Vec::new();
    for pair in lines.windows(2) {
        let (Some((_, code)), Some((_, row))) =
            (pair[0].split_once(" │ "), pair[1].split_once(" · "))
        else {
            continue;
        };
        if pair[0].contains('·') {
            continue;
        }
        let columns: Vec<char> = row.chars().collect();
        let mut at = 0;
        while at < columns.len() {
            let from = at;
            while at < columns.len() && "─┬▲".contains(columns[at]) {
                at += 1;
            }
            match at - from {
                0 => {}
                1 if columns[from] == '▲' => pieces.push(format!("▲{}", cell_at(code, from))),
                _ => pieces.push(between(code, from, at)),
            }
            at += 1;
        }
    }
    pieces
}

/// The character that begins in a column; nothing at the end of a line.
fn cell_at(line: &str, wanted: usize) -> &str {
    let mut column = 0;
    for cluster in line.graphemes(true) {
        if column == wanted {
            return cluster;
        }
        column += cluster.width();
    }
    assert_eq!(column, wanted, "the column is inside a character or behind the end of {line:?}");
    ""
}

/// What a terminal shows of a line from one column to another.
fn between(line: &str, from: usize, to: usize) -> String {
    let mut column = 0;
    let mut piece = String::new();
    for cluster in line.graphemes(true) {
        let end = column + cluster.width();
        if column >= from && end <= to && cluster != "\u{200e}" {
            piece.push_str(cluster);
        }
        assert!(
            end <= from || column >= to || (column >= from && end <= to),
            "columns {from} to {to} cut {cluster:?} of {line:?}"
        );
        column = end;
    }
    assert!(from <= column, "column {from} is behind the end of {line:?}");
    piece
}

/// Asserts which pieces stand above the carets.
#[track_caller]
fn stands_under(marked: &str, pieces: &[&str]) {
    let drawing = drawn(marked, Style::PLAIN);
    assert_eq!(underlined(&drawing), pieces, "{drawing}");
}

#[test]
fn wide_letters() {
    stands_under("when 国家 == \"⟦制造业⟧\" then +1", &["制造业"]);
    stands_under("when 地域 == \"カﾅガ\" and ⟦한국⟧ > 5", &["한국"]);
}

#[test]
fn combining_marks() {
    stands_under("when `เมือง` == \"กรุงเทพ\" and ⟦ชื่อ⟧ > 5", &["ชื่อ"]);
    stands_under(
        "when x == \"Nguye\u{302}\u{303}n\" and ⟦e\u{302}\u{301}⟧ > 5",
        &["e\u{302}\u{301}"],
    );
    stands_under("when x == \"\u{1112}\u{1161}\u{11ab}\" and ⟦y⟧ > 5", &["y"]);
    stands_under("when x == \"हिन्दी\" and ⟦क्षेत्र⟧ > 5", &["क्षेत्र"]);
}

#[test]
fn letters_from_right_to_left() {
    stands_under("when `القطاع` == \"صناعة\" and ⟦حجم⟧ > 5", &["حجم"]);
    stands_under("when `תעשייה` == \"ייצור\" and ⟦גודל⟧ > 5", &["גודל"]);
    stands_under("when x == \"سلام الإسلام\" and ⟦می\u{200c}روم⟧ > 5", &["می\u{200c}روم"]);
}

#[test]
fn what_follows_letters_from_right_to_left_stays_behind_them() {
    let shown = |text: &str, unicode| {
        let drawing = drawn(text, Style { unicode, ..Style::PLAIN });
        drawing.lines().find_map(|it| Some(it.strip_prefix(" 1 ")?.to_owned())).unwrap()
    };
    let marked = shown("when `حجم` > ⟦5⟧ and x == \"ייצור מזון\"", true);
    assert!(
        marked.ends_with("when `حجم\u{200e}` > 5 and x == \"ייצור מזון\u{200e}\""),
        "{marked:?}"
    );
    assert!(!shown("when `حجم` > ⟦5⟧", false).contains('\u{200e}'));
}

#[test]
fn emoji() {
    stands_under("when x == \"👨‍👩‍👧\" and ⟦y⟧ > 5", &["y"]);
    stands_under("when x == \"⟦👩🏽‍💻⟧\" and y > 5", &["👩🏽‍💻"]);
    stands_under("when x == \"🇧🇬🇩🇪\" and ⟦y⟧ > 5", &["y"]);
    stands_under("when x == \"❤\u{fe0f}1\u{fe0f}\u{20e3}\" and ⟦y⟧ > 5", &["y"]);
}

#[test]
fn tabs() {
    stands_under("\twhen\tx == \"a\tb\" and ⟦y⟧ > 5", &["y"]);
    stands_under("when x == ⟦\"a\tb\"⟧ and y > 5", &["\"a    b\""]);
    stands_under("国\t⟦y⟧ > 5", &["y"]);
    stands_under("ab⟦\t⟧y > 5", &["  "]);
}

#[test]
fn characters_that_nobody_sees() {
    stands_under("when emplo\u{200b}yees > ⟦5⟧", &["5"]);
    stands_under("when ⟦emplo\u{200b}yees⟧ > 5", &["emplo\u{fffd}yees"]);
    stands_under("when ⟦\u{feff}⟧employees > 5", &["\u{fffd}"]);
    stands_under("\u{feff}⟦when⟧ x > 5", &["when"]);
    assert!(drawn("\u{feff}⟦when⟧ x > 5", Style::PLAIN).contains("[a.score:1:1]\n 1 │ when x"));
    stands_under("⟦⟧\u{feff}when x > 5", &["▲w"]);
    stands_under("when x\u{7}\u{1b}[31m > ⟦5⟧", &["5"]);
    stands_under("when \"\u{202e}abc\" > ⟦5⟧", &["5"]);
    stands_under("\u{301}⟦a⟧ > 5", &["a"]);
}

#[test]
fn ends_of_lines() {
    stands_under("when ⟦x⟧ > 5\r\nthen +1\r\n", &["x"]);
    stands_under("when x >⟦⟧\r\nthen +1\r\n", &["▲"]);
    stands_under("when x >⟦⟧\nthen +1\n", &["▲"]);
    stands_under("when x >⟦⟧", &["▲"]);
    stands_under("when x > 5\n⟦⟧", &["▲"]);
    stands_under("⟦⟧", &["▲"]);
    stands_under("制造⟦⟧业 > 5", &["▲业"]);
}

#[test]
fn a_piece_of_several_lines_is_underlined_on_its_first() {
    stands_under("a\nwhen ⟦x\n  and y\n  and z⟧ > 5\n", &["x"]);
    stands_under("a\nwhen ⟦x\r\n  and y⟧ > 5\r\n", &["x"]);
    stands_under("when x⟦\n⟧y > 5\n", &["▲"]);
}

#[test]
fn several_pieces() {
    stands_under("when ⟦国⟧ == ⟦業⟧ and ⟦y⟧ > 5", &["国", "業", "y"]);
    stands_under("when ⟦国⟧ == 5\nwhen ⟦業⟧ == 6\n\n\nwhen ⟦z⟧ == 7", &["国", "業", "z"]);
}

#[test]
fn of_a_long_line_the_surroundings_are_shown() {
    let style = Style { line_width: 80, ..Style::PLAIN };
    for filler in ["x", "国", "e\u{301}", "👨‍👩‍👧", "\t", "\u{5d0}"] {
        let side = filler.repeat(10_000);
        let long = [
            (format!("⟦abc⟧{side}"), "abc", (false, true)),
            (format!("{side}⟦abc⟧{side}"), "abc", (true, true)),
            (format!("{side}⟦abc⟧"), "abc", (true, false)),
            (format!("{side}⟦⟧"), "▲", (true, false)),
        ];
        for (marked, piece, cut) in long {
            let drawing = drawn(&marked, style);
            assert_eq!(underlined(&drawing), [piece], "{drawing}");
            let line = drawing.lines().find_map(|it| it.strip_prefix(" 1 │ ")).unwrap();
            assert_eq!((line.starts_with('…'), line.ends_with('…')), cut, "{drawing}");
            assert!(drawing.lines().all(|it| width(it) <= 80), "{drawing}");
        }
    }
    let far = format!("⟦a⟧{}⟦b⟧", "x".repeat(10_000));
    assert_eq!(underlined(&drawn(&far, style)), ["a", "b"]);
}

fn width(line: &str) -> usize {
    line.graphemes(true).map(UnicodeWidthStr::width).sum()
}

#[test]
fn labels_in_two_files() {
    let mut sources = Sources::new();
    let rules = sources.add(SourceFile::new("rules.score", "when 国家 == 业 then +1"));
    let schema = sources.add(SourceFile::new("schema.score", "record Lead { 国家: text }"));
    let finding = Diagnostic::error(codes::UNEXPECTED, rules.at(Span::new(15, 18)), "Wrong.")
        .label("here")
        .also(schema.at(Span::new(14, 20)), "declared here");
    let drawing = render(&finding, &sources, Style::PLAIN);
    assert_eq!(underlined(&drawing), ["业", "国家"], "{drawing}");
}

#[test]
fn nothing_reaches_the_terminal_that_could_steer_it() {
    let drawing = drawn("when \"\u{1b}[2J\u{9b}31m\u{202e}\u{2066}⟦x⟧\"\r\n", Style::PLAIN);
    let steers = |c: char| c.is_control() && c != '\n' || "\u{202e}\u{2066}".contains(c);
    assert!(!drawing.contains(steers), "{drawing:?}");
}

/// Pieces of lines that are hard to measure.
const PIECES: [&str; 24] = [
    "a",
    " ",
    "when",
    "国",
    "ｗ",
    "e\u{301}",
    "\u{301}",
    "กำ",
    "👩🏽‍💻",
    "🇧🇬",
    "🇧",
    "❤\u{fe0f}",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\u{200b}",
    "\u{200d}",
    "\u{202e}",
    "\u{1b}[31m",
    "\0",
    "الإسلام",
    "\u{1112}\u{1161}",
    "க்ஷ",
];

proptest! {
    #[test]
    fn any_text_is_drawn(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60),
        mut cuts in prop::collection::vec(0..60_usize, 4),
        (line_width, unicode) in (40..90_usize, any::<bool>()),
    ) {
        cuts.sort_unstable();
        let at = |cut: usize| pieces.iter().take(cut).map(|it| it.len()).sum::<usize>();
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("a.score", pieces.concat()));
        let place = |from: usize, to: usize| file.at(Span::new(at(cuts[from]), at(cuts[to])));
        let finding = Diagnostic::error(codes::UNEXPECTED, place(0, 1), "Wrong.")
            .also(place(2, 3), "")
            .offer("Write it.", place(0, 3), "x");
        let style = Style { line_width, unicode, ..Style::PLAIN };
        let drawing = render(&finding, &sources, style);
        for line in drawing.lines().skip(4) {
            prop_assert!(width(line) <= line_width + 1, "{line:?} is wider than {line_width}");
        }
        let told = tell(&finding, &sources);
        prop_assert!(!(drawing + &told).contains(|c: char| c.is_control() && c != '\n'));
        for format in Format::ALL {
            let text = report(format, std::slice::from_ref(&finding), &sources, "".as_ref());
            prop_assert!(text.contains("E0101"));
        }
    }

    #[test]
    fn carets_keep_to_whole_characters(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 1..40),
        from in 0..40_usize,
        length in 1..20_usize,
    ) {
        let line: Vec<&str> = pieces.into_iter().filter(|it| !it.contains(['\n', '\r'])).collect();
        let marked = |it: &[&str]| it.concat();
        let (from, to) = (from.min(line.len()), (from + length).min(line.len()));
        let text = format!("{}⟦{}⟧{}", marked(&line[..from]), marked(&line[from..to]), marked(&line[to..]));
        // Finding the pieces above the carets asserts that none cuts a character.
        prop_assert_eq!(underlined(&drawn(&text, Style::PLAIN)).len(), 1, "{}", text);
    }
}
