use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_ipc::writer::StreamWriter;

use super::{Seen, Step, by_batches, options, same};
use crate::data::{Batch, Binding, Event, Format, RawCell, ReadOptions, Reader, Slots};
use crate::ir::{Field, FieldId, Record, Type};

const STEPS: [usize; 6] = [1, 7, 64, 1000, 100_000, usize::MAX];

fn csv(text: &str) -> Vec<Step> {
    same(text.as_bytes(), &options(Format::Csv, 1 << 24), &["c0", "c2"], &STEPS)
}

#[test]
fn many_rows_of_every_kind() {
    let mut text = "c0,c1,c2\n".to_owned();
    for row in 0..20_000 {
        text += &match row {
            700 => "a,b\n".to_owned(),
            900 => "\n\n".to_owned(),
            1500 => "a,\"never closed,c\n".to_owned(),
            1600 => format!("a,{},c\n", "long ".repeat(20_000)),
            _ if row % 11 == 0 => format!("\"{row}\",\"a\r\nb\",\"say \"\"{row}\"\"\"\r\n"),
            _ if row % 7 == 0 => format!("{row},é,\"\"\n"),
            _ => format!("{row},middle,end {row}\n"),
        };
    }
    let steps = csv(&text);
    assert_eq!(steps.len(), 19_999);
    let rejected = steps.iter().filter(|step| matches!(step, Step::Other(_))).count();
    assert_eq!(rejected, 2);
    let text = |text: &str| Seen::Text(text.to_owned());
    assert_eq!(
        steps[11],
        Step::Row { number: 12, line: 14, cells: vec![text("11"), text("say \"11\"")] }
    );
}

#[test]
fn bytes_that_are_not_utf8_cost_only_their_row() {
    let mut bytes = b"c0,c1,c2\n".to_vec();
    for row in 0..3000 {
        let bad: &[u8] = if row % 3 == 0 { b"\xE9" } else { b"ok" };
        bytes.extend([b"a,", bad, b",c\n"].concat());
    }
    let steps = same(&bytes, &options(Format::Csv, 1 << 24), &["c1"], &STEPS);
    assert_eq!(steps.iter().filter(|it| matches!(it, Step::Other(_))).count(), 1000);
}

#[test]
fn quotes_and_line_ends_across_blocks_of_bytes() {
    for shift in 0..70 {
        let pad = "x".repeat(shift);
        for row in ["\"a\"\"b\",\"c\nd\",\"\"", "a,\"b\"\r,c", "a,\"b\"x,\"c\"", "\"a\",b,c\r"] {
            csv(&format!(
                "c0,c1,c2\r\n{pad},1,2\r\n{row}\r\n1,2,3\r\n{pad},\"{pad}\",\"\"\"\"\r\n"
            ));
        }
    }
}

#[test]
fn many_lines_of_json_of_every_kind() {
    let mut text = String::new();
    for row in 0..9000 {
        text += &match row % 1000 {
            500 => "{\"c0\": oops}\n".to_owned(),
            600 => "\n".to_owned(),
            700 => format!("{{\"C0\":{row},\"late\":{{\"x\":[1,2,{{}}]}}}}\r\n"),
            800 => format!("{{\"c0\":1,\"c0\":{row}}}\n"),
            _ => format!("{{\"c0\":\"{row}\",\"c1\":\"\\u00fc\",\"c2\":[{row}, 1.50]}}\n"),
        };
    }
    let fields = ["c0", "c2", "c3"];
    let steps = same(text.as_bytes(), &options(Format::Ndjson, 1 << 24), &fields, &STEPS);
    assert_eq!(steps.len(), 8991);
    assert_eq!(steps.iter().filter(|it| matches!(it, Step::Other(_))).count(), 9);
}

#[test]
fn digits_are_all_kept_and_null_is_absent() {
    let long = "123456789012345678901234567890.10";
    let text =
        format!("{{\"a\":0,\"b\":0}}\n{{\"a\":{long},\"b\":null}}\n{{\"a\":1E5,\"b\":true}}\n");
    let mut reader =
        Reader::from_read("x.ndjson", std::io::Cursor::new(text), &ReadOptions::default()).unwrap();
    let (_, binding) = super::binding(&reader, &["a", "b"]);
    let (mut slots, _) = Slots::of(&[&binding]);
    let mut batch = Batch::default();
    assert!(reader.fill(&mut slots, &mut batch).unwrap());
    assert_eq!(batch.cell(0, 1), RawCell::Json(long));
    assert_eq!(batch.cell(1, 1), RawCell::Absent);
    assert_eq!(batch.cell(0, 2), RawCell::Json("1e+5"));
    assert_eq!(batch.cell(1, 2), RawCell::Json("true"));
    assert_eq!(batch.cell(7, 0), RawCell::Absent);
    assert_eq!((batch.number(9), batch.line(9), batch.rows()), (0, 0, 3));
}

