//! `leadscore fix`: what it mends, and what it leaves alone.

use leadscore::diagnostic::codes;
use proptest::prelude::*;

use crate::support::{Folder, fixed, program, rules};

/// The texts between quotes, in order.
fn texts(rules: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut chars = rules.chars();
    while let Some(c) = chars.next() {
        let close = match c {
            '#' => {
                chars.by_ref().take_while(|c| *c != '\n').for_each(drop);
                continue;
            }
            '"' => '"',
            '“' => '”',
            '\'' => '\'',
            _ => continue,
        };
        found.push(chars.by_ref().take_while(|c| *c != close).collect());
    }
    found
}

/// Slips that have one meaning, each with what is written.
const SLIPS: &[(&str, &str)] = &[
    ("when", "if"),
    ("when", "whne"),
    ("when", "whenever"),
    ("when", "wenn"),
    ("then", "->"),
    ("then", "tehn"),
    ("then", "dann"),
    (">", "is greater than"),
    (">", "exceeds"),
    (">=", "=>"),
    (">=", "at least"),
    ("==", "==="),
    ("==", "equals"),
    ("and", "&&"),
    ("and", "и"),
    ("or", "||"),
    ("or", "oder"),
    ("contains", "includes"),
    ("contains", "contians"),
    ("because", "becuase"),
    ("because", "reason"),
];

/// One rule as words, so that some of them can be written otherwise.
fn rule() -> impl Strategy<Value = Vec<String>> {
    let condition = prop_oneof![
        (1..900_u32).prop_map(|it| format!("employees > {it}")),
        (1..900_u32).prop_map(|it| format!("revenue >= {it}")),
        "[A-Za-z ]{1,8}".prop_map(|it| format!("country == \"x{it}\"")),
        "[a-z]{2,6}".prop_map(|it| format!("email contains \"{it}\"")),
    ];
    let more = prop::collection::vec(condition.clone(), 0..2);
    let joint = prop_oneof![Just("and"), Just("or")];
    (condition, more, joint, 1..60_i32, 0..1_000_000_u32).prop_map(
        |(first, more, joint, points, name)| {
            let mut text = format!("when {first}");
            for condition in more {
                text.push_str(&format!(" {joint} {condition}"));
            }
            text.push_str(&format!(" then +{points} because \"reason {name}\""));
            // Texts hold blanks, so only words outside of them come apart.
            let mut quoted = false;
            text.split_inclusive(|c: char| {
                quoted ^= c == '"';
                c == ' ' && !quoted
            })
            .map(|it| it.trim().to_owned())
            .collect()
        },
    )
}

/// Rules, and the same rules with slips in them.
fn rules_with_slips() -> impl Strategy<Value = (String, String)> {
    let slips = prop::collection::vec((0..12_usize, 0..SLIPS.len()), 0..3);
    prop::collection::vec((rule(), slips), 1..8).prop_map(|rules| {
        let (mut good, mut bad) = (String::new(), String::new());
        for (words, slips) in rules {
            let mut written = words.clone();
            for (at, slip) in slips {
                let (ours, theirs) = SLIPS[slip];
                let index = at % words.len();
                if words[index] == ours {
                    written[index] = theirs.to_owned();
                }
            }
            good.push_str(&format!("{}\n", words.join(" ")));
            bad.push_str(&format!("{}\n", written.join(" ")));
        }
        (good, bad)
    })
}

const HEAD: &str = "use \"record.score\"\n";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::support::cases(96)))]

    #[test]
    fn slips_are_mended_to_the_rules_that_were_meant((good, bad) in rules_with_slips()) {
        let mended = fixed(&format!("{HEAD}{bad}"));
        prop_assert_eq!(mended, format!("{HEAD}{good}"), "written as:\n{}", bad);
    }

    #[test]
    fn a_second_run_changes_nothing((_, bad) in rules_with_slips()) {
        let once = fixed(&format!("{HEAD}{bad}"));
        prop_assert_eq!(&fixed(&once), &once);
    }

    #[test]
    fn what_is_only_spelled_otherwise_keeps_its_meaning((_, bad) in rules_with_slips()) {
        let text = format!("{HEAD}{bad}");
        let before = rules(&text);
        // Rules with errors have no scores to keep.
        if let Some(meaning) = before.program {
            let mended = program(&fixed(&text));
            prop_assert_eq!(format!("{:?}", meaning.rules.len()), format!("{:?}", mended.rules.len()));
            for (a, b) in meaning.rules.iter().zip(&mended.rules) {
                prop_assert_eq!(format!("{:?}", a.body), format!("{:?}", b.body));
                prop_assert_eq!(a.limit, b.limit);
            }
        }
    }

    #[test]
    fn texts_are_left_alone((_, bad) in rules_with_slips()) {
        let text = format!("{HEAD}{bad}");
        prop_assert_eq!(texts(&text), texts(&fixed(&text)));
    }
}

