//! Amounts of points: rules keep hundredths, models keep what they have.

use rust_decimal::{Decimal, RoundingStrategy};

/// Rounds amounts to hundredths, half away from zero, and counts those that change by it.
#[derive(Debug, Default)]
pub(super) struct Amounts {
    /// How many amounts had more than two decimals.
    pub rounded: usize,
}

impl Amounts {
    /// An amount as rules can keep it.
    pub fn hundredths(&mut self, amount: Decimal) -> Decimal {
        let rounded = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        self.rounded += usize::from(rounded != amount);
        rounded.normalize()
    }

    /// `0..50`; nothing if no end is given.
    pub fn range(&mut self, low: Option<Decimal>, high: Option<Decimal>) -> Option<String> {
        let mut end =
            |it: Option<Decimal>| it.map(|it| self.hundredths(it).to_string()).unwrap_or_default();
        (low.is_some() || high.is_some()).then(|| format!("{}..{}", end(low), end(high)))
    }
}
