//! Columns as variables: what each may be, and which tests it answers then.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::factor::gcd;
use super::terms::{self, Term};
use super::{FAR, NEVER};
use crate::analyze::columns::{self, Loose};
use crate::analyze::part::Part;
use crate::analyze::search::Search;
use crate::analyze::side::Side;
use crate::analyze::space::Space;
use crate::cells::{AxisId, Bits};
use crate::ir::Points;

/// What may have different values.
enum Variable {
    /// A block: one of its sides.
    Block(Vec<Arc<Side>>),
    /// A column: one of these answers; beyond the last one, whatever its flags say.
    Column(Vec<Bits>),
    /// Whether a test of such a column holds.
    Flag,
    /// Which of several options is taken.
    Choice(usize),
}

/// Who answers a test.
#[derive(Clone, Copy, Debug)]
enum Source {
    /// The value of a variable.
    Value(usize),
    /// A flag, where the column before it is none of its known answers.
    Flag(usize, usize),
}

/// What a table asks of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    /// What it answers to a test.
    Test(AxisId, usize),
    /// Whether it is none of its known answers.
    IsOpen,
    /// Whether it is set.
    IsSet,
}

/// All variables, and who answers which test.
#[derive(Default)]
pub(super) struct Variables {
    all: Vec<Variable>,
    sources: BTreeMap<(AxisId, usize), Source>,
}

impl Variables {
    fn add(&mut self, variable: Variable) -> usize {
        self.all.push(variable);
        self.all.len() - 1
    }

    /// A choice between so many options.
    pub fn choice(&mut self, size: usize) -> usize {
        self.add(Variable::Choice(size))
    }

    pub fn is_choice(&self, var: usize) -> bool {
        matches!(self.all.get(var), Some(Variable::Choice(_)))
    }

    /// How many values a variable has.
    pub fn size(&self, var: usize) -> usize {
        self.all.get(var).map_or(0, |it| match it {
            Variable::Block(sides) => sides.len(),
            Variable::Column(answers) => answers.len() + 1,
            Variable::Flag => 2,
            Variable::Choice(size) => *size,
        })
    }

    /// The variables that answer some tests, each with what is asked of it.
    pub fn asked(&self, bits: &[(AxisId, usize)]) -> BTreeMap<usize, Vec<Ask>> {
        let mut asked: BTreeMap<usize, Vec<Ask>> = BTreeMap::new();
        let mut ask = |var: usize, what: Ask| {
            let asks = asked.entry(var).or_default();
            if !asks.contains(&what) {
                asks.push(what);
            }
        };
        for (axis, place) in bits {
            match self.sources.get(&(*axis, *place)) {
                Some(Source::Value(var)) => ask(*var, Ask::Test(*axis, *place)),
                Some(Source::Flag(var, flag)) => {
                    ask(*var, Ask::Test(*axis, *place));
                    ask(*var, Ask::IsOpen);
                    ask(*flag, Ask::IsSet);
                }
                None => {}
            }
        }
        asked
    }

    /// What a value of a variable says to that.
    pub fn tells(&self, var: usize, value: usize, ask: Ask) -> bool {
        match (self.all.get(var), ask) {
            (Some(Variable::Block(sides)), Ask::Test(axis, place)) => {
                sides.get(value).and_then(|it| it.bit(axis, place)).unwrap_or(false)
            }
            (Some(Variable::Column(answers)), Ask::Test(_, place)) => {
                answers.get(value).is_some_and(|it| it.contains(place))
            }
            (Some(Variable::Column(answers)), Ask::IsOpen) => value == answers.len(),
            (Some(Variable::Flag), Ask::IsSet) => value == 1,
            _ => false,
        }
    }

