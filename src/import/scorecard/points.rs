//! Characteristics → rules.

use std::collections::HashSet;

use rust_decimal::{Decimal, RoundingStrategy};

use super::Stop;
use super::conditions::{condition, is_predicate};
use super::dictionary::Dictionary;
use super::numbers::{decimal, measured};
use crate::format::print_text;
use crate::import::one_line;
use crate::ir::name_key;
use crate::pmml::{Element, NO_REASON};

/// The most points that a rule can give.
const MOST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// The rules of a model.
#[derive(Debug, Default)]
pub(super) struct Rules {
    pub text: String,
    pub characteristics: usize,
    pub count: usize,
    /// How many amounts had more than two decimals.
    pub rounded: usize,
    names: HashSet<String>,
}

/// Every characteristic as a rule, or, if it tells several cases apart, as a group of which the first case counts.
pub(super) fn points(model: &Element, names: &Dictionary, stops: &mut Vec<Stop>) -> Rules {
    let mut rules = Rules::default();
    let all = model.all("Characteristics").flat_map(|it| it.all("Characteristic"));
    for (index, characteristic) in all.enumerate() {
        rules.characteristics += 1;
        let name = characteristic.attribute("name").map(|it| one_line(it).0).unwrap_or_default();
        let name = if name.is_empty() { format!("Characteristic {}", index + 1) } else { name };
        let name = rules.own_name(name);
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
    award: String,
    code: Option<String>,
    is_zero: bool,
    is_rest: bool,
}

impl Rules {
    /// A name that no other characteristic has.
    fn own_name(&mut self, name: String) -> String {
        let mut own = name.clone();
        let mut number = 2;
        while !self.names.insert(name_key(&own)) {
            own = format!("{name} ({number})");
            number += 1;
        }
        own
    }

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
        if let Some(rest) = cases.iter().position(|it| it.is_rest) {
            cases.truncate(rest + 1);
        }
        if cases.last().is_some_and(|it| it.is_rest && it.is_zero) {
            cases.pop();
        }
        self.count += cases.len();
        let rules: Vec<String> = match cases.as_slice() {
            [only] => vec![only.rule(name)],
            several => (1..).zip(several).map(|(at, it)| it.rule(&it.reason(name, at))).collect(),
        };
        let rules = rules.concat();
        Ok(match cases.len() {
            0 | 1 => rules,
            _ => format!("group {} first match {{\n{rules}}}\n\n", print_text(name)),
        })
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
        let condition = condition(predicate, names)?.text;
        let (award, is_zero) = self.award(attribute, name, names)?;
        let own = attribute.attribute("reasonCode").map(|it| one_line(it).0);
        let code = own.or(code.map(str::to_owned)).filter(|it| !it.is_empty() && it != NO_REASON);
        Ok(Case { condition, award, code, is_zero, is_rest: predicate.name == "True" })
    }

    /// The points of an attribute, as an award with its limit, and whether they are none.
    fn award(
        &mut self,
        attribute: &Element,
        name: &str,
        names: &Dictionary,
    ) -> Result<(String, bool), Stop> {
        let complex = attribute.child("ComplexPartialScore");
        if let Some(expr) =
            complex.and_then(|it| it.children.iter().find(|it| it.name != "Extension"))
        {
            let measured = measured(expr, names)?;
            let each = self.amount(attribute, measured.each, name)?;
            let end = |it: Option<Decimal>| {
                it.map(|it| it.round_dp(2).normalize().to_string()).unwrap_or_default()
            };
            let limit = match (measured.low, measured.high) {
                (None, None) => String::new(),
                (low, high) => format!(" limit {}..{}", end(low), end(high)),
            };
            let per = &measured.per;
            let per = if per.starts_with('(') { per.clone() } else { format!("({per})") };
            return Ok((format!("{each} per {per}{limit}"), false));
        }
        let text = attribute.attribute("partialScore").unwrap_or_default();
        let Some(points) = decimal(text) else {
            let message = format!("An attribute of \"{name}\" has the partial score \"{text}\".");
            return Err(Stop::part(attribute, message, "Write a number of points, such as 10."));
        };
        Ok((self.amount(attribute, points, name)?, points.is_zero()))
    }

    /// Points with their sign and at most two decimals.
    fn amount(&mut self, at: &Element, points: Decimal, name: &str) -> Result<String, Stop> {
        if points.abs() > MOST {
            let message = format!("\"{name}\" gives {points} points, more than a rule can.");
            return Err(Stop::part(at, message, "Points go from -1,000,000,000 to 1,000,000,000."));
        }
        let rounded = points.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        self.rounded += usize::from(rounded != points);
        let rounded = rounded.normalize();
        let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "+" };
        Ok(format!("{sign}{}", rounded.abs()))
    }
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
        format!("when {condition} then {award} because {reason}{code}\n")
    }
}
