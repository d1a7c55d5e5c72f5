//! What a model says of its score: the range inside which it is kept, and bands.

use std::cmp::Reverse;
use std::collections::HashSet;

use rust_decimal::Decimal;

use super::amounts::Amounts;
use super::numbers::{Range, decimal, plain};
use crate::format::print_text;
use crate::ir::name_key;
use crate::pmml::{Element, rounded_in};

/// What of the results rules can say too.
#[derive(Debug, Default)]
pub(super) struct Results {
    /// `0..100`
    pub limit: Option<String>,
    /// `bands { … }`, or nothing.
    pub bands: String,
    /// The names of calculated outputs that rules do not say.
    pub left_out: Vec<String>,
}

/// Reads the outputs that are calculated from the score; others only describe.
pub(super) fn read(model: &Element, amounts: &mut Amounts) -> Results {
    let mut results = Results::default();
    let mut scores: HashSet<&str> = HashSet::new();
    let mut range = Range::default();
    let mut others = Vec::new();
    for field in model.all("Output").flat_map(|it| it.all("OutputField")) {
        let Some(name) = field.attribute("name") else { continue };
        let expr = field.children.iter().find(|it| it.name != "Extension");
        match (field.attribute("feature").unwrap_or("predictedValue"), expr) {
            ("predictedValue", _) => {
                scores.insert(name);
            }
            (_, Some(expr)) if plain(expr).is_err() => results.left_out.push(name.to_owned()),
            (_, Some(expr)) => match limit(expr, &scores).filter(|_| range == Range::default()) {
                Some(found) => {
                    range = found;
                    // Steps are steps of the score inside of its limit, not of the sum.
                    if range != Range::default() {
                        scores.clear();
                    }
                    scores.insert(name);
                }
                None => others.push((name, expr)),
            },
            (_, None) => {}
        }
    }
    for (name, expr) in others {
        match bands(expr, &scores).filter(|_| results.bands.is_empty()) {
            Some(bands) => results.bands = bands,
            None => results.left_out.push(name.to_owned()),
        }
    }
    results.limit = amounts.range(range.low, range.high);
    results
}

/// The range inside which an expression keeps the score; nothing if it is about something else.
fn limit(expr: &Element, scores: &HashSet<&str>) -> Option<Range> {
    match (expr.attribute("function"), expr.children.as_slice()) {
        (Some(function @ ("min" | "max")), [inner, end]) if end.name == "Constant" => {
            Some(limit(inner, scores)?.cut(function, decimal(&end.text)?))
        }
        (Some("/"), _) => {
            let scaled = rounded_in(expr)?;
            let [score, hundred] = scaled.children.as_slice() else { return None };
            let is_product = scaled.attribute("function") == Some("*")
                && decimal(&hundred.text) == Some(Decimal::ONE_HUNDRED);
            (is_product && is_score(score, scores)).then(Range::default)
        }
        _ => is_score(expr, scores).then(Range::default),
    }
}

fn is_score(expr: &Element, scores: &HashSet<&str>) -> bool {
    expr.name == "FieldRef" && expr.attribute("field").is_some_and(|it| scores.contains(it))
}

/// One step of the score.
struct Step<'e> {
    from: Option<Decimal>,
    to: Option<Decimal>,
    label: &'e str,
}

/// Steps of the score from the highest, if they fall without a gap down to one that holds all the rest.
fn bands(expr: &Element, scores: &HashSet<&str>) -> Option<String> {
    if let (Some("if"), [guard, inner]) = (expr.attribute("function"), expr.children.as_slice()) {
        return is_scored(guard).then(|| bands(inner, scores))?;
    }
    if expr.name != "Discretize" || !scores.contains(expr.attribute("field")?) {
        return None;
    }
    let mut steps = expr.all("DiscretizeBin").map(step).collect::<Option<Vec<_>>>()?;
    steps.sort_by_key(|it| Reverse(it.from));
    let above = steps.iter().map(|it| it.from);
    let is_whole =
        steps.iter().map(|it| it.to).eq([None].into_iter().chain(above).take(steps.len()));
    let mut labels = HashSet::new();
    let unique = steps.iter().all(|it| labels.insert(name_key(it.label)));
    let is_number = steps.iter().any(|it| it.label.trim().parse::<f64>().is_ok());
    let (rest, above) = steps.split_last()?;
    let texts: Vec<String> = above
        .iter()
        .map(|it| Some(format!("{} from {}", print_text(it.label), it.from?)))
        .collect::<Option<_>>()?;
    if !is_whole || !unique || is_number || texts.is_empty() || rest.from.is_some() {
        return None;
    }
    Some(format!("\nbands {{ {}, {} otherwise }}\n", texts.join(", "), print_text(rest.label)))
}

/// One step; the least number belongs to it, the greatest does not.
fn step(bin: &Element) -> Option<Step<'_>> {
    let interval = bin.child("Interval")?;
    let closure = interval.attribute("closure")?;
    let end = |name| match interval.attribute(name) {
        Some(text) => decimal(text).filter(|it| it.scale() <= 2).map(Some),
        None => Some(None),
    };
    let (from, to) = (end("leftMargin")?, end("rightMargin")?);
    let fits = (from.is_none() || closure.starts_with("closed"))
        && (to.is_none() || closure.ends_with("Open"));
    fits.then_some(Step { from, to, label: bin.attribute("binValue")? })
}

/// Whether a guard asks, as scorecards made here do, that nothing disqualifies.
fn is_scored(guard: &Element) -> bool {
    matches!(
        (guard.attribute("function"), guard.children.as_slice()),
        (Some("equal"), [status, scored])
            if status.attribute("field") == Some("status") && scored.text == "scored"
    )
}
