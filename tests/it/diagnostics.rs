//! What people get wrong, and what they are told: each file with all its findings in one snapshot.

use leadscore::ast::ItemKind;
use leadscore::diagnostic::{Applicability, Diagnostic, to_json};
use leadscore::source::Span;

use crate::support::{Rules, assert_snapshot_in, fixed, rendered, rules};

/// Every finding as one line of JSON.
fn json(rules: &Rules) -> String {
    let lines = rules.diagnostics.iter().map(|it| to_json(it, &rules.sources).to_string());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn diagnostics() {
    insta::glob!("../diagnostics", "*/*.score", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let rules = rules(&text);
        let fixed = fixed(&text);
        let fixed = if fixed == text { "(nothing without asking)" } else { fixed.trim_end() };
        let report = format!(
            "{}\n── messages\n{}── fixed\n{fixed}\n── json\n{}",
            text.trim_end(),
            rendered(&rules),
            json(&rules),
        );
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert_snapshot_in(path.parent().unwrap(), name, report);
    });
}

/// Takes ⟦ and ⟧ out of a text and tells the spans between them.
pub fn marked(text: &str) -> (String, Vec<Span>) {
    let mut plain = String::new();
    let mut spans = Vec::new();
    let mut start = 0;
    for c in text.chars() {
        match c {
            '⟦' => start = plain.len(),
            '⟧' => spans.push(Span::new(start, plain.len())),
            other => plain.push(other),
        }
    }
    (plain, spans)
}

/// Asserts that each finding stands exactly under one of the marked pieces, in order.
#[track_caller]
fn findings_stand_under(text: &str) {
    let (plain, expected) = marked(text);
    let rules = rules(&plain);
    let found: Vec<Span> = rules.diagnostics.iter().map(|it| it.place().unwrap().span).collect();
    let show = |spans: &[Span]| -> Vec<String> {
        spans.iter().map(|it| format!("{:?} at {}", &plain[it.range()], it.start)).collect()
    };
    assert_eq!(show(&expected), show(&found), "{}", rendered(&rules));
}

const RECORD: &str = "record Lead { id: text, key  industry: one of [\"Manufacturing\", \"Retail\"]  \
     employees: integer  country: text  email: text  created: date  growth: percent  \
     interests: list of text  revenue: number  `страна`: text }\n";

