//! How messages look at a terminal, by flags and variables; and how many of them there are.

use crate::support::Folder;

const RULES: &str = "\
record Lead { industry: one of [\"Manufacturing\", \"Retail\"]  country: text  employees: integer }
when industry == \"Manufcturing\" then +20 because \"Fits\"
when country == \"DE\" or country == \"AT\" and employees > 50 then +5 because \"Near\"
when employees > 50 \"制造\" then +5
match country { \"DE\" then +1 }
group \"G\" { when employees > 1 then +1 }
group \"g\" { when employees > 2 then +2 }
";

fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("rules.score", RULES);
    folder
}

#[test]
fn drawings_of_ascii() {
    let folder = folder();
    let flag = folder.run(&["check", "rules.score", "--ascii"]);
    flag.ends_with(1);
    insta::assert_snapshot!(flag.err);
    // What users wrote stays as it is; everything else is ASCII.
    assert!(flag.err.replace("制造", "").is_ascii(), "{}", flag.err);
    for variables in [
        [("TERM", "dumb")],
        [("LC_ALL", "C")],
        [("LC_CTYPE", "de_DE.ISO-8859-1")],
        [("LANG", "POSIX")],
    ] {
        assert_eq!(folder.run_with(&["check", "rules.score"], &variables).err, flag.err);
    }
    let utf8 = folder.run_with(&["check", "rules.score"], &[("LANG", "bg_BG.UTF-8")]);
    assert_eq!(utf8.err, folder.run(&["check", "rules.score"]).err);
    assert!(utf8.err.contains("╭─[rules.score:2:18]"));
}

#[test]
fn every_mistake_can_be_drawn_with_ascii() {
    use leadscore::diagnostic::{Style, render};
    for rules in crate::reports::mistakes() {
        for finding in &rules.diagnostics {
            let drawing = render(finding, &rules.sources, Style { unicode: false, ..Style::PLAIN });
            let text = rules.sources.files().map(|it| it.1.text()).collect::<String>();
            let ours = |c: &char| !c.is_ascii() && !text.contains(*c);
            // Messages about characters in another script show them.
            let quoted = ["W0701", "E0205", "E0201"].contains(&finding.code.id);
            assert!(quoted || !drawing.chars().any(|c| ours(&c)), "{drawing}");
        }
    }
}

#[test]
fn tables_of_ascii() {
    let folder = Folder::new();
    folder.write("r.score", "when n > 1 then +1\n").write("l.csv", "id,n\na,2\n");
    let run = folder.run(&["score", "r.score", "l.csv", "--to", "table", "--ascii"]);
    run.ends_with(0);
    assert!(run.out.is_ascii() && run.err.is_ascii(), "{}{}", run.out, run.err);
}

#[test]
fn sentences_for_screen_readers() {
    let folder = folder();
    let flag = folder.run(&["check", "rules.score", "--screen-reader"]);
    flag.ends_with(1);
    insta::assert_snapshot!(flag.err);
    let by_variable =
        folder.run_with(&["check", "rules.score"], &[("LEADSCORE_SCREEN_READER", "1")]);
    assert_eq!(by_variable.err, flag.err);
    let off = folder.run_with(&["check", "rules.score"], &[("LEADSCORE_SCREEN_READER", "0")]);
    assert!(off.err.contains('╭'));
    let missing = folder.run(&["check", "gone.score", "--screen-reader"]);
    missing.ends_with(2);
    assert!(missing.err.starts_with("Error E0209.\n"), "{}", missing.err);
}

#[test]
fn codes_lead_to_their_pages() {
    let folder = folder();
    let link = "\u{1b}]8;;https://github.com/leadscore/leadscore/blob/main/docs/errors/E0401.md\u{1b}\\E0401\u{1b}]8;;\u{1b}\\\n";
    let args = ["check", "rules.score"];
    let linked = folder.run_with(&args, &[("FORCE_HYPERLINK", "1")]);
    assert!(linked.err.contains(link), "{}", linked.err);
    for variables in [
        &[][..],
        &[("FORCE_HYPERLINK", "0")],
        &[("FORCE_HYPERLINK", "1"), ("NO_HYPERLINK", "1")],
        &[("FORCE_HYPERLINK", "1"), ("TERM", "dumb")],
    ] {
        assert!(!folder.run_with(&args, variables).err.contains('\u{1b}'), "{variables:?}");
    }
}

#[test]
fn colours_change_nothing_but_colours() {
    let folder = folder();
    let plain = folder.run(&["check", "rules.score"]).err;
    let mut colourful = folder.run(&["check", "rules.score", "--color", "always"]).err;
    assert_ne!(plain, colourful);
    while let Some(start) = colourful.find('\u{1b}') {
        let end = start + colourful[start..].find('m').unwrap();
        colourful.replace_range(start..=end, "");
    }
    assert_eq!(plain, colourful);
}

#[test]
fn no_more_than_a_hundred_messages() {
    let folder = Folder::new();
    let warnings = "match n { 1 then +1 }\n".repeat(40);
    let errors = "when m > 1 then +1\n".repeat(120);
    folder.write("many.score", format!("record Lead {{ n: number }}\n{warnings}{errors}"));
    folder.write("leads.csv", "n\n1\n");
    let is_code = |it: &&str| it.len() == 5 && it.starts_with(['E', 'W']);
    let drawn = |text: &str| text.lines().filter(is_code).count();

    let run = folder.run(&["check", "many.score"]);
    run.ends_with(1).says("more findings (20 errors, ").says("--max-messages 0 shows all");
    assert_eq!(drawn(&run.err), 100);
    assert!(!run.err.contains('⚠'), "warnings took the place of errors");
    for args in [
        &["score", "many.score", "leads.csv"][..],
        &["explain", "many.score", "leads.csv", "--row", "1"],
        &["test", "many.score"],
    ] {
        let run = folder.run(args);
        run.ends_with(1).says("--max-messages 0 shows all");
        assert_eq!(drawn(&run.err), 100, "{args:?}");
    }
    let all = folder.run(&["check", "many.score", "--max-messages", "0"]);
    assert!(drawn(&all.err) >= 160, "{}", all.err);
    assert!(!all.err.contains("--max-messages"));
    let few = folder.run(&["check", "many.score", "--max-messages", "2", "--format", "short"]);
    few.says("more findings (118 errors, ");
    assert_eq!(few.out.lines().count(), 2);
    // Other programs get everything.
    for form in ["json", "github"] {
        let run = folder.run(&["check", "many.score", "--max-messages", "2", "--format", form]);
        assert_eq!(run.out.lines().count(), drawn(&all.err), "{form}");
        assert_eq!(run.err, "");
    }
}

#[test]
fn warnings_that_count_as_errors_look_like_errors() {
    let folder = Folder::new();
    folder.write("odd.score", "record Lead { n: number }\nmatch n { 1 then +1 }\n");
    let run = folder.run(&["check", "odd.score", "--deny", "warnings", "--format", "short"]);
    run.ends_with(1);
    assert!(run.out.contains(": error[W0703]: "), "{}", run.out);
    folder.run(&["check", "odd.score", "--deny", "warnings"]).says("1 model: 1 error, 0 warnings");
}
