use std::io::{Cursor, Write};
use std::sync::atomic::Ordering;

use flate2::write::GzEncoder;

use super::{Trickle, csv, forced, open, open_error, story};
use crate::data::{Event, Format, ReadOptions, Reader, Source};
use crate::encoding::Encoding;

const TEXT: &str = "id,city\n1,Sofia\n2,Plovdiv\n";
const ROWS: [&str; 2] = ["1@2 1|Sofia", "2@3 2|Plovdiv"];

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 0).unwrap()
}

fn utf16(text: &str, big_endian: bool) -> Vec<u8> {
    let units = text.encode_utf16();
    if big_endian {
        units.flat_map(u16::to_be_bytes).collect()
    } else {
        units.flat_map(u16::to_le_bytes).collect()
    }
}

#[test]
fn compression_is_recognized_by_content() {
    assert_eq!(csv(gzip(TEXT.as_bytes())), ROWS);
    assert_eq!(csv(zstd(TEXT.as_bytes())), ROWS);
    let (first, second) = TEXT.as_bytes().split_at(11);
    assert_eq!(csv([gzip(first), gzip(second)].concat()), ROWS);
    assert_eq!(csv([zstd(first), zstd(second)].concat()), ROWS);
    assert_eq!(story("leads.csv.gz", TEXT, &ReadOptions::default()), ROWS);
}

#[test]
fn damaged_compression_is_an_error_after_the_rows_before_it() {
    let rows: String = (0..100_000).map(|id| format!("{id},{}\n", id * 7919 % 10_007)).collect();
    let text = format!("id,x\n{rows}");
    for (whole, name) in [(gzip(text.as_bytes()), "gzip"), (zstd(text.as_bytes()), "zstd")] {
        let cut = whole[..whole.len() / 2].to_vec();
        let mut reader = open("leads.csv.gz", cut, &ReadOptions::default()).unwrap();
        let mut count = 0;
        let error = loop {
            match reader.next() {
                Ok(Some(_)) => count += 1,
                Ok(None) => panic!("a cut-off file ended quietly"),
                Err(error) => break error,
            }
        };
        assert!(count > 1000, "{count}");
        assert_eq!(error.kind(), "data-damaged");
        let start = format!("leads.csv.gz: the {name} data are damaged or cut off (");
        assert!(error.to_string().starts_with(&start), "{error}");
    }
}

#[test]
fn byte_order_marks_and_utf16_are_understood() {
    let text = "id,city\r\n1,Пловдив 𝔘\r\n";
    let rows = ["1@2 1|Пловдив 𝔘"];
    assert_eq!(csv(format!("\u{feff}{text}")), rows);
    for big_endian in [false, true] {
        let bytes = utf16(&format!("\u{feff}{text}"), big_endian);
        assert_eq!(csv(bytes.clone()), rows);
        assert_eq!(csv(gzip(&bytes)), rows);
        for step in 1..5 {
            let stream = Trickle(Cursor::new(bytes.clone()), step);
            let mut reader = Reader::from_read("x", stream, &ReadOptions::default()).unwrap();
            assert!(matches!(reader.next().unwrap(), Some(Event::Row(_))));
            assert_eq!(reader.raw(), "1,Пловдив 𝔘".as_bytes());
        }
    }
}

/// Options that ask for an encoding.
fn encoded(name: &str) -> ReadOptions {
    ReadOptions { encoding: Encoding::named(name).ok(), ..ReadOptions::default() }
}

#[test]
fn text_in_the_encoding_that_was_asked_for_is_read_row_by_row() {
    let text = "id;град\n1;Пловдив\n2;\"Стара\nЗагора\"\n3;Русе;Русе\n4;Варна";
    let rows = [
        "1@2 1|Пловдив",
        "2@3 2|Стара\nЗагора",
        "row 3 (line 5): has 3 fields, the header has 2 <<3;Русе;Русе>>",
        "4@6 4|Варна",
    ];
    for name in ["windows-1251", "koi8-r", "ibm866", "gb18030", "utf-8"] {
        let encoding = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap();
        let bytes = encoding.encode(text).0.into_owned();
        assert_eq!(story("leads.csv", bytes.clone(), &encoded(name)), rows, "{name}");
        assert_eq!(story("leads.csv", gzip(&bytes), &encoded(name)), rows, "{name} in gzip");
    }
    // A byte order mark says more than what was asked for.
    assert_eq!(story("leads.csv", format!("\u{feff}{text}"), &encoded("windows-1251")), rows);
    assert_eq!(
        story("leads.csv", utf16(&format!("\u{feff}{text}"), true), &encoded("windows-1251")),
        rows
    );
}

#[test]
fn bytes_that_no_encoding_has_reject_their_row() {
    let told = story("leads.csv", b"id,city\n1,\xB1\xB1\n2,\xFF\n3,c\n".to_vec(), &encoded("gbk"));
    assert_eq!(told[0], "1@2 1|北");
    assert!(told[1].starts_with("row 2 (line 3): the value of \"city\" is not GBK <<2,"));
    assert_eq!(told[2], "3@4 3|c");
    let error = open("leads.csv", b"id,\xFF\n1,2\n".to_vec(), &encoded("gbk")).err().unwrap();
    assert_eq!(
        error.to_string(),
        "leads.csv: this file is not GBK (the header, line 1, does not fit)"
    );
}

