//! Rules as marketers write them, drawn from what the leads are made of.

use jiff::ToSpan;

use crate::dice::Dice;
use crate::leads::Market;
use crate::rules::{Cond, Field, Group, Model, Rule};
use crate::words::*;
use crate::{AS_OF, SEED};

/// Rules of a hundred that test several columns.
const COMPOUND: usize = 36;

/// Employees and counts that people draw a line at.
const LINES: &[i64] =
    &[5, 10, 20, 25, 50, 75, 100, 150, 200, 250, 300, 500, 750, 1_000, 2_000, 5_000, 10_000];

/// A model of so many different rules; always the same for one number.
pub fn model(rules: usize) -> Model {
    let market = Market::new();
    let mut hand = Hand { dice: Dice::new(SEED ^ rules as u64), market: &market };
    let mut drawn: Vec<Rule> = Vec::new();
    let mut known = std::collections::HashSet::new();
    while drawn.len() < rules {
        // The same rule is drawn again and again where there are few, so the shares are kept here.
        let compound = drawn.len() * COMPOUND % 100 < COMPOUND;
        let when = if compound { hand.several() } else { hand.test() };
        if known.insert(format!("{:?}", in_order(&when))) {
            let negative = hand.dice.chance(18.0) || matches!(when, Cond::Missing { .. });
            let points = hand.dice.between(1, 20);
            drawn.push(Rule { when, points: if negative { -points } else { points } });
        }
    }
    grouped(drawn)
}

/// The limits grow with the number of rules, so that scores spread over all bands.
fn grouped(rules: Vec<Rule>) -> Model {
    let unit = (rules.len() as f64 / 50.0).max(1.0);
    let points = |share: f64| Some((share * unit) as i64);
    let mut groups = vec![
        Group {
            name: Some("Company fit"),
            least: points(-20.0),
            most: points(60.0),
            rules: vec![],
        },
        Group { name: Some("Person"), least: None, most: points(50.0), rules: vec![] },
        Group { name: Some("Interest"), least: points(-30.0), most: points(70.0), rules: vec![] },
        Group { name: Some("Origin"), least: None, most: None, rules: vec![] },
        Group { name: None, least: None, most: None, rules: vec![] },
    ];
    for (number, rule) in rules.into_iter().enumerate() {
        let place = if number % 10 == 9 { 4 } else { place(&rule.when) };
        groups[place].rules.push(rule);
    }
    let most = (120.0 * unit) as i64;
    Model { as_of: AS_OF, groups, most, hot: most * 6 / 10, warm: most * 3 / 10 }
}

/// The group that the first column of a condition belongs to.
fn place(when: &Cond) -> usize {
    let mut first = None;
    when.fields(&mut |field| {
        first.get_or_insert(field);
    });
    match first {
        Some(Field::Company | Field::Industry | Field::Employees | Field::Revenue) => 0,
        Some(
            Field::JobTitle | Field::Email | Field::Domain | Field::FirstName | Field::LastName,
        ) => 1,
        Some(Field::PageViews | Field::EmailsOpened | Field::LastSeen | Field::Subscribed) => 2,
        _ => 3,
    }
}

struct Hand<'m> {
    dice: Dice,
    market: &'m Market,
}

