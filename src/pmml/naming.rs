//! Names of inputs. Whoever asks a model keeps to them, so they are the same in whatever order the rules stand.

use std::collections::HashMap;
use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::inputs::{Input, Source};
use super::names::Names;
use super::outputs::OUTPUTS;
use crate::ir::Program;

/// The names of a model.
pub(super) struct Named {
    /// All that are taken: of outputs, of fields of the record, and of inputs.
    pub names: Names,
    pub inputs: HashMap<Source, String>,
    /// Fields whose name an output has, with the names that they have instead.
    pub renamed: Vec<(String, String)>,
}

impl Named {
    /// Names for inputs that were asked for under the names that they would best have.
    ///
    /// A field of the record keeps its name. What several calculations would be called tells them apart by a number
    /// that is made of what each of them is.
    pub fn of(program: &Program, asked: &[Input]) -> Self {
        let numbered = |name: &str, number| format!("{name}_{number}");
        let mut names = Names::new(str::to_owned, numbered);
        let (fields, mut others): (Vec<_>, Vec<_>) = asked.iter().partition(|it| it.is_field);
        let own = program.record.fields.iter().map(|it| it.name.as_str());
        let own = own.chain(fields.iter().map(|it| it.name.as_str()));
        own.chain(OUTPUTS.iter().copied()).for_each(|it| names.reserve(it));

        let (mut inputs, mut renamed) = (HashMap::new(), Vec::new());
        for field in fields {
            let mut name = field.name.clone();
            if OUTPUTS.contains(&name.as_str()) {
                name = names.own(&name);
                renamed.push((field.name.clone(), name.clone()));
            }
            inputs.insert(field.source.clone(), name);
        }
        others.sort_by(|a, b| (&a.name, &a.about).cmp(&(&b.name, &b.about)));
        for alike in others.chunk_by(|a, b| a.name == b.name) {
            for input in alike {
                let name = match alike.len() {
                    1 => names.own(&input.name),
                    _ => names.own(&format!("{}_{:04x}", input.name, print(&input.about))),
                };
                inputs.insert(input.source.clone(), name);
            }
        }
        Self { names, inputs, renamed }
    }
}

/// A number that only another text has.
fn print(text: &str) -> u16 {
    let mut hasher = SipHasher13::new();
    hasher.write(text.as_bytes());
    (hasher.finish() & 0xffff) as u16
}
