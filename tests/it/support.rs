//! What several modules share: rules from text, leads from text, and runs of the command.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use leadscore::ast::{File, ItemKind};
use leadscore::check::{Checked, Unit, UsedModel, check};
use leadscore::diagnostic::{Diagnostic, Style, in_order, render};
use leadscore::ir::Program;
use leadscore::project::Project;
use leadscore::source::{FileId, Sources};
use leadscore::syntax;

/// How many cases a law is tried with whose cases take long; `LAWS=20` tries twenty times as many.
pub fn cases(usual: u32) -> u32 {
    let times = std::env::var("LAWS").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    usual.saturating_mul(times)
}

/// Rules in one file, read and checked.
pub struct Rules {
    /// The file with the rules.
    pub id: FileId,
    pub sources: Sources,
    pub file: leadscore::ast::File,
    /// What reading and checking found, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    pub program: Option<Program>,
    /// The parts of conditions, with their places.
    pub written: Vec<leadscore::ir::Written>,
}

/// The files that cases of mistakes may use: records, and models whose scores they may ask for.
const FILES: [(&str, &str); 4] = [
    ("record.score", include_str!("../diagnostics/record.score")),
    ("events.score", include_str!("../diagnostics/events.score")),
    ("fit.score", include_str!("../diagnostics/fit.score")),
    ("org_fit.score", include_str!("../diagnostics/org_fit.score")),
];

/// Reads and checks rules as one file, which may use the usual files.
pub fn rules(text: &str) -> Rules {
    let mut sources = Sources::new();
    let (id, parsed) = syntax::read_into(&mut sources, "rules.score", text);
    let used = FILES.iter().filter(|(name, _)| is_used(text, name));
    let used: Vec<_> =
        used.map(|(name, text)| syntax::read_into(&mut sources, name, text)).collect();
    let libraries: Vec<(FileId, &File)> = used.iter().map(|(id, it)| (*id, &it.file)).collect();
    let records: Vec<_> =
        libraries.iter().filter(|(_, it)| model_of(it).is_none()).copied().collect();
    let unit = |root, libraries, models: Vec<UsedModel>, model_files| Unit {
        name: "rules".to_owned(),
        root,
        libraries,
        models,
        model_files,
        tests: Vec::new(),
        list_files: &[],
        inferred: None,
    };
    let mut models = Vec::new();
    let mut model_files = Vec::new();
    for &(model, file) in &libraries {
        let Some(name) = model_of(file) else { continue };
        let checked = check(&unit((model, file), records.clone(), vec![], vec![]), &sources);
        models.push(UsedModel { name, program: checked.program.map(Arc::new) });
        model_files.push(model);
    }
    let unit = unit((id, &parsed.file), libraries, models, model_files);
    let Checked { program, diagnostics: found, uses } = check(&unit, &sources);
    let mut diagnostics = parsed.diagnostics.clone();
    let sound = !diagnostics.iter().any(Diagnostic::is_error);
    diagnostics.extend(found);
    let diagnostics = in_order(diagnostics);
    let program = program.filter(|_| sound);
    Rules { id, program, sources, diagnostics, file: parsed.file.clone(), written: uses.parts }
}

/// Whether rules begin with the `use` of a file, or with that of a model that uses it.
fn is_used(text: &str, name: &str) -> bool {
    let uses: Vec<&str> =
        text.lines().map_while(|line| line.strip_prefix("use \"")?.strip_suffix('"')).collect();
    uses.contains(&name)
        || name == "events.score" && uses.iter().any(|it| it.ends_with("fit.score"))
}

/// The name of the model that a file holds.
fn model_of(file: &File) -> Option<String> {
    file.items.iter().find_map(|item| match &item.node {
        ItemKind::Model(model) => Some(model.name.node.clone()),
        _ => None,
    })
}

/// Rules that must be sound.
pub fn program(text: &str) -> Program {
    let rules = rules(text);
    let Some(program) = rules.program else {
        panic!("these rules are not sound:\n{text}\n{}", rendered(&rules));
    };
    program
}

