//! A progress bar on a terminal, never in a pipe.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressStyle};

use super::terminal::Terminal;
use crate::data::Reader;

/// Shown by bytes where the size of the input is known, else by rows.
pub(super) struct Progress {
    bar: ProgressBar,
    bytes: Arc<AtomicU64>,
    by_bytes: bool,
    rows: u64,
}

/// How many rows lie between two drawings.
const DRAWN: u64 = 1_000;

impl Progress {
    pub fn new(reader: &Reader, terminal: &Terminal) -> Self {
        let bytes = reader.bytes_read();
        let size = reader.size();
        let bar = match (terminal.shows_progress(), size) {
            (false, _) => ProgressBar::hidden(),
            (true, Some(size)) => ProgressBar::new(size),
            (true, None) => ProgressBar::new_spinner(),
        };
        let template = match size {
            Some(_) => "{bar:30} {percent}%  {msg}",
            None => "{spinner} {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self { bar, bytes, by_bytes: size.is_some(), rows: 0 }
    }

    /// One more row; drawn now and then.
    pub fn row(&mut self) {
        self.rows(1);
    }

    /// More rows.
    pub fn rows(&mut self, more: u64) {
        let before = self.rows;
        self.rows += more;
        if before / DRAWN != self.rows / DRAWN && !self.bar.is_hidden() {
            if self.by_bytes {
                self.bar.set_position(self.bytes.load(Ordering::Relaxed));
            } else {
                self.bar.tick();
            }
            self.bar.set_message(format!("{} rows", crate::data::thousands(self.rows)));
        }
    }

    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}
