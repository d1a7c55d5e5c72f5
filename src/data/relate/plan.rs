use std::path::PathBuf;

use super::shape::{Joined, Shape, linked};
use super::with::With;
use crate::diagnostic::{Diagnostic, Severity, codes, nearest};
use crate::ir::{AsOf, Clock, Field, FieldId, Program, Reads, Record, RecordId, Type};

/// What is to be read for some programs: shapes of their leads, and tables joined to them.
#[derive(Debug)]
pub struct Plan {
    withs: Vec<With>,
    /// Which of them belong to a field.
    known: Vec<bool>,
    /// Every name that could be meant.
    names: Vec<String>,
    programs: usize,
    pub(super) tables: Vec<TablePlan>,
    findings: Vec<Diagnostic>,
}

/// A table to be read from one or several files.
#[derive(Debug)]
pub(super) struct TablePlan {
    pub files: Vec<PathBuf>,
    /// What all who are joined with it read; their links are in the indexes.
    pub shape: Shape,
    pub indexes: Vec<IndexPlan>,
    /// The program for which it is read, if it has records of that program in it.
    program: Option<usize>,
}

/// By which field the records of a table are found.
#[derive(Debug)]
pub(super) struct IndexPlan {
    pub field: FieldId,
    /// Whether several records may have one key.
    pub many: bool,
    /// The field of the records that they belong to.
    pub label: String,
    /// The record that they belong to.
    pub owner: String,
    /// Whether these are the leads, and nobody else.
    pub of_leads: bool,
}

impl TablePlan {
    /// The fields that its files must have.
    pub fn bound(&self) -> Vec<FieldId> {
        let links = self.indexes.iter().map(|it| it.field);
        self.shape.used.iter().copied().chain(links).collect()
    }

    /// The field with the key of a lead, if nobody but leads is joined with this table.
    pub fn link_to_leads(&self) -> Option<FieldId> {
        match self.indexes.as_slice() {
            [only] if only.of_leads => Some(only.field),
            _ => None,
        }
    }
}

