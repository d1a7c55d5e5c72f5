use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;

use super::{
    Action, Column, ColumnId, Cond, Events, EventsId, ForEach, Limits, ModelId, Points, Record,
    RecordId, Value,
};
use crate::source::Place;

pub use crate::ast::GroupKind;

/// One model, ready to score.
#[derive(Clone, Debug)]
pub struct Program {
    /// The model's name.
    pub name: String,
    /// What it scores.
    pub record: Record,
    /// The zone in which days begin.
    pub zone: TimeZone,
    /// Inside which the score is kept.
    pub limit: Limits,
    /// The score at which sales takes over.
    pub ready_at: Option<Points>,
    /// Where the sum begins.
    pub start_at: Points,
    /// Every record in reach: the scored one first, then those related to it.
    pub records: Vec<Record>,
    /// Every column that a condition or an award reads, derived ones after what they read.
    pub columns: Vec<Column>,
    /// The related lists that rules look into, with the columns of their events.
    pub events: Vec<Events>,
    /// The models whose scores are used.
    pub models: Vec<Arc<Program>>,
    /// Every rule, in the order of the text.
    pub rules: Vec<Rule>,
    /// The groups; rules outside any group are in one without a name.
    pub groups: Vec<Group>,
    /// What takes a record out.
    pub disqualifiers: Vec<Disqualifier>,
    /// The bands, from the highest; empty if there are none.
    pub bands: Vec<Band>,
    /// The least scores of 2, 3, … stars, if there are stars.
    pub stars: Option<Vec<Points>>,
    /// The grid, if there is one.
    pub grid: Option<Grid>,
    /// What other tools are asked to do, in the order of the text.
    pub actions: Vec<Action>,
    /// The tests beside the rules.
    pub tests: Vec<TestCase>,
    /// Where its settings stand.
    pub places: Places,
}

/// Where settings stand that findings point at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// `limit 0..100`
    pub limit: Option<Place>,
    /// `ready at 80`
    pub ready_at: Option<Place>,
    /// For each star but the first its least score, or the whole of them.
    pub stars: Vec<Place>,
}

impl Program {
    /// A column by its id.
    #[must_use]
    pub fn column(&self, id: ColumnId) -> Option<&Column> {
        self.columns.get(id.0 as usize)
    }

    /// One member of a related list as the scored record: nothing stands around it, and nothing is related to it.
    #[must_use]
    pub fn member_alone(&self, id: EventsId) -> Option<Self> {
        let events = self.events(id)?;
        Some(Self {
            name: self.name.clone(),
            record: self.related(events.record)?.clone(),
            zone: self.zone.clone(),
            limit: Limits::default(),
            ready_at: None,
            start_at: Points::ZERO,
            records: self.records.clone(),
            columns: events.columns.clone(),
            events: Vec::new(),
            models: Vec::new(),
            rules: Vec::new(),
            groups: Vec::new(),
            disqualifiers: Vec::new(),
            bands: Vec::new(),
            stars: None,
            grid: None,
            actions: Vec::new(),
            tests: Vec::new(),
            places: Places::default(),
        })
    }

    /// A record in reach by its id.
    #[must_use]
    pub fn related(&self, id: RecordId) -> Option<&Record> {
        self.records.get(id.0 as usize)
    }

    /// A related list by its id.
    #[must_use]
    pub fn events(&self, id: EventsId) -> Option<&Events> {
        self.events.get(id.0 as usize)
    }

    /// A model whose score is used by its id.
    #[must_use]
    pub fn model(&self, id: ModelId) -> Option<&Arc<Program>> {
        self.models.get(id.0 as usize)
    }

    /// A rule by its id.
    #[must_use]
    pub fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.rules.get(id.0 as usize)
    }

    /// A group by its id.
    #[must_use]
    pub fn group(&self, id: GroupId) -> Option<&Group> {
        self.groups.get(id.0 as usize)
    }
}

/// Names a rule of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RuleId(pub u32);

/// Names a group of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub u32);

/// Rules that go together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name; `None` for the rules outside any group.
    pub name: Option<String>,
    /// How its rules go together.
    pub kind: GroupKind,
    /// What its points are multiplied by.
    pub weight: Option<Decimal>,
    /// Inside which its points are kept.
    pub limit: Limits,
    /// Its rules, in the order of the text.
    pub rules: Vec<RuleId>,
    /// Where its name stands; rules outside any group have none.
    pub place: Option<Place>,
}

