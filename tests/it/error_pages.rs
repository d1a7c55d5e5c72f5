//! The pages of the codes: each code has one, its examples are true, and the index lists it.

use std::fs;
use std::path::Path;
use std::process::Command;

use leadscore::Program;
use leadscore::analyze::lints::{self, Lint};
use leadscore::analyze::{Budget, Space};
use leadscore::diagnostic::{Code, Diagnostic, Style, codes, render};
use leadscore::format::format;
use leadscore::ir::AsOf;
use leadscore::project::Project;
use leadscore::source::{SourceFile, Sources};

/// `when град == "София" then +5`, saved as Windows-1251: the wrong example of E0107.
const WINDOWS_1251: &[u8] = b"when \xE3\xF0\xE0\xE4 == \"\xD1\xEE\xF4\xE8\xFF\" then +5\n";

fn folder_of_pages() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/errors"))
}

/// What stands under a heading.
fn section<'p>(page: &'p str, heading: &str) -> Option<&'p str> {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n"))?;
    Some(rest.split_once("\n## ").map_or(rest, |(inside, _)| inside))
}

/// The first block of a language in a section.
pub fn block<'p>(page: &'p str, heading: &str, language: &str) -> Option<&'p str> {
    let (_, rest) = section(page, heading)?.split_once(&format!("```{language}\n"))?;
    rest.split_once("```").map(|(inside, _)| inside)
}

/// The further files of a section: blocks such as "csv file=visits.csv".
fn files_of<'p>(page: &'p str, heading: &str) -> Vec<(&'p str, &'p str)> {
    let blocks = section(page, heading).unwrap_or_default().split("```").skip(1).step_by(2);
    let named = blocks.filter_map(|block| {
        let (first, inside) = block.split_once('\n')?;
        Some((first.split_once(" file=")?.1, inside))
    });
    named.collect()
}

/// The letters of Windows-1251, in which the data of D0609 are saved.
fn in_windows_1251(text: &str) -> Vec<u8> {
    encoding_rs::WINDOWS_1251.encode(text).0.into_owned()
}

/// The blocks of a section that stand for other rule files: `score file=fit.score`.
fn other_files<'p>(page: &'p str, heading: &str) -> Vec<(&'p str, &'p str)> {
    let blocks = section(page, heading).unwrap_or_default().split("```score file=").skip(1);
    blocks.filter_map(|it| it.split_once("```")?.0.split_once('\n')).collect()
}

/// All findings about a rule file, as `leadscore check` has them, and how they look. What is looked for only if it is
/// asked for by name, or said only to programs, is asked for on its own page.
fn check(code: Code, rules: &[u8], others: &[(&str, &str)]) -> (Vec<Diagnostic>, String) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in others {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let file = folder.path().join("rules.score");
    fs::write(&file, rules).unwrap();
    let project = Project::load(&[file]);
    let mut findings = project.diagnostics.clone();
    for model in project.models().iter().chain(&project.lonely_libraries()) {
        let checked = project.check(model, None);
        let written = checked.uses.parts;
        findings.extend(checked.diagnostics);
        let Some(program) = checked.program else { continue };
        let space = Space::new(&program, AsOf::Day("2025-03-01".parse().unwrap()));
        let wanted = |lint: &Lint| lint.by_default || lint.code == code;
        let proved = lints::run(&space, &written, &findings, Budget::SHORT, wanted);
        findings.extend(proved.into_iter().map(|(_, finding)| finding));
    }
    if !findings.iter().any(Diagnostic::is_error) {
        findings.extend(project.unused());
    }
    if code == codes::UNUSED_FIELD {
        findings.extend(project.unused_fields());
    }
    findings.extend(project.unused_allows(|_| true));
    if [codes::NO_RULES, codes::WHICH_MODEL].contains(&code)
        && let Err(error) = Program::load(folder.path())
    {
        findings.extend(error.findings().iter().cloned());
    }
    let shown = findings.iter().map(|it| render(it, &project.sources, Style::PLAIN)).collect();
    (findings, shown)
}

/// Whether only a command shows it: one that reads data, of which the example has some, or one that compiles.
fn needs_data(code: Code) -> bool {
    code.id.starts_with(['C', 'D']) || block(code.page, "Wrong", "csv").is_some()
}

/// The codes of rule files.
fn of_rules() -> impl Iterator<Item = Code> {
    codes::ALL.iter().copied().filter(|code| !needs_data(*code))
}

#[test]
fn every_code_has_a_page_in_the_usual_form() {
    for code in codes::ALL {
        let id = code.id;
        let title = match code.lint {
            Some(name) => format!("# {name} ({id}): {}\n\n", code.title),
            None => format!("# {id}: {}\n\n", code.title),
        };
        assert!(code.page.starts_with(&title), "{id}.md does not begin with {title:?}");
        let headings: Vec<&str> = code.page.lines().filter(|it| it.starts_with("## ")).collect();
        let usual = ["## Wrong", "## Right", "## Why", "## Level and fix"];
        let expected = if code.lint.is_some() { &usual[..] } else { &usual[..3] };
        assert_eq!(headings, expected, "the headings of {id}.md");
        let fences = code.page.lines().filter(|it| it.starts_with("```")).count();
        assert!(fences.is_multiple_of(2), "{id}.md has a block that is never closed");
        let why = section(code.page, "Why").unwrap_or_default();
        assert!(!why.trim().is_empty(), "{id}.md does not say why");
    }
}

