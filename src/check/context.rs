//! What all checks share: the scope, the columns found so far, and the findings.

use std::collections::{HashMap, HashSet};

use jiff::tz::TimeZone;

use super::scope::Scope;
use super::uses::Uses;
use crate::ast::Expr;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::{Column, ColumnId, Cond, Def, FieldId, Operand, Points, Record, Text, Type};
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
    pub record: Record,
    pub zone: TimeZone,
    /// The file that is being checked.
    pub file: FileId,
    pub columns: Vec<Column>,
    known_columns: HashMap<Def, ColumnId>,
    /// The closed lists that were asked for, folded.
    allowed: HashMap<FieldId, HashSet<std::sync::Arc<str>>>,
    pub diagnostics: Vec<Diagnostic>,
    /// What a `match` is about, while its rows are checked.
    pub it: Option<Typed>,
    /// The `let`s being resolved, outermost first.
    pub resolving: Vec<String>,
    /// The `let`s that are resolved.
    pub resolved: HashMap<String, Typed>,
    /// `ready at`, once it is known.
    pub ready_at: Option<Points>,
    /// `ready at` is there but wrong, and said so.
    pub ready_broken: bool,
    /// The kinds of constructs that were said not to be supported yet.
    pub unsupported: HashSet<&'static str>,
    /// What the rules ask so far.
    pub uses: Uses,
}

impl<'a> Context<'a> {
    pub fn new(sources: &'a Sources, scope: Scope<'a>, record: Record, file: FileId) -> Self {
        Self {
            sources,
            scope,
            record,
            zone: TimeZone::UTC,
            file,
            columns: Vec::new(),
            known_columns: HashMap::new(),
            allowed: HashMap::new(),
            diagnostics: Vec::new(),
            it: None,
            resolving: Vec::new(),
            resolved: HashMap::new(),
            ready_at: None,
            ready_broken: false,
            unsupported: HashSet::new(),
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

    /// Says once for each kind of construct that it is not supported yet.
    pub fn not_yet(&mut self, span: Span, what: &'static str) -> Typed {
        if self.unsupported.insert(what) {
            let place = self.place(span);
            self.report(
                Diagnostic::error(codes::NOT_YET, place, format!("{what} are not supported yet."))
                    .help("Score one flat record: put what you need into a column of the data."),
            );
        }
        Typed::Poison
    }

    /// The column with this definition, made if it is new.
    pub fn column(&mut self, def: Def, ty: Type, label: &str) -> ColumnId {
        if let Some(&known) = self.known_columns.get(&def) {
            return known;
        }
        let id = ColumnId(u32::try_from(self.columns.len()).unwrap_or(u32::MAX));
        self.known_columns.insert(def.clone(), id);
        self.columns.push(Column { def, ty, label: label.to_owned() });
        id
    }

    /// Checks something in a world of its own with only one column; tells how many there are then.
    pub fn with_only<T>(
        &mut self,
        column: Column,
        check: impl FnOnce(&mut Self) -> T,
    ) -> (T, usize) {
        let columns = std::mem::replace(&mut self.columns, vec![column]);
        let known = std::mem::take(&mut self.known_columns);
        let result = check(self);
        self.known_columns = known;
        let count = std::mem::replace(&mut self.columns, columns).len();
        (result, count)
    }

    /// The text of an expression on one line.
    pub fn one_line(&self, span: Span) -> String {
        one_line(self.slice(span))
    }

    /// Whether a column can have a value: every column without a closed list can.
    pub fn is_allowed(&mut self, id: ColumnId, text: &Text) -> bool {
        let Some(Column { def: Def::Field(field), .. }) = self.columns.get(id.0 as usize) else {
            return true;
        };
        let Some(values) = self.record.get(*field).and_then(|it| it.values.as_ref()) else {
            return true;
        };
        let folded = || values.iter().map(|it| it.folded.clone()).collect();
        self.allowed.entry(*field).or_insert_with(folded).contains(&text.folded)
    }

    /// The closed list of a column, if it is a field that has one.
    pub fn closed_list(&self, id: ColumnId) -> Option<&[Text]> {
        let Def::Field(field) = self.columns.get(id.0 as usize)?.def else { return None };
        self.record.get(field)?.values.as_deref()
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
