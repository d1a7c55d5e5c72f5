//! The whole result of a record as one JSON object.

use rust_decimal::Decimal;
use serde_json::{Map, Number, Value as Json, json};

use super::{Cell, From, Layout, disqualifiers};
use crate::data::{Cells, Row};
use crate::engine::Scored;
use crate::eval::Status;
use crate::exchange;
use crate::ir::Program;

impl Layout<'_> {
    /// The whole result as one object.
    pub fn object(
        &self,
        from: From<'_>,
        header: Option<&[String]>,
        scored: &[Scored<'_, '_>],
    ) -> Json {
        let mut object = Map::new();
        match from {
            From::Row(Row { cells: Cells::Object(fields), .. }, _) if self.keep => {
                object.extend(fields.clone());
            }
            From::Row(Row { cells: Cells::Fields(fields), .. }, _) if self.keep => {
                let names = header.unwrap_or_default().iter().cloned();
                object.extend(names.zip(fields.iter().cloned().map(Json::String)));
            }
            _ => object.extend(self.keys_object(from)),
        }
        for it in scored {
            let result = self.model_object(it);
            if !self.is_prefixed() && !self.stands_apart(it.program(), header) {
                object.extend(result);
                continue;
            }
            let name = it.program().name.clone();
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

    /// Whether results stand apart from what else a row shows, as one of them is called like it: in all rows or in none.
    fn stands_apart(&self, program: &Program, header: Option<&[String]>) -> bool {
        let names = exchange::result_names(program);
        let is_taken = |it: &String| names.contains(&it.as_str());
        match (self.keep, header) {
            // Records of JSON may have any names.
            (true, None) => true,
            (true, Some(header)) => header.iter().any(is_taken),
            (false, _) => self.key_names().iter().any(is_taken),
        }
    }

    /// The keys of a record with their names.
    pub fn keys_object(&self, from: From<'_>) -> Map<String, Json> {
        let mut cells: Vec<Cell> = Vec::new();
        self.fill_keys(&mut cells, from);
        self.key_names().into_iter().zip(cells.iter().map(cell_json)).collect()
    }

    fn model_object(&self, scored: &Scored<'_, '_>) -> Map<String, Json> {
        let program = scored.program();
        let mut object = Map::new();
        object.insert("score".to_owned(), number(scored.score().to_decimal()));
        object.insert("status".to_owned(), scored.status().word().into());
        if !program.bands.is_empty() {
            object.insert("band".to_owned(), scored.band().into());
        }
        if let Some(stars) = scored.stars() {
            object.insert("stars".to_owned(), stars.into());
        }
        if let Some(grid) = scored.grid() {
            object.insert("grid".to_owned(), grid.into());
        }
        if let Some(readiness) = scored.readiness() {
            object.insert("readiness".to_owned(), number(readiness));
        }
        if scored.status() == Status::Disqualified {
            let by: Vec<&str> = disqualifiers(scored).collect();
            object.insert("disqualified_by".to_owned(), by.into());
        }
        let mut groups = Map::new();
        for (group, points) in program.groups.iter().zip(scored.groups()) {
            let points = number(points.to_decimal());
            match &group.name {
                Some(name) => groups.insert(name.clone(), points),
                None => object.insert("points_outside_groups".to_owned(), points),
            };
        }
        object.insert("groups".to_owned(), Json::Object(groups));
        let reasons = scored.reasons().into_iter().take(self.reasons.unwrap_or(usize::MAX));
        let reasons = reasons.map(|it| {
            let mut reason =
                json!({ "points": number(it.points.to_decimal()), "reason": it.label });
            if let (Some(code), Some(reason)) = (it.code, reason.as_object_mut()) {
                reason.insert("code".to_owned(), code.into());
            }
            reason
        });
        object.insert("reasons".to_owned(), reasons.collect());
        object
    }
}

/// A decimal as a JSON number, digit by digit.
pub(in crate::cli) fn number(value: Decimal) -> Json {
    value.normalize().to_string().parse::<Number>().map_or(Json::Null, Json::Number)
}

/// A cell as JSON.
fn cell_json(cell: &Cell) -> Json {
    match cell {
        Cell::Empty => Json::Null,
        Cell::Text(text) => Json::String(text.clone()),
        Cell::Number(value) => number(*value),
    }
}
