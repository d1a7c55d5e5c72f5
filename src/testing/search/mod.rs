//! Looks for records that reach a goal: tries values that tests tell apart, a field or two at a time.

mod climb;
mod domain;
mod events;
mod inverse;
mod place;
mod values;

pub(in crate::testing) use place::weight;

use crate::eval::Scorer;
use crate::ir::{AsOf, Atom, Award, Clock, ColumnId, Cond, Def, EventsId, Program, Text, Value};
use crate::testing::coverage::{Aim, Asked, Goal, Owner, Shown};
use domain::Domain;
use place::{Member, Path, Placer, blank};

/// How many records are followed up at once.
const WIDTH: usize = 12;

/// How many pairs of values are tried where one value is not enough.
const MOST_PAIRS: usize = 2_000;

/// Values of a record that is tried.
pub(in crate::testing) type Values = Vec<Value>;

/// What is tried, at one moment.
pub(in crate::testing) struct Search<'p> {
    program: &'p Program,
    as_of: AsOf,
    pub scorer: Scorer<'p>,
    clock: Clock,
    domain: Domain,
}

impl<'p> Search<'p> {
    pub fn new(program: &'p Program, as_of: AsOf) -> Self {
        let clock = Clock::new(as_of, program.zone.clone());
        let domain = Domain::of(program, &clock);
        Self { program, as_of, scorer: Scorer::new(program, as_of), clock, domain }
    }

    /// A record of which nothing is known.
    pub fn blank(&self) -> Values {
        blank(&self.program.record)
    }

    /// Whether a record reaches a goal.
    pub fn reaches(&self, aim: &Aim, record: &Values) -> bool {
        Shown::of(&self.scorer, record).reaches(aim)
    }

    /// Records of which one thing is known: each value that is worth trying.
    pub fn single_values(&self) -> impl Iterator<Item = Values> {
        let (placer, blank) = (self.placer(), self.blank());
        self.domain.paths().flat_map(move |path| {
            let values = self.domain.at(path).iter();
            let put = values.filter_map(|it| placer.put(&blank, path, it, Member::Last));
            put.collect::<Vec<_>>()
        })
    }

    /// The lightest record that was found to reach a goal; better one in which the condition hangs on it.
    pub fn record_for(&self, goal: &Goal) -> Option<Values> {
        let aim = &goal.aim;
        let found: Vec<Values> =
            self.records_for(aim).into_iter().filter(|it| self.reaches(aim, it)).collect();
        if let Some((scope, hangs)) = hangs(goal) {
            let decisive = found.iter().flat_map(|it| self.cond(scope, &hangs, true, it));
            let fits = |it: &Values| self.reaches(aim, it) && self.holds(scope, &hangs, true, it);
            let decisive = decisive.take(WIDTH).filter(fits).map(|it| self.lightened(it, &fits));
            if let Some(record) = decisive.min_by_key(|it| weight(it)) {
                return Some(record);
            }
        }
        let fits = |it: &Values| self.reaches(aim, it);
        found.into_iter().map(|it| self.lightened(it, &fits)).min_by_key(|it| weight(it))
    }

    fn records_for(&self, aim: &Aim) -> Vec<Values> {
        let start = self.blank();
        match aim {
            _ if self.reaches(aim, &start) => vec![start],
            Aim::Fires(owner, wanted) => self.fires(*owner, *wanted, &start),
            Aim::Atom(scope, atom, wanted) => {
                let accepts = |it: &Value| atom.test.passes(it, &self.clock) == *wanted;
                self.value(*scope, atom.column, &accepts, &start)
            }
            Aim::Edge(scope, column, edge) => {
                self.value(*scope, *column, &|it| edge.holds(it, &self.clock), &start)
            }
            Aim::Band(band) => self.band(*band),
        }
    }

    /// A record without the fields that it does not need.
    fn lightened(&self, mut record: Values, fits: &dyn Fn(&Values) -> bool) -> Values {
        let blank = self.blank();
        for field in 0..record.len() {
            let mut lighter = record.clone();
            if let (Some(slot), Some(nothing)) = (lighter.get_mut(field), blank.get(field)) {
                *slot = nothing.clone();
            }
            if lighter != record && fits(&lighter) {
                record = lighter;
            }
        }
        record
    }

