//! Rules, rows and disqualifiers that are new, gone or different.

use super::change::{Aspect, Change, Kind, What};
use super::entry::{Entry, days};
use super::pairs::{Pair, Pass, is_reordered, pairs};
use crate::ir::Limits;

/// By what two rules are known to be one, the surest first.
fn passes<'p>() -> [Pass<Entry<'p>>; 11] {
    [
        Entry::by_id,
        Entry::by_code,
        Entry::by_all,
        Entry::by_reason,
        Entry::by_text,
        Entry::by_condition,
        Entry::by_reason_anywhere,
        Entry::by_text_anywhere,
        Entry::by_condition_anywhere,
        Entry::by_columns_and_points,
        Entry::by_columns,
    ]
}

/// All rules of both versions, paired.
pub(super) fn paired<'e, 'p>(
    old: &'e [Entry<'p>],
    new: &'e [Entry<'p>],
) -> Vec<Pair<'e, Entry<'p>>> {
    pairs(old, new, &passes())
}

/// What rules are compared with besides each other.
#[derive(Clone, Copy)]
pub(super) struct Comparing<'c> {
    pub what: What,
    /// The names of lists and `let`s that mean something else.
    pub names: &'c [&'c str],
}

impl Comparing<'_> {
    /// What has changed in rules, rows or disqualifiers.
    pub fn changes(self, pairs: &[Pair<'_, Entry<'_>>]) -> Vec<Change> {
        let whole = |kind, it: &Entry<'_>| {
            let change = Change::whole(self.what, kind, &it.identity.label, says(it));
            vec![change.inside(it.group_name)]
        };
        let changes = |pair: &Pair<'_, Entry<'_>>| match pair {
            Pair::New(it) => whole(Kind::Added, it),
            Pair::Old(it) => whole(Kind::Removed, it),
            Pair::Both(old, new) => self.both(old, new),
        };
        pairs.iter().flat_map(changes).collect()
    }

    /// What has changed in a rule that is there in both versions, and in its rows.
    fn both(self, old: &Entry<'_>, new: &Entry<'_>) -> Vec<Change> {
        let name = new.identity.label.as_str();
        let rows = paired(&old.rows, &new.rows);
        let order = is_reordered(&old.rows, rows.iter()).then(|| Aspect::order("order of rows"));
        let aspects = self.aspects(old, new).into_iter().chain([order]);
        let change =
            Change::differing(self.what, name, aspects).map(|it| it.inside(new.group_name));
        let rows = Self { what: What::Row, ..self }.changes(&rows);
        let rows = rows.into_iter().map(|it| it.inside(Some(name)));
        change.into_iter().chain(rows).collect()
    }

    /// In what two versions of a rule differ.
    fn aspects(self, old: &Entry<'_>, new: &Entry<'_>) -> Vec<Option<Aspect>> {
        let (was, is) = (old.identity, new.identity);
        let group = |it: &Entry<'_>| Some(it.group_name.unwrap_or("no group").to_owned());
        let is_moved = old.group != new.group;
        // What has no reason is called by its text; that it is written in another way says the condition.
        let names = was.label != was.text || is.label != is.text;
        let reason = names.then(|| Aspect::words("reason", Some(&was.label), Some(&is.label)));
        vec![
            self.points(old, new),
            self.condition(old, new),
            Aspect::of("limit", limit(old.limit), limit(new.limit)),
            Aspect::of("events", old.once.clone(), new.once.clone()),
            Aspect::of("valid", days(was.valid), days(is.valid)),
            is_moved.then(|| Aspect::of("group", group(old), group(new))).flatten(),
            reason.flatten(),
            Aspect::words("code", was.code.as_deref(), is.code.as_deref()),
            Aspect::words("id", was.id.as_deref(), is.id.as_deref()),
            Aspect::words("owner", was.owner.as_deref(), is.owner.as_deref()),
        ]
    }

    fn points(self, old: &Entry<'_>, new: &Entry<'_>) -> Option<Aspect> {
        if old.meaning.award == new.meaning.award {
            return None;
        }
        let differing = Aspect::of("points", old.points.clone(), new.points.clone());
        let text = new.points.as_deref().unwrap_or_default();
        differing.or_else(|| Some(Aspect::meaning("points", self.names_in(text))))
    }

    /// Whether the condition differs: in words, in what they mean, or in words alone.
    fn condition(self, old: &Entry<'_>, new: &Entry<'_>) -> Option<Aspect> {
        let (was, is) = (&old.identity.text, &new.identity.text);
        let means_the_same = old.meaning.condition == new.meaning.condition
            && old.meaning.events == new.meaning.events;
        match (means_the_same, was == is) {
            (true, true) => None,
            (true, false) => Aspect::words("condition", Some(was), Some(is)),
            (false, true) => Some(Aspect::meaning("condition", self.names_in(is))),
            (false, false) => Aspect::of("condition", Some(was.clone()), Some(is.clone())),
        }
    }

    /// The names in a text that mean something else now.
    fn names_in(self, text: &str) -> Vec<String> {
        let words = |it: &str| {
            text.match_indices(it).any(|(at, _)| {
                let in_word = |c: char| c.is_alphanumeric() || c == '_';
                let (before, rest) = text.split_at_checked(at).unwrap_or((text, ""));
                let after = rest.get(it.len()..).unwrap_or_default();
                !before.ends_with(in_word) && !after.starts_with(in_word)
            })
        };
        self.names.iter().filter(|it| words(it)).map(|it| (*it).to_owned()).collect()
    }
}

pub(super) fn limit(limit: Limits) -> Option<String> {
    (!limit.is_none()).then(|| limit.to_string())
}

/// A rule in one line, without its reason: `+20 when employees > 50`.
fn says(it: &Entry<'_>) -> String {
    let mut text = it.points.clone().unwrap_or_default();
    let condition = &it.identity.text;
    if text.is_empty() {
        text.clone_from(condition);
    } else if it.meaning.events.is_some() {
        text = format!("{text} {condition}");
    } else {
        text = format!("{text} when {condition}");
    }
    if let Some(once) = &it.once {
        text.push_str(&format!(", {once}"));
    }
    if let Some(limit) = limit(it.limit) {
        text.push_str(&format!(", limit {limit}"));
    }
    if let Some(days) = days(it.identity.valid) {
        text.push_str(&format!(", valid {days}"));
    }
    match it.rows.len() {
        0 => text,
        1 => format!("{text} with 1 row"),
        rows => format!("{text} with {rows} rows"),
    }
}
