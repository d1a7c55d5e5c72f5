//! What a model does with values before or after its characteristics: refused or told, because rules do not do it.

use std::collections::HashSet;

use super::Stop;
use super::dictionary::values;
use crate::pmml::Element;

/// What would give other scores.
pub(super) fn refused(pmml: &Element, model: &Element) -> Vec<Stop> {
    let mut stops: Vec<Stop> = mined(model).filter_map(replaced).collect();
    stops.extend(model.all("Targets").flat_map(|it| it.all("Target")).filter_map(rescaled));
    for field in pmml.all("DataDictionary").flat_map(|it| it.all("DataField")) {
        let treatment = mined_as(model, field).and_then(|it| it.attribute("invalidValueTreatment"));
        if treatment == Some("asMissing") && is_bounded(field) {
            let name = field.attribute("name").unwrap_or_default();
            let message = format!("The model takes some values of \"{name}\" as missing.");
            stops.push(Stop::part(field, message, "Leave them out of the data, and delete this."));
        }
    }
    stops
}

fn mined(model: &Element) -> impl Iterator<Item = &Element> {
    model.all("MiningSchema").flat_map(|it| it.all("MiningField"))
}

fn mined_as<'m>(model: &'m Element, field: &Element) -> Option<&'m Element> {
    let name = field.attribute("name");
    mined(model).find(|it| it.attribute("name") == name)
}

/// Values that a model changes before it looks at them.
fn replaced(field: &Element) -> Option<Stop> {
    let name = field.attribute("name").unwrap_or_default();
    if field.attribute("missingValueTreatment") == Some("returnInvalid") {
        let message = format!("The model gives no score where \"{name}\" is missing.");
        let help = "Rules score every lead. Write `disqualify when …` for such leads.";
        return Some(Stop::part(field, message, help));
    }
    let changes = field.attribute("missingValueReplacement").is_some()
        || field.attribute("outliers").is_some_and(|it| it != "asIs")
        || field.attribute("invalidValueReplacement").is_some();
    let message = format!("The model replaces values of \"{name}\" before it looks at them.");
    let help = "Replace them in the data, or write `otherwise` into the rules.";
    changes.then(|| Stop::part(field, message, help))
}

/// A score that a model changes after its characteristics.
fn rescaled(target: &Element) -> Option<Stop> {
    let describes = |it: &str| matches!(it, "field" | "optype");
    let changes = target.attributes.iter().any(|(name, _)| !describes(name));
    let message = "The model changes its score afterwards, with <Target>.";
    let help = "Calculate the change into the points, and delete <Targets>.";
    (changes || !target.children.is_empty()).then(|| Stop::part(target, message, help))
}

/// Whether some values of a field are not valid in a way that a record does not declare.
fn is_bounded(field: &Element) -> bool {
    let is_list = matches!(field.attribute("dataType"), Some("string" | "boolean"));
    let has = |property| values(field, property).next().is_some();
    field.child("Interval").is_some() || has("invalid") || (!is_list && has("valid"))
}

/// The fields of which a model takes fewer or more values than the rules.
pub(super) fn told(pmml: &Element, model: &Element) -> Vec<String> {
    let mut asked = HashSet::new();
    model.all("Characteristics").for_each(|it| fields(it, &mut asked));
    let fields = pmml.all("DataDictionary").flat_map(|it| it.all("DataField"));
    let differs = |it: &&Element| {
        let treatment = mined_as(model, it).and_then(|it| it.attribute("invalidValueTreatment"));
        let name = it.attribute("name").unwrap_or_default();
        match treatment {
            Some("asIs") => values(it, "valid").next().is_some() && asked.contains(name),
            Some("asMissing") => false,
            _ => is_bounded(it),
        }
    };
    fields.filter(differs).filter_map(|it| Some(it.attribute("name")?.to_owned())).collect()
}

/// The fields that elements name.
fn fields<'e>(element: &'e Element, found: &mut HashSet<&'e str>) {
    found.extend(element.attribute("field"));
    element.children.iter().for_each(|it| fields(it, found));
}
