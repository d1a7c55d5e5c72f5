//! Which columns a result has, and their values for one record.

mod line;
mod object;

use crate::data::{Cells, Chunk, Column, Reader, Row};
use crate::engine::{BulkScorer, Scored};
use crate::eval::Status;
use crate::ir::{Band, FieldId, Program, Type, Value};
pub(super) use line::{Cell, CsvLines, Line};
pub(super) use object::number;

/// What is written for each record.
#[derive(Clone, Debug)]
pub(super) struct Layout<'p> {
    /// The models, and the header or key of each key field of their records.
    pub models: Vec<Named<'p>>,
    /// Keep all columns of the data.
    pub keep: bool,
    pub groups: bool,
    pub reasons: Option<usize>,
    /// Several kinds of records in one output: which these are.
    pub record: Option<String>,
}

/// A model and how its records are known.
#[derive(Clone, Debug)]
pub(super) struct Named<'p> {
    pub program: &'p Program,
    pub keys: Vec<(FieldId, String)>,
}

/// Where a record comes from.
#[derive(Clone, Copy)]
pub(super) enum From<'r> {
    /// A row, with the values of its fields for the first model.
    Row(&'r Row, &'r [Value]),
    /// A row of a batch, with what reads it for the first model.
    Batch(&'r Chunk, usize, &'r BulkScorer<'r>),
}

impl Layout<'_> {
    /// Several models: their names stand before their columns.
    fn is_prefixed(&self) -> bool {
        self.models.len() > 1
    }

    /// All columns: those of the data that are kept, or the keys, and then the results.
    pub fn columns(&self, data: &Reader) -> Vec<Column> {
        let mut columns = match (self.keep, data.header()) {
            (true, Some(header)) => kept(header, data),
            _ => self.key_columns(),
        };
        let results: Vec<Column> =
            self.models.iter().flat_map(|it| self.results(it.program)).collect();
        let is_taken = |it: &Column| columns.iter().any(|column| column.name() == it.name());
        match results.iter().any(is_taken) {
            false => columns.extend(results),
            true => columns.extend(results.into_iter().map(|it| {
                let name = format!("leadscore.{}", it.name());
                it.renamed(name)
            })),
        }
        columns
    }

    fn results(&self, program: &Program) -> Vec<Column> {
        let labels = |bands: &[Band]| bands.iter().map(|it| it.label.clone()).collect();
        let statuses = [Status::Scored, Status::Disqualified].map(|it| it.word().to_owned());
        let mut columns = vec![Column::points("score")];
        let optional = [
            (!program.bands.is_empty(), Column::words("band", labels(&program.bands))),
            (program.stars.is_some(), Column::whole("stars")),
            (program.grid.is_some(), Column::text("grid")),
            (program.ready_at.is_some(), Column::points("readiness")),
            (true, Column::words("status", statuses.to_vec())),
        ];
        columns.extend(optional.into_iter().filter(|(is, _)| *is).map(|(_, column)| column));
        if self.groups {
            let groups = program.groups.iter().map(|it| group_column(it.name.as_deref()));
            columns.extend(groups.map(Column::points));
        }
        if self.reasons.is_some() {
            columns.push(Column::text("reasons"));
        }
        let name = |it: &Column| format!("{}.{}", program.name, it.name());
        match self.is_prefixed() {
            true => columns.into_iter().map(|it| it.clone().renamed(name(&it))).collect(),
            false => columns,
        }
    }

    /// The cells of one record, in the order of [`Layout::columns`].
    pub fn fill(&self, line: &mut impl Line, from: From<'_>, scored: &[Scored<'_, '_>]) {
        match from {
            From::Row(Row { cells: Cells::Fields(fields), .. }, _) if self.keep => {
                fields.iter().for_each(|it| line.text(it));
            }
            _ => self.fill_keys(line, from),
        }
        scored.iter().for_each(|it| self.fill_results(line, it));
    }

    fn fill_results(&self, line: &mut impl Line, scored: &Scored<'_, '_>) {
        let program = scored.program();
        line.points(scored.score());
        if !program.bands.is_empty() {
            line.text_or_empty(scored.band());
        }
        if program.stars.is_some() {
            match scored.stars() {
                Some(stars) => line.number(stars.into()),
                None => line.empty(),
            }
        }
        if program.grid.is_some() {
            line.text_or_empty(scored.grid().as_deref());
        }
        if program.ready_at.is_some() {
            match scored.readiness() {
                Some(readiness) => line.number(readiness),
                None => line.empty(),
            }
        }
        line.text(scored.status().word());
        if self.groups {
            scored.groups().for_each(|it| line.points(it));
        }
        if let Some(most) = self.reasons {
            let out = disqualifiers(scored).map(|it| format!("disqualified: {it}"));
            let reasons = scored.reasons().into_iter().take(most);
            let reasons = reasons.map(|it| format!("{} {}", it.points.signed(), it.label));
            line.text(&out.chain(reasons).collect::<Vec<_>>().join("; "));
        }
    }

    /// The cells by which a record is known; without a key by its number.
    pub fn fill_keys(&self, line: &mut impl Line, from: From<'_>) {
        let keys = self.models.first().map_or(&[][..], |it| it.keys.as_slice());
        if keys.is_empty() {
            line.number(from.number().into());
        }
        for (id, _) in keys {
            match (from.plain_text(*id), from) {
                (Some(text), _) => line.text(text),
                (None, From::Row(_, values)) => fill_value(line, values.get(id.0 as usize)),
                (None, From::Batch(batch, row, scorer)) => {
                    fill_value(line, Some(&scorer.value(*id, batch, row)));
                }
            }
        }
    }

    /// The names of the keys; records without a key are known by their number.
    pub fn key_names(&self) -> Vec<String> {
        let keys = self.models.first().map_or(&[][..], |it| it.keys.as_slice());
        let names: Vec<String> = keys.iter().map(|(_, name)| name.clone()).collect();
        if names.is_empty() { vec!["row".to_owned()] } else { names }
    }

    /// Whole numbers that are keys stay numbers. One that need not be whole is a text, which changes no digit of it.
    fn key_columns(&self) -> Vec<Column> {
        let Some(first) = self.models.first().filter(|it| !it.keys.is_empty()) else {
            return self.key_names().into_iter().map(Column::whole).collect();
        };
        let record = &first.program.record;
        let is_whole = |id: FieldId| record.get(id).is_some_and(|it| it.ty == Type::Integer);
        let column = |(id, name): &(FieldId, String)| match is_whole(*id) {
            true => Column::whole(name),
            false => Column::text(name),
        };
        first.keys.iter().map(column).collect()
    }
}

