//! Fingerprints of values: what is compared of a record that is no longer there.

use std::hash::{Hash, Hasher};

use siphasher::sip::SipHasher13;

use crate::data::Loader;
use crate::ir::{FieldId, Program, Type, Value};

/// The fields of the models that are compared, and those who read them.
pub(super) struct Prints {
    /// Of each model the fields that are read, of the record itself or related to it.
    fields: Vec<Vec<(FieldId, String)>>,
}

impl Prints {
    /// Of records that are read by loaders, one for each model.
    pub fn of<'l>(programs: &[Program], loaders: impl Iterator<Item = &'l Loader>) -> Self {
        let fields = programs.iter().zip(loaders).map(|(program, loader)| {
            let reads = program.reads();
            let record = &program.record;
            let name = |id: FieldId| Some((id, record.get(id)?.name.clone()));
            // Another company is another value, though its records stand elsewhere.
            let link = |id: FieldId| {
                let field = record.get(id)?;
                let by = matches!(field.ty, Type::Record(_)).then(|| field.by.as_deref())??;
                Some((loader.record().field(&by.name)?, field.name.clone()))
            };
            let related = || reads.related.keys().copied();
            let ids = reads.fields.iter().copied().chain(related());
            ids.filter_map(name).chain(related().filter_map(link)).collect()
        });
        Self { fields: fields.collect() }
    }

    /// The names of the fields, in the order of the fingerprints.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().flatten().map(|(_, name)| name.as_str())
    }

    /// A fingerprint of each value that is read, for the values of each model.
    pub fn take<'v>(&'v self, values: &'v [Vec<Value>]) -> impl Iterator<Item = u64> + 'v {
        self.fields.iter().zip(values).flat_map(|(fields, values)| {
            fields.iter().map(|(id, _)| values.get(id.0 as usize).map_or(0, print))
        })
    }
}

/// Two equal values have one fingerprint; in which order the members of a list were exported does not matter.
fn print(value: &Value) -> u64 {
    let mut hasher = SipHasher13::new();
    // An empty list is not a blank.
    std::mem::discriminant(value).hash(&mut hasher);
    let record = |values: &[Value], hasher: &mut SipHasher13| {
        values.iter().for_each(|it| print(it).hash(hasher));
    };
    match value {
        Value::Record(values) => record(values, &mut hasher),
        Value::Records(records) => {
            let mut prints: Vec<u64> = records
                .iter()
                .map(|values| {
                    let mut hasher = SipHasher13::new();
                    record(values, &mut hasher);
                    hasher.finish()
                })
                .collect();
            prints.sort_unstable();
            prints.hash(&mut hasher);
        }
        value => value.hash(&mut hasher),
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_of_members_is_no_difference() {
        let visit = |page: &str| vec![Value::text(page), Value::Number(3.into())].into();
        let list = |pages: &[&str]| Value::Records(pages.iter().map(|it| visit(it)).collect());
        assert_eq!(print(&list(&["/a", "/b"])), print(&list(&["/b", "/a"])));
        assert_ne!(print(&list(&["/a", "/b"])), print(&list(&["/a", "/a"])));
        assert_ne!(print(&list(&["/a"])), print(&list(&["/a", "/a"])));
        assert_ne!(print(&list(&[])), print(&Value::Missing));
        assert_ne!(print(&Value::Record(visit("/a"))), print(&Value::Record(visit("/b"))));
        let number = |it: &str| Value::Number(it.parse().unwrap());
        assert_eq!(print(&number("1.50")), print(&number("1.5")));
    }
}
