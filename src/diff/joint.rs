//! Conditions of two programs in one numbering: equal columns have one id, whatever their ids were.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::ir::{
    Aggregate, Atom, Award, ColumnId, Cond, Def, EventsId, FieldId, Measure, ModelId, Operand,
    Program, Record, Test, name_key,
};

/// Stands for something that is compared: two that are equal have one, and others hardly ever.
pub(super) type Key = (u64, u64);

/// The key of anything that can be hashed.
pub(super) fn key(what: &impl Hash) -> Key {
    let mut hasher = SipHasher13::new();
    what.hash(&mut hasher);
    let hash = hasher.finish128();
    (hash.h1, hash.h2)
}

/// Where a column belongs: to the scored record, or to the members of a list.
type Scope = Option<EventsId>;

/// The numbering that programs share.
#[derive(Debug, Default)]
pub(super) struct Joint {
    columns: HashMap<(Scope, Def), ColumnId>,
    events: HashMap<(Scope, ColumnId), EventsId>,
    /// By the names of record and field.
    fields: HashMap<(String, String), FieldId>,
    models: HashMap<String, ModelId>,
}

/// A program in the shared numbering.
#[derive(Debug)]
pub(super) struct Joined<'p, 'j> {
    pub program: &'p Program,
    joint: &'j mut Joint,
    known: HashMap<(Scope, ColumnId), ColumnId>,
}

impl Joint {
    /// A program whose columns are numbered along with those of the programs before.
    pub fn join<'p>(&mut self, program: &'p Program) -> Joined<'p, '_> {
        let mut joined = Joined { program, joint: self, known: HashMap::new() };
        // What a column is made from stands before it, so no long chain is followed at once.
        for id in (0..).map(ColumnId).take(program.columns.len()) {
            joined.column(None, id);
        }
        joined
    }
}

impl Joined<'_, '_> {
    /// A column of the record, or of the members of a list.
    pub fn column(&mut self, scope: Scope, id: ColumnId) -> ColumnId {
        if let Some(known) = self.known.get(&(scope, id)) {
            return *known;
        }
        let Some(column) = self.program.columns_of(scope).get(id.0 as usize) else { return id };
        let joint_scope = scope.map(|it| self.events(it));
        let def = self.def(scope, &column.def);
        let next = ColumnId(u32::try_from(self.joint.columns.len()).unwrap_or(u32::MAX));
        let joint = *self.joint.columns.entry((joint_scope, def)).or_insert(next);
        self.known.insert((scope, id), joint);
        joint
    }

    /// A list of related records.
    pub fn events(&mut self, id: EventsId) -> EventsId {
        let Some(events) = self.program.events(id) else { return id };
        let outer = events.outer.map(|it| self.events(it));
        let list = self.column(events.outer, events.list);
        let next = EventsId(u32::try_from(self.joint.events.len()).unwrap_or(u32::MAX));
        *self.joint.events.entry((outer, list)).or_insert(next)
    }

    /// A condition, its parts in an order that does not depend on how they are written.
    pub fn cond(&mut self, scope: Scope, cond: &Cond) -> Cond {
        let sorted = |mut parts: Vec<Cond>| {
            parts.sort_by_cached_key(key);
            parts.dedup();
            parts
        };
        match cond {
            Cond::Const(yes) => Cond::Const(*yes),
            Cond::Atom(atom) => Cond::Atom(Atom {
                column: self.column(scope, atom.column),
                test: sorted_test(&atom.test),
            }),
            Cond::Not(inner) => Cond::Not(Box::new(self.cond(scope, inner))),
            Cond::All(parts) => {
                Cond::All(sorted(parts.iter().map(|it| self.cond(scope, it)).collect()))
            }
            Cond::Any(parts) => {
                Cond::Any(sorted(parts.iter().map(|it| self.cond(scope, it)).collect()))
            }
        }
    }

    /// What is given.
    pub fn award(&mut self, scope: Scope, award: &Award) -> Award {
        match award {
            Award::Constant(points) => Award::Constant(*points),
            Award::Measured(factor, column) => {
                Award::Measured(factor.normalize(), self.column(scope, *column))
            }
        }
    }

