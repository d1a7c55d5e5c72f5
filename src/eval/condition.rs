use super::columns::Columns;
use crate::ir::{Atom, Cond};

/// Whether a condition holds.
pub(super) fn holds(cond: &Cond, columns: &Columns<'_, '_>) -> bool {
    cond.holds(columns.clock(), &|column| columns.get(column))
}

/// Whether a test holds; of a missing value only `is missing` does.
pub(super) fn atom_holds(atom: &Atom, columns: &Columns<'_, '_>) -> bool {
    atom.test.passes(columns.get(atom.column), columns.clock())
}