#[test]
fn half_characters_of_utf16_reject_their_row() {
    let mut bytes = utf16("\u{feff}id,city\n1,a", false);
    bytes.extend([0x3D, 0xD8]); // the first half of a pair, followed by none
    bytes.extend(utf16("\n2,b\n3,c", false));
    bytes.push(0x64);
    let story = csv(bytes);
    assert!(story[0].starts_with("row 1 (line 2): the value of \"city\" is not UTF-16LE"));
    assert_eq!(story[1], "2@3 2|b");
    assert!(story[2].starts_with("row 3 (line 4): the value of \"city\" is not UTF-16LE"));
}

#[test]
fn what_is_no_table_is_called_by_its_name() {
    let cases: [(&str, &[u8], &str); 14] = [
        ("leads.xlsx", b"PK\x03\x04..", "an Excel workbook"),
        ("leads.csv", b"PK\x03\x04..", "an Excel workbook or a ZIP archive"),
        ("leads.xls", b"id\tcity", "an Excel workbook"),
        ("leads.csv", b"\xD0\xCF\x11\xE0..", "an Excel workbook"),
        ("leads.parquet", b"PAR1", "a Parquet file that is not whole or comes through a pipe"),
        ("x", b"PAR1\x15\x04", "a Parquet file that is not whole or comes through a pipe"),
        ("leads.arrow", b"id,city", "an Arrow file that is not whole or of an old kind"),
        ("x", b"ARROW1", "an Arrow file that is not whole or of an old kind"),
        ("leads.feather", b"FEA1..", "an Arrow file that is not whole or of an old kind"),
        ("leads.pdf", b"%PDF-1.7", "a PDF document"),
        ("leads.csv", b"\x89PNG\r\n", "a picture"),
        ("leads.csv", b"\n<!DOCTYPE html><html>", "a web page"),
        ("leads.csv", b"id,\0\x01\0\0", "a binary file, not text"),
        ("leads.csv", b"i\0d\0,\0c\0\n\0", "UTF-16 text without its mark"),
    ];
    for (name, bytes, looks_like) in cases {
        let error = open_error(name, bytes);
        assert_eq!(
            error.to_string(),
            format!("{name}: this looks like {looks_like}, which cannot be read")
        );
        assert!(!error.help().is_empty());
    }
    assert!(open_error("leads.xlsx", b"PK\x03\x04..").help().contains("save it as CSV"));
    let utf32 = [0xFF, 0xFE, 0, 0, b'i', 0, 0, 0];
    assert_eq!(open_error("leads.csv", utf32).kind(), "data-not-a-table");
    let forced = open("leads.csv", b"PK\x03\x04..", &forced(Format::Csv)).err().unwrap();
    assert_eq!(forced.kind(), "data-not-a-table");
    assert_eq!(open_error("leads.csv", gzip(b"PK\x03\x04..")).kind(), "data-not-a-table");
}

#[test]
fn the_format_is_told_by_name_then_content() {
    let cases = [
        ("a.csv", "{,}", Format::Csv),
        ("A.TSV.GZ", "a\tb", Format::Csv),
        ("a.txt.zst", "[", Format::Csv),
        ("a.jsonl", "{}", Format::Ndjson),
        ("a.ndjson", " [{}]", Format::Json),
        ("a.json", "{}", Format::Json),
        ("standard input", "\n {\"a\":1}\n{\"a\":2}", Format::Ndjson),
        ("standard input", "{\n\"a\":1}\n", Format::Json),
        ("standard input", "[{}]", Format::Json),
        ("leads.2024", "id,x", Format::Csv),
    ];
    for (name, text, format) in cases {
        assert_eq!(Format::detect(name, text.as_bytes()).unwrap(), format, "{name} {text}");
    }
    let reader = open("a.csv", "{\"a\":1}", &forced(Format::Ndjson)).unwrap();
    assert_eq!(reader.format(), Format::Ndjson);
}

#[test]
fn an_empty_file_of_any_format_is_an_error() {
    for name in ["x.csv", "x.ndjson", "x.json", "x"] {
        for text in ["", "\n \n", "\u{feff}"] {
            let error = open_error(name, text);
            assert_eq!(error.to_string(), format!("{name}: the file is empty"));
        }
    }
    assert_eq!(open_error("x.csv.gz", gzip(b"")).kind(), "data-empty");
}

#[test]
fn files_that_cannot_be_opened_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let open = |path| Reader::open(&Source::File(path), &ReadOptions::default()).err().unwrap();
    assert_eq!(open(folder.path().join("none.csv")).kind(), "data-not-found");
    let error = open(folder.path().to_path_buf());
    assert_eq!(error.kind(), "data-folder");
    assert!(error.to_string().contains("this is a folder"));
    assert_eq!(Source::from("-"), Source::Stdin);
    assert_eq!(Source::from("-").to_string(), "standard input");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("secret.csv");
    std::fs::write(&path, TEXT).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    match Reader::open(&Source::from(&path), &ReadOptions::default()) {
        Err(error) => assert_eq!(error.kind(), "data-no-permission"),
        // The superuser may read everything.
        Ok(_) => assert!(std::fs::read(&path).is_ok()),
    }
}

#[test]
fn progress_counts_the_bytes_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leads.csv.gz");
    let bytes = gzip(TEXT.as_bytes());
    std::fs::write(&path, &bytes).unwrap();
    let mut reader = Reader::open(&Source::from(&path), &ReadOptions::default()).unwrap();
    let count = reader.bytes_read();
    while reader.next().unwrap().is_some() {}
    assert_eq!(reader.size(), Some(bytes.len() as u64));
    assert_eq!(count.load(Ordering::Relaxed), bytes.len() as u64);
}
