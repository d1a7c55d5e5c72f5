//! One pass over a list: everything that rules ask of its members at the same time.

use rust_decimal::Decimal;

use super::key::link;
use super::measure::Measured;
use super::refusal;
use super::rounds::Asked;
use super::scope::time_column;
use crate::ir::{Body, ColumnId, Def, Events, EventsId, Field, Limits, Program, RuleId, Type};
use crate::source::Place;
use crate::sql::columns::{Columns, Known, Made, Work};
use crate::sql::needs::{Form, Needs};
use crate::sql::points::kept_if_known;

/// The steps of a pass, and how their totals are joined.
#[derive(Debug)]
pub(in crate::sql) struct Pass {
    /// What a reader may want to know.
    pub label: String,
    /// The step of the record around whose columns it needs, and into which its totals are joined.
    pub level: usize,
    /// The table, and how it is called where it is read.
    pub table: String,
    pub alias: String,
    /// Whose the members are: the expression, and its name.
    pub owner: (String, String),
    /// The key of the record around.
    pub key: String,
    /// The columns of the record around that the members need.
    pub outer: Vec<String>,
    /// Which members exist.
    pub exists: Vec<String>,
    pub columns: Columns,
    pub ones: Vec<super::One>,
    pub passes: Vec<Pass>,
    pub totals: Vec<Made>,
    /// The step with the totals.
    pub name: String,
}

impl<'p> Work<'p> {
    pub(super) fn pass(&mut self, id: EventsId, asked: &Asked) {
        let (Some(program), Some(events)) = (self.scopes.get(id), self.program.events(id)) else {
            return;
        };
        let Some(place) = self.place_of(asked) else { return };
        let Some((field, key)) = self.list(events, place) else { return };
        let needs = self.asked_of(asked);
        let (outer, level) = self.seen(program, &needs);
        let table = self.table(&program.record, Some((&self.program.record, &field)));
        let alias = self.new_name(&field.name);
        let mut frame = Work { scope: Some(id), ..self.frame(program, needs, alias) };
        for (id, form, known) in &outer {
            frame.columns.know(*id, *form, known.clone());
        }
        let owner = frame.owner_of(&field, place);
        let mut exists = vec![format!("{} IS NOT NULL", owner.1)];
        exists.extend(frame.firsts(Some(&owner.0), place));
        frame.calculate();
        exists.extend(frame.not_later());
        let (totals, results) = frame.totals(self.program, asked);
        let name = frame.new_name(&format!("{}_totals", field.name));
        let outer = outer.into_iter().map(|(_, _, known)| known.name).collect();
        let pass = Pass {
            label: field.name.clone(),
            level,
            table,
            alias: frame.alias.clone(),
            owner,
            key,
            outer,
            exists,
            columns: std::mem::take(&mut frame.columns),
            ones: std::mem::take(&mut frame.ones),
            passes: std::mem::take(&mut frame.passes),
            totals,
            name,
        };
        self.back(frame);
        self.passes.push(pass);
        self.results(results, level);
    }

    fn place_of(&self, asked: &Asked) -> Option<Place> {
        let of_rule = |id: &RuleId| self.for_each(*id).map(|(_, place)| place);
        let of_column = asked.columns.first().map(|(_, place)| *place);
        of_column.or_else(|| asked.rules.first().and_then(of_rule))
    }

    /// The field with a list, and the column with the key of the record around it.
    fn list(&mut self, events: &Events, place: Place) -> Option<(Field, String)> {
        let column = self.program.column(events.list)?;
        let (Def::Field(field), None) =
            (&column.def, events.outer.filter(|it| Some(*it) != self.scope))
        else {
            self.refusals.push(refusal(
                place,
                format!("This looks into {} of a related record.", events.label),
                "Give the scored record a list of its own, or count them in a view.",
            ));
            return None;
        };
        let field = self.program.record.get(*field)?.clone();
        let key = field.by.is_some().then(|| self.own_key(place)).flatten();
        if key.is_none() {
            let (owner, name) = (&self.program.record.name, &field.name);
            self.refusals.push(refusal(
                place,
                format!("The statement cannot find the {name} of a {owner}."),
                format!("Mark one field of {owner} as key, and say which column of the {name} has it: by …"),
            ));
        }
        key.map(|key| (field, key))
    }