    /// What a test answers where some variables have values.
    pub fn bit(
        &self,
        axis: AxisId,
        place: usize,
        value: &dyn Fn(usize) -> Option<usize>,
    ) -> Option<bool> {
        let test = Ask::Test(axis, place);
        match self.sources.get(&(axis, place))? {
            Source::Value(var) => Some(self.tells(*var, value(*var)?, test)),
            Source::Flag(var, flag) => {
                let of = value(*var)?;
                if self.tells(*var, of, Ask::IsOpen) {
                    return Some(self.tells(*flag, value(*flag)?, Ask::IsSet));
                }
                Some(self.tells(*var, of, test))
            }
        }
    }
}

/// Tests on an axis, and whether each should hold.
pub(super) type Wanted = Vec<(usize, bool)>;

/// What a choice of values stands for.
pub(super) struct Told {
    /// The sides of blocks of which all sides are known.
    pub sides: Vec<Arc<Side>>,
    /// What is wanted on other axes.
    pub loose: BTreeMap<AxisId, Wanted>,
}

/// Parts as terms over variables.
pub(in crate::analyze) struct Encoded {
    vars: Variables,
    pub(super) terms: Vec<Term>,
    /// How many sums there are.
    pub(super) sums: usize,
}

impl Encoded {
    /// Parts over all that blocks may be, or over sides of which values are known. The parts of the sum `must` have to
    /// give something. `None` if there is no end to what is given.
    pub fn of(
        search: &mut Search<'_, '_>,
        space: &Space<'_>,
        parts: &[Part],
        must: Option<usize>,
        known: bool,
    ) -> Option<Self> {
        let mut it = Self {
            vars: Variables::default(),
            terms: Vec::new(),
            sums: search.sums(&[], &[]).len(),
        };
        for block in search.blocks(parts) {
            let sides = search.sides(block);
            let (all, complete) = &*sides;
            if known || *complete {
                let kept = all.iter().filter(|it| !known || it.values.is_some()).cloned().collect();
                it.block(space, block, kept, search);
            } else {
                it.loose(space, block, search);
            }
        }
        for part in parts {
            let asked = part.options.iter();
            let far = |points: Points| points.hundredths().abs() > FAR;
            if asked.clone().any(|(_, span)| far(span.low) || far(span.high)) {
                return None;
            }
            let gain = |left: &Part| {
                let most = search.most_of(left);
                match must == Some(part.sum) {
                    true if most <= 0 => NEVER,
                    true => 0,
                    false => most,
                }
            };
            let terms = terms::of_part(&mut it.vars, part, &gain);
            it.terms.extend(terms);
        }
        Some(it)
    }

    /// Terms over variables of some sizes.
    #[cfg(test)]
    pub(super) fn of_terms(sizes: &[usize], terms: Vec<Term>, sums: usize) -> Self {
        let mut vars = Variables::default();
        for size in sizes {
            vars.choice(*size);
        }
        Self { vars, terms, sums }
    }

    /// What a choice of values gives to a sum.
    pub(super) fn sum(&self, sum: usize, choice: &[usize]) -> i64 {
        let own = self.terms.iter().filter(|it| it.sum == sum).map(|it| it.worth(choice));
        own.filter(|it| !super::is_dead(*it)).sum()
    }

    /// Of what all that is given to a sum is a multiple; nothing if nothing is given.
    pub(super) fn grain(&self, sum: usize) -> i64 {
        let tables = self.terms.iter().filter(|it| it.sum == sum).flat_map(|it| &it.table);
        tables.filter(|it| !super::is_dead(**it)).fold(0, |all, it| gcd(all, *it))
    }

    /// The sum to which something is given, if it is one alone.
    pub(super) fn only_sum(&self) -> Option<usize> {
        let gives = |it: &&Term| it.table.iter().any(|it| *it != 0 && !super::is_dead(*it));
        let mut sums = self.terms.iter().filter(gives).map(|it| it.sum);
        let first = sums.next()?;
        sums.all(|it| it == first).then_some(first)
    }

