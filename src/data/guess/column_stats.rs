//! What is known of one column after seeing its cells once.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use serde_json::Value as Json;

use super::markers::{is_marker, may_be_marker};
use super::shapes::{SHAPES, Shape, Shapes, shapes_of};
use crate::ir::Text;

/// How many different values are counted; a column with more has no list of values.
const MOST_VALUES: usize = 1000;
/// How many rows a column is watched for repeated values.
const MOST_WATCHED: usize = 200_000;
/// How many values are kept as examples of all.
const MOST_EXAMPLES: usize = 1000;
/// Longer values are not kept, in bytes.
const LONGEST: usize = 300;
/// After so many values, shapes that less than half of them have are given up.
const EARLY: u64 = 1000;

/// Statistics of a column, fed cell by cell. Memory is bounded, whatever the number of rows.
///
/// ```
/// use leadscore::data::ColumnStats;
/// let mut stats = ColumnStats::default();
/// for cell in ["DE", "AT", "", "DE", "N/A"] {
///     stats.add(cell);
/// }
/// assert_eq!((stats.rows(), stats.known()), (5, 3));
/// assert!(!stats.is_unique());
/// ```
#[derive(Clone, Debug)]
pub struct ColumnStats {
    rows: u64,
    blank: u64,
    /// The count of each marker, as it is written.
    markers: HashMap<String, u64>,
    /// The count and shapes of each different value; given up when there are too many.
    values: Option<HashMap<String, (u64, Shapes)>>,
    /// The count of the values with each shape, by its place.
    fits: Vec<u64>,
    /// The shapes that are still looked for.
    shapes: Shapes,
    percent_signs: u64,
    /// Hashes of all values, as long as few came twice.
    watched: Option<HashSet<u64>>,
    /// How many values came again.
    repeated: u64,
    examples: Examples,
    arrays: u64,
    /// Members of arrays that are numbers, and that are something else.
    members: (u64, u64),
    objects: u64,
}

impl Default for ColumnStats {
    fn default() -> Self {
        Self {
            rows: 0,
            blank: 0,
            markers: HashMap::new(),
            values: Some(HashMap::new()),
            fits: vec![0; SHAPES.len()],
            shapes: Shapes::MAX,
            percent_signs: 0,
            watched: Some(HashSet::new()),
            repeated: 0,
            examples: Examples { stride: 1, ..Examples::default() },
            arrays: 0,
            members: (0, 0),
            objects: 0,
        }
    }
}

impl ColumnStats {
    /// Takes the next cell.
    pub fn add(&mut self, cell: &str) {
        self.rows += 1;
        let text = cell.trim();
        if text.is_empty() {
            self.blank += 1;
        } else if self.is_marker(text) {
            *self.markers.entry(text.to_owned()).or_default() += 1;
        } else {
            self.value(text);
        }
    }

    /// Takes the next JSON value.
    pub fn add_json(&mut self, cell: &Json) {
        match cell {
            Json::Null => self.add_absent(1),
            Json::String(text) => self.add(text),
            Json::Bool(_) | Json::Number(_) => self.add(&cell.to_string()),
            Json::Array(members) if members.is_empty() => self.add_absent(1),
            Json::Array(members) => {
                self.rows += 1;
                self.arrays += 1;
                let numbers = members.iter().filter(|member| member.is_number()).count() as u64;
                self.members.0 += numbers;
                self.members.1 += members.len() as u64 - numbers;
            }
            Json::Object(_) => {
                self.rows += 1;
                self.objects += 1;
            }
        }
    }

    /// Takes so many rows in which the column is absent.
    pub fn add_absent(&mut self, rows: u64) {
        self.rows += rows;
        self.blank += rows;
    }

    fn is_marker(&self, text: &str) -> bool {
        // All markers are short; folding is not for free.
        if text.len() > 40 || self.markers.contains_key(text) {
            return text.len() <= 40;
        }
        let folded = Text::new(text).folded;
        is_marker(&folded) || may_be_marker(&folded)
    }

