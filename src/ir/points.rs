use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// Points, counted exactly in hundredths.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Points(i64);

impl Points {
    /// None.
    pub const ZERO: Self = Self(0);

    /// The greatest amount that one award can give: a million million points.
    pub const GREATEST: Self = Self(100_000_000_000_000);

    /// From hundredths of a point.
    #[must_use]
    pub const fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// In hundredths of a point.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// Rounded to hundredths, half away from zero; `None` beyond [`Points::GREATEST`].
    ///
    /// ```
    /// use leadscore::ir::Points;
    /// let points = Points::rounded("2.345".parse().unwrap());
    /// assert_eq!(points.unwrap().to_string(), "2.35");
    /// ```
    #[must_use]
    pub fn rounded(amount: Decimal) -> Option<Self> {
        let hundredths = amount
            .checked_mul(Decimal::ONE_HUNDRED)?
            .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
            .to_i64()?;
        (hundredths.abs() <= Self::GREATEST.0).then_some(Self(hundredths))
    }

    /// As a decimal number of points.
    #[must_use]
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, 2).normalize()
    }

    /// Multiplied and rounded to hundredths, half away from zero; what is too large to count stays at the edge.
    ///
    /// ```
    /// use leadscore::ir::Points;
    /// let points = Points::from_hundredths(150);
    /// assert_eq!(points.weighted("0.25".parse().unwrap()).to_string(), "0.38");
    /// ```
    #[must_use]
    pub fn weighted(self, weight: Decimal) -> Self {
        let edge = if (self.0 < 0) == weight.is_sign_negative() {
            Self::GREATEST
        } else {
            -Self::GREATEST
        };
        let unit = 10_i128.checked_pow(weight.scale()).unwrap_or(1);
        let Some(product) = i128::from(self.0).checked_mul(weight.mantissa()) else { return edge };
        let (whole, rest) = (product / unit, product % unit);
        let away = if rest.abs() * 2 >= unit { product.signum() } else { 0 };
        let inside = i64::try_from(whole + away).ok().filter(|it| it.abs() <= Self::GREATEST.0);
        inside.map_or(edge, Self)
    }

    /// With a sign, as explanations show it: `+20`, `-5`, `0`.
    #[must_use]
    pub fn signed(self) -> String {
        if self.0 > 0 { format!("+{self}") } else { self.to_string() }
    }
}

impl std::fmt::Display for Points {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(&self.to_decimal().to_string())
    }
}

impl std::fmt::Debug for Points {
    /// `Points(2.5)`: in points, not in hundredths.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Points({})", self.to_decimal())
    }
}

impl Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Points {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Points {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(points: I) -> Self {
        points.fold(Self::ZERO, Add::add)
    }
}

/// The range inside which points are kept; an absent end does not limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Limits {
    /// The least.
    pub low: Option<Points>,
    /// The greatest.
    pub high: Option<Points>,
}

impl Limits {
    /// The nearest points inside the range.
    #[must_use]
    pub fn keep(self, points: Points) -> Points {
        let points = self.high.map_or(points, |high| points.min(high));
        self.low.map_or(points, |low| points.max(low))
    }

    /// Whether nothing is limited.
    #[must_use]
    pub fn is_none(self) -> bool {
        self.low.is_none() && self.high.is_none()
    }
}

impl std::fmt::Display for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = |end: Option<Points>| end.map(|it| it.to_string()).unwrap_or_default();
        write!(f, "{}..{}", end(self.low), end(self.high))
    }
}
