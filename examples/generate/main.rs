//! Writes the tables of every example folder: `cargo run --example generate`.
//!
//! The people and firms are invented, and a fixed seed makes the same files on every run and every system.
//! `cargo run --example generate -- --check` writes nothing and fails if a file on disk differs.
//! `cargo run --release --example generate -- --large FOLDER LEADS COMPANIES VISITS` writes a base to measure with.

mod b2b;
mod behaviour;
mod bulgarian;
mod chinese;
mod contacts;
mod dates;
mod dirt;
mod fashion;
mod large;
mod manufacturer;
mod rng;
mod school;
mod table;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use table::Table;

/// A file of an example, and what makes its table.
type Example = (&'static str, fn() -> Table);

const EXAMPLES: [Example; 8] = [
    ("b2b/leads.csv", b2b::leads),
    ("fashion/leads.csv", fashion::customers),
    ("manufacturer/leads.csv", manufacturer::organisations),
    ("school/leads.csv", school::enquiries),
    ("contacts_and_organisations/contacts.csv", contacts::contacts),
    ("contacts_and_organisations/organisations.csv", contacts::organisations),
    ("bulgarian/leads.csv", bulgarian::leads),
    ("chinese/leads.csv", chinese::leads),
];

/// Every file with its table; those of the behaviour are made together, because their keys belong together.
fn files() -> Vec<(String, Table)> {
    let single = EXAMPLES.iter().map(|(file, make)| ((*file).to_owned(), make()));
    let behaviour = behaviour::tables().into_iter();
    single.chain(behaviour.map(|(file, table)| (format!("b2b/behaviour/{file}"), table))).collect()
}

fn text_of(file: &str, table: &Table) -> String {
    if file.ends_with(".ndjson") { table.to_ndjson() } else { table.to_csv() }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [] => write_all(),
        [only] if only == "--check" => check_all(),
        [large, folder, sizes @ ..] if large == "--large" => write_large(folder, sizes),
        _ => {
            eprintln!(
                "Usage: cargo run --example generate [-- --check | --large FOLDER LEADS COMPANIES VISITS]"
            );
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

fn path_of(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(file)
}

fn write_all() -> Result<(), String> {
    for (file, table) in files() {
        let path = path_of(&file);
        fs::write(&path, text_of(&file, &table))
            .map_err(|error| format!("Cannot write {}: {error}", path.display()))?;
        println!("examples/{file}: {} rows", table.len());
    }
    Ok(())
}

fn write_large(folder: &str, sizes: &[String]) -> Result<(), String> {
    let sizes: Vec<u32> = sizes.iter().filter_map(|it| it.parse().ok()).collect();
    let [leads, companies, visits] = sizes.as_slice() else {
        return Err("Say how many leads, companies and visits.".to_owned());
    };
    large::write(Path::new(folder), *leads, *companies, *visits).map_err(|error| error.to_string())
}

fn check_all() -> Result<(), String> {
    let files = files();
    let mut stale = Vec::new();
    for (file, table) in &files {
        let path = path_of(file);
        match fs::read(&path) {
            Ok(found) if found == text_of(file, table).into_bytes() => {}
            Ok(_) => stale.push(format!("examples/{file} is out of date.")),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                stale.push(format!("examples/{file} is not there."));
            }
            Err(error) => return Err(format!("Cannot read {}: {error}", path.display())),
        }
    }
    if stale.is_empty() {
        println!("All {} tables are as generated.", files.len());
        return Ok(());
    }
    stale.push("Write them anew with: cargo run --example generate".to_owned());
    Err(stale.join("\n"))
}