#[test]
fn no_page_is_without_a_code() {
    for entry in fs::read_dir(folder_of_pages()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let mut known = codes::ALL.iter().filter(|it| it.lint.is_none());
        let known = known.any(|code| name == format!("{}.md", code.id));
        assert!(known || name == "README.md", "docs/errors/{name} belongs to no code");
    }
}

#[test]
fn wrong_examples_raise_their_code() {
    for code in of_rules() {
        let rules = match code {
            codes::NOT_TEXT => WINDOWS_1251,
            _ => block(code.page, "Wrong", "score")
                .unwrap_or_else(|| panic!("{code}.md shows nothing wrong"))
                .as_bytes(),
        };
        let (findings, shown) = check(code, rules, &other_files(code.page, "Wrong"));
        let raised = findings.iter().any(|it| it.code == code);
        assert!(raised, "the wrong example of {code}.md does not raise it, but gives:\n{shown}");
    }
}

#[test]
fn right_examples_are_clean() {
    for code in codes::ALL {
        let Some(rules) = block(code.page, "Right", "score") else {
            assert!(code.id.starts_with('D'), "{code}.md shows nothing right");
            continue;
        };
        let (findings, shown) = check(*code, rules.as_bytes(), &other_files(code.page, "Right"));
        assert!(findings.is_empty(), "the right example of {code}.md is not clean:\n{shown}");
    }
}

#[test]
fn right_examples_are_in_canonical_form() {
    for code in codes::ALL {
        let Some(rules) = block(code.page, "Right", "score") else { continue };
        let id = Sources::new().add(SourceFile::new("rules.score", rules));
        let formatted = format(id, rules).unwrap_or_else(|error| panic!("{code}.md: {error:?}"));
        assert_eq!(rules, formatted, "the right example of {code}.md");
    }
}

/// Runs the first or every command of a page's console on the examples under a heading. What is not there is
/// taken from the wrong example; no rules at all stand for those that nobody can read.
fn commands(page: &str, heading: &str, only_first: bool) -> String {
    let take = |language| block(page, heading, language).or(block(page, "Wrong", language));
    let folder = tempfile::tempdir().unwrap();
    let rules = take("score").map_or(WINDOWS_1251, str::as_bytes);
    fs::write(folder.path().join("rules.score"), rules).unwrap();
    let data = take("csv").or(take("json")).or(take("xml")).unwrap_or_default();
    let foreign = page.starts_with("# D0609") && heading == "Wrong";
    let data = if foreign { in_windows_1251(data) } else { data.as_bytes().to_vec() };
    let console = take("console").unwrap_or_default();
    for (name, text) in files_of(page, "Wrong").into_iter().chain(files_of(page, heading)) {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let mut shown = String::new();
    for command in console.lines().filter_map(|line| line.strip_prefix("$ leadscore ")) {
        let args: Vec<&str> = command.split(' ').collect();
        if let ["score", _, file, ..] | ["check", _, "--data", file] | ["import", file, ..] =
            args.as_slice()
        {
            fs::write(folder.path().join(file), &data).unwrap();
        }
        let output = Command::new(env!("CARGO_BIN_EXE_leadscore"))
            .args(args)
            .current_dir(&folder)
            .env("TERM", "xterm")
            .env_remove("COLUMNS")
            .output()
            .unwrap();
        shown.push_str(&format!("$ leadscore {command}\n"));
        shown.push_str(&String::from_utf8_lossy(&output.stderr));
        if only_first {
            break;
        }
    }
    shown
}

#[test]
fn consoles_show_what_the_program_says() {
    for code in codes::ALL {
        let Some(console) = block(code.page, "Wrong", "console") else {
            assert!(!needs_data(*code), "{code}.md does not show the message");
            continue;
        };
        // After the last message the page may leave out the summary of the run.
        let shown = commands(code.page, "Wrong", false);
        assert!(shown.starts_with(console), "{code}.md shows:\n{console}\nThe program:\n{shown}");
    }
}

#[test]
fn mended_data_give_no_finding() {
    for code in codes::ALL.iter().filter(|code| needs_data(**code)) {
        let shown = commands(code.page, "Right", true);
        let scored = shown.contains(" read, ") && shown.contains(" 0 rejected, ");
        let imported = shown.contains(" read: ") && shown.contains("Now check the rules");
        let compiled = code.id.starts_with('C');
        let summary = scored || imported || compiled || shown.contains("0 errors, 0 warnings");
        let finding = codes::ALL.iter().any(|it| shown.contains(it.id));
        assert!(summary && !finding, "the right example of {code}.md gives:\n{shown}");
    }
}

#[test]
fn the_index_lists_every_code_that_is_no_lint() {
    let index = fs::read_to_string(folder_of_pages().join("README.md")).unwrap();
    let listed: Vec<&str> = index.lines().filter(|line| line.starts_with("| [")).collect();
    let expected: Vec<String> = codes::ALL
        .iter()
        .filter(|code| code.lint.is_none())
        .map(|code| format!("| [{id}]({id}.md) | {} |", code.title, id = code.id))
        .collect();
    assert_eq!(listed, expected, "docs/errors/README.md");
}
