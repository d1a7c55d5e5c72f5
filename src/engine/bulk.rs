use std::sync::Arc;
use std::time::{Duration, Instant};

use super::events::TableEvents;
use super::field::FieldReader;
use super::plan::{Plan, Source};
use super::profile::{ColumnProfile, Profile, lap, plan_in_words};
use super::related::Related;
use super::scored::Scored;
use super::scorer::Scorer;
use crate::data::{Chunk, Joins, Loader, Missed, Noted, RawCell};
use crate::ir::{AsOf, FieldId, Program, Record, Value};

/// Scores the rows of a file a batch at a time, straight from their text.
///
/// ```
/// use leadscore::data::{Binding, Chunk, ReadOptions, Reader, Slots};
/// use leadscore::engine::BulkScorer;
/// use leadscore::ir::AsOf;
/// # use leadscore::project::Project;
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("first.score");
/// # std::fs::write(&path, "record Lead { employees: integer }
/// # when employees in 100..500 then +20\n")?;
/// # let project = Project::load(&[path]);
/// # let checked = project.check(&project.models()[0], None);
/// # let program = checked.program.expect("the rules are sound");
/// // when employees in 100..500 then +20
/// let leads = "id,employees\n1,250\n2,7\n";
/// let mut reader = Reader::from_read("leads.csv", leads.as_bytes(), &ReadOptions::default())?;
/// let header = reader.header().unwrap_or_default().to_vec();
/// let (binding, _) = Binding::of_header(&program.record, &program.fields_read(), &header, false);
/// let (mut slots, mut places) = Slots::of(&[&binding]);
/// let as_of = AsOf::Day("2025-03-01".parse()?);
/// let mut scorer = BulkScorer::new(&program, as_of, binding.wanted(), places.remove(0), false);
///
/// let (mut chunk, mut scores) = (Chunk::default(), Vec::new());
/// while reader.read_chunk(&mut slots, &mut chunk)? {
///     scorer.score(&chunk);
///     scores.extend((0..chunk.rows()).map(|row| scorer.scored(row).score().to_string()));
/// }
/// assert_eq!(scores, ["20", "0"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct BulkScorer<'p> {
    pub(super) scorer: Scorer<'p>,
    pub(super) columns: Vec<Column>,
    /// The columns whose values the interpreter needs.
    pub(super) asked: Vec<usize>,
    pub(super) record: Vec<Value>,
    related: Option<Related<'p>>,
}

/// One field of the data.
#[derive(Debug)]
pub(super) struct Column {
    pub field: FieldId,
    /// Where it stands in a batch; nowhere if the data do not have it.
    pub slot: Option<usize>,
    pub axis: Option<usize>,
    pub reader: FieldReader,
    /// How long reading took, if that is measured.
    time: Duration,
}

impl<'p> BulkScorer<'p> {
    /// Whether all that a program reads stands in the rows themselves.
    #[must_use]
    pub fn takes(program: &Program) -> bool {
        program.reads().related.is_empty()
    }

    /// A scorer for rows that have each of the `wanted` fields in a slot of their batch. Unless the points of
    /// `each_group` are asked for, plain groups are counted together.
    #[must_use]
    pub fn new(
        program: &'p Program,
        as_of: AsOf,
        wanted: &[FieldId],
        slots: Vec<Option<usize>>,
        each_group: bool,
    ) -> Self {
        let plan = Plan::new(program, as_of, each_group, None);
        Self::planned(plan, &program.record, wanted, slots)
    }

    /// A scorer for rows that have each of the fields that a `loader` looks for in a slot of their batch, with the
    /// records of other files that belong to them.
    #[must_use]
    pub fn with_related(
        as_of: AsOf,
        loader: &Loader,
        slots: Vec<Option<usize>>,
        each_group: bool,
        joins: Joins,
        events: Arc<TableEvents<'p>>,
    ) -> Self {
        let plan = Plan::new(events.program(), as_of, each_group, Some(Arc::clone(&events)));
        let mut bulk = Self::planned(plan, loader.record(), loader.wanted(), slots);
        bulk.relate(joins, events);
        bulk
    }

