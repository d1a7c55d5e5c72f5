//! Of which versions the figures are.

use std::process::Command;

use crate::contestants::{Contestant, Made};
use crate::setting::Setting;

/// The packages that this workspace is built with.
const LOCKED: &str = include_str!("../../Cargo.lock");

/// One line with the versions of all contestants.
pub fn print(setting: &Setting, chosen: &[&Contestant]) -> String {
    let mut versions: Vec<String> = vec![said(Command::new("rustc").arg("--version"))];
    let mut add = |version: String| {
        if !versions.contains(&version) {
            versions.push(version);
        }
    };
    for contestant in chosen {
        match contestant.made_of {
            Made::Leadscore => {
                add(said(
                    Command::new(setting.root.join("target/release/leadscore")).arg("--version"),
                ));
            }
            Made::Python(package) => {
                let ask =
                    format!("from importlib.metadata import version; print(version('{package}'))");
                let version = said(Command::new(setting.python()).arg("-c").arg(ask));
                add(format!("{package} {version}"));
            }
            Made::Rust(crates) => crates.iter().for_each(|it| add(format!("{it} {}", locked(it)))),
        }
    }
    versions.join(", ")
}

fn said(command: &mut Command) -> String {
    let output = command.output().map(|it| it.stdout).unwrap_or_default();
    String::from_utf8_lossy(&output).trim().to_owned()
}

fn locked(name: &str) -> &'static str {
    let package = format!("name = \"{name}\"\nversion = \"");
    let version = LOCKED.split_once(&package).and_then(|(_, rest)| rest.split_once('"'));
    version.map_or("?", |(version, _)| version)
}
