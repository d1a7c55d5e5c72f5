//! What the interpreter says of leads, under the names of results.

use leadscore::eval::{Outcome, Scorer};
use leadscore::ir::{AsOf, Program, Value};
use rust_decimal::Decimal;
use serde_json::Value as Json;

/// How many reasons are asked for.
pub const REASONS: usize = 4;

/// A column of results and what it holds for each lead.
pub struct Column {
    pub name: String,
    values: Vec<Cell>,
}

/// One value of a result.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    None,
    Number(Decimal),
    Text(String),
}

impl Cell {
    fn text(it: Option<impl ToString>) -> Self {
        it.map_or(Self::None, |it| Self::Text(it.to_string()))
    }

    /// What an engine gave, read as what is expected there.
    fn read(json: &Json, like: &Self) -> Self {
        match (json.as_str(), like) {
            (None, _) => Self::None,
            (Some(text), Self::Number(_)) => {
                let number = text.parse::<Decimal>().ok();
                number.map_or_else(|| Self::Text(text.to_owned()), Self::Number)
            }
            (Some(text), _) => Self::Text(text.to_owned()),
        }
    }
}

impl Column {
    /// All columns of a program's results.
    pub fn all(program: &Program, as_of: AsOf, leads: &[Vec<Value>]) -> Vec<Self> {
        let scorer = Scorer::new(program, as_of);
        let outcomes: Vec<_> = leads.iter().map(|it| scorer.score(it)).collect();
        let of = |name: &str, cell: &dyn Fn(&Outcome) -> Cell| Self {
            name: name.to_owned(),
            values: outcomes.iter().map(cell).collect(),
        };
        let number = |it: Decimal| Cell::Number(it);
        let mut columns = vec![
            of("score", &|it| number(it.score.to_decimal())),
            of("status", &|it| Cell::text(Some(it.status.word()))),
        ];
        if !program.bands.is_empty() {
            let label = |it: usize| program.bands[it].label.clone();
            columns.push(of("band", &|it| Cell::text(it.band.map(label))));
        }
        if program.stars.is_some() {
            columns.push(of("stars", &|it| it.stars.map_or(Cell::None, |it| number(it.into()))));
        }
        if program.grid.is_some() {
            columns.push(of("grid", &|it| Cell::text(it.grid.as_ref())));
        }
        if program.ready_at.is_some() {
            columns.push(of("readiness", &|it| it.readiness.map_or(Cell::None, number)));
        }
        for (index, group) in program.groups.iter().enumerate() {
            let name = group.name.as_ref();
            let name =
                name.map_or("points outside groups".to_owned(), |it| format!("points of {it}"));
            columns.push(of(&name, &|it| number(it.groups[index].points.to_decimal())));
        }
        columns.push(of("reasons", &|it| {
            let out = it.disqualified_by.iter().map(|at| &program.disqualifiers[*at]);
            let out = out.map(|it| format!("disqualified: {}", it.identity.label));
            let reasons = scorer.reasons(it).into_iter().take(REASONS);
            let reasons = reasons.map(|it| format!("{} {}", it.points.signed(), it.label));
            Cell::text(Some(out.chain(reasons).collect::<Vec<_>>().join("; ")))
        }));
        columns
    }

    /// The first lead of which an engine says something else: its place, what is expected, and what was given.
    pub fn differs(&self, given: &[&Json]) -> Option<(usize, Cell, Cell)> {
        let pairs = self.values.iter().zip(given).enumerate();
        let mut pairs = pairs.map(|(at, (mine, its))| (at, mine.clone(), Cell::read(its, mine)));
        pairs.find(|(_, mine, its)| mine != its)
    }
}
