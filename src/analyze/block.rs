//! Axes that belong together because they look at the same fields.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::cells::{Axes, AxisId};
use crate::ir::{ColumnId, Def, Field, FieldId, Program};

/// The fields that lead from a record to a value: `company`, `industry`.
pub(super) type Path = Vec<FieldId>;

/// Axes that look at the same fields; two blocks have no field in common.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The axes, in order.
    pub axes: Vec<AxisId>,
    /// The fields that they look at, with a column of each.
    pub fields: BTreeMap<Path, ColumnId>,
    /// The path of the root, if the only axis is that of a value that stands in the data.
    pub plain: Option<Path>,
}

impl Block {
    /// The blocks of a program.
    pub fn all(program: &Program, axes: &Axes) -> Vec<Self> {
        let ids = (0..).map(AxisId);
        let each = ids.zip(axes.all()).map(|(id, axis)| {
            let mut fields = BTreeMap::new();
            axis.columns.iter().for_each(|it| collect(program, *it, &mut fields));
            Self { axes: vec![id], plain: path(program, axis.root), fields }
        });
        // Only blocks with the same first field can touch; where one was joined with another, none is left.
        let mut blocks: Vec<Option<Self>> = Vec::new();
        let mut of_first: HashMap<FieldId, BTreeSet<usize>> = HashMap::new();
        for block in each {
            let near: BTreeSet<usize> =
                block.firsts().filter_map(|it| of_first.get(&it)).flatten().copied().collect();
            let mut joined = block.clone();
            for place in near {
                let slot = blocks.get_mut(place);
                if let Some(other) = slot.and_then(|it| it.take_if(|it| it.touches(&block))) {
                    for first in other.firsts() {
                        of_first.entry(first).or_default().remove(&place);
                    }
                    joined = joined.merged(other);
                }
            }
            for first in joined.firsts() {
                of_first.entry(first).or_default().insert(blocks.len());
            }
            blocks.push(Some(joined));
        }
        let mut blocks: Vec<Self> = blocks.into_iter().flatten().collect();
        blocks.iter_mut().for_each(|it| it.axes.sort_unstable());
        blocks
    }

    /// The fields of the record from which it looks further.
    fn firsts(&self) -> impl Iterator<Item = FieldId> {
        self.fields.keys().filter_map(|it| it.first()).copied()
    }

    fn merged(mut self, other: Self) -> Self {
        self.axes.extend(other.axes);
        self.fields.extend(other.fields);
        self.plain = None;
        self
    }

    /// Whether a field of one leads to a field of the other: whoever has no company has no industry of it.
    fn touches(&self, other: &Self) -> bool {
        let meet = |a: &Path, b: &Path| a.starts_with(b) || b.starts_with(a);
        // Fields of the record alone meet only if they are the same, which is found quickly.
        if self.fields.keys().any(|it| other.fields.contains_key(it)) {
            return true;
        }
        let long = |it: &BTreeMap<Path, ColumnId>| it.keys().any(|path| path.len() > 1);
        (long(&self.fields) || long(&other.fields))
            && self.fields.keys().any(|a| other.fields.keys().any(|b| meet(a, b)))
    }
}

/// The path of a value that stands in the data.
pub(super) fn path(program: &Program, column: ColumnId) -> Option<Path> {
    match program.column(column)?.def {
        Def::Field(field) => Some(vec![field]),
        Def::Related(of, field) => {
            let mut path = path(program, of)?;
            path.push(field);
            Some(path)
        }
        _ => None,
    }
}

/// The field at which a column of stored values stands.
pub(super) fn field(program: &Program, column: ColumnId) -> Option<&Field> {
    match program.column(column)?.def {
        Def::Field(id) => program.record.get(id),
        Def::Related(of, id) => program.related(program.column(of)?.ty.related()?)?.get(id),
        _ => None,
    }
}

/// The fields from which a column is made. What comes of events, or of other models, is taken as independent of
/// everything else: more is thought possible then than is.
fn collect(program: &Program, column: ColumnId, fields: &mut BTreeMap<Path, ColumnId>) {
    if let Some(path) = path(program, column) {
        fields.insert(path, column);
        return;
    }
    let Some(definition) = program.column(column) else { return };
    let sources: BTreeSet<ColumnId> = match definition.def {
        Def::Score(..) => BTreeSet::new(),
        _ => definition.def.sources().into_iter().collect(),
    };
    sources.into_iter().for_each(|it| collect(program, it, fields));
}