    fn value(&mut self, text: &str) {
        let mut known_shapes = None;
        if let Some(values) = &mut self.values {
            if let Some((count, shapes)) = values.get_mut(text) {
                *count += 1;
                known_shapes = Some(*shapes);
            } else if values.len() >= MOST_VALUES {
                self.values = None;
            }
        }
        let shapes = known_shapes.unwrap_or_else(|| shapes_of(text, self.shapes));
        if let (Some(values), None) = (&mut self.values, known_shapes) {
            values.insert(text.to_owned(), (1, shapes));
        }
        for (place, fits) in self.fits.iter_mut().enumerate() {
            *fits += u64::from(shapes >> place & 1 == 1);
        }
        self.percent_signs += u64::from(text.ends_with('%'));
        self.watch(text);
        if text.len() <= LONGEST {
            self.examples.add(text);
        }
        if self.known() == EARLY {
            self.give_up_shapes();
        }
    }

    fn watch(&mut self, text: &str) {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let hash = hasher.finish();
        let Some(watched) = &mut self.watched else { return };
        let is_new = watched.len() >= MOST_WATCHED || watched.insert(hash);
        self.repeated += u64::from(!is_new);
        if self.repeated * 10 > EARLY.max(watched.len() as u64) {
            self.watched = None;
        }
    }

    fn give_up_shapes(&mut self) {
        for (place, (shape, fits)) in SHAPES.iter().zip(&self.fits).enumerate() {
            // A single time of day tells that a column has times.
            if *fits * 2 < EARLY && *shape != Shape::IsoTime {
                self.shapes &= !(1 << place);
            }
        }
    }

    /// Rows seen.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Rows with a value: neither blank nor a word for "not known".
    #[must_use]
    pub fn known(&self) -> u64 {
        self.rows - self.blank - self.markers.values().sum::<u64>()
    }

    /// Whether every row has a value of its own (of the first 200,000 rows).
    #[must_use]
    pub fn is_unique(&self) -> bool {
        self.is_nearly_unique() && self.repeated == 0
    }

    /// Whether every row has a value, and at most one of twenty has that of an earlier row.
    #[must_use]
    pub fn is_nearly_unique(&self) -> bool {
        let plain = self.arrays + self.objects == 0;
        let filled = self.rows > 0 && self.known() == self.rows;
        plain && filled && self.watched.is_some() && self.repeated * 20 <= self.rows
    }

    /// The words for "not known" that occur, each in its most frequent spelling, in order.
    pub(in crate::data) fn markers(&self) -> Vec<String> {
        spellings(self.markers.iter().map(|(text, count)| (text.as_str(), *count)))
            .into_iter()
            .map(|value| value.text)
            .collect()
    }

    /// The different values, the most frequent first; none if there are too many to count.
    pub(in crate::data) fn values(&self) -> Option<Vec<Spelling>> {
        let values = self.values.as_ref()?;
        Some(spellings(values.iter().map(|(text, (count, _))| (text.as_str(), *count))))
    }

    /// How many values have a shape.
    pub(in crate::data) fn fits(&self, shape: &Shape) -> u64 {
        let place = SHAPES.iter().position(|other| other == shape);
        place.and_then(|place| self.fits.get(place)).copied().unwrap_or(0)
    }

    /// How many values have each shape.
    pub(in crate::data) fn all_fits(&self) -> impl Iterator<Item = (&'static Shape, u64)> + '_ {
        SHAPES.iter().zip(self.fits.iter().copied())
    }

    pub(in crate::data) fn percent_signs(&self) -> u64 {
        self.percent_signs
    }

    /// Values from all over the column.
    pub(in crate::data) fn examples(&self) -> &[String] {
        &self.examples.kept
    }

    /// Whether the column has JSON arrays, and whether all their members are numbers.
    pub(in crate::data) fn arrays(&self) -> Option<bool> {
        (self.arrays > 0).then_some(self.members.1 == 0)
    }

    /// Whether the column has JSON objects.
    pub(in crate::data) fn has_objects(&self) -> bool {
        self.objects > 0
    }
}

/// A value in its most frequent spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::data) struct Spelling {
    pub text: String,
    /// How often it occurs, in any spelling.
    pub count: u64,
    /// Spellings that differ in case, with how often they occur.
    pub variants: Vec<(String, u64)>,
}

