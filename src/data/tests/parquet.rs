//! Parquet files, written for the test and read like any other.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;

use crate::data::{Cells, DataError, Event, Format, ReadOptions, Reader, Source};

const SCHEMA: &str = "message leads {
    OPTIONAL BYTE_ARRAY name (UTF8);
    REQUIRED INT32 born (DATE);
    REQUIRED INT64 seen (TIMESTAMP(MICROS,true));
    REQUIRED INT64 met (TIMESTAMP(NANOS,false));
    REQUIRED INT64 price (DECIMAL(12,2));
    REQUIRED DOUBLE growth;
    REQUIRED BOOLEAN vip;
    REQUIRED INT64 staff;
    OPTIONAL GROUP tags (LIST) { REPEATED GROUP list { OPTIONAL BYTE_ARRAY element (UTF8); } }
}";

/// Two rows in one row group, the second with nothing in its optional columns.
fn write(path: &Path, compression: Compression) {
    let schema = Arc::new(parse_message_type(SCHEMA).unwrap());
    let properties = WriterProperties::builder().set_compression(compression).build();
    let file = File::create(path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, Arc::new(properties)).unwrap();
    let mut group = writer.next_row_group().unwrap();
    let mut place = 0;
    while let Some(mut column) = group.next_column().unwrap() {
        let text = |it: &str| ByteArray::from(it);
        let longs = match place {
            2 => [1_740_045_600_123_456, -1],
            3 => [1_740_045_600_000_000_000, 0],
            4 => [123_450, -5],
            _ => [250, i64::MAX],
        };
        let written = match place {
            0 => column.typed::<ByteArrayType>().write_batch(
                &[text("Ана, \"A\"")],
                Some(&[1, 0]),
                None,
            ),
            1 => column.typed::<Int32Type>().write_batch(&[20_139, -1], None, None),
            5 => column.typed::<DoubleType>().write_batch(&[0.1 + 0.2, f64::NAN], None, None),
            6 => column.typed::<BoolType>().write_batch(&[true, false], None, None),
            8 => column.typed::<ByteArrayType>().write_batch(
                &[text("a"), text("b;c")],
                Some(&[3, 3, 0]),
                Some(&[0, 1, 0]),
            ),
            _ => column.typed::<Int64Type>().write_batch(&longs, None, None),
        };
        written.unwrap();
        column.close().unwrap();
        place += 1;
    }
    group.close().unwrap();
    writer.close().unwrap();
}

fn rows(path: &Path) -> Result<Vec<Vec<String>>, DataError> {
    let mut reader = Reader::open(&Source::from(path), &ReadOptions::default())?;
    let mut rows = Vec::new();
    while let Some(event) = reader.next()? {
        match event {
            Event::Row(row) => match row.cells {
                Cells::Fields(fields) => rows.push(fields),
                other => panic!("{other:?}"),
            },
            // A name that has become another format by a changed byte.
            Event::Rejected(_) | Event::RejectedMore(_) => {}
        }
    }
    Ok(rows)
}

#[test]
fn values_of_all_types_become_cells() {
    let folder = tempfile::tempdir().unwrap();
    // Its first bytes tell what it is, whatever its name.
    let path = folder.path().join("leads.dat");
    for compression in [
        Compression::UNCOMPRESSED,
        Compression::SNAPPY,
        Compression::ZSTD(Default::default()),
        Compression::GZIP(Default::default()),
        Compression::BROTLI(Default::default()),
        Compression::LZ4_RAW,
    ] {
        write(&path, compression);
        let reader = Reader::open(&Source::from(path.as_path()), &ReadOptions::default()).unwrap();
        let header = ["name", "born", "seen", "met", "price", "growth", "vip", "staff", "tags"];
        assert_eq!(reader.header().unwrap(), header);
        assert_eq!(reader.format(), Format::Parquet);
        let [first, second] = rows(&path).unwrap().try_into().unwrap();
        assert_eq!(
            first,
            [
                "Ана, \"A\"",
                "2025-02-20",
                "2025-02-20T10:00:00.123456Z",
                "2025-02-20T10:00:00",
                "1234.50",
                "0.30000000000000004",
                "true",
                "250",
                "[\"a\",\"b;c\"]",
            ]
        );
        assert_eq!(
            second,
            [
                "",
                "1969-12-31",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00",
                "-0.05",
                "",
                "false",
                "9223372036854775807",
                "",
            ]
        );
    }
}

#[test]
fn what_is_not_whole_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leads.parquet");
    write(&path, Compression::SNAPPY);
    let bytes = std::fs::read(&path).unwrap();
    std::fs::write(&path, &bytes[..bytes.len() / 2]).unwrap();
    let error = rows(&path).unwrap_err().to_string();
    assert!(error.contains("the Parquet data are damaged, cut off"), "{error}");
    std::fs::write(&path, "no such thing").unwrap();
    let error = rows(&path).unwrap_err().to_string();
    assert!(error.contains("a Parquet file that is not whole"), "{error}");
    let error = Reader::from_read("-", std::io::Cursor::new(bytes), &ReadOptions::default()).err();
    assert!(error.unwrap().help().contains("Save it in a file"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_end_with_a_message(
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        zstd_wanted in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("leads.parquet");
        let zstd = Compression::ZSTD(Default::default());
        write(&path, if zstd_wanted { zstd } else { Compression::UNCOMPRESSED });
        let mut bytes = std::fs::read(&path).unwrap();
        for (index, byte) in flips {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        std::fs::write(&path, bytes).unwrap();
        // Some bytes change only a value, others what the file is; nothing may break, and every row is one of nine
        // cells.
        if let Ok(rows) = rows(&path) {
            prop_assert!(rows.len() <= 2);
        }
    }
}
