//! Which column is calculated when: lists are gone through as soon as what their members need is known.

use std::collections::BTreeMap;

use crate::ir::{Aggregate, Body, ColumnId, Def, EventsId, Field, ForEach, RuleId, Type};
use crate::source::Place;
use crate::sql::columns::Work;
use crate::sql::needs::{Form, Needs, made_from};

/// What is asked of one list at the same time.
#[derive(Default)]
pub(super) struct Asked {
    pub columns: Vec<(ColumnId, Place)>,
    pub rules: Vec<RuleId>,
}

impl<'p> Work<'p> {
    /// Reads and calculates every column that is needed, and what rules give for each member of a list.
    pub fn calculate(&mut self) {
        let mut waiting: Vec<(ColumnId, Place)> =
            self.needs.all().map(|(id, _, place)| (id, place)).collect();
        waiting.dedup_by_key(|(id, _)| *id);
        let mut rules: Vec<RuleId> = (0..)
            .map(RuleId)
            .zip(&self.program.rules)
            .filter(|(_, rule)| matches!(rule.body, Body::ForEach(_)))
            .map(|(id, _)| id)
            .collect();
        loop {
            waiting.retain(|(id, place)| {
                let is_ready = self.is_ready(*id);
                if is_ready {
                    self.column(*id, *place);
                }
                !is_ready
            });
            let mut asked: BTreeMap<EventsId, Asked> = BTreeMap::new();
            waiting.retain(|(id, place)| match self.aggregate(*id) {
                Some(it) if self.knows(it.events, &self.scopes.of_aggregate(it, *place)) => {
                    asked.entry(it.events).or_default().columns.push((*id, *place));
                    false
                }
                _ => true,
            });
            rules.retain(|id| match self.for_each(*id) {
                Some((it, place)) if self.knows(it.events, &self.scopes.of_rule(it, place)) => {
                    asked.entry(it.events).or_default().rules.push(*id);
                    false
                }
                _ => true,
            });
            if asked.is_empty() {
                break;
            }
            for (list, asked) in asked {
                self.pass(list, &asked);
            }
        }
        // What they are made from was refused.
        for (id, place) in waiting {
            self.column(id, place);
        }
    }

    /// Whether everything that a column is made from is there; an aggregate is made by a pass.
    fn is_ready(&self, id: ColumnId) -> bool {
        let is_known = |(id, form)| self.columns.find(self.program, id, form).is_some();
        self.aggregate(id).is_none()
            && self
                .needs
                .of_column(id)
                .into_iter()
                .flat_map(|form| made_from(self.program, id, form))
                .filter(|(source, _)| *source != id)
                .all(is_known)
    }

    /// Whether what the members of a list look at around them is there.
    fn knows(&self, list: EventsId, needs: &Needs) -> bool {
        let Some(program) = self.scopes.get(list) else { return true };
        let mut outer = needs.outer(program).into_iter();
        outer.all(|(id, form)| self.columns.find(self.program, id, form).is_some())
    }

    fn aggregate(&self, id: ColumnId) -> Option<&'p Aggregate> {
        match &self.program.column(id)?.def {
            Def::Aggregate(it) => Some(it),
            _ => None,
        }
    }

    pub(super) fn for_each(&self, id: RuleId) -> Option<(&'p ForEach, Place)> {
        let rule = self.program.rule(id)?;
        match &rule.body {
            Body::ForEach(it) => Some((it, rule.identity.place)),
            _ => None,
        }
    }

    fn column(&mut self, id: ColumnId, place: Place) {
        let Some(column) = self.program.column(id) else { return };
        match &column.def {
            Def::Field(_) | Def::Related(..) if matches!(column.ty, Type::Records(_)) => {}
            Def::Field(_) | Def::Related(..) if matches!(column.ty, Type::Record(_)) => {
                if let Some(alias) = self.one(id, place) {
                    let name = self.new_name(&column.label);
                    self.columns.make(0, &name, self.key_of_one(&alias));
                    self.know(id, Form::Value, &name, 0, 0);
                }
            }
            Def::Field(field) => {
                if let Some(field) = self.program.record.get(*field) {
                    let alias = self.alias.clone();
                    self.field_once(id, field, &alias, place);
                }
            }
            Def::Related(of, field) => {
                let record = self.program.column(*of).and_then(|it| it.ty.related());
                let record = record.and_then(|it| self.program.related(it));
                let Some(field) = record.and_then(|it| it.get(*field)) else { return };
                if let Some(alias) = self.one(*of, place) {
                    self.reads_of_one(&alias, field);
                    self.field_once(id, field, &alias, place);
                }
            }
            Def::Outer(_) => {}
            Def::Score(model, of) => self.score(id, *model, *of, place),
            Def::Aggregate(_) => {}
            _ => self.derived(id, column, place),
        }
    }

    /// Reads a field, unless a model beside this one has read it.
    fn field_once(&mut self, id: ColumnId, field: &Field, alias: &str, place: Place) {
        let source = self.source(field, alias);
        if !self.columns.reread(id, &self.needs.of_column(id), &source, field) {
            self.field(id, field, alias, place);
            self.columns.was_read(id, &source, field);
        }
    }
}
