//! What is said of a table once all has been read.

use super::examples::Examples;
use super::index::Index;
use super::members::finding;
use super::table::Table;
use crate::data::values::loader::Loader;
use crate::data::{Rejections, thousands};
use crate::diagnostic::{Diagnostic, codes};

/// How the files of a table were read.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub rows: u64,
    files: Vec<(String, Loader, Rejections)>,
}

impl Report {
    pub fn file(&mut self, name: &str, loader: Loader, rejections: Rejections) {
        self.files.push((name.to_owned(), loader, rejections));
    }

    pub fn has_problem(&self, table: &Table) -> bool {
        self.files
            .iter()
            .any(|(_, loader, rejections)| rejections.count() > 0 || loader.has_problem())
            || table.indexes.iter().any(|it| it.members.any())
    }

    pub fn values_not_understood(&self) -> u64 {
        self.files.iter().map(|(_, loader, _)| loader.values_not_understood()).sum()
    }

    pub fn diagnostics(&self, table: &Table, all_leads: bool) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for (name, loader, rejections) in &self.files {
            findings.extend(rejections.findings_of(name));
            findings.extend(loader.diagnostics());
        }
        for index in &table.indexes {
            // A blank key is told by the loader.
            findings.extend(index.members.findings(Some(&*index.column).filter(|_| index.many)));
            findings.extend(orphans_finding(index).filter(|_| all_leads));
        }
        findings
    }

    /// `visits: 5,000,000 read, 4,999,998 joined, 1 later than as-of, 1 of no Lead`
    pub fn summary(&self, table: &Table) -> Vec<String> {
        let rejected: u64 = self.files.iter().map(|(.., rejections)| rejections.count()).sum();
        let line = |index: &Index| {
            let members = &index.members;
            let orphans = if index.many { orphans(index).count() } else { 0 };
            let parts = [
                (rejected, "rejected".to_owned()),
                (members.unlinked.count(), format!("without \"{}\"", index.column)),
                (members.repeated.count(), "repeated".to_owned()),
                (members.later.count(), "later than as-of".to_owned()),
                (orphans, format!("of no {}", index.owner)),
            ];
            let counted: u64 = parts.iter().map(|(count, _)| *count).sum();
            // Of single related records some may be named by nobody.
            let read = self.rows + rejected;
            let rest = read.saturating_sub(index.joined() + counted);
            let parts = parts.into_iter().chain([(rest, "named by nobody".to_owned())]);
            let (read, joined) = (thousands(read), thousands(index.joined()));
            let mut line = format!("{}: {read} read, {joined} joined", index.label);
            for (count, what) in parts.filter(|(count, _)| *count > 0) {
                line.push_str(&format!(", {} {what}", thousands(count)));
            }
            line
        };
        table.indexes.iter().map(line).collect()
    }
}

fn orphans(index: &Index) -> Examples {
    let mut examples = Examples::default();
    for (key, rows) in index.orphans() {
        examples.add_many(rows, || format!("\"{key}\""));
    }
    examples
}

/// Members of lists that nobody asked for; a single related record may well be nobody's.
fn orphans_finding(index: &Index) -> Option<Diagnostic> {
    if !index.many {
        return None;
    }
    let (owner, column) = (&index.owner, &index.column);
    finding(
        &index.label,
        &orphans(index),
        codes::ORPHANS,
        [
            &format!("belongs to no {owner} in the data, by its \"{column}\""),
            &format!("belong to no {owner} in the data, by their \"{column}\""),
        ],
        "Capitals and zeros in front count in keys. If the data are only a part of your leads, this is as it should be.",
    )
}
