use std::time::{Duration, Instant};

use super::{Trickle, forced, limit, open, story};
use crate::data::{Event, Format, ReadOptions, Reader};

fn ndjson(text: impl Into<Vec<u8>>) -> Vec<String> {
    story("x.ndjson", text, &ReadOptions::default())
}

fn json(text: impl Into<Vec<u8>>) -> Vec<String> {
    story("x.json", text, &ReadOptions::default())
}

#[test]
fn each_line_is_an_object() {
    let text = "{\"id\": 1, \"b\": [true, null]}\r\n\n  \n{\"b\":2,\"a\":1}";
    assert_eq!(ndjson(text), ["1@1 {\"id\":1,\"b\":[true,null]}", "2@4 {\"b\":2,\"a\":1}"]);
}

#[test]
fn numbers_keep_their_digits_and_the_last_of_two_values_counts() {
    let text = r#"{"big":123456789012345678901234567890.10,"e":1E+2,"a":1,"a":2}"#;
    assert_eq!(ndjson(text)[0], r#"1@1 {"big":123456789012345678901234567890.10,"e":1e+2,"a":2}"#);
}

#[test]
fn a_broken_line_says_why_and_where() {
    let text =
        "{\"id\": 1}\n{\"\u{e9}\": 2 \"b\": 3}\n[1]\nnull\n{\"id\": \"x\n{'id': 4}\n{\"id\": 5}\n";
    let story = ndjson(text);
    assert_eq!(
        story,
        [
            "1@1 {\"id\":1}",
            "row 2 (line 2): is not valid JSON: a comma or a closing } is missing here \
             (line 2, column 9) <<{\"\u{e9}\": 2 \"b\": 3}>>",
            "row 3 (line 3): is a list, not an object {…} <<[1]>>",
            "row 4 (line 4): is null, not an object {…} <<null>>",
            "row 5 (line 5): is not valid JSON: a text is never closed with \" (line 5, column 9) <<{\"id\": \"x>>",
            "row 6 (line 6): is not valid JSON: a key must stand in \"straight quotes\" \
             (line 6, column 2) <<{'id': 4}>>",
            "7@7 {\"id\":5}",
        ]
    );
}

#[test]
fn every_complaint_of_the_parser_is_in_plain_words() {
    let complaints = [
        ("{\"a\"}", "a colon"),
        ("{\"a\":}", "a value should"),
        ("{\"a\":1,}", "a comma before"),
        ("{\"a\":[1 2]}", "a comma or a closing ]"),
        ("{\"a\":[1,]}", "a comma before"),
        ("{\"a\":1} x", "something follows"),
        ("{\"a\":01}", "not a number"),
        ("{\"a\":1.}", "not a number"),
        ("{\"a\":nul}", "without quotes"),
        ("{\"a\":\"\\x\"}", "a backslash"),
        ("{\"a\":\"\t\"}", "a line break or tab"),
        ("{\"a\":\"\\ud800\"}", "half of a character"),
        ("{\"a\":[1", "a list is never closed"),
        ("{\"a\":", "a value is missing"),
        ("{\"a\":1", "an object is never closed"),
    ];
    for (line, words) in complaints {
        let story = story("x", line, &forced(Format::Ndjson));
        assert!(story[0].contains(words), "{line}: {story:?}");
    }
    let deep = format!("{{\"a\":{}{}}}", "[".repeat(200), "]".repeat(200));
    assert!(ndjson(deep)[0].contains("nested more than 127 deep"));
}

#[test]
fn a_line_that_is_not_utf8_is_rejected() {
    let story = ndjson(b"{\"a\":\"\xE9\"}\n{\"a\":1}\n");
    assert!(
        story[0].starts_with("row 1 (line 1): the text is not UTF-8 (byte E9 at position 7)"),
        "{story:?}"
    );
    assert_eq!(story[1], "2@2 {\"a\":1}");
}

#[test]
fn a_line_that_is_too_long_is_rejected_whole() {
    let text = format!("{{\"a\":\"{}\"}}\n{{\"a\":1}}\n", "x".repeat(50));
    let story = story("x.ndjson", text, &limit(30));
    assert_eq!(
        story,
        [
            "row 1 (line 1): is longer than 30 bytes <<{\"a\":\"xxxxxxxxxxxxxxxxxxxxxxxxx>>",
            "more <<xxxxxxxxxxxxxxxxxxxxxxxxx\"}>>",
            "2@2 {\"a\":1}",
        ]
    );
}

#[test]
fn an_array_is_read_element_by_element() {
    let text = "[\n  {\"a\": \"]},{\\\"\"},\n  {\"a\": {\"b\": [1, 2]}}, {\"c\": 3}\n]\n";
    assert_eq!(
        json(text),
        ["1@2 {\"a\":\"]},{\\\"\"}", "2@3 {\"a\":{\"b\":[1,2]}}", "3@3 {\"c\":3}"]
    );
    assert!(json("[]").is_empty());
    assert!(json(" [ ] ").is_empty());
}

#[test]
fn one_object_is_one_record_and_several_are_several() {
    assert_eq!(json("{\n \"a\": 1\n}"), ["1@1 {\"a\":1}"]);
    assert_eq!(json("{\"a\": 1}\n{\"a\":\n2}"), ["1@1 {\"a\":1}", "2@2 {\"a\":2}"]);
}

#[test]
fn a_broken_element_does_not_hide_the_next() {
    let text = "[{\"a\":1},\n{\"a\" 2},\nfoo, 5, \"x\",\n[1],{\"a\":[3},{\"a\":4},\n{\"a\":5,}, {\"a\":6}]";
    let story = json(text);
    let rows: Vec<_> = story.iter().filter(|line| !line.starts_with("row")).collect();
    assert_eq!(rows, ["1@1 {\"a\":1}", "8@4 {\"a\":4}", "10@5 {\"a\":6}"]);
    assert!(story[2].ends_with("<<foo>>"), "{story:?}");
    assert!(story[3].ends_with("is a number, not an object {…} <<5>>"));
    assert!(story[4].ends_with("is a text, not an object {…} <<\"x\">>"));
    assert!(story[5].ends_with("is a list, not an object {…} <<[1]>>"));
    assert!(story[6].ends_with("<<{\"a\":[3}>>"));
}

#[test]
fn a_forgotten_bracket_inside_does_not_swallow_the_next_element() {
    let story = json(r#"[{"a":{"b":[1},"c":2},{"a":1}]"#);
    assert!(story[0].ends_with(r#"<<{"a":{"b":[1},"c":2}>>"#), "{story:?}");
    assert_eq!(story[1..], [r#"2@1 {"a":1}"#]);
}

#[test]
fn a_text_or_object_that_is_never_closed_costs_only_its_element() {
    for broken in ["{\"a\": \"x}", "{\"a\": {\"b\": 1}", "{\"a\": [\n    {\"b\": 1}"] {
        let text = format!("[\n  {broken},\n  {{\n    \"a\": 2\n  }},\n  {{\"a\": 3}}\n]\n");
        let story = json(text);
        assert_eq!(story.len(), 3, "{story:?}");
        assert!(story[0].starts_with("row 1 (line 2): is not valid JSON: "), "{story:?}");
        assert!(story[0].ends_with(&format!("<<{broken},>>")));
        assert!(story[1].ends_with("{\"a\":2}") && story[2].ends_with("{\"a\":3}"));
    }
}

#[test]
fn a_file_that_is_cut_off_loses_only_its_last_piece() {
    let cut = "the file ends in the middle of this record: it may have been cut off";
    assert_eq!(json("[{\"a\":1},{\"a\":")[1], format!("row 2 (line 1): {cut} <<{{\"a\":>>"));
    assert_eq!(json("[{\"a\":1},{\"a\":").len(), 2);
    let ends = "the file ends before the ] of its list: records may be missing";
    assert_eq!(
        json("[{\"a\":1},\n"),
        ["1@1 {\"a\":1}".to_owned(), format!("row 2 (line 2): {ends} <<>>")]
    );
}

#[test]
fn an_element_that_is_too_long_is_rejected_whole() {
    let text =
        format!("[{{\"a\":\"{}\"}},{{\"a\":1}}, {{\"a\":\"{}\"}}]", "x".repeat(50), "y".repeat(30));
    for step in [1, 3, 1000] {
        let stream = Trickle(std::io::Cursor::new(text.clone().into_bytes()), step);
        let mut reader = Reader::from_read("x.json", stream, &limit(30)).unwrap();
        let (mut raw, mut rows, mut rejected) = (Vec::new(), 0, 0);
        while let Some(event) = reader.next().unwrap() {
            match event {
                Event::Row(_) => rows += 1,
                Event::Rejected(rejection) => {
                    rejected += 1;
                    raw.extend(rejection.raw);
                }
                Event::RejectedMore(piece) => raw.extend(piece),
            }
        }
        assert_eq!((rows, rejected), (1, 2));
        let expected = format!("{{\"a\":\"{}\"}}{{\"a\":\"{}\"}}", "x".repeat(50), "y".repeat(30));
        assert_eq!(String::from_utf8(raw).unwrap(), expected);
    }
}

#[test]
fn hostile_brackets_take_time_in_proportion_to_the_text() {
    for line in ["{\n", "{\"a\": [\n", "[\n", "]\n", "\"\n", "{\"\\\n"] {
        let started = Instant::now();
        let mut reader = open("x.json", line.repeat(60_000), &ReadOptions::default()).unwrap();
        while reader.next().unwrap().is_some() {}
        assert!(started.elapsed() < Duration::from_secs(20), "{line:?} {:?}", started.elapsed());
    }
}
