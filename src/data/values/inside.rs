//! Leads that stand in a list inside of the object that a file holds.

use crate::data::Reader;
use crate::data::read::wrapped::List;
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::ir::name_key;

/// What is wrong with a file of JSON that has none of these names itself, but in a list further inside.
#[must_use]
pub fn doubt_object<'n>(
    reader: &Reader,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<Diagnostic> {
    let wrapped = reader.wrapped()?;
    let names: Vec<String> = names.into_iter().map(name_key).collect();
    let has_some = |keys: &[String]| keys.iter().any(|it| names.contains(&name_key(it)));
    let list = wrapped.lists.iter().find(|it| has_some(&it.keys))?;
    (!has_some(&wrapped.keys)).then(|| finding(reader.name(), list))
}

/// The same where it is not known yet what the leads are called: the object holds nothing but one list.
#[must_use]
pub fn doubt_lone_list(reader: &Reader) -> Option<Diagnostic> {
    let wrapped = reader.wrapped().filter(|it| it.keys.len() == 1)?;
    match wrapped.lists.as_slice() {
        [only] if !only.keys.is_empty() => Some(finding(reader.name(), only)),
        _ => None,
    }
}

fn finding(name: &str, list: &List) -> Diagnostic {
    let shown = list.path.join(".");
    let message = format!("{name} is one object; the leads stand inside of it, in \"{shown}\".");
    let plain = |it: &String| it.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let path = match list.path.iter().all(plain) {
        true => format!(".{shown}"),
        false => {
            let keys: Vec<String> = list.path.iter().map(|it| format!("[\"{it}\"]")).collect();
            format!("'.{}'", keys.concat())
        }
    };
    let help = format!("Put that list alone into a file, for example with jq {path}");
    Diagnostic::general(Severity::Error, codes::LIST_INSIDE, message).help(help)
}