/// Values that are the same but for their case, together; the most frequent first.
fn spellings<'a>(values: impl Iterator<Item = (&'a str, u64)>) -> Vec<Spelling> {
    let mut by_fold: HashMap<String, Vec<(String, u64)>> = HashMap::new();
    for (text, count) in values {
        by_fold
            .entry(Text::new(text).folded.to_string())
            .or_default()
            .push((text.to_owned(), count));
    }
    let mut all: Vec<Spelling> = by_fold
        .into_values()
        .filter_map(|mut same| {
            same.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            let count = same.iter().map(|(_, count)| count).sum();
            let text = same.first()?.0.clone();
            same.remove(0);
            Some(Spelling { text, count, variants: same })
        })
        .collect();
    all.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    all
}

/// Every so many-th value, the more values the fewer: always a picture of the whole column.
#[derive(Clone, Debug, Default)]
struct Examples {
    kept: Vec<String>,
    stride: u64,
    seen: u64,
}

impl Examples {
    fn add(&mut self, text: &str) {
        if self.seen.is_multiple_of(self.stride) {
            if self.kept.len() >= MOST_EXAMPLES {
                let mut place = 0_usize;
                self.kept.retain(|_| {
                    place += 1;
                    place % 2 == 1
                });
                self.stride *= 2;
            }
            if self.seen.is_multiple_of(self.stride) {
                self.kept.push(text.to_owned());
            }
        }
        self.seen += 1;
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn stats(cells: &[&str]) -> ColumnStats {
        let mut stats = ColumnStats::default();
        cells.iter().for_each(|cell| stats.add(cell));
        stats
    }

    #[test]
    fn blanks_and_markers_are_not_known() {
        let stats = stats(&["a", "", " ", "N/A", "n/a", "n/a", "-", "b"]);
        assert_eq!((stats.rows(), stats.known()), (8, 2));
        assert_eq!(stats.markers(), ["n/a", "-"]);
    }

    #[test]
    fn spellings_in_any_case_are_one_value() {
        let values = stats(&["Google", "google", "Bing", "Google", "GOOGLE"]).values().unwrap();
        assert_eq!(values[0].text, "Google");
        assert_eq!(values[0].count, 4);
        assert_eq!(values[0].variants, [("GOOGLE".to_owned(), 1), ("google".to_owned(), 1)]);
        assert_eq!(values[1].text, "Bing");
    }

    #[test]
    fn unique_columns() {
        assert!(stats(&["a", "b", "c"]).is_unique());
        assert!(!stats(&["a", "b", "a"]).is_unique());
        let mut nearly = ColumnStats::default();
        (0..100).for_each(|number| nearly.add(&(number % 97).to_string()));
        assert!(!nearly.is_unique() && nearly.is_nearly_unique());
        (0..9).for_each(|_| nearly.add("7"));
        assert!(!nearly.is_nearly_unique());
        assert!(!stats(&["a", "b", ""]).is_unique());
        assert!(!stats(&[]).is_unique());
    }

    #[test]
    fn memory_is_bounded() {
        let mut stats = ColumnStats::default();
        for number in 0..20_000 {
            stats.add(&number.to_string());
        }
        assert!(stats.values().is_none());
        assert!(stats.is_unique());
        let examples = stats.examples();
        assert!(
            (MOST_EXAMPLES / 2..=MOST_EXAMPLES).contains(&examples.len()),
            "{}",
            examples.len()
        );
        let last: u32 = examples.last().unwrap().parse().unwrap();
        assert!(last > 19_000, "the examples reach to the end: {last}");
        let whole = Shape::Whole(crate::ir::NumberFormat::default());
        assert_eq!(stats.fits(&whole), 20_000);
    }

    #[test]
    fn json_cells() {
        let mut stats = ColumnStats::default();
        for cell in [json!(null), json!([]), json!(1), json!("x"), json!([1, 2]), json!({ "a": 1 })]
        {
            stats.add_json(&cell);
        }
        assert_eq!((stats.rows(), stats.known()), (6, 4));
        assert_eq!(stats.arrays(), Some(true));
        assert!(stats.has_objects());
        stats.add_json(&json!(["a"]));
        assert_eq!(stats.arrays(), Some(false));
    }
}
