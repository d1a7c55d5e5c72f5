//! What has been read and scored.

use std::collections::BTreeMap;

use crate::data::{Rejections, thousands};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::engine::Scored;
use crate::eval::{Failure, Status};
use crate::ir::Program;

/// The counts of a run.
#[derive(Default)]
pub(super) struct Counts {
    pub read: u64,
    pub rejections: Rejections,
    pub scores: Scores,
}

/// What came of the records that were scored.
#[derive(Clone, Debug, Default)]
pub struct Scores {
    pub scored: u64,
    /// For each model: how many records are in each band, and how many are disqualified.
    models: Vec<Model>,
}

#[derive(Clone, Debug, Default)]
struct Model {
    bands: Vec<u64>,
    disqualified: u64,
    /// For each column: how many calculations gave nothing.
    failed: BTreeMap<Failure, u64>,
}

impl Model {
    fn of(program: &Program) -> Self {
        Self { bands: vec![0; program.bands.len()], ..Self::default() }
    }
}

impl Scores {
    /// Counts a record, by each of its models.
    pub fn count(&mut self, scored: &[Scored<'_, '_>]) {
        self.scored += 1;
        if self.models.len() < scored.len() {
            self.models = scored.iter().map(|it| Model::of(it.program())).collect();
        }
        for (model, it) in self.models.iter_mut().zip(scored) {
            if let Some(count) = it.band_index().and_then(|band| model.bands.get_mut(band)) {
                *count += 1;
            }
            model.disqualified += u64::from(it.status() == Status::Disqualified);
            if it.may_have_failed() {
                for failure in it.failed() {
                    *model.failed.entry(failure).or_default() += 1;
                }
            }
        }
    }

    /// Adds other counts of the same models.
    pub fn add(&mut self, other: Self) {
        self.scored += other.scored;
        let models = self.models.len().max(other.models.len());
        self.models.resize_with(models, Model::default);
        for (model, other) in self.models.iter_mut().zip(other.models) {
            model.bands.resize(model.bands.len().max(other.bands.len()), 0);
            model.bands.iter_mut().zip(other.bands).for_each(|(count, more)| *count += more);
            model.disqualified += other.disqualified;
            for (failure, count) in other.failed {
                *model.failed.entry(failure).or_default() += count;
            }
        }
    }

    /// What a model could not calculate, and for how many records.
    pub fn failures(&self, index: usize, program: &Program) -> Vec<Diagnostic> {
        let failed = self.models.get(index).into_iter().flat_map(|it| &it.failed);
        let finding = |(failure, count): (&Failure, &u64)| {
            let label = failure.label(program);
            let records = if *count == 1 { "record" } else { "records" };
            let message = format!(
                "*{label}* could not be calculated for {} {records}: a division by zero, or too many digits.",
                thousands(*count)
            );
            Diagnostic::general(Severity::Warning, codes::CALCULATION, message)
                .help("It counts as missing there.")
        };
        failed.map(finding).collect()
    }

    /// `Hot 412 (4 %), Warm 3,010 (33 %), Cold 5,818 (63 %)`
    pub fn distribution(&self, index: usize, program: &Program) -> Option<String> {
        let model = self.models.get(index);
        let share =
            |count: u64| (count * 100 + self.scored / 2).checked_div(self.scored).unwrap_or(0);
        let mut parts: Vec<String> = Vec::new();
        for (band, it) in program.bands.iter().enumerate() {
            let count = model.and_then(|it| it.bands.get(band)).copied().unwrap_or(0);
            parts.push(format!("{} {} ({}%)", it.label, thousands(count), share(count)));
        }
        let disqualified = model.map_or(0, |it| it.disqualified);
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
