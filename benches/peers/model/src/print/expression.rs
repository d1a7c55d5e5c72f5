//! Conditions for engines of expressions that look alike: CEL, Rhai and Zen.
//!
//! They get texts in lower case, days as numbers, and an empty text for a missing one.

use jiff::civil::Date;

use super::rust::day_number;
use crate::rules::{Cond, Field, Group, Kind, Model};

/// Whose words are used.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    Cel,
    Rhai,
    Zen,
}

/// One condition.
pub fn condition(cond: &Cond, as_of: Date, dialect: Dialect) -> String {
    Printer { today: day_number(as_of).into(), dialect }.cond(cond)
}

/// All of a model as one script that ends with the score.
pub fn rhai(model: &Model) -> String {
    let printer = Printer { today: day_number(model.as_of).into(), dialect: Dialect::Rhai };
    let mut out = String::new();
    for (number, group) in model.groups.iter().enumerate() {
        out += &format!("let g{number} = 0;\n");
        for rule in &group.rules {
            out +=
                &format!("if {} {{ g{number} += {}; }}\n", printer.cond(&rule.when), rule.points);
        }
        out += &limits(number, group);
    }
    let sum: Vec<String> = (0..model.groups.len()).map(|it| format!("g{it}")).collect();
    out + &format!("max(0, min({}, {}))\n", sum.join(" + "), model.most)
}

fn limits(number: usize, group: &Group) -> String {
    let least = group.least.map(|it| format!("g{number} = max(g{number}, {it});\n"));
    let most = group.most.map(|it| format!("g{number} = min(g{number}, {it});\n"));
    least.unwrap_or_default() + &most.unwrap_or_default()
}

struct Printer {
    today: i64,
    dialect: Dialect,
}

impl Printer {
    fn cond(&self, cond: &Cond) -> String {
        match cond {
            Cond::Equal { field, text } => format!("{} == {}", field.name(), literal(text)),
            Cond::OneOf { field, texts } => {
                let texts: Vec<String> = texts.iter().map(|it| literal(it)).collect();
                format!("{} in [{}]", field.name(), texts.join(", "))
            }
            Cond::Contains { field, texts } => {
                let tests: Vec<String> = texts.iter().map(|it| self.contains(*field, it)).collect();
                self.joined(&tests, self.or())
            }
            Cond::Between { field, from, to } => self.known(*field, &[(">=", *from), ("<=", *to)]),
            Cond::AtLeast { field, value } => self.known(*field, &[(">=", *value)]),
            Cond::Below { field, value } => self.known(*field, &[("<", *value)]),
            Cond::WithinLast { field, days } => {
                self.known(*field, &[(">=", self.today - days), ("<=", self.today)])
            }
            Cond::OlderThan { field, days } => self.known(*field, &[("<", self.today - days)]),
            Cond::Before { field, day } => self.known(*field, &[("<", day_number(*day).into())]),
            Cond::After { field, day } => self.known(*field, &[(">", day_number(*day).into())]),
            Cond::Missing { field } if field.kind() == Kind::Text => {
                format!("{} == \"\"", field.name())
            }
            Cond::Missing { field } => format!("{} == {}", field.name(), self.null()),
            Cond::Yes { field } => format!("{} == true", field.name()),
            Cond::Not { cond } => match self.dialect {
                Dialect::Zen => format!("not ({})", self.cond(cond)),
                _ => format!("!({})", self.cond(cond)),
            },
            Cond::All { conds } => self.several(conds, self.and()),
            Cond::Any { conds } => self.several(conds, self.or()),
        }
    }

    fn several(&self, conds: &[Cond], word: &str) -> String {
        self.joined(&conds.iter().map(|it| self.cond(it)).collect::<Vec<_>>(), word)
    }

    fn joined(&self, tests: &[String], word: &str) -> String {
        match tests {
            [one] => one.clone(),
            _ => format!("({})", tests.join(word)),
        }
    }

    fn contains(&self, field: Field, text: &str) -> String {
        match self.dialect {
            Dialect::Zen => format!("contains({}, {})", field.name(), literal(text)),
            _ => format!("{}.contains({})", field.name(), literal(text)),
        }
    }

    /// Comparisons of a number that may be missing.
    fn known(&self, field: Field, tests: &[(&str, i64)]) -> String {
        let name = field.name();
        let float = field.kind() == Kind::Decimal && self.dialect != Dialect::Zen;
        let number = |it: i64| if float { format!("{it}.0") } else { it.to_string() };
        let mut all = vec![format!("{name} != {}", self.null())];
        all.extend(tests.iter().map(|(sign, value)| format!("{name} {sign} {}", number(*value))));
        self.joined(&all, self.and())
    }

    fn null(&self) -> &'static str {
        if self.dialect == Dialect::Rhai { "()" } else { "null" }
    }

    fn and(&self) -> &'static str {
        if self.dialect == Dialect::Zen { " and " } else { " && " }
    }

    fn or(&self) -> &'static str {
        if self.dialect == Dialect::Zen { " or " } else { " || " }
    }
}

fn literal(text: &str) -> String {
    format!("\"{}\"", text.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::AS_OF;

    #[test]
    fn missing_numbers_are_asked_for_first() {
        let cond = Cond::Below { field: Field::Revenue, value: 500 };
        let cel = condition(&cond, AS_OF, Dialect::Cel);
        assert_eq!(cel, "(revenue != null && revenue < 500.0)");
        let zen = condition(&cond, AS_OF, Dialect::Zen);
        assert_eq!(zen, "(revenue != null and revenue < 500)");
    }
}
