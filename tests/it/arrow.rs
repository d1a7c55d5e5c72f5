//! Tables of typed columns, Parquet and Arrow, in and out: what they say does not depend on how they come.

use std::fs::File;
use std::io::Write;
use std::process::Stdio;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int32Array, ListArray,
    RecordBatch, StringArray, StructArray, TimestampMicrosecondArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_ipc::writer::{FileWriter, StreamWriter};
use arrow_schema::{DataType, Field, Fields, TimeUnit};
use leadscore::data::{Cells, Event, ReadOptions, Reader, Source};
use parquet::arrow::ArrowWriter;

use crate::support::Folder;

const RULES: &str = r#"
model fit scores Lead
record Lead {
  id: integer, key
  born: date
  city: text
  growth: number
  vip: yes/no
  tags: list of text
  visits: list of Visit
}
record Visit { page: text  at: datetime, time }
bands { Hot from 20, Cold otherwise }
when city == "Sofia" then +20
when growth > 0.25 and vip is yes then +12.5
when born after 1990-01-01 then -3
when tags contains "a" then +1
group "events" { for each visits where page == "/pricing" then +8 halving every 30 days }
"#;

const CSV: &str = r#"id,born,city,growth,vip,tags,visits
1,1992-05-06,Sofia,0.5,true,"[""a"",""b""]","[{""page"":""/pricing"",""at"":""2025-02-20T10:00:00Z""},{""page"":""/"",""at"":""2025-01-20T10:00:00Z""}]"
2,,Varna,,false,[],[]
3,1970-01-01,,-1.25,,,
4,2000-12-31,Sofia,0.3,true,,"[{""page"":""/pricing"",""at"":""2025-01-30T00:00:00Z""}]"
"#;

/// The same as [`CSV`], with types.
fn batch() -> RecordBatch {
    let cities: DictionaryArray<Int32Type> =
        [Some("Sofia"), Some("Varna"), None, Some("Sofia")].into_iter().collect();
    let nulls = || Some(NullBuffer::from(vec![true, true, false, true]));
    let item = |ty| Arc::new(Field::new("item", ty, true));
    let tags = ListArray::new(
        item(DataType::Utf8),
        OffsetBuffer::from_lengths([2, 0, 0, 0]),
        Arc::new(StringArray::from(vec!["a", "b"])),
        Some(NullBuffer::from(vec![true, true, false, false])),
    );
    let hour = 3_600_000_000;
    let moments = [483_346 * hour, 482_602 * hour, 482_832 * hour];
    let moment = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    let fields: Fields =
        vec![Field::new("page", DataType::Utf8, true), Field::new("at", moment, true)].into();
    let pages = StringArray::from(vec!["/pricing", "/", "/pricing"]);
    let at = TimestampMicrosecondArray::from(moments.to_vec()).with_timezone("UTC");
    let visits = StructArray::new(fields.clone(), vec![Arc::new(pages), Arc::new(at)], None);
    let visits = ListArray::new(
        item(DataType::Struct(fields)),
        OffsetBuffer::from_lengths([2, 0, 0, 1]),
        Arc::new(visits),
        nulls(),
    );
    RecordBatch::try_from_iter_with_nullable(vec![
        ("id", Arc::new(Int32Array::from(vec![1, 2, 3, 4])) as ArrayRef, false),
        ("born", Arc::new(Date32Array::from(vec![Some(8161), None, Some(0), Some(11_322)])), true),
        ("city", Arc::new(cities), true),
        ("growth", Arc::new(Float64Array::from(vec![0.5, f64::NAN, -1.25, 0.3])), true),
        (
            "vip",
            Arc::new(BooleanArray::from(vec![Some(true), Some(false), None, Some(true)])),
            true,
        ),
        ("tags", Arc::new(tags), true),
        ("visits", Arc::new(visits), true),
    ])
    .unwrap()
}

/// The leads in all formats, under rules that read all columns.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("fit.score", RULES).write("leads.csv", CSV);
    let batch = batch();
    let create = |name| File::create(folder.path(name)).unwrap();
    let mut parquet = ArrowWriter::try_new(create("leads.parquet"), batch.schema(), None).unwrap();
    parquet.write(&batch).unwrap();
    parquet.close().unwrap();
    let mut arrow = FileWriter::try_new(create("leads.arrow"), &batch.schema()).unwrap();
    arrow.write(&batch).unwrap();
    arrow.finish().unwrap();
    let mut stream = StreamWriter::try_new(create("leads.arrows"), &batch.schema()).unwrap();
    stream.write(&batch).unwrap();
    stream.finish().unwrap();
    folder
}

const FILES: [&str; 4] = ["leads.csv", "leads.parquet", "leads.arrow", "leads.arrows"];