#[test]
fn every_case_is_fixed_in_one_run_and_keeps_its_texts() {
    insta::glob!("../diagnostics", "*/*.score", |path| {
        let text = std::fs::read_to_string(path).unwrap();
        let once = fixed(&text);
        assert_eq!(once, fixed(&once), "{}: a second run changes something", path.display());
        // What is fixed is not found again.
        let left = rules(&once).diagnostics;
        let safe: Vec<&str> = left
            .iter()
            .filter(|it| leadscore::fix::safe(it).is_some())
            .map(|it| it.message.as_str())
            .collect();
        assert_eq!(safe, Vec::<&str>::new(), "{}: still to be fixed in\n{once}", path.display());
        // Valid rules stay valid, and mean the same. (Where a value stands twice, one is taken out: that this
        // changes no score is tested with the mistakes of logic.)
        let before = rules(&text);
        let twice = before.diagnostics.iter().any(|it| it.code == codes::TWICE_IN_LIST);
        if let Some(before) = before.program.filter(|_| !twice) {
            let after = program(&once);
            for (a, b) in before.rules.iter().zip(&after.rules) {
                assert_eq!(format!("{:?}", a.body), format!("{:?}", b.body), "{}", path.display());
            }
        }
    });
}

const WRONG: &str = "record Lead { n: number  t: text }\nif n => 5 && t = “a” then +5\n";
const MENDED: &str = "record Lead { n: number  t: text }\nwhen n >= 5 and t = \"a\" then +5\n";

#[test]
fn files_are_fixed_in_place() {
    let folder = Folder::new();
    folder.write("rules.score", WRONG);
    let run = folder.run(&["fix", "rules.score"]);
    assert_eq!((run.code, folder.read("rules.score").as_str()), (0, MENDED), "{}", run.err);
    insta::assert_snapshot!(run.err);
    let again = folder.run(&["fix", "rules.score"]);
    assert_eq!((again.code, folder.read("rules.score").as_str()), (0, MENDED));
    assert_eq!(again.err, "Nothing to fix without asking.\n");
}

#[test]
fn a_dry_run_shows_a_diff_and_changes_nothing() {
    let folder = Folder::new();
    folder.write("rules.score", WRONG);
    let run = folder.run(&["fix", "rules.score", "--dry-run"]);
    assert_eq!((run.code, folder.read("rules.score").as_str()), (1, WRONG));
    insta::assert_snapshot!(run.out);
    folder.write("rules.score", MENDED);
    assert_eq!(folder.run(&["fix", "rules.score", "--dry-run"]).code, 0);
}

