//! What verbs that read data share.
use super::args::Common;
use crate::ir::AsOf;

/// The moment of the run.
pub(super) fn as_of(common: &Common) -> AsOf {
    common.as_of.unwrap_or_else(|| AsOf::Instant(jiff::Timestamp::now()))
}
