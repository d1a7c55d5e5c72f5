/// How many examples a message shows.
const SHOWN: usize = 3;

/// Counts something and keeps the first different examples of it. Its size is bounded.
#[derive(Clone, Debug, Default)]
pub(super) struct Examples {
    count: u64,
    shown: Vec<String>,
}

impl Examples {
    pub fn add(&mut self, example: impl FnOnce() -> String) {
        self.add_many(1, example);
    }

    /// Several that have one example in common.
    pub fn add_many(&mut self, count: u64, example: impl FnOnce() -> String) {
        self.count += count;
        if self.shown.len() < SHOWN {
            let example = example();
            if !self.shown.contains(&example) {
                self.shown.push(example);
            }
        }
    }

    /// What was counted later than this.
    pub fn add_all(&mut self, later: Self) {
        self.count += later.count;
        for example in later.shown {
            if self.shown.len() < SHOWN && !self.shown.contains(&example) {
                self.shown.push(example);
            }
        }
    }

    pub fn count(&self) -> u64 {
        self.count
    }

    pub fn any(&self) -> bool {
        self.count > 0
    }

    /// The examples as the end of a sentence.
    pub fn listed(&self) -> String {
        let more = if self.count > self.shown.len() as u64 { ", …" } else { "." };
        self.shown.join(", ") + more
    }
}
