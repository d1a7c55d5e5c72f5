//! `leadscore fix`

use std::collections::HashMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::args::{Common, Fix};
use super::check::counted;
use super::dialog::{self, Answer};
use super::proofs::{self, Asked};
use super::terminal::Terminal;
use super::{End, data, rules};
use crate::data::AtomicFile;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::fix::{Applied, Fixed, apply, fixed, offered};
use crate::project::{NotText, Project, decode_as, read_rules};
use crate::source::FileId;

pub(super) fn run(args: &Fix, common: &Common, terminal: &Terminal) -> End {
    if args.rules.iter().any(|path| path == Path::new("-")) {
        if args.suggestions {
            let help = "Name the file: leadscore fix --suggestions rules.score";
            terminal.fail("Standard input holds the rules, so no answers can be read there.", help);
            return End::CouldNotRun;
        }
        return standard_input(args, common, terminal);
    }
    let files = match Files::read(args, terminal) {
        Ok(files) => files,
        Err(end) => return end,
    };
    let eyes = Eyes { asked: Asked { named: &args.lint, terminal }, common };
    let mut fixed = fixed(files.texts.clone(), |texts| files.look(texts, eyes));
    if args.suggestions {
        ask(&files, &mut fixed, eyes);
    }
    if args.dry_run {
        return files.show(&fixed.texts, terminal);
    }
    match files.write(&fixed, terminal) {
        Ok(()) => files.left(&fixed, eyes),
        Err(end) => end,
    }
}

/// How findings are looked for.
#[derive(Clone, Copy)]
struct Eyes<'a> {
    asked: Asked<'a>,
    common: &'a Common,
}

impl Eyes<'_> {
    /// What is found in rules; what needs a proof once nothing is wrong.
    fn findings(self, project: &Project) -> Vec<Diagnostic> {
        let mut findings = project.findings();
        if !findings.iter().any(Diagnostic::is_error) {
            let proved = proofs::findings(project, &project.models(), self.asked, self.common);
            findings.extend(project.settle(proved));
            if self.asked.has(codes::UNUSED_FIELD) {
                findings.extend(project.unused_fields());
            }
        }
        findings
    }
}

/// The rule files that are fixed; what they use stays as it is.
struct Files {
    paths: Vec<PathBuf>,
    /// The texts as they are on disk, decoded.
    texts: Vec<String>,
    /// Which of them were in another encoding: they are written anew even if nothing else changes.
    decoded: Vec<bool>,
}

impl Files {
    fn read(args: &Fix, terminal: &Terminal) -> Result<Self, End> {
        let paths = rules::find(&args.rules, terminal)?;
        let mut files = Self { paths, texts: Vec::new(), decoded: Vec::new() };
        for path in &files.paths {
            let read = read_rules(path).map(|text| (text, false));
            // What is UTF-8 already stays so: read as anything else it would be spoilt.
            let read = match (read, &args.from) {
                (Err(NotText::LooksLike(_) | NotText::NotUtf8(_)), Some(from)) => {
                    let bytes =
                        std::fs::read(path).map_err(|it| NotText::Unreadable(it.to_string()));
                    bytes.and_then(|it| decode_as(&it, &from.name())).map(|text| (text, true))
                }
                (read, _) => read,
            };
            let (text, decoded) = read.map_err(|reason| {
                let name = path.display().to_string();
                terminal.fail(&format!("{name} cannot be read: {reason}."), &reason.help(&name));
                End::CouldNotRun
            })?;
            files.texts.push(text);
            files.decoded.push(decoded);
        }
        Ok(files)
    }

    fn project(&self, texts: &[String]) -> Project {
        let texts: HashMap<PathBuf, String> =
            self.paths.iter().cloned().zip(texts.iter().cloned()).collect();
        Project::load_with(&self.paths, texts)
    }

    /// What is found in the texts, with the file that each of them is.
    fn look(&self, texts: &[String], eyes: Eyes<'_>) -> (Vec<Option<FileId>>, Vec<Diagnostic>) {
        let project = self.project(texts);
        let files = self.paths.iter().map(|path| project.file_at(path)).collect();
        let findings = eyes.findings(&project);
        (files, findings)
    }

    /// Prints what would change.
    fn show(&self, texts: &[String], terminal: &Terminal) -> End {
        let mut end = End::Done;
        for ((path, old), new) in self.paths.iter().zip(&self.texts).zip(texts) {
            if old != new {
                let name = path.display().to_string();
                let diff = TextDiff::from_lines(old.as_str(), new.as_str());
                let diff = diff.unified_diff().header(&name, &name).to_string();
                terminal.write(&format!("{}\n", diff.trim_end()));
                end = End::Found;
            }
        }
        end
    }

