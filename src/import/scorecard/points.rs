//! Characteristics → rules.

use rust_decimal::Decimal;

use super::Stop;
use super::amounts::Amounts;
use super::conditions::{condition, is_predicate};
use super::dictionary::Dictionary;
use super::numbers::{Measured, decimal, measured, plain};
use crate::format::print_text;
use crate::import::one_line;
use crate::ir::name_key;
use crate::pmml::{Element, NO_REASON, Names};
use crate::syntax::MAX_DEPTH;

/// The most points that a rule can give.
pub(super) const MOST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// How deep brackets may stand in each other, so that a group and a question around them leave room for the rules.
const DEEPEST: usize = MAX_DEPTH - 8;

/// The rules of a model.
#[derive(Debug)]
pub(super) struct Rules {
    pub text: String,
    pub characteristics: usize,
    pub count: usize,
    pub amounts: Amounts,
    /// The characteristics of which the model says nothing for some values.
    pub without_rest: Vec<String>,
    /// Those whose calculated points rules round to hundredths.
    pub calculated: Vec<String>,
    /// Those in which `min` or `max` may meet a missing number, which PMML passes over.
    pub extremes: Vec<String>,
    names: Names,
}

/// Every characteristic as a rule, or, if it tells several cases apart, as a group of which the first case counts.
pub(super) fn points(model: &Element, names: &Dictionary, stops: &mut Vec<Stop>) -> Rules {
    let mut rules = Rules {
        text: String::new(),
        characteristics: 0,
        count: 0,
        amounts: Amounts::default(),
        without_rest: Vec::new(),
        calculated: Vec::new(),
        extremes: Vec::new(),
        names: Names::new(name_key, |name, number| format!("{name} ({number})")),
    };
    let all = model.all("Characteristics").flat_map(|it| it.all("Characteristic"));
    for (index, characteristic) in all.enumerate() {
        rules.characteristics += 1;
        let name = characteristic.attribute("name").map(|it| one_line(it).0).unwrap_or_default();
        let name = if name.is_empty() { format!("Characteristic {}", index + 1) } else { name };
        let name = rules.names.own(&name);
        match rules.characteristic(characteristic, &name, names) {
            Ok(text) => rules.text.push_str(&text),
            Err(stop) => stops.push(stop),
        }
    }
    if rules.characteristics == 0 {
        let help = "Give a scorecard with characteristics.";
        stops.push(Stop::part(model, "The scorecard has no characteristics.", help));
    }
    rules
}

/// One attribute as the parts of a rule.
struct Case {
    condition: String,
    award: Award,
    code: Option<String>,
    is_rest: bool,
}

/// What a case gives.
struct Award {
    text: String,
    is_zero: bool,
    /// The condition under which there is no number to give points for.
    unknown: Option<String>,
}

impl Rules {
    fn characteristic(
        &mut self,
        characteristic: &Element,
        name: &str,
        names: &Dictionary,
    ) -> Result<String, Stop> {
        let code = characteristic.attribute("reasonCode").map(|it| one_line(it).0);
        let mut cases = Vec::new();
        for attribute in characteristic.all("Attribute") {
            cases.push(self.case(attribute, code.as_deref(), name, names)?);
        }
        // What comes after "in every other case" is never reached, and 0 for it needs no rule.
        match cases.iter().position(|it| it.is_rest) {
            Some(rest) => cases.truncate(rest + 1),
            None => self.without_rest.push(name.to_owned()),
        }
        if cases.last().is_some_and(|it| it.is_rest && it.award.is_zero) {
            cases.pop();
        }
        self.count += cases.len();
        if let [only] = cases.as_slice() {
            return Ok(only.rule(name));
        }
        let last = cases.len();
        let mut rules = String::new();
        for (at, case) in (1..).zip(&cases) {
            let reason = case.reason(name, at);
            rules.push_str(&case.rule(&reason));
            // A rule without its number does not fire, but the attribute counts, and keeps the next ones away.
            if let (Some(unknown), true) = (&case.award.unknown, at < last) {
                self.count += 1;
                let reason = print_text(&format!("{reason}, without a number"));
                rules.push_str(&format!("when {unknown} then +0 because {reason}\n"));
            }
        }
        match cases.len() {
            0 => Ok(String::new()),
            _ => Ok(format!("group {} first match {{\n{rules}}}\n\n", print_text(name))),
        }
    }