    /// A scorer of the same rows for another thread: it shares what was prepared and has met nothing yet.
    #[must_use]
    pub fn another(&self, joins: Joins) -> Self {
        let column =
            |it: &Column| Column { reader: it.reader.another(), time: Duration::ZERO, ..*it };
        let mut bulk = Self {
            scorer: self.scorer.clone(),
            columns: self.columns.iter().map(column).collect(),
            asked: self.asked.clone(),
            record: self.record.clone(),
            related: None,
        };
        if let Some(related) = &self.related {
            bulk.relate(joins, Arc::clone(&related.events));
        }
        bulk
    }

    /// Joins records of other files to each row.
    fn relate(&mut self, joins: Joins, events: Arc<TableEvents<'p>>) {
        let size = self.record.len();
        let related = Related::new(&self.scorer.plan, joins, events, &self.columns, size);
        let keys: Vec<FieldId> = related.joins.keys().collect();
        let is_key = |(index, it): &(usize, &Column)| {
            keys.contains(&it.field) && !self.asked.contains(index)
        };
        let keys = self.columns.iter().enumerate().filter(is_key).map(|(index, _)| index);
        self.asked.extend(keys.collect::<Vec<_>>());
        self.related = Some(related).filter(|it| !it.is_empty());
    }

    fn planned(
        plan: Plan<'p>,
        record: &Record,
        wanted: &[FieldId],
        slots: Vec<Option<usize>>,
    ) -> Self {
        let column = |(field, slot): (&FieldId, Option<usize>)| {
            let axis = plan.axes.iter().position(|it| it.source == Source::Field(*field));
            let planned = axis.and_then(|it| plan.axes.get(it));
            let reader = FieldReader::new(record.get(*field)?, plan.clock().zone(), planned);
            Some(Column { field: *field, slot, axis, reader, time: Duration::ZERO })
        };
        let columns: Vec<Column> = wanted.iter().zip(slots).filter_map(column).collect();
        let asked =
            columns.iter().enumerate().filter(|(_, it)| plan.asked_fields.contains(&it.field));
        Self {
            asked: asked.map(|(index, _)| index).collect(),
            columns,
            record: vec![Value::Missing; record.fields.len()],
            scorer: Scorer::with(Arc::new(plan)),
            related: None,
        }
    }

    /// Scores all rows of a batch; ask for each with [`scored`](Self::scored).
    pub fn score(&mut self, chunk: &Chunk) {
        self.scorer.begin(chunk.rows());
        let profiled = self.scorer.profile.is_some();
        let mut start = Instant::now();
        for column in &mut self.columns {
            column.read(chunk, &mut self.scorer);
            if profiled {
                lap(&mut start, &mut column.time);
            }
        }
        if self.related.is_some() || self.scorer.plan.asks {
            self.ask(chunk);
            if let Some(profile) = &mut self.scorer.profile {
                lap(&mut start, &mut profile.asking);
            }
        }
        self.scorer.finish();
    }

    /// Measures from now on where the time goes.
    pub fn profile(&mut self) {
        self.scorer.profile = Some(Box::new(Profile::of(&self.scorer.plan)));
    }

    /// Where the time went since [`profile`](Self::profile) was called.
    #[must_use]
    pub fn profiled(&self) -> Option<Profile> {
        let mut profile = Profile::clone(self.scorer.profile.as_ref()?);
        let plan = &self.scorer.plan;
        for (index, axis) in plan.axes.iter().enumerate() {
            let column = self.columns.iter().find(|it| it.axis == Some(index));
            let mut found = ColumnProfile::of(axis, column.map(|it| it.reader.quick), plan);
            found.time = column.map(|it| it.time).unwrap_or_default();
            profile.columns.push(found);
        }
        let of_rules: Duration = profile.asked.iter().map(|it| it.time).sum();
        profile.asking = profile.asking.saturating_sub(of_rules + profile.counting);
        Some(profile)
    }

    /// How many rules are evaluated in which way, in words.
    #[must_use]
    pub fn plan(&self) -> String {
        plan_in_words(&self.scorer.plan)
    }

