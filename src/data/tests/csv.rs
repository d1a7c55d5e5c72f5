use super::{csv, limit, open, open_error, story};
use crate::data::{Cells, Event, Format, ReadOptions, Reader};

fn header(text: &str) -> Vec<String> {
    let reader = open("leads.csv", text, &ReadOptions::default()).unwrap();
    reader.header().unwrap().to_vec()
}

fn delimiter(text: &str) -> char {
    let reader = open("leads.csv", text, &ReadOptions::default()).unwrap();
    char::from(reader.delimiter().unwrap())
}

#[test]
fn rows_have_numbers_and_lines() {
    let text = "id,note\n1,a\n\n2,\"b\nc\"\n3,d\n";
    assert_eq!(csv(text), ["1@2 1|a", "2@4 2|b\nc", "3@6 3|d"]);
}

#[test]
fn every_line_end_is_understood() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["id,note", "1,a", "", "2,\"b\"", "3,x,y", "4,e"].join(end);
        let rows =
            ["1@2 1|a", "2@4 2|b", "row 3 (line 5): has 3 fields, the header has 2 <<3,x,y>>"];
        assert_eq!(csv(text.clone())[..3], rows, "{end:?}");
        assert_eq!(csv(text.clone())[3], "4@6 4|e");
        assert_eq!(csv(text + end).len(), 4);
    }
}

#[test]
fn quoted_delimiters_quotes_and_blank_cells_are_kept_as_they_are() {
    let text = "a,b,c\n\"x,y\",\"say \"\"hi\"\"\", z \n,,\n\"\",5\" pipe,\n";
    assert_eq!(csv(text), ["1@2 x,y|say \"hi\"| z ", "2@3 ||", "3@4 |5\" pipe|"]);
}

#[test]
fn a_header_alone_is_no_rows() {
    assert!(csv("id,note").is_empty());
    assert!(csv("id,note\r\n\r\n").is_empty());
}

#[test]
fn a_single_column_needs_no_delimiter() {
    assert_eq!(csv("email\na@b.c\nd@e.f\n"), ["1@2 a@b.c", "2@3 d@e.f"]);
    assert_eq!(csv("email\na,b\n"), ["row 1 (line 2): has 2 fields, the header has 1 <<a,b>>"]);
}

#[test]
fn header_names_are_trimmed_and_blank_ones_numbered() {
    assert_eq!(
        header(" id ,\"Job, title\",\u{a0}City,,\n"),
        ["id", "Job, title", "City", "column 4", "column 5"]
    );
}

#[test]
fn names_used_twice_are_named_with_their_columns() {
    let error = open_error("leads.csv", "Email,Caf\u{e9},id,EMAIL ,Cafe\u{301},email\n");
    assert_eq!(
        error.to_string(),
        "leads.csv: the header uses the same name for several columns: \
         \"Email\" (columns 1, 4 and 6); \"Caf\u{e9}\" (columns 2 and 5)"
    );
    assert_eq!(error.kind(), "data-duplicate-columns");
    assert!(error.help().contains("upper and lower case"));
}

#[test]
fn a_header_that_cannot_be_used_is_an_error() {
    assert_eq!(open_error("leads.csv", "").kind(), "data-empty");
    assert_eq!(open_error("leads.csv", "\r\n\n").kind(), "data-empty");
    assert_eq!(open_error("leads.csv", "\u{feff}").kind(), "data-empty");
    assert_eq!(open_error("leads.csv", "id,\"city\n1,Sofia\n").kind(), "data-header-quote");
    assert_eq!(open_error("leads.csv", "id,\"ci\"ty\n1,Sofia\n").kind(), "data-header-quote");
    let error = open_error("leads.csv", b"\nid,st\xE4dte\n1,Wien\n");
    assert_eq!(
        error.to_string(),
        "leads.csv: this file is not UTF-8; it looks like Windows-1252: \"städte\""
    );
    let long = open("leads.csv", "a,b,c,d,e,f\n1\n", &limit(5)).err().unwrap();
    assert_eq!(
        long.to_string(),
        "leads.csv: the first line is longer than 5 bytes, so it cannot be a header"
    );
}

#[test]
fn the_delimiter_is_found_out() {
    assert_eq!(delimiter("a,b\n1,2\n"), ',');
    assert_eq!(delimiter("a;b;c\n1,5;2,5;x\n"), ';');
    assert_eq!(delimiter("a\tb, c\n1\t2\n"), '\t');
    assert_eq!(delimiter("a|b\n"), '|');
    assert_eq!(delimiter("email\na;b\n"), ',');
    assert_eq!(delimiter("\"a;b\",c\n\"x;y\",2\n"), ',');
    assert_eq!(delimiter("Name, first;Age;City\nDoe, J;5;Rome\n"), ';');
    assert_eq!(delimiter("a,b;c,d\n1;2,3\n4;5\n"), ';');
    assert_eq!(delimiter("sep=;\r\na,b;c\r\n1;2\r\n"), ';');
    let tsv = open("x.tsv.gz", "a,b,c\td\n1,2,3\t4\n", &ReadOptions::default()).unwrap();
    assert_eq!(tsv.delimiter(), Some(b'\t'));
}

