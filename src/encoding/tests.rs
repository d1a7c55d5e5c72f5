use std::io::Read;

use encoding_rs as rs;
use proptest::prelude::*;

use super::*;

/// Tables as people export them in the encoding of their country: a header and ten rows.
const TABLES: &[(&str, &str, &str)] = &[
    ("Bulgarian", "windows-1251", include_str!("tests/bulgarian.csv")),
    ("Russian", "windows-1251", include_str!("tests/russian.csv")),
    ("Russian", "koi8-r", include_str!("tests/russian.csv")),
    ("Thai", "windows-874", include_str!("tests/thai.csv")),
    ("Chinese", "gbk", include_str!("tests/chinese.csv")),
    ("Latvian", "windows-1257", include_str!("tests/latvian.csv")),
    ("Lithuanian", "windows-1257", include_str!("tests/lithuanian.csv")),
    ("Polish", "windows-1250", include_str!("tests/polish.csv")),
    ("Polish", "iso-8859-2", include_str!("tests/polish.csv")),
    ("German", "windows-1252", include_str!("tests/german.csv")),
    ("Greek", "windows-1253", include_str!("tests/greek.csv")),
];

fn encoded(encoding: &str, text: &str) -> Vec<u8> {
    let encoding = rs::Encoding::for_label(encoding.as_bytes()).unwrap();
    let (bytes, _, unmappable) = encoding.encode(text);
    assert!(!unmappable, "{text}");
    bytes.into_owned()
}

/// The header and so many rows.
fn lines(table: &str, rows: usize) -> String {
    table.lines().take(rows + 1).map(|line| format!("{line}\r\n")).collect()
}

/// Whether the text reads right in the guessed encoding, whatever its name: many have the same letters.
fn is_right(text: &str, bytes: &[u8]) -> bool {
    guess(bytes).and_then(|guess| guess.encoding.decode(bytes)).as_deref() == Some(text)
}

/// How many of several pieces of text are read right by the guess, in per cent.
fn share<'t>(pieces: impl Iterator<Item = &'t str>, encoding: &str) -> usize {
    let foreign = pieces.filter(|piece| !piece.is_ascii());
    let rights: Vec<bool> = foreign.map(|it| is_right(it, &encoded(encoding, it))).collect();
    rights.iter().filter(|right| **right).count() * 100 / rights.len()
}

