//! leadscore, used as a library.

use std::error::Error;

use leadscore::ir::{AsOf, Program, Value};
use leadscore::project::Project;
use leadscore::{engine, eval};
use model::rules::Model;
use rust_decimal::Decimal;

use crate::Contest;
use crate::record::{Cell, Record};

/// The checked program and the records as values.
pub struct Leadscore {
    program: Program,
    as_of: AsOf,
    records: Vec<Vec<Value>>,
    texts: Vec<String>,
}

impl Leadscore {
    pub fn new(model: &Model, records: &[Record]) -> Result<Self, Box<dyn Error>> {
        let folder = std::env::temp_dir().join(format!("leadscore-records-{}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let path = folder.join("rules.score");
        std::fs::write(&path, model::print::leadscore::print(model))?;
        let project = Project::load(&[path]);
        let first = project.models().first().cloned().ok_or("no model")?;
        let program = project.check(&first, None).program.ok_or("the rules are not sound")?;
        std::fs::remove_dir_all(folder)?;
        let texts = records.iter().map(Record::json).collect();
        let records = records.iter().map(|it| it.0.iter().map(value).collect()).collect();
        Ok(Self { program, as_of: AsOf::Day(model.as_of), records, texts })
    }

    /// The scorer that `leadscore score` uses.
    pub fn prepared(&self) -> Contest<'_> {
        let mut scorer = engine::Scorer::without_groups(&self.program, self.as_of);
        Contest::new("leadscore, prepared, values", move |record| {
            i64::try_from(scorer.score(&self.records[record]).score().to_decimal()).ok()
        })
    }

    /// Straight from the text of an object.
    pub fn from_json(&self) -> Contest<'_> {
        let mut scorer = engine::JsonScorer::new(&self.program, self.as_of);
        Contest::new("leadscore, JSON text", move |record| {
            let scored = scorer.score(&self.texts[record]).ok()?;
            i64::try_from(scored.score().to_decimal()).ok()
        })
    }

    /// The reference interpreter, which is simple on purpose.
    pub fn interpreter(&self) -> Contest<'_> {
        let scorer = eval::Scorer::new(&self.program, self.as_of);
        Contest::new("leadscore, interpreter, values", move |record| {
            i64::try_from(scorer.score(&self.records[record]).score.to_decimal()).ok()
        })
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Missing => Value::Missing,
        Cell::Text(text) => Value::text(text),
        Cell::Number(text) => text.parse::<Decimal>().map_or(Value::Missing, Value::Number),
        Cell::Day(day) => Value::Date(*day),
        Cell::YesNo(yes) => Value::YesNo(*yes),
    }
}
