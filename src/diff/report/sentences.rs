//! What every form of the report says in the same words.

use super::{Impact, ModelReport, Mover, Report};
use crate::data::thousands;
use crate::diff::change::{Change, Kind, What};
use crate::diff::proof::{Proof, Reach, Verdict, Witness, moves};
use crate::ir::Points;

/// `1 group`, `3 rules`
pub(super) fn counted(count: u64, word: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{} {word}{plural}", thousands(count))
}

/// What has changed in one line: `2 changed, 1 new, 1 gone`.
pub(super) fn summary(model: &ModelReport) -> String {
    let changes = &model.changes.all;
    if changes.is_empty() {
        return "no change in meaning".to_owned();
    }
    let count = |kind: Kind| changes.iter().filter(|it| it.kind == kind).count();
    let counts = [
        (count(Kind::Changed), "changed"),
        (count(Kind::Added), "new"),
        (count(Kind::Removed), "gone"),
        (count(Kind::Renamed), "only in words"),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    told.join(", ")
}

/// Models that only one version has.
pub(super) fn unpaired(report: &Report) -> Vec<String> {
    let gone = report.removed.iter().map(|it| format!("The model {it} is gone."));
    let new = report.added.iter().map(|it| format!("The model {it} is new."));
    gone.chain(new).collect()
}

/// What a change is about: `rule`, its name, and `in Company fit`.
pub(super) fn place(change: &Change) -> Option<String> {
    let of = change.of.as_deref()?;
    Some(match change.what {
        What::Row => format!("of {of}"),
        What::Field => format!("of {of}"),
        _ => format!("in {of}"),
    })
}

/// What is sure about every lead, line by line.
pub(super) fn proof(proof: &Proof) -> Vec<String> {
    let mut lines = Vec::new();
    match proof.verdict {
        Verdict::Equal => {
            return vec![
                "No lead's score, band or status changes, whatever its values are.".to_owned(),
            ];
        }
        Verdict::Undecided | Verdict::Different => {}
    }
    let still = |it: &Reach| it.most == Some(Points::ZERO);
    match still(&proof.rise) && still(&proof.fall) {
        true => lines.push("No lead's score changes.".to_owned()),
        false => lines.extend([reach("rise", &proof.rise), reach("fall", &proof.fall)]),
    }
    lines.extend(proof.shifts.iter().map(ToString::to_string));
    let is_shown = |it: &Witness| {
        let shown = [&proof.rise, &proof.fall].into_iter().filter_map(|it| it.witness.as_ref());
        shown.into_iter().any(|shown| shown == it)
    };
    if let Some(it) = proof.band.as_ref().filter(|it| !is_shown(it)) {
        lines.push(format!("The band of some lead changes: {} ({}).", it.moves(), it.lead));
    }
    if let Some(it) = &proof.status {
        lines.push(format!("The status of some lead changes: {} ({}).", it.moves(), it.lead));
    }
    if proof.verdict == Verdict::Undecided && proof.shifts.is_empty() {
        lines.push("Whether any lead moves could not be decided.".to_owned());
    }
    if !proof.retyped.is_empty() {
        lines.push(format!(
            "These fields are read differently from data: {}. No lead is made up with them.",
            proof.retyped.join(", ")
        ));
    }
    lines
}

/// `A score can rise by at most 5: 20 → 25, Cold → Warm (industry "Retail").`
fn reach(verb: &str, reach: &Reach) -> String {
    let points = |it: Points| Points::from_hundredths(it.hundredths().abs()).to_string();
    let shown = reach.witness.as_ref().filter(|it| it.change() != Points::ZERO);
    let shown_as = shown.map(|it| format!(": {} ({}).", it.moves(), it.lead));
    match (reach.most, shown_as) {
        (Some(Points::ZERO), _) => format!("No score can {verb}."),
        (Some(most), Some(shown)) if reach.is_exact() => {
            format!("A score can {verb} by up to {}{shown}", points(most))
        }
        (Some(most), Some(shown)) => format!(
            "A score can {verb} by no more than {}. The most that was found{shown}",
            points(most)
        ),
        (Some(most), None) => {
            format!(
                "A score can {verb} by no more than {}; whether any does was not found.",
                points(most)
            )
        }
        (None, Some(shown)) => {
            format!("How far a score can {verb} has no known end. The most that was found{shown}")
        }
        (None, None) => format!("How far a score can {verb} could not be decided."),
    }
}

/// What happens to the leads, line by line.
pub(super) fn impact(impact: &Impact) -> Vec<String> {
    let (tally, counts) = (&impact.tally, &impact.tally.counts);
    if counts.changed == 0 {
        let leads = counted(counts.leads, "lead");
        return vec![format!("Of {leads} none gets another score, band or status.")];
    }
    let some = |count: u64| format!("{} ({}%)", thousands(count), tally.share(count));
    let mean = tally.mean_change();
    let sign = if mean.is_sign_positive() && !mean.is_zero() { "+" } else { "" };
    let mut lines = vec![format!(
        "Of {}, {} get another score: {} rise, {} fall; {sign}{mean} on average.",
        counted(counts.leads, "lead"),
        some(counts.rose + counts.fell),
        thousands(counts.rose),
        thousands(counts.fell),
    )];
    let told: Vec<String> = [
        (counts.up, "up"),
        (counts.down, "down"),
        (counts.disqualified, "disqualified"),
        (counts.readmitted, "no longer disqualified"),
    ]
    .iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{} {word}", thousands(*count)))
    .collect();
    lines.push(match (counts.moved, told.is_empty()) {
        (0, _) => "None moves to another band or status.".to_owned(),
        (moved, true) => format!("{} move to another band.", some(moved)),
        (moved, false) => {
            format!("{} move to another band or status: {}.", some(moved), told.join(", "))
        }
    });
    lines
}

/// `45 → 82, Warm → Hot`
pub(super) fn mover(impact: &Impact, mover: &Mover) -> String {
    let (before, after) = (&impact.tally.before, &impact.tally.after);
    moves((mover.old.score, before.name(mover.old)), (mover.new.score, after.name(mover.new)))
}

/// Why a lead has moved, with the points before and after; of disqualifiers there are none.
pub(super) fn reasons(mover: &Mover) -> Vec<(String, String)> {
    let points = mover
        .reasons
        .iter()
        .map(|it| (it.label.clone(), format!("{} → {}", it.old.signed(), it.new.signed())));
    let (was, is) = &mover.disqualified_by;
    let out = is.iter().filter(|it| !was.contains(it)).map(|it| (it, "disqualifies now"));
    let back = was.iter().filter(|it| !is.contains(it)).map(|it| (it, "disqualified before"));
    let status = out.chain(back).map(|(label, word)| (label.clone(), word.to_owned()));
    points.chain(status).collect()
}

/// The table of bands before and after: its header, then a row for each band before, then the sums.
pub(super) fn matrix(impact: &Impact) -> (Vec<String>, Vec<Vec<String>>) {
    let tally = &impact.tally;
    let cell = |count: u64| match count {
        0 => String::new(),
        count => format!("{} ({}%)", thousands(count), tally.share(count)),
    };
    let mut header = vec!["before \\ after".to_owned()];
    header.extend(tally.after.names.iter().cloned());
    header.push("all".to_owned());
    let mut rows = Vec::new();
    let befores = tally.before.names.iter().zip(&tally.matrix).zip(tally.totals_before());
    for ((name, counts), total) in befores {
        let mut row = vec![name.clone()];
        row.extend(counts.iter().map(|it| cell(*it)));
        row.push(cell(total));
        rows.push(row);
    }
    let mut sums = vec!["all".to_owned()];
    sums.extend(tally.totals_after().into_iter().map(cell));
    sums.push(thousands(tally.counts.leads));
    rows.push(sums);
    (header, rows)
}
