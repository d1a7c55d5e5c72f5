//! Everything of a model besides its rules and groups: settings, bands, stars, grid, lists, fields, actions.

use super::change::{Aspect, Change, Kind, What};
use super::joint::{Key, key};
use super::pairs::{Pair, Pass, pairs};
use super::rules::limit;
use super::version::{Named, Version};
use crate::ir::{Action, Band, DateFormat, Field, Grid, Points, Program, Record, name_key};

/// How many members of a list are shown.
const MEMBERS: usize = 10;

/// The settings of the model itself.
pub(super) fn model(old: &Program, new: &Program) -> Option<Change> {
    let points = |it: Points| Some(it.to_string());
    let zone = |it: &Program| it.zone.iana_name().map(str::to_owned);
    Change::differing(
        What::Model,
        &new.name,
        [
            Aspect::of("limit", limit(old.limit), limit(new.limit)),
            Aspect::of("start at", points(old.start_at), points(new.start_at)),
            Aspect::of("ready at", old.ready_at.and_then(points), new.ready_at.and_then(points)),
            Aspect::of("timezone", zone(old), zone(new)),
        ],
    )
}

/// Bands, stars and grid.
pub(super) fn outcomes(old: &Program, new: &Program) -> Vec<Change> {
    let by_name: Pass<Band> = |it| Some(key(&name_key(&it.label)));
    let by_points: Pass<Band> = |it| Some(key(&it.from));
    let from = |it: &Band| it.from.map_or("otherwise".to_owned(), |from| format!("from {from}"));
    let mut changes: Vec<Change> = pairs(&old.bands, &new.bands, &[by_name, by_points])
        .iter()
        .filter_map(|pair| match pair {
            Pair::New(it) => Some(Change::whole(What::Band, Kind::Added, &it.label, from(it))),
            Pair::Old(it) => Some(Change::whole(What::Band, Kind::Removed, &it.label, from(it))),
            Pair::Both(old, new) => {
                let name = |it: &Band| Some(it.label.clone());
                let aspects = [
                    Aspect::of("points", Some(from(old)), Some(from(new))),
                    // Another name is another band for whoever reads the results.
                    Aspect::of("name", name(old), name(new)),
                ];
                Change::differing(What::Band, &new.label, aspects)
            }
        })
        .collect();
    let stars = |it: &Program| {
        let points: Vec<String> = it.stars.as_ref()?.iter().map(ToString::to_string).collect();
        Some(points.join(", "))
    };
    changes.extend(one(What::Stars, "stars", stars(old), stars(new)));
    let grid = |it: &Program| it.grid.as_ref().map(|grid| axes(it, grid));
    changes.extend(one(What::Grid, "grid", grid(old), grid(new)));
    changes
}

/// Something of which a model has one or none.
fn one(what: What, name: &str, old: Option<String>, new: Option<String>) -> Option<Change> {
    match (old, new) {
        (None, None) => None,
        (None, Some(new)) => Some(Change::whole(what, Kind::Added, name, new)),
        (Some(old), None) => Some(Change::whole(what, Kind::Removed, name, old)),
        (old, new) => Change::differing(what, name, [Aspect::of("steps", old, new)]),
    }
}

/// `"Company fit": A from 35, B otherwise; "Interest": 1 from 30, 2 otherwise`
fn axes(program: &Program, grid: &Grid) -> String {
    let axes = grid.axes.iter().map(|axis| {
        let group = program.group(axis.group).and_then(|it| it.name.as_deref());
        let steps: Vec<String> = axis
            .steps
            .iter()
            .map(|it| match it.from {
                Some(from) => format!("{} from {from}", it.label),
                None => format!("{} otherwise", it.label),
            })
            .collect();
        format!("\"{}\": {}", group.unwrap_or_default(), steps.join(", "))
    });
    axes.collect::<Vec<_>>().join("; ")
}

/// Lists and `let`s.
pub(super) fn names(old: &Version<'_>, new: &Version<'_>) -> Vec<Change> {
    let by_name: Pass<Named> = |it| Some(key(&name_key(&it.name)));
    let by_values: Pass<Named> = |it| Some(key(&it.values));
    let mut changes = Vec::new();
    for pair in pairs(&old.lists, &new.lists, &[by_name, by_values]) {
        changes.extend(match pair {
            Pair::New(it) => {
                Some(Change::whole(What::List, Kind::Added, &it.name, some(&it.values)))
            }
            Pair::Old(it) => {
                Some(Change::whole(What::List, Kind::Removed, &it.name, some(&it.values)))
            }
            Pair::Both(old, new) => list(old, new),
        });
    }
    for pair in pairs(&old.lets, &new.lets, &[by_name, by_values]) {
        let text = |it: &Named| it.values.concat();
        changes.extend(match pair {
            Pair::New(it) => Some(Change::whole(What::Let, Kind::Added, &it.name, text(it))),
            Pair::Old(it) => Some(Change::whole(What::Let, Kind::Removed, &it.name, text(it))),
            Pair::Both(old, new) => Change::differing(
                What::Let,
                &new.name,
                [
                    Aspect::of("meaning", Some(text(old)), Some(text(new))),
                    Aspect::words("name", Some(&old.name), Some(&new.name)),
                ],
            ),
        });
    }
    changes
}

