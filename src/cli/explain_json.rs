//! An explanation for programs.

use serde_json::{Value as Json, json};

use super::results::number;
use crate::eval::{EventLines, Explanation};

/// The explanation as one object; the points of all lines add up to the score.
pub(super) fn to_json(explanation: &Explanation, id: &str) -> Json {
    let outcome = &explanation.outcome;
    let parts: Vec<Json> = explanation
        .parts
        .iter()
        .map(|part| {
            let lines: Vec<Json> = part
                .lines
                .iter()
                .map(|line| {
                    let mut object = json!({
                        "label": line.label,
                        "points": number(line.points.to_decimal()),
                        "kind": if line.adjustment { "adjustment" } else { "rule" },
                        "code": line.code,
                    });
                    if let (Some(lines), Some(object)) = (&line.events, object.as_object_mut()) {
                        object.insert("events".to_owned(), events(lines));
                        object.insert("counted".to_owned(), lines.counts.as_str().into());
                    }
                    object
                })
                .collect();
            json!({ "group": part.name, "points": number(part.points.to_decimal()), "lines": lines })
        })
        .collect();
    let near: Vec<Json> = explanation
        .near
        .iter()
        .map(|it| json!({ "reason": it.label, "needs": it.needs, "points": number(it.points.to_decimal()) }))
        .collect();
    json!({
        "id": id,
        "model": explanation.model,
        "score": number(outcome.score.to_decimal()),
        "status": outcome.status.word(),
        "disqualified_by": explanation.disqualified_by,
        "band": explanation.band,
        "stars": outcome.stars,
        "grid": outcome.grid,
        "readiness": outcome.readiness.map(number),
        "parts": parts,
        "nearly_fired": near,
        "while_missing": explanation.range.as_ref().map(|it| json!({
            "fields": it.fields,
            "at_least": it.low.map(|it| number(it.to_decimal())),
            "at_most": it.high.map(|it| number(it.to_decimal())),
        })),
        "next_band": explanation.next_band.as_ref().map(|it| json!({
            "band": it.band,
            "missing": number(it.missing.to_decimal()),
            "changes": it.changes,
            "score": it.score.map(|it| number(it.to_decimal())),
        })),
    })
}

/// The events of a rule, the latest first; their points add up to the rule's.
fn events(lines: &EventLines) -> Json {
    let event = |it: &crate::eval::EventLine| {
        json!({
            "event": it.label,
            "award": number(it.award.to_decimal()),
            "age_in_days": it.age,
            "points": number(it.points.to_decimal()),
        })
    };
    lines.events.iter().map(event).collect()
}
