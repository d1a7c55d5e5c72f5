//! `score --profile`: where the time went, and what was left to the interpreter.

use std::time::{Duration, Instant};

use crate::engine::Profile;

/// The time of a run, stage by stage. Threads are added up.
#[derive(Debug)]
pub(super) struct Times {
    start: Instant,
    pub reading: Duration,
    pub scoring: Duration,
    pub writing: Duration,
    /// What each model did, and how it is planned.
    models: Vec<(String, String, Profile)>,
}

impl Times {
    pub fn new() -> Self {
        Self {
            start: Instant::now(),
            reading: Duration::ZERO,
            scoring: Duration::ZERO,
            writing: Duration::ZERO,
            models: Vec::new(),
        }
    }

    /// Adds what a thread did for a model.
    pub fn add(&mut self, model: &str, plan: String, profile: &Profile) {
        match self.models.iter_mut().find(|(name, ..)| name == model) {
            Some((_, _, all)) => all.add(profile),
            None => self.models.push((model.to_owned(), plan, profile.clone())),
        }
    }

    /// The lines that are shown.
    pub fn lines(&self) -> Vec<String> {
        let mut lines =
            vec![format!("\nTime: {} from start to end", seconds(self.start.elapsed()))];
        lines.push(line(1, "reading the leads", self.reading, ""));
        lines.push(line(1, "scoring", self.scoring, "all threads together"));
        for (model, plan, profile) in &self.models {
            lines.push(format!("    {model}: {plan}"));
            let mut line = |depth, label: &str, time, about: &str| {
                lines.push(line(depth, label, time, about));
            };
            for it in &profile.columns {
                let about = format!("{}, {} tests, {} rules alone", it.how, it.tests, it.rules);
                line(3, &it.label, it.time, &about);
            }
            line(3, "adding up", profile.adding, "");
            line(3, "rules over several columns", profile.several, "");
            line(3, "columns asked of the interpreter", profile.asking, "");
            for it in &profile.asked {
                line(3, &it.label, it.time, &format!("left to the interpreter: {}", it.why));
            }
        }
        lines.push(line(1, "writing the scores", self.writing, ""));
        lines
    }
}

fn line(depth: usize, label: &str, time: Duration, about: &str) -> String {
    let label = format!("{}{label}", "  ".repeat(depth));
    format!("{label:<44} {}  {about}", seconds(time))
}

fn seconds(time: Duration) -> String {
    format!("{:>8.3} s", time.as_secs_f64())
}
