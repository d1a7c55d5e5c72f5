//! `leadscore watch`: scores again when rules or data change, and tells who moved.

mod changes;
mod moves;
mod name;

use std::path::PathBuf;
use std::sync::Arc;

use super::args::{Common, Watch};
use super::bind::bind;
use super::data::{Leads, as_of, fail, moment, programs};
use super::terminal::Terminal;
use super::{End, records, rules};
use crate::data::{Event, thousands};
use crate::engine;
use crate::eval::Status;
use crate::ir::Program;
pub(super) use changes::Changes;
use moves::{Names, Standing, Standings, moves};
use name::name_of;

pub(super) fn run(args: &Watch, common: &Common, terminal: &Terminal) -> End {
    if args.data.data.as_os_str() == "-" {
        terminal.fail(
            "Standard input comes once, so there is nothing to watch.",
            "Save the leads in a file, and name that.",
        );
        return End::CouldNotRun;
    }
    match watch(args, common, terminal) {
        Ok(end) | Err(end) => end,
    }
}

fn watch(args: &Watch, common: &Common, terminal: &Terminal) -> Result<End, End> {
    let files = files(args);
    if files.iter().any(|it| !it.exists()) {
        // Scoring tells it best.
        return score(args, None, &mut Vec::new(), common, terminal).map(|_| End::CouldNotRun);
    }
    let mut changes = Changes::of(&files).map_err(|error| {
        terminal.fail(&format!("The files cannot be watched: {error}."), "");
        End::CouldNotRun
    })?;
    let mut before: Option<Vec<Scored>> = None;
    // The rule files, and the lists that they read.
    let mut used = Vec::new();
    let mut now = score(args, None, &mut used, common, terminal);
    if let Ok(all) = &now {
        all.iter().for_each(|it| terminal.show(&it.summary()));
    }
    changes.also(&used);
    terminal.say("watching; end with Ctrl-C");
    loop {
        // What is wrong has been told, and may be mended with the next change.
        if let Ok(all) = now {
            before = Some(all);
        }
        let Some(changed) = changes.next() else { break };
        terminal.show(&format!("\n{} changed", changed.join(", ")));
        now = score(args, before.as_deref(), &mut used, common, terminal);
        changes.also(&used);
        if let Ok(all) = &now {
            told(before.as_deref().unwrap_or_default(), all, args.most, terminal);
        }
    }
    Ok(End::Done)
}

/// Tells who moved, model by model.
fn told(before: &[Scored], now: &[Scored], most: usize, terminal: &Terminal) {
    for it in now {
        if now.len() > 1 {
            terminal.show(&format!("{}:", it.model));
        }
        match before.iter().find(|known| known.model == it.model) {
            Some(known) => moves(&known.standings, &it.standings, &it.names, most)
                .iter()
                .for_each(|line| terminal.show(line)),
            None => terminal.show(&it.summary()),
        }
    }
}

/// The files and folders on which the scores depend.
fn files(args: &Watch) -> Vec<PathBuf> {
    let with = args.data.reading.with.iter().map(|it| it.file.clone());
    [args.rules.clone(), args.data.data.clone()].into_iter().chain(with).collect()
}

/// What one model made of all leads.
struct Scored {
    model: String,
    moment: String,
    standings: Standings,
    /// The names of those who stand elsewhere than before.
    names: Names,
}

impl Scored {
    fn summary(&self) -> String {
        let count = thousands(self.standings.len() as u64);
        format!("{}: {count} scored, {}", self.model, self.moment)
    }
}

/// Scores every lead; what is wrong is told. Even of rules that are wrong it is known which files they use.
fn score(
    args: &Watch,
    before: Option<&[Scored]>,
    used: &mut Vec<PathBuf>,
    common: &Common,
    terminal: &Terminal,
) -> Result<Vec<Scored>, End> {
    let project = rules::load(std::slice::from_ref(&args.rules), terminal)?;
    *used = project.paths();
    let models = rules::models(&project, terminal)?;
    rules::one_name_each(&models, terminal)?;
    records::of_one_kind(&project, &models, false, terminal)?;
    let mut leads = Leads::open(&args.data, terminal)?;
    let programs = programs(&project, &models, &mut leads, terminal)?;
    let as_of = as_of(common);
    let (mut bound, _) = bind(&programs, &leads, &args.data, as_of, None, &project, terminal)?;
    let mut scored: Vec<Scored> = programs
        .iter()
        .map(|program| Scored {
            model: program.name.clone(),
            moment: moment(as_of, Some(program)),
            standings: Standings::new(),
            names: Names::new(),
        })
        .collect();
    let bands: Vec<Bands> = programs.iter().map(Bands::new).collect();
    let header = leads.reader().header().map(<[String]>::to_vec);
    while let Some(event) = leads.next().map_err(|error| fail(&error, terminal))? {
        let Event::Row(row) = event else { continue };
        for ((it, scored), bands) in bound.iter_mut().zip(&mut scored).zip(&bands) {
            let values = it.rows.values(&row);
            let key = it.key_text(&values).unwrap_or_else(|| format!("row {}", row.number));
            let scored_now = it.score(&values);
            let now = Standing { score: scored_now.score(), band: bands.of(&scored_now) };
            let known = before.into_iter().flatten().find(|known| known.model == scored.model);
            let known = known.and_then(|it| it.standings.get(key.as_str()));
            if known.is_some_and(|it| *it != now)
                && let Some(name) = name_of(&row, header.as_deref())
            {
                scored.names.insert(key.as_str().into(), name);
            }
            scored.standings.insert(key.into(), now);
        }
        leads.recycle(row);
    }
    Ok(scored)
}

/// The names of bands, each held once for all leads in it.
struct Bands {
    labels: Vec<Arc<str>>,
    disqualified: Arc<str>,
    none: Arc<str>,
}

impl Bands {
    fn new(program: &Program) -> Self {
        let labels = program.bands.iter().map(|it| it.label.as_str().into());
        let disqualified = Status::Disqualified.word().into();
        Self { labels: labels.collect(), disqualified, none: "".into() }
    }

    fn of(&self, scored: &engine::Scored<'_, '_>) -> Arc<str> {
        let band = scored.band_index().and_then(|it| self.labels.get(it));
        Arc::clone(match scored.status() {
            Status::Disqualified => &self.disqualified,
            Status::Scored => band.unwrap_or(&self.none),
        })
    }
}
