//! What all checks share: the scope, the columns found so far, and the findings.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::frame::Frame;
use super::scope::Scope;
use super::scores::UsedModel;
use super::uses::Uses;
use crate::ast::Expr;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    Column, ColumnId, Cond, Def, Events, Operand, Points, Program, Record, Text, Type,
};
use crate::source::{FileId, Place, Sources, Span};

/// What an expression turned out to be.
#[derive(Clone, Debug)]
pub(super) enum Typed {
    /// A condition.
    Condition(Cond),
    /// A value of a type.
    Value(Operand, Type),
    /// Wrong, and said so already.
    Poison,
}

/// The state of checking one model.
pub(super) struct Context<'a> {
    pub sources: &'a Sources,
    pub scope: Scope<'a>,
    pub zone: TimeZone,
    /// The file that is being checked.
    pub file: FileId,
    /// The record, or the events, that names stand for.
    pub frame: Frame,
    /// The frames around it, the scored record first.
    pub outer: Vec<Frame>,
    /// The related lists that are looked into, and the frame of each.
    pub events: Vec<Events>,
    pub event_frames: Vec<Frame>,
    /// Every record in reach, the scored one first.
    pub records: Vec<Arc<Record>>,
    /// The links that were found: the type and key of the field, and where its `by` stands.
    pub links: Vec<(Type, String, Place)>,
    /// The models whose scores can be used.
    pub models: &'a [UsedModel],
    /// Those of them that are used.
    pub scores: Vec<Arc<Program>>,
    pub diagnostics: Vec<Diagnostic>,
    /// What a `match` is about, while its rows are checked.
    pub it: Option<Typed>,
    /// The `let`s being resolved, outermost first.
    pub resolving: Vec<String>,
    /// `ready at`, once it is known.
    pub ready_at: Option<Points>,
    /// `ready at` is there but wrong, and said so.
    pub ready_broken: bool,
    /// What the rules ask so far.
    pub uses: Uses,
}

impl<'a> Context<'a> {
    pub fn new(
        sources: &'a Sources,
        scope: Scope<'a>,
        models: &'a [UsedModel],
        file: FileId,
    ) -> Self {
        Self {
            sources,
            scope,
            zone: TimeZone::UTC,
            file,
            frame: Frame::default(),
            outer: Vec::new(),
            events: Vec::new(),
            event_frames: Vec::new(),
            records: Vec::new(),
            links: Vec::new(),
            models,
            scores: Vec::new(),
            diagnostics: Vec::new(),
            it: None,
            resolving: Vec::new(),
            ready_at: None,
            ready_broken: false,
            uses: Uses::default(),
        }
    }

    pub fn place(&self, span: Span) -> Place {
        self.file.at(span)
    }

    pub fn slice(&self, span: Span) -> &'a str {
        self.sources.reading_slice(self.place(span))
    }

    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Reports a mistake; what it is about becomes poison.
    pub fn wrong(&mut self, diagnostic: Diagnostic) -> Typed {
        self.report(diagnostic);
        Typed::Poison
    }

    /// The column with this definition, made if it is new.
    pub fn column(&mut self, def: Def, ty: Type, label: &str) -> ColumnId {
        self.frame.column(def, ty, label)
    }

    /// Checks something in a world of its own with only one column; tells how many there are then.
    pub fn with_only<T>(
        &mut self,
        column: Column,
        check: impl FnOnce(&mut Self) -> T,
    ) -> (T, usize) {
        let mut only = Frame::of(Arc::clone(&self.frame.record));
        only.columns.push(column);
        let frame = std::mem::replace(&mut self.frame, only);
        let result = check(self);
        let only = std::mem::replace(&mut self.frame, frame);
        (result, only.columns.len())
    }

    /// The text of an expression on one line.
    pub fn one_line(&self, span: Span) -> String {
        one_line(self.slice(span))
    }

    /// Whether a column can have a value: every column without a closed list can.
    pub fn is_allowed(&mut self, id: ColumnId, text: &Text) -> bool {
        if !self.frame.allowed.contains_key(&id) {
            let Some(values) = self.closed_list(id) else { return true };
            let folded = values.iter().map(|it| it.folded.clone()).collect();
            self.frame.allowed.insert(id, folded);
        }
        self.frame.allowed.get(&id).is_none_or(|it| it.contains(&text.folded))
    }

    /// The closed list of a column, if it is a field that has one.
    pub fn closed_list(&self, id: ColumnId) -> Option<&[Text]> {
        self.field_behind(id)?.values.as_deref()
    }
}

/// Blanks and line breaks squeezed, comments left out; quoted texts are kept as they are.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    let mut quoted = false;
    let mut comment = false;
    for c in text.chars() {
        match c {
            '\n' => comment = false,
            _ if comment => continue,
            '#' if !quoted => {
                comment = true;
                continue;
            }
            '"' => quoted = !quoted,
            _ => {}
        }
        let blank = c.is_whitespace() && !quoted;
        if !blank {
            line.push(c);
        } else if !line.ends_with(' ') && !line.is_empty() {
            line.push(' ');
        }
    }
    line.trim_end().to_owned()
}

/// Whether an expression has been reported already.
pub(super) fn is_mistake(expr: &Expr) -> bool {
    matches!(expr.node, crate::ast::ExprKind::Mistake)
}