    fn def(&mut self, scope: Scope, def: &Def) -> Def {
        match def {
            Def::Field(field) => {
                let program = self.program;
                let record = match scope {
                    None => Some(&program.record),
                    Some(id) => program.events(id).and_then(|it| program.related(it.record)),
                };
                Def::Field(self.field(record, *field))
            }
            Def::Related(of, field) => {
                let program = self.program;
                let column = program.columns_of(scope).get(of.0 as usize);
                let record = column.and_then(|it| program.related(it.ty.related()?));
                let field = self.field(record, *field);
                Def::Related(self.column(scope, *of), field)
            }
            Def::Negate(of) => Def::Negate(self.column(scope, *of)),
            Def::Arithmetic(op, left, right) => {
                Def::Arithmetic(*op, self.operand(scope, left), self.operand(scope, right))
            }
            Def::Default(of, value) => Def::Default(self.column(scope, *of), value.clone()),
            Def::Compare(left, right) => {
                Def::Compare(self.column(scope, *left), self.column(scope, *right))
            }
            Def::DayOf(of) => Def::DayOf(self.column(scope, *of)),
            Def::Call(function, args) => {
                Def::Call(function, args.iter().map(|it| self.operand(scope, it)).collect())
            }
            Def::Outer(of) => {
                let outer = scope.and_then(|it| self.program.events(it)?.outer);
                Def::Outer(self.column(outer, *of))
            }
            Def::Aggregate(aggregate) => Def::Aggregate(Box::new(self.aggregate(aggregate))),
            Def::Score(model, of) => {
                let name = self.program.model(*model).map(|it| name_key(&it.name));
                let next = ModelId(u32::try_from(self.joint.models.len()).unwrap_or(u32::MAX));
                let model = *self.joint.models.entry(name.unwrap_or_default()).or_insert(next);
                Def::Score(model, of.map(|it| self.column(scope, it)))
            }
        }
    }

    fn field(&mut self, record: Option<&Record>, field: FieldId) -> FieldId {
        let names =
            record.and_then(|it| Some((name_key(&it.name), name_key(&it.get(field)?.name))));
        let next = FieldId(u32::try_from(self.joint.fields.len()).unwrap_or(u32::MAX));
        *self.joint.fields.entry(names.unwrap_or_default()).or_insert(next)
    }

    fn operand(&mut self, scope: Scope, operand: &Operand) -> Operand {
        match operand {
            Operand::Column(id) => Operand::Column(self.column(scope, *id)),
            Operand::Constant(value) => Operand::Constant(value.clone()),
        }
    }

    fn aggregate(&mut self, aggregate: &Aggregate) -> Aggregate {
        let scope = Some(aggregate.events);
        let filter = self.cond(scope, &aggregate.filter);
        let mut operand = |it: &Operand| self.operand(scope, it);
        let measure = match &aggregate.measure {
            Measure::Count => Measure::Count,
            Measure::CountDistinct(it) => Measure::CountDistinct(operand(it)),
            Measure::Sum(it) => Measure::Sum(operand(it)),
            Measure::Min(it) => Measure::Min(operand(it)),
            Measure::Max(it) => Measure::Max(operand(it)),
            Measure::Average(it) => Measure::Average(operand(it)),
            Measure::Latest(it) => Measure::Latest(operand(it)),
            Measure::Earliest(it) => Measure::Earliest(operand(it)),
        };
        Aggregate { events: self.events(aggregate.events), measure, filter }
    }
}

/// A test in which the order of values and ranges is always the same.
fn sorted_test(test: &Test) -> Test {
    let mut test = test.clone();
    match &mut test {
        Test::Texts(texts) => {
            // Only folded texts are compared.
            texts.iter_mut().for_each(|it| it.exact = Arc::clone(&it.folded));
            texts.sort();
            texts.dedup();
        }
        Test::Numbers(all) => all.sort_by_key(|it| (it.from, it.to)),
        Test::Dates(all) => all.sort_by_key(|it| (it.from, it.to)),
        Test::Moments(all) => all.sort_by_key(|it| (it.from, it.to)),
        _ => {}
    }
    test
}
