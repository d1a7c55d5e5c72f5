//! `leadscore score`

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use super::actions::{self, Actions};
use super::args::{Common, OutFormat, Score};
use super::bind::{Bound, bind};
use super::data::{Leads, as_of, fail, moment, programs};
use super::output::{self, Output, Problem};
use super::progress::Progress;
use super::results::Layout;
use super::selection::Selection;
use super::terminal::Terminal;
use super::{End, records, rules};
use crate::data::{DataError, Event, Rejections, RejectsFile, Row, Tables, summary, thousands};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::eval::{Failure, Outcome, Status};
use crate::ir::{AsOf, Program, Value};
use crate::project::{Model, Project};
use crate::source::Sources;

pub(super) fn run(args: &Score, common: &Common, terminal: &Terminal) -> End {
    match score(args, common, terminal) {
        Ok(end) | Err(end) => end,
    }
}

fn score(args: &Score, common: &Common, terminal: &Terminal) -> Result<End, End> {
    let project = rules::load(std::slice::from_ref(&args.rules), terminal)?;
    let models = rules::models(&project, terminal)?;
    rules::one_name_each(&models, terminal)?;
    match args.records.is_empty() {
        true => {
            records::of_one_kind(&project, &models, true, terminal)?;
            one(args, &project, &models, as_of(common), terminal)
        }
        false => records::score(args, &project, &models, common, terminal),
    }
}

/// Scores the records of one file with all models that score such records.
pub(super) fn one(
    args: &Score,
    project: &Project,
    models: &[Model],
    as_of: AsOf,
    terminal: &Terminal,
) -> Result<End, End> {
    let format = output::format(args, terminal)?;
    actions::check_files(args, terminal)?;
    let data = args.data_args();
    let mut leads = Leads::open(&data, terminal)?;
    let programs = programs(project, models, &mut leads, terminal)?;
    let (bound, tables) = bind(&programs, &leads, &data, as_of, None, project, terminal)?;
    let failed = |error: DataError| fail(&error, terminal);
    let path = args.output.as_deref().filter(|path| *path != Path::new("-"));
    if args.keep && leads.reader().header().is_none() && format != OutFormat::Ndjson {
        terminal.fail(
            "--keep cannot put JSON records, each with keys of its own, into columns.",
            "Say --to ndjson, or leave --keep out.",
        );
        return Err(End::CouldNotRun);
    }
    let selection = Selection::of(args, &programs, &bound, as_of, terminal)?;
    let actions = Actions::open(args, &bound, as_of, terminal)?;
    let output = Output::open(path, format, terminal.is_ascii()).map_err(failed)?;
    let header = leads.reader().header_text().map(<[u8]>::to_vec);
    let rejects = match &args.rejects {
        Some(path) => Some(RejectsFile::create(path, header.as_deref()).map_err(failed)?),
        None => None,
    };
    let mut run = Run {
        layout: Layout {
            keep: args.keep,
            groups: args.groups,
            reasons: args.reasons,
            prefixed: programs.len() > 1,
            record: args.record.clone().filter(|_| args.output.is_none()),
        },
        bound,
        tables,
        output,
        rejects,
        actions,
        selection,
        strict: args.strict,
        counts: Counts::default(),
    };
    let end = run.all(&mut leads, terminal)?;
    if end == End::Done {
        run.finish(terminal, &moment(as_of, programs.first()))?;
    }
    Ok(end)
}

/// Where a run stops that has read every lead.
const AT_THE_END: &str = "at the end";

/// What has been read and scored.
#[derive(Default)]
struct Counts {
    read: u64,
    scored: u64,
    rejections: Rejections,
    /// For each model: how many records are in each band, and how many are disqualified.
    bands: Vec<BTreeMap<usize, u64>>,
    disqualified: Vec<u64>,
    /// For each model and column: how many calculations gave nothing.
    failed: Vec<BTreeMap<Failure, u64>>,
}

