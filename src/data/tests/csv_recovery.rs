use std::io::Cursor;
use std::time::{Duration, Instant};

use super::{Trickle, csv, limit, open, story};
use crate::data::{Event, ReadOptions, Reader, Reason};

#[test]
fn a_quote_that_is_never_closed_costs_only_its_line() {
    let text = "id,city\n1,Rome\n2,\"Bonn\n3,Oslo\n4,Kyiv";
    assert_eq!(
        csv(text),
        [
            "1@2 1|Rome",
            "row 2 (line 3): a quote in \"city\" is never closed <<2,\"Bonn>>",
            "3@4 3|Oslo",
            "4@5 4|Kyiv",
        ]
    );
}

#[test]
fn a_quote_closed_by_the_next_opening_one_costs_only_its_line() {
    let text = "id,city\r\n1,\"Bonn\r\n2,\"Oslo, Norway\"\r\n3,\"a\r\nb\"\r\n";
    assert_eq!(
        csv(text),
        [
            "row 1 (line 2): a quote in \"city\" is never closed <<1,\"Bonn>>",
            "2@3 2|Oslo, Norway",
            "3@4 3|a\r\nb",
        ]
    );
}

#[test]
fn a_row_that_swallows_a_proper_one_gives_it_back() {
    // The quote is closed by the empty cell two lines below, where a value may end.
    let text = "id,name,city\n1,\"Ann,Rome\n2,Bob,\"\n3,Eve,Oslo\n";
    assert_eq!(
        csv(text),
        [
            "row 1 (line 2): a quote in \"name\" is never closed <<1,\"Ann,Rome>>",
            "row 2 (line 3): a quote in \"city\" is never closed <<2,Bob,\">>",
            "3@4 3|Eve|Oslo",
        ]
    );
    let text = "id,name,city\n1,\"Ann,Rome\n2,Bob,Bonn\n3,Eve\",Oslo,x\n";
    assert_eq!(csv(text)[1], "2@3 2|Bob|Bonn");
}

#[test]
fn text_after_a_closing_quote_is_not_silently_joined() {
    let text = "id,size\n1,\"5\" pipe\"\n2,\"6\"\" pipe\"\n3,\"7\" \n";
    assert_eq!(
        csv(text),
        [
            "row 1 (line 2): text follows the closing quote in \"size\"; \
             a quote inside a value is written twice <<1,\"5\" pipe\">>",
            "2@3 2|6\" pipe",
            "3@4 3|7 ",
        ]
    );
}

#[test]
fn a_quote_that_swallows_more_than_the_limit_costs_only_its_line() {
    let mut text = String::from("id,city\n1,\"Bonn\n");
    for id in 2..200 {
        text += &format!("{id},Oslo\n");
    }
    let story = story("x.csv", text, &limit(64));
    assert_eq!(story.len(), 199);
    assert_eq!(story[0], "row 1 (line 2): a quote in \"city\" is never closed <<1,\"Bonn>>");
    assert_eq!(story[198], "199@200 199|Oslo");
}

#[test]
fn a_row_that_is_too_long_is_rejected_whole_and_reading_goes_on() {
    let long = "x".repeat(1000);
    let text = format!("id,city\n1,{long}\r\n2,Oslo\n3,{}", "y".repeat(30));
    for step in [1, 7, 4096] {
        let stream = Trickle(Cursor::new(text.clone().into_bytes()), step);
        let mut reader = Reader::from_read("x.csv", stream, &limit(20)).unwrap();
        let (mut raw, mut rows, mut reasons) = (Vec::new(), 0, Vec::new());
        while let Some(event) = reader.next().unwrap() {
            match event {
                Event::Row(row) => {
                    rows += 1;
                    assert_eq!((row.number, row.line), (2, 3));
                    assert_eq!(raw, format!("1,{long}").as_bytes());
                    raw.clear();
                }
                Event::Rejected(rejection) => {
                    assert_eq!(rejection.raw.len(), 21);
                    reasons.push((rejection.number, rejection.line, rejection.reason));
                    raw.extend(rejection.raw);
                }
                Event::RejectedMore(piece) => raw.extend(piece),
            }
        }
        assert_eq!(rows, 1);
        let too_long = Reason::TooLong { limit: 20 };
        assert_eq!(reasons, [(1, 2, too_long.clone()), (3, 4, too_long)]);
        assert_eq!(raw.len(), 32);
    }
    assert_eq!(Reason::TooLong { limit: 16 << 20 }.to_string(), "is longer than 16 MiB");
}

#[test]
fn the_limit_is_exact() {
    let at_the_limit = story("x.csv", "a,b\n1,234\n1,2345\r\n1,\"34\"\n1,23456", &limit(6));
    assert_eq!(at_the_limit[..2], ["1@2 1|234", "2@3 1|2345"]);
    assert_eq!(
        at_the_limit[2..],
        ["3@4 1|34", "row 4 (line 5): is longer than 6 bytes <<1,23456>>"]
    );
}

#[test]
fn how_the_bytes_arrive_makes_no_difference() {
    let text = "id,city\r\n1,\"a\r\nb\"\r\n\r\n2,\"x\"y\r3,\u{e9}\n4,\"open\r\n5,z\r\n";
    let whole = csv(text);
    for step in 1..9 {
        let stream = Trickle(Cursor::new(text.as_bytes()), step);
        let mut reader = Reader::from_read("leads.csv", stream, &ReadOptions::default()).unwrap();
        let mut count = 0;
        while reader.next().unwrap().is_some() {
            count += 1;
        }
        assert_eq!(count, whole.len());
    }
}

#[test]
fn hostile_quotes_take_time_in_proportion_to_the_text() {
    // Each line closes the quote of the one before and opens another that is never closed.
    let text = "a,b\n".to_owned() + &"x\",\"y\n".repeat(60_000);
    let started = Instant::now();
    let mut reader = open("x.csv", text, &ReadOptions::default()).unwrap();
    let mut count = 0;
    while reader.next().unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 60_000);
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}
