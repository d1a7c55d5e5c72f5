use rust_decimal::{Decimal, RoundingStrategy};

use crate::ast::ArithmeticOp;

/// The least number with more digits before the point than a number can have: 28.
pub const TOO_GREAT: u128 = 10_u128.pow(28);

/// The decimals that a quotient keeps.
const QUOTIENT_DECIMALS: u32 = 12;

/// One calculation, exact but for quotients, which are rounded to 12 decimals, half away from zero.
///
/// `None` for a division by zero and for a result of more than 28 digits.
///
/// ```
/// use leadscore::ast::ArithmeticOp::Divide;
/// use leadscore::ir::calculate;
/// let third = calculate(Divide, 1.into(), 3.into()).unwrap();
/// assert_eq!(third.to_string(), "0.333333333333");
/// assert_eq!(calculate(Divide, 1.into(), 0.into()), None);
/// ```
#[must_use]
pub fn calculate(op: ArithmeticOp, left: Decimal, right: Decimal) -> Option<Decimal> {
    let result = match op {
        ArithmeticOp::Add => left.checked_add(right),
        ArithmeticOp::Subtract => left.checked_sub(right),
        ArithmeticOp::Multiply => left.checked_mul(right),
        ArithmeticOp::Divide => left.checked_div(right).map(|quotient| {
            let half_up = RoundingStrategy::MidpointAwayFromZero;
            quotient.round_dp_with_strategy(QUOTIENT_DECIMALS, half_up)
        }),
    };
    let is_small = |it: &Decimal| it.trunc().mantissa().unsigned_abs() < TOO_GREAT;
    result.map(|it| it.normalize()).filter(is_small)
}
