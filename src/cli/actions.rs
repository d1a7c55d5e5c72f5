//! Actions that a run sets off: compared with the scores before, written for other tools.

use std::hash::Hasher;
use std::io::Write;
use std::path::Path;

use serde_json::{Map, Value as Json, json};
use siphasher::sip128::{Hasher128, SipHasher13};

use super::End;
use super::args::Score;
use super::bind::Bound;
use super::data::fail;
use super::previous::{Key, PreviousScores, key_of};
use super::results::{From, Layout, number};
use super::terminal::Terminal;
use crate::data::{AtomicFile, DataError, thousands};
use crate::eval::{Crossing, Previous, Rating};
use crate::ir::{AsOf, Value, name_key};

/// What the actions of a run need.
pub(super) struct Actions {
    previous: Option<PreviousScores>,
    out: Option<AtomicFile>,
    as_of: String,
    /// The names of all actions, and how often each was set off.
    counts: Vec<(String, u64)>,
    /// Records that would have set off something, but nobody could tell which they are.
    without_key: u64,
}

/// Says early when two inputs or two outputs of a run would share one stream.
pub(super) fn check_files(args: &Score, terminal: &Terminal) -> Result<(), End> {
    let is_standard = |path: &Path| path == Path::new("-");
    let scores = args.output.as_deref().filter(|path| !is_standard(path));
    let actions = args.actions.as_deref();
    let (message, help) = if actions.is_some_and(is_standard) && scores.is_none() {
        (
            "The scores and the actions cannot both go to standard output.",
            "Give one of them a file: -o scores.csv, or --actions actions.ndjson",
        )
    } else if args.previous.as_deref().is_some_and(is_standard)
        && args.data.as_deref().is_some_and(is_standard)
    {
        (
            "The data and the previous scores cannot both come from standard input.",
            "Give one of them as a file.",
        )
    } else {
        return Ok(());
    };
    terminal.fail(message, help);
    Err(End::CouldNotRun)
}

