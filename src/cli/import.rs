//! `leadscore import`

use std::path::{Path, PathBuf};

use super::End;
use super::apart::check;
use super::args::{BlankStage, Import};
use super::data::fail;
use super::init::{shell_word, stem, write};
use super::terminal::Terminal;
use crate::data::{Source, thousands};
use crate::import::{self, ColumnOptions, Counts, ImportOptions, Imported, Sheet, SheetOptions};
use crate::project::plain_reason;
use crate::source::Sources;

pub(super) fn run(args: &Import, terminal: &Terminal) -> End {
    match import(args, terminal) {
        Ok(end) | Err(end) => end,
    }
}

fn import(args: &Import, terminal: &Terminal) -> Result<End, End> {
    let output = output(args);
    if !args.force && output.exists() {
        terminal.fail(
            &format!("{} is there already.", output.display()),
            "Give another file with --output, or replace it with --force.",
        );
        return Err(End::CouldNotRun);
    }
    let read: Vec<PathBuf> = [args.data.clone()].into_iter().chain(args.schema.clone()).collect();
    check(&read, &[("-o", &output)], terminal)?;
    if is_pmml(&args.data) {
        return scorecard(args, &output, terminal);
    }
    let source = Source::from(args.data.clone());
    let options = SheetOptions {
        sheet: args.sheet.clone(),
        delimiter: args.delimiter,
        encoding: args.encoding,
    };
    let sheet = Sheet::read(&source, &options).map_err(|finding| terminal.stop(&finding))?;
    let imported = import::import(&sheet, &rules(args, &output)).map_err(|refused| {
        terminal.findings(&refused.findings, &refused.sources);
        if refused.is_fault {
            own_fault("sheet", terminal);
        }
        End::Found
    })?;
    if terminal.findings(&imported.findings, &Sources::new()) {
        return Err(End::Found);
    }
    write(&output, &imported.text).map_err(|error| fail(&error, terminal))?;
    say(&imported, &output, &args.events, terminal);
    Ok(End::Done)
}

fn own_fault(what: &str, terminal: &Terminal) {
    terminal.fail(
        &format!("The rules made from the {what} are not sound, so nothing is written."),
        &format!(
            "This is a fault of leadscore, not of your {what}. Please report it with the {what}."
        ),
    );
}

fn is_pmml(data: &Path) -> bool {
    data.extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("pmml") || it.eq_ignore_ascii_case("xml"))
}

/// Makes rules from a scorecard in PMML.
fn scorecard(args: &Import, output: &Path, terminal: &Terminal) -> Result<End, End> {
    let bytes = std::fs::read(&args.data).map_err(|error| {
        let reason = plain_reason(&error);
        terminal.fail(&format!("{} cannot be read: {reason}.", args.data.display()), "");
        End::CouldNotRun
    })?;
    let text = import::scorecard_text(&bytes, args.encoding);
    let made = text.and_then(|it| import::scorecard(&it, output)).map_err(|refused| {
        terminal.findings(&refused.findings, &refused.sources);
        if refused.is_fault {
            own_fault("model", terminal);
        }
        End::Found
    })?;
    terminal.findings(&made.findings, &Sources::new());
    write(output, &made.text).map_err(|error| fail(&error, terminal))?;
    let characteristics = counted(made.characteristics, "characteristic");
    let rules = counted(made.rules, "rule");
    terminal.say(&format!("{characteristics} read: {rules}"));
    let file = shell_word(output);
    terminal.say(&format!(
        "\nNow check the rules, and score your leads:\n  leadscore check {file}\n  leadscore score {file} LEADS"
    ));
    Ok(End::Done)
}

/// The file that was asked for, or the name of the sheet's file with another ending.
fn output(args: &Import) -> PathBuf {
    let usual = || format!("{}.score", stem(&args.data).unwrap_or("points".to_owned()));
    args.output.clone().unwrap_or_else(|| PathBuf::from(usual()))
}

fn rules(args: &Import, output: &Path) -> ImportOptions {
    ImportOptions {
        columns: ColumnOptions {
            asset: args.asset.clone(),
            stage: args.stage.clone(),
            score: args.score.clone(),
        },
        blank_stage: match args.blank_stage {
            BlankStage::Above => import::BlankStage::Above,
            BlankStage::None => import::BlankStage::None,
        },
        events: args.events.clone(),
        field: args.field.clone(),
        ready_at: args.ready_at,
        schema: args.schema.clone(),
        output: output.to_owned(),
        model: stem(output).unwrap_or("points".to_owned()),
    }
}

/// Says what became of the rows, and what to do next.
fn say(imported: &Imported, output: &Path, events: &str, terminal: &Terminal) {
    let Counts { rows, rules, repeated, left_out } = imported.counts;
    let count = |number: usize| thousands(number as u64);
    terminal.say(&format!(
        "{} read: {}, {} repeated, {} left out",
        counted(rows, "row"),
        counted(rules, "rule"),
        count(repeated),
        count(left_out)
    ));
    let stages = match imported.stages {
        0 => String::new(),
        stages => format!(" in {}", counted(stages, "stage")),
    };
    terminal.say(&format!("{}: {}{stages}", output.display(), counted(rules, "asset")));
    let (file, events) = (shell_word(output), shell_word(Path::new(&format!("{events}=EVENTS"))));
    terminal.say(&format!(
        "\nNow check the rules, and score your leads:\n  leadscore check {file}\n  leadscore score {file} LEADS --with {events}"
    ));
}

/// `1 row`, `1,200 rows`
fn counted(number: usize, word: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{} {word}{s}", thousands(number as u64))
}
