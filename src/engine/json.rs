use serde_json::{Map, Value as Json};

use super::bulk::BulkScorer;
use super::scored::Scored;
use crate::data::{Batch, Binding, Chunk, Reason, Slots};
use crate::ir::{AsOf, FieldId, Program};

/// Scores one JSON object at a time, of which only the keys are read that the rules ask for.
///
/// Values are read as `leadscore score` reads them: of the schema's types, in its formats.
///
/// ```
/// use leadscore::engine::JsonScorer;
/// use leadscore::ir::AsOf;
/// # use leadscore::project::Project;
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("first.score");
/// # std::fs::write(&path, r#"
/// # record Lead { industry: text  employees: integer }
/// # when industry == "Manufacturing" and employees in 100..500 then +20
/// # "#)?;
/// # let project = Project::load(&[path]);
/// # let checked = project.check(&project.models()[0], None);
/// # let program = checked.program.expect("the rules are sound");
/// // when industry == "Manufacturing" and employees in 100..500 then +20
/// let mut scorer = JsonScorer::new(&program, AsOf::Day("2025-03-01".parse()?));
/// let scored = scorer.score(r#"{"id": 7, "Industry": "manufacturing", "employees": 250}"#)?;
/// assert_eq!(scored.score().to_string(), "20");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct JsonScorer<'p> {
    bulk: BulkScorer<'p>,
    slots: Slots,
    chunk: Chunk,
}

impl<'p> JsonScorer<'p> {
    /// A scorer for objects with the fields of a program's record. Records nested in them are not read; a program that
    /// asks for such records needs [`eval`](crate::eval) or [`Scorer`](super::Scorer), and values.
    #[must_use]
    pub fn new(program: &'p Program, as_of: AsOf) -> Self {
        let binding = Binding::of_keys(&program.record, &program.fields_read());
        let (slots, places) = Slots::of(&[&binding]);
        let wanted: Vec<FieldId> = binding.wanted().to_vec();
        let places = places.into_iter().next().unwrap_or_default();
        let bulk = BulkScorer::new(program, as_of, &wanted, places, true);
        Self { bulk, slots, chunk: Chunk::default() }
    }

    /// Scores the text of an object.
    ///
    /// # Errors
    ///
    /// When it is not valid JSON, or not an object.
    pub fn score(&mut self, json: &str) -> Result<Scored<'_, 'p>, Reason> {
        self.batch(|batch, slots| batch.read_object(slots, json))?;
        Ok(self.scored())
    }

    /// Scores an object.
    pub fn score_object(&mut self, object: &Map<String, Json>) -> Scored<'_, 'p> {
        // Taking cells out of an object cannot fail.
        let _ = self.batch(|batch, slots| {
            batch.put_object(slots, object);
            Ok(())
        });
        self.scored()
    }

    fn batch(
        &mut self,
        fill: impl FnOnce(&mut Batch, &mut Slots) -> Result<(), Reason>,
    ) -> Result<(), Reason> {
        match self.chunk.batch() {
            Some(batch) => fill(batch, &mut self.slots),
            None => Ok(()),
        }
    }

    fn scored(&mut self) -> Scored<'_, 'p> {
        self.bulk.score(&self.chunk);
        self.bulk.forget_noted();
        self.bulk.scored(0)
    }
}