impl Plan {
    /// A plan in which some files have the related records that they name.
    #[must_use]
    pub fn new(withs: &[With]) -> Self {
        Self {
            withs: withs.to_vec(),
            known: vec![false; withs.len()],
            names: Vec::new(),
            programs: 0,
            tables: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// The shape of the leads of a program.
    pub fn shape(&mut self, program: &Program, as_of: AsOf) -> Shape {
        self.programs += 1;
        for owner in program.records.iter().chain([&program.record]) {
            for field in &owner.fields {
                let Some(related) = field.ty.related().and_then(|id| program.related(id)) else {
                    continue;
                };
                for (with, known) in self.withs.iter().zip(&mut self.known) {
                    *known |= with.names(owner, field, related);
                }
                self.names.extend([field.name.clone(), related.name.clone()]);
            }
        }
        let clock = Clock::new(as_of, program.zone.clone());
        self.walk(program, None, &program.reads(), &clock)
    }

    /// What is wrong with the files that were named, once every shape is known.
    #[must_use]
    pub fn findings(&self) -> Vec<Diagnostic> {
        let unknown = self.withs.iter().zip(&self.known).filter(|(_, known)| !**known);
        let unknown = unknown.map(|(with, _)| self.unknown(with));
        unknown.chain(self.findings.iter().cloned()).collect()
    }

    fn unknown(&self, with: &With) -> Diagnostic {
        let mut names: Vec<&str> = Vec::new();
        for name in self.names.iter().map(String::as_str) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let message = format!("--with {}: no related field or record has this name.", with.name);
        let help = match (nearest(&with.name, names.iter().copied()), names.as_slice()) {
            (Some(near), _) => format!("Did you mean --with {near}={}?", with.file.display()),
            (None, []) => "The records of these rules have no related records.".to_owned(),
            (None, _) => format!("There are: {}", names.join(", ")),
        };
        Diagnostic::general(Severity::Error, codes::UNKNOWN_TABLE, message).help(help)
    }

    fn walk(
        &mut self,
        program: &Program,
        id: Option<RecordId>,
        reads: &Reads,
        clock: &Clock,
    ) -> Shape {
        let (record, own) = linked(program, id);
        let mut shape = Shape::new(record, own, clock);
        shape.used.clone_from(&reads.fields);
        for (field_id, reads) in &reads.related {
            let Some(field) = shape.record.get(*field_id).cloned() else { continue };
            let Some(related) = field.ty.related() else { continue };
            let mut inner = self.walk(program, Some(related), reads, clock);
            let many = matches!(field.ty, Type::Records(_));
            if let (true, Some(time)) = (many, inner.record.time()) {
                inner.add(time);
            }
            let files = self.files(&shape.record, &field, &inner.record);
            if files.is_empty() {
                shape.add(*field_id);
                shape.nested.push((*field_id, inner));
                continue;
            }
            let Some((ours, theirs)) = link(&shape.record, &field, &inner.record) else {
                self.cannot_join(&shape.record, &field, &inner.record);
                continue;
            };
            shape.add(ours);
            let index = IndexPlan {
                field: theirs,
                many,
                label: field.name.clone(),
                owner: shape.record.name.clone(),
                of_leads: many && id.is_none(),
            };
            let (table, index) = self.table(files, &inner, index);
            shape.joined.push(Joined {
                field: *field_id,
                many,
                key: ours,
                table,
                index,
                shape: inner,
            });
        }
        shape
    }

    fn files(&self, owner: &Record, field: &Field, related: &Record) -> Vec<PathBuf> {
        let named = self.withs.iter().filter(|it| it.names(owner, field, related));
        named.map(|it| it.file.clone()).collect()
    }

    /// The table with these records and its index; each file is read once for all who need it.
    fn table(&mut self, files: Vec<PathBuf>, shape: &Shape, index: IndexPlan) -> (usize, usize) {
        // A number of a record means something in its own program only.
        let has_records = shape.record.fields.iter().any(|it| it.ty.related().is_some());
        let program = has_records.then_some(self.programs);
        let is_same = |it: &TablePlan| {
            it.files == files
                && it.program == program
                && it.shape.record == shape.record
                && it.shape.clock.zone() == shape.clock.zone()
        };
        let at = self.tables.iter().position(is_same).unwrap_or(self.tables.len());
        if at == self.tables.len() {
            let shape = Shape::new(shape.record.clone(), shape.own, &shape.clock);
            self.tables.push(TablePlan { files, shape, indexes: Vec::new(), program });
        }
        let Some(table) = self.tables.get_mut(at) else { return (at, 0) };
        table.shape.absorb(shape);
        let same = |it: &IndexPlan| it.field == index.field && it.many == index.many;
        let place = table.indexes.iter().position(same).unwrap_or(table.indexes.len());
        match table.indexes.get_mut(place) {
            Some(known) => known.of_leads &= index.of_leads,
            None => table.indexes.push(index),
        }
        (at, place)
    }

    fn cannot_join(&mut self, owner: &Record, field: &Field, related: &Record) {
        let (name, other) = (&field.name, &related.name);
        let many = matches!(field.ty, Type::Records(_));
        let keyed = if many { owner } else { related };
        let message = format!("The records of *{name}* cannot be found in a file of their own.");
        let help = match (&field.by, many) {
            (Some(_), _) => format!(
                "They are found by one key, so {} must have one field marked `key`.",
                keyed.name
            ),
            (None, true) => format!(
                "Say which column of {other} has the key of {}: {name}: list of {other}, by …",
                owner.name
            ),
            (None, false) => format!(
                "Say which column of {} has the key of {other}: {name}: {other}, by …",
                owner.name
            ),
        };
        let finding = Diagnostic::general(Severity::Error, codes::CANNOT_JOIN, message).help(help);
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }
}

/// The field of the owner and the field of the others that must be equal.
fn link(owner: &Record, field: &Field, related: &Record) -> Option<(FieldId, FieldId)> {
    let by = &field.by.as_deref()?.name;
    match field.ty {
        Type::Records(_) => Some((only_key(owner)?, related.field(by)?)),
        _ => Some((owner.field(by)?, only_key(related)?)),
    }
}

fn only_key(record: &Record) -> Option<FieldId> {
    let mut keys = record.keys();
    keys.next().filter(|_| keys.next().is_none())
}
