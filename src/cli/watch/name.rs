//! The names of leads, for people who do not know their keys by heart.

use crate::data::{Cells, Row};
use crate::ir::name_key;

/// Columns that hold a name: the first that is there counts. Several of them make one name together.
const NAMES: [&[&str]; 5] =
    [&["name"], &["full_name"], &["first_name", "last_name"], &["company"], &["company_name"]];

/// The name of a lead, if its data have one.
pub(super) fn name_of(row: &Row, header: Option<&[String]>) -> Option<String> {
    let cell = |wanted: &str| {
        let is = |column: &str| name_key(&column.replace([' ', '-'], "_")) == wanted;
        let text = match &row.cells {
            Cells::Fields(fields) => fields.get(header?.iter().position(|it| is(it))?)?.as_str(),
            Cells::Object(object) => object.iter().find(|(key, _)| is(key))?.1.as_str()?,
        };
        let text = text.trim();
        (!text.is_empty()).then_some(text)
    };
    NAMES.iter().find_map(|columns| {
        let parts: Option<Vec<&str>> = columns.iter().map(|it| cell(it)).collect();
        parts.map(|it| it.join(" "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_columns_that_hold_a_name_count() {
        let named = |columns: &[(&str, &str)]| {
            let header: Vec<String> = columns.iter().map(|it| it.0.to_owned()).collect();
            let cells = Cells::Fields(columns.iter().map(|it| it.1.to_owned()).collect());
            name_of(&Row { number: 1, line: 2, cells }, Some(&header))
        };
        assert_eq!(named(&[("id", "1"), ("Name", " Ana ")]).as_deref(), Some("Ana"));
        let both = [("Last name", "Petrova"), ("First-Name", "Ana"), ("company", "One")];
        assert_eq!(named(&both).as_deref(), Some("Ana Petrova"));
        let half = [("last_name", "Petrova"), ("first_name", ""), ("company", "One")];
        assert_eq!(named(&half).as_deref(), Some("One"));
        assert_eq!(named(&[("id", "1"), ("name", " ")]), None);
    }
}
