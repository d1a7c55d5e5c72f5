//! Lists, `let`s and fields that nothing uses.

use leadscore::fix::{apply, offered};
use leadscore::project::Project;

use crate::support::Folder;

/// The codes and lines that `leadscore check` finds in files; the first ones are named on the command line.
fn found(files: &[(&str, &str)], named: &[&str], more: &[&str]) -> Vec<String> {
    let folder = Folder::new();
    for (name, text) in files {
        folder.write(name, text);
    }
    let run = folder.run(&[&["check"], named, &["--format", "short"], more].concat());
    let place = |line: &str| {
        let mut parts = line.splitn(4, ':');
        let (file, at) = (parts.next()?, parts.next()?);
        let code = line.split(['[', ']']).nth(1)?;
        Some(format!("{}:{at} {code}", file.trim_start_matches("./")))
    };
    run.out.lines().filter_map(place).collect()
}

fn in_one(rules: &str) -> Vec<String> {
    let record = "record Lead { id: text, key  country: text  staff: integer  visits: list of Visit }\n\
                  record Visit { page: text }\nmodel m scores Lead\n";
    found(&[("a.score", &format!("{record}{rules}"))], &["a.score"], &[])
}

#[test]
fn what_no_rule_says_is_told() {
    let cases: &[(&str, &[&str])] = &[
        ("list a = [\"DE\"]\nwhen country == \"DE\" then +1\n", &["a.score:4 W0725"]),
        ("let a = staff > 5\nwhen country == \"DE\" then +1\n", &["a.score:4 W0726"]),
        ("let b for Visit = page == \"/a\"\nwhen any visits then +1\n", &["a.score:4 W0726"]),
        // Only the last of a chain: what it was made of is told when it is gone.
        ("let a = staff + 1\nlet b = a > 5\nwhen staff > 1 then +1\n", &["a.score:5 W0726"]),
    ];
    for (rules, expected) in cases {
        assert_eq!(in_one(rules), *expected, "{rules}");
    }
}

#[test]
fn every_place_that_says_a_name_uses_it() {
    for use_of in [
        "when a then +1\n",
        "when not (a and country == \"DE\") then +1\n",
        "disqualify when a\n",
        "match country {\n  \"DE\" then +1\n  otherwise then +2\n}\nwhen A then +1\n",
        "for each visits where page == \"x\" and a then +1\n",
        "when any visits where lead.a then +1\n",
    ] {
        assert_eq!(in_one(&format!("let a = staff > 5\n{use_of}")), [""; 0], "{use_of}");
    }
    for use_of in [
        "when country in a then +1\n",
        "match country {\n  a then +1\n  otherwise then +2\n}\n",
        "let b = country in a\nwhen b then +1\n",
        "when count(visits where page contains any of a) > 1 then +1\n",
    ] {
        assert_eq!(in_one(&format!("list a = [\"DE\"]\n{use_of}")), [""; 0], "{use_of}");
    }
    let told = "bands { Hot from 5, Cold otherwise }\nwhen staff > 1 then +1\n\
                when staff > 2 then +9\n";
    for action in ["call(how: a)", "call(how: \"for {a} people\")"] {
        let rules = format!("let a = staff + 1\n{told}on entering Hot do {action}\n");
        assert_eq!(in_one(&rules), [""; 0], "{action}");
    }
    assert_eq!(in_one("let a = staff + 1\nwhen country == \"DE\" then +1 per a\n"), [""; 0]);
}

const LIBRARY: &str = "record Lead { country: text  fax: text  staff: integer, required }\n\
                       list near = [\"DE\"]\nlist far = [\"US\"]\n";
const NEAR: &str = "use \"lib.score\"\nwhen country in near then +1\n";
const FAR: &str = "use \"lib.score\"\nwhen country in far then +1\n";

#[test]
fn a_library_is_judged_beside_its_models() {
    let files = [("lib.score", LIBRARY), ("near.score", NEAR), ("far.score", FAR)];
    assert_eq!(found(&files, &["."], &[]), [""; 0]);
    assert_eq!(found(&files, &["lib.score", "near.score"], &[]), ["lib.score:3 W0725"]);
    // Nobody knows what others do with it.
    assert_eq!(found(&files, &["near.score"], &[]), [""; 0]);
    assert_eq!(found(&files, &["lib.score"], &[]), [""; 0]);
}

#[test]
fn fields_are_told_if_somebody_asks() {
    let files = [("lib.score", LIBRARY), ("near.score", NEAR), ("far.score", FAR)];
    let asked = ["--lint", "unused-field"];
    assert_eq!(found(&files, &["."], &asked), ["lib.score:1 W0727"]);
    let tested = format!("{NEAR}test \"t\" {{ given {{ fax: \"1\" }} expect score == 0 }}\n");
    let files = [("lib.score", LIBRARY), ("near.score", &tested), ("far.score", FAR)];
    assert_eq!(found(&files, &["."], &asked), [""; 0]);
}

#[test]
fn fields_that_join_records_are_used() {
    let rules = "model m scores Lead\nrecord Lead { id: text, key  visits: list of Visit, by lead }\n\
                 record Visit { lead: text  page: text  at: datetime, time }\n\
                 for each visits then +1\n";
    let told = found(&[("a.score", rules)], &["a.score"], &["--lint", "unused-field"]);
    assert_eq!(told, ["a.score:3 W0727"], "the page alone");
}

#[test]
fn a_misspelled_name_is_one_mistake() {
    let told = in_one("list near = [\"DE\"]\nwhen country in naer then +1\n");
    assert_eq!(told, ["a.score:5 E0201"]);
}

#[test]
fn a_comment_lets_it_pass() {
    let allowed = "# leadscore: allow unused-list because it is kept for next year\n\
                   list near = [\"DE\"]\nwhen country == \"DE\" then +1\n";
    assert_eq!(in_one(allowed), [""; 0]);
    let needless = "# leadscore: allow unused-field because the export has it\n\
                    when country == \"DE\" then +1\n";
    assert_eq!(in_one(needless), [""; 0], "nobody has looked for it");
}

#[test]
fn what_is_offered_leaves_sound_rules() {
    let folder = Folder::new();
    folder.write(
        "a.score",
        "record Lead { country: text }\nlist a = [\"DE\"]\nwhen country == \"DE\" then +1\n",
    );
    let project = Project::load(&[folder.path("a.score")]);
    let finding = project.findings().remove(0);
    let file = finding.place().unwrap().file;
    let (text, _) = apply(&folder.read("a.score"), file, &offered(&finding));
    assert_eq!(text, "record Lead { country: text }\nwhen country == \"DE\" then +1\n");
}
