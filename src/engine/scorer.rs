use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use super::choice::{Effect, Given};
use super::locate::Located;
use super::plan::{GroupSource, Plan, PlannedAxis};
use super::profile::{Profile, lap};
use super::table::{CellId, Facts, Table};
use crate::cells::AxisId;
use crate::eval::{self, Failure};
use crate::ir::{AsOf, Clock, Group, GroupId, Points, Program};

/// Scores records with one program at one moment, fast: prepare it once, and use it for many records.
///
/// It remembers the values that it meets, so each thread has one of its own: a clone begins with nothing met and
/// shares the plan. What it says is what [`eval::Scorer`](crate::eval::Scorer) says.
///
/// ```
/// use leadscore::engine::Scorer;
/// use leadscore::ir::{AsOf, Value};
/// # use leadscore::project::Project;
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("first.score");
/// # std::fs::write(&path, r#"
/// # record Lead { industry: text  employees: integer }
/// # when industry == "Manufacturing" and employees in 100..500 then +20
/// # bands { Hot from 20, Cold otherwise }
/// # "#)?;
/// # let project = Project::load(&[path]);
/// # let checked = project.check(&project.models()[0], None);
/// # let program = checked.program.expect("the rules are sound");
/// // when industry == "Manufacturing" and employees in 100..500 then +20
/// let mut scorer = Scorer::new(&program, AsOf::Day("2025-03-01".parse()?));
/// let scored = scorer.score(&[Value::text("manufacturing"), Value::Number(250.into())]);
/// assert_eq!(scored.score().to_string(), "20");
/// assert_eq!(scored.band(), Some("Hot"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Scorer<'p> {
    pub(super) plan: Arc<Plan<'p>>,
    pub(super) axes: Vec<State>,
    /// For each sum what it is for each row.
    pub(super) sums: Vec<Vec<i64>>,
    /// For each group that is left to the interpreter what it gives in each row.
    pub(super) asked_groups: Vec<Vec<Points>>,
    /// Which rows are disqualified.
    pub(super) out: Vec<bool>,
    words: Vec<u64>,
    /// What the interpreter has said of a row.
    pub(super) said: Vec<(usize, Said)>,
    pub(super) scores: Vec<Points>,
    rows: usize,
    /// Where the time goes, if that is asked for.
    pub(super) profile: Option<Box<Profile>>,
}

/// What is known of an axis, and where each row lies on it.
#[derive(Debug)]
pub(super) struct State {
    /// How often the axis began anew: cells of different numbers have nothing to do with each other.
    pub number: u64,
    pub located: Located,
    pub table: Table,
    pub cells: Vec<CellId>,
}

/// What the interpreter says of one row.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub given: Vec<Given>,
    pub out: Vec<usize>,
    pub failed: BTreeSet<Failure>,
}

impl State {
    fn new(axis: &PlannedAxis<'_>, number: u64) -> Self {
        Self { number, located: Located::new(axis), table: Table::default(), cells: Vec::new() }
    }
}

impl Clone for Scorer<'_> {
    fn clone(&self) -> Self {
        Self::with(Arc::clone(&self.plan))
    }
}

impl<'p> Scorer<'p> {
    /// A scorer for a program.
    #[must_use]
    pub fn new(program: &'p Program, as_of: AsOf) -> Self {
        Self::with(Arc::new(Plan::new(program, as_of, true)))
    }

    /// A scorer of which nobody asks what the groups give: plain groups are then counted together.
    #[must_use]
    pub fn without_groups(program: &'p Program, as_of: AsOf) -> Self {
        Self::with(Arc::new(Plan::new(program, as_of, false)))
    }

    fn with(plan: Arc<Plan<'p>>) -> Self {
        let asked_groups = plan.groups.iter().filter(|it| matches!(it, GroupSource::Asked(_)));
        Self {
            axes: plan.axes.iter().map(|axis| State::new(axis, 0)).collect(),
            sums: vec![Vec::new(); plan.sums],
            asked_groups: vec![Vec::new(); asked_groups.count()],
            out: Vec::new(),
            words: Vec::new(),
            said: Vec::new(),
            scores: Vec::new(),
            rows: 0,
            profile: None,
            plan,
        }
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &'p Program {
        self.plan.program
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        self.plan.clock()
    }

