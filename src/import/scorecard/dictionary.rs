//! The fields of a model: those of the data, and those derived from them.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::numbers::{is_whole, number, plain};
use super::pieces::{Piece, piece};
use super::{Stop, treatments};
use crate::format::{print_name, print_text};
use crate::ir::name_key;
use crate::pmml::Element;

/// What a name of the model stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A field of the record, by the name that rules give it.
    Field(String, Type),
    /// Whether a text field contains a piece of text.
    Contains(String, Piece),
    /// A calculation.
    Number {
        /// As rules write it.
        text: String,
        /// Whether PMML calculates it in whole numbers.
        is_whole: bool,
    },
}

/// How many characters rules may be longer than the model because of derived fields, which are written out where they
/// are used.
const MOST_GROWN: usize = 1_000_000;

/// What to do about derived fields that grow too long.
pub(super) const BEFOREHAND: &str =
    "Calculate the field beforehand, and give it to the model as a column of the data.";

impl Meaning {
    /// How many characters it comes to in rules.
    fn length(&self) -> usize {
        match self {
            Self::Field(text, _) | Self::Number { text, .. } => text.len(),
            Self::Contains(field, piece) => field.len() + piece.text.len(),
        }
    }

    /// The same as a field of another type; nothing if values would change by that.
    fn of_type(self, ty: Option<&str>) -> Option<Self> {
        match (self, ty) {
            (same, None) => Some(same),
            (Self::Field(name, Type::Integer), Some("float" | "double")) => {
                Some(Self::Field(name, Type::Number))
            }
            (Self::Field(name, ty), Some(word)) => {
                (Type::named(word) == Some(ty)).then_some(Self::Field(name, ty))
            }
            (Self::Number { text, .. }, Some("float" | "double")) => {
                Some(Self::Number { text, is_whole: false })
            }
            (same @ Self::Number { is_whole: true, .. }, Some("integer")) => Some(same),
            (same @ Self::Contains(..), Some("boolean")) => Some(same),
            _ => None,
        }
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Number,
    Integer,
    YesNo,
    Date,
    DateTime,
}

impl Type {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "string" => Self::Text,
            "integer" => Self::Integer,
            "float" | "double" => Self::Number,
            "boolean" => Self::YesNo,
            "date" => Self::Date,
            "dateTime" => Self::DateTime,
            _ => return None,
        })
    }
}

/// All names of a model.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    fields: Vec<String>,
    meanings: HashMap<String, Meaning>,
    /// The values of closed lists, by the name that rules give the field.
    lists: HashMap<String, BTreeSet<String>>,
    /// The texts that count as missing, likewise.
    missing: HashMap<String, BTreeSet<String>>,
    /// Derived fields that rules cannot say, and why.
    unsaid: HashMap<String, Stop>,
    /// How many characters derived fields that were written out so far are longer than their names.
    grown: Cell<usize>,
    has_texts: bool,
    /// Derived fields in which `min` or `max` may meet a missing number.
    pub extremes: Vec<String>,
}

impl Dictionary {
    /// Reads fields and derived fields; what cannot be read is told.
    pub fn read(pmml: &Element, model: &Element) -> (Self, Vec<Stop>) {
        let mut dictionary = Self::default();
        let mut stops = Vec::new();
        let mut seen = HashSet::new();
        let used = used(model);
        for field in pmml.all("DataDictionary").flat_map(|it| it.all("DataField")) {
            let name = field.attribute("name").unwrap_or_default();
            // Targets and fields of other models are nothing to look at.
            if used.get(name) == Some(&false) || (!used.is_empty() && !used.contains_key(name)) {
                continue;
            }
            if let Err(stop) = dictionary.declare(field, name, &mut seen) {
                stops.push(stop);
            }
        }
        stops.extend(treatments::refused(pmml, model));
        let places = pmml.all("TransformationDictionary").chain(model.all("LocalTransformations"));
        for field in places.flat_map(|it| it.all("DerivedField")) {
            // What no rule uses does no harm, so it is an error only where it is used.
            let Some(name) = field.attribute("name").map(str::to_owned) else { continue };
            match dictionary.derived(field, &name) {
                Ok(meaning) => {
                    if dictionary.passes_over(field, &[]) {
                        dictionary.extremes.push(name.clone());
                    }
                    dictionary.meanings.insert(name, meaning);
                }
                Err(stop) => {
                    let stop = stop.of_field(&name);
                    dictionary.unsaid.insert(name, stop);
                }
            }
        }
        (dictionary, stops)
    }