    /// Finds what is related to each row, and asks the interpreter whatever is left to it.
    fn ask(&mut self, chunk: &Chunk) {
        let Self { scorer, columns, asked, record, related, .. } = self;
        let events = related.as_ref().map(|it| Arc::clone(&it.events));
        let mut lists = Vec::new();
        let needs_record = scorer.plan.asks || related.as_ref().is_some_and(|it| !it.is_alone());
        for row in 0..chunk.rows() {
            if needs_record {
                for column in asked.iter().filter_map(|it| columns.get(*it)) {
                    if let Some(value) = record.get_mut(column.field.0 as usize) {
                        *value = column.value(chunk, row);
                    }
                }
            }
            if let (Some(related), Some(events)) = (&mut *related, &events) {
                related.join(record, scorer);
                let key = |index: usize| related.key(index, columns, chunk, row);
                events.of_lead(key, &mut lists);
                scorer.count(row, &lists);
            }
            if scorer.plan.asks {
                scorer.ask(row, record);
            }
            if let Some(related) = related {
                record.resize(related.size, Value::Missing);
            }
        }
    }

    /// The score of a row of the last batch.
    #[must_use]
    pub fn scored(&self, row: usize) -> Scored<'_, 'p> {
        Scored::new(&self.scorer, row)
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &'p Program {
        self.scorer.program()
    }

    /// The value of one of the wanted fields in a row of a batch.
    #[must_use]
    pub fn value(&self, field: FieldId, chunk: &Chunk, row: usize) -> Value {
        let column = self.columns.iter().find(|it| it.field == field);
        column.map_or(Value::Missing, |it| it.value(chunk, row))
    }

    /// The text of a field that is its own value; `None` if it has to be read first.
    #[must_use]
    pub fn plain_text<'b>(&self, field: FieldId, chunk: &'b Chunk, row: usize) -> Option<&'b str> {
        self.columns.iter().find(|it| it.field == field)?.plain_text(chunk, row)
    }

    /// Takes out which keys of related records were not found since they were last taken.
    pub fn take_missed(&mut self) -> Missed {
        self.related.as_mut().map(|it| it.joins.take_missed()).unwrap_or_default()
    }

    /// Leaves out what was noted about the values.
    pub(super) fn forget_noted(&mut self) {
        self.columns.iter_mut().for_each(|it| it.reader.noted.clear());
    }

    /// What was noted about the values since it was last taken.
    pub fn take_noted(&mut self) -> Vec<(FieldId, Noted)> {
        let noted =
            self.columns.iter_mut().map(|it| (it.field, std::mem::take(&mut it.reader.noted)));
        noted.collect()
    }
}

impl Column {
    pub fn plain_text<'b>(&self, chunk: &'b Chunk, row: usize) -> Option<&'b str> {
        self.reader.plain(chunk.text(self.slot?, row)?)
    }

    fn read(&mut self, chunk: &Chunk, scorer: &mut Scorer<'_>) {
        let axis = self
            .axis
            .and_then(|index| Some((scorer.plan.axes.get(index)?, scorer.axes.get_mut(index)?)));
        match (chunk, self.slot) {
            (Chunk::Rows(batch), Some(slot)) => {
                let cell = |row: usize| batch.cell(slot, row);
                let number = |row: usize| batch.number(row);
                self.reader.read(batch.text().as_bytes(), batch.places(slot), cell, number, axis);
            }
            #[cfg(feature = "formats")]
            (Chunk::Columns(columns), Some(slot)) => {
                if let Some(array) = columns.column(slot) {
                    let (rows, first) = (0..array.len(), chunk.number(0));
                    self.reader.read_array(array.as_ref(), rows, first, axis);
                }
            }
            (chunk, None) => {
                let absent = (0..chunk.rows()).map(|_| None);
                let number = |row: usize| chunk.number(row);
                self.reader.read(&[], absent, |_| RawCell::Absent, number, axis);
            }
        }
    }

    pub fn value(&self, chunk: &Chunk, row: usize) -> Value {
        match self.slot {
            Some(slot) => chunk.with_cell(slot, row, |cell| self.reader.value(cell)),
            None => Value::Missing,
        }
    }
}
