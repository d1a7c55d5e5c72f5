//! The report for programs. Keys may be added in later versions.

use serde_json::{Value as Json, json};

use super::{Impact, ModelReport, Mover, Report};
use crate::diff::change::Change;
use crate::diff::histogram::Step;
use crate::diff::proof::{Proof, Reach, Shift, Witness};
use crate::ir::Points;

/// The report as JSON.
#[must_use]
pub fn to_json(report: &Report) -> Json {
    json!({
        "old": report.old,
        "new": report.new,
        "moment": report.moment,
        "data": report.data,
        "models": report.models.iter().map(of_model).collect::<Vec<_>>(),
        "removed_models": report.removed,
        "added_models": report.added,
        "failed": report.shut,
    })
}

fn of_model(model: &ModelReport) -> Json {
    json!({
        "name": model.name,
        "changes": model.changes.all.iter().map(change).collect::<Vec<_>>(),
        "proof": proof(&model.proof),
        "leads": model.impact.as_ref().map(leads),
    })
}

fn change(change: &Change) -> Json {
    let aspects = change.aspects.iter().map(
        |it| json!({ "of": it.of, "old": it.old(), "new": it.now(), "says": it.to_string(), "counts": it.counts }),
    );
    json!({
        "what": change.what.word(),
        "kind": change.kind.word(),
        "name": change.name,
        "in": change.of,
        "says": change.says,
        "aspects": aspects.collect::<Vec<_>>(),
    })
}

fn proof(proof: &Proof) -> Json {
    json!({
        "verdict": proof.verdict.word(),
        "rise": reach(&proof.rise),
        "fall": reach(&proof.fall),
        "band": proof.band.as_ref().map(witness),
        "band_shifts": proof.shifts.iter().map(shift).collect::<Vec<_>>(),
        "status": proof.status.as_ref().map(witness),
    })
}

fn shift(it: &Shift) -> Json {
    json!({
        "from": it.from.map(points),
        "below": it.below.map(points),
        "before": it.old,
        "after": it.new,
    })
}

fn reach(reach: &Reach) -> Json {
    json!({
        "at_most": reach.most.map(points),
        "exact": reach.is_exact(),
        "lead": reach.witness.as_ref().map(witness),
    })
}

fn witness(it: &Witness) -> Json {
    json!({
        "given": it.given,
        "before": { "score": points(it.before.0), "state": it.before.1 },
        "after": { "score": points(it.after.0), "state": it.after.1 },
    })
}

fn leads(impact: &Impact) -> Json {
    let (tally, counts) = (&impact.tally, &impact.tally.counts);
    let step = |it: &Step| {
        json!({
            "from": points(it.from),
            "below": points(it.to),
            "before": it.before,
            "after": it.after,
        })
    };
    json!({
        "count": counts.leads,
        "changed": counts.changed,
        "rose": counts.rose,
        "fell": counts.fell,
        "moved": counts.moved,
        "up": counts.up,
        "down": counts.down,
        "disqualified": counts.disqualified,
        "readmitted": counts.readmitted,
        "mean_change": number(&tally.mean_change().to_string()),
        "states_before": tally.before.names,
        "states_after": tally.after.names,
        "matrix": tally.matrix,
        "scores": tally.scores.steps().iter().map(step).collect::<Vec<_>>(),
        "movers": impact.movers.iter().map(|it| mover(impact, it)).collect::<Vec<_>>(),
    })
}

fn mover(impact: &Impact, it: &Mover) -> Json {
    let tally = &impact.tally;
    let reasons = it
        .reasons
        .iter()
        .map(|it| json!({ "reason": it.label, "before": points(it.old), "after": points(it.new) }));
    json!({
        "key": it.key,
        "row": it.row,
        "before": { "score": points(it.old.score), "state": tally.before.name(it.old) },
        "after": { "score": points(it.new.score), "state": tally.after.name(it.new) },
        "reasons": reasons.collect::<Vec<_>>(),
        "disqualified_before_by": it.disqualified_by.0,
        "disqualified_by": it.disqualified_by.1,
    })
}

fn points(points: Points) -> Json {
    number(&points.to_string())
}

/// A number with exactly these digits.
fn number(digits: &str) -> Json {
    serde_json::from_str(digits).unwrap_or(Json::Null)
}
