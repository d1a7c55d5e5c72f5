//! The built-in functions, one file each: usage, documentation, examples and meaning.

use crate::ir::Function;

mod abs;
mod average;
mod count;
mod days_between;
mod days_since;
mod digit_run;
mod domain;
mod is_digit_run;
mod is_valid_email;
mod length;
mod looks_random;
mod max;
mod min;
mod month;
mod random;
mod round;
mod seconds_between;
mod sum;
mod support;
mod valid_email;
mod weekday;
mod year;

pub use digit_run::is_digit_run;
pub use random::looks_random;
pub use valid_email::is_valid_email;

/// Every function, by name.
pub const ALL: &[&Function] = &[
    &abs::FUNCTION,
    &average::FUNCTION,
    &count::FUNCTION,
    &days_between::FUNCTION,
    &days_since::FUNCTION,
    &domain::FUNCTION,
    &is_digit_run::FUNCTION,
    &is_valid_email::FUNCTION,
    &length::FUNCTION,
    &looks_random::FUNCTION,
    &max::FUNCTION,
    &min::FUNCTION,
    &month::FUNCTION,
    &round::FUNCTION,
    &seconds_between::FUNCTION,
    &sum::FUNCTION,
    &weekday::FUNCTION,
    &year::FUNCTION,
];

/// The function with this name, in any case.
///
/// ```
/// assert_eq!(leadscore::functions::find("Domain").unwrap().name, "domain");
/// ```
#[must_use]
pub fn find(name: &str) -> Option<&'static Function> {
    ALL.iter().copied().find(|function| function.name.eq_ignore_ascii_case(name))
}
