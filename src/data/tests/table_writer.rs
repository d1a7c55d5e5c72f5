//! Tables of columns that are written, read back.

use std::io::Write;

use arrow_schema::{DataType, TimeUnit};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::data::{
    Cells, Column, Columnar, Datum, Event, ReadOptions, Reader, RowBuilder, Source, TableWriter,
};

const FORMATS: [Columnar; 3] = [Columnar::Parquet, Columnar::ArrowFile, Columnar::ArrowStream];

fn written(rows: &[Vec<Datum<'_>>], columns: &[Column], format: Columnar) -> Vec<u8> {
    let mut builder = RowBuilder::new(columns.to_vec());
    let mut out = TableWriter::new(Vec::new(), format, &builder.schema()).unwrap();
    for row in rows {
        builder.push(row).unwrap();
        // Two batches, where there are rows for them.
        if builder.rows() == 2 {
            out.write(&builder.take().unwrap()).unwrap();
        }
    }
    out.write(&builder.take().unwrap()).unwrap();
    out.finish().unwrap()
}

fn read(bytes: Vec<u8>) -> (Vec<DataType>, Vec<Vec<String>>) {
    // Parquet is read from files only.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scores");
    std::fs::write(&path, bytes).unwrap();
    let mut reader = Reader::open(&Source::from(path), &ReadOptions::default()).unwrap();
    let schema = reader.schema().unwrap();
    let types = schema.fields().iter().map(|it| it.data_type().clone()).collect();
    let mut rows = Vec::new();
    while let Some(Event::Row(row)) = reader.next().unwrap() {
        if let Cells::Fields(fields) = row.cells {
            rows.push(fields);
        }
    }
    (types, rows)
}

fn text(text: &str) -> Datum<'_> {
    Datum::Text(text)
}

fn number(text: &str) -> Datum<'static> {
    Datum::Number(text.parse().unwrap())
}

#[test]
fn results_keep_their_types() {
    let bands = vec!["Hot".to_owned(), "Cold".to_owned()];
    let columns = [
        Column::whole("id"),
        Column::points("score"),
        Column::words("band", bands),
        Column::text("reasons"),
    ];
    let rows = [
        vec![number("-7"), number("12.5"), text("Hot"), text("x; \"y\"")],
        vec![Datum::Missing, number("0"), text("Cold"), text("")],
        vec![number("9223372036854775807"), number("-0.01"), Datum::Missing],
    ];
    for format in FORMATS {
        let (types, cells) = read(written(&rows, &columns, format));
        assert_eq!(
            cells,
            [
                ["-7", "12.50", "Hot", "x; \"y\""],
                ["", "0.00", "Cold", ""],
                ["9223372036854775807", "-0.01", "", ""],
            ]
        );
        assert_eq!(types[..2], [DataType::Int64, DataType::Decimal128(18, 2)]);
        // Texts are texts wherever Parquet is read; Arrow says that there are few.
        let is_words = matches!(types[2], DataType::Dictionary(..));
        assert_eq!(is_words, format != Columnar::Parquet);
        assert_eq!(types[3], DataType::Utf8);
    }
}

