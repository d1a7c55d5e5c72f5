//! Numbers, and the separators that people write into them.

use pest::iterators::Pair;
use rust_decimal::Decimal;

use super::builder::Builder;
use super::grammar::Rule;
use super::lexical::is_word;
use crate::ast::{Expr, ExprKind, Node, Number};
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;

impl Builder<'_> {
    /// `1_000`, `12.5`, `5k`, `2M`.
    pub fn number(&mut self, pair: &Pair<'_, Rule>) -> Number {
        let spelling = pair.as_str();
        let at = self.span(pair);
        if spelling.contains(',') {
            self.comma_in_number(spelling, at);
        }
        let value =
            number_value(&spelling.replace(',', "")).unwrap_or_else(|| {
                let place = self.place(at);
                let message = "This number has more than 28 digits.";
                self.report(Diagnostic::error(codes::BAD_NUMBER, place, message).help(
                    "leadscore counts exactly, with up to 28 digits. Write a shorter number.",
                ));
                Decimal::ZERO
            });
        Number { value, spelling: spelling.to_owned() }
    }

    fn comma_in_number(&mut self, spelling: &str, at: Span) {
        let place = self.place(at);
        let whole = spelling.replace(',', "");
        let message = format!("There is a comma in the number {spelling}.");
        let mut finding = Diagnostic::error(codes::COMMA_IN_NUMBER, place, message);
        finding = if spelling.matches(',').count() > 1 || spelling.contains('.') {
            finding.help(format!("Numbers are written without separators: {whole}.")).fix(
                format!("Write {whole}."),
                place,
                whole,
            )
        } else {
            // `1,000` as a decimal number is 1.
            let fraction = spelling.replace(',', ".");
            let fraction = fraction.trim_end_matches('0').trim_end_matches('.').to_owned();
            let finding = finding
                .offer(format!("{whole}, if the comma separates thousands"), place, whole.clone())
                .offer(format!("{fraction}, if it is a decimal comma"), place, fraction.clone());
            // Inside a list the comma may be what separates the members.
            match self
                .text
                .get(..at.start as usize)
                .unwrap_or_default()
                .trim_end()
                .ends_with(['[', ','])
            {
                true => {
                    let two = spelling.replace(',', ", ");
                    finding.offer(format!("{two}, if these are two numbers"), place, two.clone())
                }
                false => finding,
            }
        };
        self.report(finding);
    }

    /// `1 000 000`, `1'000`: only one reading is possible, unless something stood between the digits.
    pub fn separated(&mut self, at: Span) -> Expr {
        let place = self.place(at);
        if self.slice(at).contains(char::is_alphabetic) {
            return Node::new(ExprKind::Mistake, at);
        }
        let written = self.slice(at);
        let whole: String = written.chars().filter(char::is_ascii_digit).collect();
        let message = "Numbers are written without separators.";
        let finding = match two_numbers(written) {
            Some((from, to)) => self.number_or_range(at, whole, from, to),
            None => Diagnostic::error(codes::COMMA_IN_NUMBER, place, message)
                .help(format!("Write {whole}."))
                .fix(format!("Write {whole}."), place, whole),
        };
        self.report(finding);
        Node::new(ExprKind::Mistake, at)
    }

    /// `100 500`: one number, or two with something left out between them.
    fn number_or_range(&self, at: Span, whole: String, from: &str, to: &str) -> Diagnostic {
        let place = self.place(at);
        let message = format!("Between {from} and {to} there is only a blank.");
        let finding = Diagnostic::error(codes::COMMA_IN_NUMBER, place, message).offer(
            format!("{whole}, if this is one number"),
            place,
            whole,
        );
        // A range stands after `in`, not after `>`.
        let before = self.text.get(..at.start as usize).unwrap_or_default().trim_end();
        let signs = [("!=", "not in "), (">=", "in "), ("<=", "in "), ("==", "in "), ("=", "in ")];
        let signs = signs.into_iter().chain([(">", "in "), ("<", "in "), ("in", "in ")]);
        let mut signs = signs.filter_map(|(sign, ours)| Some((before.strip_suffix(sign)?, ours)));
        let Some((left, ours)) = signs.next().filter(|(left, _)| !left.ends_with(is_word)) else {
            return finding;
        };
        let range = format!("{ours}{from}..{to}");
        let place = self.place(Span::new(left.len(), at.end as usize));
        finding.offer(format!("{range}, if these are the ends of a range"), place, range)
    }

    /// `$5k`, `5k €`
    pub fn money(&mut self, pair: Pair<'_, Rule>) -> Expr {
        let at = self.span(&pair);
        let place = self.place(at);
        let number = pair.into_inner().find(|it| it.as_rule() == Rule::number);
        let written = number.map_or("", |it| it.as_str());
        let message = "leadscore knows no currencies: a field holds plain numbers.";
        self.report(
            Diagnostic::error(codes::BAD_NUMBER, place, message)
                .help(format!("Write {written}, if the field is in the same currency."))
                .offer(format!("Write {written}."), place, written),
        );
        Node::new(ExprKind::Mistake, at)
    }
}

/// `100 500` as 100 and 500, which may be the ends of a range; the blank in `1 000` only groups digits.
fn two_numbers(written: &str) -> Option<(&str, &str)> {
    let (from, to) = written.split_once(' ')?;
    let digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let rises = to.parse::<u32>().ok()? > from.parse::<u32>().ok()?;
    (digits(from) && digits(to) && !to.starts_with('0') && rises).then_some((from, to))
}

fn number_value(spelling: &str) -> Option<Decimal> {
    let digits = spelling.trim_end_matches(['k', 'K', 'm', 'M']).replace('_', "");
    let scale = match spelling.chars().next_back() {
        Some('k' | 'K') => Decimal::ONE_THOUSAND,
        Some('m' | 'M') => Decimal::from(1_000_000),
        _ => Decimal::ONE,
    };
    if digits.trim_start_matches('0').chars().filter(char::is_ascii_digit).count() > 28 {
        return None;
    }
    let value = Decimal::from_str_exact(&digits).ok()?.checked_mul(scale)?.normalize();
    Some(value)
}
