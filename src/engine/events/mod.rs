//! Events that stand in tables: what rules ask of them is answered for whole tables, a bit for each event, before the
//! first lead is scored. Of a lead its bits are counted.

mod frame;
mod ready;
mod rows;
mod tally;

use crate::data::JoinedList;
use crate::eval::{Failure, Fired};
use crate::ir::{
    AsOf, Body, Clock, ColumnId, Def, EventsId, FieldId, ForEach, GroupKind, Program, RuleId, Value,
};
use frame::Frame;
use tally::{EventRule, Tally};

/// The events of leads that stand in tables, asked once for all leads: share it between scorers.
///
/// Whatever cannot be asked so, such as a comparison with a field of the lead, is left to the interpreter, column by
/// column and rule by rule.
#[derive(Debug)]
pub struct TableEvents<'p> {
    program: &'p Program,
    frames: Vec<Frame<'p>>,
    tallies: Vec<Tally<'p>>,
    rules: Vec<EventRule<'p>>,
}

/// The key of a lead: a text that is its own value, or any value.
pub(super) enum Key<'k> {
    Text(&'k str),
    Value(Value),
}

impl<'p> TableEvents<'p> {
    /// Looks at all events of some lists, as far as the program asks for them.
    #[must_use]
    pub fn new(program: &'p Program, as_of: AsOf, lists: Vec<JoinedList>) -> Self {
        let clock = Clock::new(as_of, program.zone.clone());
        let ids = (0..).map(EventsId).take(program.events.len());
        let frame = |id: EventsId| {
            let field = program.events(id).filter(|it| it.outer.is_none());
            let field = field.and_then(|_| root_field(program, id))?;
            let list = lists.iter().find(|it| it.field() == field)?;
            Some(Frame::new(program, id, list.clone(), &clock))
        };
        let mut all = Self {
            program,
            frames: ids.filter_map(frame).collect(),
            tallies: Vec::new(),
            rules: Vec::new(),
        };
        all.add_tallies();
        all.add_rules(&clock);
        all.frames.iter_mut().for_each(Frame::settle);
        all
    }

    fn add_tallies(&mut self) {
        let program = self.program;
        let read = (0..).map(ColumnId).zip(program.columns_read()).filter(|(_, read)| *read);
        for (id, _) in read {
            let Some(Def::Aggregate(it)) = program.column(id).map(|it| &it.def) else { continue };
            let of = self.frame_of(it.events).filter(|(_, of)| Tally::obstacle(it, of).is_none());
            let frame = of.map(|(place, _)| place);
            let tally = frame.and_then(|place| Tally::new(id, it, place, &mut self.frames));
            self.tallies.extend(tally);
        }
    }

    fn add_rules(&mut self, clock: &Clock) {
        let program = self.program;
        // Of other groups all rules have to be known at once.
        let sums = program.groups.iter().filter(|it| it.kind == GroupKind::Sum);
        for id in sums.flat_map(|it| &it.rules) {
            let Some(rule) = program.rule(*id) else { continue };
            let Body::ForEach(each) = &rule.body else { continue };
            let of = self
                .frame_of(each.events)
                .filter(|(_, of)| EventRule::obstacle(each, of).is_none());
            let frame = of.map(|(place, _)| place);
            if rule.identity.exists_on(clock.today) {
                let made = frame.and_then(|it| EventRule::new(*id, rule, it, &mut self.frames));
                self.rules.extend(made);
            }
        }
    }

    fn frame_of(&self, id: EventsId) -> Option<(usize, &Frame<'p>)> {
        self.frames.iter().enumerate().find(|(_, it)| it.id == id)
    }

    /// Whether the value of a column is known without the interpreter, and its place among such columns.
    pub(super) fn place_of_column(&self, column: ColumnId) -> Option<usize> {
        self.tallies.iter().position(|it| it.column == column)
    }

    /// Whether the points of a rule are known without the interpreter, and its place among such rules.
    pub(super) fn place_of_rule(&self, rule: RuleId) -> Option<usize> {
        self.rules.iter().position(|it| it.id == rule)
    }

    /// Why a column that sums up events is left to the interpreter.
    pub(super) fn why_not_column(&self, column: ColumnId) -> Option<&'static str> {
        let Def::Aggregate(it) = &self.program.column(column)?.def else { return None };
        match self.frame_of(it.events) {
            Some((_, frame)) => Tally::obstacle(it, frame),
            None => Some(NO_TABLE),
        }
    }

    /// Why a rule for each event is left to the interpreter.
    pub(super) fn why_not_rule(&self, each: &ForEach) -> Option<&'static str> {
        match self.frame_of(each.events) {
            Some((_, frame)) => EventRule::obstacle(each, frame),
            None => Some(NO_TABLE),
        }
    }

    /// The program.
    pub(super) fn program(&self) -> &'p Program {
        self.program
    }

    /// The rows of a lead in each list, by its keys.
    pub(super) fn of_lead<'t, 'k>(
        &'t self,
        key: impl Fn(usize) -> Key<'k>,
        rows: &mut Vec<&'t [u32]>,
    ) {
        rows.clear();
        rows.extend(self.lists().enumerate().map(|(index, list)| match key(index) {
            Key::Text(text) => list.rows_of(text),
            Key::Value(value) => list.rows(&value),
        }));
    }

    /// The lists, in the order in which their rows are given.
    pub(super) fn lists(&self) -> impl Iterator<Item = &JoinedList> {
        self.frames.iter().map(|it| &it.list)
    }

    /// The columns that are known without the interpreter.
    pub(super) fn columns(&self) -> impl Iterator<Item = ColumnId> {
        self.tallies.iter().map(|it| it.column)
    }

    /// The value of each of these columns for a lead with these rows of each list; `None` if a sum has too many digits.
    pub(super) fn values(&self, rows: &[&[u32]], values: &mut Vec<Option<Value>>) {
        values.clear();
        let found =
            self.tallies.iter().map(|it| it.value(self.frames.get(it.frame)?, rows.get(it.frame)?));
        values.extend(found);
    }

    /// What a rule gives to a lead with these rows, and whether anything of it has too many digits.
    pub(super) fn fired(
        &self,
        rule: usize,
        rows: &[&[u32]],
    ) -> Option<(RuleId, Option<Fired>, bool)> {
        let rule = self.rules.get(rule)?;
        let (fired, failed) = rule.fired(self.frames.get(rule.frame)?, rows.get(rule.frame)?);
        Some((rule.id, fired, failed))
    }

    /// What was asked of the events of a lead with these rows and cannot be calculated.
    pub(super) fn failing(&self, rows: &[&[u32]]) -> impl Iterator<Item = Failure> {
        let frames = self.frames.iter().zip(rows);
        frames.flat_map(|(frame, rows)| {
            frame.failing(rows).map(|column| Failure::Column(Some(frame.id), column))
        })
    }
}

/// The field of the lead in which a list stands, or the list around it.
pub(super) fn root_field(program: &Program, id: EventsId) -> Option<FieldId> {
    let mut events = program.events(id)?;
    while let Some(outer) = events.outer {
        events = program.events(outer)?;
    }
    match program.column(events.list)?.def {
        Def::Field(field) => Some(field),
        _ => None,
    }
}

const NO_TABLE: &str = "its events do not stand in a table of the lead's own";
