//! Whose columns are being made: those of the scored record, or those of the events of a list in it.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::context::{Context, Typed};
use super::names::Names;
use crate::ir::{
    Atom, Column, ColumnId, Cond, Def, Events, EventsId, Field, FieldId, Operand, Record, RecordId,
    Type,
};

/// A record, as far as it is asked for.
#[derive(Default)]
pub(super) struct Frame {
    /// The list whose events these are; `None` for the scored record.
    pub events: Option<EventsId>,
    /// The names that lead to the list, by their keys: `company`, `contacts`.
    pub path: Vec<String>,
    /// The list's name as it is written.
    pub label: String,
    pub record: Arc<Record>,
    /// Its fields by their names.
    pub fields: HashMap<String, FieldId>,
    pub columns: Vec<Column>,
    known_columns: HashMap<Def, ColumnId>,
    /// The `let`s that are resolved.
    pub resolved: HashMap<String, Typed>,
    /// The closed lists that were asked for, folded.
    pub allowed: HashMap<ColumnId, HashSet<Arc<str>>>,
    /// All names that can be used here, made when the first one is missed.
    pub names: OnceCell<Names>,
}

/// The events of a frame that belongs to no list.
const NOWHERE: EventsId = EventsId(u32::MAX);

impl Frame {
    pub fn of(record: Arc<Record>) -> Self {
        Self { fields: record.by_key(), record, ..Self::default() }
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

    /// A frame of records that stand in no list: for a `let` that nothing uses.
    pub fn of_nowhere(record: Arc<Record>) -> Self {
        let label = record.name.clone();
        Self { events: Some(NOWHERE), label, ..Self::of(record) }
    }

    /// How messages call one of these: `visits`, `Lead`.
    pub fn name(&self) -> &str {
        if self.events.is_some() { &self.label } else { &self.record.name }
    }
}

/// A related list: where it stands and what its members are.
#[derive(Clone)]
pub(super) struct List {
    pub column: ColumnId,
    pub record: RecordId,
    /// The names that lead to it, by their keys.
    pub path: Vec<String>,
    /// The same as it is written.
    pub written: String,
    pub label: String,
}

impl Context<'_> {
    /// The list's events, made known if they are new.
    pub fn events(&mut self, list: &List) -> EventsId {
        let outer = self.frame.events;
        let known = |it: &Events| it.outer == outer && it.list == list.column;
        let index = self.events.iter().position(known).unwrap_or(self.events.len());
        let id = EventsId(u32::try_from(index).unwrap_or(u32::MAX));
        if index == self.events.len() {
            let record = self.records.get(list.record.0 as usize).cloned().unwrap_or_default();
            self.events.push(Events {
                outer,
                list: list.column,
                record: list.record,
                label: list.label.clone(),
                columns: Vec::new(),
            });
            let (path, label) = (list.path.clone(), list.label.clone());
            let frame = Frame { events: Some(id), path, label, ..Frame::of(record) };
            self.event_frames.push(frame);
        }
        id
    }

    /// Checks something that is said of each event of a list.
    pub fn of_each<T>(&mut self, id: EventsId, check: impl FnOnce(&mut Self) -> T) -> T {
        let place = id.0 as usize;
        let frame = self.event_frames.get_mut(place).map(std::mem::take).unwrap_or_default();
        self.outer.push(std::mem::replace(&mut self.frame, frame));
        let it = self.it.take();
        let result = check(self);
        self.it = it;
        let around = self.outer.pop().unwrap_or_default();
        let frame = std::mem::replace(&mut self.frame, around);
        if let Some(slot) = self.event_frames.get_mut(place) {
            *slot = frame;
        }
        result
    }

    /// Checks something in the frame around this one; what it gives is seen from here.
    pub fn around(&mut self, check: impl FnOnce(&mut Self) -> Typed) -> Typed {
        let Some(around) = self.outer.pop() else { return Typed::Poison };
        let here = std::mem::replace(&mut self.frame, around);
        let typed = check(self);
        let around = std::mem::replace(&mut self.frame, here);
        let typed = match typed {
            Typed::Value(Operand::Column(column), ty) => {
                let column = self.seen_from_here(&around, column);
                Typed::Value(Operand::Column(column), ty)
            }
            Typed::Condition(cond) => Typed::Condition(self.cond_from_here(&around, cond)),
            other => other,
        };
        self.outer.push(around);
        typed
    }

    fn seen_from_here(&mut self, around: &Frame, column: ColumnId) -> ColumnId {
        let known = around.columns.get(column.0 as usize);
        let (ty, label) = known.map_or((Type::Text, ""), |it| (it.ty, &it.label));
        self.frame.column(Def::Outer(column), ty, label)
    }

    fn cond_from_here(&mut self, around: &Frame, cond: Cond) -> Cond {
        match cond {
            Cond::Const(yes) => Cond::Const(yes),
            Cond::Atom(Atom { column, test }) => {
                Cond::Atom(Atom { column: self.seen_from_here(around, column), test })
            }
            Cond::Not(inner) => Cond::Not(Box::new(self.cond_from_here(around, *inner))),
            Cond::All(parts) => {
                Cond::All(parts.into_iter().map(|it| self.cond_from_here(around, it)).collect())
            }
            Cond::Any(parts) => {
                Cond::Any(parts.into_iter().map(|it| self.cond_from_here(around, it)).collect())
            }
        }
    }

    /// The field whose values a column has: of this record, of one around it, or of a related one.
    pub fn field_behind(&self, id: ColumnId) -> Option<&Field> {
        let frames = std::iter::once(&self.frame).chain(self.outer.iter().rev());
        let mut id = id;
        for frame in frames {
            let column = |ColumnId(index): ColumnId| frame.columns.get(index as usize);
            match column(id)?.def {
                Def::Field(field) => return frame.record.get(field),
                Def::Related(of, field) => {
                    let RecordId(record) = column(of)?.ty.related()?;
                    return self.records.get(record as usize)?.get(field);
                }
                Def::Outer(outer) => id = outer,
                _ => return None,
            }
        }
        None
    }

    /// Whom a condition is about, in a sentence: "every lead", "all visits".
    pub fn all_of_them(&self) -> String {
        match self.is_of_events() {
            true => format!("all {}", self.frame.name()),
            false => "every lead".to_owned(),
        }
    }

    /// Whether something is being said of each event.
    pub fn is_of_events(&self) -> bool {
        self.frame.events.is_some()
    }
}
