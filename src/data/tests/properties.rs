use std::io::Cursor;

use proptest::collection::vec;
use proptest::prelude::*;

use super::{Trickle, limit, open};
use crate::data::{Cells, Event, Format, ReadOptions, Reader};

/// All events, with the text that each was made of.
fn read(bytes: &[u8], options: &ReadOptions, step: usize) -> Option<Vec<(Event, Vec<u8>)>> {
    let stream = Trickle(Cursor::new(bytes.to_vec()), step);
    let mut reader = Reader::from_read("x", stream, options).ok()?;
    let mut events = Vec::new();
    while let Some(event) = reader.next().expect("nothing can fail in memory") {
        events.push((event, reader.raw().to_vec()));
    }
    Some(events)
}

/// Checks that the texts of all events, in order, are the input with nothing but `blank` bytes left out.
fn assert_nothing_lost(bytes: &[u8], events: &[(Event, Vec<u8>)], blank: impl Fn(u8) -> bool) {
    let mut rest = bytes;
    for (event, raw) in events {
        let continued = matches!(event, Event::RejectedMore(_));
        while !continued && !rest.starts_with(raw) && rest.first().is_some_and(|byte| blank(*byte))
        {
            rest = &rest[1..];
        }
        assert!(rest.starts_with(raw), "{raw:?} is not at {rest:?}");
        rest = &rest[raw.len()..];
    }
    assert!(rest.iter().all(|byte| blank(*byte)), "{rest:?} was left over");
}

fn assert_numbers_in_order(bytes: &[u8], events: &[(Event, Vec<u8>)]) {
    let mut count = 0;
    for (event, _) in events {
        let (number, line) = match event {
            Event::Row(row) => (row.number, row.line),
            Event::Rejected(rejection) => (rejection.number, rejection.line),
            Event::RejectedMore(_) => continue,
        };
        count += 1;
        assert_eq!(number, count);
        assert!(line >= 1 && line <= bytes.len() as u64 + 1);
    }
}

/// What another reader makes of one row.
fn parsed_alone(raw: &[u8]) -> Vec<String> {
    let mut records =
        ::csv::ReaderBuilder::new().has_headers(false).from_reader(raw).into_records();
    let fields = records.next().expect("one row").expect("UTF-8");
    assert!(records.next().is_none());
    fields.iter().map(str::to_owned).collect()
}

/// Bytes that mean something to the readers come often.
fn soup(special: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![8 => proptest::sample::select(special), 1 => any::<u8>()];
    vec(byte, 0..200)
}

fn cell() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[a-z0-9 \",;\t|\r\néя😀]{0,8}").expect("a valid pattern")
}