    /// Writes the files that changed, and says what was done.
    fn write(&self, fixed: &Fixed, terminal: &Terminal) -> Result<(), End> {
        for (index, path) in self.paths.iter().enumerate() {
            let (Some(old), Some(new)) = (self.texts.get(index), fixed.texts.get(index)) else {
                continue;
            };
            let decoded = self.decoded.get(index).copied().unwrap_or_default();
            if old == new && !decoded {
                continue;
            }
            let written = AtomicFile::create(path).and_then(|mut file| {
                file.write_all(new.as_bytes()).map_err(|error| file.error(error))?;
                file.commit()
            });
            written.map_err(|error| data::fail(&error, terminal))?;
            let name = path.display();
            let done: Vec<&Applied> = fixed.applied.iter().filter(|it| it.text == index).collect();
            for Applied { line, finding, suggestion, .. } in &done {
                let code = finding.code.id;
                terminal.say(&format!("{name}:{line}: {} ({code})", suggestion.message));
            }
            let encoded = if decoded { ", written as UTF-8" } else { "" };
            terminal.say(&format!("{name}: {} fixed{encoded}", done.len()));
        }
        Ok(())
    }

    /// Says what is left to do by hand.
    fn left(&self, fixed: &Fixed, eyes: Eyes<'_>) -> End {
        let Eyes { asked: Asked { terminal, .. }, common } = eyes;
        let (_, findings) = self.look(&fixed.texts, eyes);
        let count = |severity| findings.iter().filter(|it| it.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let suggested = findings.iter().filter(|it| !offered(it).is_empty()).count();
        if fixed.applied.is_empty() && !self.decoded.contains(&true) {
            terminal.say("Nothing to fix without asking.");
        }
        if errors + warnings > 0 {
            let more = match suggested {
                0 => "`leadscore check` shows them".to_owned(),
                some => format!("for {some} of them `leadscore fix --suggestions` offers a choice"),
            };
            let left = format!("{} and {}", counted(errors, "error"), counted(warnings, "warning"));
            terminal.say(&format!("Left: {left}; {more}."));
        }
        let denied = common.deny.is_some() && warnings > 0;
        if errors > 0 || denied { End::Found } else { End::Done }
    }
}

/// Offers what is left one by one, and fixes what comes to light by it.
fn ask(files: &Files, fixed: &mut Fixed, eyes: Eyes<'_>) {
    let terminal = eyes.asked.terminal;
    let stdin = std::io::stdin();
    // What is typed at a terminal stands there already.
    let echo = !stdin.is_terminal();
    let mut input = stdin.lock();
    // By message and line, for places move with every edit.
    let mut passed: Vec<(String, String)> = Vec::new();
    loop {
        let project = files.project(&fixed.texts);
        let findings = eyes.findings(&project);
        let key = |it: &Diagnostic| {
            let line = it.place().and_then(|place| {
                let file = project.sources.get(place.file)?;
                let number = file.line_column(place.span.start as usize).line;
                file.text().lines().nth(number - 1).map(str::to_owned)
            });
            (it.message.clone(), line.unwrap_or_default())
        };
        let is_new = |it: &&Diagnostic| !offered(it).is_empty() && !passed.contains(&key(it));
        let Some(finding) = findings.iter().find(is_new) else { return };
        terminal.findings(std::slice::from_ref(finding), &project.sources);
        let choices = offered(finding);
        let chosen = match dialog::ask(&choices, &mut input, echo, |it| terminal.ask(it)) {
            Answer::Quit => return,
            Answer::Skip => None,
            Answer::Take(number) => choices.get(number).copied(),
        };
        passed.push(key(finding));
        let Some(suggestion) = chosen else { continue };
        for (index, path) in files.paths.iter().enumerate() {
            let Some(file) = project.file_at(path) else { continue };
            let Some(text) = fixed.texts.get_mut(index) else { continue };
            let (new, applied) = apply(text, file, &[suggestion]);
            if !applied.is_empty() {
                let start = suggestion.edits.first().map_or(0, |it| it.place.span.start as usize);
                let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
                *text = new;
                fixed.applied.push(Applied {
                    text: index,
                    line,
                    finding: finding.clone(),
                    suggestion: suggestion.clone(),
                });
                break;
            }
        }
        let again = crate::fix::fixed(fixed.texts.clone(), |texts| files.look(texts, eyes));
        fixed.texts = again.texts;
        fixed.applied.extend(again.applied);
    }
}

/// Standard input, fixed, to standard output.
fn standard_input(args: &Fix, common: &Common, terminal: &Terminal) -> End {
    let text = match std::io::read_to_string(std::io::stdin().lock()) {
        Ok(text) => text,
        Err(error) => {
            terminal.fail(&format!("Standard input cannot be read: {error}."), "");
            return End::CouldNotRun;
        }
    };
    let path = PathBuf::from("standard input");
    let look = |texts: &[String]| {
        let texts = texts.iter().map(|text| (path.clone(), text.clone())).collect();
        let project = Project::load_with(std::slice::from_ref(&path), texts);
        let eyes = Eyes { asked: Asked { named: &args.lint, terminal }, common };
        (vec![project.file_at(&path)], eyes.findings(&project))
    };
    let fixed = fixed(vec![text], look);
    let text = fixed.texts.into_iter().next().unwrap_or_default();
    terminal.write(&text);
    End::Done
}
