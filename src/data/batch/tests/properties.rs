use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::{options, same};
use crate::data::Format;

/// A piece of CSV: whole rows in all states more often than single bytes.
fn csv_piece() -> impl Strategy<Value = Vec<u8>> {
    let piece: Vec<&'static [u8]> = vec![
        b"1,2,3\n", b"1,2,3\r\n", b"a,\"b\",c\n", b"\"x,y\",\"a\nb\",\"c\"\"d\"\n", b",,\n", b"\"\",\"\",\"\"\r\n",
        b"\"a\r\nb\",,\"\"\"\"\"\"\r\n", b"1,2\n", b"1,2,3,4\r\n", b"\n", b"\r\n", b"\r", b"1,2,3\r", b"5\" pipe,b,c\n",
        b"a,\"b\" ,c\n", b"a,\"b\"x,c\n", b"a,\"open,c\n", b"a,b,\"open\n", b"\"open", b"\xC3\xA9,\xF0\x9F\x98\x80,x\n",
        b"\xFF,b,c\n", b"a,\"\xE9\",c\r\n", b"\xC3", b"\xA9", b"a,b,c", b"\"", b",", b" ", b"\0", b"\"\"",
        b"a long cell that fills most of one block of bytes,another that reaches the next,and so on\n",
        b"\"a,b,c\"\n", b"\"1,\"\"2\"\",3\"\r\n", b"a,b,c\r\r\n",
    ];
    prop_oneof![9 => select(piece).prop_map(<[u8]>::to_vec), 1 => vec(any::<u8>(), 1..3)]
}

fn json_piece() -> impl Strategy<Value = Vec<u8>> {
    let piece: Vec<&'static str> = vec![
        "{\"a\":1,\"b\":\"x\",\"c\":null}\n",
        "{\"a\":1.50,\"b\":-0,\"c\":1E5}\n",
        "{\"A\":\"x\",\"other\":true,\"b\":false}\r\n",
        "{ \"a\" : [1, {\"b\":\"}\"}] , \"c\" : { \"a\" : 2 } }\n",
        "{\"a\":\"q\\\"\\\\\",\"b\":\"\\u00e9\\ud83d\\ude00\"}\n",
        "{\"z\":\"\\\\\",\"a\":\"\\n\"}\n",
        "{\"a\":\"\\ud83d\"}\n",
        "{\"z\":\"\\ud83d\"}\n",
        "{\"a\":\"\\x\"}\n",
        "{\"a\":1,\"a\":2}\n",
        "{\"a\":1,\"A\":null,\"a\":3}\n",
        "{\"a\":1,\"A\":2,\"a\":3}\n",
        "{}\n",
        "[]\n",
        "3\n",
        "{\"a\":01}\n",
        "{\"a\":1.}\n",
        "{\"a\":-}\n",
        "{\"a\":1e}\n",
        "{\"a\":1e400}\n",
        "{\"a\":+1}\n",
        "{\"a\":1 2}\n",
        "{\"a\":1,}\n",
        "{\"a\" 1}\n",
        "{a:1}\n",
        "{\"a\":nul}\n",
        "{\"a\":nulls}\n",
        "{\"a\":true,\"b\":falsey}\n",
        "{\"a\":\"x\n\"}\n",
        "{\"a\":\"\t\"}\n",
        "{\t\"a\":\t1}\n",
        "\n",
        " \r\n",
        " {\"b\":1} \n",
        "{\"b\":1}\r",
        "{\"b\":1}\r\r\n",
        "{\"b\":1} x\n",
        "{\"b\":{\"n\":{}},\"c\":[[],[ ]]}\n",
        "{\"b\":\"é😀\",\"é\":1}\n",
        "{\"$serde_json::private::Number\":\"1\"}\n",
        "{\"c\":{\"$serde_json::private::Number\":\"x\"}}\n",
        "{\"c\":{\"$serde_json::private::Number\":\"1\"}}\n",
        "{\"\\u0061\":7}\n",
        "{\"new\":1,\"a\":\"\"}\n",
        "{\"c\":[1,2}\n",
        "{\"a\":123456789012345678901234567890.123456789}",
        "{",
        "}",
        "\"",
        "\\",
        ",",
        ":",
        "1",
        "{\"c\":[1,],\"a\":2}\n",
        "{\"c\":[\"a\" \"b\"]}\n",
        "{\"c\":[{\"x\":\"\\u12\"}]}\n",
        "{\"a\":1}{\"a\":2}\n",
        "{\"\":1}\n",
        "{\"a\":-0.0e-0,\"b\":0e+1}\n",
    ];
    let bad = vec(any::<u8>(), 1..3);
    prop_oneof![12 => select(piece).prop_map(|it| it.as_bytes().to_vec()), 1 => bad]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn batches_of_csv_are_its_rows(
        pieces in vec(csv_piece(), 0..40),
        longest_row in prop_oneof![8..60_usize, Just(1 << 20)],
        step in prop_oneof![1..90_usize, Just(usize::MAX)],
        headers in select(&["c0,c1,c2\n", "\"c0\",c1,c2\r\n", "c0\n", "c0,c1\r"][..]),
    ) {
        let bytes = [headers.as_bytes(), &pieces.concat()].concat();
        same(&bytes, &options(Format::Csv, longest_row), &["c2", "nowhere", "c0"], &[step]);
    }

    #[test]
    fn batches_of_ndjson_are_its_lines(
        pieces in vec(json_piece(), 0..40),
        longest_row in prop_oneof![8..60_usize, Just(1 << 20)],
        step in prop_oneof![1..90_usize, Just(usize::MAX)],
    ) {
        let bytes = [b"{\"a\":0}\n".as_slice(), &pieces.concat()].concat();
        same(&bytes, &options(Format::Ndjson, longest_row), &["a", "c", "nowhere", "b"], &[step]);
    }

    #[test]
    fn batches_of_a_json_list_are_its_elements(
        pieces in vec(json_piece(), 0..12),
        step in prop_oneof![1..90_usize, Just(usize::MAX)],
    ) {
        let bytes = [b"[{\"a\":0}\n".as_slice(), &pieces.concat()].concat();
        same(&bytes, &options(Format::Json, 1 << 20), &["a", "c", "nowhere", "b"], &[step]);
    }
}