    /// The interpreter, to explain a score, and to ask what an action tells.
    #[must_use]
    pub fn interpreter(&self) -> &eval::Scorer<'p> {
        &self.plan.interpreter
    }

    /// Begins with new rows.
    pub(super) fn begin(&mut self, rows: usize) {
        self.rows = rows;
        for (axis, state) in self.plan.axes.iter().zip(&mut self.axes) {
            state.cells.clear();
            if state.table.is_full() {
                *state = State::new(axis, state.number + 1);
            }
        }
        self.sums.iter_mut().for_each(|it| fill(it, rows, 0));
        self.asked_groups.iter_mut().for_each(|it| fill(it, rows, Points::ZERO));
        fill(&mut self.out, rows, false);
        self.said.clear();
    }

    /// Adds everything up, once all rows lie on their axes.
    pub(super) fn finish(&mut self) {
        let Some(mut profile) = self.profile.take() else {
            self.add_cells();
            self.add_several();
            return self.add_groups();
        };
        let mut start = Instant::now();
        self.add_cells();
        lap(&mut start, &mut profile.adding);
        self.add_several();
        lap(&mut start, &mut profile.several);
        self.add_groups();
        lap(&mut start, &mut profile.adding);
        self.profile = Some(profile);
    }

    fn add_several(&mut self) {
        self.add_blocks();
        self.add_written();
    }

    fn add_cells(&mut self) {
        for (axis, state) in self.plan.axes.iter().zip(&self.axes) {
            for (place, sum) in axis.sums.iter().enumerate() {
                if let Some(sums) = self.sums.get_mut(*sum) {
                    state.table.add(place, axis.sums.len(), &state.cells, sums);
                }
            }
            if state.table.any_out() {
                state.table.put_out(&state.cells, &mut self.out);
            }
        }
    }

    fn add_blocks(&mut self) {
        let Self { plan, axes, sums, out, words, rows, .. } = self;
        for block in &plan.blocks {
            fill(words, *rows, !0);
            for (AxisId(axis), place) in &block.axes {
                let axis = *axis as usize;
                if let (Some(planned), Some(state)) = (plan.axes.get(axis), axes.get(axis)) {
                    state.table.allow(*place, planned.sides.len(), &state.cells, words);
                }
            }
            for (row, holding) in words.iter().enumerate() {
                for effect in block.effects_of(*holding) {
                    apply(effect, row, sums, out);
                }
            }
        }
    }

    pub(super) fn add_written(&mut self) {
        if self.plan.written.is_empty() {
            return;
        }
        let plan = Arc::clone(&self.plan);
        for choice in &plan.written {
            for row in 0..self.rows {
                if let Some(effect) = choice.effect(&|axis, place| self.holds(axis, place, row)) {
                    apply(effect, row, &mut self.sums, &mut self.out);
                }
            }
        }
    }

    pub(super) fn add_groups(&mut self) {
        fill(&mut self.scores, self.rows, self.plan.program.start_at);
        let mut counted = 0;
        for (index, source) in self.plan.groups.iter().enumerate() {
            // Sums are numbered in the order of their first groups.
            if let GroupSource::Sum(sum) = source {
                if *sum < counted {
                    continue;
                }
                counted = *sum + 1;
            }
            let id = GroupId(u32::try_from(index).unwrap_or(u32::MAX));
            match (source, self.plan.program.group(id)) {
                (GroupSource::Sum(sum), Some(group)) => {
                    let sums = self.sums.get(*sum).into_iter().flatten();
                    for (score, sum) in self.scores.iter_mut().zip(sums) {
                        *score = *score + points_of_sum(group, *sum);
                    }
                }
                _ => {
                    for row in 0..self.rows {
                        let points = self.points_of(index, row);
                        if let Some(score) = self.scores.get_mut(row) {
                            *score = *score + points;
                        }
                    }
                }
            }
        }
        let limit = self.plan.program.limit;
        self.scores.iter_mut().for_each(|score| *score = limit.keep(*score));
    }

    /// What a group gives in a row: if plain groups are counted together, the first gives what all of them do.
    pub(super) fn points_of(&self, group: usize, row: usize) -> Points {
        let at = |points: Option<&Vec<Points>>| points.and_then(|it| it.get(row)).copied();
        match self.plan.groups.get(group) {
            Some(GroupSource::Asked(_)) => {
                let before = self.plan.groups.iter().take(group);
                let place = before.filter(|it| matches!(it, GroupSource::Asked(_))).count();
                at(self.asked_groups.get(place)).unwrap_or_default()
            }
            Some(GroupSource::Sum(sum)) => {
                let sum = self.sums.get(*sum).and_then(|it| it.get(row)).copied();
                let id = GroupId(u32::try_from(group).unwrap_or(u32::MAX));
                let group = self.plan.program.group(id);
                group.map_or(Points::ZERO, |it| points_of_sum(it, sum.unwrap_or_default()))
            }
            None => Points::ZERO,
        }
    }

    /// Whether a test holds in a row.
    pub(super) fn holds(&self, AxisId(axis): AxisId, place: usize, row: usize) -> bool {
        self.facts(axis as usize, row).is_some_and(|it| it.passed.contains(place))
    }

    /// What is known of the cell of an axis in which a row lies.
    pub(super) fn facts(&self, axis: usize, row: usize) -> Option<&Facts> {
        let state = self.axes.get(axis)?;
        state.table.facts(*state.cells.get(row)?)
    }

    /// Whether anything could not be calculated in any row.
    pub(super) fn may_have_failed(&self) -> bool {
        !self.said.is_empty() || self.axes.iter().any(|it| it.table.any_failed())
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The word of a block in a row: the cubes that hold.
    pub(super) fn holding(&self, block: usize, row: usize) -> u64 {
        let mut word = !0;
        for (AxisId(axis), place) in self.plan.blocks.get(block).into_iter().flat_map(|it| &it.axes)
        {
            let axis = *axis as usize;
            if let (Some(of), Some(state)) = (self.plan.axes.get(axis), self.axes.get(axis))
                && let Some(cell) = state.cells.get(row)
            {
                word &= state.table.allowed(*place, of.sides.len(), *cell);
            }
            if word == 0 {
                break;
            }
        }
        word
    }
}

/// The points of a group whose rules give so many hundredths together.
#[inline]
fn points_of_sum(group: &Group, hundredths: i64) -> Points {
    let sum = Points::from_hundredths(hundredths);
    group.limit.keep(group.weight.map_or(sum, |weight| sum.weighted(weight)))
}

/// Gives a list so many equal members.
fn fill<T: Clone>(list: &mut Vec<T>, size: usize, value: T) {
    list.clear();
    list.resize(size, value);
}

pub(super) fn apply(effect: Effect, row: usize, sums: &mut [Vec<i64>], out: &mut [bool]) {
    match effect {
        Effect::Points(given) => {
            if let Some(sum) = sums.get_mut(given.sum).and_then(|it| it.get_mut(row)) {
                *sum += given.points.hundredths();
            }
        }
        Effect::Out(_) => {
            if let Some(out) = out.get_mut(row) {
                *out = true;
            }
        }
    }
}
