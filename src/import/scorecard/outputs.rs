//! What a model says of its score: the range inside which it is kept, and bands.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::numbers::decimal;
use crate::format::print_text;
use crate::ir::name_key;
use crate::pmml::Element;

/// What of the results rules can say too.
#[derive(Debug, Default)]
pub(super) struct Results {
    /// `0..100`
    pub limit: Option<String>,
    /// `bands { … }`, or nothing.
    pub bands: String,
}

/// Reads the outputs that are calculated from the score; others only describe.
pub(super) fn read(model: &Element) -> Results {
    let fields = || model.all("Output").flat_map(|it| it.all("OutputField"));
    let mut scores: HashSet<&str> = HashSet::new();
    let mut results = Results::default();
    for field in fields() {
        let Some(name) = field.attribute("name") else { continue };
        if field.attribute("feature").unwrap_or("predictedValue") == "predictedValue" {
            scores.insert(name);
            continue;
        }
        let Some(expr) = field.children.iter().find(|it| it.name != "Extension") else { continue };
        if results.limit.is_none()
            && let Some(limit) = limit(expr, &scores)
        {
            results.limit = limit.text();
            scores.insert(name);
        } else if results.bands.is_empty()
            && let Some(bands) = bands(expr, &scores)
        {
            results.bands = bands;
        }
    }
    results
}

/// The ends of a range.
#[derive(Debug, Default)]
struct Ends {
    low: Option<Decimal>,
    high: Option<Decimal>,
}

impl Ends {
    fn text(&self) -> Option<String> {
        let end = |it: Option<Decimal>| {
            it.map(|it| it.round_dp(2).normalize().to_string()).unwrap_or_default()
        };
        (self.low.is_some() || self.high.is_some())
            .then(|| format!("{}..{}", end(self.low), end(self.high)))
    }
}

/// The range inside which an expression keeps the score; nothing if it is about something else.
fn limit(expr: &Element, scores: &HashSet<&str>) -> Option<Ends> {
    match (expr.attribute("function"), expr.children.as_slice()) {
        (Some("max"), [inner, end]) if end.name == "Constant" => {
            Some(Ends { low: decimal(&end.text), ..limit(inner, scores)? })
        }
        (Some("min"), [inner, end]) if end.name == "Constant" => {
            Some(Ends { high: decimal(&end.text), ..limit(inner, scores)? })
        }
        (Some("/"), [inner, _]) => is_rounded(inner, scores).then(Ends::default),
        _ => is_score(expr, scores).then(Ends::default),
    }
}

/// Whether an expression is how leadscore itself rounds the score.
fn is_rounded(expr: &Element, scores: &HashSet<&str>) -> bool {
    let condition = expr.children.first().filter(|it| it.attribute("function") == Some("lessThan"));
    let product = condition.and_then(|it| it.children.first());
    product.and_then(|it| it.children.first()).is_some_and(|it| is_score(it, scores))
}

fn is_score(expr: &Element, scores: &HashSet<&str>) -> bool {
    expr.name == "FieldRef" && expr.attribute("field").is_some_and(|it| scores.contains(it))
}

/// Steps of the score from the highest, if they fall without a gap down to one that holds all the rest.
fn bands(expr: &Element, scores: &HashSet<&str>) -> Option<String> {
    if let (Some("if"), [_, inner]) = (expr.attribute("function"), expr.children.as_slice()) {
        return bands(inner, scores);
    }
    if expr.name != "Discretize" || !scores.contains(expr.attribute("field")?) {
        return None;
    }
    let mut steps = Vec::new();
    for bin in expr.all("DiscretizeBin") {
        let interval = bin.child("Interval")?;
        let left = interval.attribute("leftMargin");
        let closed = interval.attribute("closure")?.starts_with("closed");
        if left.is_some() && !closed {
            return None;
        }
        let from = match left {
            Some(text) => Some(decimal(text).filter(|it| it.scale() <= 2)?),
            None => None,
        };
        steps.push((from, bin.attribute("binValue")?));
    }
    steps.sort_by(|(a, _), (b, _)| b.cmp(a));
    let mut labels = HashSet::new();
    let unique = steps.iter().all(|(_, label)| labels.insert(name_key(label)));
    let (rest, above) = steps.split_last()?;
    let texts: Vec<String> = above
        .iter()
        .map(|(from, label)| Some(format!("{} from {}", print_text(label), (*from)?)))
        .collect::<Option<_>>()?;
    let is_number = steps.iter().any(|(_, label)| label.trim().parse::<f64>().is_ok());
    if !unique || is_number || texts.is_empty() || rest.0.is_some() {
        return None;
    }
    Some(format!("\nbands {{ {}, {} otherwise }}\n", texts.join(", "), print_text(rest.1)))
}
