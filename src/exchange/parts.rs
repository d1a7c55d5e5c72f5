//! Rules, groups, results, actions and tests as JSON.

use serde_json::{Value as Json, json};

use super::conditions::{cond, duration, unit};
use super::values::{limits, number, object, place, points, value};
use crate::ir::{
    Action, Argument, Award, Band, Body, ColumnId, DateRange, Decay, Disqualifier, Each, EventsId,
    Expected, ForEach, Grid, Group, GroupId, GroupKind, Identity, Piece, Row, Rule, RuleId, Source,
    Standing, Subject, TestCase, Trigger,
};
use crate::source::Sources;

fn identity(it: &Identity, sources: &Sources) -> Json {
    let valid = |DateRange { from, to }: DateRange| {
        let day = |it: Option<jiff::civil::Date>| json!(it.map(|it| it.to_string()));
        object([("from", day(from)), ("to", day(to))])
    };
    object([
        ("label", json!(it.label)),
        ("text", json!(it.text)),
        ("code", json!(it.code)),
        ("owner", json!(it.owner)),
        ("id", json!(it.id)),
        ("valid", json!(it.valid.map(valid))),
        ("place", place(it.place, sources)),
    ])
}

pub(super) fn rule(rule: &Rule, sources: &Sources) -> Json {
    let body = match &rule.body {
        Body::When(condition, given) => {
            json!({ "kind": "when", "condition": cond(condition), "award": award(given) })
        }
        Body::Match(all) => json!({ "kind": "match", "rows": rows(all, sources) }),
        Body::ForEach(each) => for_each(each, sources),
    };
    object([
        ("identity", identity(&rule.identity, sources)),
        ("limit", limits(rule.limit)),
        ("body", body),
    ])
}

fn rows(rows: &[Row], sources: &Sources) -> Vec<Json> {
    let row = |row: &Row| {
        object([
            ("identity", identity(&row.identity, sources)),
            ("condition", cond(&row.condition)),
            ("award", award(&row.award)),
            ("limit", limits(row.limit)),
        ])
    };
    rows.iter().map(row).collect()
}

fn for_each(each: &ForEach, sources: &Sources) -> Json {
    let EventsId(events) = each.events;
    let (given, matched) = match &each.each {
        Each::Award(given) => (award(given), Json::Null),
        Each::Match(all) => (Json::Null, rows(all, sources).into()),
    };
    let decay = each.decay.map(|it| match it {
        Decay::Halving(length) => json!({ "kind": "halving", "every": duration(length) }),
        Decay::Fading(length) => json!({ "kind": "fading", "over": duration(length) }),
    });
    object([
        ("kind", json!("for_each")),
        ("events", json!(events)),
        ("filter", cond(&each.filter)),
        ("award", given),
        ("rows", matched),
        ("once_per", json!(each.once.map(unit))),
        ("first", json!(each.first)),
        ("decay", json!(decay)),
    ])
}

fn award(award: &Award) -> Json {
    match award {
        Award::Constant(it) => json!({ "kind": "constant", "points": points(*it) }),
        Award::Measured(each, ColumnId(column)) => {
            json!({ "kind": "measured", "each": number(*each), "column": column })
        }
    }
}

pub(super) fn group(group: &Group, sources: &Sources) -> Json {
    let kind = match group.kind {
        GroupKind::Sum => "sum",
        GroupKind::FirstMatch => "first_match",
        GroupKind::Highest => "highest",
        GroupKind::Lowest => "lowest",
    };
    let rules: Vec<u32> = group.rules.iter().map(|RuleId(id)| *id).collect();
    object([
        ("name", json!(group.name)),
        ("kind", json!(kind)),
        ("weight", json!(group.weight.map(number))),
        ("limit", limits(group.limit)),
        ("rules", json!(rules)),
        ("place", json!(group.place.map(|it| place(it, sources)))),
    ])
}

pub(super) fn disqualifier(it: &Disqualifier, sources: &Sources) -> Json {
    json!({ "identity": identity(&it.identity, sources), "condition": cond(&it.condition) })
}

pub(super) fn bands(bands: &[Band]) -> Vec<Json> {
    let band =
        |it: &Band| object([("label", json!(it.label)), ("from", json!(it.from.map(points)))]);
    bands.iter().map(band).collect()
}

pub(super) fn grid(grid: &Grid) -> Json {
    let axes = grid.axes.iter().map(|axis| {
        let GroupId(group) = axis.group;
        json!({ "group": group, "steps": bands(&axis.steps) })
    });
    axes.collect::<Vec<_>>().into()
}

pub(super) fn action(action: &Action, sources: &Sources) -> Json {
    let trigger = match action.trigger {
        Trigger::Entering(band) => json!({ "kind": "entering", "band": band }),
        Trigger::Leaving(band) => json!({ "kind": "leaving", "band": band }),
        Trigger::RisingAbove(it) => json!({ "kind": "rising_above", "score": points(it) }),
        Trigger::FallingBelow(it) => json!({ "kind": "falling_below", "score": points(it) }),
    };
    let argument = |(name, argument): &(String, Argument)| {
        let given = match argument {
            Argument::Constant(constant) => json!({ "kind": "constant", "value": value(constant) }),
            Argument::From(from) => source(*from),
            Argument::Template(pieces) => {
                let piece = |it: &Piece| match it {
                    Piece::Text(text) => json!({ "kind": "words", "text": text }),
                    Piece::From(from) => source(*from),
                };
                json!({ "kind": "template", "pieces": pieces.iter().map(piece).collect::<Vec<_>>() })
            }
        };
        json!({ "name": name, "value": given })
    };
    json!({
        "trigger": trigger,
        "name": action.name,
        "arguments": action.args.iter().map(argument).collect::<Vec<_>>(),
        "place": place(action.place, sources),
    })
}

fn source(source: Source) -> Json {
    match source {
        Source::Column(ColumnId(id)) => json!({ "kind": "column", "column": id }),
        Source::Standing(standing) => {
            json!({ "kind": "result", "result": standing_name(standing) })
        }
    }
}

fn standing_name(standing: Standing) -> &'static str {
    Standing::NAMES.iter().find(|(_, it)| *it == standing).map_or("", |(name, _)| name)
}

pub(super) fn test(test: &TestCase, sources: &Sources) -> Json {
    let expectations = test.expectations.iter().map(|it| match &it.expected {
        Expected::That(subject, wanted) => {
            let (result, group) = match subject {
                Subject::Score => ("score", None),
                Subject::Band => ("band", None),
                Subject::Stars => ("stars", None),
                Subject::Grid => ("grid", None),
                Subject::Status => ("status", None),
                Subject::Readiness => ("readiness", None),
                Subject::PointsOf(GroupId(group)) => ("points", Some(group)),
            };
            object([
                ("kind", json!("that")),
                ("result", json!(result)),
                ("group", json!(group)),
                ("condition", cond(wanted)),
            ])
        }
        Expected::Fired(label, yes) => json!({ "kind": "fired", "label": label, "fired": yes }),
    });
    object([
        ("name", json!(test.name)),
        ("as_of", json!(test.as_of.map(|it| it.to_string()))),
        ("values", test.values.iter().map(value).collect::<Vec<_>>().into()),
        ("expect", expectations.collect::<Vec<_>>().into()),
        ("place", place(test.place, sources)),
    ])
}
