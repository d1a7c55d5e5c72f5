//! What the tests of a program tell apart: every value of a record is cut into finitely many cells, on which all of
//! them have one answer.
//!
//! ```text
//! employees:  missing │ …99 │ 100…500 │ 501…
//! industry:   missing │ manufacturing │ software │ any other
//! ```
//!
//! An [`Axis`] is one value of a record with all tests that it alone decides. A record is then a short tuple of cells,
//! one on each axis, and everything that rules say of it follows from the tuple: the engine adds up
//! what each cell gives, and a proof about rules is a search over cells. [`Partition`] lists the cells of an axis with
//! a value of each, [`Line`] where along them each test holds.

mod axes;
mod bits;
mod cuts;
mod line;
mod logic;
mod monotone;
mod partition;
mod stretches;
mod tested;
mod texts;

#[cfg(test)]
mod tests;

pub use axes::{Axes, Axis, AxisId};
pub use bits::Bits;
pub use cuts::{Cut, Cuts};
pub use line::Line;
pub use logic::{Cube, Logic};
pub use partition::{Cell, Partition};
pub use stretches::Stretches;
pub use tested::{Answer, Tested};
pub use texts::TextTests;