    /// How many values each variable has.
    pub(super) fn sizes(&self) -> Vec<usize> {
        (0..self.vars.all.len()).map(|it| self.vars.size(it)).collect()
    }

    fn block(
        &mut self,
        space: &Space<'_>,
        block: usize,
        sides: Vec<Arc<Side>>,
        search: &Search<'_, '_>,
    ) {
        let var = self.vars.add(Variable::Block(sides));
        for axis in space.block(block).into_iter().flat_map(|it| &it.axes) {
            for place in search.looked().of(*axis) {
                self.vars.sources.insert((*axis, place), Source::Value(var));
            }
        }
    }

    /// The columns of a block each by itself, as not all that it may be can be listed.
    fn loose(&mut self, space: &Space<'_>, block: usize, search: &Search<'_, '_>) {
        for axis in space.block(block).into_iter().flat_map(|it| &it.axes) {
            let columns = space.axes().get(*axis).map_or(&[][..], |it| it.columns.as_slice());
            if let Some(answers) = columns::possible(space, *axis, search.looked()) {
                let places = search.looked().of(*axis).collect();
                self.column(*axis, Loose { places, answers, ..Loose::default() });
                continue;
            }
            for column in columns {
                if let Some(loose) = columns::loose(space, *axis, *column, search.looked()) {
                    self.column(*axis, loose);
                }
            }
        }
    }

    fn column(&mut self, axis: AxisId, loose: Loose) {
        let Loose { places, answers, free, apart } = loose;
        let is_closed = free.is_none();
        let count = answers.len();
        let var = self.vars.add(Variable::Column(answers));
        if is_closed {
            // It is one of its answers.
            let class = (0..=count).map(|it| u16::from(it == count)).collect();
            self.never(vec![(var, class, 2)], &[1]);
        }
        let mut flags = BTreeMap::new();
        for place in places {
            let is_free = free.as_ref().is_some_and(|it| it.contains(&place));
            let source = if is_free {
                let flag = self.vars.add(Variable::Flag);
                flags.insert(place, flag);
                Source::Flag(var, flag)
            } else {
                Source::Value(var)
            };
            self.vars.sources.insert((axis, place), source);
        }
        for (one, other, held) in apart {
            if let (Some(one), Some(other)) = (flags.get(&one), flags.get(&other)) {
                let entry = usize::from(held.0) + 2 * usize::from(held.1);
                self.never(vec![(*one, vec![0, 1], 2), (*other, vec![0, 1], 2)], &[entry]);
            }
        }
    }

    /// Some entries of a table that cannot be.
    fn never(&mut self, vars: Vec<(usize, Vec<u16>, usize)>, entries: &[usize]) {
        let mut stride = 1;
        let mut asked = Vec::new();
        for (var, class, size) in vars {
            asked.push(super::factor::Asked { var, class, size, stride });
            stride *= size;
        }
        let worth = |it: usize| if entries.contains(&it) { NEVER } else { 0 };
        self.terms.push(Term { sum: 0, asked, table: (0..stride).map(worth).collect() });
    }

    /// What a choice of values stands for.
    pub(super) fn told(&self, choice: &[usize]) -> Told {
        let mut sides = Vec::new();
        let mut loose: BTreeMap<AxisId, Wanted> = BTreeMap::new();
        for (var, value) in self.vars.all.iter().zip(choice) {
            if let Variable::Block(of) = var {
                sides.extend(of.get(*value).cloned());
            }
        }
        let value = |var: usize| choice.get(var).copied();
        for ((axis, place), source) in &self.vars.sources {
            let var = match source {
                Source::Value(var) | Source::Flag(var, _) => *var,
            };
            if let Some(Variable::Column(..)) = self.vars.all.get(var) {
                let bit = self.vars.bit(*axis, *place, &value).unwrap_or(false);
                loose.entry(*axis).or_default().push((*place, bit));
            }
        }
        Told { sides, loose }
    }
}
