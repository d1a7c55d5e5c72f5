//! `leadscore test`

mod args;
mod github;
mod human;
mod json;
mod junit;
mod lcov;
mod propose;
mod sarif;

use std::io::Write;
use std::path::PathBuf;

pub(super) use args::{Test, TestForm};

use super::apart::{self, named};
use super::args::Common;
use super::data::{as_of, fail};
use super::terminal::Terminal;
use super::watch::Changes;
use super::{End, rules};
use crate::data::AtomicFile;
use crate::diagnostic::{in_order, printable};
use crate::ir::{AsOf, Program};
use crate::project::Project;
use crate::testing::{Coverage, Kind, Mutation, Tally, Verdict, run_tests};

pub(super) fn run(args: &Test, common: &Common, terminal: &Terminal) -> End {
    if let Some(end) = args.mistake(terminal) {
        return end;
    }
    if args.generate {
        return propose::run(args, common, terminal).unwrap_or_else(|end| end);
    }
    if args.watch {
        return watch(args, common, terminal);
    }
    once(args, common, terminal, &mut Vec::new()).unwrap_or_else(|end| end)
}

impl Test {
    /// Options that do not go together.
    fn mistake(&self, terminal: &Terminal) -> Option<End> {
        let told = match self.format {
            TestForm::Lcov if !self.coverage => {
                ("LCOV tells what tests cover.", "Add --coverage, or choose another --format.")
            }
            _ if self.min.is_some() && !self.coverage && !self.mutate => {
                ("--min needs something to measure.", "Add --coverage, --mutate or both.")
            }
            _ => return None,
        };
        terminal.fail(told.0, told.1);
        Some(End::CouldNotRun)
    }
}

/// Runs the tests again and again, whenever a file changes.
fn watch(args: &Test, common: &Common, terminal: &Terminal) -> End {
    if args.rules.iter().any(|it| !it.exists()) {
        return once(args, common, terminal, &mut Vec::new()).unwrap_or_else(|end| end);
    }
    let mut changes = match Changes::of(&args.rules) {
        Ok(changes) => changes,
        Err(error) => {
            terminal.fail(&format!("The files cannot be watched: {error}."), "");
            return End::CouldNotRun;
        }
    };
    let mut used = Vec::new();
    loop {
        // What is wrong has been told, and may be mended with the next change.
        let _ = once(args, common, terminal, &mut used);
        changes.also(&used);
        terminal.say("watching; end with Ctrl-C");
        let Some(changed) = changes.next() else { return End::Done };
        terminal.show(&format!("\n{} changed", changed.join(", ")));
    }
}

/// What came of the tests of one model.
struct Tested {
    program: Program,
    verdicts: Vec<Verdict>,
    coverage: Option<Coverage>,
    mutation: Option<Mutation>,
}

/// All that a run found.
struct Results<'a> {
    project: &'a Project,
    models: Vec<Tested>,
}

impl Results<'_> {
    fn verdicts(&self) -> impl Iterator<Item = &Verdict> {
        self.models.iter().flat_map(|it| &it.verdicts)
    }

    fn failed(&self) -> usize {
        self.verdicts().filter(|it| !it.failures.is_empty()).count()
    }

    fn coverages(&self) -> impl Iterator<Item = &Coverage> {
        self.models.iter().filter_map(|it| it.coverage.as_ref())
    }

    fn mutations(&self) -> impl Iterator<Item = &Mutation> {
        self.models.iter().filter_map(|it| it.mutation.as_ref())
    }
}

/// Runs all tests once; `used` becomes the files on which they depend.
fn once(
    args: &Test,
    common: &Common,
    terminal: &Terminal,
    used: &mut Vec<PathBuf>,
) -> Result<End, End> {
    let project = rules::load(&args.rules, terminal)?;
    *used = project.paths();
    apart::check(used, named("-o", args.output.as_deref()).as_slice(), terminal)?;
    let programs = programs(&project, terminal)?;
    let as_of = as_of(common);
    let results = Results {
        project: &project,
        models: programs.into_iter().map(|it| tested(it, args, as_of)).collect(),
    };
    if results.verdicts().next().is_none() {
        terminal.say("These files hold no tests. A test reads: test \"name\" { given { … } expect score == 35 }");
    }
    let text = match args.format {
        TestForm::Human => printable(&human::write(&results)),
        TestForm::Json => json::write(&results),
        TestForm::Junit => junit::write(&results),
        TestForm::Github => github::write(&results),
        TestForm::Lcov => lcov::write(&results),
        TestForm::Sarif => sarif::write(&results),
    };
    print(args, &text, terminal)?;
    let enough = is_enough(args, &results, terminal);
    Ok(if results.failed() > 0 || !enough { End::Found } else { End::Done })
}

/// The programs of all models; mistakes in the rules are told.
fn programs(project: &Project, terminal: &Terminal) -> Result<Vec<Program>, End> {
    let models = rules::models(project, terminal)?;
    let mut findings = project.diagnostics.clone();
    let mut programs = Vec::new();
    for model in &models {
        let checked = project.check(model, None);
        findings.extend(checked.diagnostics);
        programs.extend(checked.program);
    }
    match terminal.findings(&in_order(findings), &project.sources) {
        true => Err(End::Found),
        false => Ok(programs),
    }
}

fn tested(program: Program, args: &Test, as_of: AsOf) -> Tested {
    let verdicts = run_tests(&program, as_of);
    let coverage = args.coverage.then(|| Coverage::of(&program, as_of));
    let mutation = args.mutate.then(|| Mutation::of(&program, as_of));
    Tested { program, verdicts, coverage, mutation }
}

/// Puts the results where they belong.
fn print(args: &Test, text: &str, terminal: &Terminal) -> Result<(), End> {
    let Some(path) = &args.output else {
        terminal.write(text);
        return Ok(());
    };
    let written = AtomicFile::create(path).and_then(|mut file| {
        file.write_all(text.as_bytes()).map_err(|error| file.error(error))?;
        file.commit()
    });
    written.map_err(|error| fail(&error, terminal))
}

/// Whether the shares that `--min` asks for are reached; if not, it is said what is missing most.
fn is_enough(args: &Test, results: &Results<'_>, terminal: &Terminal) -> bool {
    let Some(least) = args.min else { return true };
    let covered: Tally = results.coverages().map(Coverage::total).sum();
    let noticed: Tally = results.mutations().map(Mutation::tally).sum();
    if !covered.is_at_least(least) {
        let of = |kind: Kind| -> Tally { results.coverages().map(|it| it.of_kind(kind)).sum() };
        let kinds = Kind::ALL.into_iter().map(|it| (it.word(), of(it))).rev();
        let most = kinds.max_by_key(|(_, it)| it.all - it.reached);
        let most = most.map(|(kind, it)| format!("{} of {} {kind}", it.all - it.reached, it.all));
        let percent = covered.percent();
        let message = format!("The tests cover {percent}%, and --min asks for {least}%.");
        let help = format!(
            "Most is missing of these: {}. leadscore test --generate writes the tests for them.",
            most.unwrap_or_default()
        );
        terminal.fail(&message, &help);
    }
    if !noticed.is_at_least(least) {
        let percent = noticed.percent();
        let message =
            format!("The tests notice {percent}% of the changes, and --min asks for {least}%.");
        terminal.fail(&message, "Write a test for each change that is listed above.");
    }
    covered.is_at_least(least) && noticed.is_at_least(least)
}
