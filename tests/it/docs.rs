//! What the pages show is what happens: rule files in them are sound, commands give the printed output.
//!
//! | block | what is done with it |
//! |---|---|
//! | ```` ```score ```` | a complete rule file: checks without an error, its tests pass |
//! | ```` ```score,error ```` | has at least one error |
//! | ```` ```score,fails ```` | checks without an error, but a test fails |
//! | ```` ```csv file=leads.csv ````, ```` ```score file=a.score ```` | is written into the page's folder first |
//! | ```` ```console ```` | commands that begin with `$ leadscore ` run there, or where a `$ cd` leads, their output is compared |
//!
//! A line `…` in an output stands for any lines. `UPDATE_DOCS=1 cargo test docs` writes the outputs anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use leadscore::diagnostic::{Diagnostic, Style, render};
use leadscore::ir::AsOf;
use leadscore::project::Project;
use leadscore::testing::run_tests;

use crate::support::LOOKS;

const ANY_LINES: &str = "…";

#[test]
fn pages_show_what_happens() {
    let mut complaints = Vec::new();
    for page in pages() {
        let text = fs::read_to_string(&page).unwrap();
        let mut run = Run::new(&page);
        let played = run.page(&text);
        complaints.append(&mut run.complaints);
        if std::env::var_os("UPDATE_DOCS").is_some() && played != text {
            fs::write(&page, played).unwrap();
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

#[test]
fn links_between_pages_lead_somewhere() {
    let root = root();
    let mut dead = Vec::new();
    let more = ["CONTRIBUTING.md", "CHANGELOG.md", "grammar/README.md"].map(|it| root.join(it));
    let more = more.into_iter().filter(|it| it.exists());
    let of_codes =
        ["docs/errors", "docs/lints"].into_iter().flat_map(|it| pages_in(&root.join(it)));
    for page in pages().into_iter().chain(more).chain(of_codes) {
        let text = fs::read_to_string(&page).unwrap();
        for target in links(&text) {
            let (path, heading) = target.split_once('#').unwrap_or((&target, ""));
            let file = match path {
                "" => page.clone(),
                path => page.parent().unwrap().join(path),
            };
            let leads = match (file.exists(), heading) {
                (exists, "") => exists,
                (false, _) => false,
                (true, heading) => anchors(&fs::read_to_string(&file).unwrap()).contains(heading),
            };
            if !leads {
                dead.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(dead.is_empty(), "dead links:\n{}", dead.join("\n"));
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The pages of a folder itself.
fn pages_in(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    files.filter(|it| it.extension().is_some_and(|it| it == "md")).collect()
}

/// `README.md`, the pages of `docs/` and of the examples; the pages of single codes have a test of their own.
fn pages() -> Vec<PathBuf> {
    let mut pages = pages_in(&root().join("docs"));
    pages.push(root().join("README.md"));
    let examples = fs::read_dir(root().join("examples")).unwrap().map(|it| it.unwrap().path());
    pages.extend(examples.map(|it| it.join("README.md")).filter(|it| it.exists()));
    pages.push(root().join("examples/README.md"));
    pages.push(root().join("examples/b2b/behaviour/README.md"));
    pages.sort();
    pages
}

/// The targets of links to other places in the repository.
fn links(text: &str) -> Vec<String> {
    let mut targets = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        for rest in line.split("](").skip(1).filter(|_| !fenced) {
            let target = rest.split(')').next().unwrap_or_default();
            if !target.contains("://") {
                targets.push(target.to_owned());
            }
        }
    }
    targets
}

/// The anchors that GitHub makes of headings.
fn anchors(text: &str) -> std::collections::HashSet<String> {
    let mut fenced = false;
    let mut anchors = std::collections::HashSet::new();
    for line in text.lines() {
        fenced ^= line.trim_start().starts_with("```");
        if let Some(heading) = line.strip_prefix('#').filter(|_| !fenced) {
            let heading = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
            anchors.insert(kept.collect::<String>().replace(' ', "-"));
        }
    }
    anchors
}

/// One page being played through in a folder of its own.
struct Run {
    page: PathBuf,
    folder: tempfile::TempDir,
    /// Where commands run: the folder, until a `cd` leads below it.
    place: PathBuf,
    exit: i32,
    complaints: Vec<String>,
}

/// What stands after the three back-ticks.
struct Info<'a> {
    language: &'a str,
    /// Its rules are wrong on purpose.
    error: bool,
    /// One of its tests fails on purpose.
    fails: bool,
    file: Option<&'a str>,
}

impl<'a> Info<'a> {
    fn of(text: &'a str) -> Self {
        let mut words = text.split_whitespace();
        let kinds: Vec<&str> = words.next().unwrap_or_default().split(',').collect();
        let file = words.find_map(|word| word.strip_prefix("file="));
        Self {
            language: kinds[0],
            error: kinds.contains(&"error"),
            fails: kinds.contains(&"fails"),
            file,
        }
    }
}

impl Run {
    fn new(page: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        if fs::read_to_string(page).unwrap().contains("examples/") {
            copy(&root().join("examples"), &folder.path().join("examples"));
        }
        let place = folder.path().to_owned();
        Self { page: page.to_owned(), folder, place, exit: 0, complaints: Vec::new() }
    }

    fn complain(&mut self, line: usize, what: &str) {
        self.complaints.push(format!("{}:{line}: {what}", self.page.display()));
    }

    /// Plays every block; gives the page with the outputs that came.
    fn page(&mut self, text: &str) -> String {
        let mut played = String::new();
        let mut lines = text.lines().enumerate();
        while let Some((number, line)) = lines.next() {
            played.push_str(line);
            played.push('\n');
            let info = line.trim_start_matches('`');
            let (fence, _) = line.split_at(line.len() - info.len());
            if fence.len() < 3 {
                continue;
            }
            let body: Vec<&str> =
                lines.by_ref().map(|(_, line)| line).take_while(|line| *line != fence).collect();
            // A longer fence shows what has fences inside; nothing in it is played.
            let body = match fence {
                "```" => self.block(number + 1, &Info::of(info), &body),
                _ => body.iter().map(|line| (*line).to_owned()).collect(),
            };
            played.extend(body.iter().map(|line| format!("{line}\n")));
            played.push_str(&format!("{fence}\n"));
        }
        played
    }

    fn block(&mut self, line: usize, info: &Info<'_>, body: &[&str]) -> Vec<String> {
        let text: String = body.iter().map(|line| format!("{line}\n")).collect();
        if let Some(file) = info.file {
            let path = self.folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, &text).unwrap();
        }
        match info.language {
            "score" => self.rules(line, info, &text),
            "console" => return self.console(line, body),
            _ => {}
        }
        body.iter().map(|line| (*line).to_owned()).collect()
    }

    fn rules(&mut self, line: usize, info: &Info<'_>, text: &str) {
        let path = self.folder.path().join(info.file.unwrap_or("a rule file of a page.score"));
        fs::write(&path, text).unwrap();
        let project = Project::load(std::slice::from_ref(&path));
        let as_of = AsOf::Day("2025-03-01".parse().unwrap());
        let mut findings = project.diagnostics.clone();
        let mut failed = Vec::new();
        for model in project.models().iter().chain(&project.lonely_libraries()) {
            // Without a record the types come from the data, which are not at hand here.
            if model.needs_data {
                continue;
            }
            let checked = project.check(model, None);
            findings.extend(checked.diagnostics);
            let verdicts = checked.program.map(|it| run_tests(&it, as_of)).unwrap_or_default();
            failed.extend(verdicts.into_iter().filter(|it| !it.failures.is_empty()));
        }
        match failed.first() {
            Some(it) if !info.fails => {
                self.complain(line, &format!("{}: {:?}", it.name, it.failures));
            }
            None if info.fails => self.complain(line, "a test of this block should fail"),
            _ => {}
        }
        let errors: Vec<&Diagnostic> = findings.iter().filter(|it| it.is_error()).collect();
        match (info.error, errors.first()) {
            (true, None) => self.complain(line, "this block should have an error"),
            (false, Some(error)) => {
                let shown = render(error, &project.sources, Style::PLAIN);
                self.complain(line, &format!("this block has an error:\n{shown}"));
            }
            _ => {}
        }
        if info.file.is_none() {
            fs::remove_file(path).unwrap();
        }
    }

    /// Runs the commands of a block, each followed by its output.
    fn console(&mut self, line: usize, body: &[&str]) -> Vec<String> {
        let mut played = Vec::new();
        let mut at = 0;
        while at < body.len() {
            let command = body[at];
            let shown: Vec<&str> =
                body[at + 1..].iter().copied().take_while(|it| !it.starts_with("$ ")).collect();
            played.push(command.to_owned());
            at += 1 + shown.len();
            let came = command.strip_prefix("$ ").and_then(|command| self.command(command));
            match came {
                None => played.extend(shown.iter().map(|it| (*it).to_owned())),
                Some(came) => {
                    // A blank line before the next command is not part of an output.
                    let gap = at < body.len() && shown.last().is_some_and(|it| it.is_empty());
                    let expected = if gap { &shown[..shown.len() - 1] } else { &shown[..] };
                    if fits(expected, &came) {
                        played.extend(shown.iter().map(|it| (*it).to_owned()));
                        continue;
                    }
                    let what = format!("`{command}` printed\n{}", came.join("\n"));
                    if std::env::var_os("UPDATE_DOCS").is_none() {
                        self.complain(line, &what);
                    }
                    played.extend(shortened(expected, &came));
                    played.extend(gap.then(String::new));
                }
            }
        }
        played
    }

    /// Runs a command that is `leadscore`, `cd`, `cat`, `sed` or `echo $?`; its output, line by line.
    fn command(&mut self, command: &str) -> Option<Vec<String>> {
        let words = words(command);
        let args = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["leadscore", args @ ..] | ["cargo", "run", "--release", "--", args @ ..] => {
                args.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()
            }
            ["cd", below] => {
                self.place.push(below);
                return Some(Vec::new());
            }
            ["cat", file] => {
                let text = fs::read_to_string(self.place.join(file)).unwrap_or_default();
                return Some(text.lines().map(|line| line.trim_end().to_owned()).collect());
            }
            // Words in place of others, into another file.
            ["sed", script, from, ">", to] => {
                let parts: Vec<&str> = script.split('/').collect();
                let text = fs::read_to_string(self.place.join(from)).unwrap();
                assert!(text.contains(parts[1]), "{from} has no {}", parts[1]);
                fs::write(self.place.join(to), text.replace(parts[1], parts[2])).unwrap();
                return Some(Vec::new());
            }
            ["echo", "$?"] => return Some(vec![self.exit.to_string()]),
            _ => return None,
        };
        let stdin = args.iter().position(|it| it == "<");
        let input = match stdin {
            Some(at) => fs::File::open(self.place.join(&args[at + 1])).unwrap().into(),
            None => Stdio::null(),
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_leadscore"));
        for variable in LOOKS {
            command.env_remove(variable);
        }
        let output = command
            .args(&args[..stdin.unwrap_or(args.len())])
            .current_dir(&self.place)
            .env("COLUMNS", "100")
            .stdin(input)
            .output()
            .unwrap();
        self.exit = output.status.code().unwrap_or(-1);
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(text).unwrap();
        let mut lines: Vec<String> = text.lines().map(|line| line.trim_end().to_owned()).collect();
        while lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        Some(lines)
    }
}

/// The words of a command line; quotes keep blanks together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let (mut quote, mut begun) = (None, false);
    for c in command.chars() {
        match (quote, c) {
            (None, '"' | '\'') => (quote, begun) = (Some(c), true),
            (Some(open), c) if c == open => quote = None,
            (None, c) if c.is_whitespace() => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            (_, c) => {
                word.push(c);
                begun = true;
            }
        }
    }
    words.extend(begun.then_some(word));
    words
}

/// Whether an output is as shown; a line `…` stands for any lines.
fn fits(shown: &[&str], came: &[String]) -> bool {
    match shown.split_first() {
        None => came.is_empty(),
        Some((&ANY_LINES, rest)) => (0..=came.len()).any(|skip| fits(rest, &came[skip..])),
        Some((line, rest)) => {
            came.first().is_some_and(|first| first == line.trim_end()) && fits(rest, &came[1..])
        }
    }
}

/// A new output in the shape of the old one, if that left out one stretch of lines.
fn shortened(shown: &[&str], came: &[String]) -> Vec<String> {
    let gaps: Vec<usize> = (0..shown.len()).filter(|&at| shown[at] == ANY_LINES).collect();
    let [gap] = gaps.as_slice() else { return came.to_vec() };
    let tail = shown.len() - gap - 1;
    if gap + tail >= came.len() {
        return came.to_vec();
    }
    let mut kept = came[..*gap].to_vec();
    kept.push(ANY_LINES.to_owned());
    kept.extend_from_slice(&came[came.len() - tail..]);
    kept
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}
