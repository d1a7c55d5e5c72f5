//! What tables and columns are called in a warehouse.

use std::str::FromStr;

use crate::ir::{Field, Program, Record, name_key};

/// A name in a warehouse for something of the rules, as the command line gives it.
///
/// ```
/// use leadscore::sql::Named;
/// let named: Named = "Lead.employees=no_of_employees".parse()?;
/// assert_eq!((&*named.what, &*named.name), ("Lead.employees", "no_of_employees"));
/// assert!("no_of_employees".parse::<Named>().is_err());
/// # Ok::<(), leadscore::sql::NoName>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// A record, or a field: `Lead`, `visits`, `Lead.visits`. Empty: the scored record.
    pub what: String,
    /// Its table or column there.
    pub name: String,
}

/// What names nothing in a warehouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "write what it is called in the rules, and its name in the warehouse: \
     Lead.employees=no_of_employees"
)]
pub struct NoName;

impl Named {
    /// A table; without a record before it, that of the leads.
    ///
    /// ```
    /// use leadscore::sql::Named;
    /// assert_eq!(Named::table("crm.leads")?.what, "");
    /// assert_eq!(Named::table("visits=web.visits")?.what, "visits");
    /// # Ok::<(), leadscore::sql::NoName>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a side of it is left out.
    pub fn table(text: &str) -> Result<Self, NoName> {
        match text.contains('=') {
            true => text.parse(),
            false => format!("lead={text}").parse().map(|it| Self { what: String::new(), ..it }),
        }
    }
}

impl FromStr for Named {
    type Err = NoName;

    fn from_str(text: &str) -> Result<Self, NoName> {
        let parts = text.split_once('=').map(|(what, name)| (what.trim(), name.trim()));
        let is_whole = |(what, name): &(&str, &str)| !what.is_empty() && !name.is_empty();
        match parts.filter(is_whole) {
            Some((what, name)) => Ok(Self { what: what.to_owned(), name: name.to_owned() }),
            None => Err(NoName),
        }
    }
}

/// The names of tables and columns: those of the command line, else those of the rule file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Of records, or of fields with related records.
    pub tables: Vec<Named>,
    /// Of fields: `Lead.employees`, or `employees` of the scored record.
    pub columns: Vec<Named>,
}

/// Something that is named and that the rules do not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotThere {
    /// What was named.
    pub what: String,
    /// What could have been meant.
    pub known: Vec<String>,
}

impl Mapping {
    /// The table in which a record stands; related records by the field that leads to them.
    pub(super) fn table(&self, record: &Record, by: Option<(&Record, &Field)>) -> String {
        let mut keys = vec![record.name.clone()];
        match by {
            Some((owner, field)) => {
                keys.extend([field.name.clone(), format!("{}.{}", owner.name, field.name)]);
            }
            None => keys.push(String::new()),
        }
        // The most exact name counts.
        let named = keys.iter().rev().find_map(|key| of(&self.tables, key));
        match (named, &record.table) {
            (Some(name), _) => name.to_owned(),
            (None, Some(name)) => name.clone(),
            (None, None) => snake_case(&record.name),
        }
    }

    /// The program with the columns of its records called as they are called here; `scored` is the record that may be
    /// left out.
    pub(super) fn applied(&self, program: &Program, scored: &str) -> Program {
        let mut program = program.clone();
        for record in program.records.iter_mut().chain([&mut program.record]) {
            for field in &mut record.fields {
                let whole = format!("{}.{}", record.name, field.name);
                let short = (record.name == scored).then_some(field.name.as_str());
                let named = of(&self.columns, &whole)
                    .or_else(|| short.and_then(|it| of(&self.columns, it)));
                if let Some(name) = named {
                    field.column = name.to_owned();
                }
            }
        }
        program
    }

