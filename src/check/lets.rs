//! `let`s: each is checked once, used or not, with nothing in sight but the record that it is about.

use super::context::{Context, Typed};
use super::expr::{MOST_ATOMS, too_large};
use super::frame::Frame;
use crate::ast::{Expr, ExprKind, File, ItemKind, Let, Name};
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::name_key;
use crate::source::FileId;

/// How deep `let`s may build on each other.
const MOST_LETS: usize = 64;

impl Context<'_> {
    /// A `let` is checked once, where it is first used, in its own file.
    pub fn resolve_let(&mut self, file: FileId, item: &Let, used: &Name) -> Typed {
        let key = name_key(&item.name.node);
        if let Some(known) = self.frame.resolved.get(&key) {
            return known.clone();
        }
        let place = self.place(used.span);
        if self.resolving.contains(&key) || self.resolving.len() >= MOST_LETS {
            let message = match self.resolving.contains(&key) {
                true => format!("*{}* is defined by itself.", used.node),
                false => format!("More than {MOST_LETS} `let`s build on each other here."),
            };
            return self.wrong(
                Diagnostic::error(codes::CYCLE, place, message)
                    .help("Write out one of the `let`s on the way."),
            );
        }
        self.resolving.push(key.clone());
        let outer = std::mem::replace(&mut self.file, file);
        let it = self.it.take();
        // It means the same wherever it is used, so it sees only the record that it is about.
        let around = std::mem::take(&mut self.outer);
        let typed = match self.typed_whole(&item.value) {
            Typed::Condition(cond) if cond.size() > MOST_ATOMS => {
                let place = self.place(item.value.span);
                self.wrong(too_large(place))
            }
            other => other,
        };
        self.outer = around;
        self.it = it;
        self.file = outer;
        self.resolving.pop();
        self.frame.resolved.insert(key, typed.clone());
        typed
    }

    /// Checks every `let` about the scored record, so that the mistakes of those that no rule uses are told.
    pub fn lets_of_the_record<'f>(&mut self, files: impl Iterator<Item = &'f (FileId, &'f File)>) {
        for (file, it) in lets(files) {
            self.file = file;
            let about_this = it
                .record
                .as_ref()
                .is_none_or(|name| name_key(&name.node) == name_key(&self.frame.record.name));
            if about_this {
                let name = Name::new(it.name.node.clone(), it.name.span);
                let expr = Expr::new(ExprKind::Name(vec![name]), it.name.span);
                // A field of the same name would be found instead; that is reported elsewhere.
                self.typed(&expr);
            }
        }
    }

    /// Checks every `let` about another record that no rule has asked for.
    pub fn unused_lets<'f>(&mut self, files: impl Iterator<Item = &'f (FileId, &'f File)>) {
        for (file, it) in lets(files) {
            let Some(about) = it.record.as_ref().map(|it| name_key(&it.node)) else { continue };
            let record = self.records.iter().find(|it| name_key(&it.name) == about).cloned();
            let key = name_key(&it.name.node);
            let used = |frame: &Frame| frame.resolved.contains_key(&key);
            let Some(record) = record else { continue };
            if used(&self.frame) || self.event_frames.iter().any(used) {
                continue;
            }
            // In a frame that is forgotten again.
            let known = self.events.len();
            let around = std::mem::replace(&mut self.frame, Frame::of_nowhere(record));
            let outer = std::mem::replace(&mut self.file, file);
            self.typed(&it.value);
            self.file = outer;
            self.frame = around;
            self.events.truncate(known);
            self.event_frames.truncate(known);
        }
    }
}

fn lets<'f>(
    files: impl Iterator<Item = &'f (FileId, &'f File)>,
) -> impl Iterator<Item = (FileId, &'f Let)> {
    files.flat_map(|&(file, tree)| {
        tree.items.iter().filter_map(move |item| match &item.node {
            ItemKind::Let(it) => Some((file, it)),
            _ => None,
        })
    })
}