impl From<'_> {
    /// Which record of the data it is.
    fn number(&self) -> u64 {
        match self {
            Self::Row(row, _) => row.number,
            Self::Batch(batch, row, _) => batch.number(*row),
        }
    }

    /// The text of a field, if it stands in the data as it is.
    fn plain_text(&self, field: FieldId) -> Option<&str> {
        match self {
            Self::Row(..) => None,
            Self::Batch(batch, row, scorer) => scorer.plain_text(field, batch, *row),
        }
    }
}

fn fill_value(line: &mut impl Line, value: Option<&Value>) {
    match value {
        None | Some(Value::Missing) => line.empty(),
        Some(Value::Number(number)) => line.number(number.normalize()),
        Some(value) => line.text(&value.to_string()),
    }
}

/// The column of a group's points.
fn group_column(name: Option<&str>) -> String {
    name.map_or("points outside groups".to_owned(), |name| format!("points of {name}"))
}

/// The names of the disqualifiers that apply.
fn disqualifiers<'p>(scored: &Scored<'_, 'p>) -> impl Iterator<Item = &'p str> + use<'p> {
    let all = &scored.program().disqualifiers;
    let applying = scored.disqualified_by().into_iter();
    applying.filter_map(|index| all.get(index)).map(|it| it.identity.label.as_str())
}

/// The columns of the data, with their types if they have some.
fn kept(header: &[String], data: &Reader) -> Vec<Column> {
    let ty = |at: usize| data.schema()?.fields().get(at).map(|it| it.data_type());
    let column = |(at, name): (usize, &String)| match ty(at) {
        Some(ty) => Column::kept(name, ty),
        None => Column::text(name),
    };
    header.iter().enumerate().map(column).collect()
}