/// The types and cells of a table of columns.
fn table(folder: &Folder, name: &str) -> (Vec<String>, String) {
    let mut reader =
        Reader::open(&Source::from(folder.path(name)), &ReadOptions::default()).unwrap();
    let fields = reader.schema().unwrap().fields().clone();
    let types = fields.iter().map(|it| format!("{}: {}", it.name(), it.data_type()));
    let types = types.collect();
    let mut text = String::new();
    while let Some(Event::Row(row)) = reader.next().unwrap() {
        if let Cells::Fields(fields) = row.cells {
            text.push_str(&fields.join("|"));
            text.push('\n');
        }
    }
    (types, text)
}

#[test]
fn scores_do_not_depend_on_the_format() {
    let folder = folder();
    for file in FILES {
        let args = ["score", "fit.score", file, "--groups", "--reasons", "--as-of", "2025-03-01"];
        folder.run(&args).ends_with(0).prints(
            "id,score,band,status,points of events,points outside groups,reasons\n\
             1,38.5,Hot,scored,8,30.5,\"+20 city == \"\"Sofia\"\"; +12.5 growth > 0.25 and vip; \
             +8 for each visits where page == \"\"/pricing\"\"; -3 born after 1990-01-01; +1 tags contains \"\"a\"\"\"\n\
             2,0,Cold,scored,0,0,\n\
             3,0,Cold,scored,0,0,\n\
             4,33.5,Hot,scored,4,29.5,\"+20 city == \"\"Sofia\"\"; +12.5 growth > 0.25 and vip; \
             +4 for each visits where page == \"\"/pricing\"\"; -3 born after 1990-01-01\"\n",
        );
    }
}

#[test]
fn every_verb_reads_columns() {
    let folder = folder();
    let mut told = Vec::new();
    for file in FILES {
        let at = ["--as-of", "2025-03-01"];
        let explain = folder.run(&[&["explain", "fit.score", file, "--id", "4"], &at[..]].concat());
        let check = folder.run(&[&["check", "fit.score", "--data", file], &at[..]].concat());
        explain.ends_with(0);
        check.ends_with(0);
        told.push((explain.out.clone(), check.err.replace(file, "leads")));
        folder.run(&["init", file, "-o", "new", "--force"]).ends_with(0);
        let schema = folder.read("new/leads.schema.score");
        assert!(schema.contains("born:") && schema.contains("visits:"), "{file}: {schema}");
    }
    assert!(told.iter().all(|it| *it == told[0]), "{told:#?}");
}

#[test]
fn arrow_comes_through_a_pipe() {
    let folder = folder();
    for file in ["leads.arrow", "leads.arrows"] {
        let bytes = std::fs::read(folder.path(file)).unwrap();
        let run = folder.run_on(&["score", "fit.score", "-", "--as-of", "2025-03-01"], &bytes);
        assert!(run.ends_with(0).out.contains("1,38.5,Hot,scored\n"));
        let run = folder.run_on(&["score", "fit.score", "-"], &bytes[..bytes.len() / 2]);
        run.ends_with(2).says("the Arrow data are damaged, cut off");
    }
}

#[test]
fn joined_records_may_be_arrow() {
    let folder = folder();
    folder
        .write("firm.score", "model m scores Firm\nrecord Firm { id: integer, key  leads: list of Person, by firm }\nrecord Person { firm: integer  city: text }\nfor each leads where city == \"Sofia\" then +1\n")
        .write("firms.csv", "id\n1\n4\n");
    let leads = batch().schema();
    let renamed = leads.fields().iter().map(|field| {
        let name = if field.name() == "id" { "firm" } else { field.name() };
        Field::clone(field).with_name(name)
    });
    let schema = Arc::new(arrow_schema::Schema::new(renamed.collect::<Vec<_>>()));
    let people = RecordBatch::try_new(schema, batch().columns().to_vec()).unwrap();
    let mut out = StreamWriter::try_new(
        File::create(folder.path("people.feather")).unwrap(),
        &people.schema(),
    )
    .unwrap();
    out.write(&people).unwrap();
    out.finish().unwrap();
    folder
        .run(&["score", "firm.score", "firms.csv", "--with", "leads=people.feather"])
        .ends_with(0)
        .says("leads: 4 read, 2 joined")
        .prints("id,score,status\n1,1,scored\n4,1,scored\n");
}

