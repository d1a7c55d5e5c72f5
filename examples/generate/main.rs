//! Writes the `leads.csv` of every example folder: `cargo run --example generate`.
//!
//! The people and firms are invented, and a fixed seed makes the same files on every run and every system.
//! `cargo run --example generate -- --check` writes nothing and fails if a file on disk differs.

mod b2b;
mod bulgarian;
mod chinese;
mod dates;
mod dirt;
mod fashion;
mod manufacturer;
mod rng;
mod school;
mod table;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use table::Table;

/// The folder of an example, and what makes its table.
type Example = (&'static str, fn() -> Table);

const EXAMPLES: [Example; 6] = [
    ("b2b", b2b::leads),
    ("fashion", fashion::customers),
    ("manufacturer", manufacturer::organisations),
    ("school", school::enquiries),
    ("bulgarian", bulgarian::leads),
    ("chinese", chinese::leads),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [] => write_all(),
        [only] if only == "--check" => check_all(),
        _ => {
            eprintln!("Usage: cargo run --example generate [-- --check]");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn file_of(example: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example).join("leads.csv")
}

fn write_all() -> Result<(), String> {
    for (example, make) in EXAMPLES {
        let path = file_of(example);
        let table = make();
        fs::write(&path, table.to_csv())
            .map_err(|error| format!("Cannot write {}: {error}", path.display()))?;
        println!("examples/{example}/leads.csv: {} rows", table.len());
    }
    Ok(())
}

fn check_all() -> Result<(), String> {
    let mut stale = Vec::new();
    for (example, make) in EXAMPLES {
        let path = file_of(example);
        match fs::read(&path) {
            Ok(found) if found == make().to_csv().into_bytes() => {}
            Ok(_) => stale.push(format!("examples/{example}/leads.csv is out of date.")),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                stale.push(format!("examples/{example}/leads.csv is not there."));
            }
            Err(error) => return Err(format!("Cannot read {}: {error}", path.display())),
        }
    }
    if stale.is_empty() {
        println!("All {} tables are as generated.", EXAMPLES.len());
        return Ok(());
    }
    stale.push("Write them anew with: cargo run --example generate".to_owned());
    Err(stale.join("\n"))
}
