//! What a statement becomes: a query, a view, or a model of a dbt project.

use super::columns::Work;
use super::names::written_path;
use super::options::{Options, Shape};
use super::{Refused, dbt, dialect, worked};
use crate::ir::{Program, Reads, Record, RecordId};

/// Around the name of a table until it is known how dbt speaks of it: signs that stand for no letter.
const MARKS: [char; 2] = ['\u{fdd0}', '\u{fdd1}'];

/// The name of a table between marks.
pub(super) fn marked(table: &str) -> String {
    format!("{}{table}{}", MARKS[0], MARKS[1])
}

/// A query in the shape that is asked for.
pub(super) fn shaped(work: &Work<'_>, query: &str, options: &Options) -> String {
    match &options.shape {
        Shape::Select => query.to_owned(),
        Shape::View(name) => {
            format!("CREATE OR REPLACE VIEW {} AS\n{query}", written_path(name, work.speech))
        }
        Shape::Dbt => of_dbt(query, &work.speech.as_of()),
    }
}

fn of_dbt(query: &str, as_of: &str) -> String {
    let query = dbt::escaped(query.trim_end().trim_end_matches(';'));
    let query = query.replacen(as_of, &variable(as_of), 1);
    let mut model = String::from("{{ config(materialized='table') }}\n\n");
    for (index, piece) in query.split(MARKS).enumerate() {
        match index % 2 {
            1 => model.push_str(&dbt::table(piece)),
            _ => model.push_str(piece),
        }
    }
    model + "\n"
}

/// The parameter of as-of as a variable of a dbt project: `CAST('{{ var("as_of") }}' AS …`.
fn variable(as_of: &str) -> String {
    match as_of.split_once('(').zip(as_of.split_once(" AS ")) {
        Some(((before, _), (_, ty))) => format!("{before}('{{{{ var(\"as_of\") }}}}' AS {ty}"),
        None => as_of.to_owned(),
    }
}

/// Whether the scores of a program depend on the moment of the run: such a statement has a parameter if none is given.
///
/// # Errors
///
/// With what the dialect cannot say.
pub fn asks_the_clock(program: &Program, options: &Options) -> Result<bool, Refused> {
    worked(program, options, |work, _| work.moments.is_used())
}

/// What dbt is to test of the scores of a program, in a model with this name.
#[must_use]
pub fn dbt_schema(program: &Program, name: &str, options: &Options) -> String {
    let program = options.mapping.applied(program, &program.record.name);
    let mut tables = vec![options.mapping.table(&program.record, None)];
    related(&program, &program.record, &program.reads(), options, &mut tables);
    dbt::schema(&program, name, &tables, dialect::speech(options.dialect))
}

/// The tables of related records that are read.
fn related(
    program: &Program,
    owner: &Record,
    reads: &Reads,
    options: &Options,
    tables: &mut Vec<String>,
) {
    for (field, reads) in &reads.related {
        let Some(field) = owner.get(*field) else { continue };
        let record: Option<RecordId> = field.ty.related();
        let Some(record) = record.and_then(|it| program.related(it)) else { continue };
        tables.push(options.mapping.table(record, Some((owner, field))));
        related(program, record, reads, options, tables);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_of_texts_are_no_code_of_dbt() {
        let query = format!(
            "SELECT '{{{{ x }}}}', CAST($as_of AS T)\nFROM {} AS leads;\n",
            marked("crm.leads")
        );
        assert_eq!(
            of_dbt(&query, "CAST($as_of AS T)"),
            "{{ config(materialized='table') }}\n\nSELECT '{{ '{{' }} x }}', \
             CAST('{{ var(\"as_of\") }}' AS T)\nFROM {{ source('crm', 'leads') }} AS leads\n"
        );
    }
}
