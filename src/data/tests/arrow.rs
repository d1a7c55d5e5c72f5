//! Arrow's files and streams, written for the test and read like any other; and what values of Arrow mean.

use std::fs::File;
use std::io::{Cursor, Write};
use std::sync::Arc;

use arrow_array::builder::{Int32Builder, MapBuilder, StringBuilder};
use arrow_array::types::{Float16Type, Int32Type, Int64Type};
use arrow_array::*;
use arrow_buffer::NullBuffer;
use arrow_ipc::CompressionType;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions, StreamWriter};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use proptest::prelude::*;

use crate::data::{ArrowFile, Cells, DataError, Event, Format, ReadOptions, Reader, Source, cell};

#[test]
fn values_of_all_types_become_cells() {
    let half = <Float16Type as ArrowPrimitiveType>::Native::from_f32(0.5);
    let decimal = Decimal128Array::from(vec![-5, 123_450]).with_precision_and_scale(12, 2).unwrap();
    let wide = arrow_buffer::i256::from_i128(-5);
    let wide = Decimal256Array::from(vec![wide]).with_precision_and_scale(50, 2).unwrap();
    let noon = 1_740_045_600;
    let words: DictionaryArray<Int32Type> = vec![Some("a"), None].into_iter().collect();
    let words_of_none = DictionaryArray::<Int32Type>::new(
        Int32Array::from(vec![0]),
        Arc::new(StringArray::from(vec![None::<&str>])),
    );
    let pair = StructArray::from(vec![
        (
            Arc::new(Field::new("n", DataType::Int32, true)),
            Arc::new(Int32Array::from(vec![7])) as ArrayRef,
        ),
        (
            Arc::new(Field::new("t", DataType::Utf8, true)),
            Arc::new(StringArray::from(vec!["\"x\""])) as ArrayRef,
        ),
    ]);
    let members = [Some(vec![Some(1), None]), None];
    let list = ListArray::from_iter_primitive::<Int32Type, _, _>(members.clone());
    let large = LargeListArray::from_iter_primitive::<Int64Type, _, _>([Some(vec![Some(1)])]);
    let fixed = FixedSizeListArray::from_iter_primitive::<Int32Type, _, _>(members, 2);
    let mut map = MapBuilder::new(None, StringBuilder::new(), Int32Builder::new());
    map.keys().append_value("k");
    map.values().append_value(1);
    map.append(true).unwrap();
    let sofia = || Some(Arc::from("Europe/Sofia"));
    let cases: Vec<(ArrayRef, &str)> = vec![
        (Arc::new(StringArray::from(vec!["Ана"])), "Ана"),
        (Arc::new(LargeStringArray::from(vec!["b"])), "b"),
        (Arc::new(StringViewArray::from(vec!["c"])), "c"),
        (Arc::new(BinaryArray::from(vec![&b"d"[..]])), "d"),
        (Arc::new(BinaryViewArray::from(vec![&b"\xff"[..]])), "\u{fffd}"),
        (Arc::new(FixedSizeBinaryArray::try_from_iter([b"ab"].into_iter()).unwrap()), "ab"),
        (Arc::new(words), "a"),
        (Arc::new(words_of_none), ""),
        (Arc::new(Int8Array::from(vec![-8])), "-8"),
        (Arc::new(UInt64Array::from(vec![u64::MAX])), "18446744073709551615"),
        (Arc::new(Float16Array::from(vec![half])), "0.5"),
        (Arc::new(Float32Array::from(vec![0.1])), "0.1"),
        (Arc::new(Float64Array::from(vec![0.1 + 0.2])), "0.30000000000000004"),
        (Arc::new(Float64Array::from(vec![f64::INFINITY])), ""),
        (Arc::new(decimal), "-0.05"),
        (Arc::new(wide), "-0.05"),
        (Arc::new(BooleanArray::from(vec![true])), "true"),
        (Arc::new(Date32Array::from(vec![-1])), "1969-12-31"),
        (Arc::new(Date64Array::from(vec![-1])), "1969-12-31"),
        (Arc::new(Date32Array::from(vec![i32::MAX])), ""),
        (Arc::new(TimestampSecondArray::from(vec![noon])), "2025-02-20T10:00:00"),
        (
            Arc::new(TimestampMillisecondArray::from(vec![-1]).with_timezone_opt(sofia())),
            "1969-12-31T23:59:59.999Z",
        ),
        (
            Arc::new(TimestampNanosecondArray::from(vec![1]).with_timezone_utc()),
            "1970-01-01T00:00:00.000000001Z",
        ),
        (Arc::new(TimestampSecondArray::from(vec![i64::MAX])), ""),
        (Arc::new(Time32SecondArray::from(vec![3723])), "01:02:03"),
        (Arc::new(Time64MicrosecondArray::from(vec![3_723_000_004])), "01:02:03.000004"),
        (Arc::new(DurationSecondArray::from(vec![90])), "90"),
        (Arc::new(list), "[1,null]"),
        (Arc::new(large), "[1]"),
        (Arc::new(fixed), "[1,null]"),
        (Arc::new(pair), r#"{"n":7,"t":"\"x\""}"#),
        (Arc::new(map.finish()), r#"{"k":1}"#),
        (Arc::new(NullArray::new(1)), ""),
    ];
    for (array, expected) in cases {
        assert_eq!(cell(array.as_ref(), 0), expected, "{}", array.data_type());
        assert_eq!(cell(array.as_ref(), array.len()), "", "beyond the end");
    }
    let nothing = StructArray::new_null(Vec::<Field>::new().into(), 1);
    assert_eq!(cell(&nothing, 0), "");
    let blank = Int32Array::new(vec![5].into(), Some(NullBuffer::new_null(1)));
    assert_eq!(cell(&blank, 0), "");
}

/// A table of two batches, with words and a list.
fn table() -> Vec<RecordBatch> {
    let batch = |from: i64, words: Vec<Option<&str>>| {
        let words: DictionaryArray<Int32Type> = words.into_iter().collect();
        let members = [Some(vec![Some(1), Some(2)]), None];
        let list = ListArray::from_iter_primitive::<Int32Type, _, _>(members);
        RecordBatch::try_from_iter_with_nullable(vec![
            (" id ", Arc::new(Int64Array::from(vec![from, from + 1])) as ArrayRef, true),
            ("city", Arc::new(words), true),
            ("tags", Arc::new(list), true),
            ("note", Arc::new(StringArray::from(vec![Some("a, b"), None])), true),
        ])
        .unwrap()
    };
    // Dictionaries of files stay the same.
    vec![batch(1, vec![Some("Sofia"), None]), batch(3, vec![Some("Sofia"), Some("Sofia")])]
}

const CELLS: [[&str; 4]; 4] = [
    ["1", "Sofia", "[1,2]", "a, b"],
    ["2", "", "", ""],
    ["3", "Sofia", "[1,2]", "a, b"],
    ["4", "Sofia", "", ""],
];

const PACKED: [Option<CompressionType>; 3] =
    [None, Some(CompressionType::LZ4_FRAME), Some(CompressionType::ZSTD)];

fn bytes(batches: &[RecordBatch], as_file: bool, packed: Option<CompressionType>) -> Vec<u8> {
    let options = IpcWriteOptions::default().try_with_compression(packed).unwrap();
    let (mut out, schema) = (Vec::new(), batches[0].schema());
    if as_file {
        let mut writer = FileWriter::try_new_with_options(&mut out, &schema, options).unwrap();
        batches.iter().for_each(|it| writer.write(it).unwrap());
        writer.finish().unwrap();
    } else {
        let mut writer = StreamWriter::try_new_with_options(&mut out, &schema, options).unwrap();
        batches.iter().for_each(|it| writer.write(it).unwrap());
        writer.finish().unwrap();
    }
    out
}

fn rows(reader: &mut Reader) -> Result<Vec<Vec<String>>, DataError> {
    let mut rows = Vec::new();
    while let Some(event) = reader.next()? {
        if let Event::Row(row) = event
            && let Cells::Fields(fields) = row.cells
        {
            rows.push(fields);
        }
    }
    Ok(rows)
}

fn read(bytes: Vec<u8>) -> Result<Vec<Vec<String>>, DataError> {
    rows(&mut Reader::from_read("leads", Cursor::new(bytes), &ReadOptions::default())?)
}

#[test]
fn files_and_streams_are_read_from_anywhere() {
    let folder = tempfile::tempdir().unwrap();
    for as_file in [true, false] {
        for packed in PACKED {
            let bytes = bytes(&table(), as_file, packed);
            assert_eq!(read(bytes.clone()).unwrap(), CELLS);
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            gzip.write_all(&bytes).unwrap();
            assert_eq!(read(gzip.finish().unwrap()).unwrap(), CELLS);
            // Its first bytes tell what it is, whatever its name, and whatever the text of a run is.
            let path = folder.path().join("leads.csv");
            std::fs::write(&path, bytes).unwrap();
            let encoding = crate::encoding::Encoding::named("windows-1251").ok();
            let options = ReadOptions { encoding, ..ReadOptions::default() };
            let mut reader = Reader::open(&Source::from(path), &options).unwrap();
            assert_eq!(reader.format(), Format::Arrow);
            assert_eq!(reader.header().unwrap(), ["id", "city", "tags", "note"]);
            assert_eq!(reader.schema().unwrap().field(0).data_type(), &DataType::Int64);
            assert_eq!(rows(&mut reader).unwrap(), CELLS);
            let read = reader.bytes_read().load(std::sync::atomic::Ordering::Relaxed);
            assert_eq!(Some(read), reader.size());
        }
    }
}

#[test]
fn a_file_that_is_cut_off_is_told() {
    let whole = bytes(&table(), true, None);
    for length in 8..whole.len() {
        let told = read(whole[..length].to_vec()).unwrap_err().to_string();
        assert!(told.contains("the Arrow data are damaged, cut off"), "{length}: {told}");
    }
}

#[test]
fn no_memory_is_taken_for_what_is_only_promised() {
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![7; 1000]));
    let batch = RecordBatch::try_from_iter([("n", numbers)]).unwrap();
    let packed = bytes(&[batch], false, Some(CompressionType::LZ4_FRAME));
    assert_eq!(read(packed.clone()).unwrap().len(), 1000);
    // The length of the first buffer stands before its packed bytes, which begin with a mark.
    let mark = packed.windows(4).position(|it| it == [0x04, 0x22, 0x4D, 0x18]).unwrap();
    let mut damaged = packed;
    damaged[mark - 2] = 0x10;
    assert!(read(damaged).unwrap_err().to_string().contains("damaged"));
}

