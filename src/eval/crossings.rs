//! Which actions a new score sets off, compared with the score before.

use super::columns::{Cells, Columns};
use super::rating::Rating;
use super::score::{Scorer, Status};
use crate::ir::{
    Action, Argument, Piece, Points, Program, Source, Standing, Text, Trigger, Type, Value,
};

/// The score of a record in the run before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Previous {
    /// The score.
    pub score: Points,
    /// Whether it took part.
    pub status: Status,
}

impl Previous {
    /// The band, by the bands of today: a line that has moved is the same for before and now.
    #[must_use]
    pub fn band(&self, program: &Program) -> Option<usize> {
        match self.status {
            Status::Scored => program.band_of(self.score),
            Status::Disqualified => None,
        }
    }
}

/// An action that a record has set off.
#[derive(Clone, Debug, PartialEq)]
pub struct Crossing<'p> {
    /// The action.
    pub action: &'p Action,
    /// What it tells, in the order of the text, each with the name of its argument.
    pub args: Vec<(&'p str, Value)>,
}

impl<'p> Scorer<'p> {
    /// The actions that an outcome sets off, in the order of the text.
    ///
    /// A record without a previous score comes from nowhere: it enters its band and rises to its score. A
    /// disqualified one stands nowhere: it can only leave.
    ///
    /// ```
    /// use leadscore::eval::{Previous, Scorer, Status};
    /// use leadscore::ir::{AsOf, Points, Value};
    /// # use leadscore::project::Project;
    /// # let folder = tempfile::tempdir()?;
    /// # let file = folder.path().join("b2b.score");
    /// # std::fs::write(&file, "record Lead { id: text, key  visits: integer }
    /// # when visits > 3 then +60
    /// # bands { Hot from 50, Cold otherwise }
    /// # on entering Hot do notify(message: \"{id} is {band}\")")?;
    /// # let project = Project::load(&[file]);
    /// # let program = project.check(&project.models()[0], None).program.ok_or("unsound")?;
    /// // on entering Hot do notify(message: "{id} is {band}")
    /// let scorer = Scorer::new(&program, AsOf::Day("2025-03-01".parse()?));
    /// let record = [Value::text("42"), Value::Number(5.into())];
    /// let now = scorer.score(&record).rating();
    ///
    /// let cold = Previous { score: Points::ZERO, status: Status::Scored };
    /// let crossings = scorer.crossings(&record, &now, Some(&cold));
    /// assert_eq!(crossings[0].args, [("message", Value::text("42 is Hot"))]);
    ///
    /// let hot = Previous { score: now.score, status: now.status };
    /// assert!(scorer.crossings(&record, &now, Some(&hot)).is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn crossings(
        &self,
        record: &[Value],
        now: &Rating,
        previous: Option<&Previous>,
    ) -> Vec<Crossing<'p>> {
        let program = self.program;
        let before = previous.and_then(|it| it.band(program));
        // What was disqualified comes from nowhere, as what is new does.
        let score = previous.filter(|it| it.status == Status::Scored).map(|it| it.score);
        let takes_part = now.status == Status::Scored;
        let is_set_off = |action: &&Action| match action.trigger {
            Trigger::Entering(band) => now.band == Some(band) && before != Some(band),
            Trigger::Leaving(band) => before == Some(band) && now.band != Some(band),
            Trigger::RisingAbove(line) => {
                takes_part && now.score > line && score.is_none_or(|it| it <= line)
            }
            Trigger::FallingBelow(line) => {
                takes_part && now.score < line && score.is_some_and(|it| it >= line)
            }
        };
        let set_off: Vec<&'p Action> = program.actions.iter().filter(is_set_off).collect();
        if set_off.is_empty() {
            return Vec::new();
        }
        let cells = Cells::of(program, record);
        let told = Told { program, columns: Columns::of(self, &cells), now, previous };
        let crossing = |action: &'p Action| Crossing {
            action,
            args: action.args.iter().map(|(name, it)| (name.as_str(), told.argument(it))).collect(),
        };
        set_off.into_iter().map(crossing).collect()
    }
}

/// What can be told of one record.
struct Told<'a> {
    program: &'a Program,
    columns: Columns<'a, 'a>,
    now: &'a Rating,
    previous: Option<&'a Previous>,
}

impl Told<'_> {
    fn argument(&self, argument: &Argument) -> Value {
        match argument {
            Argument::Constant(value) => value.clone(),
            Argument::From(source) => self.value(*source),
            Argument::Template(pieces) => {
                let filled = pieces.iter().map(|piece| match piece {
                    Piece::Text(text) => text.clone(),
                    Piece::From(source) => self.shown(*source),
                });
                Value::Text(Text::new(&filled.collect::<String>()))
            }
        }
    }

    fn value(&self, source: Source) -> Value {
        let standing = match source {
            Source::Column(id) => return self.columns.get(id).clone(),
            Source::Standing(standing) => standing,
        };
        let points = |points: Points| Value::Number(points.to_decimal());
        let band = |band: Option<usize>| {
            let band = band.and_then(|it| self.program.bands.get(it));
            band.map_or(Value::Missing, |it| Value::text(&it.label))
        };
        match standing {
            Standing::Score => points(self.now.score),
            Standing::Band => band(self.now.band),
            Standing::Stars => self.now.stars.map_or(Value::Missing, |it| Value::Number(it.into())),
            Standing::Grid => self.now.grid.as_deref().map_or(Value::Missing, Value::text),
            Standing::Readiness => self.now.readiness.map_or(Value::Missing, Value::Number),
            Standing::Status => Value::text(self.now.status.word()),
            Standing::PreviousScore => self.previous.map_or(Value::Missing, |it| points(it.score)),
            Standing::PreviousBand => band(self.previous.and_then(|it| it.band(self.program))),
        }
    }

    /// A value inside a text: nothing where it is missing, and percentages with their sign.
    fn shown(&self, source: Source) -> String {
        let percent = match source {
            Source::Column(id) => self.program.column(id).is_some_and(|it| it.ty == Type::Percent),
            Source::Standing(standing) => standing == Standing::Readiness,
        };
        match self.value(source) {
            Value::Missing => String::new(),
            Value::Number(number) if percent => format!("{}%", number.normalize()),
            value => value.to_string(),
        }
    }
}