/// The model of a file on disk, with all that it uses; it must be sound.
pub fn program_at(path: &Path) -> Program {
    let project = Project::load(&[path.to_owned()]);
    let model = project.models().pop().expect("a model");
    let Checked { program, diagnostics, .. } = project.check(&model, None);
    program.unwrap_or_else(|| {
        let errors = diagnostics.iter().filter(|it| it.is_error()).map(|it| &*it.message);
        panic!("{} is not sound: {:?}", path.display(), errors.collect::<Vec<_>>())
    })
}

/// All findings as they are drawn.
pub fn rendered(rules: &Rules) -> String {
    let mut text = String::new();
    for finding in &rules.diagnostics {
        text.push_str(&render(finding, &rules.sources, Style::PLAIN));
    }
    text
}

/// Variables that change how messages look.
pub const LOOKS: [&str; 9] = [
    "COLUMNS",
    "FORCE_HYPERLINK",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "LEADSCORE_SCREEN_READER",
    "NO_COLOR",
    "NO_HYPERLINK",
    "TERM",
];

/// The text with everything fixed that has only one meaning.
pub fn fixed(text: &str) -> String {
    let look = |texts: &[String]| {
        let found = rules(&texts[0]);
        (vec![Some(found.id)], found.diagnostics)
    };
    leadscore::fix::fixed(vec![text.to_owned()], look).texts.remove(0)
}

/// A folder of its own for one test, and runs of the command in it.
pub struct Folder {
    folder: tempfile::TempDir,
}

impl Folder {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file, with its folder.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all files, to see that nothing was left behind.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_leadscore"));
        command.args(args).current_dir(self.folder.path());
        for variable in LOOKS {
            command.env_remove(variable);
        }
        command.env("TERM", "xterm");
        command
    }

    /// Runs the command with nothing on standard input.
    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).stdin(Stdio::null()).output().unwrap(), args)
    }

    /// Runs the command with variables of the environment.
    pub fn run_with(&self, args: &[&str], variables: &[(&str, &str)]) -> Run {
        let mut command = self.command(args);
        command.envs(variables.iter().copied()).stdin(Stdio::null());
        Run::of(command.output().unwrap(), args)
    }

    /// Runs the command with text on standard input.
    pub fn run_on(&self, args: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.as_ref().to_vec();
        let writer = std::thread::spawn(move || {
            // The command may end before it has read everything.
            let _ = stdin.write_all(&input);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Run::of(output, args)
    }

    /// Starts the command for a test that handles its pipes.
    pub fn spawn(&self, args: &[&str], stdout: Stdio) -> std::process::Child {
        self.spawn_on(args, Stdio::null(), stdout)
    }

    /// The same with something on standard input.
    pub fn spawn_on(&self, args: &[&str], stdin: Stdio, stdout: Stdio) -> std::process::Child {
        let mut command = self.command(args);
        command.stdin(stdin).stdout(stdout).stderr(Stdio::piped());
        command.spawn().unwrap()
    }
}

/// What came of a run.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    pub fn of(output: Output, args: &[&str]) -> Self {
        let run = Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        };
        assert!(!run.err.contains("panicked"), "{args:?} panicked:\n{}", run.err);
        assert!((0..=2).contains(&run.code), "{args:?} ended with {}:\n{}", run.code, run.err);
        run
    }

    /// Asserts the exit code.
    #[track_caller]
    pub fn ends_with(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "out:\n{}\nerr:\n{}", self.out, self.err);
        self
    }

    /// Asserts that standard error says something.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Self {
        let flat = self.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(words), "nothing says {words:?}:\n{}", self.err);
        self
    }

    /// Asserts what standard output is.
    #[track_caller]
    pub fn prints(&self, text: &str) -> &Self {
        assert_eq!(self.out, text, "err:\n{}", self.err);
        self
    }
}

/// A folder of the repository.
pub fn repository(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

/// Compares a report with the snapshot of its name in a folder.
pub fn assert_snapshot_in(folder: &Path, name: &str, report: String) {
    insta::with_settings!({
        snapshot_path => folder,
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        let mut settings = insta::Settings::clone_current();
        settings.remove_snapshot_suffix();
        settings.bind(|| insta::assert_snapshot!(name, report));
    });
}
