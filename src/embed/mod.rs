//! leadscore as other programs use it: [`Program`], [`Scorer`] and their errors, a thin layer over the rooms below.
//!
//! What stands here is what [docs/crate.md](https://github.com/leadscore/leadscore/blob/main/docs/crate.md) promises to keep.

mod findings;
mod program;
mod scorer;

pub use findings::{Findings, RulesError};
pub use program::Program;
pub use scorer::{LeadError, Scorer};

use crate::ir::AsOf;

/// This moment, for scores of now. Whoever scores for days asks for a new scorer now and then.
///
/// ```
/// # let program: leadscore::Program = "record Lead { city: text }\nwhen city is known then +1".parse()?;
/// let scorer = program.scorer(leadscore::now());
/// # Ok::<(), leadscore::RulesError>(())
/// ```
#[must_use]
pub fn now() -> AsOf {
    AsOf::Instant(jiff::Timestamp::now())
}