#[test]
fn columns_of_one_name_are_told() {
    let array: ArrayRef = Arc::new(Int32Array::from(vec![1]));
    let batch = RecordBatch::try_from_iter([("Id", Arc::clone(&array)), ("id", array)]).unwrap();
    assert_eq!(read(bytes(&[batch], false, None)).unwrap_err().kind(), "data-duplicate-columns");
}

#[test]
fn what_is_no_file_of_columns_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leads.csv");
    std::fs::write(&path, "id,city\n").unwrap();
    let error = ArrowFile::open(&Source::from(path)).err().unwrap();
    assert!(error.to_string().contains("an Arrow file that is not whole"), "{error}");
}

/// A table with a column of few texts and one of many, in row groups of 10000 rows.
fn many_rows(path: &std::path::Path, count: usize) {
    let few = StringArray::from_iter_values((0..count).map(|row| format!("city {}", row % 7)));
    let many = StringArray::from_iter_values((0..count).map(|row| format!("{row}@example.com")));
    let numbers = Int64Array::from_iter_values((0..count).map(|row| row as i64));
    let batch = RecordBatch::try_from_iter([
        ("city", Arc::new(few) as ArrayRef),
        ("email", Arc::new(many)),
        ("n", Arc::new(numbers)),
    ])
    .unwrap();
    let properties = parquet::file::properties::WriterProperties::builder()
        .set_max_row_group_row_count(Some(10_000))
        .set_dictionary_page_size_limit(10_000)
        .build();
    let file = File::create(path).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

#[test]
fn batches_hold_the_columns_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leads.parquet");
    many_rows(&path, 25_000);
    let open = || ArrowFile::open(&Source::from(path.as_path())).unwrap();
    assert_eq!(open().names(), ["city", "email", "n"]);
    let mut batches = open().batches(&[2, 0]).unwrap();
    let mut sizes = Vec::new();
    let mut next = 0;
    while let Some(batch) = batches.next().unwrap() {
        sizes.push(batch.num_rows());
        assert_eq!(batch.schema().fields().len(), 2);
        for row in 0..batch.num_rows() {
            assert_eq!(cell(batch.column(0), row), next.to_string());
            assert_eq!(cell(batch.column(1), row), format!("city {}", next % 7));
            next += 1;
        }
    }
    assert_eq!(sizes, [8192, 1808, 8192, 1808, 5000]);
    assert!(open().batches(&[3]).is_err());
    let mut none = open().batches(&[]).unwrap();
    assert_eq!(none.next().unwrap().unwrap().num_rows(), 8192);
}

