//! Which fields a program reads: of the scored record, and of the records related to it.

use std::collections::BTreeMap;

use super::{
    Action, Award, Body, Column, ColumnId, Cond, Def, EventsId, FieldId, Operand, Program, Rule,
};

/// The fields of a record that are read, and of each related record in turn.
///
/// ```text
/// country, company { industry }, visits { page, at }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// The fields that hold values of their own.
    pub fields: Vec<FieldId>,
    /// The fields that hold related records, and what is read of those.
    pub related: BTreeMap<FieldId, Reads>,
}

impl Reads {
    fn field(&mut self, id: FieldId) {
        if let Err(at) = self.fields.binary_search(&id) {
            self.fields.insert(at, id);
        }
    }

    fn merge(&mut self, other: Self) {
        other.fields.into_iter().for_each(|id| self.field(id));
        for (id, reads) in other.related {
            self.related.entry(id).or_default().merge(reads);
        }
    }

    /// What is read of the record at the end of a path of related fields.
    fn at(&mut self, path: &[FieldId]) -> &mut Self {
        path.iter().fold(self, |reads, id| reads.related.entry(*id).or_default())
    }
}

impl Program {
    /// For each column whether a rule or disqualifier reads it, directly or through another column.
    ///
    /// `let`s that no rule uses and the records of tests have columns too; data need not have those.
    #[must_use]
    pub fn columns_read(&self) -> Vec<bool> {
        self.marks().of(None).to_vec()
    }

    /// The fields of the scored record that rules, disqualifiers and actions read, but for related records.
    #[must_use]
    pub fn fields_read(&self) -> Vec<FieldId> {
        self.reads().fields
    }

    /// Everything that rules, disqualifiers and actions read.
    #[must_use]
    pub fn reads(&self) -> Reads {
        let mut marks = self.marks();
        self.actions.iter().for_each(|it| marks.action(it));
        self.reads_of(&marks)
    }

    pub(super) fn reads_of(&self, marks: &Marks<'_>) -> Reads {
        let mut reads = Reads::default();
        let scopes =
            std::iter::once(None).chain((0..).map(EventsId).take(self.events.len()).map(Some));
        for scope in scopes {
            for (index, column) in (0..).map(ColumnId).zip(self.columns_of(scope)) {
                if marks.of(scope).get(index.0 as usize) != Some(&true) {
                    continue;
                }
                match column.def {
                    Def::Field(_) | Def::Related(..) => {
                        let Some(mut path) = self.path(scope, index) else { continue };
                        match column.ty.related() {
                            Some(_) => drop(reads.at(&path)),
                            None => {
                                let field = path.pop();
                                let record = reads.at(&path);
                                field.into_iter().for_each(|id| record.field(id));
                            }
                        }
                    }
                    Def::Score(model, of) => {
                        let path = match of {
                            Some(of) => self.path(scope, of),
                            None => self.path_of_member(scope),
                        };
                        if let (Some(path), Some(model)) = (path, self.model(model)) {
                            // What its actions say is no part of its score.
                            reads.at(&path).merge(model.reads_of(&model.marks()));
                        }
                    }
                    _ => {}
                }
            }
        }
        // An event is placed in time even if no rule asks for it.
        for id in (0..).map(EventsId).take(self.events.len()) {
            let used = marks.used.get(id.0 as usize) == Some(&true);
            let time = self.events(id).and_then(|it| self.related(it.record)?.time());
            if let (true, Some(time), Some(path)) = (used, time, self.path_of_member(Some(id))) {
                reads.at(&path).field(time);
            }
        }
        reads
    }

    /// The columns of the scored record, or of the members of a related list.
    #[must_use]
    pub fn columns_of(&self, scope: Option<EventsId>) -> &[Column] {
        match scope {
            None => &self.columns,
            Some(id) => self.events(id).map_or(&[], |it| &it.columns),
        }
    }

    /// The fields that lead from the scored record to the value of a column; `None` of calculated ones.
    #[must_use]
    pub fn path(&self, scope: Option<EventsId>, column: ColumnId) -> Option<Vec<FieldId>> {
        match self.columns_of(scope).get(column.0 as usize)?.def {
            Def::Field(field) => {
                let mut path = self.path_of_member(scope)?;
                path.push(field);
                Some(path)
            }
            Def::Related(of, field) => {
                let mut path = self.path(scope, of)?;
                path.push(field);
                Some(path)
            }
            Def::Outer(outer) => self.path(self.events(scope?)?.outer, outer),
            _ => None,
        }
    }

