//! Every mistake is told, once, at its line, whatever stands around it.

use proptest::prelude::*;

use crate::support::{rendered, rules};

/// One rule with one mistake, and the code of its message.
const MISTAKES: &[(&str, &str)] = &[
    ("when industry == “Retail” then +1", "W0701"),
    ("when industry == \"Retail then +1", "E0102"),
    ("when industry == Retail then +1", "E0201"),
    ("when \"industry\" == \"Retail\" then +1", "E0302"),
    ("when industry ＝＝ \"Retail\" then +1", "W0701"),
    ("when （employees > 100) then +1", "W0701"),
    ("when employees\u{a0}> 100 then +1", "W0701"),
    ("when іndustry == \"Retail\" then +1", "E0201"),
    ("when employees > 5 аnd unsubscribed then +1", "E0122"),
    ("when employees > 5 then –10", "W0701"),
    ("when employees > 5 then +1 // big", "E0123"),
    ("-- a comment", "E0123"),
    ("/* a comment */", "E0123"),
    ("; a comment", "E0123"),
    ("when (industry == \"Retail\" and employees > 1 then +1", "E0103"),
    ("when country in [\"DE\", \"AT\" then +1", "E0103"),
    ("when employees > 5) then +1", "E0104"),
    ("when industry === \"Retail\" then +1", "W0701"),
    ("when industry equals \"Retail\" then +1", "W0701"),
    ("when employees => 100 then +1", "W0701"),
    ("when employees > 1 && unsubscribed then +1", "W0701"),
    ("when !unsubscribed then +1", "W0701"),
    ("if employees > 100 then +1", "W0701"),
    ("when employees > 100 +1", "E0111"),
    ("when employees > 100: +1", "E0111"),
    ("when employees > 100 then 20", "E0112"),
    ("when industry == \"Retail\" or \"Software\" then +1", "E0115"),
    ("when unsubscribed or employees > 5 and revenue > 1 then +1", "E0113"),
    ("when 100 < employees < 500 then +1", "E0114"),
    ("when employees in 100–500 then +1", "W0701"),
    ("when employees in 100 to 500 then +1", "W0701"),
    ("when employees in 100...500 then +1", "E0101"),
    ("when employees in [100..500] then +1", "W0701"),
    ("when employees in 500..100 then +1", "E0402"),
    ("when industry in \"Retail\" then +1", "E0302"),
    ("when industry in Retail, Software then +1", "E0121"),
    ("when title contains \"VP\" or \"Director\" then +1", "E0115"),
    ("when industy == \"Retail\" then +1", "E0201"),
    ("when Annual Revenue > 1000 then +1", "E0201"),
    ("when industry == \"Manufcturing\" then +1", "E0401"),
    ("when market == \"UK\" then +1", "E0401"),
    ("when employees > \"100\" then +1", "E0302"),
    ("when industry > 5 then +1", "E0301"),
    ("when interests == \"AI\" then +1", "E0305"),
    ("when email != null then +1", "E0306"),
    ("when email exists then +1", "E0121"),
    ("when revenue > 1,000,000 then +1", "E0109"),
    ("when revenue > 1 000 000 then +1", "E0109"),
    ("when revenue > 1,000 then +1", "E0109"),
    ("when revenue > $5k then +1", "E0108"),
    ("when revenue > 5 млн then +1", "E0108"),
    ("when created > 01/02/2025 then +1", "E0110"),
    ("when created within last 1 moth then +1", "E0117"),
    ("when created within last 2 fortnights then +1", "E0117"),
    ("whne employees > 100 then +1", "E0122"),
    ("when employees > 100 tehn +1", "E0122"),
    ("when title contians \"VP\" then +1", "E0122"),
    ("when employees is at least 100 then +1", "E0121"),
    ("when employees between 1 and 5 then +1", "E0121"),
    ("Add 10 points if employees > 100", "E0127"),
    ("=IF(employees>100,20,0)", "E0127"),
    ("• when employees > 100 then +1", "E0128"),
    ("when employees > 100 then +1;", "E0126"),
    ("when employees > then +1", "E0125"),
    ("когато employees > 100 then +1", "E0121"),
    ("when employees > 100 那么 +1", "E0121"),
    ("when employees > ๑๐๐ then +1", "E0108"),
    ("when employees > 100 then because \"big\"", "E0125"),
    ("when title matches \"[a-\" then +1", "E0404"),
    ("when lenght(title) > 5 then +1", "E0202"),
    ("when revenue / 0 > 1 then +1", "E0405"),
    ("when growth > 20 then +1", "E0308"),
    ("when industry then +1", "E0303"),
    ("when employees > 100 then +1.234", "E0408"),
    ("when employees > 100 then +1 limit ..5", "E0502"),
];