#[test]
fn declared_delimiter_is_no_row() {
    assert_eq!(csv("sep=;\r\na;b\r\n1;2\r\n"), ["1@3 1|2"]);
}

#[test]
fn the_delimiter_can_be_given_but_not_be_a_quote() {
    let given = |delimiter| ReadOptions { delimiter: Some(delimiter), ..ReadOptions::default() };
    assert_eq!(story("x.csv", "a^b\n1^2,3\n", &given(b'^')), ["1@2 1|2,3"]);
    let error = open("x.csv", "a,b\n", &given(b'"')).err().unwrap();
    assert_eq!(error.to_string(), "x.csv: a quote cannot separate columns");
    for bad in [b'"', b'\n', 0, 0xC3] {
        assert_eq!(open("x.csv", "a,b\n", &given(bad)).err().unwrap().kind(), "data-delimiter");
    }
}

#[test]
fn a_row_encoded_twice_is_named_as_such() {
    let text = "id,name,city\r\n\"1,\"\"Doe, Jane\"\",Rome\"\r\n2,Bob,Bonn\r\n\"x,y\"\r\n";
    assert_eq!(
        csv(text),
        [
            "row 1 (line 2): the whole row is one quoted field: it seems to have been saved as CSV twice \
             <<\"1,\"\"Doe, Jane\"\",Rome\">>",
            "2@3 2|Bob|Bonn",
            "row 3 (line 4): has 1 field, the header has 3 <<\"x,y\">>",
        ]
    );
}

#[test]
fn a_cell_that_is_not_utf8_is_named_with_its_column_and_byte() {
    let text = b"id,city\n1,M\xFCnchen\n2,M\xC3\xBCnchen\n3\xC3,\xBC\n";
    let story = csv(text);
    assert!(
        story[0].starts_with(
            "row 1 (line 2): the value of \"city\" is not UTF-8 (byte FC at position 2)"
        )
    );
    assert_eq!(story[1], "2@3 2|M\u{fc}nchen");
    // Together the two cells would be UTF-8; apart they are not.
    assert!(
        story[2].starts_with(
            "row 3 (line 4): the value of \"id\" is not UTF-8 (byte C3 at position 2)"
        )
    );
}

#[test]
fn rows_can_be_recycled() {
    let text = "id,city\n1,Sofia\n2,\n3,\u{e9}\n4\n5,x\n";
    let mut reader = open("leads.csv", text, &ReadOptions::default()).unwrap();
    let mut seen = Vec::new();
    while let Some(event) = reader.next().unwrap() {
        if let Event::Row(row) = event {
            let Cells::Fields(fields) = &row.cells else { panic!("CSV has fields") };
            seen.push(fields.join("|"));
            reader.recycle(row);
        }
    }
    assert_eq!(seen, ["1|Sofia", "2|", "3|\u{e9}", "5|x"]);
}

#[test]
fn a_reader_tells_about_itself() {
    let reader = open("leads.csv", "a;b\r\n1;2\r\n", &ReadOptions::default()).unwrap();
    assert_eq!(reader.format(), Format::Csv);
    assert_eq!(reader.header_text(), Some(&b"a;b"[..]));
    assert_eq!(reader.name(), "leads.csv");
    let send = |_: Reader| {};
    std::thread::spawn(move || send(reader)).join().unwrap();
}

/// Rows of a text without a header of its own.
fn headless(text: &str) -> Vec<String> {
    let options = ReadOptions { headless: true, ..ReadOptions::default() };
    story("leads.csv", text, &options)
}

#[test]
fn without_a_header_every_row_is_one() {
    let text = "Points, draft\n\nAsset;Score\nDemo;1,5\nPage;2;a note\n";
    assert_eq!(
        headless(text),
        ["1@1 Points, draft", "2@3 Asset|Score", "3@4 Demo|1,5", "4@5 Page|2|a note"]
    );
    assert_eq!(headless("a,a\n"), ["1@1 a|a"]);
    assert_eq!(headless("sep=|\na|b,c\n"), ["1@2 a|b,c"]);
}

#[test]
fn without_a_header_bad_rows_are_kept_too() {
    let text = "a,b\n\"x\" y,1\nc,d\n\"e,f\n";
    assert_eq!(
        headless(text),
        [
            "1@1 a|b",
            "row 2 (line 2): text follows the closing quote in \"column 1\"; a quote inside a value is written twice <<\"x\" y,1>>",
            "3@3 c|d",
            "row 4 (line 4): a quote in \"column 1\" is never closed <<\"e,f>>",
        ]
    );
}