struct Run<'p> {
    layout: Layout,
    bound: Vec<Bound<'p>>,
    tables: Tables,
    output: Output,
    rejects: Option<RejectsFile>,
    actions: Option<Actions>,
    selection: Option<Selection>,
    strict: bool,
    counts: Counts,
}

impl Run<'_> {
    fn all(&mut self, leads: &mut Leads, terminal: &Terminal) -> Result<End, End> {
        let header = leads.reader().header().map(<[String]>::to_vec);
        let columns = self.layout.columns(&self.bound, leads.reader());
        self.counts.bands = vec![BTreeMap::new(); self.bound.len()];
        self.counts.disqualified = vec![0; self.bound.len()];
        self.counts.failed = vec![BTreeMap::new(); self.bound.len()];
        if self.strict && self.tables.has_problem() {
            return Ok(self.stopped("before the first row", terminal));
        }
        let mut progress = Progress::new(leads.reader(), terminal);
        self.output.header(columns).map_err(|error| self.write_error(&error, terminal))?;
        while let Some(event) = leads.next().map_err(|error| fail(&error, terminal))? {
            let failed = |error: DataError| fail(&error, terminal);
            match event {
                Event::Row(row) => {
                    self.counts.read += 1;
                    self.row(&row, header.as_deref(), terminal)?;
                    leads.recycle(row);
                }
                Event::Rejected(rejection) => {
                    self.counts.read += 1;
                    self.counts.rejections.add(&rejection);
                    if let Some(rejects) = &mut self.rejects {
                        rejects.add(&rejection).map_err(failed)?;
                    }
                }
                Event::RejectedMore(raw) => {
                    if let Some(rejects) = &mut self.rejects {
                        rejects.add_more(&raw).map_err(failed)?;
                    }
                }
            }
            progress.row();
            if self.strict && self.has_problem() {
                progress.done();
                return Ok(self.stopped(&format!("at row {}", self.counts.read), terminal));
            }
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
        let score = |(it, values): (&Bound<'_>, Vec<Value>)| {
            let outcome = it.scorer.score(&values);
            (values, outcome)
        };
        let scored: Vec<(Vec<Value>, Outcome)> = self.bound.iter().zip(values).map(score).collect();
        self.counts.scored += 1;
        self.counts.count(&scored);
        if let Some(actions) = &mut self.actions {
            let written = actions.record(&self.bound, row, &scored);
            written.map_err(|error| fail(&error, terminal))?;
        }
        let written = match self.output.takes_objects() {
            true => self.output.object(&self.layout.object(&self.bound, row, header, &scored)),
            false => self.output.row(self.layout.cells(&self.bound, row, &scored)),
        };
        written.map_err(|error| self.write_error(&error, terminal))
    }

    fn join(&mut self, values: &mut [Vec<Value>]) {
        self.bound.iter_mut().zip(values).for_each(|(it, values)| it.rows.join(values));
    }

    /// A reader that has gone ends the run quietly.
    fn write_error(&self, error: &io::Error, terminal: &Terminal) -> End {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return End::Done;
        }
        terminal.fail(&format!("{} cannot be written: {error}.", self.output.name()), "");
        End::CouldNotRun
    }

    fn finish(self, terminal: &Terminal, moment: &str) -> Result<(), End> {
        if self.data_findings(true, terminal) {
            return Err(End::Found);
        }
        let Self { bound, tables, output, rejects, actions, selection, counts, .. } = self;
        // Before the scores: if one of them fails, the next run sends again and loses nothing.
        let actions = actions.map(|it| it.finish(selection.is_none())).transpose();
        let actions = actions.map_err(|error| fail(&error, terminal))?.unwrap_or_default();
        match output.finish() {
            Ok(()) => {}
            Err(Problem::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
                return Err(End::Done);
            }
            Err(Problem::Io(error)) => {
                terminal.fail(&format!("The scores cannot be written: {error}."), "");
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
            counts.scored,
            counts.rejections.count(),
            not_understood,
        ));
        if let Some(selection) = &selection {
            let programs: Vec<&Program> = bound.iter().map(|it| it.scorer.program()).collect();
            let lines = selection.summary(counts.read - counts.rejections.count(), &programs);
            lines.iter().for_each(|line| terminal.say(line));
        } else {
            tables.summary().iter().for_each(|line| terminal.say(line));
        }
        for (index, it) in bound.iter().enumerate() {
            let name = if bound.len() > 1 {
                format!("{}: ", it.scorer.program().name)
            } else {
                String::new()
            };
            if let Some(line) = counts.distribution(index, it) {
                terminal.say(&format!("{name}{line}"));
            }
        }
        actions.iter().for_each(|line| terminal.say(line));
        terminal.say(moment);
        Ok(())
    }

    /// Problems of the data, once they are known; tells whether they keep the scores from being written.
    fn data_findings(&self, all_leads: bool, terminal: &Terminal) -> bool {
        let mut findings = self.counts.rejections.findings(self.rejects.is_some());
        // Records of leads that were not chosen are no orphans.
        findings.extend(self.tables.diagnostics(all_leads && self.selection.is_none()));
        for (it, failed) in self.bound.iter().zip(&self.counts.failed) {
            let new = it.rows.diagnostics().into_iter().filter(|it| !findings.contains(it));
            findings.extend(new.collect::<Vec<_>>());
            for (failure, &count) in failed {
                let label = failure.label(it.scorer.program());
                let message = format!(
                    "*{label}* could not be calculated for {} {}: a division by zero, or too many digits.",
                    thousands(count),
                    if count == 1 { "record" } else { "records" }
                );
                findings.push(
                    Diagnostic::general(Severity::Warning, codes::CALCULATION, message)
                        .help("It counts as missing there."),
                );
            }
        }
        terminal.findings(&findings, &Sources::new())
    }
}