#[test]
fn dictionaries_stay_as_they_are_in_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leads.parquet");
    many_rows(&path, 20_000);
    let file = ArrowFile::open(&Source::from(path)).unwrap();
    let mut batches = file.batches(&[0, 1]).unwrap();
    let mut words = || {
        let batch = batches.next().unwrap().unwrap();
        // A dictionary that has grown too long for the file is none.
        assert_eq!(batch.column(1).data_type(), &DataType::Utf8);
        let city = batch.column(0).as_any().downcast_ref::<DictionaryArray<Int32Type>>();
        Arc::clone(city.unwrap().values())
    };
    let (first, second, other_group) = (words(), words(), words());
    assert_eq!(first.len(), 7);
    assert!(Arc::ptr_eq(&first, &second));
    assert!(!Arc::ptr_eq(&first, &other_group));
}

#[test]
fn a_reader_gives_its_file_before_the_first_row() {
    let open = |bytes: Vec<u8>| {
        Reader::from_read("leads", Cursor::new(bytes), &ReadOptions::default()).unwrap()
    };
    let columns = bytes(&table(), false, None);
    let mut batches = open(columns.clone()).into_columns().unwrap().batches(&[1]).unwrap();
    assert_eq!(cell(batches.next().unwrap().unwrap().column(0), 0), "Sofia");
    let mut begun = open(columns);
    begun.next().unwrap();
    assert!(begun.into_columns().is_none());
    assert!(open(b"id,city\n1,Sofia\n".to_vec()).into_columns().is_none());
}