#[test]
fn scores_are_written_as_columns() {
    let folder = folder();
    let words = "Dictionary(Int32, Utf8)";
    for (out, text) in [("scores.parquet", "Utf8"), ("scores.arrow", words), ("s.feather", words)] {
        let args = ["score", "fit.score", "leads.csv", "-o", out, "--as-of", "2025-03-01"];
        folder.run(&args).ends_with(0).says("4 read, 4 scored");
        let (types, rows) = table(&folder, out);
        let columns = ["id: Int64", "score: Decimal128(18, 2)"].map(str::to_owned);
        assert_eq!(types[..2], columns);
        assert_eq!(types[2..], [format!("band: {text}"), format!("status: {text}")]);
        assert_eq!(
            rows,
            "1|38.50|Hot|scored\n2|0.00|Cold|scored\n3|0.00|Cold|scored\n4|33.50|Hot|scored\n"
        );
    }
    let left: Vec<_> = folder.names().into_iter().filter(|it| it.starts_with('.')).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_pipe_gets_columns_too() {
    let folder = folder();
    let mut files = Vec::new();
    for to in ["arrow", "parquet"] {
        let args = ["score", "fit.score", "leads.csv", "--to", to, "--as-of", "2025-03-01"];
        let out = folder.spawn(&args, Stdio::piped()).wait_with_output().unwrap();
        assert!(out.status.success());
        // A stream begins with a message, not with the mark of a file.
        assert!(to == "parquet" || out.stdout.starts_with(&[0xFF; 4]));
        File::create(folder.path(to)).unwrap().write_all(&out.stdout).unwrap();
        files.push(table(&folder, to).1);
    }
    assert_eq!(files[0], files[1]);
    assert!(files[0].starts_with("1|38.50|Hot|scored\n"), "{}", files[0]);
}

#[test]
fn kept_columns_keep_their_types() {
    let folder = folder();
    for file in ["leads.parquet", "leads.arrow", "leads.csv"] {
        let args = ["score", "fit.score", file, "--keep", "-o", "out.parquet"];
        folder.run(&args).ends_with(0);
        let (types, rows) = table(&folder, "out.parquet");
        let kept = match file {
            "leads.csv" => ["id: Utf8", "born: Utf8", "city: Utf8", "growth: Utf8", "vip: Utf8"],
            _ => ["id: Int64", "born: Date32", "city: Utf8", "growth: Float64", "vip: Boolean"],
        };
        assert_eq!(types[..5], kept);
        assert_eq!(types[7..], ["score: Decimal128(18, 2)", "band: Utf8", "status: Utf8"]);
        assert_eq!(rows.lines().nth(2), Some("3|1970-01-01||-1.25||||0.00|Cold|scored"));
    }
}

#[test]
fn scores_of_the_run_before_may_be_columns() {
    let folder = folder();
    folder.write("hot.score", format!("{RULES}on entering Hot do notify(city: city)\n"));
    folder.write("before.csv", CSV.replace("\n4,2000-12-31,Sofia", "\n4,2000-12-31,Varna"));
    for before in ["scores.csv", "scores.parquet", "scores.arrow"] {
        let as_of = ["--as-of", "2025-03-01"];
        let run = |args: &[&str]| folder.run(&[args, &as_of].concat()).ends_with(0).out.clone();
        run(&["score", "hot.score", "before.csv", "-o", before]);
        let told = run(&[
            "score",
            "hot.score",
            "leads.csv",
            "-o",
            "now.csv",
            "--actions",
            "--previous",
            before,
        ]);
        assert_eq!(told.lines().count(), 1, "{before}: {told}");
        assert!(told.contains("\"notify\"") && told.contains("4"), "{told}");
    }
}

#[test]
fn what_cannot_be_written_is_told() {
    let folder = folder();
    let score = |rest: &[&str]| folder.run(&[&["score", "fit.score", "leads.csv"], rest].concat());
    score(&["-o", "scores.parquet.gz"])
        .ends_with(2)
        .says("The ending of scores.parquet.gz does not tell its format.")
        .says("End it in .csv, .ndjson, .parquet or .arrow");
    score(&["-o", "scores.gz", "--to", "arrow"])
        .ends_with(2)
        .says("Arrow cannot be packed once more in scores.gz.")
        .says("Leave the last ending out: -o scores.arrow");
    folder.write("leads.ndjson", "{\"id\": 1}\n");
    folder
        .run(&["score", "fit.score", "leads.ndjson", "--keep", "--to", "parquet"])
        .ends_with(2)
        .says("--keep cannot put JSON records");
    let long = CSV.replace("\n2,", "\n99999999999999999999,");
    folder.write("long.csv", long);
    folder
        .run(&["score", "fit.score", "long.csv", "-o", "long.parquet"])
        .ends_with(2)
        .says("long.parquet cannot be written: \"99999999999999999999\" does not fit into the column \"id\"");
    assert!(!folder.path("long.parquet").exists());
}
