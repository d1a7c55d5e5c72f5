//! Parquet files in place of others: leads, kinds of records, events and former data.

use std::sync::Arc;

use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use crate::support::Folder;

/// The values of a column.
enum Column<'a> {
    Texts(&'a str, &'a [&'a str]),
    Numbers(&'a str, &'a [i64]),
    /// Microseconds since 1970, at UTC.
    Moments(&'a str, &'a [i64]),
}

impl Column<'_> {
    fn declared(&self) -> String {
        match self {
            Self::Texts(name, _) => format!("REQUIRED BYTE_ARRAY {name} (UTF8);"),
            Self::Numbers(name, _) => format!("REQUIRED INT64 {name};"),
            Self::Moments(name, _) => format!("REQUIRED INT64 {name} (TIMESTAMP(MICROS,true));"),
        }
    }
}

fn write(folder: &Folder, name: &str, columns: &[Column<'_>]) {
    let fields: String = columns.iter().map(Column::declared).collect();
    let schema = Arc::new(parse_message_type(&format!("message rows {{ {fields} }}")).unwrap());
    let file = std::fs::File::create(folder.path(name)).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for column in columns {
        let mut out = group.next_column().unwrap().unwrap();
        match column {
            Column::Texts(_, values) => {
                let values: Vec<ByteArray> = values.iter().map(|it| ByteArray::from(*it)).collect();
                out.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
            }
            Column::Numbers(_, values) | Column::Moments(_, values) => {
                out.typed::<Int64Type>().write_batch(values, None, None).unwrap();
            }
        }
        out.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
}

const RULES: &str = r#"
record Contact { id: text, key  firm: Firm, by firm_id  visits: list of Visit, by contact_id }
record Firm { id: integer, key  size: integer }
record Visit { contact_id: text  page: text  at: datetime, time }
"#;

fn folder() -> Folder {
    let folder = Folder::new();
    folder
        .write("rules/crm.score", RULES)
        .write(
            "rules/firm.score",
            "use \"crm.score\"\nmodel firm scores Firm\nwhen size > 100 then +60\n",
        )
        .write(
            "rules/contact.score",
            "use \"firm.score\"\nmodel contact scores Contact\n\
             when score of firm for firm > 50 then +30\n\
             for each visits where page == \"/pricing\" then +8 halving every 30 days\n",
        )
        .write("contacts.csv", "id,firm_id\na,1\nb,2\n")
        .write("firms.csv", "id,size\n1,300\n2,3\n")
        .write(
            "visits.csv",
            "contact_id,page,at\na,/pricing,2025-02-20T10:00:00Z\na,/pricing,2025-01-20T10:00:00Z\nb,/,2025-02-20T10:00:00Z\n",
        );
    write(
        &folder,
        "contacts.parquet",
        &[Column::Texts("id", &["a", "b"]), Column::Numbers("firm_id", &[1, 2])],
    );
    write(
        &folder,
        "firms.parquet",
        &[Column::Numbers("id", &[1, 2]), Column::Numbers("size", &[300, 3])],
    );
    let hour = 3_600_000_000;
    let noon = 483_346 * hour; // 2025-02-20T10:00Z
    write(
        &folder,
        "visits.parquet",
        &[
            Column::Texts("contact_id", &["a", "a", "b"]),
            Column::Texts("page", &["/pricing", "/pricing", "/"]),
            Column::Moments("at", &[noon, noon - 31 * 24 * hour, noon]),
        ],
    );
    folder
}

#[test]
fn scores_are_those_of_other_formats() {
    let folder = folder();
    let mut outputs = Vec::new();
    for ending in ["csv", "parquet"] {
        let contacts = format!("Contact=contacts.{ending}");
        let firms = format!("Firm=firms.{ending}");
        let visits = format!("visits=visits.{ending}");
        let args = [
            "score",
            "rules",
            "--data",
            &contacts,
            "--data",
            &firms,
            "--with",
            &visits,
            "-o",
            ending,
            "--as-of",
            "2025-03-01",
        ];
        folder.run(&args).ends_with(0).says("visits: 3 read, 3 joined");
        let read = |record: &str| folder.read(&format!("{ending}/{record}.csv"));
        outputs.push((read("Contact"), read("Firm")));
    }
    assert_eq!(outputs[0].0, "id,score,status\na,42,scored\nb,0,scored\n");
    assert_eq!(outputs[0], outputs[1]);
}

#[test]
fn a_former_file_may_have_another_format() {
    let folder = folder();
    let args = ["score", "rules/firm.score", "firms.csv", "--changed-since", "firms.parquet"];
    folder.run(&args).ends_with(0).says("0 of 2 changed since firms.parquet");
}

#[test]
fn what_the_header_lacks_is_told() {
    let folder = folder();
    folder
        .run(&["score", "rules/firm.score", "contacts.parquet"])
        .ends_with(2)
        .says("The data have no column \"size\"")
        .says("\"id\", \"firm_id\"");
}

#[test]
fn damaged_files_are_told_without_a_panic() {
    let folder = folder();
    let bytes = std::fs::read(folder.path("firms.parquet")).unwrap();
    folder.write("half.parquet", &bytes[..bytes.len() / 2]);
    folder
        .run(&["score", "rules/firm.score", "half.parquet"])
        .ends_with(2)
        .says("the Parquet data are damaged, cut off");
    folder
        .run_on(&["score", "rules/firm.score", "-"], &bytes)
        .ends_with(2)
        .says("Save it in a file");
}