/// A table of at least two columns, so that no row is a blank line.
fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2..6_usize).prop_flat_map(|columns| vec(vec(cell(), columns), 0..8))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn what_is_written_correctly_is_read_the_same(
        rows in table(),
        delimiter in proptest::sample::select(&b",;\t|"[..]),
        always in any::<bool>(),
        crlf in any::<bool>(),
        step in 1..40_usize,
    ) {
        let style = if always { ::csv::QuoteStyle::Always } else { ::csv::QuoteStyle::Necessary };
        let end = if crlf { ::csv::Terminator::CRLF } else { ::csv::Terminator::Any(b'\n') };
        let mut writer = ::csv::WriterBuilder::new()
            .delimiter(delimiter).quote_style(style).terminator(end).from_writer(Vec::new());
        let columns = rows.first().map_or(2, Vec::len);
        writer.write_record((0..columns).map(|at| format!("c{at}"))).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let options = ReadOptions {
            format: Some(Format::Csv), delimiter: Some(delimiter), ..ReadOptions::default()
        };
        let events = read(&bytes, &options, step).unwrap();
        assert_nothing_lost(&bytes[bytes.iter().position(|byte| *byte == b'\n').unwrap()..], &events,
            |byte| matches!(byte, b'\r' | b'\n'));
        let cells: Vec<_> = events.into_iter().map(|(event, _)| match event {
            Event::Row(row) => match row.cells { Cells::Fields(fields) => fields, other => panic!("{other:?}") },
            other => panic!("{other:?}"),
        }).collect();
        prop_assert_eq!(cells, rows);
    }

    #[test]
    fn no_byte_of_csv_is_lost(
        body in soup(b"a1,,\"\"\"\r\n\n \xC3\xA9"),
        longest_row in 8..60_usize,
        step in 1..40_usize,
    ) {
        let bytes = [b"c0,c1\n", &body[..]].concat();
        let options = ReadOptions {
            format: Some(Format::Csv), delimiter: Some(b','), ..limit(longest_row)
        };
        if let Some(events) = read(&bytes, &options, step) {
            assert_nothing_lost(&body, &events, |byte| matches!(byte, b'\r' | b'\n'));
            assert_numbers_in_order(&bytes, &events);
            for (event, raw) in &events {
                if let Event::Row(row) = event {
                    prop_assert_eq!(&row.cells, &Cells::Fields(parsed_alone(raw)));
                }
            }
            let at_once = read(&bytes, &options, usize::MAX).unwrap();
            prop_assert_eq!(joined(events), joined(at_once));
        }
    }

    #[test]
    fn any_bytes_at_all_can_be_opened_or_refused(bytes in soup(b"a1,;\t|\"\r\n{[:]}\xEF\xBB\xBF\xFF\xFE")) {
        for format in [None, Some(Format::Csv), Some(Format::Ndjson), Some(Format::Json)] {
            let options = ReadOptions { format, ..limit(40) };
            if let Ok(mut reader) = open("x", bytes.clone(), &options) {
                while reader.next().unwrap().is_some() {}
            }
        }
    }

    #[test]
    fn no_byte_of_ndjson_is_lost(
        body in soup(b"{}{}[]\"\"\\:,1an \r\n\n"),
        longest_row in 8..60_usize,
        step in 1..40_usize,
    ) {
        let bytes = [b"{\"a\":1}\n", &body[..]].concat();
        let options = ReadOptions { format: Some(Format::Ndjson), ..limit(longest_row) };
        if let Some(events) = read(&bytes, &options, step) {
            assert_nothing_lost(&bytes, &events, |byte| byte.is_ascii_whitespace());
            assert_numbers_in_order(&bytes, &events);
            let at_once = read(&bytes, &options, usize::MAX).unwrap();
            prop_assert_eq!(joined(events), joined(at_once));
        }
    }

    #[test]
    fn no_byte_of_json_is_lost(
        body in soup(b"{}{}{}[]\"\"\\:,1an \r\n\n"),
        in_list in any::<bool>(),
        longest_row in 8..60_usize,
        step in 1..40_usize,
    ) {
        let start: &[u8] = if in_list { b"[{\"a\":1}," } else { b"{\"a\":1}" };
        let bytes = [start, &body[..]].concat();
        let options = ReadOptions { format: Some(Format::Json), ..limit(longest_row) };
        if let Some(events) = read(&bytes, &options, step) {
            assert_nothing_lost(&bytes, &events, |byte| byte.is_ascii_whitespace() || b",[]".contains(&byte));
            assert_numbers_in_order(&bytes, &events);
            let at_once = read(&bytes, &options, usize::MAX).unwrap();
            prop_assert_eq!(joined(events), joined(at_once));
        }
    }

    #[test]
    fn objects_in_a_list_are_the_same_as_on_lines(
        texts in vec("[a-z\\\\\"{}\\[\\],\n ]{0,6}", 0..6),
        pretty in any::<bool>(),
    ) {
        let objects: Vec<_> = texts.iter()
            .map(|text| serde_json::json!({ text: [text, {"n": text.len()}] })).collect();
        let list = if pretty { serde_json::to_string_pretty(&objects) } else { serde_json::to_string(&objects) };
        let lines: String = objects.iter().map(|object| format!("{object}\n")).collect();
        let of = |text: String, format| read(
            text.as_bytes(), &ReadOptions { format: Some(format), ..ReadOptions::default() }, 7,
        ).unwrap_or_default().into_iter().map(|(event, _)| match event {
            Event::Row(row) => match row.cells {
                Cells::Object(object) => serde_json::Value::Object(object), other => panic!("{other:?}"),
            },
            other => panic!("{other:?}"),
        }).collect::<Vec<_>>();
        prop_assert_eq!(&of(list.unwrap(), Format::Json), &objects);
        prop_assert_eq!(&of(lines, Format::Ndjson), &objects);
    }
}

/// Events with the pieces of a long row put together: where it is cut depends on how the bytes arrive.
fn joined(events: Vec<(Event, Vec<u8>)>) -> Vec<Event> {
    let mut joined: Vec<Event> = Vec::new();
    for (event, _) in events {
        match (joined.last_mut(), event) {
            (Some(Event::RejectedMore(before)), Event::RejectedMore(piece)) => before.extend(piece),
            (_, event) => joined.push(event),
        }
    }
    joined
}