impl Hand<'_> {
    /// A test of two or three columns.
    fn several(&mut self) -> Cond {
        let mut parts: Vec<Cond> = Vec::new();
        let count = if self.dice.chance(30.0) { 3 } else { 2 };
        while parts.len() < count {
            let part = self.test();
            if parts.iter().all(|it| first(it) != first(&part)) {
                parts.push(part);
            }
        }
        match self.dice.below(10) {
            // a and not b
            0..3 => {
                let last = parts.pop().into_iter().map(not);
                Cond::All { conds: parts.into_iter().chain(last).collect() }
            }
            // a and (b or c)
            3 if count == 3 => {
                let either = parts.split_off(1);
                parts.push(Cond::Any { conds: either });
                Cond::All { conds: parts }
            }
            // not (a or b)
            4 => not(Cond::Any { conds: parts }),
            5..7 => Cond::Any { conds: parts },
            _ => Cond::All { conds: parts },
        }
    }

    /// A test of one column.
    fn test(&mut self) -> Cond {
        match self.dice.below(100) {
            0..17 => self.equal(),
            17..32 => self.one_of(),
            32..52 => self.number(),
            52..68 => self.title(),
            68..78 => self.domain(),
            78..91 => self.date(),
            91..96 => Cond::Missing { field: *self.dice.pick(&Field::COLUMNS[1..]) },
            _ => {
                let yes = Cond::Yes { field: Field::Subscribed };
                if self.dice.chance(50.0) { yes } else { not(yes) }
            }
        }
    }

    /// A column of texts with a text that leads have there.
    fn text(&mut self, field: Field) -> String {
        let dice = &mut self.dice;
        match field {
            Field::Country => (*dice.pick_skewed(COUNTRIES)).to_owned(),
            Field::Industry => (*dice.pick(INDUSTRIES)).to_owned(),
            Field::City => (*dice.pick(CITIES)).to_owned(),
            Field::Source => (*dice.pick(SOURCES)).to_owned(),
            Field::Company => dice.pick_skewed(&self.market.firms).name.clone(),
            Field::JobTitle => dice.pick_skewed(&self.market.titles).clone(),
            Field::Domain if dice.chance(20.0) => (*dice.pick(FREE_MAIL)).to_owned(),
            _ => dice.pick_skewed(&self.market.firms).domain.clone(),
        }
    }

    fn column(&mut self) -> Field {
        use Field::{City, Company, Country, Industry, JobTitle, Source};
        *self.dice.pick_skewed(&[Country, Industry, City, JobTitle, Source, Company])
    }

    fn texts(&mut self, field: Field, most: i64) -> Vec<String> {
        let count = self.dice.between(2, most) as usize;
        let mut texts: Vec<String> = Vec::new();
        while texts.len() < count {
            let text = self.text(field);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }

    fn equal(&mut self) -> Cond {
        let field = self.column();
        Cond::Equal { field, text: self.text(field) }
    }

    fn one_of(&mut self) -> Cond {
        let field = self.column();
        Cond::OneOf { field, texts: self.texts(field, 8) }
    }

    fn domain(&mut self) -> Cond {
        let field = Field::Domain;
        if self.dice.chance(50.0) {
            Cond::Equal { field, text: self.text(field) }
        } else {
            Cond::OneOf { field, texts: self.texts(field, 12) }
        }
    }

    /// Words of titles, or what begins with one.
    fn title(&mut self) -> Cond {
        let words: Vec<&str> =
            RANKS.iter().chain(WORK).copied().filter(|it| it.len() > 1).collect();
        let count = if self.dice.chance(60.0) { 1 } else { self.dice.between(2, 5) as usize };
        let mut texts: Vec<String> = Vec::new();
        while texts.len() < count {
            let mut text = (*self.dice.pick(&words)).to_owned();
            if self.dice.chance(40.0) {
                text = format!("{text} {}", self.dice.pick(&WORK[..40]));
            }
            let inside = |a: &str, b: &str| a.to_lowercase().contains(&b.to_lowercase());
            if !texts.iter().any(|it| inside(it, &text) || inside(&text, it)) {
                texts.push(text);
            }
        }
        Cond::Contains { field: Field::JobTitle, texts }
    }

    fn number(&mut self) -> Cond {
        use Field::{EmailsOpened, Employees, PageViews, Revenue};
        let field = *self.dice.pick_skewed(&[Employees, PageViews, Revenue, EmailsOpened]);
        let (lines, scale) = match field {
            Employees => (LINES, 1),
            Revenue => (LINES, self.dice.between(1, 9) * 100_000),
            _ => (&LINES[..6], 1),
        };
        let place = self.dice.below(lines.len() - 1);
        let odd = if self.dice.chance(40.0) { self.dice.between(0, 9) } else { 0 };
        let from = lines[place] * scale + odd;
        match self.dice.below(4) {
            0 => Cond::AtLeast { field, value: from },
            1 => Cond::Below { field, value: from + 1 },
            _ => {
                let to =
                    lines[self.dice.between(place as i64 + 1, lines.len() as i64 - 1) as usize];
                Cond::Between { field, from, to: to * scale + odd }
            }
        }
    }

    fn date(&mut self) -> Cond {
        let field = *self.dice.pick(&[Field::Created, Field::LastSeen]);
        let days = match self.dice.below(3) {
            0 => *self.dice.pick(&[7, 14, 30, 60, 90, 180, 365]),
            _ => self.dice.between(2, 900),
        };
        let day = AS_OF - self.dice.between(20, 2_500).days();
        match self.dice.below(6) {
            0..3 => Cond::WithinLast { field, days },
            3 => Cond::OlderThan { field, days },
            4 => Cond::Before { field, day },
            _ => Cond::After { field, day },
        }
    }
}

/// The same condition with its lists in order: two such lists in another order mean the same.
fn in_order(cond: &Cond) -> Cond {
    let each = |conds: &[Cond]| conds.iter().map(in_order).collect();
    match cond.clone() {
        Cond::OneOf { field, mut texts } => {
            texts.sort();
            Cond::OneOf { field, texts }
        }
        Cond::Contains { field, mut texts } => {
            texts.sort();
            Cond::Contains { field, texts }
        }
        Cond::Not { cond } => not(in_order(&cond)),
        Cond::All { conds } => Cond::All { conds: each(&conds) },
        Cond::Any { conds } => Cond::Any { conds: each(&conds) },
        other => other,
    }
}

fn not(cond: Cond) -> Cond {
    Cond::Not { cond: Box::new(cond) }
}

fn first(cond: &Cond) -> Option<Field> {
    let mut first = None;
    cond.fields(&mut |field| first = first.or(Some(field)));
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_has_as_many_rules_as_asked_for() {
        for count in [50, 500, 5_000] {
            assert_eq!(model(count).rules().count(), count);
        }
    }

    #[test]
    fn a_third_of_the_rules_test_several_columns() {
        let model = model(5_000);
        let several = model.rules().filter(|rule| {
            let mut count = 0;
            rule.when.fields(&mut |_| count += 1);
            count > 1
        });
        let share = several.count() as f64 / 5_000.0;
        assert!((0.35..=0.37).contains(&share), "{share}");
    }
}
