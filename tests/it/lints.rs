//! What may be allowed: by comments beside the rules, and by the settings of a project.

use std::fmt::Write;
use std::fs;

use leadscore::diagnostic::codes;
use leadscore::format::format;
use leadscore::source::{SourceFile, Sources};

use crate::support::{Folder, repository};

/// A file of rules with three warnings: of a rule, of a row, and of two rules together.
const RULES: &str = r#"record Lead { industry: text  employees: integer }
bands { Hot from 10, Cold otherwise }
group "Size" {
  when industry is known or industry is missing then +5
  match employees {
    1..10 then +1
    5 then +2
    otherwise then +3
  }
}
when employees > 5 then +1 because "Big"
when employees > 7 then +1 because "Big"
"#;

/// The codes that `leadscore check` shows, with their lines.
fn shown(rules: &str, settings: Option<&str>, more: &[&str]) -> Vec<String> {
    let folder = Folder::new();
    folder.write("a.score", rules);
    if let Some(settings) = settings {
        folder.write("leadscore.toml", settings);
    }
    let run = folder.run(&[&["check", "a.score", "--format", "short"], more].concat());
    let line = |line: &str| {
        let (place, rest) = line.split_once(": ")?;
        let (grade, _) = rest.split_once(": ")?;
        Some(format!("{} {grade}", place.split(':').nth(1)?))
    };
    run.out.lines().filter_map(line).collect()
}

#[test]
fn warnings_are_told_until_they_are_allowed() {
    let all = ["4 warning[W0710]", "7 warning[W0716]", "12 warning[W0708]"];
    assert_eq!(shown(RULES, None, &[]), all);
    let allow = |before: &str, name: &str| {
        let comment = format!("# leadscore: allow {name} because it is meant\n{before}");
        shown(&RULES.replacen(before, &comment, 1), None, &[])
    };
    assert_eq!(allow("  when industry", "always-true"), ["8 warning[W0716]", "13 warning[W0708]"]);
    assert_eq!(allow("  when industry", "W0710"), ["8 warning[W0716]", "13 warning[W0708]"]);
    assert_eq!(allow("    5 then", "never-reached"), ["4 warning[W0710]", "13 warning[W0708]"]);
    assert_eq!(allow("  match", "never-reached"), ["4 warning[W0710]", "13 warning[W0708]"]);
    assert_eq!(allow("when employees > 7", "same-name"), ["4 warning[W0710]", "7 warning[W0716]"]);
    let both = allow("group", "always-true, never-reached");
    assert_eq!(both, ["13 warning[W0708]"], "a comment above a group is about all of it");
}

#[test]
fn a_comment_at_the_end_of_a_line_is_about_that_line() {
    let line = "    5 then +2";
    let allowed =
        RULES.replace(line, &format!("{line} # leadscore: allow never-reached because of history"));
    assert_eq!(shown(&allowed, None, &[]), ["4 warning[W0710]", "12 warning[W0708]"]);
    let elsewhere = RULES.replace(
        "    1..10 then +1",
        "    1..10 then +1 # leadscore: allow never-reached because of history",
    );
    let told = shown(&elsewhere, None, &[]);
    assert_eq!(
        told,
        ["4 warning[W0710]", "6 warning[W0732]", "7 warning[W0716]", "12 warning[W0708]"]
    );
}

#[test]
fn a_comment_that_cannot_be_followed_lets_nothing_pass() {
    for comment in [
        "allow always-true",
        "allow always-true because",
        "allow because it is meant",
        "allow allways-true because it is meant",
        "allow E0101 because it is meant",
        "allow bad-allow because it is meant",
        "allow W0732 because it is meant",
        "ignore always-true because it is meant",
    ] {
        let rules =
            RULES.replace("  when industry", &format!("  # leadscore: {comment}\n  when industry"));
        let told = shown(&rules, None, &[]);
        assert_eq!(told[..2], ["4 warning[W0731]", "5 warning[W0710]"], "{comment}");
    }
}

#[test]
fn other_verbs_follow_comments_too() {
    let folder = Folder::new();
    let comment = "# leadscore: allow always-true because it is meant\n";
    let rules = format!(
        "record Lead {{ industry: text }}\n{comment}when industry is known or industry is missing then +5\n"
    );
    folder.write("a.score", rules).write("leads.csv", "industry\nA\n");
    let run = folder.run(&["score", "a.score", "leads.csv"]);
    run.ends_with(0);
    assert!(!run.err.contains("W0"), "{}", run.err);
}

