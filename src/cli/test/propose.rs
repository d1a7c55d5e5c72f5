//! `leadscore test --generate`: writes the tests that are missing.

use std::path::{Component, Path, PathBuf};

use super::args::Test;
use super::{print, programs};
use crate::cli::args::Common;
use crate::cli::data::as_of;
use crate::cli::terminal::Terminal;
use crate::cli::{End, rules};
use crate::format;
use crate::source::{SourceFile, Sources};
use crate::testing::{Proposals, generate};

pub(super) fn run(args: &Test, common: &Common, terminal: &Terminal) -> Result<End, End> {
    let project = rules::load(&args.rules, terminal)?;
    let programs = programs(&project, terminal)?;
    let models = rules::models(&project, terminal)?;
    let mut text = String::new();
    if let Some(output) = &args.output {
        match models.as_slice() {
            [model] if !output.exists() => {
                text.push_str(&format!("use \"{}\"\n\n", way(output, &model.path)));
            }
            [_] => {
                let message = format!("{} is there already.", output.display());
                terminal
                    .fail(&message, "Name a new file, look at its tests, and keep what is right.");
                return Err(End::CouldNotRun);
            }
            _ => {
                terminal
                    .fail("A file of tests belongs to one model.", "Name the file of one model.");
                return Err(End::CouldNotRun);
            }
        }
    }
    let as_of = as_of(common);
    for program in &programs {
        let proposals = generate(program, as_of, args.mutate);
        if programs.len() > 1 && !proposals.tests.is_empty() {
            text.push_str(&format!("# {}\n\n", program.name));
        }
        for test in &proposals.tests {
            text.push_str(&test.text(program));
            text.push('\n');
        }
        told(&program.name, &proposals, terminal);
    }
    print(args, &usual(&text), terminal)?;
    Ok(End::Done)
}

/// How many tests are proposed, and what none was found for.
fn told(model: &str, proposals: &Proposals, terminal: &Terminal) {
    let count = match proposals.tests.len() {
        0 => "no test is missing".to_owned(),
        1 => "1 test proposed".to_owned(),
        several => format!("{several} tests proposed"),
    };
    terminal.say(&format!("{model}: {count}; read them before you keep them"));
    if !proposals.out_of_reach.is_empty() {
        terminal.say("No record was found for:");
        for goal in &proposals.out_of_reach {
            terminal.say(&format!("  - {}", goal.name));
        }
    }
}

/// Rules in the usual form.
fn usual(text: &str) -> String {
    let id = Sources::new().add(SourceFile::new("tests", text));
    format::format(id, text).unwrap_or_else(|_| text.to_owned())
}

/// The way from the folder of one file to another file, with `/` between its parts.
fn way(from: &Path, to: &Path) -> String {
    let absolute = |it: &Path| std::path::absolute(it).unwrap_or_else(|_| it.to_owned());
    let (from, to) = (absolute(from), absolute(to));
    let parts = |it: &Path| -> Vec<PathBuf> {
        it.components()
            .filter(|it| *it != Component::CurDir)
            .map(|it| PathBuf::from(it.as_os_str()))
            .collect()
    };
    let (from, to) = (parts(from.parent().unwrap_or(&from)), parts(&to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..".to_owned(), from.len() - common);
    let down = to.iter().skip(common).map(|it| it.to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