#[test]
fn what_chooses_a_meaning_is_left_and_counted() {
    let folder = Folder::new();
    folder.write("rules.score", "record Lead { n: number }\nwhen n > 1,000 then 5\n");
    let run = folder.run(&["fix", "rules.score"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.err);
}

/// Three choices: a point, a comma and two values.
const CHOICES: &str = "record Lead { n: integer, t: text }\n\
    when n > 1.000 then +5\nwhen n > 2,000 then +6\nwhen t is A or B then +7\n";

#[test]
fn suggestions_are_chosen_one_by_one() {
    let folder = Folder::new();
    folder.write("rules.score", CHOICES);
    let run = folder.run_on(&["fix", "rules.score", "--suggestions"], "perhaps\n1\nn\ny\n");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    insta::assert_snapshot!(run.err);
    let fixed = CHOICES.replace("1.000", "1000").replace("is A or B", "in [\"A\", \"B\"]");
    assert_eq!(folder.read("rules.score"), fixed);
}

#[test]
fn the_end_of_the_answers_changes_nothing_more() {
    for answers in ["", "q\n1\n1\n"] {
        let folder = Folder::new();
        folder.write("rules.score", CHOICES);
        let run = folder.run_on(&["fix", "rules.score", "--suggestions"], answers);
        assert_eq!((run.code, folder.read("rules.score").as_str()), (1, CHOICES));
    }
}

#[test]
fn rules_and_answers_cannot_both_come_from_standard_input() {
    let run = Folder::new().run_on(&["fix", "-", "--suggestions"], WRONG);
    run.ends_with(2).says("Standard input holds the rules");
}

#[test]
fn standard_input_is_fixed_to_standard_output() {
    let run = Folder::new().run_on(&["fix", "-"], WRONG);
    assert_eq!((run.code, run.out.as_str()), (0, MENDED));
}

#[test]
fn only_the_named_files_are_changed() {
    let folder = Folder::new();
    folder.write("crm.score", "record Lead { n: number }\nlet big = n => 5\n");
    folder.write("rules.score", "use \"crm.score\"\nif big then +5\n");
    assert_eq!(folder.run(&["fix", "rules.score"]).code, 0);
    assert_eq!(folder.read("rules.score"), "use \"crm.score\"\nwhen big then +5\n");
    assert!(folder.read("crm.score").contains("=>"));
    assert_eq!(folder.run(&["fix", "."]).code, 0);
    assert!(folder.read("crm.score").contains(">="));
}

/// `if град == "София" then +5`, with its record, saved as Windows-1251.
const WINDOWS_1251: &[u8] =
    b"record Lead { \xE3\xF0\xE0\xE4: text }\nif \xE3\xF0\xE0\xE4 == \"\xD1\xEE\xF4\xE8\xFF\" then +5\n";

#[test]
fn another_encoding_is_written_as_utf_8() {
    let folder = Folder::new();
    folder.write("rules.score", WINDOWS_1251);
    // Without being told nothing is guessed.
    let run = folder.run(&["fix", "rules.score"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("fix --from windows-1251"), "{}", run.err);
    let run = folder.run(&["fix", "rules.score", "--from", "windows-1251"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let mended = "record Lead { град: text }\nwhen град == \"София\" then +5\n";
    assert_eq!(folder.read("rules.score"), mended);
    // What is UTF-8 already stays so.
    assert_eq!(folder.run(&["fix", "rules.score", "--from", "windows-1251"]).code, 0);
    assert_eq!(folder.read("rules.score"), mended);
}

#[test]
fn an_encoding_that_does_not_exist_is_told() {
    let folder = Folder::new();
    folder.write("rules.score", WINDOWS_1251);
    let run = folder.run(&["fix", "rules.score", "--from", "windows-1215"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("windows-1251"), "{}", run.err);
}

/// A part of the condition makes no difference, and the last rule is over.
const PROVED: &str = "record Lead { n: integer  t: text }
when (n > 500 and t == \"A\") or (n > 100 and t in [\"A\", \"B\"]) then +10
when n > 5 then +1 valid ..2020-12-31
";

#[test]
fn what_is_proved_is_fixed_too() {
    let folder = Folder::new();
    let short = PROVED.replace("(n > 500 and t == \"A\") or ", "");
    folder.write("rules.score", PROVED);
    folder
        .run(&["fix", "rules.score"])
        .ends_with(0)
        .says("rules.score:2: Leave this part out. (W0803)");
    assert_eq!(folder.read("rules.score"), short);
    folder.run(&["fix", "rules.score"]).ends_with(0).says("Nothing to fix without asking.");
    // Standard input as well.
    let run = folder.run_on(&["fix", "-"], PROVED);
    run.ends_with(0).prints(&short);
}

#[test]
fn what_is_allowed_or_wanted_only_by_name_is_left() {
    let folder = Folder::new();
    let comment = "# leadscore: allow needless-test because the fair will have other values\n";
    let allowed = PROVED.replace("when (", &format!("{comment}when ("));
    folder.write("rules.score", &allowed);
    folder.run(&["fix", "rules.score"]).ends_with(0).says("Nothing to fix without asking.");
    assert_eq!(folder.read("rules.score"), allowed);
    let run = folder.run(&["fix", "rules.score", "--lint", "expired", "--deny", "warnings"]);
    run.ends_with(0).says("Nothing to fix without asking.");
    assert_eq!(folder.read("rules.score"), allowed, "a rule is taken out only by a person");
}