    fn asked_of(&self, asked: &Asked) -> Needs {
        let mut needs = Needs::default();
        for (id, place) in &asked.columns {
            if let Some(Def::Aggregate(it)) = self.program.column(*id).map(|it| &it.def) {
                needs.merge(self.scopes.of_aggregate(it, *place));
            }
        }
        for (it, place) in asked.rules.iter().filter_map(|id| self.for_each(*id)) {
            needs.merge(self.scopes.of_rule(it, place));
        }
        needs
    }

    /// What is needed of this record, under its names here, and the first step after which all of it is there.
    fn seen(&self, program: &Program, needs: &Needs) -> (Vec<(ColumnId, Form, Known)>, usize) {
        let mut level = 1;
        let mut seen = Vec::new();
        for (id, form, _) in needs.all() {
            let Some(Def::Outer(outer)) = program.column(id).map(|it| &it.def) else { continue };
            if let Some(known) = self.columns.find(self.program, *outer, form) {
                level = level.max(known.step + 1);
                // They come with the second step of the members.
                seen.push((id, form, Known { step: 1, ..known.clone() }));
            }
        }
        (seen, level)
    }

    /// Whose a member is.
    fn owner_of(&mut self, field: &Field, place: Place) -> (String, String) {
        let by = field.by.as_deref().map(|it| link(&self.program.record, it));
        let alias = self.alias.clone();
        let key = by.map_or_else(|| "NULL".to_owned(), |it| self.key_in(&it, &alias, place));
        let name = self.new_name(&format!("{}_owner", field.name));
        self.owner = Some(name.clone());
        (key, name)
    }

    /// A member that is later than as-of does not exist; one without a time does.
    fn not_later(&mut self) -> Option<String> {
        let time = time_column(self.program)?;
        let name = self.name(time, Form::Value);
        let last = match self.program.column(time)?.ty {
            Type::DateTime => self.moments.now(),
            _ => self.moments.today(),
        };
        Some(format!("({name} IS NULL OR {name} <= {last})"))
    }

    /// What this frame adds up for the columns and rules of the program around it.
    fn totals(&mut self, around: &Program, asked: &Asked) -> (Vec<Made>, Results) {
        let mut totals = Vec::new();
        let mut results = Results::default();
        for (id, place) in &asked.columns {
            let Some(column) = around.column(*id) else { continue };
            let Def::Aggregate(it) = &column.def else { continue };
            let measured = self.measure(it, &column.label, *place);
            totals.extend(measured.totals.iter().cloned());
            results.columns.push((*id, measured));
        }
        let top = self.columns.steps().len().max(2);
        for id in &asked.rules {
            let Some(rule) = around.rule(*id) else { continue };
            let Body::ForEach(it) = &rule.body else { continue };
            let name = self.new_name(&rule.identity.label);
            if let Some(total) = self.each(it, &name, top, rule.identity.place) {
                totals.push(total);
                results.rules.push((*id, name));
            }
        }
        (totals, results)
    }

    /// The totals as columns of the record around the members.
    fn results(&mut self, results: Results, level: usize) {
        for (id, Measured { totals, result, decimals }) in results.columns {
            let Some(name) = totals.first().map(|it| it.name.clone()) else { continue };
            self.columns.make(level, &name, result);
            self.know(id, Form::Value, &name, level, decimals);
            let label = self.program.column(id).map_or("", |it| &it.label);
            self.day_form(id, label, &name, level);
        }
        let hundredth = self.speech.decimal(Decimal::new(1, 2));
        for (id, name) in results.rules {
            let limit = self.program.rule(id).map(|it| it.limit).unwrap_or_default();
            // What the members give is added up in hundredths.
            let points = format!("{name} * {hundredth}");
            let points = kept_if_known(&name, &points, [Limits::default(), limit]);
            self.columns.make(level, &name, points);
            self.each.push((id, name));
        }
    }
}

/// What comes of a pass for the record around the members.
#[derive(Default)]
struct Results {
    columns: Vec<(ColumnId, Measured)>,
    rules: Vec<(RuleId, String)>,
}
