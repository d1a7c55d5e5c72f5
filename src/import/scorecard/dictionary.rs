//! The fields of a model: those of the data, and those derived from them.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{Stop, numbers};
use crate::format::{print_name, print_text};
use crate::ir::name_key;
use crate::pmml::Element;

/// What a name of the model stands for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// A field of the record, by the name that rules give it.
    Field(String, Type),
    /// A condition: the text contains something.
    Condition(String),
    /// A calculation.
    Number(String),
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

/// All names of a model.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    fields: Vec<String>,
    meanings: HashMap<String, Meaning>,
    /// The values of closed lists, by the name that rules give the field.
    lists: HashMap<String, BTreeSet<String>>,
    has_texts: bool,
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
            if let Err(stop) = dictionary.field(field, name, &mut seen) {
                stops.push(stop);
            }
        }
        stops.extend(treatments(model));
        let places = pmml.all("TransformationDictionary").chain(model.all("LocalTransformations"));
        for field in places.flat_map(|it| it.all("DerivedField")) {
            // What no rule uses does no harm, so it is an error only where it is used.
            if let Some(name) = field.attribute("name")
                && let Some(meaning) = field.children.last().and_then(|it| dictionary.derived(it))
            {
                dictionary.meanings.insert(name.to_owned(), meaning);
            }
        }
        (dictionary, stops)
    }

    fn field(
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
        let ty = match field.attribute("dataType") {
            Some("string") => Type::Text,
            Some("integer") => Type::Integer,
            Some("float" | "double") => Type::Number,
            Some("boolean") => Type::YesNo,
            Some("date") => Type::Date,
            Some("dateTime") => Type::DateTime,
            other => {
                let ty = other.unwrap_or("none");
                let message =
                    format!("The field \"{name}\" has the type {ty}, which rules do not know.");
                let help = "Types are string, integer, float, double, boolean, date and dateTime.";
                return Err(Stop::part(field, message, help));
            }
        };
        let shown = print_name(name.trim());
        self.fields.push(format!("{shown}: {}", declared(field, ty)));
        self.has_texts |= ty == Type::Text;
        let is_valid = |it: &&Element| it.attribute("property").unwrap_or("valid") == "valid";
        let values = field.all("Value").filter(is_valid).filter_map(|it| it.attribute("value"));
        self.lists.insert(shown.clone(), values.map(name_key).collect());
        self.meanings.insert(name.to_owned(), Meaning::Field(shown, ty));
        Ok(())
    }

    /// What a derived field stands for; nothing if rules cannot say it.
    fn derived(&self, expr: &Element) -> Option<Meaning> {
        if let Some(field) = self.alias(expr) {
            return Some(field);
        }
        if let Some(condition) = self.found(expr) {
            return Some(Meaning::Condition(condition));
        }
        numbers::number(expr, self).ok().map(Meaning::Number)
    }

    /// A field of which nothing but blanks and case were changed.
    fn alias(&self, expr: &Element) -> Option<Meaning> {
        match (expr.name.as_str(), expr.attribute("function"), expr.children.as_slice()) {
            ("FieldRef", ..) if expr.attribute("mapMissingTo").is_none() => {
                self.meanings.get(expr.attribute("field")?).cloned()
            }
            ("Apply", Some("lowercase" | "uppercase" | "trimBlanks"), [inner]) => {
                self.alias(inner).filter(|it| matches!(it, Meaning::Field(_, Type::Text)))
            }
            ("Apply", Some("if"), [guard, inner]) if self.guards(guard, inner) => self.alias(inner),
            _ => None,
        }
    }

    /// A piece of text that is looked for.
    fn found(&self, expr: &Element) -> Option<String> {
        match (expr.attribute("function"), expr.children.as_slice()) {
            (Some("if"), [guard, inner]) if self.guards(guard, inner) => self.found(inner),
            (Some("matches"), [text, pattern]) if pattern.name == "Constant" => {
                let Meaning::Field(field, Type::Text) = self.alias(text)? else { return None };
                let (how, piece) = piece(&pattern.text)?;
                Some(format!("{field} {how} {}", print_text(&piece)))
            }
            _ => None,
        }
    }

    /// What a name stands for.
    pub fn meaning(&self, element: &Element) -> Result<&Meaning, Stop> {
        let name = element.attribute("field").unwrap_or_default();
        self.meanings.get(name).ok_or_else(|| {
            let message = format!("The field \"{name}\" is not declared, or is derived in a way that rules cannot say.");
            let help = "Rules know + - * /, abs, min and max, and whether a text contains another.";
            Stop::part(element, message, help)
        })
    }

    /// What a name stands for, if anything.
    pub fn known(&self, name: &str) -> Option<&Meaning> {
        self.meanings.get(name)
    }

    /// The values of a field with a closed list.
    pub fn closed_list(&self, field: &str) -> Option<&BTreeSet<String>> {
        self.lists.get(field)
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

/// Values that a model changes before it looks at them.
fn treatments(model: &Element) -> Vec<Stop> {
    let fields = model.all("MiningSchema").flat_map(|it| it.all("MiningField"));
    let changes = |it: &&Element| {
        it.attribute("missingValueReplacement").is_some()
            || it.attribute("outliers").is_some_and(|it| it != "asIs")
            || it.attribute("invalidValueReplacement").is_some()
    };
    let told = |it: &Element| {
        let name = it.attribute("name").unwrap_or_default();
        let message = format!("The model replaces values of \"{name}\" before it looks at them.");
        Stop::part(it, message, "Replace them in the data, or write `otherwise` into the rules.")
    };
    fields.filter(changes).map(told).collect()
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
    let values = |property: &str| -> Vec<String> {
        let is = |it: &&Element| it.attribute("property").unwrap_or("valid") == property;
        let values = field.all("Value").filter(is).filter_map(|it| it.attribute("value"));
        let mut seen = HashSet::new();
        values
            .map(one_line)
            .filter(|it| !it.is_empty() && seen.insert(name_key(it)))
            .map(|it| print_text(&it))
            .collect()
    };
    let listed = values("valid");
    if ty == Type::Text && !listed.is_empty() {
        declared = format!("one of [{}]", listed.join(", "));
    }
    for missing in values("missing") {
        declared.push_str(&format!(", missing {missing}"));
    }
    match field.attribute("displayName").map(one_line) {
        Some(about) if !about.is_empty() => format!("{declared}, about {}", print_text(&about)),
        _ => declared,
    }
}

/// How a regular expression that is no more than a text looks for it.
fn piece(regex: &str) -> Option<(&'static str, String)> {
    const OTHER: &str = r"[^\p{L}\p{N}\p{M}]";
    let word = regex
        .strip_prefix(&format!("(^|{OTHER})"))
        .and_then(|it| it.strip_suffix(&format!("($|{OTHER})")));
    let (how, text) = if let Some(word) = word {
        ("contains word", word)
    } else if let Some(start) = regex.strip_prefix('^') {
        ("starts with", start)
    } else if let Some(end) = regex.strip_suffix('$').filter(|it| !it.ends_with('\\')) {
        ("ends with", end)
    } else {
        ("contains", regex)
    };
    Some((how, literal(text)?))
}

/// The text that a regular expression without any choice stands for.
fn literal(regex: &str) -> Option<String> {
    let mut text = String::new();
    let mut chars = regex.replace(r"\x20", " ").chars().collect::<Vec<_>>().into_iter();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.push(chars.next().filter(|it| !it.is_alphanumeric())?),
            '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '^' | '$' => {
                return None;
            }
            other => text.push(other),
        }
    }
    (!text.is_empty()).then_some(text)
}