#[test]
fn several_bindings_share_slots_and_learn_their_own_keys() {
    let record = |names: &[&str]| {
        Record::new("Lead", names.iter().map(|name| Field::new(name, Type::Text)).collect())
    };
    let (one, two) = (record(&["id", "city"]), record(&["CITY", "size"]));
    let used = [FieldId(0), FieldId(1)];
    let mut bindings = [Binding::of_keys(&one, &used), Binding::of_keys(&two, &used)];
    let (mut slots, places) = Slots::of(&[&bindings[0], &bindings[1]]);
    assert_eq!(places, [[Some(0), Some(1)], [Some(1), Some(2)]]);
    let text = "{\"id\":1,\"City\":\"Rome\",\"sise\":3}\n";
    let mut reader =
        Reader::from_read("x.ndjson", text.as_bytes(), &ReadOptions::default()).unwrap();
    let mut batch = Batch::default();
    assert!(reader.fill(&mut slots, &mut batch).unwrap());
    assert_eq!(batch.cell(1, 0), RawCell::Text("Rome"));
    bindings.iter_mut().for_each(|binding| slots.tell(binding));
    assert!(bindings[0].absent().is_empty());
    assert_eq!(bindings[1].absent(), [FieldId(1)]);
    let findings = bindings[1].absent_keys(&two, &Default::default());
    assert!(findings[0].help.as_deref().unwrap().contains("There is \"sise\""), "{findings:?}");
}

#[test]
fn batches_and_single_rows_take_turns() {
    let text: String = (0..9000).map(|row| format!("{row},\"a\nb\",x\n")).collect();
    let text = format!("c0,c1,c2\n{text}");
    let mut reader =
        Reader::from_read("x.csv", std::io::Cursor::new(text), &ReadOptions::default()).unwrap();
    let (_, binding) = super::binding(&reader, &["c0"]);
    let (mut slots, _) = Slots::of(&[&binding]);
    let (mut batch, mut expected) = (Batch::default(), 1);
    while reader.fill(&mut slots, &mut batch).unwrap() {
        for row in 0..batch.rows() {
            assert_eq!((batch.number(row), batch.line(row)), (expected, expected * 2));
            assert_eq!(batch.cell(0, row), RawCell::Text(&(expected - 1).to_string()));
            expected += 1;
        }
        if let Some(Event::Row(row)) = reader.next().unwrap() {
            assert_eq!((row.number, row.line), (expected, expected * 2));
            expected += 1;
        }
    }
    assert_eq!(expected, 9001);
}

#[test]
fn rows_before_damage_are_given_first() {
    let text: String = "c0,c1\n".to_owned() + &"some text,more text\n".repeat(100_000);
    let mut packed = Vec::new();
    let mut encoder = flate2::read::GzEncoder::new(text.as_bytes(), flate2::Compression::fast());
    std::io::Read::read_to_end(&mut encoder, &mut packed).unwrap();
    packed.truncate(packed.len() / 2);
    let count = |batched: bool| {
        let stream = std::io::Cursor::new(packed.clone());
        let mut reader = Reader::from_read("x.csv.gz", stream, &ReadOptions::default()).unwrap();
        let (_, binding) = super::binding(&reader, &["c0"]);
        let (mut slots, mut batch, mut rows) = (Slots::of(&[&binding]).0, Batch::default(), 0);
        loop {
            let read = match batched {
                true => reader.fill(&mut slots, &mut batch).map(|_| batch.rows()),
                false => reader.next().map(|_| 1),
            };
            match read {
                Ok(count) => rows += count,
                Err(error) => return (rows, error.to_string()),
            }
        }
    };
    assert_eq!(count(true), count(false));
    assert!(count(true).0 > 1000);
}

#[test]
fn the_memory_of_a_batch_is_bounded() {
    let text: String = "c0,c1\n".to_owned() + &"1,2\n".repeat(50_000);
    let mut reader =
        Reader::from_read("x.csv", std::io::Cursor::new(text), &ReadOptions::default()).unwrap();
    let (_, binding) = super::binding(&reader, &["c1"]);
    let (mut slots, mut batch, mut rows) = (Slots::of(&[&binding]).0, Batch::default(), 0);
    while reader.fill(&mut slots, &mut batch).unwrap() {
        assert!(batch.rows() <= 4096);
        rows += batch.rows();
    }
    assert_eq!(rows, 50_000);
}

#[test]
fn a_sheet_without_a_header_is_read_as_by_rows() {
    let options = ReadOptions { headless: true, ..options(Format::Csv, 1 << 20) };
    let rows = by_batches(b"1,2\n3\n", &options, &["c0"], 1).unwrap().0;
    assert_eq!(rows.len(), 2);
}

#[test]
fn columns_of_arrow_are_read_as_their_rows() {
    let numbers: Int64Array = (0..9000).map(|row| (row % 3 != 0).then_some(row)).collect();
    let texts: StringArray = (0..9000).map(|row| Some(format!("text {row}"))).collect();
    let columns: [(&str, ArrayRef); 2] = [("n", Arc::new(numbers)), ("t", Arc::new(texts))];
    let columns = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer = StreamWriter::try_new(Vec::new(), &columns.schema()).unwrap();
    writer.write(&columns).unwrap();
    let bytes = writer.into_inner().unwrap();
    let steps = same(&bytes, &ReadOptions::default(), &["t", "n", "nowhere"], &STEPS);
    assert_eq!(steps.len(), 9000);
    let cells = ["text 1", "1"].map(|text| Seen::Text(text.to_owned()));
    let cells = [&cells[..], &[Seen::Absent]].concat();
    assert_eq!(steps[1], Step::Row { number: 2, line: 2, cells });
}
