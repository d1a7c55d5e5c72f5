//! A program made ready for the engine, once for all records and threads.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::blocks::{Block, Side};
use super::choice::{Choice, Choices};
use super::events::{TableEvents, root_field};
use crate::cells::{Axes, Axis, AxisId, Cuts, Tested};
use crate::eval;
use crate::ir::{
    AsOf, Body, Clock, Column, ColumnId, Def, EventsId, FieldId, Group, GroupId, GroupKind,
    Program, Rule, RuleId,
};

/// What the engine does for a program, in the order in which it does it.
#[derive(Debug)]
pub(super) struct Plan<'p> {
    pub program: &'p Program,
    /// Asked about whatever the engine leaves to it.
    pub interpreter: eval::Scorer<'p>,
    pub axes: Vec<PlannedAxis<'p>>,
    /// How many sums of points there are.
    pub sums: usize,
    /// Where the points of each group come from.
    pub groups: Vec<GroupSource>,
    /// The group of each rule.
    group_of: Vec<usize>,
    pub blocks: Vec<Block>,
    /// Rules over several columns that would fill a block of their own, or more.
    pub written: Vec<Choice>,
    /// Rules left to the interpreter, each with the sum to which it adds.
    pub asked_rules: Vec<(usize, RuleId)>,
    /// Disqualifiers left to the interpreter.
    pub asked_disqualifiers: Vec<usize>,
    /// Whether anything is left to the interpreter.
    pub asks: bool,
    /// The fields of the record that the interpreter reads.
    pub asked_fields: Vec<FieldId>,
    /// Columns left to the interpreter: not those of an axis, but read by a rule that is.
    pub asked_columns: Vec<ColumnId>,
    /// Events of the leads that stand in tables.
    pub events: Option<Arc<TableEvents<'p>>>,
    /// Rules for each of them, by their places there, each with the sum to which it adds.
    pub event_rules: Vec<(usize, usize)>,
}

/// Where the points of a group come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GroupSource {
    /// One of the sums.
    Sum(usize),
    /// The interpreter.
    Asked(GroupId),
}

/// An axis with all that its cells decide.
#[derive(Debug)]
pub(super) struct PlannedAxis<'p> {
    pub source: Source,
    pub tested: Tested<'p>,
    pub cuts: Option<Cuts>,
    /// The rules that ask nothing else.
    pub choices: Vec<Choice>,
    /// The sums to which those add.
    pub sums: Vec<usize>,
    /// What it says of rules that ask other axes too.
    pub sides: Vec<Side>,
    /// How the column is called.
    pub label: &'p str,
    /// How many tests there are of it.
    pub tests: usize,
}

/// Where the value of an axis comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A field of the record.
    Field(FieldId),
    /// A field of a related record: the fields that lead to it.
    Path(Vec<FieldId>),
    /// The interpreter.
    Asked(ColumnId),
    /// Events that stand in a table: the place among the columns that sum them up.
    Counted(usize),
}

impl<'p> Plan<'p> {
    /// Plans a program. If the points of groups are not asked for, plain groups share one sum.
    pub fn new(
        program: &'p Program,
        as_of: AsOf,
        each_group: bool,
        events: Option<Arc<TableEvents<'p>>>,
    ) -> Self {
        let interpreter = eval::Scorer::new(program, as_of);
        let clock = interpreter.clock().clone();
        let axes = Axes::of(program);
        let mut plan = Self {
            program,
            interpreter,
            axes: axes.all().iter().map(|axis| PlannedAxis::new(axis, program, &clock)).collect(),
            sums: 0,
            groups: Vec::new(),
            group_of: groups_of_rules(program),
            blocks: Vec::new(),
            written: Vec::new(),
            asked_rules: Vec::new(),
            asked_disqualifiers: Vec::new(),
            asked_columns: Vec::new(),
            asked_fields: Vec::new(),
            asks: false,
            events,
            event_rules: Vec::new(),
        };
        plan.axes.iter_mut().for_each(|axis| axis.count(plan.events.as_deref()));
        let mut choices = plan.choices_of_groups(&axes, &clock, each_group);
        choices.extend(plan.choices_of_disqualifiers(&axes, &clock));
        plan.place(choices);
        plan.ask_columns(&axes);
        plan.asks = plan.is_asking();
        if plan.asks {
            plan.asked_fields = plan.fields_for_interpreter();
        }
        plan
    }

    /// The moment of the run.
    pub fn clock(&self) -> &Clock {
        self.interpreter.clock()
    }

