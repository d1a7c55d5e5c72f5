#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod files;
mod trees;

use proptest::prelude::*;

use super::{FormatError, format, print, print_expr};
use crate::ast::{File, ItemKind};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::FileId;
use crate::syntax::parse;

const FILE: FileId = FileId(0);

fn formatted(text: &str) -> String {
    format(FILE, text).unwrap_or_else(|error| panic!("{error:?}\n{text}"))
}

/// Formats what follows `let x = `.
fn expr(text: &str) -> String {
    let text = format!("let x = {text}");
    let parsed = parse(FILE, &text);
    assert!(!parsed.diagnostics.iter().any(Diagnostic::is_error), "{:?}", parsed.diagnostics);
    let ItemKind::Let(definition) = &parsed.file.items[0].node else { panic!("{text}") };
    print_expr(&definition.value)
}

#[test]
fn synonyms_become_canonical() {
    for (written, canonical) in [
        ("a = 1", "a == 1"),
        ("a IS 1", "a == 1"),
        ("a is not 1", "a != 1"),
        ("a <> 1", "a != 1"),
        ("a ≥ 1 && ! b", "a >= 1 and not b"),
        ("a is not empty", "a is not missing"),
        ("a is set", "a is known"),
        ("a == TRUE", "a"),
        ("a == FALSE", "a == no"),
        ("a not contains 'x'", "a does not contain \"x\""),
        ("a is within last 1 days", "a within last 1 day"),
        ("a is more than 2 w ago", "a more than 2 weeks ago"),
        ("a in 1 to 5", "a in 1..5"),
        ("2 × a ÷ 3", "2 * a / 3"),
        ("“x” == a", "\"x\" == a"),
        ("a == «x \"y\" \\»", "a == \"x \\\"y\\\" \\\\\""),
        ("a matches «\"\\»", "a matches «\"\\»"),
        ("a matches \"\\d\\\"\"", "a matches \"\\d\\\"\""),
        ("a == 2025-02-20t10:00:00.50z", "a == 2025-02-20T10:00:00.5Z"),
        ("a == 2025-02-20T10:00-0330", "a == 2025-02-20T10:00-03:30"),
    ] {
        assert_eq!(expr(written), canonical);
    }
}

#[test]
fn brackets_stay_only_where_they_matter() {
    for (written, canonical) in [
        ("((a) and (b))", "a and b"),
        ("(a and b) and c", "(a and b) and c"),
        ("a or (b and c)", "a or (b and c)"),
        ("not (a == 1)", "not a == 1"),
        ("not (a and b)", "not (a and b)"),
        ("(not a) == b", "(not a) == b"),
        ("(a == b) == (c == d)", "(a == b) == (c == d)"),
        ("(a + b) + c", "(a + b) + c"),
        ("a + (b * c)", "a + b * c"),
        ("(a + b) * c", "(a + b) * c"),
        ("-5", "-5"),
        ("-(5)", "-5"),
        ("-(-5)", "-(-5)"),
        ("-x otherwise -1", "-(x otherwise -1)"),
        ("(-x) otherwise 1", "(-x) otherwise 1"),
        ("(any v where a) and b", "(any v where a) and b"),
        ("b and (any v where a)", "b and any v where a"),
        ("b and (any v where a and c)", "b and (any v where a and c)"),
        ("not (no v where a)", "not no v where a"),
        ("count(v where a and b)", "count(v where a and b)"),
        ("a contains `word`", "a contains (word)"),
        ("a contains (word)", "a contains (word)"),
        ("a on (score)", "a on (score)"),
    ] {
        assert_eq!(expr(written), canonical);
    }
}

#[test]
fn names_have_back_ticks_only_where_they_need_them() {
    for (written, canonical) in [
        ("`a`", "a"),
        ("`Annual Revenue`", "`Annual Revenue`"),
        ("`and`", "`and`"),
        ("`Yes`", "`Yes`"),
        ("`yes`.`missing`", "yes.missing"),
        ("`град`", "град"),
        ("`ราคาต่ำ`", "ราคาต่ำ"),
        ("`1a`", "`1a`"),
        ("`limit`", "limit"),
    ] {
        assert_eq!(expr(written), canonical);
    }
}

