//! Which format a file has, and what it is when it has none that we read.

use std::fmt;
use std::path::Path;

use crate::data::DataError;

/// How records are written in a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Rows of fields between delimiters, under a header.
    Csv,
    /// One JSON object on each line.
    Ndjson,
    /// A JSON array of objects; also one object, or several one after the other.
    Json,
    /// Typed columns; known by its first bytes.
    Parquet,
    /// Arrow's typed columns, as a file or a stream; known by its first bytes.
    Arrow,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Csv => "CSV",
            Self::Ndjson => "NDJSON",
            Self::Json => "JSON",
            Self::Parquet => "Parquet",
            Self::Arrow => "Arrow",
        })
    }
}

impl Format {
    /// The format that a file's name and first bytes show.
    ///
    /// The name's extension decides (`.csv .tsv .txt .ndjson .jsonl .json`, each also with `.gz` or `.zst`);
    /// without a known one, the first character does: `{` is NDJSON, `[` is JSON, anything else is CSV. `head` is
    /// decompressed text without a byte order mark.
    ///
    /// ```
    /// use leadscore::data::Format;
    /// assert_eq!(Format::detect("leads.csv.gz", b"id,city")?, Format::Csv);
    /// assert_eq!(Format::detect("standard input", b" [{\"id\": 1}]")?, Format::Json);
    /// # Ok::<(), leadscore::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`DataError::NotATable`] for a name such as `leads.xlsx`.
    pub fn detect(name: &str, head: &[u8]) -> Result<Self, DataError> {
        let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
        match extension(name).as_str() {
            "csv" | "tsv" | "txt" => Ok(Self::Csv),
            // Either name is given to either content, and an array always begins with a bracket.
            "ndjson" | "jsonl" | "json" if first == Some(&b'[') => Ok(Self::Json),
            "ndjson" | "jsonl" => Ok(Self::Ndjson),
            "json" => Ok(Self::Json),
            other => match UNREADABLE.iter().find(|kind| kind.extensions.contains(&other)) {
                Some(kind) => Err(kind.error(name)),
                None => Ok(Self::of_text(first, head)),
            },
        }
    }

    fn of_text(first: Option<&u8>, head: &[u8]) -> Self {
        match first {
            Some(b'[') => Self::Json,
            // An object that goes on over several lines, as `jq` prints it.
            Some(b'{') if first_line_is_unfinished(head) => Self::Json,
            Some(b'{') => Self::Ndjson,
            _ => Self::Csv,
        }
    }
}

fn first_line_is_unfinished(head: &[u8]) -> bool {
    let text = head.trim_ascii_start();
    memchr::memchr(b'\n', text).and_then(|end| text.get(..end)).is_some_and(|line| {
        serde_json::from_slice::<serde_json::Value>(line).is_err_and(|error| error.is_eof())
    })
}

/// The extension in lower case, below `.gz` or `.zst`; empty if there is none.
pub(in crate::data) fn extension(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let inner = [".gz", ".zst", ".zstd"].iter().find_map(|suffix| name.strip_suffix(suffix));
    let path = Path::new(inner.unwrap_or(&name));
    path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_owned()
}

/// What is said to be Parquet or Arrow, and cannot be read as such.
pub(in crate::data) fn not_whole(name: &str, format: Format) -> DataError {
    if format == Format::Arrow { ARROW.error(name) } else { PARQUET.error(name) }
}

/// Refuses content that is no text, by the marks with which such files begin.
pub(in crate::data) fn refuse_binary(name: &str, head: &[u8]) -> Result<(), DataError> {
    let text = head.trim_ascii_start().to_ascii_lowercase();
    let marked = |kind: &&Unreadable| {
        kind.marks.iter().any(|mark| head.starts_with(mark))
            || kind.words.iter().any(|word| text.starts_with(word.as_bytes()))
    };
    if let Some(kind) = UNREADABLE.iter().find(marked) {
        return Err(kind.error(name));
    }
    let zeros = head.iter().take(BINARY_WITHIN).map(|byte| *byte == 0);
    let (even, odd): (Vec<_>, Vec<_>) = zeros.enumerate().partition(|(at, _)| at % 2 == 0);
    let count = |half: &[(usize, bool)]| half.iter().filter(|(_, zero)| *zero).count();
    match (count(&even), count(&odd)) {
        (0, 0) => Ok(()),
        // Every second byte of Latin text in UTF-16 is zero.
        (0, many) if many > odd.len() / 2 => Err(UTF16_LOW_FIRST.error(name)),
        (many, 0) if many > odd.len() / 2 => Err(UTF16_HIGH_FIRST.error(name)),
        _ => Err(BINARY.error(name)),
    }
}

/// A zero byte this near the start means that the file is not text. Further on it may be an accident in a cell.
const BINARY_WITHIN: usize = 512;

/// A kind of file that is often offered and cannot be read.
struct Unreadable {
    looks_like: &'static str,
    advice: &'static str,
    extensions: &'static [&'static str],
    /// First bytes.
    marks: &'static [&'static [u8]],
    /// First words, in lower case, after white space.
    words: &'static [&'static str],
}