impl Counts {
    fn count(&mut self, scored: &[(Vec<Value>, Outcome)]) {
        for (index, (_, outcome)) in scored.iter().enumerate() {
            if let (Some(band), Some(bands)) = (outcome.band, self.bands.get_mut(index)) {
                *bands.entry(band).or_default() += 1;
            }
            if let (Status::Disqualified, Some(count)) =
                (outcome.status, self.disqualified.get_mut(index))
            {
                *count += 1;
            }
            if let Some(failed) = self.failed.get_mut(index) {
                for failure in &outcome.failed {
                    *failed.entry(*failure).or_default() += 1;
                }
            }
        }
    }

    /// `Hot 412 (4 %), Warm 3,010 (33 %), Cold 5,818 (63 %)`
    fn distribution(&self, index: usize, bound: &Bound<'_>) -> Option<String> {
        let program = bound.scorer.program();
        let share =
            |count: u64| (count * 100 + self.scored / 2).checked_div(self.scored).unwrap_or(0);
        let mut parts: Vec<String> = Vec::new();
        for (band, it) in program.bands.iter().enumerate() {
            let count = self.bands.get(index)?.get(&band).copied().unwrap_or(0);
            parts.push(format!("{} {} ({}%)", it.label, thousands(count), share(count)));
        }
        let disqualified = self.disqualified.get(index).copied().unwrap_or(0);
        if disqualified > 0 {
            parts.push(format!(
                "disqualified {} ({}%)",
                thousands(disqualified),
                share(disqualified)
            ));
        }
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}

/// Values that were not understood. Models over one record read the same cells: those count once.
fn not_understood(bound: &[Bound<'_>]) -> u64 {
    let mut by_record: BTreeMap<&str, u64> = BTreeMap::new();
    for it in bound {
        let count = it.rows.values_not_understood();
        let known = by_record.entry(&it.scorer.program().record.name).or_default();
        *known = count.max(*known);
    }
    by_record.values().sum()
}
