//! The record that is scored and the list of its events: made by the import, or those of a schema.

use std::path::{Component, Path, PathBuf};

use crate::ast::{Field, Record, TypeKind};
use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::ir::name_key;
use crate::project::Project;

/// The names that the rules use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    /// The record that is scored.
    pub record: String,
    /// Its list of events.
    pub events: String,
    /// The record of an event.
    pub event: String,
    /// The field of an event that holds the asset.
    pub field: String,
    /// The path of the schema, seen from the rules; none if the rules declare the records themselves.
    pub used: Option<String>,
}

impl Shape {
    /// The records that the rules declare themselves.
    pub fn own(events: &str, field: &str) -> Self {
        Self {
            record: "Lead".to_owned(),
            events: events.to_owned(),
            event: "Activity".to_owned(),
            field: field.to_owned(),
            used: None,
        }
    }

    /// The records of a schema, which must have the list and the field.
    pub fn of_schema(
        project: &Project,
        schema: &Path,
        output: &Path,
        events: &str,
        field: &str,
    ) -> Result<Self, Diagnostic> {
        let file = schema.display();
        let lists = || project.records().flat_map(related);
        let key = name_key(events);
        let found = lists().find(|(_, list, _)| name_key(&list.name.node) == key);
        let Some((record, list, event)) = found else {
            let names: Vec<String> =
                lists().map(|(record, list, _)| said(&list.name.node, record)).collect();
            return Err(misfit(
                format!("No record of {file} has a list of events called *{events}*."),
                match names.is_empty() {
                    true => "A record of leads needs one, such as: activities: list of Activity, by lead_id".to_owned(),
                    false => format!("Choose one with --events NAME: {}.", names.join(", ")),
                },
            ));
        };
        let fields = project.records().find(|it| name_key(&it.name.node) == name_key(event));
        let fields = fields.map(|it| it.fields.as_slice()).unwrap_or_default();
        let Some(field) = fields.iter().find(|it| name_key(&it.name.node) == name_key(field))
        else {
            let names: Vec<&str> = fields.iter().map(|it| it.name.node.as_str()).collect();
            return Err(misfit(
                format!("The events *{events}* of {file} have no field *{field}*."),
                format!("Choose one with --field NAME: {}.", names.join(", ")),
            ));
        };
        Ok(Self {
            record: record.name.node.clone(),
            events: list.name.node.clone(),
            event: event.to_owned(),
            field: field.name.node.clone(),
            used: Some(seen_from(output, schema)),
        })
    }
}

/// The lists of related records of a record.
fn related(record: &Record) -> impl Iterator<Item = (&Record, &Field, &str)> {
    record.fields.iter().filter_map(move |field| match &field.ty.node {
        TypeKind::ListOf(member) => match &member.node {
            TypeKind::Record(event) => Some((record, field, event.as_str())),
            _ => None,
        },
        _ => None,
    })
}

fn said(list: &str, record: &Record) -> String {
    format!("{list} (of {})", record.name.node)
}

fn misfit(message: String, help: String) -> Diagnostic {
    Diagnostic::general(Severity::Error, codes::SCHEMA_MISFIT, message).help(help)
}

/// The path of a file as another file has to name it, with `/` on every system.
fn seen_from(from: &Path, to: &Path) -> String {
    let folder = from.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (Ok(folder), Ok(to)) = (folder.canonicalize(), to.canonicalize()) else {
        return slashes(to);
    };
    let common = folder.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    // Another drive: there is no way from here.
    if common == 0 {
        return slashes(&to);
    }
    let up = folder.components().skip(common).map(|_| Component::ParentDir);
    slashes(&up.chain(to.components().skip(common)).collect::<PathBuf>())
}

fn slashes(path: &Path) -> String {
    let parts: Vec<String> = path.iter().map(|it| it.to_string_lossy().into_owned()).collect();
    parts.join("/").replacen("//", "/", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_as_it_is_seen_from_another() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        std::fs::create_dir_all(at("rules/new")).unwrap();
        std::fs::write(at("crm.score"), "").unwrap();
        assert_eq!(seen_from(&at("points.score"), &at("crm.score")), "crm.score");
        assert_eq!(seen_from(&at("rules/points.score"), &at("crm.score")), "../crm.score");
        assert_eq!(seen_from(&at("rules/new/points.score"), &at("crm.score")), "../../crm.score");
    }
}
