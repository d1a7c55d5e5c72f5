//! Two programs as one: the rules of both over the same columns.

use std::collections::HashMap;
use std::sync::Arc;

use crate::ir::{
    Action, Aggregate, Award, Body, Column, ColumnId, Cond, Def, Disqualifier, Each, Events,
    EventsId, Field, FieldId, ForEach, Group, Measure, ModelId, Operand, Program, Record, RecordId,
    Row, Rule, RuleId, Type, name_key,
};

/// Columns of a record, or of the members of a related list.
type Scope = Option<EventsId>;

/// Two programs as one. Fields are the same if they have the same name, columns if they are made of the same ones in
/// the same way.
pub(super) struct Merged {
    /// The rules, groups and disqualifiers of the old program, then those of the new one.
    pub program: Program,
    /// How many groups are of the old program.
    pub groups: usize,
    /// How many rules are.
    pub rules: usize,
    /// How many disqualifiers are.
    pub disqualifiers: usize,
    /// For each field of the new record its place in the common one; those of the old record are the first.
    fields: Vec<Vec<FieldId>>,
    /// The fields that do not read the same values from data.
    pub retyped: Vec<String>,
}

impl Merged {
    pub fn new(old: &Program, new: &Program) -> Self {
        let mut program = old.clone();
        program.actions = Vec::<Action>::new();
        program.tests.clear();
        let mut import = Import {
            new,
            into: program,
            records: Vec::new(),
            fields: Vec::new(),
            columns: HashMap::new(),
            events: HashMap::new(),
            models: HashMap::new(),
            retyped: Vec::new(),
        };
        import.records();
        let rules: Vec<Rule> = new.rules.iter().map(|it| import.rule(it)).collect();
        let out = new.disqualifiers.iter().map(|it| Disqualifier {
            identity: it.identity.clone(),
            condition: import.cond(None, &it.condition),
        });
        let out: Vec<Disqualifier> = out.collect();
        let Import { into: mut program, fields, retyped, .. } = import;
        let shift = u32::try_from(program.rules.len()).unwrap_or(u32::MAX);
        let groups = new.groups.iter().map(|group| Group {
            rules: group.rules.iter().map(|it| RuleId(it.0.saturating_add(shift))).collect(),
            ..group.clone()
        });
        let (old_groups, old_rules) = (program.groups.len(), program.rules.len());
        let old_out = program.disqualifiers.len();
        program.groups.extend(groups);
        program.rules.extend(rules);
        program.disqualifiers.extend(out);
        Self {
            program,
            groups: old_groups,
            rules: old_rules,
            disqualifiers: old_out,
            fields,
            retyped,
        }
    }

    /// A common record as the old program sees it.
    pub fn as_old(&self, old: &Program, values: &[crate::ir::Value]) -> Vec<crate::ir::Value> {
        values.iter().take(old.record.fields.len()).cloned().collect()
    }

    /// A common record as the new program sees it; related records have the fields of both.
    pub fn as_new(&self, values: &[crate::ir::Value]) -> Vec<crate::ir::Value> {
        let fields = self.fields.first().into_iter().flatten();
        fields
            .map(|it| values.get(it.0 as usize).cloned().unwrap_or(crate::ir::Value::Missing))
            .collect()
    }

    /// Whether related records look the same to both, so that values of them can be shown to either.
    pub fn same_related(&self) -> bool {
        self.fields
            .iter()
            .skip(1)
            .all(|fields| fields.iter().enumerate().all(|(index, it)| it.0 as usize == index))
    }
}

/// Brings the columns of the new program into the old one.
struct Import<'p> {
    new: &'p Program,
    into: Program,
    records: Vec<RecordId>,
    fields: Vec<Vec<FieldId>>,
    columns: HashMap<(Scope, ColumnId), ColumnId>,
    events: HashMap<EventsId, EventsId>,
    models: HashMap<ModelId, ModelId>,
    retyped: Vec<String>,
}