    /// Whether a condition holds, or does not: of the record, or of one of its events.
    fn holds(&self, scope: Option<EventsId>, cond: &Cond, wanted: bool, record: &Values) -> bool {
        let clock = &self.clock;
        let answers = self.scorer.answers(record);
        answers.any_in(scope, &mut |value| cond.holds(clock, &|it| value(it)) == wanted)
    }

    /// Records with which a rule, row or disqualifier fires, or does not.
    fn fires(&self, owner: Owner, wanted: bool, from: &Values) -> Vec<Values> {
        let Some(Asked { scope, cond, award }) = owner.asked(self.program, self.clock.today) else {
            return Vec::new();
        };
        let found = self.cond(scope, &cond, wanted, from);
        let Some((Award::Measured(_, column), true)) = award.map(|it| (it, wanted)) else {
            return found;
        };
        // What gives points per something needs some of it.
        let some = |it: &Value| it.as_number().is_some_and(|it| !it.is_zero());
        found.iter().flat_map(|it| self.value(scope, column, &some, it)).take(WIDTH).collect()
    }

    /// Records of which a condition holds, or does not: of the record itself, or of one of its events.
    fn cond(
        &self,
        scope: Option<EventsId>,
        cond: &Cond,
        wanted: bool,
        from: &Values,
    ) -> Vec<Values> {
        if self.holds(scope, cond, wanted, from) {
            return vec![from.clone()];
        }
        let found = match cond {
            Cond::Const(_) => self.event(scope, from).into_iter().collect(),
            Cond::Not(inner) => self.cond(scope, inner, !wanted, from),
            Cond::Atom(atom) => {
                let accepts = |it: &Value| atom.test.passes(it, &self.clock) == wanted;
                self.value(scope, atom.column, &accepts, from)
            }
            Cond::All(parts) | Cond::Any(parts) => {
                if matches!(cond, Cond::Any(_)) == wanted {
                    let each = parts.iter().flat_map(|it| self.cond(scope, it, wanted, from));
                    each.collect()
                } else {
                    let mut records = vec![from.clone()];
                    // What a later part changes may undo an earlier one.
                    for part in parts.iter().chain(parts) {
                        let next = records.iter().flat_map(|it| self.cond(scope, part, wanted, it));
                        records = different(next, WIDTH);
                    }
                    records
                }
            }
        };
        let found = found.into_iter().filter(|it| self.holds(scope, cond, wanted, it));
        different(found, WIDTH)
    }

    /// A record with one event more, of which nothing is known.
    fn event(&self, scope: Option<EventsId>, from: &Values) -> Option<Values> {
        let events = self.program.events(scope?)?;
        let path = self.program.path(events.outer, events.list)?;
        let list = self.placer().value(from, &path);
        let count = if let Some(Value::Records(members)) = list { members.len() } else { 0 };
        self.placer().repeat(from, &path, count + 1)
    }