#[test]
fn tables_are_read_right_by_the_guess() {
    let mut told =
        "                         header   1 row  3 rows 10 rows  one row only  one cell only\n"
            .to_owned();
    for (language, encoding, table) in TABLES {
        let rights = [0, 1, 3, 10].map(|rows| {
            let text = lines(table, rows);
            is_right(&text, &encoded(encoding, &text))
        });
        told.push_str(&format!("{language:<10} {encoding:<12}"));
        for right in rights {
            told.push_str(if right { "   right" } else { "       -" });
        }
        let rows = share(table.lines().skip(1), encoding);
        let cells = share(table.split([',', '\n']), encoding);
        told.push_str(&format!("{rows:>11} % {cells:>11} %\n"));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn utf16_without_its_mark_is_seen() {
    for (name, bytes) in [
        ("utf-16le", "id;град".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()),
        ("utf-16be", "id;град".encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ] {
        // Letters beyond Latin have no zero byte, so some of the text must be plain.
        let guess = guess(&[bytes.clone(), bytes].concat());
        assert_eq!(guess.map(|it| it.encoding.name()), None, "{name}: too little");
    }
    let ascii: Vec<u8> = "when x then +5".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(guess(&ascii).unwrap().to_string(), "UTF-16BE: \"when\"");
    let latin: Vec<u8> =
        "id;name\n1;Müller\n2;Anna\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(guess(&latin).unwrap().to_string(), "UTF-16LE: \"Müller\"");
}

#[test]
fn plain_text_is_in_no_other_encoding() {
    assert_eq!(guess(b"id,city\n1,Sofia\n"), None);
    assert_eq!(guess(b""), None);
}

#[test]
fn encodings_have_many_names() {
    for (name, meant) in [
        ("windows-1251", "windows-1251"),
        ("Windows 1251", "windows-1251"),
        ("win-1251", "windows-1251"),
        ("win1251", "windows-1251"),
        ("CP1251", "windows-1251"),
        ("cp-1257", "windows-1257"),
        ("1250", "windows-1250"),
        ("cp936", "gbk"),
        ("cp866", "ibm866"),
        ("latin1", "windows-1252"),
        ("gb2312", "gbk"),
        ("TIS-620", "windows-874"),
        ("utf8", "utf-8"),
        ("UTF-16", "utf-16le"),
    ] {
        assert_eq!(Encoding::named(name).unwrap().name(), meant, "{name}");
    }
    for (name, help) in [
        ("windows-1215", "Did you mean windows-1251?"),
        ("gb1830", "Did you mean gb18030?"),
        ("koi-8r", "Did you mean koi8-r?"),
        ("cp9999", "Known are windows-1250"),
        ("", "Known are windows-1250"),
        ("replacement", "Known are windows-1250"),
        ("x-user-defined", "Known are windows-1250"),
    ] {
        let unknown = Encoding::named(name).unwrap_err();
        assert!(unknown.help().starts_with(help), "{name}: {}", unknown.help());
    }
}

#[test]
fn broken_bytes_stay_broken() {
    let mut text = Vec::new();
    let gbk = Encoding::named("gbk").unwrap();
    Decoding::new(&b"a\xFFb\xB1\xB1\xBE"[..], gbk).read_to_end(&mut text).unwrap();
    assert_eq!(
        text,
        "a\u{0}b北\u{0}"
            .replace('\0', "X")
            .bytes()
            .map(|b| if b == b'X' { 0xFF } else { b })
            .collect::<Vec<_>>()
    );
    assert_eq!(gbk.decode(b"\xB1"), None);
}

#[test]
fn sound_texts_are_not_spoilt() {
    for (_, _, table) in TABLES {
        for cell in table.split([',', '\n']) {
            assert_eq!(unspoilt(cell), None, "{cell}");
        }
    }
    for cell in ["Ñandú", "Åse", "Ärger", "Œuvre", "È", "Рік", "Ąžuolas", "Żółć", "Zoë", "50 €"]
    {
        assert_eq!(unspoilt(cell), None, "{cell}");
    }
}

/// Gives a few bytes at a time.
struct Trickle<'b>(&'b [u8], usize);

impl Read for Trickle<'_> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let count = self.1.min(self.0.len()).min(out.len());
        let (now, later) = self.0.split_at(count);
        out[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}

proptest! {
    #[test]
    fn decoding_in_pieces_is_decoding_at_once(bytes: Vec<u8>, step in 1_usize..5, which in 0..TABLES.len()) {
        let encoding = Encoding::named(TABLES[which].1).unwrap();
        let (mut pieces, mut whole) = (Vec::new(), Vec::new());
        Decoding::new(Trickle(&bytes, step), encoding).read_to_end(&mut pieces).unwrap();
        Decoding::new(&bytes[..], encoding).read_to_end(&mut whole).unwrap();
        prop_assert_eq!(&pieces, &whole);
        if let Some(text) = encoding.decode(&bytes) {
            prop_assert_eq!(text.as_bytes(), whole.as_slice());
        }
    }

    #[test]
    fn any_bytes_are_guessed_without_panic(bytes: Vec<u8>) {
        if let Some(guess) = guess(&bytes) {
            prop_assert!(!guess.proof.is_empty());
        }
    }

    #[test]
    fn what_is_spoilt_can_be_mended(text in "[a-zàâéèêëîïôùûüçñóäöß]{1,12}") {
        let (spoilt, _) = rs::WINDOWS_1252.decode_without_bom_handling(text.as_bytes());
        if !text.is_ascii() {
            let mended = unspoilt(&spoilt);
            prop_assert_eq!(mended.as_deref(), Some(text.as_str()));
        }
    }
}
