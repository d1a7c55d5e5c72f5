//! `1.000`: a decimal point that may be meant to separate thousands.

use rust_decimal::Decimal;

use super::context::Context;
use crate::diagnostic::{Diagnostic, codes};
use crate::ir::Type;
use crate::source::Span;

impl Context<'_> {
    /// Asks what the point means in a number that a value of this type is compared with.
    pub fn point_beside(&mut self, ty: Type, span: Span) {
        // `1.250` may well be a number, but nobody writes three decimals of nothing.
        let likely = |it: &str| ty == Type::Integer || it.ends_with(".000");
        if likely(self.slice(span)) {
            self.point_in_number(span);
        }
    }

    /// Asks what the point means in a number that has no use for three decimals.
    pub fn point_in_number(&mut self, span: Span) {
        let Some(Thousands { whole, decimal }) = thousands(self.slice(span)) else { return };
        let place = self.place(span);
        let written = self.slice(span);
        let message =
            format!("The point in {written} stands before decimals, so this is {decimal}.");
        self.report(
            Diagnostic::warning(codes::THOUSANDS_POINT, place, message)
                .offer(format!("{whole}, if the point separates thousands"), place, whole)
                .offer(format!("{decimal}, if it stands before decimals"), place, decimal),
        );
    }
}

/// The two readings of a number like `1.000`, with the sign that it has.
pub(super) struct Thousands {
    pub whole: String,
    pub decimal: String,
}

/// The readings of a number with a point and three digits behind it, as thousands are grouped in many countries.
pub(super) fn thousands(written: &str) -> Option<Thousands> {
    let digits = written.trim_start_matches(['+', '-']);
    let sign = written.strip_suffix(digits)?;
    let (front, group) = digits.split_once('.')?;
    let all_digits = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    let grouped = group.len() == 3 && (1..=3).contains(&front.len()) && !front.starts_with('0');
    let value: Decimal = digits.parse().ok()?;
    (grouped && all_digits(front) && all_digits(group)).then(|| Thousands {
        whole: format!("{sign}{front}{group}"),
        decimal: format!("{sign}{}", value.normalize()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_groups_of_three_look_like_thousands() {
        let readings = |it| thousands(it).map(|it| (it.whole, it.decimal));
        assert_eq!(readings("1.000"), Some(("1000".to_owned(), "1".to_owned())));
        assert_eq!(readings("-12.500"), Some(("-12500".to_owned(), "-12.5".to_owned())));
        for other in ["0.125", "1.25", "1.0000", "1000.000", "1.000k", "1", "1.000.000", "a.000"] {
            assert_eq!(readings(other), None, "{other}");
        }
    }
}
