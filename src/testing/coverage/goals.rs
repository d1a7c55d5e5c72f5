//! What the tests of a program should show: the goals of coverage.

use std::collections::HashSet;

use super::edges::{Edge, edges};
use super::owner::Owner;
use crate::ir::{
    Atom, Award, Body, ColumnId, Cond, Def, Each, EventsId, ForEach, Identity, Measure, Points,
    Program, RuleId, Test,
};
use crate::source::Place;
use crate::testing::words::{is_some, test_words};

/// Longer lists count as one value: nobody writes a test for each of a thousand domains.
pub(in crate::testing) const MOST_MEMBERS: usize = 20;

/// What kind of thing a goal is about, in the order of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A rule fires in some test, and does not in another.
    Rule,
    /// Every row of a match is taken.
    Row,
    /// A disqualifier applies, and does not.
    Disqualifier,
    /// Each part of a condition holds, and does not.
    Part,
    /// Each value of a list is tried.
    Value,
    /// Both sides of every bound are tried.
    Bound,
    /// Every band is reached.
    Band,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Rule,
        Self::Row,
        Self::Disqualifier,
        Self::Part,
        Self::Value,
        Self::Bound,
        Self::Band,
    ];

    /// Its name in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Rule => "rules",
            Self::Row => "rows",
            Self::Disqualifier => "disqualifiers",
            Self::Part => "parts of conditions",
            Self::Value => "values of lists",
            Self::Bound => "sides of bounds",
            Self::Band => "bands",
        }
    }
}

/// Something that a test should show.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// What it is about.
    pub kind: Kind,
    /// When a test shows it.
    pub aim: Aim,
    /// The condition that it is a part of, if it is one.
    pub within: Option<Cond>,
    /// Where the rule, row, disqualifier or band stands.
    pub place: Place,
    /// What a test for it is about: `employees just below 100`.
    pub name: String,
    /// What is to be said if there is none: `never tested with employees just below 100`.
    pub lack: String,
}

/// When a test shows something.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Aim {
    /// A rule, row or disqualifier fires, or does not.
    Fires(Owner, bool),
    /// A test of the record, or of one of its events, is passed or failed.
    Atom(Option<EventsId>, Atom, bool),
    /// A value of the record, or of one of its events, lies close to a bound.
    Edge(Option<EventsId>, ColumnId, Edge),
    /// The score lies in a band.
    Band(usize),
}

impl Aim {
    /// The column that it asks about.
    pub(in crate::testing) fn column(&self) -> Option<(Option<EventsId>, ColumnId)> {
        match self {
            Self::Atom(scope, atom, _) => Some((*scope, atom.column)),
            Self::Edge(scope, column, _) => Some((*scope, *column)),
            Self::Fires(..) | Self::Band(_) => None,
        }
    }
}

/// All goals of a program, in the order of the text; bands come last.
#[must_use]
pub fn goals(program: &Program) -> Vec<Goal> {
    let mut found = Found { program, seen: HashSet::new(), goals: Vec::new() };
    for (id, rule) in (0..).map(RuleId).zip(&program.rules) {
        let owner = Owner::Rule(id);
        match &rule.body {
            Body::When(cond, award) => {
                found.fires(owner, Kind::Rule, !matches!(cond, Cond::Const(_)));
                found.condition(owner, None, cond);
                found.award(owner, None, award);
            }
            Body::Match(rows) => {
                for (index, row) in rows.iter().enumerate() {
                    let owner = Owner::Row(id, index);
                    found.fires(owner, Kind::Row, false);
                    found.condition(owner, None, &row.condition);
                    found.award(owner, None, &row.award);
                }
            }
            Body::ForEach(each) => found.each(id, each),
        }
    }
    for (index, it) in program.disqualifiers.iter().enumerate() {
        let owner = Owner::Disqualifier(index);
        found.fires(owner, Kind::Disqualifier, true);
        found.condition(owner, None, &it.condition);
    }
    for (index, band) in program.bands.iter().enumerate() {
        let name = format!("band {}", band.label);
        let lack = format!("no test ends in {}", band.label);
        found.add(Kind::Band, Aim::Band(index), Asked::at(band.place), name, lack);
    }
    found.goals
}

/// Where something is asked.
#[derive(Clone, Copy)]
struct Asked<'c> {
    place: Place,
    scope: Option<EventsId>,
    cond: Option<&'c Cond>,
}

impl Asked<'_> {
    /// Not in a condition.
    fn at(place: Place) -> Self {
        Self { place, scope: None, cond: None }
    }
}

struct Found<'p> {
    program: &'p Program,
    seen: HashSet<Aim>,
    goals: Vec<Goal>,
}