fn list(old: &Named, new: &Named) -> Option<Change> {
    let (had, has) = (old.set(), new.set());
    let only = |it: &Named, other: &std::collections::HashSet<&str>| {
        let values: Vec<String> =
            it.values.iter().filter(|it| !other.contains(it.as_str())).cloned().collect();
        (!values.is_empty()).then(|| some(&values))
    };
    let gone = only(old, &has).map(Aspect::without);
    let new_ones = only(new, &had).map(Aspect::with);
    let name = Aspect::words("name", Some(&old.name), Some(&new.name));
    Change::differing(What::List, &new.name, [gone, new_ones, name])
}

/// The first members of a list, and how many there are more.
fn some(values: &[String]) -> String {
    let shown: Vec<&str> = values.iter().take(MEMBERS).map(String::as_str).collect();
    match values.len().saturating_sub(MEMBERS) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// The fields of all records that both versions know.
pub(super) fn fields(old: &Program, new: &Program) -> Vec<Change> {
    let by_name: Pass<Field> = |it| Some(key(&name_key(&it.name)));
    let mut changes = Vec::new();
    for record in &new.records {
        let same = |it: &&Record| name_key(&it.name) == name_key(&record.name);
        let Some(former) = old.records.iter().find(same) else { continue };
        for pair in pairs(&former.fields, &record.fields, &[by_name]) {
            let whole = |kind, it: &Field| {
                Some(Change::whole(What::Field, kind, &it.name, it.ty.keyword()))
            };
            let change = match pair {
                Pair::New(it) => whole(Kind::Added, it),
                Pair::Old(it) => whole(Kind::Removed, it),
                Pair::Both(old, new) => field(old, new),
            };
            changes.extend(change.map(|it| it.inside(Some(&record.name))));
        }
    }
    changes
}

fn field(old: &Field, new: &Field) -> Option<Change> {
    let quoted = |it: &str| Some(format!("\"{it}\""));
    let yes = |is: bool| is.then(|| "yes".to_owned());
    let values = |it: &Field| {
        let all: Vec<String> =
            it.values.as_ref()?.iter().map(|it| format!("\"{}\"", it.exact)).collect();
        Some(some(&all))
    };
    let missing = |it: &Field| {
        let all: Vec<String> = it.missing.iter().map(|it| format!("\"{it}\"")).collect();
        (!all.is_empty()).then(|| some(&all))
    };
    let date = |it: &Field| it.date_format.as_ref().and_then(|it: &DateFormat| quoted(&it.written));
    let ty = |it: &Field| Some(it.ty.keyword().to_owned());
    Change::differing(
        What::Field,
        &new.name,
        [
            Aspect::of("type", ty(old), ty(new)),
            Aspect::of("column", quoted(&old.column), quoted(&new.column)),
            Aspect::of("values", values(old), values(new)),
            Aspect::of("missing", missing(old), missing(new)),
            Aspect::of(
                "number format",
                Some(old.number_format.to_string()),
                Some(new.number_format.to_string()),
            ),
            Aspect::of("date format", date(old), date(new)),
            Aspect::of("as fraction", yes(old.as_fraction), yes(new.as_fraction)),
            Aspect::of(
                "split by",
                old.split.as_deref().and_then(quoted),
                new.split.as_deref().and_then(quoted),
            ),
            Aspect::of("key", yes(old.key), yes(new.key)),
            Aspect::of("time", yes(old.time), yes(new.time)),
            Aspect::words("required", yes(old.required).as_deref(), yes(new.required).as_deref()),
        ],
    )
}

/// Actions, which set no score but tell others of it.
pub(super) fn actions(old: &Program, new: &Program) -> Vec<Change> {
    let by_text: Pass<Action> = |it| Some(key(&it.text));
    let by_name: Pass<Action> = |it| Some(name_of(it));
    pairs(&old.actions, &new.actions, &[by_text, by_name])
        .iter()
        .filter_map(|pair| match pair {
            Pair::New(it) => Some(Change::whole(What::Action, Kind::Added, &it.text, "")),
            Pair::Old(it) => Some(Change::whole(What::Action, Kind::Removed, &it.text, "")),
            Pair::Both(old, new) => {
                let text = |it: &Action| Some(it.text.clone());
                let aspects = [Aspect::of("text", text(old), text(new))];
                Change::differing(What::Action, &new.name, aspects)
            }
        })
        .collect()
}

fn name_of(action: &Action) -> Key {
    key(&action.name)
}
