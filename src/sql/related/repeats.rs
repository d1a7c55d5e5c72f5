//! Records that stand several times in a table: of those with one key the first exists. A table has no first row, so it is
//! the least of them, by the columns that are read.

use super::key::link;
use crate::ir::{Def, Field, Program, Record, Type};
use crate::source::Place;
use crate::sql::columns::Work;

impl Work<'_> {
    /// The test that a record of this frame is the first with its key; records without one are all different.
    pub(super) fn firsts(&mut self, owner: Option<&str>, place: Place) -> Option<String> {
        let record = &self.program.record;
        let fields: Vec<Field> = record.keys().filter_map(|id| record.get(id)).cloned().collect();
        let alias = self.alias.clone();
        let keys: Vec<String> = fields.iter().map(|it| self.key_in(it, &alias, place)).collect();
        if keys.is_empty() {
            return None;
        }
        let unknown: Vec<String> = keys.iter().map(|it| format!("{it} IS NULL")).collect();
        let mut order: Vec<String> = owner.map(str::to_owned).into_iter().collect();
        order.extend(self.read_columns());
        if order.is_empty() {
            order.clone_from(&keys);
        }
        let nth = self.new_name(&format!("{}_place", self.alias));
        let expression = format!(
            "CASE WHEN {} THEN 1 ELSE row_number() OVER (PARTITION BY {} ORDER BY {}) END",
            unknown.join(" OR "),
            keys.join(", "),
            order.join(", ")
        );
        self.columns.make(0, &nth, expression);
        Some(format!("{nth} = 1"))
    }

    /// The columns of the table that are read, but for lists, which have no order everywhere.
    fn read_columns(&self) -> Vec<String> {
        let record = &self.program.record;
        let mut fields: Vec<Field> = Vec::new();
        for (id, _, _) in self.needs.all() {
            match self.program.column(id).map(|it| &it.def) {
                Some(Def::Field(field)) => {
                    fields.extend(record.get(*field).and_then(|it| own(record, it)))
                }
                Some(Def::Score(model, None)) => {
                    let model = self.models.used(self.model, *model);
                    let program = model.map(|it| &self.models.get(it).program);
                    fields.extend(program.into_iter().flat_map(read_by));
                }
                _ => {}
            }
        }
        let mut columns: Vec<String> = Vec::new();
        for field in fields {
            let column = self.source(&field, &self.alias);
            let has_order = !matches!(field.ty, Type::Texts | Type::Numbers);
            if has_order && !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }
}

/// What another model reads of the table of its record.
fn read_by(program: &Program) -> Vec<Field> {
    let reads = program.reads();
    let all = reads.fields.iter().chain(reads.related.keys());
    all.filter_map(|id| own(&program.record, program.record.get(*id)?)).collect()
}

/// The field that stands in the table itself: of a related record that by which it is found.
fn own(record: &Record, field: &Field) -> Option<Field> {
    match field.ty {
        Type::Record(_) => field.by.as_deref().map(|by| link(record, by)),
        Type::Records(_) => None,
        _ => Some(field.clone()),
    }
}
