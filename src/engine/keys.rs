//! Values of ordered types as whole numbers, so that their interval is found by comparing nothing else.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::plain::epoch_day;
use crate::cells::{Cut, Cuts};
use crate::ir::Value;

/// The cuts of an axis as whole numbers in order: a value lies behind every cut that is not greater than its key.
#[derive(Clone, Debug)]
pub(super) enum Keys {
    /// Numbers with so many decimals.
    Numbers { decimals: u32, cuts: Vec<i64> },
    /// Days.
    Days(Vec<i64>),
}

/// Numbers of this size and less are compared by their keys.
const GREATEST: i128 = i64::MAX as i128 / 4;

/// So many decimals of cuts are kept in keys.
const MOST_DECIMALS: u32 = 6;

impl Keys {
    /// The keys of cuts; `None` for types that have none, and for cuts too great or too fine.
    pub fn of(cuts: &Cuts) -> Option<Self> {
        match cuts {
            Cuts::Numbers(cuts) => {
                let decimals = cuts.iter().map(|it| it.at.normalize().scale()).max().unwrap_or(0);
                if decimals > MOST_DECIMALS {
                    return None;
                }
                let key = |cut: &Cut<Decimal>| {
                    let at = cut.at.normalize();
                    let key = number_key(at.mantissa(), at.scale(), decimals)?;
                    Some(key + i64::from(cut.after))
                };
                let cuts = cuts.iter().map(key).collect::<Option<_>>()?;
                Some(Self::Numbers { decimals, cuts })
            }
            Cuts::Days(cuts) => {
                let key = |cut: &Cut<Date>| day_key(cut.at) + i64::from(cut.after);
                Some(Self::Days(cuts.iter().map(key).collect()))
            }
            Cuts::Moments(_) => None,
        }
    }

    /// The interval of a value; `None` if it has no key.
    pub fn interval_of(&self, value: &Value) -> Option<usize> {
        match (self, value) {
            (Self::Numbers { .. }, Value::Number(it)) => self.of_number(it.mantissa(), it.scale()),
            (Self::Days(cuts), Value::Date(date)) => Some(interval(cuts, day_key(*date))),
            _ => None,
        }
    }

    /// The interval of the number `mantissa ÷ 10^scale`.
    pub fn of_number(&self, mantissa: i128, scale: u32) -> Option<usize> {
        match self {
            Self::Numbers { decimals, cuts } => {
                Some(interval(cuts, number_key(mantissa, scale, *decimals)?))
            }
            Self::Days(_) => None,
        }
    }

    /// The interval of a day, counted from the first of January 1970.
    pub fn of_day(&self, day: i32) -> Option<usize> {
        match self {
            Self::Days(cuts) => Some(interval(cuts, i64::from(day) * 2)),
            Self::Numbers { .. } => None,
        }
    }
}

/// How many cuts lie before a key.
fn interval(cuts: &[i64], key: i64) -> usize {
    cuts.partition_point(|cut| *cut <= key)
}

/// Twice the number in units of its last decimal, and one more if anything is left of it.
fn number_key(mantissa: i128, scale: u32, decimals: u32) -> Option<i64> {
    let (units, rest) = match decimals.checked_sub(scale) {
        Some(more) => (mantissa.checked_mul(10_i128.checked_pow(more)?)?, false),
        None => {
            let unit = 10_i128.checked_pow(scale - decimals)?;
            (mantissa.div_euclid(unit), mantissa.rem_euclid(unit) != 0)
        }
    };
    if units.abs() > GREATEST {
        return None;
    }
    Some(i64::try_from(units).ok()? * 2 + i64::from(rest))
}

fn day_key(date: Date) -> i64 {
    i64::from(epoch_day(date.year(), date.month(), date.day())) * 2
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decimal() -> impl Strategy<Value = Decimal> {
        (-2000_i64..2000, 0_u32..4).prop_map(|(mantissa, scale)| Decimal::new(mantissa, scale))
    }

    proptest! {
        #[test]
        fn keys_find_the_interval_of_the_cuts(
            cuts in prop::collection::btree_set((decimal(), any::<bool>()), 0..8),
            value in decimal(),
        ) {
            let cuts = Cuts::Numbers(cuts.into_iter().map(|(at, after)| Cut { at, after }).collect());
            let value = Value::Number(value);
            let keys = Keys::of(&cuts).unwrap();
            prop_assert_eq!(keys.interval_of(&value), cuts.interval_of(&value));
        }

        #[test]
        fn days_too(
            cuts in prop::collection::btree_set((0_i32..800, any::<bool>()), 0..8),
            value in 0_i32..800,
        ) {
            let day = |days: i32| jiff::civil::date(1999, 12, 31) + jiff::Span::new().days(days);
            let cuts = Cuts::Days(cuts.into_iter().map(|(at, after)| Cut { at: day(at), after }).collect());
            let value = Value::Date(day(value));
            let keys = Keys::of(&cuts).unwrap();
            prop_assert_eq!(keys.interval_of(&value), cuts.interval_of(&value));
        }
    }
}
