//! `leadscore test`

use super::args::{Common, Test};
use super::data::as_of;
use super::terminal::Terminal;
use super::{End, rules};
use crate::diagnostic::in_order;
use crate::testing::{Verdict, run_tests};

pub(super) fn run(args: &Test, common: &Common, terminal: &Terminal) -> End {
    let project = match rules::load(&args.rules, terminal) {
        Ok(project) => project,
        Err(end) => return end,
    };
    let models = match rules::models(&project, terminal) {
        Ok(models) => models,
        Err(end) => return end,
    };
    let mut findings = project.diagnostics.clone();
    let mut programs = Vec::new();
    for model in &models {
        let checked = project.check(model, None);
        findings.extend(checked.diagnostics);
        programs.extend(checked.program);
    }
    if terminal.findings(&in_order(findings), &project.sources) {
        return End::Found;
    }
    let as_of = as_of(common);
    let (mut passed, mut failed) = (0, 0);
    for program in &programs {
        for Verdict { name, place, failures, explanation } in run_tests(program, as_of) {
            if failures.is_empty() {
                passed += 1;
                continue;
            }
            failed += 1;
            let line = project.sources.get(place.file).map(|file| {
                format!("{}:{}", file.name(), file.line_column(place.span.start as usize).line)
            });
            println_or_gone(&format!("FAILED  {name}  ({})", line.unwrap_or_default()));
            for failure in &failures {
                println_or_gone(&format!(
                    "  expected {}, but {}",
                    failure.expected, failure.actual
                ));
            }
            for line in explanation.lines() {
                println_or_gone(&format!("  | {line}"));
            }
            println_or_gone("");
        }
    }
    if passed + failed == 0 {
        terminal.say("These files hold no tests. A test reads: test \"name\" { given { … } expect score == 35 }");
    }
    println_or_gone(&format!("{passed} passed, {failed} failed"));
    if failed > 0 { End::Found } else { End::Done }
}

/// Prints a line; a reader that has gone is no failure.
pub(super) fn println_or_gone(line: &str) {
    use std::io::Write;
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