#[test]
fn long_batches_come_in_pieces() {
    let numbers: ArrayRef = Arc::new(Int64Array::from_iter_values(0..20_000));
    let batch = RecordBatch::try_from_iter([("n", numbers)]).unwrap();
    let empty = batch.slice(0, 0);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leads.arrow");
    std::fs::write(&path, bytes(&[empty, batch], true, None)).unwrap();
    let mut batches = ArrowFile::open(&Source::from(path)).unwrap().batches(&[0]).unwrap();
    let mut sizes = Vec::new();
    while let Some(batch) = batches.next().unwrap() {
        assert_eq!(cell(batch.column(0), 0), sizes.iter().sum::<usize>().to_string());
        sizes.push(batch.num_rows());
    }
    assert_eq!(sizes, [8192, 8192, 3616]);
}

#[test]
fn old_moments_of_parquet_are_moments_everywhere() {
    use parquet::data_type::{Int96, Int96Type};
    let message = "message m { REQUIRED INT96 at;
        REQUIRED GROUP list (LIST) { REPEATED GROUP list { REQUIRED INT96 element; } } }";
    let schema = Arc::new(parquet::schema::parser::parse_message_type(message).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leads.parquet");
    let file = File::create(&path).unwrap();
    let mut writer =
        parquet::file::writer::SerializedFileWriter::new(file, schema, Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for levels in [None, Some((&[1_i16][..], &[0_i16][..]))] {
        let mut at = Int96::new();
        // A day of the year 2300, counted from -4712, and one second.
        at.set_data(1_000_000_000, 0, 2_561_118);
        let mut column = group.next_column().unwrap().unwrap();
        let (definitions, repetitions) = levels.unzip();
        column.typed::<Int96Type>().write_batch(&[at], definitions, repetitions).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
    let mut reader = Reader::open(&Source::from(path), &ReadOptions::default()).unwrap();
    let at = "2300-01-01T00:00:01Z";
    assert_eq!(rows(&mut reader).unwrap(), [[at.to_owned(), format!("[\"{at}\"]")]]);
}

#[test]
fn schemas_of_all_kinds_can_be_hinted() {
    // Each leaf of a nested column takes one place among the columns of the file.
    let inner = Schema::new(vec![Field::new("x", DataType::Utf8, true)]);
    let names: ArrayRef = Arc::new(StringArray::from(vec!["a", "b"]));
    let pair = StructArray::new(
        vec![Field::new("p", DataType::Utf8, true), Field::new("q", DataType::Utf8, true)].into(),
        vec![Arc::clone(&names), Arc::clone(&names)],
        None,
    );
    let batch = RecordBatch::try_from_iter([("pair", Arc::new(pair) as ArrayRef), ("x", names)]);
    let batch = batch.unwrap();
    assert_eq!(inner.field(0).name(), batch.schema().field(1).name());
    let mut out = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut out, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x");
    std::fs::write(&path, out).unwrap();
    let mut batches = ArrowFile::open(&Source::from(path)).unwrap().batches(&[1, 0]).unwrap();
    let batch = batches.next().unwrap().unwrap();
    assert!(matches!(batch.column(0).data_type(), DataType::Dictionary(..)));
    assert_eq!(cell(batch.column(0), 1), "b");
    assert_eq!(cell(batch.column(1), 1), r#"{"p":"b","q":"b"}"#);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_data_end_with_a_message(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        as_file in any::<bool>(),
        packed in 0_usize..3,
    ) {
        let mut bytes = bytes(&table(), as_file, PACKED[packed]);
        for (index, byte) in flips {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        // Some bytes change only a value, others what the file is; nothing may break.
        let _ = read(bytes);
    }
}
