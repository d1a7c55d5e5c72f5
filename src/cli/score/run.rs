//! A run: the leads one after the other, the problems of their data, and what is said at the end.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZero;
use std::time::Instant;

use super::counts::Counts;
use super::profile::Times;
use crate::cli::End;
use crate::cli::actions::Actions;
use crate::cli::bind::Bound;
use crate::cli::data::{Leads, fail};
use crate::cli::output::{Form, Output, Problem};
use crate::cli::progress::Progress;
use crate::cli::results::{Cell, CsvLines, From, Layout};
use crate::cli::selection::Selection;
use crate::cli::terminal::Terminal;
use crate::data::{Event, RejectsFile, Row, Tables, summary};
use crate::engine::Scored;
use crate::ir::{Program, Value};
use crate::project::plain_reason;
use crate::source::Sources;

/// Where a run stops that has read every lead.
const AT_THE_END: &str = "at the end";

/// Everything that a run needs.
pub(super) struct Run<'p> {
    pub layout: Layout<'p>,
    pub bound: Vec<Bound<'p>>,
    pub tables: Tables,
    pub output: Output,
    pub rejects: Option<RejectsFile>,
    pub actions: Option<Actions>,
    pub selection: Option<Selection>,
    pub strict: bool,
    /// How many threads score; as many as the machine has if it is not said.
    pub threads: Option<NonZero<usize>>,
    /// Where the time goes, if that is asked for.
    pub times: Option<Times>,
    pub counts: Counts,
}