    fn declare(
        &mut self,
        field: &Element,
        name: &str,
        seen: &mut HashSet<String>,
    ) -> Result<(), Stop> {
        let is_name = |it: &str| !it.trim().is_empty() && !it.contains(['`', '\n', '\r', '\t']);
        if !is_name(name) || !seen.insert(name_key(name)) {
            let message = format!("Rules cannot name the field \"{name}\".");
            return Err(Stop::part(
                field,
                message,
                "Give each field a name of its own, on one line.",
            ));
        }
        let word = field.attribute("dataType").unwrap_or("none");
        let Some(ty) = Type::named(word) else {
            let message =
                format!("The field \"{name}\" has the type {word}, which rules do not know.");
            let help = "Types are string, integer, float, double, boolean, date and dateTime.";
            return Err(Stop::part(field, message, help));
        };
        let shown = print_name(name.trim());
        self.fields.push(format!("{shown}: {}", declared(field, ty)));
        self.has_texts |= ty == Type::Text;
        let keys = |property| values(field, property).map(name_key).collect();
        self.lists.insert(shown.clone(), keys("valid"));
        self.missing.insert(shown.clone(), keys("missing"));
        self.meanings.insert(name.to_owned(), Meaning::Field(shown, ty));
        Ok(())
    }

    /// What a derived field stands for.
    fn derived(&self, field: &Element, name: &str) -> Result<Meaning, Stop> {
        let expr = field.children.iter().find(|it| it.name != "Extension").ok_or_else(|| {
            let message = format!("The field \"{name}\" is derived from nothing.");
            Stop::part(field, message, "Say how it is calculated, or delete it.")
        })?;
        plain(expr)?;
        let meaning = match self.alias(expr).or_else(|| self.found(expr)) {
            Some(meaning) => meaning,
            None => {
                let text = number(expr, self)?;
                Meaning::Number { text, is_whole: is_whole(expr, self) }
            }
        };
        let word = field.attribute("dataType");
        meaning.of_type(word).ok_or_else(|| {
            let word = word.unwrap_or_default();
            let message =
                format!("The field has the type {word}, and what it is derived from has another.");
            Stop::part(
                field,
                message,
                "Give both the same type: rules do not change one into the other.",
            )
        })
    }

    /// A field of which nothing but blanks and case were changed.
    pub fn alias(&self, expr: &Element) -> Option<Meaning> {
        match (expr.name.as_str(), expr.attribute("function"), expr.children.as_slice()) {
            ("FieldRef", ..) if expr.attribute("mapMissingTo").is_none() => {
                self.field(expr).cloned()
            }
            ("Apply", Some("lowercase" | "uppercase" | "trimBlanks"), [inner]) => {
                self.alias(inner).filter(|it| matches!(it, Meaning::Field(_, Type::Text)))
            }
            ("Apply", Some("if"), [guard, inner]) if self.guards(guard, inner) => self.alias(inner),
            _ => None,
        }
    }

    /// A piece of text that is looked for.
    fn found(&self, expr: &Element) -> Option<Meaning> {
        match (expr.attribute("function"), expr.children.as_slice()) {
            (Some("if"), [guard, inner]) if self.guards(guard, inner) => self.found(inner),
            (Some("matches"), [text, pattern]) if pattern.name == "Constant" => {
                let Meaning::Field(field, Type::Text) = self.alias(text)? else { return None };
                Some(Meaning::Contains(field, piece(&pattern.text)?))
            }
            _ => None,
        }
    }

