//! Who takes part, and with which command.

use std::ffi::OsString;
use std::path::Path;

use crate::setting::{Format, Setting};

/// A program that scores the leads, or one that only reads them.
pub struct Contestant {
    /// For the command line and for the names of files.
    pub name: &'static str,
    /// For the table.
    pub label: &'static str,
    /// Whether it writes scores.
    pub scores: bool,
    /// The one form of data that it takes; without it, all.
    only: Option<Format>,
    /// The command that writes the scores to a file.
    pub command: fn(&Setting, &Path) -> Vec<OsString>,
    /// The Python package or the crates whose versions matter.
    pub made_of: Made,
}

/// Where a version is found.
pub enum Made {
    Leadscore,
    Python(&'static str),
    Rust(&'static [&'static str]),
}

impl Contestant {
    pub fn takes(&self, format: Format) -> bool {
        self.only.is_none_or(|it| it == format)
    }

    const fn scoring(
        name: &'static str,
        label: &'static str,
        made_of: Made,
        command: fn(&Setting, &Path) -> Vec<OsString>,
    ) -> Self {
        Self { name, label, scores: true, only: None, command, made_of }
    }

    const fn reading(
        name: &'static str,
        label: &'static str,
        only: Format,
        crates: &'static [&'static str],
        command: fn(&Setting, &Path) -> Vec<OsString>,
    ) -> Self {
        Self { name, label, scores: false, only: Some(only), command, made_of: Made::Rust(crates) }
    }
}

/// All contestants, in the order of their turns.
pub const CONTESTANTS: &[Contestant] = &[
    Contestant::scoring("leadscore", "leadscore", Made::Leadscore, leadscore),
    Contestant::scoring("duckdb", "DuckDB", Made::Python("duckdb"), |it, out| {
        python(it, "duckdb_peer.py", out)
    }),
    Contestant::scoring("polars", "Polars", Made::Python("polars"), |it, out| {
        python(it, "polars_peer.py", out)
    }),
    Contestant::scoring("datafusion", "DataFusion", Made::Python("datafusion"), |it, out| {
        python(it, "datafusion_peer.py", out)
    }),
    Contestant::scoring("chdb", "chdb", Made::Python("chdb"), |it, out| {
        python(it, "chdb_peer.py", out)
    }),
    Contestant::scoring(
        "handwritten",
        "Rust by hand",
        Made::Rust(&["csv", "parquet", "arrow"]),
        handwritten,
    ),
    Contestant {
        scores: false,
        ..Contestant::scoring(
            "duckdb-start",
            "DuckDB started, no data",
            Made::Python("duckdb"),
            |it, _| vec![it.python().into(), it.script("duckdb_start.py").into()],
        )
    },
    Contestant::reading(
        "simd-csv",
        "read: simd-csv, cells found",
        Format::Csv,
        &["simd-csv"],
        |it, _| reading(it, "simd-csv"),
    ),
    Contestant::reading("csv", "read: csv, cells copied", Format::Csv, &["csv"], |it, _| {
        reading(it, "csv")
    }),
    Contestant::reading(
        "arrow-csv",
        "read: arrow-csv, typed",
        Format::Csv,
        &["arrow-csv"],
        |it, _| reading(it, "arrow-csv"),
    ),
    Contestant::reading(
        "parquet",
        "read: parquet, typed",
        Format::Parquet,
        &["parquet"],
        |it, _| reading(it, "parquet"),
    ),
];

fn leadscore(setting: &Setting, out: &Path) -> Vec<OsString> {
    vec![
        setting.root.join("target/release/leadscore").into(),
        "score".into(),
        setting.score_file().into(),
        setting.data().into(),
        "-o".into(),
        out.into(),
        "--as-of".into(),
        model::AS_OF.to_string().into(),
    ]
}

fn python(setting: &Setting, script: &str, out: &Path) -> Vec<OsString> {
    vec![
        setting.python().into(),
        setting.script(script).into(),
        setting.json_file().into(),
        setting.data().into(),
        out.into(),
    ]
}

fn handwritten(setting: &Setting, out: &Path) -> Vec<OsString> {
    vec![
        setting.programs.join("handwritten").into(),
        setting.rules.to_string().into(),
        setting.data().into(),
        out.into(),
    ]
}

fn reading(setting: &Setting, how: &str) -> Vec<OsString> {
    vec![setting.programs.join("reading").into(), how.into(), setting.data().into()]
}
