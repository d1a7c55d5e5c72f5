//! What is declared and never named: lists, `let`s and fields.
//!
//! Names are compared as they are written, so a name that two records share counts as used for both: what is reported is
//! surely named nowhere.

use std::collections::HashSet;

use super::Project;
use super::named::names;
use crate::ast::{Field, Item, ItemKind, ModifierKind, Name};
use crate::check::is_model;
use crate::diagnostic::{Code, Diagnostic, codes};
use crate::ir::name_key;
use crate::source::{FileId, Place, Span};

impl Project {
    /// Lists and `let`s that nothing names.
    ///
    /// Only the files that the run is about are looked at, and of libraries those that one of its models uses: what
    /// others do with them is not known.
    #[must_use]
    pub fn unused(&self) -> Vec<Diagnostic> {
        self.never_named(|item, of| match &item.node {
            ItemKind::List(list) => {
                vec![of.removable(codes::UNUSED_LIST, &list.name, "the list", item.span)]
            }
            ItemKind::Let(it) => {
                vec![of.removable(codes::UNUSED_LET, &it.name, "the `let`", item.span)]
            }
            _ => Vec::new(),
        })
    }

    /// Fields that nothing names, not even a test; keys, moments and required fields have a use of their own.
    #[must_use]
    pub fn unused_fields(&self) -> Vec<Diagnostic> {
        self.never_named(|item, of| match &item.node {
            ItemKind::Record(it) => it
                .fields
                .iter()
                .filter(|it| !works_alone(it))
                .map(|it| of.field(&it.name))
                .collect(),
            _ => Vec::new(),
        })
    }

    /// Findings about items of files that can be judged, those with names that stand nowhere else.
    fn never_named(
        &self,
        look: impl Fn(&Item, &Declared<'_>) -> Vec<Option<Diagnostic>>,
    ) -> Vec<Diagnostic> {
        let units: Vec<Vec<usize>> = (0..self.parsed.len()).map(|it| self.unit(it)).collect();
        let named: Vec<HashSet<String>> = self.parsed.iter().map(|it| names(&it.file)).collect();
        let mut found = Vec::new();
        for &root in &self.roots {
            let Some(parsed) = self.parsed.get(root) else { continue };
            let around: Vec<&Vec<usize>> = units.iter().filter(|it| it.contains(&root)).collect();
            let files: HashSet<usize> = around.iter().flat_map(|it| it.iter().copied()).collect();
            let is_model = |it: &usize| self.parsed.get(*it).is_some_and(|it| is_model(&it.file));
            let is_broken = |it: &usize| self.parsed.get(*it).is_none_or(|it| it.broken);
            if files.iter().any(is_model) && !files.iter().any(is_broken) {
                let named = files.iter().filter_map(|&it| named.get(it)).collect();
                let declared = Declared { project: self, file: parsed.id, named };
                let items = parsed.file.items.iter();
                found.extend(items.flat_map(|item| look(item, &declared)).flatten());
            }
        }
        self.settle(found)
    }

    /// A file and all that it uses.
    fn unit(&self, index: usize) -> Vec<usize> {
        std::iter::once(index).chain(self.closure(index)).collect()
    }
}

/// A file, and the names that stand in all files that can see it.
struct Declared<'p> {
    project: &'p Project,
    file: FileId,
    named: Vec<&'p HashSet<String>>,
}

impl Declared<'_> {
    fn is_named(&self, name: &Name) -> bool {
        let key = name_key(&name.node);
        self.named.iter().any(|it| it.contains(&key))
    }

    /// A finding about an item that can be taken out.
    fn removable(&self, code: Code, name: &Name, what: &str, item: Span) -> Option<Diagnostic> {
        if self.is_named(name) {
            return None;
        }
        let sources = &self.project.sources;
        let message = format!("Nothing uses {what} *{}*.", name.node);
        let place = sources.original(self.file.at(name.span));
        let whole = self.with_end_of_line(sources.original(self.file.at(item)));
        let finding = Diagnostic::warning(code, place, message)
            .help("Use it in a rule, or take it out.")
            .offer(format!("Take out {what} {}.", name.node), whole, "");
        Some(finding)
    }

    /// An item with the end of its line, if nothing follows it there.
    fn with_end_of_line(&self, place: Place) -> Place {
        let text = self.project.sources.get(place.file).map_or("", |it| it.text());
        let behind = text.get(place.span.end as usize..).unwrap_or_default();
        let blank = behind.len() - behind.trim_start_matches([' ', '\t', '\r']).len();
        match behind.get(blank..).is_some_and(|it| it.starts_with('\n')) {
            true => Place {
                span: Span::new(place.span.start as usize, place.span.end as usize + blank + 1),
                ..place
            },
            false => place,
        }
    }

    fn field(&self, name: &Name) -> Option<Diagnostic> {
        if self.is_named(name) {
            return None;
        }
        let place = self.project.sources.original(self.file.at(name.span));
        let message = format!("No rule and no test reads the field *{}*.", name.node);
        let help = "Write a rule about it, or take it out of the record.";
        Some(Diagnostic::note(codes::UNUSED_FIELD, place, message).help(help))
    }
}

/// Whether a field does something though no rule reads it.
fn works_alone(field: &Field) -> bool {
    let works = |it: &ModifierKind| {
        matches!(it, ModifierKind::Key | ModifierKind::Time | ModifierKind::Required)
    };
    field.modifiers.iter().any(|it| works(&it.node))
}
