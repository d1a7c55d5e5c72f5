//! How far the score may still move while fields are not known.

use super::columns::{Cells, Columns};
use super::condition::atom_holds;
use super::each::for_each;
use super::score::Scorer;
use crate::ir::{
    Award, Body, ColumnId, Cond, Def, EventsId, Group, GroupKind, Limits, Points, Program, Rule,
    Value,
};

/// Bounds on the score of a record once its missing fields are known. They are sure, but not always
/// reachable: fields that exclude each other are taken as independent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ScoreRange {
    /// The score is at least this; `None`: no bound.
    pub low: Option<Points>,
    /// The score is at most this; `None`: no bound.
    pub high: Option<Points>,
    /// The names of the missing fields that rules read.
    pub fields: Vec<String>,
}

/// Points between two bounds; `None` is no bound.
#[derive(Clone, Copy)]
struct Span {
    low: Option<Points>,
    high: Option<Points>,
}

/// What a rule may give, and whether it is sure to fire.
struct Possible {
    span: Span,
    sure: bool,
}

impl Span {
    const ZERO: Self = Self::only(Points::ZERO);

    const fn only(points: Points) -> Self {
        Self { low: Some(points), high: Some(points) }
    }

    fn and_zero(self) -> Self {
        self.hull(Self::ZERO)
    }

    fn hull(self, other: Self) -> Self {
        let both = |a: Option<Points>, b, pick: fn(Points, Points) -> Points| Some(pick(a?, b?));
        Self {
            low: both(self.low, other.low, Ord::min),
            high: both(self.high, other.high, Ord::max),
        }
    }

    fn plus(self, other: Self) -> Self {
        let both = |a: Option<Points>, b| Some(a? + b?);
        Self { low: both(self.low, other.low), high: both(self.high, other.high) }
    }

    fn kept(self, limit: Limits) -> Self {
        let keep = |end: Option<Points>, edge| end.map(|it| limit.keep(it)).or(edge);
        Self { low: keep(self.low, limit.low), high: keep(self.high, limit.high) }
    }

    fn weighted(self, group: &Group) -> Self {
        let Some(weight) = group.weight else { return self };
        Self {
            low: self.low.map(|it| it.weighted(weight)),
            high: self.high.map(|it| it.weighted(weight)),
        }
    }
}

impl Scorer<'_> {
    /// The bounds, or `None` if no field that a rule reads is missing.
    pub(super) fn range(&self, record: &[Value]) -> Option<ScoreRange> {
        let program = self.program;
        let cells = Cells::of(program, record);
        let columns = Columns::of(self, &cells);
        let open = open_columns(program, &columns);
        let fields: Vec<String> = program
            .columns
            .iter()
            .zip(&open)
            .zip(program.columns_read())
            .filter(|((column, open), read)| {
                **open && *read && matches!(column.def, Def::Field(_) | Def::Related(..))
            })
            .map(|((column, _), _)| column.label.clone())
            .collect();
        if fields.is_empty() {
            return None;
        }
        let world = World { columns: &columns, open: &open };
        let start = Span::only(program.start_at);
        let total = program
            .groups
            .iter()
            .map(|group| self.group_span(group, &world))
            .fold(start, Span::plus)
            .kept(program.limit);
        Some(ScoreRange { low: total.low, high: total.high, fields })
    }

    fn group_span(&self, group: &Group, world: &World<'_>) -> Span {
        let rules = group.rules.iter().filter_map(|&id| self.program.rule(id));
        let possible: Vec<Possible> =
            rules.filter_map(|rule| self.rule_span(rule, world)).collect();
        let sure = possible.iter().any(|it| it.sure);
        let hull = |spans: &mut dyn Iterator<Item = Span>| spans.reduce(Span::hull);
        let span = match group.kind {
            GroupKind::Sum => possible
                .iter()
                .map(|it| if it.sure { it.span } else { it.span.and_zero() })
                .fold(Span::ZERO, Span::plus),
            GroupKind::FirstMatch => {
                let until_sure =
                    possible.iter().position(|it| it.sure).map_or(possible.len(), |at| at + 1);
                hull(&mut possible.iter().take(until_sure).map(|it| it.span)).unwrap_or(Span::ZERO)
            }
            GroupKind::Highest | GroupKind::Lowest => {
                hull(&mut possible.iter().map(|it| it.span)).unwrap_or(Span::ZERO)
            }
        };
        let span = if sure || group.kind == GroupKind::Sum { span } else { span.and_zero() };
        span.weighted(group).kept(group.limit)
    }

    /// `None` for a rule that cannot fire.
    fn rule_span(&self, rule: &Rule, world: &World<'_>) -> Option<Possible> {
        if !rule.identity.exists_on(self.clock.today) {
            return None;
        }
        let (span, sure) = match &rule.body {
            Body::When(condition, award) => {
                let answer = world.answer(condition);
                if answer == Some(false) {
                    return None;
                }
                let (span, fires) = world.award(award)?;
                (span, answer == Some(true) && fires)
            }
            Body::Match(rows) => {
                let mut span: Option<Span> = None;
                let (mut sure, mut all_fire) = (false, true);
                for row in rows.iter().filter(|row| row.identity.exists_on(self.clock.today)) {
                    let answer = world.answer(&row.condition);
                    if answer == Some(false) {
                        continue;
                    }
                    // An award that cannot be calculated does not fire.
                    let (one, fires) = world.award(&row.award).unwrap_or((Span::ZERO, false));
                    let one = one.kept(row.limit);
                    let one = if fires { one } else { one.and_zero() };
                    all_fire &= fires;
                    span = Some(span.map_or(one, |known| known.hull(one)));
                    if answer == Some(true) {
                        sure = all_fire;
                        break;
                    }
                }
                (span?, sure)
            }
            Body::ForEach(each) if world.sees_open(each.events) => {
                (Span { low: None, high: None }, false)
            }
            Body::ForEach(each) => {
                let given = for_each(each, world.columns);
                let points = given.events.iter().map(|it| it.points).sum();
                (Span::only(points), !given.events.is_empty())
            }
        };
        Some(Possible { span: span.kept(rule.limit), sure })
    }
}

