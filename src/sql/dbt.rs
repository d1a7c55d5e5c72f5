//! A model of a dbt project: the statement between braces of dbt, and what dbt is to test of its results.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::dialect::Speech;
use super::names::written;
use super::result::result_name;
use crate::ir::{Points, Program};

/// Where a table comes from in a dbt project: a source if its schema is named, else another model.
///
/// `crm.leads` is `{{ source('crm', 'leads') }}`, and `leads` is `{{ ref('leads') }}`.
pub(super) fn table(name: &str) -> String {
    let parts: Vec<&str> = name.split('.').map(str::trim).collect();
    match parts.as_slice() {
        [.., schema, table] => format!("{{{{ source({}, {}) }}}}", quoted(schema), quoted(table)),
        _ => format!("{{{{ ref({}) }}}}", quoted(name)),
    }
}

/// A text with nothing in it that dbt would read as its own: `{{` and the like.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.next_if(|next| c == '{' && matches!(next, '{' | '%' | '#')) {
            Some(next) => escaped.push_str(&format!("{{{{ '{c}{next}' }}}}")),
            None => escaped.push(c),
        }
    }
    escaped
}

/// The file that says what dbt is to test of a model, and where its sources are.
pub(super) fn schema(
    program: &Program,
    name: &str,
    tables: &[String],
    speech: &dyn Speech,
) -> String {
    let mut text = String::from("version: 2\n");
    sources(tables, &mut text);
    let _ = writeln!(
        text,
        "\nmodels:\n  - name: {}\n    description: {}\n    columns:",
        yaml(name),
        yaml(&format!("Scores of the leadscore model {}", program.name)),
    );
    let keys: Vec<&str> = program
        .record
        .keys()
        .filter_map(|id| program.record.get(id))
        .map(|field| field.column.as_str())
        .collect();
    for key in &keys {
        // Several keys are unique only together.
        let tests: &[&str] = if keys.len() == 1 { &["unique", "not_null"] } else { &["not_null"] };
        column(key, tests, speech, &mut text);
    }
    column(&result_name(program, "score"), &["not_null"], speech, &mut text);
    in_limit(program, &mut text);
    column(&result_name(program, "status"), &["not_null"], speech, &mut text);
    accepted(&["scored", "disqualified"], &mut text);
    if !program.bands.is_empty() {
        column(&result_name(program, "band"), &[], speech, &mut text);
        let labels: Vec<&str> = program.bands.iter().map(|it| it.label.as_str()).collect();
        accepted(&labels, &mut text);
    }
    text
}

/// The sources of a project, by database and schema.
fn sources(tables: &[String], text: &mut String) {
    let mut schemas: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for table in tables {
        let mut parts = table.rsplitn(3, '.').map(|it| it.trim().to_owned());
        let (Some(name), Some(schema)) = (parts.next(), parts.next()) else { continue };
        let tables = schemas.entry((parts.next().unwrap_or_default(), schema)).or_default();
        if !tables.contains(&name) {
            tables.push(name);
        }
    }
    if schemas.is_empty() {
        return;
    }
    text.push_str("\nsources:\n");
    for ((database, schema), tables) in schemas {
        let _ = writeln!(text, "  - name: {}", yaml(&schema));
        if !database.is_empty() {
            let _ = writeln!(text, "    database: {}", yaml(&database));
        }
        text.push_str("    tables:\n");
        for table in tables {
            let _ = writeln!(text, "      - name: {}", yaml(&table));
        }
    }
}

fn column(name: &str, tests: &[&str], speech: &dyn Speech, text: &mut String) {
    let _ = writeln!(text, "      - name: {}", yaml(name));
    if written(name, speech) != name {
        text.push_str("        quote: true\n");
    }
    text.push_str("        data_tests:\n");
    for test in tests {
        let _ = writeln!(text, "          - {test}");
    }
}

fn accepted(values: &[&str], text: &mut String) {
    let values: Vec<String> = values.iter().map(|it| yaml(it)).collect();
    let _ = writeln!(
        text,
        "          - accepted_values:\n              values: [{}]",
        values.join(", ")
    );
}

/// Among scores outside of the limit, none is accepted.
fn in_limit(program: &Program, text: &mut String) {
    let ends = [(program.limit.low, '<'), (program.limit.high, '>')];
    let outside: Vec<String> = ends
        .iter()
        .filter_map(|(end, sign)| {
            end.map(|it: Points| format!("{} {sign} {it}", result_name(program, "score")))
        })
        .collect();
    let inside = program.limit.low.or(program.limit.high);
    if let Some(inside) = inside {
        let _ = writeln!(
            text,
            "          - accepted_values:\n              \
             name: {}\n              \
             values: [{inside}]\n              \
             quote: false\n              \
             config:\n                where: {}",
            yaml("score_inside_the_limit"),
            yaml(&outside.join(" or ")),
        );
    }
}

/// A text as Jinja writes it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// A text as YAML writes it: plain if nothing in it could be read otherwise.
fn yaml(text: &str) -> String {
    let plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !["yes", "no", "on", "off", "true", "false", "null", "y", "n"]
            .contains(&text.to_ascii_lowercase().as_str());
    match plain {
        true => text.to_owned(),
        // A text of JSON is one of YAML.
        false => serde_json::Value::from(text).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_with_a_schema_are_sources() {
        assert_eq!(table("leads"), "{{ ref('leads') }}");
        assert_eq!(table("crm.leads"), "{{ source('crm', 'leads') }}");
        assert_eq!(table("prod.crm.o'leads"), "{{ source('crm', 'o\\'leads') }}");
    }

    #[test]
    fn nothing_in_a_text_is_read_as_code() {
        assert_eq!(escaped("a {b} c"), "a {b} c");
        assert_eq!(escaped("'{{ x }}'"), "'{{ '{{' }} x }}'");
        assert_eq!(escaped("{% {#"), "{{ '{%' }} {{ '{#' }}");
    }

    #[test]
    fn words_that_yaml_reads_otherwise_are_quoted() {
        for (text, written) in [("Hot", "Hot"), ("no", "\"no\""), ("Very hot", "\"Very hot\"")] {
            assert_eq!(yaml(text), written);
        }
        assert_eq!(yaml("1"), "\"1\"");
    }
}
