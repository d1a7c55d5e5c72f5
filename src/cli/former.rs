//! Where a result stands in a file of scores, and what it says.

use serde_json::{Map, Value as Json};

use super::bind::Bound;
use crate::data::number;
use crate::eval::{Previous, Status};
use crate::ir::{NumberFormat, Points, name_key};

/// What a record of a former run says of one model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Former {
    Known(Previous),
    /// Something stands there that is no score and status.
    Unreadable,
    /// Nothing was looked for, because the model has no actions.
    NotNeeded,
}

impl Former {
    pub fn known(self) -> Option<Previous> {
        if let Self::Known(previous) = self { Some(previous) } else { None }
    }

    /// From the texts of two cells.
    fn of(score: &str, status: &str) -> Self {
        let score = number(score.trim(), NumberFormat::default()).and_then(Points::rounded);
        let all = [Status::Scored, Status::Disqualified];
        let status = all.into_iter().find(|it| it.word().eq_ignore_ascii_case(status.trim()));
        match (score, status) {
            (Some(score), Some(status)) => Self::Known(Previous { score, status }),
            _ => Self::Unreadable,
        }
    }
}

/// Where the results of each model stand.
pub(super) struct Columns {
    models: Vec<Model>,
}

struct Model {
    /// Whether anything is compared.
    needed: bool,
    /// What may stand before `score` and `status`, the surest first.
    prefixes: Vec<String>,
    /// The keys that may hold an object with both.
    nested: [String; 2],
    /// The columns of score and status in the header, or the name of the one that it lacks.
    places: Result<(usize, usize), String>,
    /// Whether any record of JSON had a result.
    found: bool,
}

impl Columns {
    /// Of the models of a run; in a header their columns are found at once.
    pub fn of(header: Option<&[String]>, bound: &[Bound<'_>]) -> Self {
        let several = bound.len() > 1;
        let models = bound.iter().map(|it| {
            let program = it.program;
            let needed = !program.actions.is_empty();
            Model::new(&program.name, needed, several, header.unwrap_or_default())
        });
        Self { models: models.collect() }
    }

    /// The first column that the header lacks.
    pub fn missing(&self) -> Option<String> {
        self.models.iter().filter(|it| it.needed).find_map(|it| it.places.clone().err())
    }

    /// Of JSON: the score that no record had.
    pub fn never_found(&self) -> Option<String> {
        let lost = self.models.iter().find(|it| it.needed && !it.found)?;
        lost.prefixes.last().map(|prefix| format!("{prefix}score"))
    }

    pub fn in_fields(&self, fields: &[String]) -> Vec<Former> {
        let former = |model: &Model| match (model.needed, &model.places) {
            (true, Ok((score, status))) => {
                let text = |at: usize| fields.get(at).map_or("", String::as_str);
                Former::of(text(*score), text(*status))
            }
            _ => Former::NotNeeded,
        };
        self.models.iter().map(former).collect()
    }

    pub fn in_object(&mut self, object: &Map<String, Json>) -> Vec<Former> {
        let former = |model: &mut Model| {
            if !model.needed {
                return Former::NotNeeded;
            }
            let Some((score, status)) = model.result_in(object) else { return Former::Unreadable };
            model.found = true;
            Former::of(&text(score), &status.map(text).unwrap_or_default())
        };
        self.models.iter_mut().map(former).collect()
    }
}

impl Model {
    fn new(name: &str, needed: bool, several: bool, header: &[String]) -> Self {
        // Columns of the data may be called like results; then `score` has put `leadscore.` before its own.
        let (ours, own) = (format!("leadscore.{name}."), format!("{name}."));
        let prefixes = match several {
            true => vec![ours, own],
            false => vec![ours, "leadscore.".to_owned(), own, String::new()],
        };
        let column = |wanted: &str| {
            header.iter().position(|it| it == wanted).or_else(|| {
                let key = name_key(wanted);
                header.iter().position(|it| name_key(it) == key)
            })
        };
        // The last prefix is the plainest: it is named if none is there.
        let there = |prefix: &&String| column(&format!("{prefix}score")).is_some();
        let prefix = prefixes.iter().find(there).or(prefixes.last()).cloned().unwrap_or_default();
        let place = |name: &str| {
            let wanted = format!("{prefix}{name}");
            column(&wanted).ok_or(wanted)
        };
        let places = place("score").and_then(|score| Ok((score, place("status")?)));
        let nested = [format!("leadscore.{name}"), name.to_owned()];
        Self { needed, prefixes, nested, places, found: false }
    }

    /// The score and status of an object, wherever `score` may have put them.
    fn result_in<'o>(&self, object: &'o Map<String, Json>) -> Option<(&'o Json, Option<&'o Json>)> {
        for name in &self.nested {
            if let Some(Json::Object(inner)) = object.get(name)
                && let Some(score) = inner.get("score")
            {
                return Some((score, inner.get("status")));
            }
        }
        self.prefixes.iter().find_map(|prefix| {
            let score = object.get(&format!("{prefix}score"))?;
            Some((score, object.get(&format!("{prefix}status"))))
        })
    }
}

/// A value of JSON as a cell would have it.
fn text(json: &Json) -> String {
    json.as_str().map_or_else(|| json.to_string(), str::to_owned)
}
