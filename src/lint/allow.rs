//! `# leadscore: allow always-true because "the field is filled by the import"`.

use std::sync::atomic::{AtomicBool, Ordering};

use super::cover::covered;
use crate::ast::{Comment, File};
use crate::diagnostic::{Code, Diagnostic, codes, nearest};
use crate::source::{FileId, Place, Sources, Span};

/// What a comment to leadscore begins with, behind its `#`.
const ADDRESS: &str = "leadscore:";

/// What is wrong with a comment no comment lets pass; settings grade it.
const ABOUT_COMMENTS: [Code; 2] = [codes::BAD_ALLOW, codes::UNUSED_ALLOW];

/// Findings that a comment lets pass.
#[derive(Debug)]
pub struct Allow {
    /// Which findings.
    pub code: Code,
    /// Where its name stands in the comment.
    pub place: Place,
    /// The part of the file that the comment is about.
    covers: Place,
    used: AtomicBool,
}

/// All that the comments of a project let pass.
#[derive(Debug, Default)]
pub struct Allows(Vec<Allow>);

impl Allows {
    /// Adds those of a file; gives what is wrong with them.
    pub fn read(&mut self, id: FileId, file: &File, sources: &Sources) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        let text = sources.get(id).map_or("", |it| it.text());
        for comment in &file.comments {
            let Some(asked) = asked(comment) else { continue };
            match names(asked, comment) {
                Ok(names) => {
                    let covers = sources.original(id.at(covered(file, text, comment.span)));
                    for (name, span) in names {
                        let place = sources.original(id.at(span));
                        match codes::lint(name).filter(|it| !ABOUT_COMMENTS.contains(it)) {
                            Some(code) => {
                                let used = AtomicBool::new(false);
                                self.0.push(Allow { code, place, covers, used });
                            }
                            None => findings.push(unknown(name, place)),
                        }
                    }
                }
                Err(help) => {
                    let place = sources.original(id.at(comment.span));
                    let message = "This comment asks leadscore for something it does not know.";
                    findings.push(Diagnostic::warning(codes::BAD_ALLOW, place, message).help(help));
                }
            }
        }
        findings
    }

    /// The findings without those that are allowed. Errors are never.
    #[must_use]
    pub fn settle(&self, mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        findings.retain(|it| it.is_error() || !self.allows(it));
        findings
    }

    fn allows(&self, finding: &Diagnostic) -> bool {
        let Some(place) = finding.place() else { return false };
        let mut is_allowed = false;
        for allow in self.0.iter().filter(|it| it.code == finding.code && it.covers(place)) {
            allow.used.store(true, Ordering::Relaxed);
            is_allowed = true;
        }
        is_allowed
    }

    /// Those that have let nothing pass so far, of the codes that were `looked_for`.
    #[must_use]
    pub fn unused(&self, looked_for: impl Fn(Code) -> bool) -> Vec<Diagnostic> {
        let unused = self.0.iter().filter(|it| looked_for(it.code) && !it.is_used());
        unused.map(Allow::unused).collect()
    }
}

impl Allow {
    fn covers(&self, Place { file, span }: Place) -> bool {
        let covers = self.covers;
        file == covers.file && (covers.span.start..=covers.span.end).contains(&span.start)
    }

    fn is_used(&self) -> bool {
        self.used.load(Ordering::Relaxed)
    }

    fn unused(&self) -> Diagnostic {
        let name = self.code.lint.unwrap_or(self.code.id);
        let message = format!("Nothing here needs `allow {name}`.");
        Diagnostic::warning(codes::UNUSED_ALLOW, self.place, message)
            .help("Remove the comment, or put it above the rule that it is about.")
    }
}

/// What a comment asks leadscore for, if it does.
fn asked(comment: &Comment) -> Option<&str> {
    comment.node.trim_start_matches('#').trim_start().strip_prefix(ADDRESS)
}

const HOW: &str = "It reads: # leadscore: allow always-true because the import fills the field";

/// The names in `allow a, b because …`, each with its place in the comment.
fn names<'c>(asked: &'c str, comment: &'c Comment) -> Result<Vec<(&'c str, Span)>, String> {
    let Some(list) = asked.trim_start().strip_prefix("allow ") else { return Err(HOW.to_owned()) };
    let Some((list, reason)) = list.split_once(" because") else {
        return Err(format!("Say why it is allowed. {HOW}"));
    };
    if reason.trim().is_empty() {
        return Err(format!("Say why it is allowed. {HOW}"));
    }
    let names = list.split(',').map(str::trim).filter(|it| !it.is_empty());
    let names: Vec<_> = names.map(|name| (name, place(name, comment))).collect();
    if names.is_empty() { Err(HOW.to_owned()) } else { Ok(names) }
}

/// Where a piece of a comment stands in its file.
fn place(piece: &str, comment: &Comment) -> Span {
    // A piece begins in the text that it was taken from.
    let within = (piece.as_ptr() as usize).saturating_sub(comment.node.as_ptr() as usize);
    let start = comment.span.start as usize + within;
    Span::new(start, start + piece.len())
}

fn unknown(name: &str, place: Place) -> Diagnostic {
    if codes::lint(name).is_some() {
        let message = format!("A comment cannot allow `{name}`: it is about comments.");
        let help = "leadscore.toml says how much it matters, under [lints].";
        return Diagnostic::warning(codes::BAD_ALLOW, place, message).help(help);
    }
    let message = format!("There is no lint called `{name}`.");
    let finding = Diagnostic::warning(codes::BAD_ALLOW, place, message);
    let known = codes::ALL.iter().filter(|it| !ABOUT_COMMENTS.contains(it));
    let known = known.flat_map(|it| [it.lint, it.lint.and(Some(it.id))]).flatten();
    match nearest(name, known) {
        Some(near) => {
            finding.help(format!("Write {near}")).fix(format!("Write {near}"), place, near)
        }
        None => {
            finding.help("docs/lints.md lists them all; the code of a warning will do too. Errors cannot be allowed.")
        }
    }
}