    /// What is named here and stands nowhere in some programs.
    #[must_use]
    pub fn unknown(&self, programs: &[&Program]) -> Vec<NotThere> {
        let (mut tables, mut columns) = (vec![String::new()], Vec::new());
        for program in programs {
            for record in &program.records {
                tables.push(record.name.clone());
                for field in &record.fields {
                    let whole = format!("{}.{}", record.name, field.name);
                    match field.ty.related() {
                        Some(_) => tables.extend([field.name.clone(), whole]),
                        None => {
                            let scored = record.name == program.record.name;
                            columns.extend(scored.then(|| field.name.clone()));
                            columns.push(whole);
                        }
                    }
                }
            }
        }
        let not_in = |named: &[Named], known: Vec<String>| {
            let is_known = |it: &&Named| known.iter().any(|name| same(name, &it.what));
            let unknown = named.iter().filter(|it| !is_known(it));
            let told = |it: &Named| NotThere { what: it.what.clone(), known: known.clone() };
            unknown.map(told).collect::<Vec<_>>()
        };
        [not_in(&self.tables, tables), not_in(&self.columns, columns)].concat()
    }
}

/// The last name that is given to something.
fn of<'n>(names: &'n [Named], what: &str) -> Option<&'n str> {
    names.iter().rev().find(|it| same(&it.what, what)).map(|it| &*it.name)
}

fn same(left: &str, right: &str) -> bool {
    name_key(left) == name_key(right)
}

/// `WebVisit` as `web_visit`.
fn snake_case(name: &str) -> String {
    let chars: Vec<char> = name.trim().chars().collect();
    let mut snake = String::new();
    for (at, c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            snake.push('_');
            continue;
        }
        let before = at.checked_sub(1).and_then(|it| chars.get(it));
        let after_small = before.is_some_and(|it| it.is_lowercase() || it.is_numeric());
        // `HTTPLog`: the word begins at the L.
        let ends_capitals = before.is_some_and(|it| it.is_uppercase())
            && chars.get(at + 1).is_some_and(|it| it.is_lowercase());
        if c.is_uppercase() && (after_small || ends_capitals) {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{RecordId, Type};

    fn names(tables: &[&str]) -> Mapping {
        let tables = tables.iter().map(|it| it.parse().unwrap()).collect();
        Mapping { tables, columns: Vec::new() }
    }

    #[test]
    fn a_record_is_called_like_itself_in_small_letters() {
        for (name, table) in [
            ("Lead", "lead"),
            ("WebVisit", "web_visit"),
            ("HTTPLog", "http_log"),
            ("Q4Order", "q4_order"),
            ("Web Visit", "web_visit"),
            ("ПосещениеСайта", "посещение_сайта"),
        ] {
            assert_eq!(Mapping::default().table(&Record::new(name, Vec::new()), None), table);
        }
    }

    #[test]
    fn the_most_exact_name_of_a_table_counts() {
        let lead = Record::new("Lead", Vec::new());
        let field = Field::new("visits", Type::Records(RecordId(1)));
        let mut visit = Record::new("Visit", Vec::new());
        let table = |names: &Mapping, visit: &Record| names.table(visit, Some((&lead, &field)));
        assert_eq!(table(&names(&[]), &visit), "visit");
        visit.table = Some("web.visits".to_owned());
        assert_eq!(table(&names(&[]), &visit), "web.visits");
        assert_eq!(table(&names(&["visit=a"]), &visit), "a");
        assert_eq!(table(&names(&["visits=b", "Visit=a"]), &visit), "b");
        assert_eq!(table(&names(&["lead.visits=c", "visits=b"]), &visit), "c");
        assert_eq!(table(&names(&["visits=a", "visits=b"]), &visit), "b");
        let of_leads = Mapping { tables: vec![Named::table("crm.leads").unwrap()], ..names(&[]) };
        assert_eq!(of_leads.table(&lead, None), "crm.leads");
        assert_eq!(table(&of_leads, &visit), "web.visits");
    }

    #[test]
    fn a_name_needs_both_sides() {
        for text in ["", "=", "Lead=", "=crm.leads", "Lead"] {
            assert!(text.parse::<Named>().is_err(), "{text}");
        }
        assert!(Named::table("").is_err());
    }
}
