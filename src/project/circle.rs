//! Files that use each other in a circle.

use super::Project;
use crate::ast::ItemKind;
use crate::check::is_model;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::FileId;

/// How far the walk along `use` has come with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

impl Project {
    /// Reports every circle, each file walked once.
    pub(super) fn circles(&mut self) {
        let mut marks = vec![Mark::New; self.parsed.len()];
        for index in 0..self.parsed.len() {
            if marks.get(index) == Some(&Mark::New) {
                self.follow(index, &mut marks);
            }
        }
    }

    fn follow(&mut self, index: usize, marks: &mut [Mark]) {
        let Some(this) = self.parsed.get(index) else { return };
        let (id, uses) = (this.id, this.uses.clone());
        if let Some(mark) = marks.get_mut(index) {
            *mark = Mark::Open;
        }
        for (nth, used) in uses.into_iter().enumerate() {
            match marks.get(used) {
                Some(Mark::New) => self.follow(used, marks),
                Some(Mark::Open) => self.circle(index, nth, id),
                Some(Mark::Done) | None => {}
            }
        }
        if let Some(mark) = marks.get_mut(index) {
            *mark = Mark::Done;
        }
    }

    fn circle(&mut self, index: usize, nth: usize, id: FileId) {
        let is_model_at = |at: usize| self.parsed.get(at).is_some_and(|it| is_model(&it.file));
        let used = self.parsed.get(index).and_then(|it| it.uses.get(nth).copied());
        let (message, help) = match is_model_at(index) && used.is_some_and(is_model_at) {
            _ if used == Some(index) => ("This file uses itself.", "Take the line out."),
            true => (
                "These models use each other, so their scores would depend on each other.",
                "Take the `use` out of one of them. Records and lists that both need go into a third file.",
            ),
            false => {
                ("These files use each other in a circle.", "Put what both need into a third file.")
            }
        };
        let Some(this) = self.parsed.get_mut(index) else { return };
        this.broken = true;
        let uses = this.file.items.iter().filter_map(|item| match &item.node {
            ItemKind::Use(target) => Some(target.span),
            _ => None,
        });
        let Some(span) = uses.into_iter().nth(nth) else { return };
        let finding =
            Diagnostic::error(codes::CYCLE, self.sources.original(id.at(span)), message).help(help);
        if !self.diagnostics.contains(&finding) {
            self.diagnostics.push(finding);
        }
    }
}