    fn choices_of_groups(&mut self, axes: &Axes, clock: &Clock, each_group: bool) -> Vec<Choice> {
        let mut all = Vec::new();
        let mut shared = None;
        for (id, group) in (0..).map(GroupId).zip(&self.program.groups) {
            let plain = is_plain(group) && !each_group;
            let sum = shared.filter(|_| plain).unwrap_or(self.sums);
            let source = match Choices::of(group, sum, self.program, clock, axes) {
                Some(Choices { choices, asked }) => {
                    all.extend(choices);
                    for rule in asked {
                        match self.events.as_ref().and_then(|it| it.place_of_rule(rule)) {
                            Some(place) => self.event_rules.push((sum, place)),
                            None => self.asked_rules.push((sum, rule)),
                        }
                    }
                    self.sums = self.sums.max(sum + 1);
                    if plain {
                        shared = Some(sum);
                    }
                    GroupSource::Sum(sum)
                }
                None => GroupSource::Asked(id),
            };
            self.groups.push(source);
        }
        all
    }

    fn choices_of_disqualifiers(&mut self, axes: &Axes, clock: &Clock) -> Vec<Choice> {
        let mut all = Vec::new();
        for (index, it) in self.program.disqualifiers.iter().enumerate() {
            if it.identity.exists_on(clock.today) {
                match Choice::of_disqualifier(index, it, axes) {
                    Some(choice) => all.push(choice),
                    None => self.asked_disqualifiers.push(index),
                }
            }
        }
        all
    }

    /// Where the reason of a rule stands among others of the same weight: by its group, then in the order of the text.
    pub fn place_of(&self, rule: RuleId) -> (usize, RuleId) {
        (self.group_of.get(rule.0 as usize).copied().unwrap_or_default(), rule)
    }

    /// Puts each choice where it is evaluated.
    fn place(&mut self, choices: Vec<Choice>) {
        let mut several = Vec::new();
        for choice in choices {
            match choice.axes().as_slice() {
                [AxisId(axis)] => {
                    if let Some(axis) = self.axes.get_mut(*axis as usize) {
                        axis.choices.push(choice);
                    }
                }
                [] => self.written.push(choice),
                _ => several.push(choice),
            }
        }
        let (blocks, written) = Block::pack(several);
        self.written.extend(written);
        self.blocks = blocks;
        for block in &mut self.blocks {
            let sides: Vec<Side> = block.axes.iter().map(|(id, _)| block.side(*id)).collect();
            for ((id, place), side) in block.axes.iter_mut().zip(sides) {
                if let Some(axis) = self.axes.get_mut(id.0 as usize) {
                    *place = axis.sides.len();
                    axis.sides.push(side);
                }
            }
        }
        self.axes.iter_mut().for_each(PlannedAxis::find_sums);
    }

    /// Columns that no axis holds are calculated all the same, so that every failure is known.
    fn ask_columns(&mut self, axes: &Axes) {
        let on_axes = |id: &ColumnId| axes.all().iter().any(|axis| axis.columns.contains(id));
        let read = (0..).map(ColumnId).zip(self.program.columns_read());
        let counted = |id: &ColumnId| {
            self.events.as_ref().is_some_and(|it| it.place_of_column(*id).is_some())
        };
        let asked = read.filter(|(id, read)| *read && !on_axes(id) && !counted(id));
        let asked = asked.map(|(id, _)| id);
        let is_calculated = |id: &ColumnId| {
            self.program.column(*id).is_some_and(|it| {
                !matches!(it.def, Def::Field(_) | Def::Related(..) | Def::Outer(_))
            })
        };
        self.asked_columns = asked.filter(is_calculated).collect();
    }

    /// The fields behind everything that is left to the interpreter.
    fn fields_for_interpreter(&self) -> Vec<FieldId> {
        let program = self.program;
        let by_models = program.columns.iter().any(|it| matches!(it.def, Def::Score(..)));
        if by_models || !program.events.is_empty() {
            return program.reads().fields;
        }
        let mut columns = self.asked_columns.clone();
        columns.extend(self.axes.iter().filter_map(|it| match it.source {
            Source::Asked(column) => Some(column),
            Source::Field(_) | Source::Path(_) | Source::Counted(_) => None,
        }));
        for rule in self.rules_for_interpreter() {
            rule.body.columns(&mut columns);
        }
        for index in &self.asked_disqualifiers {
            let it = program.disqualifiers.get(*index);
            it.into_iter().for_each(|it| it.condition.atoms(&mut |atom| columns.push(atom.column)));
        }
        let (mut fields, mut seen) = (Vec::new(), BTreeSet::new());
        while let Some(id) = columns.pop() {
            let Some(column) = program.column(id).filter(|_| seen.insert(id)) else { continue };
            match column.def {
                Def::Field(field) => fields.push(field),
                _ => columns.extend(column.def.sources()),
            }
        }
        fields
    }

