//! Which columns a result has, and their values for one record.

use rust_decimal::Decimal;
use serde_json::{Map, Number, Value as Json, json};

use super::bind::Bound;
use crate::data::{Cells, Column, Datum, Reader, Row};
use crate::eval::{Outcome, Status};
use crate::ir::{Band, FieldId, Points, Type, Value};

/// What is written for each record.
pub(super) struct Layout {
    /// Keep all columns of the data.
    pub keep: bool,
    pub groups: bool,
    pub reasons: Option<usize>,
    /// Several models: their names stand before their columns.
    pub prefixed: bool,
    /// Several kinds of records in one output: which these are.
    pub record: Option<String>,
}

/// One cell of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(Decimal),
}

impl Cell {
    fn points(points: Points) -> Self {
        Self::Number(points.to_decimal())
    }

    fn text(text: Option<&str>) -> Self {
        text.map_or(Self::Empty, |it| Self::Text(it.to_owned()))
    }

    /// As CSV and tables show it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
        }
    }

    /// As a column of its type takes it.
    pub fn datum(&self) -> Datum<'_> {
        match self {
            Self::Empty => Datum::Missing,
            Self::Text(text) => Datum::Text(text),
            Self::Number(number) => Datum::Number(*number),
        }
    }
}

impl Layout {
    /// All columns: those of the data that are kept, or the keys, and then the results.
    pub fn columns(&self, bound: &[Bound<'_>], data: &Reader) -> Vec<Column> {
        let mut columns = match (self.keep, data.header()) {
            (true, Some(header)) => kept(header, data),
            _ => key_columns(bound),
        };
        let results: Vec<Column> = bound.iter().flat_map(|it| self.results(it)).collect();
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

    fn results(&self, bound: &Bound<'_>) -> Vec<Column> {
        let program = bound.scorer.program();
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
        match self.prefixed {
            true => columns.into_iter().map(|it| it.clone().renamed(name(&it))).collect(),
            false => columns,
        }
    }

    /// The cells of one record, in the order of [`Layout::columns`].
    pub fn cells(
        &self,
        bound: &[Bound<'_>],
        row: &Row,
        scored: &[(Vec<Value>, Outcome)],
    ) -> Vec<Cell> {
        let mut cells = match (self.keep, &row.cells) {
            (true, Cells::Fields(fields)) => fields.iter().cloned().map(Cell::Text).collect(),
            _ => key_cells(bound, row, scored),
        };
        for (it, (_, outcome)) in bound.iter().zip(scored) {
            self.result_cells(it, outcome, &mut cells);
        }
        cells
    }

    fn result_cells(&self, bound: &Bound<'_>, outcome: &Outcome, cells: &mut Vec<Cell>) {
        let program = bound.scorer.program();
        cells.push(Cell::points(outcome.score));
        if !program.bands.is_empty() {
            cells.push(Cell::text(band_name(bound, outcome)));
        }
        if program.stars.is_some() {
            cells.push(outcome.stars.map_or(Cell::Empty, |it| Cell::Number(it.into())));
        }
        if program.grid.is_some() {
            cells.push(Cell::text(outcome.grid.as_deref()));
        }
        if program.ready_at.is_some() {
            cells.push(outcome.readiness.map_or(Cell::Empty, Cell::Number));
        }
        cells.push(Cell::Text(outcome.status.word().to_owned()));
        if self.groups {
            cells.extend(outcome.groups.iter().map(|it| Cell::points(it.points)));
        }
        if let Some(most) = self.reasons {
            let reasons: Vec<String> = disqualifiers(bound, outcome)
                .into_iter()
                .map(|it| format!("disqualified: {it}"))
                .chain(
                    bound
                        .scorer
                        .reasons(outcome)
                        .iter()
                        .take(most)
                        .map(|it| format!("{} {}", it.points.signed(), it.label)),
                )
                .collect();
            cells.push(Cell::Text(reasons.join("; ")));
        }
    }

    /// The whole result as one object.
    pub fn object(
        &self,
        bound: &[Bound<'_>],
        row: &Row,
        header: Option<&[String]>,
        scored: &[(Vec<Value>, Outcome)],
    ) -> Json {
        let mut object = Map::new();
        match (&row.cells, self.keep) {
            (Cells::Object(fields), true) => object.extend(fields.clone()),
            (Cells::Fields(fields), true) => {
                let names = header.unwrap_or_default().iter().cloned();
                object.extend(names.zip(fields.iter().cloned().map(Json::String)));
            }
            _ => {
                let cells = key_cells(bound, row, scored);
                object.extend(key_names(bound).into_iter().zip(cells.iter().map(cell_json)));
            }
        }
        for (it, (_, outcome)) in bound.iter().zip(scored) {
            let result = self.model_object(it, outcome);
            // JSON records may have any keys, so results stand apart from them in every row alike.
            let own_keys = match header {
                Some(header) => result.keys().any(|key| self.keep && header.contains(key)),
                None => self.keep,
            };
            if !self.prefixed && !own_keys {
                object.extend(result);
                continue;
            }
            let name = it.scorer.program().name.clone();
            let name = if object.contains_key(&name) { format!("leadscore.{name}") } else { name };
            object.insert(name, Json::Object(result));
        }
        if let Some(record) = &self.record {
            let taken = object.contains_key("record");
            let name = if taken { "leadscore.record" } else { "record" };
            object.shift_insert(0, name.to_owned(), record.as_str().into());
        }
        Json::Object(object)
    }

    fn model_object(&self, bound: &Bound<'_>, outcome: &Outcome) -> Map<String, Json> {
        let program = bound.scorer.program();
        let mut object = Map::new();
        object.insert("score".to_owned(), number(outcome.score.to_decimal()));
        object.insert("status".to_owned(), outcome.status.word().into());
        if !program.bands.is_empty() {
            object.insert("band".to_owned(), band_name(bound, outcome).into());
        }
        if let Some(stars) = outcome.stars {
            object.insert("stars".to_owned(), stars.into());
        }
        if let Some(grid) = &outcome.grid {
            object.insert("grid".to_owned(), grid.as_str().into());
        }
        if let Some(readiness) = outcome.readiness {
            object.insert("readiness".to_owned(), number(readiness));
        }
        if outcome.status == Status::Disqualified {
            object.insert("disqualified_by".to_owned(), disqualifiers(bound, outcome).into());
        }
        let mut groups = Map::new();
        for (group, points) in program.groups.iter().zip(&outcome.groups) {
            let points = number(points.points.to_decimal());
            match &group.name {
                Some(name) => groups.insert(name.clone(), points),
                None => object.insert("points_outside_groups".to_owned(), points),
            };
        }
        object.insert("groups".to_owned(), Json::Object(groups));
        let reasons: Vec<Json> = bound
            .scorer
            .reasons(outcome)
            .iter()
            .take(self.reasons.unwrap_or(usize::MAX))
            .map(|it| {
                let mut reason =
                    json!({ "points": number(it.points.to_decimal()), "reason": it.label });
                if let (Some(code), Some(reason)) = (it.code, reason.as_object_mut()) {
                    reason.insert("code".to_owned(), code.into());
                }
                reason
            })
            .collect();
        object.insert("reasons".to_owned(), reasons.into());
        object
    }
}

/// The column of a group's points.
fn group_column(name: Option<&str>) -> String {
    name.map_or("points outside groups".to_owned(), |name| format!("points of {name}"))
}

/// A decimal as a JSON number, digit by digit.
pub(super) fn number(value: Decimal) -> Json {
    value.normalize().to_string().parse::<Number>().map_or(Json::Null, Json::Number)
}

/// The band of an outcome.
pub(super) fn band_name<'a>(bound: &Bound<'a>, outcome: &Outcome) -> Option<&'a str> {
    let bands = &bound.scorer.program().bands;
    outcome.band.and_then(|it| bands.get(it)).map(|it| it.label.as_str())
}

fn disqualifiers<'a>(bound: &Bound<'a>, outcome: &Outcome) -> Vec<&'a str> {
    let all = &bound.scorer.program().disqualifiers;
    outcome
        .disqualified_by
        .iter()
        .filter_map(|&it| all.get(it))
        .map(|it| it.identity.label.as_str())
        .collect()
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

/// Whole numbers that are keys stay numbers. One that need not be whole is a text, which changes no digit of it.
fn key_columns(bound: &[Bound<'_>]) -> Vec<Column> {
    let Some(first) = bound.first().filter(|it| !it.keys.is_empty()) else {
        return key_names(bound).into_iter().map(Column::whole).collect();
    };
    let record = &first.scorer.program().record;
    let is_whole = |id: FieldId| record.get(id).is_some_and(|it| it.ty == Type::Integer);
    let column = |(id, name): &(FieldId, String)| match is_whole(*id) {
        true => Column::whole(name),
        false => Column::text(name),
    };
    first.keys.iter().map(column).collect()
}

/// Records without a key are known by their number.
pub(super) fn key_names(bound: &[Bound<'_>]) -> Vec<String> {
    let names: Vec<String> = bound
        .first()
        .map(|it| it.keys.iter().map(|(_, name)| name.clone()).collect())
        .unwrap_or_default();
    if names.is_empty() { vec!["row".to_owned()] } else { names }
}

pub(super) fn key_cells(
    bound: &[Bound<'_>],
    row: &Row,
    scored: &[(Vec<Value>, Outcome)],
) -> Vec<Cell> {
    let (Some(first), Some((values, _))) = (bound.first(), scored.first()) else {
        return Vec::new();
    };
    if first.keys.is_empty() {
        return vec![Cell::Number(row.number.into())];
    }
    first
        .keys
        .iter()
        .map(|(id, _)| match values.get(id.0 as usize) {
            None | Some(Value::Missing) => Cell::Empty,
            Some(Value::Number(number)) => Cell::Number(number.normalize()),
            Some(value) => Cell::Text(value.to_string()),
        })
        .collect()
}

pub(super) fn cell_json(cell: &Cell) -> Json {
    match cell {
        Cell::Empty => Json::Null,
        Cell::Text(text) => Json::String(text.clone()),
        Cell::Number(value) => number(*value),
    }
}
