//! `docs/functions.md` is made from the functions themselves, and their examples hold.
//!
//! `UPDATE_DOCS=1 cargo test function_docs` writes the page anew.

use std::fmt::Write;
use std::path::Path;

use leadscore::functions::ALL;
use leadscore::ir::{AsOf, Example, Function};
use leadscore::project::Project;
use leadscore::testing::run_tests;

#[test]
fn the_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/functions.md");
    let page = page();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/functions.md is old: UPDATE_DOCS=1 cargo test function_docs");
}

#[test]
fn every_example_holds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("example.score");
    let mut wrong = Vec::new();
    for function in ALL {
        assert!(!function.examples.is_empty(), "{} has no example", function.name);
        for example in function.examples {
            std::fs::write(&path, rule_file(example)).unwrap();
            let project = Project::load(std::slice::from_ref(&path));
            let checked = project.check(&project.models()[0], None);
            let Some(program) = checked.program else {
                panic!("{}: {:?} {:?}", example.call, project.diagnostics, checked.diagnostics);
            };
            let verdicts = run_tests(&program, AsOf::Day("2025-03-01".parse().unwrap()));
            assert_eq!(verdicts.len(), 1, "{}", example.call);
            if verdicts.iter().any(|it| !it.failures.is_empty()) {
                wrong.push(format!("{} does not give {}", example.call, example.gives));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A model that gives 1 point if a call gives what its example says. The arguments come in as fields, so that
/// the call is not calculated away beforehand.
fn rule_file(example: &Example) -> String {
    let (name, rest) = example.call.split_once('(').expect("a call");
    let rest = rest.strip_suffix(')').expect("a call");
    let mut fields = "order_values: list of number no_values: list of number".to_owned();
    let mut given = "order_values: [10, 20, 30]".to_owned();
    let mut names = Vec::new();
    for (number, arg) in arguments(rest).into_iter().enumerate() {
        if arg.starts_with(char::is_alphabetic) {
            names.push(arg);
            continue;
        }
        let field = format!("argument_{number}");
        write!(fields, " {field}: {}", type_of(&arg)).unwrap();
        write!(given, ", {field}: {arg}").unwrap();
        names.push(field);
    }
    let call = format!("{name}({})", names.join(", "));
    format!(
        "record Example {{ {fields} }}\n\
         match {call} {{ {} then +1 otherwise then +0 }}\n\
         test \"example\" {{ given {{ {given} }} expect score == 1 }}\n",
        pattern(example.gives)
    )
}

/// The arguments of a call; commas inside quotes separate nothing.
fn arguments(text: &str) -> Vec<String> {
    let mut quoted = false;
    let parts = text.split(|c| {
        quoted ^= c == '"';
        c == ',' && !quoted
    });
    parts.map(|part| part.trim().to_owned()).collect()
}

fn type_of(literal: &str) -> &'static str {
    let dashes = literal.trim_start_matches('-').contains('-');
    match literal {
        it if it.starts_with('"') => "text",
        _ if dashes && literal.contains('T') => "datetime",
        _ if dashes => "date",
        it if it.contains('.') => "number",
        _ => "integer",
    }
}

/// The row of a `match` that the value of a call fits exactly.
fn pattern(gives: &str) -> String {
    let bare = matches!(gives, "missing" | "yes" | "no")
        || gives.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    if bare { gives.to_owned() } else { format!("is exactly \"{gives}\"") }
}

fn page() -> String {
    let mut page = String::from(
        "# Functions\n\n\
         <!-- Made from src/functions by tests/it/function_docs.rs. Change the function, then run:\n\
         UPDATE_DOCS=1 cargo test function_docs -->\n\n\
         A function makes a new value out of others: `domain(email)` is the part of an address after the @. It stands\n\
         wherever a field can stand: before a comparison, after `match`, after `per`, in a `let`.\n\n\
         Three things hold for all of them:\n\n\
         - Names are read in any case.\n\
         - A missing argument gives a missing result, but for `count` and `sum`, which give 0 for a missing list.\n\
         - Only `days_since` looks at the clock, and the clock is as-of. In the examples as-of is 2025-03-01,\n  \
         `order_values` is the list 10, 20, 30, and `no_values` is a missing list.\n\n\
         Of [related records](language.md#related-records), `count`, `sum`, `min`, `max` and `average` take those that\n\
         a condition behind `where` chooses: `count(visits where page == \"/pricing\")`. `latest(visits.at where …)` and\n\
         `earliest(…)` are for them alone: the last and the first of their dates, missing if there are none.\n\n\
         | function | what it gives |\n|---|---|\n",
    );
    for function in ALL {
        let first = first_sentence(function.docs);
        writeln!(page, "| [`{0}`](#{0}) | {first} |", function.name).unwrap();
    }
    for function in ALL {
        section(&mut page, function);
    }
    page
}

/// Up to the first full stop before a capital; `www.` and 2.5 hold stops of their own.
fn first_sentence(docs: &str) -> &str {
    let stops = docs.match_indices(". ").map(|(at, _)| docs.split_at(at + 1));
    let mut sentences = stops.filter(|(_, rest)| rest.trim_start().starts_with(char::is_uppercase));
    sentences.next().map_or(docs, |(first, _)| first)
}

fn section(page: &mut String, function: &Function) {
    write!(page, "\n## {}\n\n", function.name).unwrap();
    // A comma also stands between arguments: a usage begins with the function's name.
    let begin = format!("{}(", function.name);
    for usage in function.usage.replace(&format!(", {begin}"), &format!("\n{begin}")).lines() {
        writeln!(page, "- `{usage}`").unwrap();
    }
    write!(page, "\n{}\n\n| call | gives |\n|---|---|\n", function.docs).unwrap();
    for Example { call, gives } in function.examples {
        writeln!(page, "| `{call}` | {} |", if *gives == "missing" { "*missing*" } else { gives })
            .unwrap();
    }
}