    /// The fields that lead from the scored record to a member of a related list.
    fn path_of_member(&self, scope: Option<EventsId>) -> Option<Vec<FieldId>> {
        match scope {
            None => Some(Vec::new()),
            Some(id) => {
                let events = self.events(id)?;
                self.path(events.outer, events.list)
            }
        }
    }

    fn marks(&self) -> Marks<'_> {
        let mut marks = Marks::new(self);
        self.rules.iter().for_each(|rule| marks.rule(rule));
        self.disqualifiers.iter().for_each(|it| marks.cond(None, &it.condition));
        marks
    }
}

/// Which columns are read, of the scored record and of each related list.
pub(super) struct Marks<'p> {
    program: &'p Program,
    top: Vec<bool>,
    events: Vec<Vec<bool>>,
    used: Vec<bool>,
}

impl<'p> Marks<'p> {
    pub fn new(program: &'p Program) -> Self {
        Self {
            program,
            top: vec![false; program.columns.len()],
            events: program.events.iter().map(|it| vec![false; it.columns.len()]).collect(),
            used: vec![false; program.events.len()],
        }
    }

    pub fn action(&mut self, action: &Action) {
        action.columns().for_each(|it| self.column(None, it));
    }

    fn of(&self, scope: Option<EventsId>) -> &[bool] {
        match scope {
            None => &self.top,
            Some(id) => self.events.get(id.0 as usize).map_or(&[], Vec::as_slice),
        }
    }

    pub fn rule(&mut self, rule: &Rule) {
        match &rule.body {
            Body::When(cond, award) => {
                self.cond(None, cond);
                self.award(None, award);
            }
            Body::Match(rows) => rows.iter().for_each(|row| {
                self.cond(None, &row.condition);
                self.award(None, &row.award);
            }),
            Body::ForEach(each) => {
                let scope = Some(each.events);
                self.events(each.events);
                self.cond(scope, &each.filter);
                each.awards().for_each(|award| self.award(scope, award));
                each.rows().iter().for_each(|row| self.cond(scope, &row.condition));
            }
        }
    }

    pub fn cond(&mut self, scope: Option<EventsId>, cond: &Cond) {
        let mut columns = Vec::new();
        cond.atoms(&mut |atom| columns.push(atom.column));
        columns.into_iter().for_each(|it| self.column(scope, it));
    }

    fn award(&mut self, scope: Option<EventsId>, award: &Award) {
        if let Award::Measured(_, column) = award {
            self.column(scope, *column);
        }
    }

    fn events(&mut self, id: EventsId) {
        let Some(events) = self.program.events(id) else { return };
        if let Some(used) = self.used.get_mut(id.0 as usize) {
            *used = true;
        }
        self.column(events.outer, events.list);
    }

    fn column(&mut self, scope: Option<EventsId>, ColumnId(index): ColumnId) {
        let marks = match scope {
            None => Some(&mut self.top),
            Some(id) => self.events.get_mut(id.0 as usize),
        };
        let Some(mark) = marks.and_then(|it| it.get_mut(index as usize)) else { return };
        if std::mem::replace(mark, true) {
            return;
        }
        let program = self.program;
        let Some(column) = program.columns_of(scope).get(index as usize) else { return };
        match &column.def {
            Def::Outer(outer) => {
                if let Some(events) = scope.and_then(|id| program.events(id)) {
                    self.column(events.outer, *outer);
                }
            }
            Def::Aggregate(aggregate) => {
                self.events(aggregate.events);
                let inner = Some(aggregate.events);
                self.cond(inner, &aggregate.filter);
                if let Some(column) = aggregate.measure.operand().and_then(Operand::column) {
                    self.column(inner, column);
                }
            }
            def => def.sources().into_iter().for_each(|it| self.column(scope, it)),
        }
    }
}

impl Def {
    /// The columns of the same record that a column is derived from.
    #[must_use]
    pub fn sources(&self) -> Vec<ColumnId> {
        let operands: Vec<&Operand> = match self {
            Self::Field(_) | Self::Outer(_) | Self::Aggregate(_) => return Vec::new(),
            Self::Negate(inner)
            | Self::Default(inner, _)
            | Self::DayOf(inner)
            | Self::Related(inner, _) => return vec![*inner],
            Self::Score(_, of) => return of.iter().copied().collect(),
            Self::Compare(left, right) => return vec![*left, *right],
            Self::Arithmetic(_, left, right) => vec![left, right],
            Self::Call(_, args) => args.iter().collect(),
        };
        operands.into_iter().filter_map(Operand::column).collect()
    }
}
