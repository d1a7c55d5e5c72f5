//! Values that come of events, or of other models.

use super::place::{Member, Path};
use super::{Search, Values, WIDTH};
use crate::analyze::is_blank;
use crate::ir::{Aggregate, ColumnId, Def, EventsId, FieldId, Measure, ModelId, Value};

/// How many members of a list are tried.
const MOST_EVENTS: usize = 40;

impl<'p> Search<'p> {
    /// Records with other events, where a column is calculated from them.
    pub(in crate::testing) fn with_events(
        &self,
        scope: Option<EventsId>,
        column: ColumnId,
        from: &Values,
        fits: &dyn Fn(&Values) -> bool,
    ) -> Vec<Values> {
        let mut found = Vec::new();
        for it in self.aggregates(scope, column) {
            let Some(list) = self.list(it.events) else { continue };
            let inner = Some(it.events);
            let mut bases = vec![from.clone()];
            bases.extend(self.event(inner, from));
            bases.extend(self.cond(inner, &it.filter, true, from));
            let operands = it.measure.operand().and_then(|it| it.column());
            let operands = operands.map(|it| self.paths(inner, it)).unwrap_or_default();
            let changed = |base| operands.iter().flat_map(move |path| self.changes(base, path));
            found.extend(bases.iter().filter(|it| fits(it)).take(WIDTH).cloned());
            found.extend(bases.iter().flat_map(changed).filter(|it| fits(it)).take(WIDTH));
            for base in &bases {
                let counts = 0..=MOST_EVENTS;
                let counts = counts.filter_map(|it| self.placer().repeat(base, &list, it));
                found.extend(counts.filter(|it| fits(it)).take(2));
                if let (Measure::CountDistinct(_), [path]) = (&it.measure, operands.as_slice()) {
                    found.extend(self.growing(base, &list, path).into_iter().filter(|it| fits(it)));
                }
            }
        }
        found
    }

    /// Records with more and more events like the last one, each with another value in a field.
    fn growing(&self, base: &Values, list: &Path, path: &Path) -> Vec<Values> {
        let mut all = vec![base.clone()];
        for (value, count) in self.domain.at(path).iter().zip(1..) {
            let last = all.last().and_then(|it| self.placer().repeat(it, list, count));
            all.extend(last.and_then(|it| self.placer().put(&it, path, value, Member::Last)));
        }
        all
    }

    /// The fields that lead to a list.
    pub(in crate::testing) fn list(&self, id: EventsId) -> Option<Path> {
        let events = self.program.events(id)?;
        self.program.path(events.outer, events.list)
    }

    fn aggregates(&self, scope: Option<EventsId>, column: ColumnId) -> Vec<&'p Aggregate> {
        let Some(it) = self.program.columns_of(scope).get(column.0 as usize) else {
            return Vec::new();
        };
        match &it.def {
            Def::Aggregate(it) => vec![it],
            def => def.sources().into_iter().flat_map(|it| self.aggregates(scope, it)).collect(),
        }
    }

    /// Records to which another model gives many different scores, where a column is calculated from its score.
    pub(in crate::testing) fn with_score(
        &self,
        scope: Option<EventsId>,
        column: ColumnId,
        from: &Values,
    ) -> Vec<Values> {
        let Some(it) = self.program.columns_of(scope).get(column.0 as usize) else {
            return Vec::new();
        };
        match &it.def {
            Def::Score(model, of) => self.scored(scope, *model, *of, from),
            def => {
                let sources = def.sources().into_iter();
                sources.flat_map(|it| self.with_score(scope, it, from)).collect()
            }
        }
    }

    fn scored(
        &self,
        scope: Option<EventsId>,
        model: ModelId,
        of: Option<ColumnId>,
        from: &Values,
    ) -> Vec<Values> {
        let Some(model) = self.program.model(model) else { return Vec::new() };
        let records = Search::new(model, self.as_of).many_scores().into_iter();
        let placer = self.placer();
        match (of, scope) {
            (Some(of), _) => {
                let Some(path) = self.program.path(scope, of) else { return Vec::new() };
                let value = |it: Values| Value::Record(it.into());
                records.filter_map(|it| placer.put(from, &path, &value(it), Member::Last)).collect()
            }
            (None, None) => {
                let own = |record: Values| {
                    let fields = (0..).map(FieldId).zip(record).filter(|(_, it)| !is_blank(it));
                    fields.fold(from.clone(), |all, (field, value)| {
                        placer.put(&all, &[field], &value, Member::Last).unwrap_or(all)
                    })
                };
                records.map(own).collect()
            }
            (None, Some(id)) => {
                let Some(list) = self.list(id) else { return Vec::new() };
                let members = match placer.value(from, &list) {
                    Some(Value::Records(members)) => members.to_vec(),
                    _ => Vec::new(),
                };
                let with = |it: Values| {
                    let members = [members.as_slice(), &[it.into()]].concat();
                    placer.put(from, &list, &Value::Records(members.into()), Member::Last)
                };
                records.filter_map(with).collect()
            }
        }
    }
}
