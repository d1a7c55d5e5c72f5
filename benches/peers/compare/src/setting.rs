//! What is scored, and where it is kept.

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use clap::ValueEnum;
use model::draw;
use model::leads::Market;

/// How the leads are kept.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Csv,
    Parquet,
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Parquet => "Parquet",
        }
    }
}

/// One line-up: all contestants get the same.
pub struct Setting {
    pub leads: usize,
    pub rules: usize,
    pub format: Format,
    /// The repository.
    pub root: PathBuf,
    /// Where the programs of this workspace are.
    pub programs: PathBuf,
    folder: PathBuf,
    /// Of this run alone, so that several may go on at once.
    results: PathBuf,
}

impl Drop for Setting {
    fn drop(&mut self) {
        // What remains in `target` does no harm.
        let _ = std::fs::remove_dir_all(&self.results);
    }
}

impl Setting {
    pub fn new(
        leads: usize,
        rules: usize,
        format: Format,
        folder: Option<PathBuf>,
    ) -> Result<Self, Box<dyn Error>> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").canonicalize()?;
        let folder = folder.unwrap_or_else(|| root.join("target/bench-data"));
        std::fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        let programs = std::env::current_exe()?.parent().ok_or("no folder")?.to_owned();
        let results = folder.join(format!("run-{}", std::process::id()));
        std::fs::create_dir_all(&results)?;
        Ok(Self { leads, rules, format, root, programs, folder, results })
    }

    /// The leads.
    pub fn data(&self) -> PathBuf {
        match self.format {
            Format::Csv => self.csv(),
            Format::Parquet => self.csv().with_extension("parquet"),
        }
    }

    fn csv(&self) -> PathBuf {
        self.folder.join(format!("leads-{}.csv", self.leads))
    }

    /// The rules as leadscore reads them.
    pub fn score_file(&self) -> PathBuf {
        self.folder.join(format!("rules-{}.score", self.rules))
    }

    /// The rules as the Python contestants read them.
    pub fn json_file(&self) -> PathBuf {
        self.score_file().with_extension("json")
    }

    /// Where a contestant writes the scores.
    pub fn output(&self, contestant: &str) -> PathBuf {
        self.results.join(format!("{contestant}.csv"))
    }

    /// Where goes what a contestant says.
    pub fn log(&self, contestant: &str) -> PathBuf {
        self.results.join(format!("{contestant}.txt"))
    }

    /// Python with the contestants that are libraries of Python.
    pub fn python(&self) -> PathBuf {
        self.root.join("target/bench-venv/bin/python")
    }

    /// A script of the contestants in Python.
    pub fn script(&self, name: &str) -> PathBuf {
        self.root.join("benches/peers/python").join(name)
    }

    /// Makes leads that are not there yet, and the rules.
    pub fn prepare(&self) -> Result<(), Box<dyn Error>> {
        let rules = draw::model(self.rules);
        std::fs::write(self.score_file(), model::print::leadscore::print(&rules))?;
        std::fs::write(self.json_file(), serde_json::to_string(&rules)?)?;
        let csv = self.csv();
        if !csv.exists() {
            whole(&csv, |path| {
                let mut out = BufWriter::new(File::create(path)?);
                Market::new().write(self.leads, &mut out)?;
                Ok(out.flush()?)
            })?;
        }
        let parquet = csv.with_extension("parquet");
        if self.format == Format::Parquet && !parquet.exists() {
            whole(&parquet, |path| {
                let script = self.script("parquet.py");
                let status =
                    Command::new(self.python()).arg(script).arg(&csv).arg(path).status()?;
                if status.success() { Ok(()) } else { Err("Parquet could not be written".into()) }
            })?;
        }
        Ok(())
    }
}

/// Makes a file that has its name only when it is whole.
fn whole(
    path: &Path,
    make: impl FnOnce(&Path) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let unfinished = path.with_extension("unfinished");
    make(&unfinished)?;
    Ok(std::fs::rename(unfinished, path)?)
}

/// `100k` or `1M`.
pub fn number(text: &str) -> Result<usize, String> {
    let (digits, times) = match text.strip_suffix(['k', 'M']) {
        Some(digits) => (digits, if text.ends_with('k') { 1_000 } else { 1_000_000 }),
        None => (text, 1),
    };
    digits.parse::<usize>().map(|it| it * times).map_err(|it| it.to_string())
}

/// The hand-written rules are compiled, so there are only three sets.
pub fn rules(text: &str) -> Result<usize, String> {
    match number(&text.replace(['_', ','], ""))? {
        rules @ (50 | 500 | 5_000) => Ok(rules),
        _ => Err("there are 50, 500 and 5000 rules".to_owned()),
    }
}