/// A file of good rules, some of which are followed by a mistake; what is expected at each line.
fn file(picks: &[Option<usize>]) -> (String, Vec<(usize, &'static str)>) {
    let mut text = String::from("use \"record.score\"\n");
    let mut expected = Vec::new();
    for (index, pick) in picks.iter().enumerate() {
        text.push_str(&format!("when employees > {index} then +1 because \"good {index}\"\n"));
        if let Some(&(rule, code)) = pick.map(|pick| &MISTAKES[pick]) {
            expected.push((text.matches('\n').count() + 1, code));
            text.push_str(rule);
            text.push('\n');
        }
    }
    text.push_str("when employees > 9999 then +1 because \"the end\"\n");
    (text, expected)
}

#[track_caller]
fn every_mistake_is_told(picks: &[Option<usize>]) {
    let (text, expected) = file(picks);
    let rules = rules(&text);
    let found: Vec<(usize, &str)> = rules
        .diagnostics
        .iter()
        // Two rules with mistakes may also ask the same thing.
        .filter(|it| !matches!(it.code.id, "W0708" | "W0719"))
        .map(|it| {
            let place = it.place().unwrap();
            let file = rules.sources.get(place.file).unwrap();
            (file.line_column(place.span.start as usize).line, it.code.id)
        })
        .collect();
    // A pair of odd characters is told at each of them.
    let mut once = found.clone();
    once.dedup();
    assert_eq!(once, expected, "in\n{text}\n{}", rendered(&rules));
}

#[test]
fn each_mistake_gives_one_message() {
    for mistake in 0..MISTAKES.len() {
        every_mistake_is_told(&[None, Some(mistake), None]);
    }
}

#[test]
fn all_mistakes_in_one_file_give_a_message_each() {
    let picks: Vec<Option<usize>> = (0..MISTAKES.len()).map(Some).collect();
    every_mistake_is_told(&picks);
    // Also without a good rule between them.
    let mut text = String::from("use \"record.score\"\n");
    text.extend(MISTAKES.iter().map(|(rule, _)| format!("{rule}\n")));
    let found = rules(&text);
    for (index, (rule, code)) in MISTAKES.iter().enumerate() {
        let told = found.diagnostics.iter().any(|it| {
            let place = it.place().unwrap();
            let file = found.sources.get(place.file).unwrap();
            it.code.id == *code && file.line_column(place.span.start as usize).line == index + 2
        });
        assert!(told, "{code} is not told at line {}: {rule}\n{}", index + 2, rendered(&found));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::support::cases(48)))]

    #[test]
    fn mistakes_do_not_hide_each_other(
        picks in prop::collection::vec(prop::option::of(0..MISTAKES.len()), 1..20),
    ) {
        every_mistake_is_told(&picks);
    }

    #[test]
    fn mistakes_inside_groups_do_not_hide_each_other(
        picks in prop::collection::vec(0..MISTAKES.len(), 1..6),
    ) {
        let rows: String = picks.iter().map(|pick| format!("  {}\n", MISTAKES[*pick].0)).collect();
        let text = format!(
            "use \"record.score\"\ngroup \"G\" {{\n{rows}  when employees > 1 then +1 because \"in\"\n}}\n\
             when employees > 2 then +2 because \"out\"\n"
        );
        let found = rules(&text);
        for (index, pick) in picks.iter().enumerate() {
            let told = found.diagnostics.iter().any(|it| {
                let place = it.place().unwrap();
                let file = found.sources.get(place.file).unwrap();
                it.code.id == MISTAKES[*pick].1
                    && file.line_column(place.span.start as usize).line == index + 3
            });
            prop_assert!(told, "{} is not told in\n{}\n{}", MISTAKES[*pick].1, text, rendered(&found));
        }
        let tree = format!("{:?}", found.file);
        prop_assert!(tree.contains("\"in\"") && tree.contains("\"out\""));
    }
}
