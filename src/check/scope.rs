//! Names: what they stand for, and what a misspelled one probably meant.

use std::collections::{BTreeMap, HashMap, HashSet};

use unicode_script::{Script, UnicodeScript};

use super::model::ListFile;
use super::names::Names;
use crate::ast::{File, ItemKind, Let, List, Name, Record, Text};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::format::print_name;
use crate::ir::name_key;
use crate::source::{FileId, Place};

/// What stands in the files of a model, by name.
#[derive(Default)]
pub(super) struct Scope<'a> {
    pub lists: BTreeMap<String, (FileId, &'a List)>,
    pub lets: BTreeMap<String, (FileId, &'a Let)>,
    /// Fields that were reported as wrong: nothing more is said about them.
    pub unread: HashSet<String>,
    /// The records, each with the missing values of its file.
    pub records: BTreeMap<String, (FileId, &'a Record, Vec<Text>)>,
    /// The values of lists that stand in files of their own.
    pub list_files: &'a [ListFile],
}

impl<'a> Scope<'a> {
    /// The list with this name.
    pub fn list(&self, name: &str) -> Option<(FileId, &'a List)> {
        self.lists.get(&name_key(name)).copied()
    }
}

/// The finding for a name that nothing declares.
pub(super) fn unknown(names: &Names, name: &str, place: Place, kind: &str) -> Diagnostic {
    if let Some((same, odd)) = names.look_alike(name) {
        return Diagnostic::error(
            codes::UNKNOWN_NAME,
            place,
            format!("There is no {kind} *{name}*. {odd}"),
        )
        .help(format!("Write {}.", print_name(same)))
        .fix(format!("Write {}.", print_name(same)), place, print_name(same));
    }
    let finding =
        Diagnostic::error(codes::UNKNOWN_NAME, place, format!("There is no {kind} *{name}*."));
    if let Some((same, why)) = names.otherwise_spelled(name) {
        let ours = print_name(same);
        return finding.help(format!("{why} Write {ours}.")).fix(
            format!("Write {ours}."),
            place,
            ours,
        );
    }
    match nearest(name, names.iter()) {
        Some(near) => finding.help(format!("Did you mean {near}?")).offer(
            format!("Write {near}."),
            place,
            print_name(near),
        ),
        None if names.is_empty() => finding.help("No record is declared."),
        None => {
            let some: Vec<&str> = names.iter().take(8).collect();
            let more = if names.len() > some.len() { ", …" } else { "" };
            finding.help(format!("There are: {}{more}", some.join(", ")))
        }
    }
}

/// A name that mixes look-alike letters of several scripts in one of its segments.
pub(super) fn mixed_scripts(name: &Name, place: Place) -> Option<Diagnostic> {
    for segment in name.node.split(['_', ' ']) {
        let letters = || segment.chars().filter(|c| c.is_alphabetic());
        let counts = letters().fold(HashMap::<Script, usize>::new(), |mut counts, c| {
            *counts.entry(c.script()).or_default() += 1;
            counts
        });
        let confusable = [Script::Latin, Script::Cyrillic, Script::Greek];
        let mut mixed: Vec<_> =
            confusable.iter().filter_map(|script| Some((*counts.get(script)?, *script))).collect();
        if mixed.len() < 2 {
            continue;
        }
        mixed.sort_by_key(|&(count, _)| count);
        let (_, rare) = *mixed.first()?;
        let (_, usual) = *mixed.last()?;
        let odd = letters().find(|c| c.script() == rare)?;
        let message = format!(
            "The name *{}* mixes letters of several scripts: {odd} (U+{:04X}) is {}, the others are {}.",
            name.node,
            u32::from(odd),
            rare.full_name(),
            usual.full_name(),
        );
        let help = "Letters that look alike are different letters. Write the name in one script.";
        return Some(Diagnostic::error(codes::MIXED_SCRIPTS, place, message).help(help));
    }
    None
}

/// The names of all files; what is declared twice is a mistake.
pub(super) fn scope<'a>(
    files: impl Iterator<Item = &'a (FileId, &'a File)>,
    models: &[FileId],
    list_files: &'a [ListFile],
    diagnostics: &mut Vec<Diagnostic>,
) -> Scope<'a> {
    let mut scope = Scope { list_files, ..Scope::default() };
    let mut seen: HashMap<(bool, String), Place> = HashMap::new();
    let mut declare = |file: FileId, name: &Name, is_record: bool| {
        let place = file.at(name.span);
        diagnostics.extend(mixed_scripts(name, place));
        let first = *seen.entry((is_record, name_key(&name.node))).or_insert(place);
        if first != place {
            let message = format!("*{}* is declared twice.", name.node);
            diagnostics.push(
                Diagnostic::error(codes::DECLARED_TWICE, place, message)
                    .also(first, "here first")
                    .help("Names that differ only in case are one name. Remove or rename one."),
            );
        }
        first == place
    };
    for &(id, file) in files {
        // Of a model that is used only records and score come along.
        let names = !models.contains(&id);
        let missing = missing_values(file);
        for item in &file.items {
            match &item.node {
                ItemKind::List(list) if names && declare(id, &list.name, false) => {
                    scope.lists.insert(name_key(&list.name.node), (id, list));
                }
                ItemKind::Let(it) if names && declare(id, &it.name, false) => {
                    scope.lets.insert(name_key(&it.name.node), (id, it));
                }
                ItemKind::Record(record) if declare(id, &record.name, true) => {
                    let missing = missing.clone();
                    scope.records.insert(name_key(&record.name.node), (id, record, missing));
                }
                _ => {}
            }
        }
    }
    scope
}

/// The texts that mean missing in the records of a file.
fn missing_values(file: &File) -> Vec<Text> {
    let items = file.items.iter().filter_map(|item| match &item.node {
        ItemKind::MissingValues(texts) => Some(texts.clone()),
        _ => None,
    });
    items.flatten().collect()
}