/// What is known of a record and what is not.
struct World<'a> {
    columns: &'a Columns<'a, 'a>,
    open: &'a [bool],
}

impl World<'_> {
    fn is_open(&self, column: ColumnId) -> bool {
        self.open.get(column.0 as usize).copied().unwrap_or(false)
    }

    /// Whether what is asked of events depends on what is not known of the record around them.
    fn sees_open(&self, events: EventsId) -> bool {
        let program = self.columns.scorer.program();
        sees_open(program, events, self.open)
    }

    /// Whether a condition holds; `None` if that depends on what is not known.
    fn answer(&self, cond: &Cond) -> Option<bool> {
        match cond {
            Cond::Const(yes) => Some(*yes),
            Cond::Atom(atom) if self.is_open(atom.column) => None,
            Cond::Atom(atom) => Some(atom_holds(atom, self.columns)),
            Cond::Not(inner) => self.answer(inner).map(|yes| !yes),
            Cond::All(parts) => self.several(parts, false),
            Cond::Any(parts) => self.several(parts, true),
        }
    }

    /// `decisive` as soon as one part says so; unknown if any other part is.
    fn several(&self, parts: &[Cond], decisive: bool) -> Option<bool> {
        let mut answer = Some(!decisive);
        for part in parts {
            match self.answer(part) {
                Some(it) if it == decisive => return Some(decisive),
                Some(_) => {}
                None => answer = None,
            }
        }
        answer
    }

    /// What an award may give, and whether it surely gives something; `None` if it cannot.
    fn award(&self, award: &Award) -> Option<(Span, bool)> {
        match award {
            Award::Constant(points) => Some((Span::only(*points), true)),
            Award::Measured(_, column) if self.is_open(*column) => {
                Some((Span { low: None, high: None }, false))
            }
            Award::Measured(each, column) => {
                let number = self.columns.get(*column).as_number()?;
                let points = Points::rounded(each.checked_mul(number)?)?;
                Some((Span::only(points), true))
            }
        }
    }
}

/// The columns whose value depends on a missing field.
fn open_columns(program: &Program, columns: &Columns<'_, '_>) -> Vec<bool> {
    let mut open: Vec<bool> = Vec::with_capacity(program.columns.len());
    for (id, column) in (0..).map(ColumnId).zip(&program.columns) {
        let is = |id: &ColumnId| open.get(id.0 as usize).copied().unwrap_or(false);
        let depends = match &column.def {
            Def::Field(_) | Def::Related(..) => columns.get(id).is_missing(),
            Def::Aggregate(it) => sees_open(program, it.events, &open),
            // What another model makes of the record may change with any of its fields.
            Def::Score(..) => true,
            derived => derived.sources().iter().any(is),
        };
        open.push(depends);
    }
    open
}

/// Whether the columns of events look at a column around them that is not known.
fn sees_open(program: &Program, id: EventsId, open: &[bool]) -> bool {
    let Some(events) = program.events(id) else { return false };
    // Of lists inside of lists nothing is claimed.
    let open = |ColumnId(index): ColumnId| open.get(index as usize).copied().unwrap_or(true);
    events.outer.is_some()
        || open(events.list)
        || events.columns.iter().any(|column| match column.def {
            Def::Outer(outer) => open(outer),
            Def::Aggregate(_) | Def::Score(..) => true,
            _ => false,
        })
}