    /// What an element's field stands for, if anything.
    pub fn field(&self, element: &Element) -> Option<&Meaning> {
        self.meanings.get(element.attribute("field")?)
    }

    /// What a name stands for, to be written out.
    pub fn meaning(&self, element: &Element) -> Result<&Meaning, Stop> {
        let name = element.attribute("field").unwrap_or_default();
        let Some(meaning) = self.meanings.get(name) else {
            return Err(self.unsaid.get(name).cloned().unwrap_or_else(|| {
                let message = format!("The field \"{name}\" is not declared.");
                let help = "Declare it in the DataDictionary and the MiningSchema, or derive it before it is used.";
                Stop::part(element, message, help)
            }));
        };
        self.grown.set(self.grown.get() + meaning.length().saturating_sub(name.len()));
        match self.grown.get() > MOST_GROWN {
            true => {
                let message = format!(
                    "Derived fields such as \"{name}\" come to more than 1 MB of rules, because rules write \
                                       them out where they are used."
                );
                // Without a line, so that it is told once.
                Err(Stop { line: 0, ..Stop::part(element, message, BEFOREHAND) })
            }
            false => Ok(meaning),
        }
    }

    /// The values of a field with a closed list.
    pub fn closed_list(&self, field: &str) -> Option<&BTreeSet<String>> {
        self.lists.get(field)
    }

    /// The texts that count as missing.
    pub fn missing(&self, field: &str) -> BTreeSet<String> {
        self.missing.get(field).cloned().unwrap_or_default()
    }

    pub fn has_texts(&self) -> bool {
        self.has_texts
    }

    /// The record that rules score.
    pub fn record(&self) -> String {
        format!("record Lead {{\n  {}\n}}\n\n", self.fields.join("\n  "))
    }
}

/// The names of the mining schema, and whether each is an input.
fn used(model: &Element) -> HashMap<&str, bool> {
    let fields = model.all("MiningSchema").flat_map(|it| it.all("MiningField"));
    let input = |it: &Element| {
        let usage = it.attribute("usageType").unwrap_or("active");
        matches!(usage, "active" | "supplementary" | "group" | "order")
    };
    fields.filter_map(|it| Some((it.attribute("name")?, input(it)))).collect()
}

/// The values of a field that are `valid`, `missing` or `invalid`.
pub(super) fn values<'e>(field: &'e Element, property: &'e str) -> impl Iterator<Item = &'e str> {
    // Scorecards made here say so of words that stand for a missing number.
    let is_own = |it: &Element| it.attribute("extender") == Some("leadscore");
    let is = move |it: &&Element| match it.name.as_str() {
        "Value" => it.attribute("property").unwrap_or("valid") == property,
        "Extension" => is_own(it) && it.attribute("name") == Some(property),
        _ => false,
    };
    field.children.iter().filter(is).filter_map(|it| it.attribute("value"))
}

/// The type of a field, as a record declares it.
fn declared(field: &Element, ty: Type) -> String {
    let mut declared = match ty {
        Type::Text => "text",
        Type::Number => "number",
        Type::Integer => "integer",
        Type::YesNo => "yes/no",
        Type::Date => "date",
        Type::DateTime => "datetime",
    }
    .to_owned();
    let one_line = |it: &str| crate::import::one_line(it).0;
    let written = |property: &str| -> Vec<String> {
        let mut seen = HashSet::new();
        values(field, property)
            .map(one_line)
            .filter(|it| !it.is_empty() && seen.insert(name_key(it)))
            .map(|it| print_text(&it))
            .collect()
    };
    let listed = written("valid");
    if ty == Type::Text && !listed.is_empty() {
        declared = format!("one of [{}]", listed.join(", "));
    }
    let missing = written("missing");
    if !missing.is_empty() {
        declared.push_str(&format!(", missing {}", missing.join(", ")));
    }
    match field.attribute("displayName").map(one_line) {
        Some(about) if !about.is_empty() => format!("{declared}, about {}", print_text(&about)),
        _ => declared,
    }
}
