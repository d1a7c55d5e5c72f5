use std::sync::atomic::{AtomicBool, Ordering};

use hashbrown::HashMap;

use super::members::Members;
use super::plan::IndexPlan;
use crate::ir::{FieldId, Value};

/// The rows of a table by the value of one field.
#[derive(Debug)]
pub(super) struct Index {
    pub field: FieldId,
    pub many: bool,
    /// The column that it is made of, as data call it.
    pub column: String,
    /// The record to which the rows belong.
    pub owner: String,
    pub label: String,
    pub members: Members,
    codes: HashMap<Box<str>, u32>,
    /// The code of each row, until the rows are grouped.
    of_rows: Vec<u32>,
    /// Where the rows of each code begin in `rows`, and where the last end.
    starts: Vec<u32>,
    rows: Vec<u32>,
    /// Which codes were asked for.
    met: Vec<AtomicBool>,
}

/// The code of rows that do not count.
const NOWHERE: u32 = u32::MAX;

impl Index {
    pub fn new(plan: &IndexPlan, column: &str, members: Members) -> Self {
        Self {
            field: plan.field,
            many: plan.many,
            column: column.to_owned(),
            owner: plan.owner.clone(),
            label: plan.label.clone(),
            members,
            codes: HashMap::new(),
            of_rows: Vec::new(),
            starts: Vec::new(),
            rows: Vec::new(),
            met: Vec::new(),
        }
    }

    /// The next row with its key, if it has one; tells whether it does.
    pub fn push(&mut self, key: Option<&str>) -> bool {
        let code = match key {
            None => NOWHERE,
            Some(key) => match self.codes.get(key) {
                Some(code) => *code,
                None => {
                    let code = u32::try_from(self.codes.len()).unwrap_or(NOWHERE);
                    self.codes.insert(key.into(), code);
                    code
                }
            },
        };
        self.of_rows.push(code);
        code != NOWHERE
    }

    /// Takes out a row whose key an earlier one has, as long as rows are not grouped.
    pub fn repeated(&mut self, row: u32, places: impl FnOnce() -> String) {
        let Some(code) = self.of_rows.get_mut(row as usize) else { return };
        let code = std::mem::replace(code, NOWHERE);
        if code == NOWHERE {
            return;
        }
        let (many, codes) = (self.many, &self.codes);
        self.members.repeated.add(|| {
            // Of one record the key is what it is found by.
            let key = codes.iter().find(|(_, it)| !many && **it == code);
            key.map_or_else(String::new, |(key, _)| format!("\"{key}\", ")) + &places()
        });
    }

    /// Keeps only the rows for which this is true, as long as rows are not grouped.
    pub fn retain(&mut self, mut keeps: impl FnMut(&mut Members, u32) -> bool) {
        for (row, code) in (0..).zip(&mut self.of_rows) {
            if *code != NOWHERE && !keeps(&mut self.members, row) {
                *code = NOWHERE;
            }
        }
    }

    /// Groups the rows by key, in their order: a counting sort.
    pub fn group(&mut self) {
        let of_rows = std::mem::take(&mut self.of_rows);
        let mut starts = vec![0_u32; self.codes.len() + 1];
        for code in &of_rows {
            if let Some(count) = starts.get_mut(*code as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut rows = vec![0_u32; sum as usize];
        for (row, code) in (0_u32..).zip(of_rows) {
            let Some(place) = next.get_mut(code as usize).filter(|_| code != NOWHERE) else {
                continue;
            };
            if let Some(slot) = rows.get_mut(*place as usize) {
                *slot = row;
            }
            *place += 1;
        }
        self.met = std::iter::repeat_with(AtomicBool::default).take(self.codes.len()).collect();
        (self.starts, self.rows) = (starts, rows);
    }

    /// The rows with a key, which counts as asked for; `None` if there never was such a key.
    pub fn rows(&self, key: &str) -> Option<&[u32]> {
        let code = *self.codes.get(key)? as usize;
        if let Some(met) = self.met.get(code) {
            met.store(true, Ordering::Relaxed);
        }
        let (from, to) = (*self.starts.get(code)?, *self.starts.get(code + 1)?);
        self.rows.get(from as usize..to as usize)
    }

    /// How many rows there are of keys that were asked for.
    pub fn joined(&self) -> u64 {
        let groups = self.groups().filter(|(met, _)| *met);
        groups.map(|(_, rows)| rows).sum()
    }

    /// How many rows there are of keys that nobody asked for, with the keys.
    pub fn orphans(&self) -> impl Iterator<Item = (&str, u64)> {
        let groups: Vec<(bool, u64)> = self.groups().collect();
        let mut left: Vec<(u32, &str, u64)> = self
            .codes
            .iter()
            .filter_map(|(key, code)| {
                let (met, rows) = *groups.get(*code as usize)?;
                (!met && rows > 0).then_some((*code, &**key, rows))
            })
            .collect();
        left.sort_unstable();
        left.into_iter().map(|(_, key, rows)| (key, rows))
    }

    fn groups(&self) -> impl Iterator<Item = (bool, u64)> {
        let ends = self.starts.iter().skip(1);
        let sizes = self.starts.iter().zip(ends).map(|(from, to)| u64::from(to - from));
        self.met.iter().map(|met| met.load(Ordering::Relaxed)).zip(sizes)
    }
}

/// A key as keys are compared: numbers without regard to how they are written, texts exactly.
pub(super) fn key_text(value: &Value) -> Option<std::borrow::Cow<'_, str>> {
    match value {
        Value::Missing => None,
        Value::Text(text) => Some((&*text.exact).into()),
        other => Some(other.to_string().into()),
    }
}