#[test]
fn patterns_stand_alone_where_they_can() {
    let rows = "match x { == 5 then +1 == `a` then +1 in `a` then +1 in [1] then +1 in 1..2 \
                then +1 is missing then +1 `points` then +1 == (a + b) * 2 then +1 \
                == before(a) then +1 in `otherwise` then +1 not in l then +1 otherwise then +0 }";
    assert_eq!(
        formatted(rows),
        "match x {\n  5               then +1\n  == a            then +1\n  a               then +1\n  \
         [1]             then +1\n  1..2            then +1\n  missing         then +1\n  \
         in points       then +1\n  == (a + b) * 2  then +1\n  == before(a)    then +1\n  \
         in otherwise    then +1\n  not in l        then +1\n  otherwise       then +0\n}\n"
    );
}

#[test]
fn mistakes_leave_the_file_alone() {
    let Err(FormatError::Mistakes(found)) = format(FILE, "when x then 5") else {
        panic!("points without a sign were accepted")
    };
    assert_eq!(found[0].code, codes::MISSING_SIGN);
}

#[test]
fn many_lines_stay_as_they_are() {
    let text = "when a == 1 and b in [1, 2] then +5 because \"x\"  # why\n".repeat(500);
    assert_eq!(formatted(&text), text);
}

#[test]
fn deep_brackets_are_kept() {
    for (open, close) in [
        ("(1 - ", ")"),
        ("[", "]"),
        ("f(", ")"),
        ("not (", " and b)"),
        ("-(x * ", ")"),
        ("(1 == ", ")"),
    ] {
        let text = format!("let x = {}a{}\n", open.repeat(127), close.repeat(127));
        assert_eq!(read(&formatted(&text)).items, read(&text).items);
    }
}

/// Replaces some of the blanks and line ends that stand outside of texts and names.
fn with_changed_blanks(
    text: &str,
    choices: &[bool],
    mut change: impl FnMut(char) -> String,
) -> String {
    let mut out = String::new();
    let mut quote = None;
    let mut escaped = false;
    let mut chosen = choices.iter().cycle();
    for c in text.chars() {
        match quote {
            Some(close) if c == close && !escaped => quote = None,
            Some(_) => escaped = c == '\\' && !escaped && quote == Some('"'),
            None if c == '«' => quote = Some('»'),
            None if c == '「' => quote = Some('」'),
            None if matches!(c, '"' | '`' | '\'') => quote = Some(c),
            None if matches!(c, ' ' | '\n') && *chosen.next().unwrap() => {
                out.push_str(&change(c));
                continue;
            }
            None => escaped = false,
        }
        out.push(c);
    }
    out
}

fn sorted(mut comments: Vec<String>) -> Vec<String> {
    comments.sort();
    comments
}

fn read(text: &str) -> File {
    let parsed = parse(FILE, text);
    let errors: Vec<_> = parsed.diagnostics.iter().filter(|it| it.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
    parsed.file
}

fn choices() -> impl Strategy<Value = Vec<bool>> {
    prop::collection::vec(any::<bool>(), 40)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn printed_trees_are_read_back(file in files::file()) {
        let text = print(&file);
        prop_assert_eq!(read(&text).items, file.items, "{}", text);
    }

    #[test]
    fn printed_expressions_are_read_back(tree in trees::expr()) {
        let text = format!("let x = {}", print_expr(&tree));
        let file = read(&text);
        let ItemKind::Let(definition) = &file.items[0].node else { panic!("{text}") };
        prop_assert_eq!(&definition.value, &tree, "{}", text);
    }

    #[test]
    fn line_ends_of_the_source_do_not_matter(file in files::file(), choices in choices()) {
        let text = print(&file);
        // Not in the indentation, where a second line end would make a blank line.
        let mut other = String::new();
        for line in text.lines() {
            let words = line.trim_start();
            other.push_str(&with_changed_blanks(words, &choices, |_| "\n\t".into()));
            other.push('\n');
        }
        prop_assert_eq!(formatted(&other), text);
    }

    #[test]
    fn no_comment_is_lost(file in files::file(), choices in choices()) {
        let mut comments = Vec::new();
        let text = with_changed_blanks(&print(&file), &choices, |c| {
            comments.push(format!("# {} \"", comments.len()));
            format!("{c}{}\n", comments[comments.len() - 1])
        });
        let output = formatted(&text);
        let again = read(&output);
        let kept = again.comments.into_iter().map(|it| it.node).collect();
        prop_assert_eq!(sorted(kept), sorted(comments), "{}", output);
        prop_assert_eq!(again.items, file.items, "{}", output);
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        let _ = format(FILE, &text);
    }
}