impl Found<'_> {
    fn add(&mut self, kind: Kind, aim: Aim, asked: Asked<'_>, name: String, lack: String) {
        if self.seen.insert(aim.clone()) {
            let (within, place) = (asked.cond.cloned(), asked.place);
            self.goals.push(Goal { kind, aim, within, place, name, lack });
        }
    }

    fn fires(&mut self, owner: Owner, kind: Kind, and_not: bool) {
        let Some(Identity { label, place, .. }) = owner.identity(self.program).cloned() else {
            return;
        };
        let (yes, no) = match kind {
            Kind::Row => ("no test takes this row", ""),
            Kind::Disqualifier => {
                ("no test is disqualified by it", "it disqualifies in every test")
            }
            _ => ("no test makes it fire", "it fires in every test"),
        };
        self.add(kind, Aim::Fires(owner, true), Asked::at(place), label.clone(), yes.to_owned());
        if and_not {
            let name = format!("without: {label}");
            self.add(kind, Aim::Fires(owner, false), Asked::at(place), name, no.to_owned());
        }
    }

    fn each(&mut self, id: RuleId, each: &ForEach) {
        let (owner, scope) = (Owner::Rule(id), Some(each.events));
        self.fires(owner, Kind::Rule, true);
        self.condition(owner, scope, &each.filter);
        match &each.each {
            Each::Award(award) => self.award(owner, scope, award),
            Each::Match(rows) => {
                for (index, row) in rows.iter().enumerate() {
                    let owner = Owner::Row(id, index);
                    // An event that gives nothing does not count.
                    if row.award != Award::Constant(Points::ZERO) {
                        self.fires(owner, Kind::Row, false);
                    }
                    self.condition(owner, scope, &row.condition);
                    self.award(owner, scope, &row.award);
                }
            }
        }
    }

    fn condition(&mut self, owner: Owner, scope: Option<EventsId>, cond: &Cond) {
        let Some(place) = owner.identity(self.program).map(|it| it.place) else { return };
        // A condition of one part holds where its rule fires.
        let asked = Asked { place, scope, cond: Some(cond) };
        let has_parts = cond.size() > 1 || scope.is_some();
        cond.atoms(&mut |atom| {
            if has_parts {
                self.part(asked, atom);
            }
            self.values(asked, atom);
            self.bounds(asked, atom);
            self.inside(owner, scope, atom.column);
        });
    }

    /// What is asked about events for the value of a column.
    fn inside(&mut self, owner: Owner, scope: Option<EventsId>, column: ColumnId) {
        let columns = self.program.columns_of(scope);
        let Some(column) = columns.get(column.0 as usize) else { return };
        match &column.def {
            Def::Aggregate(it) => {
                self.condition(owner, Some(it.events), &it.filter);
                if let Some(operand) = it.measure.operand().and_then(|it| it.column()) {
                    self.inside(owner, Some(it.events), operand);
                }
            }
            def => def.sources().into_iter().for_each(|it| self.inside(owner, scope, it)),
        }
    }

    fn award(&mut self, owner: Owner, scope: Option<EventsId>, award: &Award) {
        if let Award::Measured(_, column) = award {
            self.inside(owner, scope, *column);
        }
    }

    fn part(&mut self, asked: Asked<'_>, atom: &Atom) {
        let Some(words) = self.words(asked.scope, atom) else { return };
        for (holds, name, lack) in [
            (true, words.clone(), format!("never tested where {words}")),
            (false, format!("not: {words}"), format!("never tested without {words}")),
        ] {
            self.add(Kind::Part, Aim::Atom(asked.scope, atom.clone(), holds), asked, name, lack);
        }
    }

    fn values(&mut self, asked: Asked<'_>, atom: &Atom) {
        let tests: Vec<Test> = match &atom.test {
            Test::Texts(texts) => texts.iter().map(|it| Test::Texts(vec![it.clone()])).collect(),
            Test::Numbers(numbers) => numbers
                .iter()
                .filter(|it| it.from.is_some() && it.from == it.to)
                .map(|it| Test::Numbers(vec![*it]))
                .collect(),
            _ => return,
        };
        if !(2..=MOST_MEMBERS).contains(&tests.len()) {
            return;
        }
        for test in tests {
            let atom = Atom { column: atom.column, test };
            let Some(words) = self.words(asked.scope, &atom) else { continue };
            let lack = format!("never tested where {words}");
            self.add(Kind::Value, Aim::Atom(asked.scope, atom, true), asked, words, lack);
        }
    }

    fn bounds(&mut self, asked: Asked<'_>, atom: &Atom) {
        let columns = self.program.columns_of(asked.scope);
        let Some(column) = columns.get(atom.column.0 as usize) else { return };
        // "Any" and "none" are sides that firing shows already.
        let counts = matches!(&column.def, Def::Aggregate(it) if it.measure == Measure::Count);
        if counts && matches!(&atom.test, Test::Numbers(it) if it.iter().all(is_some)) {
            return;
        }
        for (edge, name) in edges(self.program, column, &atom.test) {
            let lack = format!("never tested with {name}");
            self.add(Kind::Bound, Aim::Edge(asked.scope, atom.column, edge), asked, name, lack);
        }
    }

    fn words(&self, scope: Option<EventsId>, atom: &Atom) -> Option<String> {
        let column = self.program.columns_of(scope).get(atom.column.0 as usize)?;
        Some(test_words(self.program, scope, column, &atom.test))
    }
}
