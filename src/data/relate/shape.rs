use crate::ir::{Clock, FieldId, Program, Record, RecordId, Type};

/// What is read of one record: fields of its own, records nested in it, and records joined to it.
#[derive(Clone, Debug)]
pub struct Shape {
    /// The record, with the fields behind its own that link it to others.
    pub(in crate::data) record: Record,
    /// The moment of the run.
    pub(in crate::data) clock: Clock,
    /// The fields that the data must have, those with nested records among them.
    pub(in crate::data) used: Vec<FieldId>,
    /// How the records in such fields are read.
    pub(in crate::data) nested: Vec<(FieldId, Self)>,
    /// The fields whose records come from other files.
    pub(super) joined: Vec<Joined>,
    /// How many fields are the record's own.
    pub(in crate::data) own: usize,
}

/// A field whose records come from other files.
#[derive(Clone, Debug)]
pub(super) struct Joined {
    pub field: FieldId,
    pub many: bool,
    /// The field of this record by which they are found.
    pub key: FieldId,
    /// The table, and its index by the field that must be equal.
    pub table: usize,
    pub index: usize,
    /// What is read of them.
    pub shape: Shape,
}

impl Shape {
    pub(super) fn new(record: Record, own: usize, clock: &Clock) -> Self {
        let (used, nested, joined) = (Vec::new(), Vec::new(), Vec::new());
        Self { record, clock: clock.clone(), used, nested, joined, own }
    }

    /// The record, with the fields behind its own that link it to others.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// Whether no related records stand in the rows themselves.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.nested.is_empty()
    }

    pub(super) fn add(&mut self, field: FieldId) {
        if !self.used.contains(&field) {
            self.used.push(field);
        }
    }

    /// Reads what another shape of the same record reads, too; joins are left to each.
    pub(super) fn absorb(&mut self, other: &Self) {
        other.used.iter().for_each(|id| self.add(*id));
        for (id, shape) in &other.nested {
            match self.nested.iter_mut().find(|(known, _)| known == id) {
                Some((_, known)) => known.absorb(shape),
                None => self.nested.push((*id, shape.clone())),
            }
        }
    }
}

/// A record with every field behind its own that links it to others, and how many are its own.
pub(super) fn linked(program: &Program, id: Option<RecordId>) -> (Record, usize) {
    let mut record = id.and_then(|id| program.related(id)).unwrap_or(&program.record).clone();
    let own = record.fields.len();
    let id = id.unwrap_or(RecordId(0));
    let to_one = record.fields.iter().filter(|it| matches!(it.ty, Type::Record(_)));
    let of_many = program.records.iter().flat_map(|it| &it.fields);
    let of_many = of_many.filter(|it| it.ty == Type::Records(id));
    let links: Vec<_> = to_one.chain(of_many).filter_map(|it| it.by.as_deref().cloned()).collect();
    for link in links {
        if record.field(&link.name).is_none() {
            record.fields.push(link);
        }
    }
    (record, own)
}
