//! `leadscore compile`: the same rules for other programs, one file for each target.

mod args;
mod json;
mod pmml;
mod sql;

use std::path::{Path, PathBuf};

use super::apart;
use super::args::Common;
use super::data::fail;
use super::init::write;
use super::terminal::Terminal;
use super::{End, rules};
use crate::diagnostic::{Diagnostic, in_order, nearest};
use crate::ir::{Program, name_key};
use crate::source::Sources;
pub(super) use args::Compile;
use args::{Described, Target};

pub(super) fn run(args: &Compile, common: &Common, terminal: &Terminal) -> End {
    match compile(args, common, terminal) {
        Ok(end) | Err(end) => end,
    }
}

impl Target {
    /// What the files of a target end in.
    fn ending(self) -> &'static str {
        match self {
            Self::Sql => "sql",
            Self::Pmml => "pmml",
            Self::JsonSchema => "schema.json",
            Self::Ir => "ir.json",
        }
    }

    /// What a model becomes, with what is to be said about it, or why it cannot.
    fn text(
        self,
        program: &Program,
        sources: &Sources,
        args: &Compile,
        common: &Common,
    ) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
        let silent = |text| (text, Vec::new());
        match self {
            Self::Sql => sql::text(program, args, common).map(silent),
            Self::Pmml => pmml::text(program, common),
            Self::JsonSchema => {
                Ok(silent(json::schema(program, args.of.unwrap_or(Described::Input))))
            }
            Self::Ir => Ok(silent(json::ir(program, sources))),
        }
    }
}

fn compile(args: &Compile, common: &Common, terminal: &Terminal) -> Result<End, End> {
    args.for_target(terminal)?;
    let (project, programs) = rules::programs(std::slice::from_ref(&args.rules), terminal)?;
    rules::models(&project, terminal)?;
    let programs = wanted(programs, args, terminal)?;
    sql::checked(&programs, args, common, terminal)?;
    let mut texts = Vec::new();
    let (mut refused, mut said) = (Vec::new(), Vec::new());
    for program in &programs {
        match args.to.text(program, &project.sources, args, common) {
            Ok((text, findings)) => {
                texts.push((program, text));
                said.extend(findings);
            }
            Err(findings) => refused.extend(findings),
        }
    }
    if !refused.is_empty() {
        terminal.findings(&in_order(refused), &project.sources);
        return Err(End::Found);
    }
    terminal.findings(&said, &project.sources);
    match &args.output {
        None => {
            texts.iter().for_each(|(_, text)| terminal.write(&format!("{}\n", text.trim_end())))
        }
        Some(output) => {
            let files = store(output, &texts, args, &project.paths(), terminal)?;
            for ((program, _), path) in texts.iter().zip(files) {
                if let Some(text) = sql::beside(program, args, common) {
                    let path = path.with_extension("yml");
                    write(&path, &text).map_err(|error| fail(&error, terminal))?;
                    terminal.say(&format!("{}: what dbt tests of it", path.display()));
                }
            }
        }
    }
    Ok(End::Done)
}

/// The model with the name that is asked for, or all of them.
fn wanted(
    programs: Vec<Program>,
    args: &Compile,
    terminal: &Terminal,
) -> Result<Vec<Program>, End> {
    let names: Vec<String> = programs.iter().map(|it| it.name.clone()).collect();
    let Some(name) = &args.model else {
        if programs.len() > 1 && args.output.is_none() {
            terminal.fail(
                &format!("There are several models: {}.", names.join(", ")),
                "Name one with --model, or a folder for all of them with --output.",
            );
            return Err(End::CouldNotRun);
        }
        return Ok(programs);
    };
    let key = name_key(name);
    let found: Vec<Program> = programs.into_iter().filter(|it| name_key(&it.name) == key).collect();
    if found.is_empty() {
        let near = nearest(name, names.iter().map(String::as_str));
        let help = near.map_or_else(
            || format!("Name one of these: {}.", names.join(", ")),
            |it| format!("Did you mean {it}?"),
        );
        terminal.fail(&format!("There is no model called {name}."), &help);
        return Err(End::CouldNotRun);
    }
    Ok(found)
}

/// Writes one file, or one for each model in a folder; tells which.
fn store(
    output: &Path,
    texts: &[(&Program, String)],
    args: &Compile,
    rules: &[PathBuf],
    terminal: &Terminal,
) -> Result<Vec<PathBuf>, End> {
    let is_folder = output.is_dir() || texts.len() > 1 || args.dbt.is_some();
    if is_folder && let Err(error) = std::fs::create_dir_all(output) {
        terminal.fail(&format!("{} cannot be made: {error}.", output.display()), "");
        return Err(End::CouldNotRun);
    }
    let paths = match is_folder {
        true => in_folder(output, texts, args, terminal)?,
        false => vec![PathBuf::from(output)],
    };
    let written: Vec<_> = paths.iter().map(|it| ("-o", it.as_path())).collect();
    apart::check(rules, &written, terminal)?;
    for ((program, text), path) in texts.iter().zip(&paths) {
        write(path, text).map_err(|error| fail(&error, terminal))?;
        terminal.say(&format!("{}: {} compiled", path.display(), program.name));
    }
    Ok(paths)
}

/// The files of several models, each called like its model.
fn in_folder(
    folder: &Path,
    texts: &[(&Program, String)],
    args: &Compile,
    terminal: &Terminal,
) -> Result<Vec<PathBuf>, End> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for (program, _) in texts {
        let name = plain(args.dbt.as_ref().unwrap_or(&program.name));
        let path = folder.join(format!("{name}.{}", args.to.ending()));
        if paths.contains(&path) {
            terminal.fail(
                &format!("Two models would be written to {}.", path.display()),
                "Compile them one by one, with --model and a file of its own in --output.",
            );
            return Err(End::CouldNotRun);
        }
        paths.push(path);
    }
    Ok(paths)
}

/// A name as that of a file: letters, digits, `-`, `_` and blanks, everything else as `_`.
fn plain(name: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    name.chars().map(|c| if is_plain(c) { c } else { '_' }).collect()
}