#[test]
fn kept_columns_keep_their_types() {
    let zone = || Some("Europe/Sofia".into());
    let utc = || Some("UTC".into());
    let words = DataType::Dictionary(DataType::Int8.into(), DataType::Utf8.into());
    let cases = [
        (DataType::Int16, DataType::Int64, "-5"),
        (DataType::UInt32, DataType::Int64, "5"),
        (DataType::UInt64, DataType::Decimal128(20, 0), "18446744073709551615"),
        (DataType::Float32, DataType::Float64, "0.1"),
        (
            DataType::Decimal128(38, 3),
            DataType::Decimal128(38, 3),
            "12345678901234567890123456789012345.678",
        ),
        (DataType::Decimal64(10, 0), DataType::Decimal128(10, 0), "-12"),
        (DataType::Decimal128(10, -2), DataType::Utf8, "100"),
        (DataType::Boolean, DataType::Boolean, "false"),
        (DataType::Date64, DataType::Date32, "0001-02-03"),
        (
            DataType::Timestamp(TimeUnit::Second, None),
            DataType::Timestamp(TimeUnit::Microsecond, None),
            "2025-02-20T10:00:00",
        ),
        (
            DataType::Timestamp(TimeUnit::Nanosecond, zone()),
            DataType::Timestamp(TimeUnit::Nanosecond, utc()),
            "2025-02-20T10:00:00.123456789Z",
        ),
        (
            DataType::Timestamp(TimeUnit::Millisecond, zone()),
            DataType::Timestamp(TimeUnit::Microsecond, utc()),
            "1900-02-20T10:00:00.123Z",
        ),
        (words, DataType::Utf8, "Sofia"),
        (DataType::new_list(DataType::Int32, true), DataType::Utf8, "[1,2]"),
    ];
    for format in FORMATS {
        for (ty, kept, value) in &cases {
            let column = Column::kept("x", ty);
            assert_eq!(column.data_type(), kept);
            let rows = [vec![text(value)], vec![text("")]];
            let (types, cells) = read(written(&rows, &[column], format));
            assert_eq!(&types, std::slice::from_ref(kept));
            assert_eq!(cells, [[*value], [""]], "{ty}");
        }
    }
}

#[test]
fn what_does_not_fit_is_told() {
    let cases = [
        (Column::whole("id"), number("9223372036854775808")),
        (Column::whole("id"), number("1.5")),
        (Column::points("id"), number("0.125")),
        (Column::points("id"), number("12345678901234567")),
        (Column::words("id", vec![]), text("Hot")),
        (Column::kept("id", &DataType::Date32), text("soon")),
    ];
    for (column, value) in cases {
        let told = RowBuilder::new(vec![column]).push(&[value]).unwrap_err().to_string();
        assert!(told.ends_with("does not fit into the column \"id\" of this format"), "{told}");
    }
}

#[test]
fn a_table_of_no_rows_has_its_columns() {
    for format in FORMATS {
        let (types, rows) = read(written(&[], &[Column::whole("id")], format));
        assert_eq!((types, rows.len()), (vec![DataType::Int64], 0));
    }
}

#[test]
fn row_groups_are_bounded() {
    let mut builder = RowBuilder::new(vec![Column::text("note")]);
    let mut out = TableWriter::new(Vec::new(), Columnar::Parquet, &builder.schema()).unwrap();
    // Texts of which no two are alike, so that they stay long when they are packed.
    let mut state = 1_u64;
    for _ in 0..20 {
        for _ in 0..64 {
            let note = std::iter::repeat_with(|| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                char::from(b' ' + u8::try_from(state >> 58).unwrap())
            });
            builder.push(&[Datum::Text(&note.take(50_000).collect::<String>())]).unwrap();
        }
        out.write(&builder.take().unwrap()).unwrap();
    }
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(&out.finish().unwrap()).unwrap();
    let about = parquet::file::metadata::ParquetMetaDataReader::new().parse_and_finish(&file);
    assert_eq!(about.unwrap().num_row_groups(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_the_same(
        rows in prop::collection::vec((any::<i64>(), any::<i32>(), "[^\u{0}]{0,8}"), 0..6),
        format in 0_usize..3,
    ) {
        let columns = [Column::whole("id"), Column::points("score"), Column::text("note")];
        let points = |hundredths: i32| Decimal::new(hundredths.into(), 2);
        let data: Vec<Vec<Datum<'_>>> = rows
            .iter()
            .map(|(id, score, note)| vec![Datum::Number((*id).into()), Datum::Number(points(*score)), Datum::Text(note)])
            .collect();
        let (_, cells) = read(written(&data, &columns, FORMATS[format]));
        let expected: Vec<Vec<String>> = rows
            .iter()
            .map(|(id, score, note)| vec![id.to_string(), points(*score).to_string(), note.clone()])
            .collect();
        prop_assert_eq!(cells, expected);
    }
}