impl Run<'_> {
    /// Scores all leads.
    pub fn all(&mut self, leads: &mut Leads, terminal: &Terminal) -> Result<End, End> {
        let header = leads.reader().header().map(<[String]>::to_vec);
        let columns = self.layout.columns(leads.reader());
        if self.strict && self.tables.has_problem() {
            return Ok(self.stopped("before the first row", terminal));
        }
        let mut progress = Progress::new(leads.reader(), terminal);
        self.output.header(columns).map_err(|error| self.write_error(&error, terminal))?;
        let singly = self.singly();
        let plain = singly.is_none();
        if let Some(times) = &mut self.times {
            times.singly = singly;
        }
        while let Some(event) = match plain {
            true => leads.next_ahead(),
            false => leads.next().map_err(|error| fail(&error, terminal))?,
        } {
            match event {
                Event::Row(row) => {
                    self.counts.read += 1;
                    self.row(&row, header.as_deref(), terminal)?;
                    leads.recycle(row);
                }
                rejected => self.reject(&rejected, terminal)?,
            }
            progress.row();
            if self.strict && self.has_problem() {
                progress.done();
                return Ok(self.stopped(&format!("at row {}", self.counts.read), terminal));
            }
        }
        if plain {
            self.bulk(leads, &mut progress, terminal)?;
        }
        progress.done();
        match self.strict && self.selection.is_none() && self.tables.has_orphans() {
            true => Ok(self.stopped(AT_THE_END, terminal)),
            false => Ok(End::Done),
        }
    }

    fn stopped(&self, place: &str, terminal: &Terminal) -> End {
        self.data_findings(place == AT_THE_END, terminal);
        terminal.fail(
            &format!("Stopped {place}: --strict takes no problem in the data."),
            "Mend the data, or leave --strict out to count problems and go on.",
        );
        End::Found
    }

    fn has_problem(&self) -> bool {
        self.counts.rejections.count() > 0 || self.bound.iter().any(|it| it.rows.has_problem())
    }

    /// Counts a record that could not be read, and keeps its text.
    pub fn reject(&mut self, event: &Event, terminal: &Terminal) -> Result<(), End> {
        let kept = match (event, &mut self.rejects) {
            (Event::Rejected(rejection), rejects) => {
                self.counts.read += 1;
                self.counts.rejections.add(rejection);
                rejects.as_mut().map_or(Ok(()), |it| it.add(rejection))
            }
            (Event::RejectedMore(raw), Some(rejects)) => rejects.add_more(raw),
            _ => Ok(()),
        };
        kept.map_err(|error| fail(&error, terminal))
    }

    fn row(
        &mut self,
        row: &Row,
        header: Option<&[String]>,
        terminal: &Terminal,
    ) -> Result<(), End> {
        let mut values: Vec<Vec<Value>> =
            self.bound.iter_mut().map(|it| it.rows.own_values(row)).collect();
        let joins_first = self.selection.as_ref().is_some_and(Selection::sees_related);
        if joins_first {
            self.join(&mut values);
        }
        if let Some(selection) = &mut self.selection
            && !selection.takes(&self.bound, &values)
        {
            return Ok(());
        }
        if !joins_first {
            self.join(&mut values);
        }
        let mut start = self.times.as_ref().map(|_| Instant::now());
        for (it, values) in self.bound.iter_mut().zip(&values) {
            it.score(values);
        }
        if let (Some(times), Some(start)) = (&mut self.times, &mut start) {
            times.scoring += start.elapsed();
            *start = Instant::now();
        }
        let scored: Vec<Scored<'_, '_>> = self.bound.iter().map(|it| it.scorer().last()).collect();
        self.counts.scores.count(&scored);
        let from = From::Row(row, values.first().map_or(&[], Vec::as_slice));
        if let Some(actions) = &mut self.actions {
            let written = actions.record(&self.bound, &self.layout, from, &values);
            written.map_err(|error| fail(&error, terminal))?;
        }
        let written = match self.output.form() {
            Form::Csv => {
                let mut lines = CsvLines::default();
                self.layout.fill(&mut lines, from, &scored);
                lines.end();
                self.output.lines(&lines.take())
            }
            Form::Objects => {
                let object = self.layout.object(from, header, &scored);
                self.output.lines(format!("{object}\n").as_bytes())
            }
            Form::Cells => {
                let mut cells: Vec<Cell> = Vec::new();
                self.layout.fill(&mut cells, from, &scored);
                self.output.row(cells)
            }
        };
        if let (Some(times), Some(start)) = (&mut self.times, start) {
            times.writing += start.elapsed();
        }
        written.map_err(|error| self.write_error(&error, terminal))
    }

    fn join(&mut self, values: &mut [Vec<Value>]) {
        self.bound.iter_mut().zip(values).for_each(|(it, values)| it.rows.join(values));
    }

    /// A reader that has gone ends the run quietly.
    pub fn write_error(&self, error: &io::Error, terminal: &Terminal) -> End {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return End::Done;
        }
        let reason = plain_reason(error);
        terminal.fail(&format!("{} cannot be written: {reason}.", self.output.name()), "");
        End::CouldNotRun
    }

    /// Puts the results in their places, and sums up.
    pub fn finish(self, terminal: &Terminal, moment: &str) -> Result<(), End> {
        if self.data_findings(true, terminal) {
            return Err(End::Found);
        }
        let Self { bound, tables, output, rejects, actions, selection, counts, times, .. } = self;
        // Before the scores: if one of them fails, the next run sends again and loses nothing.
        let actions = actions.map(|it| it.finish(selection.is_none())).transpose();
        let actions = actions.map_err(|error| fail(&error, terminal))?.unwrap_or_default();
        match output.finish() {
            Ok(()) => {}
            Err(Problem::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                return Err(End::Done);
            }
            Err(Problem::Io(error)) => {
                let reason = plain_reason(&error);
                terminal.fail(&format!("The scores cannot be written: {reason}."), "");
                return Err(End::CouldNotRun);
            }
            Err(Problem::Data(error)) => return Err(fail(&error, terminal)),
        }
        if let Some(rejects) = rejects {
            rejects.commit().map_err(|error| fail(&error, terminal))?;
        }
        let not_understood = not_understood(&bound) + tables.values_not_understood();
        terminal.say(&summary(
            counts.read,
            counts.scores.scored,
            counts.rejections.count(),
            not_understood,
        ));
        if let Some(selection) = &selection {
            let programs: Vec<&Program> = bound.iter().map(|it| it.program).collect();
            let lines = selection.summary(counts.read - counts.rejections.count(), &programs);
            lines.iter().for_each(|line| terminal.say(line));
        } else {
            tables.summary().iter().for_each(|line| terminal.say(line));
        }
        for (index, it) in bound.iter().enumerate() {
            let name =
                if bound.len() > 1 { format!("{}: ", it.program.name) } else { String::new() };
            if let Some(line) = counts.scores.distribution(index, it.program) {
                terminal.say(&format!("{name}{line}"));
            }
        }
        actions.iter().for_each(|line| terminal.say(line));
        terminal.say(moment);
        let lines = times.iter().flat_map(Times::lines);
        lines.for_each(|line| terminal.say(line.trim_end()));
        Ok(())
    }

    /// Problems of the data, once they are known; tells whether they keep the scores from being written.
    fn data_findings(&self, all_leads: bool, terminal: &Terminal) -> bool {
        let mut findings = self.counts.rejections.findings(self.rejects.is_some());
        // Records of leads that were not chosen are no orphans.
        findings.extend(self.tables.diagnostics(all_leads && self.selection.is_none()));
        for (index, it) in self.bound.iter().enumerate() {
            let new = it.rows.diagnostics().into_iter().filter(|it| !findings.contains(it));
            findings.extend(new.collect::<Vec<_>>());
            findings.extend(self.counts.scores.failures(index, it.program));
        }
        terminal.findings(&findings, &Sources::new())
    }
}

/// Values that were not understood. Models over one record read the same cells: those count once.
pub fn not_understood(bound: &[Bound<'_>]) -> u64 {
    let mut by_record: BTreeMap<&str, u64> = BTreeMap::new();
    for it in bound {
        let count = it.rows.values_not_understood();
        let known = by_record.entry(&it.program.record.name).or_default();
        *known = count.max(*known);
    }
    by_record.values().sum()
}