    fn case(
        &mut self,
        attribute: &Element,
        code: Option<&str>,
        name: &str,
        names: &Dictionary,
    ) -> Result<Case, Stop> {
        let is_other =
            |it: &&Element| !matches!(it.name.as_str(), "Extension" | "ComplexPartialScore");
        let mut parts = attribute.children.iter();
        let predicate = parts.clone().find(|it| is_predicate(it)).or_else(|| parts.find(is_other));
        let Some(predicate) = predicate else {
            let message = format!("An attribute of \"{name}\" has no condition.");
            return Err(Stop::part(attribute, message, "Give it a predicate, such as <True/>."));
        };
        let when = condition(predicate, names)?;
        let complex = attribute.child("ComplexPartialScore");
        let expr = complex.and_then(|it| it.children.iter().find(|it| it.name != "Extension"));
        let award = match expr {
            Some(expr) => {
                let mut award = self.calculated(attribute, predicate, expr, name, names)?;
                let unknown = award.unknown.take();
                award.unknown = unknown.map(|it| match predicate.name.as_str() {
                    "True" => it,
                    _ => format!("{} and {it}", when.inside()),
                });
                award
            }
            None => self.fixed(attribute, name)?,
        };
        let own = attribute.attribute("reasonCode").map(|it| one_line(it).0);
        let code = own.or(code.map(str::to_owned)).filter(|it| !it.is_empty());
        let code = code.filter(|it| !(award.is_zero && it == NO_REASON));
        if depth(&when.text) + depth(&award.text) > DEEPEST {
            let message = format!(
                "Brackets of \"{name}\" would stand more than {DEEPEST} deep in each other."
            );
            let help = "Calculate a part of it beforehand, and give it to the model as a column of the data.";
            return Err(Stop::part(attribute, message, help));
        }
        Ok(Case { condition: when.text, award, code, is_rest: predicate.name == "True" })
    }

    /// Calculated points, as an award with its limit.
    fn calculated(
        &mut self,
        attribute: &Element,
        predicate: &Element,
        expr: &Element,
        name: &str,
        names: &Dictionary,
    ) -> Result<Award, Stop> {
        plain(expr)?;
        let measured = measured(expr, names)?;
        let Measured { each, per, range, .. } = &measured;
        let mut known = Vec::new();
        names.known_by(predicate, &mut known);
        let is_known = names.is_known(measured.of, &known);
        if !measured.rounds {
            self.calculated.push(name.to_owned());
        }
        if names.passes_over(expr, &known) {
            self.extremes.push(name.to_owned());
        }
        // So many thousandths for each are as many points for each thousandth.
        let (each, per) = match each.scale() > 2 {
            true => (Decimal::ONE, format!("({per} * {each})")),
            false => (*each, per.clone()),
        };
        let each = self.amount(attribute, each, name)?;
        let per = if per.starts_with('(') { per } else { format!("({per})") };
        if range.leaves_out_zero() {
            let message = format!("The range of points of \"{name}\" leaves out 0.");
            let help = "Give what every lead gets as the initial score, and the rest as points.";
            return Err(Stop::part(expr, message, help));
        }
        let limit = self.amounts.range(range.low, range.high);
        let limit = limit.map(|it| format!(" limit {it}")).unwrap_or_default();
        Ok(Award {
            text: format!("{each} per {per}{limit}"),
            is_zero: false,
            unknown: (!is_known).then(|| format!("{per} is missing")),
        })
    }

    /// The points of an attribute.
    fn fixed(&mut self, attribute: &Element, name: &str) -> Result<Award, Stop> {
        let text = attribute.attribute("partialScore").unwrap_or_default();
        let Some(points) = decimal(text) else {
            let message = format!("An attribute of \"{name}\" has the partial score \"{text}\".");
            return Err(Stop::part(attribute, message, "Write a number of points, such as 10."));
        };
        let text = self.amount(attribute, points, name)?;
        Ok(Award { text, is_zero: points.is_zero(), unknown: None })
    }

    /// Points with their sign and at most two decimals.
    fn amount(&mut self, at: &Element, points: Decimal, name: &str) -> Result<String, Stop> {
        if points.abs() > MOST {
            let message = format!("\"{name}\" gives {points} points, more than a rule can.");
            return Err(Stop::part(at, message, "Points go from -1,000,000,000 to 1,000,000,000."));
        }
        let rounded = self.amounts.hundredths(points);
        let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "+" };
        Ok(format!("{sign}{}", rounded.abs()))
    }
}

/// Skips the rest of a text; a quote after a backslash belongs to it.
fn skip_text(chars: &mut std::str::Chars<'_>) {
    while let Some(c) = chars.next().filter(|it| *it != '"') {
        if c == '\\' {
            chars.next();
        }
    }
}

/// How deep brackets stand in each other.
fn depth(rule: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    let mut chars = rule.chars();
    while let Some(c) = chars.next() {
        match c {
            '`' => while chars.next().is_some_and(|it| it != '`') {},
            '"' => skip_text(&mut chars),
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        most = most.max(depth);
    }
    most
}

impl Case {
    /// How one of several cases is known: a code that is a sentence is a reason.
    fn reason(&self, name: &str, at: usize) -> String {
        match &self.code {
            Some(code) if code.contains(' ') && code != name => code.clone(),
            _ => format!("{name}, {at}"),
        }
    }

    fn rule(&self, reason: &str) -> String {
        let Self { condition, award, .. } = self;
        let code = match &self.code {
            Some(code) if code != reason => format!(" code {}", print_text(code)),
            _ => String::new(),
        };
        let reason = print_text(reason);
        format!("when {condition} then {} because {reason}{code}\n", award.text)
    }
}