impl Import<'_> {
    fn records(&mut self) {
        for (index, record) in self.new.records.iter().enumerate() {
            let same = |it: &Record| name_key(&it.name) == name_key(&record.name);
            // The scored records stand for each other, whatever they are called.
            let known = if index == 0 { Some(0) } else { self.into.records.iter().position(same) };
            let place = known.unwrap_or(self.into.records.len());
            if place == self.into.records.len() {
                let name = record.name.clone();
                self.into.records.push(Record::new(name, Vec::new()));
            }
            self.records.push(RecordId(u32::try_from(place).unwrap_or(u32::MAX)));
        }
        for (index, record) in self.new.records.clone().iter().enumerate() {
            let fields = record.fields.iter().map(|field| self.field(index, field)).collect();
            self.fields.push(fields);
        }
        if let Some(record) = self.into.records.first() {
            self.into.record = record.clone();
        }
    }

    /// The place of a field among those of both programs.
    fn field(&mut self, record: usize, field: &Field) -> FieldId {
        let mut field = Field { ty: self.ty(field.ty), ..field.clone() };
        let place = self.records.get(record).map_or(usize::MAX, |it| it.0 as usize);
        let Some(into) = self.into.records.get_mut(place) else { return FieldId(u32::MAX) };
        if let Some(id) = into.field(&field.name) {
            match into.get(id) {
                Some(known) if reads_the_same(known, &field) => return id,
                _ => self.retyped.push(field.name.clone()),
            }
            field.name.push('\'');
        }
        into.fields.push(field);
        FieldId(u32::try_from(into.fields.len() - 1).unwrap_or(u32::MAX))
    }

    fn ty(&self, ty: Type) -> Type {
        let of = |id: RecordId| self.records.get(id.0 as usize).copied().unwrap_or(id);
        match ty {
            Type::Record(id) => Type::Record(of(id)),
            Type::Records(id) => Type::Records(of(id)),
            other => other,
        }
    }

    fn record_of(&self, scope: Scope) -> usize {
        scope.and_then(|id| self.new.events(id)).map_or(0, |it| it.record.0 as usize)
    }

    fn field_of(&self, record: usize, field: FieldId) -> FieldId {
        let fields = self.fields.get(record);
        fields.and_then(|it| it.get(field.0 as usize)).copied().unwrap_or(field)
    }

    fn column(&mut self, scope: Scope, id: ColumnId) -> ColumnId {
        if let Some(known) = self.columns.get(&(scope, id)) {
            return *known;
        }
        let new = self.new;
        let Some(column) = new.columns_of(scope).get(id.0 as usize) else { return id };
        let def = self.def(scope, &column.def);
        let into = scope.map(|it| self.events(it));
        let ty = self.ty(column.ty);
        let columns = match into {
            None => Some(&mut self.into.columns),
            Some(id) => self.into.events.get_mut(id.0 as usize).map(|it| &mut it.columns),
        };
        let Some(columns) = columns else { return id };
        let place = columns.iter().position(|it| it.def == def).unwrap_or_else(|| {
            columns.push(Column { def, ty, label: column.label.clone() });
            columns.len() - 1
        });
        let place = ColumnId(u32::try_from(place).unwrap_or(u32::MAX));
        self.columns.insert((scope, id), place);
        place
    }

    fn def(&mut self, scope: Scope, def: &Def) -> Def {
        match def {
            Def::Field(field) => Def::Field(self.field_of(self.record_of(scope), *field)),
            Def::Negate(inner) => Def::Negate(self.column(scope, *inner)),
            Def::Arithmetic(op, left, right) => {
                Def::Arithmetic(*op, self.operand(scope, left), self.operand(scope, right))
            }
            Def::Default(inner, value) => Def::Default(self.column(scope, *inner), value.clone()),
            Def::Compare(left, right) => {
                Def::Compare(self.column(scope, *left), self.column(scope, *right))
            }
            Def::DayOf(inner) => Def::DayOf(self.column(scope, *inner)),
            Def::Call(function, args) => {
                let args = args.iter().map(|it| self.operand(scope, it)).collect();
                Def::Call(function, args)
            }
            Def::Outer(outer) => {
                let around = scope.and_then(|id| self.new.events(id)).and_then(|it| it.outer);
                Def::Outer(self.column(around, *outer))
            }
            Def::Related(of, field) => {
                let record = self.new.columns_of(scope).get(of.0 as usize);
                let record = record.and_then(|it| it.ty.related()).map(|it| it.0 as usize);
                let field = record.map_or(*field, |record| self.field_of(record, *field));
                Def::Related(self.column(scope, *of), field)
            }
            Def::Aggregate(it) => Def::Aggregate(Box::new(self.aggregate(it))),
            Def::Score(model, of) => {
                Def::Score(self.model(*model), of.map(|it| self.column(scope, it)))
            }
        }
    }

    fn operand(&mut self, scope: Scope, operand: &Operand) -> Operand {
        match operand {
            Operand::Column(id) => Operand::Column(self.column(scope, *id)),
            constant => constant.clone(),
        }
    }

    fn aggregate(&mut self, it: &Aggregate) -> Aggregate {
        let scope = Some(it.events);
        let of = |import: &mut Self, operand: &Operand| import.operand(scope, operand);
        let measure = match &it.measure {
            Measure::Count => Measure::Count,
            Measure::CountDistinct(operand) => Measure::CountDistinct(of(self, operand)),
            Measure::Sum(operand) => Measure::Sum(of(self, operand)),
            Measure::Min(operand) => Measure::Min(of(self, operand)),
            Measure::Max(operand) => Measure::Max(of(self, operand)),
            Measure::Average(operand) => Measure::Average(of(self, operand)),
            Measure::Latest(operand) => Measure::Latest(of(self, operand)),
            Measure::Earliest(operand) => Measure::Earliest(of(self, operand)),
        };
        Aggregate { events: self.events(it.events), measure, filter: self.cond(scope, &it.filter) }
    }

    fn events(&mut self, id: EventsId) -> EventsId {
        if let Some(known) = self.events.get(&id) {
            return *known;
        }
        let new = self.new;
        let Some(events) = new.events(id) else { return id };
        let outer = events.outer.map(|it| self.events(it));
        let list = self.column(events.outer, events.list);
        let record = self.records.get(events.record.0 as usize).copied().unwrap_or(events.record);
        let same = |it: &Events| it.outer == outer && it.list == list && it.record == record;
        let place = self.into.events.iter().position(same).unwrap_or_else(|| {
            let label = events.label.clone();
            self.into.events.push(Events { outer, list, record, label, columns: Vec::new() });
            self.into.events.len() - 1
        });
        let place = EventsId(u32::try_from(place).unwrap_or(u32::MAX));
        self.events.insert(id, place);
        place
    }

    fn model(&mut self, id: ModelId) -> ModelId {
        if let Some(known) = self.models.get(&id) {
            return *known;
        }
        let Some(model) = self.new.model(id) else { return id };
        // The same model is one: loaded once, or the same to the letter.
        let same = |it: &Arc<Program>| Arc::ptr_eq(it, model) || super::rules::are_same(it, model);
        let place = self.into.models.iter().position(same).unwrap_or_else(|| {
            self.into.models.push(Arc::clone(model));
            self.into.models.len() - 1
        });
        let place = ModelId(u32::try_from(place).unwrap_or(u32::MAX));
        self.models.insert(id, place);
        place
    }

    fn cond(&mut self, scope: Scope, cond: &Cond) -> Cond {
        let all = |import: &mut Self, parts: &[Cond]| {
            parts.iter().map(|it| import.cond(scope, it)).collect()
        };
        match cond {
            Cond::Const(yes) => Cond::Const(*yes),
            Cond::Atom(atom) => {
                let mut atom = atom.clone();
                atom.column = self.column(scope, atom.column);
                Cond::Atom(atom)
            }
            Cond::Not(inner) => Cond::Not(Box::new(self.cond(scope, inner))),
            Cond::All(parts) => Cond::All(all(self, parts)),
            Cond::Any(parts) => Cond::Any(all(self, parts)),
        }
    }

    fn award(&mut self, scope: Scope, award: &Award) -> Award {
        match award {
            Award::Constant(points) => Award::Constant(*points),
            Award::Measured(each, column) => Award::Measured(*each, self.column(scope, *column)),
        }
    }

    fn row(&mut self, scope: Scope, row: &Row) -> Row {
        let condition = self.cond(scope, &row.condition);
        let award = self.award(scope, &row.award);
        Row { identity: row.identity.clone(), condition, award, limit: row.limit }
    }

    fn rule(&mut self, rule: &Rule) -> Rule {
        let body = match &rule.body {
            Body::When(cond, award) => Body::When(self.cond(None, cond), self.award(None, award)),
            Body::Match(rows) => Body::Match(rows.iter().map(|it| self.row(None, it)).collect()),
            Body::ForEach(each) => Body::ForEach(Box::new(self.for_each(each))),
        };
        Rule { identity: rule.identity.clone(), limit: rule.limit, body }
    }

    fn for_each(&mut self, it: &ForEach) -> ForEach {
        let scope = Some(it.events);
        let each = match &it.each {
            Each::Award(award) => Each::Award(self.award(scope, award)),
            Each::Match(rows) => Each::Match(rows.iter().map(|it| self.row(scope, it)).collect()),
        };
        ForEach {
            events: self.events(it.events),
            filter: self.cond(scope, &it.filter),
            each,
            once: it.once,
            first: it.first,
            decay: it.decay,
        }
    }
}

/// Whether two fields of one name make the same values of the same data.
fn reads_the_same(a: &Field, b: &Field) -> bool {
    let named = |field: &Field| Field {
        name: name_key(&field.name),
        column: name_key(&field.column),
        about: None,
        ..field.clone()
    };
    named(a) == named(b)
}