impl Actions {
    /// Reads the previous scores and opens the file of actions; `None` if neither is asked for.
    pub fn open(
        args: &Score,
        bound: &[Bound<'_>],
        as_of: AsOf,
        terminal: &Terminal,
    ) -> Result<Option<Self>, End> {
        if args.previous.is_none() && args.actions.is_none() {
            return Ok(None);
        }
        if bound.first().is_none_or(|it| it.keys.is_empty()) {
            terminal.fail(
                "Actions need to know which record is which, and no field is marked as key.",
                "Mark the field that names a record: id: text, key",
            );
            return Err(End::CouldNotRun);
        }
        let previous = match &args.previous {
            Some(path) => Some(PreviousScores::read(path, bound, terminal)?),
            None => None,
        };
        let out = match &args.actions {
            Some(path) => Some(AtomicFile::create(path).map_err(|error| fail(&error, terminal))?),
            None => None,
        };
        let mut counts: Vec<(String, u64)> = Vec::new();
        for action in bound.iter().flat_map(|it| &it.program.actions) {
            if !counts.iter().any(|(name, _)| name_key(name) == name_key(&action.name)) {
                counts.push((action.name.clone(), 0));
            }
        }
        let as_of = match as_of {
            AsOf::Day(day) => day.to_string(),
            AsOf::Instant(now) => now.round(jiff::Unit::Second).unwrap_or(now).to_string(),
        };
        Ok(Some(Self { previous, out, as_of, counts, without_key: 0 }))
    }

    /// Writes the actions that a record sets off, those of the first model first.
    pub fn record(
        &mut self,
        bound: &[Bound<'_>],
        layout: &Layout<'_>,
        from: From<'_>,
        values: &[Vec<Value>],
    ) -> Result<(), DataError> {
        let Some((first, own)) = bound.first().zip(values.first()) else { return Ok(()) };
        let parts = first.keys.iter().map(|(id, _)| own.get(id.0 as usize));
        let key = key_of(parts.map(|it| it.unwrap_or(&Value::Missing)));
        let previous: Vec<Option<Previous>> = match (&mut self.previous, key) {
            (Some(previous), Some(key)) => previous.find(key).to_vec(),
            _ => Vec::new(),
        };
        let mut nameless = false;
        for (index, (it, values)) in bound.iter().zip(values).enumerate() {
            let now = it.scorer().last().rating();
            let previous = previous.get(index).and_then(Option::as_ref);
            for crossing in it.scorer().interpreter().crossings(values, &now, previous) {
                let Some(key) = key else {
                    nameless = true;
                    continue;
                };
                self.count(&crossing);
                if let Some(out) = &mut self.out {
                    let id = id(it, &crossing, key, &now, previous);
                    let record = layout.keys_object(from);
                    let line = object(it, &crossing, id, record, &now, previous, &self.as_of);
                    writeln!(out, "{line}").map_err(|error| out.error(error))?;
                }
            }
        }
        self.without_key += u64::from(nameless);
        Ok(())
    }

    fn count(&mut self, crossing: &Crossing<'_>) {
        let name = name_key(&crossing.action.name);
        if let Some((_, count)) = self.counts.iter_mut().find(|(it, _)| name_key(it) == name) {
            *count += 1;
        }
    }

    /// Puts the file in its place; gives the lines that sum up the run. Which records are gone is known only if the
    /// run saw `all_records`.
    pub fn finish(self, all_records: bool) -> Result<Vec<String>, DataError> {
        let Self { previous, out, counts, without_key, .. } = self;
        let written = out.is_some();
        if let Some(out) = out {
            out.commit()?;
        }
        let mut lines = vec![summary(&counts, previous.is_some(), written)];
        if without_key > 0 {
            lines.push(format!(
                "{} without a key set off nothing",
                several(without_key, "record", "records")
            ));
        }
        if let Some(gone) = previous.map(|it| it.gone()).filter(|it| all_records && *it > 0) {
            let verb = if gone == 1 { "is" } else { "are" };
            let records = several(gone, "record", "records");
            lines.push(format!("{records} of the previous scores {verb} gone"));
        }
        Ok(lines)
    }
}

/// `3 actions: notify 2, archive 1`
fn summary(counts: &[(String, u64)], compared: bool, written: bool) -> String {
    if counts.is_empty() {
        return "0 actions: these rules have none".to_owned();
    }
    let total: u64 = counts.iter().map(|it| it.1).sum();
    let mut line = several(total, "action", "actions");
    let each: Vec<String> = counts
        .iter()
        .filter(|it| it.1 > 0)
        .map(|(name, count)| format!("{name} {}", thousands(*count)))
        .collect();
    if !each.is_empty() {
        line.push_str(&format!(": {}", each.join(", ")));
    }
    if !compared {
        line.push_str("; without --previous every record counts as new");
    }
    if !written {
        line.push_str("; --actions FILE writes them");
    }
    line
}

fn several(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", thousands(count), if count == 1 { one } else { many })
}

/// Names a crossing: the same run again gives the same ids, so that other tools can tell what they have had.
fn id(
    bound: &Bound<'_>,
    crossing: &Crossing<'_>,
    key: Key,
    now: &Rating,
    previous: Option<&Previous>,
) -> String {
    let before = previous.map(|it| format!("{} {}", it.score, it.status.word()));
    let parts = [
        bound.program.name.clone(),
        crossing.action.text.clone(),
        format!("{:x} {:x}", key.0, key.1),
        before.unwrap_or_default(),
        format!("{} {}", now.score, now.status.word()),
        bound.scorer().clock().today.to_string(),
    ];
    let mut hasher = SipHasher13::new();
    for part in &parts {
        hasher.write(part.as_bytes());
        hasher.write_u8(0xFF);
    }
    let hash = hasher.finish128();
    format!("{:016x}{:016x}", hash.h1, hash.h2)
}

fn object(
    bound: &Bound<'_>,
    crossing: &Crossing<'_>,
    id: String,
    record: Map<String, Json>,
    now: &Rating,
    previous: Option<&Previous>,
    as_of: &str,
) -> Json {
    let program = bound.program;
    let args = crossing.args.iter().map(|(name, value)| ((*name).to_owned(), value_json(value)));
    let band =
        |band: Option<usize>| band.and_then(|it| program.bands.get(it)).map(|it| it.label.as_str());
    let previous = previous.map(|it| {
        json!({
            "score": number(it.score.to_decimal()),
            "status": it.status.word(),
            "band": band(it.band(program)),
        })
    });
    json!({
        "id": id,
        "action": crossing.action.name,
        "on": crossing.action.trigger.words(&program.bands),
        "model": program.name,
        "record": record,
        "args": args.collect::<Map<_, _>>(),
        "score": number(now.score.to_decimal()),
        "status": now.status.word(),
        "band": band(now.band),
        "previous": previous,
        "as_of": as_of,
    })
}

/// A value as other programs read it.
fn value_json(value: &Value) -> Json {
    match value {
        Value::Missing | Value::Record(_) | Value::Records(_) => Json::Null,
        Value::Number(value) => number(*value),
        Value::YesNo(yes) => Json::Bool(*yes),
        Value::Texts(texts) => texts.iter().map(|it| &*it.exact).collect(),
        Value::Numbers(numbers) => Json::Array(numbers.iter().copied().map(number).collect()),
        Value::Text(_) | Value::Date(_) | Value::Moment(_) => Json::String(value.to_string()),
    }
}