/// How a rule, a row of a match or a disqualifier is known, and when it exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Its reason, or its own text.
    pub label: String,
    /// Its own text in canonical form, on one line.
    pub text: String,
    /// A short code for other systems.
    pub code: Option<String>,
    /// Who looks after it.
    pub owner: Option<String>,
    /// Its id, for tests and other tools.
    pub id: Option<String>,
    /// Outside these days it does not exist.
    pub valid: Option<DateRange>,
    /// Where it stands.
    pub place: Place,
}

impl Identity {
    /// Everything that it can be called by: reason, text, code and id.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [
            Some(self.label.as_str()),
            Some(self.text.as_str()),
            self.code.as_deref(),
            self.id.as_deref(),
        ]
        .into_iter()
        .flatten()
    }

    /// Whether it exists on a day.
    #[must_use]
    pub fn exists_on(&self, day: Date) -> bool {
        self.valid.is_none_or(|days| days.contains(day))
    }
}

/// One rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// How it is known.
    pub identity: Identity,
    /// Inside which its points are kept.
    pub limit: Limits,
    /// What it does.
    pub body: Body,
}

impl Rule {
    /// The rows of a match; none of other rules.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        match &self.body {
            Body::Match(rows) => rows,
            Body::When(..) => &[],
            Body::ForEach(each) => each.rows(),
        }
    }
}

/// What a rule does.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// One condition, one award.
    When(Cond, Award),
    /// The first row that fits.
    Match(Vec<Row>),
    /// An award for each event.
    ForEach(Box<ForEach>),
}

impl Body {
    /// Adds the columns of the record that it reads; not those of events.
    pub fn columns(&self, columns: &mut Vec<ColumnId>) {
        let mut read = |condition: &Cond, award: &Award| {
            condition.atoms(&mut |atom| columns.push(atom.column));
            if let Award::Measured(_, column) = award {
                columns.push(*column);
            }
        };
        match self {
            Self::When(condition, award) => read(condition, award),
            Self::Match(rows) => rows.iter().for_each(|it| read(&it.condition, &it.award)),
            Self::ForEach(_) => {}
        }
    }
}

/// One row of a match.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// How it is known: without a reason by what is matched and its pattern.
    pub identity: Identity,
    /// When it fits.
    pub condition: Cond,
    /// What it gives.
    pub award: Award,
    /// Inside which its points are kept.
    pub limit: Limits,
}

/// What is given when a rule fires.
#[derive(Clone, Debug, PartialEq)]
pub enum Award {
    /// Always the same.
    Constant(Points),
    /// So many points for each one of a column; missing: not fired.
    Measured(Decimal, ColumnId),
}

impl Award {
    /// What it gives before it is rounded, by the number that it measures; `None` without one, or with too many digits.
    #[must_use]
    pub fn amount(&self, number: impl FnOnce(ColumnId) -> Option<Decimal>) -> Option<Decimal> {
        match self {
            Self::Constant(points) => Some(points.to_decimal()),
            Self::Measured(each, column) => each.checked_mul(number(*column)?),
        }
    }
}

/// Days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl DateRange {
    /// Whether a day lies inside.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| day >= from) && self.to.is_none_or(|to| day <= to)
    }
}

/// What takes a record out.
#[derive(Clone, Debug, PartialEq)]
pub struct Disqualifier {
    /// How it is known.
    pub identity: Identity,
    /// When.
    pub condition: Cond,
}

/// A band, or a step of a grid's axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Its name.
    pub label: String,
    /// The least score in it; `None` for all the rest.
    pub from: Option<Points>,
    /// Where its name stands.
    pub place: Place,
}

/// Two or more groups side by side: `A2`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Its axes, in order.
    pub axes: Vec<GridAxis>,
}

/// The steps of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GridAxis {
    /// The group.
    pub group: GroupId,
    /// Its steps, from the highest.
    pub steps: Vec<Band>,
}

/// A test beside the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct TestCase {
    /// Its name.
    pub name: String,
    /// The day on which it takes place; `None` for the run's own.
    pub as_of: Option<Date>,
    /// The record, in the order of the fields.
    pub values: Vec<Value>,
    /// What must hold.
    pub expectations: Vec<Expectation>,
    /// Where it stands.
    pub place: Place,
}

/// One expectation.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// What must hold.
    pub expected: Expected,
    /// Its own text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// What a test expects.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// A condition about one result, which is the only column.
    That(Subject, Cond),
    /// A rule, row or disqualifier with this label, code or name fired, or did not.
    Fired(String, bool),
}

/// The result that a test looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The score.
    Score,
    /// The band.
    Band,
    /// The stars.
    Stars,
    /// The place in the grid.
    Grid,
    /// `scored` or `disqualified`.
    Status,
    /// The readiness in percent.
    Readiness,
    /// The points of a group.
    PointsOf(GroupId),
}
