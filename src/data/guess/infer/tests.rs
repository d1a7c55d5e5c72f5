use super::*;
use crate::data::{Cells, Row};

fn column(cells: &[&str]) -> ColumnStats {
    let mut stats = ColumnStats::default();
    cells.iter().for_each(|cell| stats.add(cell));
    stats
}

fn named(name: &str, cells: &[&str]) -> ColumnGuess {
    guess(name, &column(cells), None)
}

/// The guess in the words of a schema.
fn told(guess: &ColumnGuess) -> String {
    let field = &guess.field;
    let mut told = field.ty.keyword().to_owned();
    if !guess.values.is_empty() {
        told = format!("one of {:?}", guess.values);
    }
    if field.number_format != NumberFormat::default() {
        told += &format!(" {}", field.number_format);
    }
    if let Some(format) = &field.date_format {
        told += &format!(" {}", format.written);
    }
    if let Some(split) = &field.split {
        told += &format!(" split {split}");
    }
    told
}

#[test]
fn types_of_columns() {
    for (cells, expected) in [
        (&["yes", "no", "", "Yes"][..], "yes/no"),
        (&["TRUE", "FALSE"], "yes/no"),
        (&["No", "No", "No"], "yes/no"),
        (&["0", "1", "1", "0"], "yes/no"),
        (&["0", "0", "0"], "integer"),
        (&["0", "1", "2"], "integer"),
        (&["12", "-3", "1000"], "integer"),
        (&["12.0", "7.0"], "integer"),
        (&["12.5", "7"], "number"),
        (&["1,234", "567"], "integer 1,234.56"),
        (&["1,234.50", "567"], "number 1,234.56"),
        (&["12,5", "7"], "number 1234,56"),
        (&["1.234,5", "7"], "number 1.234,56"),
        (&["1 492 929,80", "7,5"], "number 1 234,56"),
        (&["1'234.5", "7"], "number 1'234.56"),
        (&["20%", "5 %"], "percent"),
        (&["20,5%", "5 %"], "percent 1234,56"),
        (&["2025-02-20", "2024-01-01"], "date"),
        (&["2025-02-20 00:00:00", "2024-01-01 00:00:00"], "date"),
        (&["2025-02-20 10:00", "2024-01-01"], "datetime"),
        (&["2025-02-20T10:00:00Z"], "datetime"),
        (&["20/02/2025", "01/02/2025"], "date DD/MM/YYYY"),
        (&["02/20/2025", "01/02/2025"], "date MM/DD/YYYY"),
        (&["20.02.2025", "1.2.2025"], "date DD.MM.YYYY"),
        (&["20.02.2025 10:15", "01.02.2025 00:00"], "datetime DD.MM.YYYY HH:mm"),
        (&["2/1/2025 1:15 PM", "1/2/2025 2:15 AM"], "datetime MM/DD/YYYY h:mm a"),
        (&["20250220", "20241231"], "date YYYYMMDD"),
        (&["20250220", "20241231", "5"], "integer"),
        (&["2024/02/28", "2024/04/10"], "date YYYY/MM/DD"),
        (&["20 Feb 2025", "1 Mar 2025"], "date DD MMM YYYY"),
        (&["00123", "10435"], "text"),
        (&["+359888123456", "+359888123457"], "text"),
        (&["Sofia", "Varna", "Burgas"], "text"),
        (&["", ""], "text"),
        (&["7927b2df", "12345678"], "text"),
    ] {
        assert_eq!(told(&named("it", cells)), expected, "{cells:?}");
    }
    assert_eq!(told(&named("Phone", &["888123456", "888123457"])), "text");
}

#[test]
fn a_few_odd_values_do_not_change_the_type() {
    let mut cells: Vec<String> = (0..99).map(|number| number.to_string()).collect();
    cells.push("12 people".to_owned());
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    assert_eq!(told(&named("employees", &cells)), "integer");
    assert_eq!(told(&named("employees", &[&cells[..], &["x"; 10]].concat())), "text");
}

#[test]
fn ambiguous_dates_are_noted() {
    let guess = named("created", &["01/02/2025", "03/04/2025"]);
    assert_eq!(told(&guess), "date DD/MM/YYYY");
    assert_eq!(guess.notes, ["DD/MM/YYYY or MM/DD/YYYY? The data fit both"]);
    assert!(named("created", &["20/02/2025", "03/04/2025"]).notes.is_empty());
}

#[test]
fn closed_lists() {
    let cells =
        [vec!["Google"; 120], vec!["google"; 5], vec!["Direct"; 80], vec!["Gogle"; 1]].concat();
    let guess = named("source", &cells);
    assert_eq!(guess.values, ["Google", "Direct"]);
    assert_eq!(
        guess.notes,
        [
            "Probably misspelled, so not in the list: \"Gogle\" (1)",
            "5 cells say things like \"google\"; capitals do not matter",
        ]
    );
    assert!(named("First Name", &cells).values.is_empty(), "names are never all known");
    let many: Vec<String> = (0..200).map(|number| format!("value {}", number % 40)).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert!(named("it", &many).values.is_empty());
    assert!(named("it", &["a", "b", "c", "a"]).values.is_empty(), "too few to tell");
}

#[test]
fn lists_in_cells() {
    let combine = |between: &str| -> Vec<String> {
        let members = ["AI", "Cloud", "Data", "Security"];
        (0..60)
            .map(|row| {
                let chosen = (0..4).filter(|bit| (row + 1) >> bit & 1 == 1);
                chosen
                    .filter_map(|bit: usize| members.get(bit).copied())
                    .collect::<Vec<_>>()
                    .join(between)
            })
            .collect()
    };
    for (between, expected) in [
        (";", "list of text split ;"),
        ("; ", "list of text split ;"),
        ("|", "list of text split |"),
        ("、", "list of text split 、"),
        (", ", "list of text split ,"),
    ] {
        let cells = combine(between);
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        assert_eq!(told(&named("interests", &cells)), expected);
    }
    let single = ["Banking, Investment", "Media and Advertising", "Travel, Tourism"];
    let cells: Vec<&str> = single.iter().cycle().take(60).copied().collect();
    assert!(named("it", &cells).field.split.is_none(), "the comma belongs to the values");
}

