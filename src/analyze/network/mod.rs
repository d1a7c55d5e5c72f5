//! The greatest that a weighted sum comes to, for hundreds of rules over dozens of columns.
//!
//! Each column (or block of them) is a *variable*, and its sides are the values. A rule that asks several columns is a
//! *factor*: a small table of what it gives, by the classes of values that it tells apart. Points are moved between
//! the tables so that the sum of their greatest entries, which nothing passes, becomes as small as it can
//! ([`messages`]); where some points still count twice, the values of one variable are parted in two ([`branch`]).
//! All of it is counted in whole numbers, so no bound depends on rounding.

mod bend;
mod branch;
mod encode;
mod factor;
mod lines;
mod mend;
mod messages;
mod record;
mod reduce;
mod terms;
#[cfg(test)]
mod tests;
mod weigh;

pub(super) use bend::Bend;
pub(super) use encode::Encoded;
pub(super) use factor::gcd;
pub(super) use record::record;
pub(super) use weigh::Weighed;

/// What cannot be.
const NEVER: i64 = i64::MIN / 4;

/// Whatever is less cannot be, though something was added to it.
const DEAD: i64 = i64::MIN / 8;

/// More hundredths of a point than this are not added up here.
const FAR: i64 = 10_000_000_000;

fn is_dead(worth: i64) -> bool {
    worth < DEAD
}
