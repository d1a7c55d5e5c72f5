//! Names for fields from the headers of a table.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script, UnicodeScript};

use crate::ir::name_key;

/// Words that cannot be names, or would read like something else.
const TAKEN: &[&str] = &[
    "and",
    "or",
    "not",
    "in",
    "is",
    "then",
    "where",
    "when",
    "yes",
    "no",
    "true",
    "false",
    "missing",
    "known",
    "otherwise",
    "any",
    "all",
    "none",
    "score",
    "lead",
];

/// A name for a column that needs no back-ticks: small letters with `_` between words.
///
/// Letters keep their script; words that mix look-alike letters of several scripts are parted. `others` are names
/// already given; `place` is that of the column, from 0, for a header without any letter.
///
/// ```
/// use leadscore::data::readable_name;
/// assert_eq!(readable_name("Total Time Spent on Website", 0, &[]), "total_time_spent_on_website");
/// assert_eq!(readable_name("E-mail", 0, &[]), "email");
/// assert_eq!(readable_name("брой служители", 0, &[]), "брой_служители");
/// ```
#[must_use]
pub fn readable_name(header: &str, place: usize, others: &[String]) -> String {
    let mut words = words(header);
    if let [first, second, ..] = words.as_slice()
        && first == "e"
        && second == "mail"
    {
        words.splice(..2, ["email".to_owned()]);
    }
    let mut name = words.join("_");
    let first = name.chars().next();
    if first.is_none_or(|c| c.is_ascii_digit() || is_combining_mark(c)) {
        let number = if first.is_none() { (place + 1).to_string() } else { String::new() };
        name = format!("column_{number}{name}");
    }
    if TAKEN.contains(&name_key(&name).as_str()) {
        name.push_str("_value");
    }
    let is_free = |name: &str| others.iter().all(|other| name_key(other) != name_key(name));
    if is_free(&name) {
        return name;
    }
    (2..).map(|number: u32| format!("{name}_{number}")).find(|name| is_free(name)).unwrap_or(name)
}

/// The words of a header in small letters; a new word begins with a capital after a small letter, too.
fn words(header: &str) -> Vec<String> {
    let chars: Vec<char> = header.nfkc().filter(|c| !matches!(c, '\'' | '’' | '`')).collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    for (place, &c) in chars.iter().enumerate() {
        let belongs = c.is_alphabetic() || c.is_ascii_digit() || is_combining_mark(c);
        let next_is_small =
            chars.get(place + 1).is_some_and(|next| next.is_lowercase() && !other_script(c, *next));
        let begins = before.is_some_and(|before| {
            let hump = c.is_uppercase()
                && (before.is_lowercase() || (before.is_uppercase() && next_is_small));
            hump || other_script(before, c)
        });
        if (!belongs || begins) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if belongs {
            word.extend(c.to_lowercase());
        }
        before = belongs.then_some(c);
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

/// Whether two letters are of different scripts whose letters look alike.
fn other_script(one: char, other: char) -> bool {
    let alike = |c: char| {
        Some(c.script()).filter(|it| matches!(it, Script::Latin | Script::Cyrillic | Script::Greek))
    };
    matches!((alike(one), alike(other)), (Some(one), Some(other)) if one != other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_from_headers() {
        for (header, name) in [
            ("industry", "industry"),
            ("Industry", "industry"),
            ("Lead ID", "lead_id"),
            ("TotalVisits", "total_visits"),
            ("leadID", "lead_id"),
            ("IDNumber", "id_number"),
            ("Marital (Status)", "marital_status"),
            ("Visits (30 days)", "visits_30_days"),
            ("No. of Employees", "no_of_employees"),
            ("e-Mail", "email"),
            ("E-mail address", "email_address"),
            ("What's new?", "whats_new"),
            ("  utm_source ", "utm_source"),
            ("2nd visit", "column_2nd_visit"),
            ("%", "column_5"),
            ("", "column_5"),
            ("In", "in_value"),
            ("WHERE", "where_value"),
            ("Score", "score_value"),
            ("брой служители", "брой_служители"),
            ("IP-адрес", "ip_адрес"),
            ("SEOоценка", "seo_оценка"),
            ("员工数", "员工数"),
            ("ที่อยู่", "ที่อยู่"),
            ("ＩＤ", "id"),
            ("m²", "m2"),
        ] {
            assert_eq!(readable_name(header, 4, &[]), name, "{header}");
        }
    }

    #[test]
    fn names_are_unique() {
        let others = ["city".to_owned(), "city_2".to_owned()];
        assert_eq!(readable_name("City", 0, &others), "city_3");
    }
}
