//! Sampled records of a block, with what its tests say of them: a test is asked once, whatever looks at it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::block::Path;
use super::sample;
use super::space::Space;
use crate::cells::{AxisId, Bits};
use crate::ir::{ColumnId, Value};

/// So many columns are kept with their values.
const MOST_COLUMNS: usize = 16;

/// Records of a block.
pub(super) struct Sampled {
    /// What stands at the fields of the block; the first record is empty.
    pub records: Vec<Vec<(Path, Value)>>,
    columns: RefCell<HashMap<ColumnId, Rc<Vec<Value>>>>,
    tests: RefCell<HashMap<(AxisId, usize), Rc<Bits>>>,
}

impl Sampled {
    /// The records of a block.
    pub fn of(space: &Space<'_>, index: usize) -> Option<Self> {
        let records = sample::values(space, space.block(index)?);
        Some(Self { records, columns: RefCell::default(), tests: RefCell::default() })
    }

    /// The records that pass a test, by their numbers.
    pub fn passing(&self, space: &Space<'_>, axis: AxisId, place: usize) -> Option<Rc<Bits>> {
        if let Some(known) = self.tests.borrow().get(&(axis, place)) {
            return Some(Rc::clone(known));
        }
        let (column, test) = space.axes().get(axis)?.tests.get(place)?;
        let mut bits = Bits::none_of(self.records.len());
        for (number, value) in self.column(space, *column).iter().enumerate() {
            if test.passes(value, space.clock()) {
                bits.insert(number);
            }
        }
        let bits = Rc::new(bits);
        self.tests.borrow_mut().insert((axis, place), Rc::clone(&bits));
        Some(bits)
    }

    /// What the interpreter makes of a column, for each record.
    fn column(&self, space: &Space<'_>, column: ColumnId) -> Rc<Vec<Value>> {
        let mut columns = self.columns.borrow_mut();
        if columns.len() >= MOST_COLUMNS && !columns.contains_key(&column) {
            columns.clear();
        }
        let of_record = |values: &Vec<(Path, Value)>| {
            let record = space.record(values.iter());
            space.scorer().answers(&record).value(column).clone()
        };
        let all = || Rc::new(self.records.iter().map(of_record).collect());
        Rc::clone(columns.entry(column).or_insert_with(all))
    }
}
