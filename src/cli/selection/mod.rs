//! `score --only`, `score --changed-since`: which records of the data are scored.

mod changed;
mod only;
mod prints;

use super::End;
use super::args::Score;
use super::bind::Bound;
use super::terminal::Terminal;
use crate::ir::{AsOf, Program, Value};
use changed::Changed;
use only::Only;

/// How many fields that changed are told, and how many keys.
const SHOWN: usize = 5;

/// Which records are scored.
pub(super) enum Selection {
    Only(Only),
    Changed(Box<Changed>),
}

impl Selection {
    /// What the arguments choose; `None` if every record is scored.
    pub fn of(
        args: &Score,
        programs: &[Program],
        bound: &[Bound<'_>],
        as_of: AsOf,
        terminal: &Terminal,
    ) -> Result<Option<Self>, End> {
        if args.only.is_none() && args.changed_since.is_empty() {
            return Ok(None);
        }
        if bound.iter().any(|it| it.keys.is_empty()) {
            let flag = if args.only.is_some() { "--only" } else { "--changed-since" };
            terminal.fail(
                &format!("{flag} needs to know which record is which, and they have no key."),
                "Mark the field that names a record with `key`: id: text, key",
            );
            return Err(End::CouldNotRun);
        }
        match &args.only {
            Some(path) => Only::read(path, args, bound, terminal).map(|it| Some(Self::Only(it))),
            None => {
                let changed = Changed::read(args, programs, as_of, terminal)?;
                Ok(Some(Self::Changed(Box::new(changed))))
            }
        }
    }

    /// Whether records are compared with everything that is related to them.
    pub fn sees_related(&self) -> bool {
        matches!(self, Self::Changed(changed) if changed.sees_related())
    }

    /// Whether a record is scored; `values` are those of the row for each model, with what is related to it if
    /// that [is seen](Self::sees_related).
    pub fn takes(&mut self, bound: &[Bound<'_>], values: &[Vec<Value>]) -> bool {
        let key = bound.first().zip(values.first()).and_then(|(it, values)| it.key(values));
        match self {
            Self::Only(only) => only.takes(key),
            Self::Changed(changed) => changed.takes(key, values),
        }
    }

    /// What became of the choice, line by line.
    pub fn summary(&self, read: u64, programs: &[&Program]) -> Vec<String> {
        match self {
            Self::Only(only) => only.summary(),
            Self::Changed(changed) => changed.summary(read, programs),
        }
    }
}
