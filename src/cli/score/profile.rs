//! `score --profile`: where the time went, and what was left to the interpreter.

use std::time::{Duration, Instant};

use crate::cli::check::counted;
use crate::engine::Profile;

/// The time of a run, stage by stage. Threads are added up.
#[derive(Debug)]
pub(super) struct Times {
    start: Instant,
    /// Why leads were scored one after the other, if they were.
    pub singly: Option<&'static str>,
    /// Looking at all events in tables.
    pub marking: Duration,
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
            singly: None,
            marking: Duration::ZERO,
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
        let all = self.start.elapsed();
        let mut lines = vec![String::new(), line(0, "from start to end", all, "")];
        if let Some(reason) = self.singly {
            let rest = all.saturating_sub(self.scoring + self.writing);
            lines.push(format!("  one lead after the other, on one thread: {reason}"));
            lines.push(line(1, "reading, and everything else", rest, ""));
            lines.push(line(1, "scoring", self.scoring, ""));
            lines.push(line(1, "writing the scores", self.writing, ""));
            return lines;
        }
        lines.push(line(1, "reading the leads", self.reading, ""));
        if !self.marking.is_zero() {
            lines.push(line(1, "looking at all events", self.marking, "once, for all leads"));
        }
        lines.push(line(1, "scoring", self.scoring, "all threads together"));
        for (model, plan, profile) in &self.models {
            lines.push(format!("    {model}: {plan}"));
            let mut line = |depth, label: &str, time, about: &str| {
                lines.push(line(depth, label, time, about));
            };
            for it in &profile.columns {
                let (tests, rules) = (counted(it.tests, "test"), counted(it.rules, "rule"));
                let about = format!("{}: {tests}, {rules} on this column alone", it.how);
                line(3, &it.label, it.time, &about);
            }
            line(3, "adding up", profile.adding, "");
            line(3, "rules over several columns", profile.several, "");
            if !profile.counting.is_zero() {
                line(3, "counting events", profile.counting, "those of each lead");
            }
            line(3, "asking the interpreter", profile.asking, "beside the rules below");
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
    format!("{label:<44} {}  {about}", milliseconds(time)).trim_end().to_owned()
}

fn milliseconds(time: Duration) -> String {
    format!("{:>9.1} ms", time.as_secs_f64() * 1000.0)
}
