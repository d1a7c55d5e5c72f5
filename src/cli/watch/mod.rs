//! `leadscore watch`: scores again when rules or data change, and tells who moved.

mod changes;
mod moves;

use std::path::PathBuf;

use super::args::{Common, Watch};
use super::bind::bind;
use super::data::{Leads, as_of, fail, moment, programs};
use super::terminal::Terminal;
use super::test::println_or_gone;
use super::{End, records, rules};
use crate::data::{Event, thousands};
use crate::eval::{Outcome, Status};
use crate::ir::Program;
use changes::Changes;
use moves::{Standing, Standings, moves};

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
    let changes = Changes::of(&files(args)).map_err(|error| {
        terminal.fail(&format!("The files cannot be watched: {error}."), "");
        End::CouldNotRun
    })?;
    let mut before = score(args, common, terminal).ok();
    if let Some(run) = &before {
        run.iter().for_each(|it| println_or_gone(&it.summary()));
    }
    terminal.say("watching; end with Ctrl-C");
    while let Some(changed) = changes.next() {
        println_or_gone(&format!("\n{} changed", changed.join(", ")));
        // What is wrong has been told, and may be mended with the next change.
        let Ok(now) = score(args, common, terminal) else { continue };
        for it in &now {
            let known = before.iter().flatten().find(|known| known.model == it.model);
            if now.len() > 1 {
                println_or_gone(&format!("{}:", it.model));
            }
            match known {
                Some(known) => {
                    moves(&known.standings, &it.standings)
                        .iter()
                        .for_each(|it| println_or_gone(it));
                }
                None => println_or_gone(&it.summary()),
            }
        }
        before = Some(now);
    }
    Ok(End::Done)
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
}

impl Scored {
    fn summary(&self) -> String {
        let count = thousands(self.standings.len() as u64);
        format!("{}: {count} scored, {}", self.model, self.moment)
    }
}

/// Scores every lead; what is wrong is told.
fn score(args: &Watch, common: &Common, terminal: &Terminal) -> Result<Vec<Scored>, End> {
    let project = rules::load(std::slice::from_ref(&args.rules), terminal)?;
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
        })
        .collect();
    while let Some(event) = leads.next().map_err(|error| fail(&error, terminal))? {
        let Event::Row(row) = event else { continue };
        for (it, scored) in bound.iter_mut().zip(&mut scored) {
            let values = it.rows.values(&row);
            let outcome = it.scorer.score(&values);
            let key = it.key_text(&values).unwrap_or_else(|| format!("row {}", row.number));
            scored.standings.insert(key, standing(it.scorer.program(), &outcome));
        }
        leads.recycle(row);
    }
    Ok(scored)
}

fn standing(program: &Program, outcome: &Outcome) -> Standing {
    let band = outcome.band.and_then(|it| program.bands.get(it)).map(|it| it.label.clone());
    let band = match outcome.status {
        Status::Disqualified => outcome.status.word().to_owned(),
        Status::Scored => band.unwrap_or_default(),
    };
    Standing { score: outcome.score, band }
}