impl Unreadable {
    fn error(&self, name: &str) -> DataError {
        DataError::NotATable {
            name: name.to_owned(),
            looks_like: self.looks_like,
            advice: self.advice,
        }
    }
}

const fn unreadable(looks_like: &'static str, advice: &'static str) -> Unreadable {
    Unreadable { looks_like, advice, extensions: &[], marks: &[], words: &[] }
}

const FROM_EXCEL: &str =
    "Open it in your spreadsheet program and save it as CSV (in Excel: \"CSV UTF-8\").";
const WHOLE_FILE: &str = "Save it in a file that is not compressed again, and name that file.";
const EXPORT: &str = "Export the data as CSV or JSON, then use that file.";
const UNPACK: &str =
    "Unpack it first, then use the file inside; .gz and .zst are read as they are.";

const UTF16_LOW_FIRST: Unreadable = unreadable(
    "UTF-16 text without its mark",
    "Run again with --encoding utf-16le, or save the file as UTF-8.",
);
const UTF16_HIGH_FIRST: Unreadable = unreadable(
    "UTF-16 text without its mark",
    "Run again with --encoding utf-16be, or save the file as UTF-8.",
);
const BINARY: Unreadable = unreadable("a binary file, not text", EXPORT);

/// A whole one is read as a file; through a pipe its end would have to come first.
const PARQUET: Unreadable = Unreadable {
    extensions: &["parquet"],
    marks: &[b"PAR1"],
    ..match cfg!(feature = "formats") {
        true => unreadable("a Parquet file that is not whole or comes through a pipe", WHOLE_FILE),
        false => unreadable("a Parquet file", EXPORT),
    }
};

/// A whole one begins with its mark, and is read.
const ARROW: Unreadable = Unreadable {
    extensions: &["arrow", "feather", "ipc", "arrows"],
    marks: &[b"ARROW1", b"FEA1"],
    ..match cfg!(feature = "formats") {
        true => unreadable(
            "an Arrow file that is not whole or of an old kind",
            "Save it again: as an Arrow or Feather file of version 2, or as Parquet.",
        ),
        false => unreadable("an Arrow file", EXPORT),
    }
};

/// The order matters where a mark is the beginning of another or a name fits two.
const UNREADABLE: &[Unreadable] = &[
    Unreadable {
        extensions: &["xls", "xlsx", "xlsm", "xlsb"],
        marks: &[b"\xD0\xCF\x11\xE0"],
        ..unreadable("an Excel workbook", FROM_EXCEL)
    },
    Unreadable { extensions: &["ods", "numbers"], ..unreadable("a spreadsheet", FROM_EXCEL) },
    Unreadable {
        extensions: &["zip", "7z", "rar", "tar", "tgz", "bz2", "xz"],
        marks: &[b"BZh", b"\xFD7zXZ\0", b"7z\xBC\xAF", b"Rar!"],
        ..unreadable("a packed archive", UNPACK)
    },
    Unreadable {
        marks: &[b"PK\x03\x04", b"PK\x05\x06"],
        ..unreadable(
            "an Excel workbook or a ZIP archive",
            "If it is a spreadsheet, save it as CSV; if it is an archive, unpack it first.",
        )
    },
    PARQUET,
    ARROW,
    Unreadable {
        extensions: &["avro"],
        marks: &[b"Obj\x01"],
        ..unreadable("an Avro file", EXPORT)
    },
    Unreadable { extensions: &["orc"], marks: &[b"ORC\x0A"], ..unreadable("an ORC file", EXPORT) },
    Unreadable {
        extensions: &["db", "sqlite", "sqlite3", "mdb", "accdb"],
        marks: &[b"SQLite format 3\0"],
        ..unreadable("a database", EXPORT)
    },
    Unreadable { extensions: &["pdf"], marks: &[b"%PDF-"], ..unreadable("a PDF document", EXPORT) },
    Unreadable {
        extensions: &["doc", "docx", "rtf"],
        words: &["{\\rtf"],
        ..unreadable("a text document", EXPORT)
    },
    Unreadable {
        extensions: &["sql"],
        words: &["insert into ", "create table ", "-- mysql dump", "-- postgresql database dump"],
        ..unreadable("commands for a database", EXPORT)
    },
    Unreadable {
        extensions: &["vcf"],
        words: &["begin:vcard"],
        ..unreadable("a file of contacts (vCard)", EXPORT)
    },
    Unreadable {
        extensions: &["score"],
        ..unreadable(
            "a file of rules",
            "The rules come first, then the data: leadscore score RULES DATA",
        )
    },
    Unreadable {
        extensions: &["png", "jpg", "jpeg", "gif"],
        marks: &[b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8"],
        ..unreadable("a picture", EXPORT)
    },
    Unreadable {
        extensions: &["html", "htm"],
        words: &["<!doctype html", "<html", "<head", "<table"],
        ..unreadable(
            "a web page",
            "Perhaps the download needed a login. Export the data as CSV again.",
        )
    },
    Unreadable { extensions: &["xml"], words: &["<?xml"], ..unreadable("an XML file", EXPORT) },
    Unreadable { extensions: &["yaml", "yml", "toml"], ..unreadable("a settings file", EXPORT) },
];