/// Ten rules with a mistake each, of ten kinds, and a good rule after each of them.
const TEN: &str = r#"
when ⟦industy⟧ == "Retail" then +1 because "1"
when employees > 1 then +1 because "good 1"
when industry == ⟦"Manufcturing"⟧ then +1 because "2"
when employees > 2 then +1 because "good 2"
when employees > ⟦"100"⟧ then +1 because "3"
when employees > 3 then +1 because "good 3"
when employees > 100 ⟦+20⟧ because "4"
when employees > 4 then +1 because "good 4"
when employees > 500 then ⟦20⟧ because "5"
when employees > 5 then +1 because "good 5"
when interests ⟦==⟧ "AI" then +1 because "6"
when employees > 6 then +1 because "good 6"
when created > ⟦01/02/2025⟧ then +1 because "7"
when employees > 7 then +1 because "good 7"
when growth > ⟦20⟧ then +1 because "8"
when employees > 8 then +1 because "good 8"
when ⟦(⟧employees > 900 then +1 because "9"
when employees > 9 then +1 because "good 9"
when country matches ⟦"[a-"⟧ then +1 because "10"
when employees > 10 then +1 because "good 10"
"#;

#[test]
fn ten_mistakes_give_ten_messages_under_the_right_characters() {
    findings_stand_under(&format!("{RECORD}{TEN}"));
}

#[test]
fn the_rules_between_mistakes_stay_in_the_tree() {
    let (plain, _) = marked(&format!("{RECORD}{TEN}"));
    let rules = rules(&plain);
    let text = format!("{:?}", rules.file);
    for good in 1..=10 {
        assert!(text.contains(&format!("good {good}\"")), "rule good {good} is gone");
    }
    let count = rules.file.items.iter().filter(|it| matches!(it.node, ItemKind::Rule(_))).count();
    assert!(count >= 19, "only one rule cannot be read at all, and {count} of 20 are there");
}

#[test]
fn mistakes_inside_a_group_do_not_hide_each_other() {
    let rows = TEN.replace('\n', "\n  ");
    findings_stand_under(&format!(
        "{RECORD}group \"G\" {{{rows}}}\nbands {{ Hot from 5, Cold otherwise }}\n"
    ));
}

#[test]
fn carets_stand_under_letters_of_other_scripts() {
    findings_stand_under(&format!(
        "{RECORD}when country == \"制造业\" and ⟦employes⟧ > 5 then +1\n"
    ));
    findings_stand_under(&format!(
        "{RECORD}when country == \"e\u{301}e\u{301}\" and ⟦employes⟧ > 5 then +1\n"
    ));
    findings_stand_under(&format!("{RECORD}when страна == \"Ж\" and ⟦стана⟧ == \"Ж\" then +1\n"));
    findings_stand_under(&format!(
        "{RECORD}when country == \"👨‍👩‍👧\" and employees > ⟦\"五\"⟧ then +1\n"
    ));
}

#[test]
fn one_root_cause_gives_one_message() {
    // The same unknown field in three rules is three mistakes; a broken `let` is one, however often it is used.
    findings_stand_under(&format!(
        "{RECORD}let big = ⟦employes⟧ > 5\nwhen big then +1 because \"a\"\nwhen not big then +2 because \"b\"\n"
    ));
    // Nothing follows from a record that is not there.
    findings_stand_under(
        "model m scores ⟦Led⟧\nrecord Lead { n: number }\nwhen n > 1 then +1\nwhen x > 1 then +2\n",
    );
    // A rule that is wrong is not missed by a test that names it.
    findings_stand_under(&format!(
        "{RECORD}when ⟦employes⟧ > 5 then +1 because \"Big\"\ntest \"t\" {{ given {{ employees: 6 }} expect fired \"Big\" }}\n"
    ));
}

/// A text with the edits of a suggestion.
fn edited(text: &str, suggestion: &leadscore::diagnostic::Suggestion) -> String {
    let mut text = text.to_owned();
    let mut edits: Vec<_> = suggestion.edits.iter().collect();
    edits.sort_by_key(|it| std::cmp::Reverse(it.place.span.start));
    for edit in edits {
        text.replace_range(edit.place.span.range(), &edit.text);
    }
    text
}

#[test]
fn every_safe_fix_mends_what_it_is_about() {
    let mut tried = 0;
    insta::glob!("../diagnostics", "*/*.score", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let before = rules(&text).diagnostics;
        for finding in &before {
            for suggestion in &finding.suggestions {
                if suggestion.applicability != Applicability::Safe {
                    continue;
                }
                tried += 1;
                let mended = edited(&text, suggestion);
                let after = rules(&mended);
                let same =
                    |it: &&Diagnostic| it.code == finding.code && it.message == finding.message;
                let errors = |all: &[Diagnostic]| all.iter().filter(|it| it.is_error()).count();
                assert!(
                    after.diagnostics.iter().filter(same).count()
                        < before.iter().filter(same).count()
                        && errors(&after.diagnostics) <= errors(&before),
                    "{}: {} does not mend: {}\n{mended}\n{}",
                    path.display(),
                    suggestion.message,
                    finding.message,
                    rendered(&after)
                );
            }
        }
    });
    assert!(tried > 50, "only {tried} fixes were tried");
}

#[test]
fn messages_are_the_same_every_time() {
    let text = format!(
        "{RECORD}list aab = [\"x\"]\nlist aac = [\"y\"]\nlist aad = [\"z\"]\nlet leta = employees > 1\n\
         let letb = employees > 2\nlet letc = employees > 3\nlet country = employees > 4\nlist email = [\"x\"]\n\
         when country in aaa then +1\nwhen letz then +2\nwhen xyz > 5 then +3\n"
    );
    let first = rendered(&rules(&text));
    for _ in 0..50 {
        assert_eq!(first, rendered(&rules(&text)));
    }
}