#[test]
fn settings_say_how_much_a_finding_matters() {
    let settings = "[lints]\nalways-true = \"allow\"\nW0716 = \"error\"\nsame-name = \"note\"\n";
    assert_eq!(shown(RULES, Some(settings), &[]), ["7 error[W0716]", "12 note[W0708]"]);
    let denied = shown(RULES, Some("[lints]\nsame-name = \"note\"\n"), &["--deny", "warnings"]);
    assert_eq!(denied, ["4 error[W0710]", "7 error[W0716]", "12 note[W0708]"]);
}

#[test]
fn settings_name_the_rules_and_the_moment() {
    let folder = Folder::new();
    let rules = "record Lead { id: text, key  created: date }\nwhen created within last 10 days then +5\n\
                 test \"new\" { given { created: 2025-02-25 } expect score == 5 }\n";
    fs::create_dir(folder.path("rules")).unwrap();
    folder.write("rules/a.score", rules).write("leads.csv", "id,created\n1,2025-02-25\n");
    folder.write("leadscore.toml", "rules = [\"rules\"]\nas-of = 2025-03-01\n");
    folder.run(&["test"]).ends_with(0).prints("1 passed, 0 failed\n");
    folder.run(&["check"]).ends_with(0).says("1 model: 0 errors, 0 warnings");
    assert!(folder.run(&["fmt", "--check"]).ends_with(1).out.contains("a.score"));
    let score = ["score", "rules/a.score", "leads.csv", "--to", "csv"];
    folder.run(&score).ends_with(0).prints("id,score,status\n1,5,scored\n");
    let later = [&score[..], &["--as-of", "2025-06-01"]].concat();
    folder.run(&later).ends_with(0).prints("id,score,status\n1,0,scored\n");
    // Without the file nothing is named, and today counts.
    fs::remove_file(folder.path("leadscore.toml")).unwrap();
    folder.run(&["test"]).ends_with(2).says("No rules are named.");
    folder.run(&score).ends_with(0).prints("id,score,status\n1,0,scored\n");
}

#[test]
fn settings_that_cannot_be_read_stop_the_run() {
    let mut told = String::new();
    for settings in [
        "as-of = 5\n",
        "as-of = \"soon\"\n",
        "rules = 7\n",
        "rules = [\"a\", 7]\n",
        "lints = \"none\"\n",
        "[lints]\nallways-true = \"error\"\n",
        "[lints]\nnothing-like-it = \"error\"\n",
        "[lints]\nE0101 = \"allow\"\n",
        "[lints]\nalways-true = \"fatal\"\n",
        "[lints]\nalways-true = false\n",
        "asof = \"2025-03-01\"\n",
        "rules = [\n",
        "[lints\n",
        "\u{feff}rules = \"x\" y\n",
    ] {
        let folder = Folder::new();
        folder.write("a.score", RULES).write("leadscore.toml", settings);
        let run = folder.run(&["check", "a.score"]);
        run.ends_with(2);
        writeln!(told, "{settings}{}", run.err).unwrap();
    }
    let folder = Folder::new();
    folder.write("a.score", RULES).write("leadscore.toml", b"rules = \"\xff\"");
    let run = folder.run(&["check", "a.score"]);
    run.ends_with(2);
    told.push_str(&run.err);
    insta::assert_snapshot!(told);
}

#[test]
fn the_list_of_lints_is_fresh() {
    let path = repository("docs/lints.md");
    let text = fs::read_to_string(&path).unwrap();
    let mut table = String::from("\n| name | code | what it finds |\n|---|---|---|\n");
    for code in codes::ALL {
        if let Some(name) = code.lint {
            writeln!(table, "| `{name}` | [{code}](lints/{name}.md) | {} |", code.title).unwrap();
        }
    }
    table.push('\n');
    let (before, rest) = text.split_once("<!-- lints -->").unwrap();
    let (listed, after) = rest.split_once("<!-- /lints -->").unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, format!("{before}<!-- lints -->{table}<!-- /lints -->{after}")).unwrap();
    } else {
        assert_eq!(listed, table, "docs/lints.md; UPDATE_DOCS=1 writes it");
    }
}

#[test]
fn every_warning_of_rules_has_a_name_of_its_own() {
    let mut names: Vec<&str> = codes::ALL.iter().filter_map(|it| it.lint).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
    for code in codes::ALL {
        assert_eq!(code.lint.is_some(), code.id.starts_with('W'), "{code}");
    }
}

#[test]
fn the_formatter_leaves_them_where_they_are() {
    let rules = RULES.replace(
        "    5 then",
        "    # leadscore: allow never-reached because of history\n    5 then",
    );
    let id = Sources::new().add(SourceFile::new("a.score", rules.as_str()));
    let formatted = format(id, &rules).unwrap();
    assert_eq!(shown(&formatted, None, &[]).len(), shown(&rules, None, &[]).len());
}