#[test]
fn markers_only_where_they_say_nothing() {
    assert_eq!(named("it", &["Select", "a", "b"]).markers, ["Select"]);
    assert_eq!(named("it", &["5", "NULL", "7", "-"]).field.missing, ["-".into(), "null".into()]);
    assert!(named("it", &["да", "нет", "да"]).markers.is_empty(), "an answer");
    assert_eq!(named("град", &["София", "Варна", "Русе", "няма"]).markers, ["няма"]);
    assert!(named("country", &["DE", "AT", "CH", "NA"]).markers.is_empty(), "Namibia");
}

#[test]
fn notes_of_useless_and_odd_columns() {
    assert_eq!(named("it", &["No", "No"]).notes, ["Always \"No\": tells nothing"]);
    assert_eq!(named("it", &["", ""]).notes, ["Always blank"]);
    let guess = named("pdays", &["-1", "-1", "-1", "5", "300"]);
    assert_eq!(guess.notes, ["Does -1 mean that nothing is known? Then add missing \"-1\""]);
    assert!(named("balance", &["-1", "-7", "30"]).notes.is_empty());
    assert!(named("Return Rate", &["0.25", "0", "1"]).notes[0].contains("percent, as fraction"));
    assert!(named("Return Rate", &["0.25", "0", "7"]).notes.is_empty());
}

#[test]
fn quartiles_of_numbers() {
    let cells: Vec<String> = (0..100).map(|number| number.to_string()).collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    assert_eq!(named("it", &cells).quartiles, [25, 50, 75].map(Decimal::from));
    assert!(named("it", &["a", "b"]).quartiles.is_empty());
}

fn table(header: &[&str], rows: &[&[&str]]) -> TableStats {
    let header: Vec<String> = header.iter().map(|name| (*name).to_owned()).collect();
    let mut table = TableStats::of_header(&header);
    for (number, row) in (1..).zip(rows) {
        let cells = Cells::Fields(row.iter().map(|cell| (*cell).to_owned()).collect());
        table.add(&Row { number, line: number + 1, cells });
    }
    table
}

fn keys(table: &TableStats) -> Vec<String> {
    let record = infer_record(table, &HashMap::new());
    record.fields.into_iter().filter(|field| field.key).map(|field| field.name).collect()
}

#[test]
fn keys_are_unique_and_well_named() {
    assert_eq!(keys(&table(&["name", "Lead ID"], &[&["a", "1"], &["b", "2"]])), ["Lead ID"]);
    assert_eq!(keys(&table(&["name", "leadId"], &[&["a", "1"], &["b", "2"]])), ["leadId"]);
    assert_eq!(keys(&table(&["x", "Number of Staff"], &[&["a", "1"], &["a", "2"]])), [""; 0]);
    assert_eq!(keys(&table(&["x", "Phone Number"], &[&["a", "1"], &["a", "2"]])), [""; 0]);
    assert_eq!(keys(&table(&["x", "线索编号"], &[&["a", "1"], &["a", "2"]])), ["线索编号"]);
    let mut rows: Vec<String> = (0..100).map(|number| number.to_string()).collect();
    rows.push("7".to_owned());
    let rows: Vec<[&str; 1]> = rows.iter().map(|id| [id.as_str()]).collect();
    let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
    assert_eq!(
        keys(&table(&["Lead ID"], &rows)),
        ["Lead ID"],
        "a row twice is a problem of the data"
    );
    assert_eq!(keys(&table(&["lead", "city"], &[&["a", "x"], &["b", "x"]])), ["lead"]);
    assert_eq!(keys(&table(&["city", "E-mail"], &[&["x", "a@b"], &["x", "c@d"]])), ["E-mail"]);
    assert_eq!(keys(&table(&["city", "id"], &[&["x", "1"], &["x", ""]])), [""; 0]);
    assert_eq!(keys(&table(&["city", "revenue"], &[&["x", "1"], &["x", "2"]])), [""; 0]);
    let record = infer_record(&table(&["id"], &[&["1"], &["2"]]), &HashMap::new());
    assert_eq!(record.fields[0].ty, Type::Text, "nobody calculates with keys");
}

#[test]
fn the_rules_win_over_the_data() {
    let table = table(
        &["zip", "created", "score", "flag", "source"],
        &[&["1000", "20/02/2025", "1,5", "1", "a"], &["2000", "21/02/2025 10:30", "2", "5", "a"]],
    );
    let hints = [
        ("zip", Type::Text),
        ("created", Type::Date),
        ("score", Type::Number),
        ("flag", Type::YesNo),
        ("source", Type::Texts),
    ];
    let hints = hints.into_iter().map(|(name, ty)| (name.to_owned(), ty)).collect();
    let record = infer_record(&table, &hints);
    let types: Vec<Type> = record.fields.iter().map(|field| field.ty).collect();
    assert_eq!(types, [Type::Text, Type::DateTime, Type::Number, Type::YesNo, Type::Texts]);
    let format = record.fields[1].date_format.as_ref().map(|format| format.written.as_str());
    assert_eq!(format, Some("DD/MM/YYYY HH:mm"));
    assert_eq!(record.fields[2].number_format.to_string(), "1234,56");
    assert!(record.fields.iter().all(|field| field.values.is_none()));
}