    /// The groups left to the interpreter.
    pub fn asked_groups(&self) -> impl Iterator<Item = GroupId> {
        self.groups.iter().filter_map(|it| match it {
            GroupSource::Asked(id) => Some(*id),
            GroupSource::Sum(_) => None,
        })
    }

    /// The rules left to the interpreter, those of whole groups among them.
    fn rules_for_interpreter(&self) -> impl Iterator<Item = &'p Rule> {
        let program = self.program;
        let of_groups = self.asked_groups().filter_map(|id| program.group(id));
        let of_groups = of_groups.flat_map(|it| it.rules.iter().copied());
        let rules = of_groups.chain(self.asked_rules.iter().map(|(_, rule)| *rule));
        rules.filter_map(move |id| program.rule(id))
    }

    /// Whether the interpreter needs the events of a list themselves.
    pub fn asks_for(&self, list: FieldId) -> bool {
        let program = self.program;
        let is_list = |column: &ColumnId| {
            program.column(*column).is_some_and(|it| it.def == Def::Field(list))
        };
        let counted = |id| self.events.as_ref().is_some_and(|it| it.place_of_column(id).is_some());
        let stands_in = |events: EventsId| root_field(program, events) == Some(list);
        let read = program.columns_read();
        let by_column = |(id, column): (ColumnId, &Column)| match &column.def {
            _ if read.get(id.0 as usize) != Some(&true) => false,
            Def::Aggregate(it) => stands_in(it.events) && !counted(id),
            Def::Score(..) => true,
            def => def.sources().iter().any(is_list),
        };
        let by_rule = |rule: &Rule| match &rule.body {
            Body::ForEach(each) => stands_in(each.events),
            Body::When(..) | Body::Match(_) => false,
        };
        let by_axis = |axis: &PlannedAxis<'_>| match &axis.source {
            Source::Field(field) => *field == list,
            Source::Path(path) => path.first() == Some(&list),
            Source::Asked(_) | Source::Counted(_) => false,
        };
        (0..).map(ColumnId).zip(&program.columns).any(by_column)
            || self.rules_for_interpreter().any(by_rule)
            || self.axes.iter().any(by_axis)
    }

    fn is_asking(&self) -> bool {
        !self.asked_rules.is_empty()
            || !self.asked_columns.is_empty()
            || !self.asked_disqualifiers.is_empty()
            || self.groups.iter().any(|it| matches!(it, GroupSource::Asked(_)))
            || self.axes.iter().any(|it| matches!(it.source, Source::Asked(_)))
    }
}

fn groups_of_rules(program: &Program) -> Vec<usize> {
    let mut groups = vec![0; program.rules.len()];
    for (index, group) in program.groups.iter().enumerate() {
        for rule in &group.rules {
            if let Some(slot) = groups.get_mut(rule.0 as usize) {
                *slot = index;
            }
        }
    }
    groups
}

/// Whether the points of a group are just those of its rules.
fn is_plain(group: &Group) -> bool {
    group.kind == GroupKind::Sum && group.weight.is_none() && group.limit.is_none()
}

impl<'p> PlannedAxis<'p> {
    fn new(axis: &Axis, program: &'p Program, clock: &Clock) -> Self {
        Self {
            source: Source::of(program, axis.root),
            tested: Tested::new(axis, program, clock),
            cuts: Cuts::of(axis, program, clock),
            choices: Vec::new(),
            sums: Vec::new(),
            sides: Vec::new(),
            label: program.column(axis.root).map(|it| it.label.as_str()).unwrap_or_default(),
            tests: axis.tests.len(),
        }
    }

    /// Takes its value from events that stand in tables, if that is where it comes from.
    fn count(&mut self, events: Option<&TableEvents<'_>>) {
        if let (Source::Asked(column), Some(events)) = (&self.source, events)
            && let Some(place) = events.place_of_column(*column)
        {
            self.source = Source::Counted(place);
        }
    }

    fn find_sums(&mut self) {
        let effects = self.choices.iter().flat_map(|it| &it.options).map(|(_, effect)| effect);
        let sums = effects.filter_map(|it| match it {
            super::choice::Effect::Points(given) => Some(given.sum),
            super::choice::Effect::Out(_) => None,
        });
        self.sums = sums.collect();
        self.sums.sort_unstable();
        self.sums.dedup();
    }
}

impl Source {
    fn of(program: &Program, root: ColumnId) -> Self {
        let mut path = Vec::new();
        let mut column = root;
        loop {
            match program.column(column).map(|it| &it.def) {
                Some(Def::Field(field)) => {
                    path.push(*field);
                    break;
                }
                Some(Def::Related(of, field)) => {
                    path.push(*field);
                    column = *of;
                }
                _ => return Self::Asked(root),
            }
        }
        path.reverse();
        match path.as_slice() {
            [field] => Self::Field(*field),
            _ => Self::Path(path),
        }
    }
}