    fn placer(&self) -> Placer<'_> {
        Placer { program: self.program, clock: &self.clock }
    }

    /// Records in which a column has a value that is accepted.
    fn value(
        &self,
        scope: Option<EventsId>,
        column: ColumnId,
        accepts: &dyn Fn(&Value) -> bool,
        from: &Values,
    ) -> Vec<Values> {
        let fits = |record: &Values| {
            let answers = self.scorer.answers(record);
            answers.any_in(scope, &mut |value| accepts(value(column)))
        };
        if fits(from) {
            return vec![from.clone()];
        }
        let mut found = self.with_events(scope, column, from, &fits);
        found.extend(self.with_score(scope, column, from).into_iter().filter(&fits).take(WIDTH));
        let paths = self.paths(scope, column);
        // What stands in the record itself can be judged before it is put there.
        let is_stored = scope.is_none() && self.program.path(None, column).is_some();
        for path in &paths {
            let may_fit = |it: &Value| !is_stored || accepts(it);
            found.extend(self.changes_to(from, path, &may_fit).filter(&fits).take(WIDTH));
        }
        if let (true, [first, rest @ ..]) = (found.is_empty(), paths.as_slice()) {
            let pairs = rest.iter().flat_map(|path| {
                let firsts = self.changes(from, first);
                firsts.flat_map(move |it| self.changes(&it, path).collect::<Vec<_>>())
            });
            found.extend(pairs.take(MOST_PAIRS).filter(&fits).take(WIDTH));
        }
        if let (true, Some(more)) = (found.is_empty(), self.event(scope, from)) {
            found.extend(Some(more).filter(&fits));
        }
        different(found.into_iter(), WIDTH)
    }

    /// Records with other values in one field.
    fn changes(&self, from: &Values, path: &Path) -> impl Iterator<Item = Values> {
        self.changes_to(from, path, &|_| true)
    }

    /// Records with other values in one field, of those that are wanted.
    fn changes_to(
        &self,
        from: &Values,
        path: &Path,
        wanted: &dyn Fn(&Value) -> bool,
    ) -> impl Iterator<Item = Values> {
        let placer = self.placer();
        let before = placer.value(from, path);
        let is_deep = path.len() > 1;
        self.domain.at(path).iter().chain([&Value::Missing]).flat_map(move |value| {
            let both = together(before, value).filter(|it| wanted(it));
            let value = Some(value).filter(|it| wanted(it));
            let put = |it: &Value, member| placer.put(from, path, it, member);
            [
                value.and_then(|it| put(it, Member::Last)),
                both.and_then(|it| put(&it, Member::Last)),
                value.filter(|_| is_deep).and_then(|it| put(it, Member::New)),
            ]
            .into_iter()
            .flatten()
        })
    }

    /// The fields that a column is calculated from.
    fn paths(&self, scope: Option<EventsId>, column: ColumnId) -> Vec<Path> {
        let Some(it) = self.program.columns_of(scope).get(column.0 as usize) else {
            return Vec::new();
        };
        match (&it.def, self.program.path(scope, column)) {
            (_, Some(path)) => vec![path],
            (Def::Score(..), _) => self.domain.paths().cloned().collect(),
            (def, None) => {
                let sources = def.sources();
                let mut paths: Vec<Path> =
                    sources.into_iter().flat_map(|it| self.paths(scope, it)).collect();
                paths.dedup();
                paths
            }
        }
    }
}

/// What has to hold for the condition around a goal to hang on it: it would hold with it, and not without.
fn hangs(goal: &Goal) -> Option<(Option<EventsId>, Cond)> {
    let (within, (scope, column)) = (goal.within.as_ref()?, goal.aim.column()?);
    let is_it = |it: &Atom| matches!(&goal.aim, Aim::Atom(_, atom, _) if it == atom);
    let mut is_there = false;
    within.atoms(&mut |it| is_there |= is_it(it));
    // A bound, or a value of a list, stands for the tests of its column.
    let which = |it: &Atom| if is_there { is_it(it) } else { it.column == column };
    let with = |yes: bool| within.replaced(&which, yes);
    let differs = |yes: bool| Cond::all(vec![with(yes), with(!yes).negated()]);
    Some((scope, Cond::any(vec![differs(true), differs(false)])))
}

/// The first few different records.
fn different(records: impl Iterator<Item = Values>, most: usize) -> Vec<Values> {
    let mut found: Vec<Values> = Vec::new();
    for record in records {
        if !found.contains(&record) {
            found.push(record);
        }
        if found.len() >= most {
            break;
        }
    }
    found
}

/// Two values of one field as one: members of both lists, or two texts with a blank between.
fn together(before: Option<&Value>, value: &Value) -> Option<Value> {
    match (before?, value) {
        (Value::Texts(a), Value::Texts(b)) => Some(Value::Texts([a.as_slice(), b].concat())),
        (Value::Numbers(a), Value::Numbers(b)) => Some(Value::Numbers([a.as_slice(), b].concat())),
        (Value::Text(a), Value::Text(b)) => {
            Some(Value::Text(Text::new(&format!("{} {}", a.exact, b.exact))))
        }
        _ => None,
    }
}
