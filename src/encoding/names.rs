//! Encodings by their names.

use std::fmt;

use encoding_rs as rs;

/// A way in which letters become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(pub(super) &'static rs::Encoding);

/// A name that no encoding has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no encoding \"{0}\"")]
pub struct UnknownEncoding(pub String);

/// The encodings that tables are found in, by the names that people use.
const COMMON: &[&str] = &[
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "windows-1258",
    "windows-874",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-7",
    "iso-8859-13",
    "iso-8859-15",
    "koi8-r",
    "koi8-u",
    "ibm866",
    "macintosh",
    "x-mac-cyrillic",
    "gbk",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-jp",
    "euc-kr",
];

/// The numbers by which Windows knows encodings that are called otherwise elsewhere.
const CODE_PAGES: &[(&str, &str)] = &[
    ("866", "ibm866"),
    ("932", "shift_jis"),
    ("936", "gbk"),
    ("949", "euc-kr"),
    ("950", "big5"),
    ("1200", "utf-16le"),
    ("1201", "utf-16be"),
    ("20866", "koi8-r"),
    ("21866", "koi8-u"),
    ("28592", "iso-8859-2"),
    ("54936", "gb18030"),
    ("65001", "utf-8"),
];

impl Encoding {
    /// UTF-8, in which files are read if nothing else is said.
    pub const UTF_8: Self = Self(rs::UTF_8);

    /// The encoding of this name, in any case and with the usual other names: `cp1251`, `win-1251`, `latin1`.
    ///
    /// # Errors
    ///
    /// When there is none of this name.
    pub fn named(name: &str) -> Result<Self, UnknownEncoding> {
        let plain = name.trim().to_ascii_lowercase().replace(['_', ' '], "-");
        let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
        let letters: String = plain.chars().filter(char::is_ascii_alphabetic).collect();
        let page =
            matches!(letters.as_str(), "" | "cp" | "win" | "windows" | "ms" | "codepage" | "ansi");
        let by_page = || {
            let known = CODE_PAGES
                .iter()
                .find(|(page, _)| *page == digits)
                .map(|(_, name)| (*name).to_owned());
            rs::Encoding::for_label_no_replacement(
                known.unwrap_or(format!("windows-{digits}")).as_bytes(),
            )
        };
        rs::Encoding::for_label_no_replacement(name.trim().as_bytes())
            .or_else(|| rs::Encoding::for_label_no_replacement(plain.as_bytes()))
            .or_else(|| if page { by_page() } else { None })
            .filter(|it| *it != rs::X_USER_DEFINED)
            .map(Self)
            .ok_or_else(|| UnknownEncoding(name.to_owned()))
    }

    /// The encoding that a byte order mark at the beginning shows.
    #[must_use]
    pub fn marked(bytes: &[u8]) -> Option<(Self, usize)> {
        rs::Encoding::for_bom(bytes).map(|(encoding, length)| (Self(encoding), length))
    }

    /// Its name as commands take it: `windows-1251`.
    #[must_use]
    pub fn name(self) -> String {
        self.0.name().to_ascii_lowercase()
    }

    /// The text of bytes in this encoding; none if they do not fit it.
    #[must_use]
    pub fn decode(self, bytes: &[u8]) -> Option<String> {
        let (text, wrong) = self.0.decode_with_bom_removal(bytes);
        (!wrong).then(|| text.into_owned())
    }
}

impl fmt::Display for Encoding {
    /// The name as sentences have it: `Windows-1251`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.name().strip_prefix("windows") {
            Some(number) => write!(f, "Windows{number}"),
            None => f.write_str(self.0.name()),
        }
    }
}

impl UnknownEncoding {
    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> String {
        let lower = self.0.trim().to_ascii_lowercase();
        let near = COMMON.iter().map(|name| (strsim::osa_distance(&lower, name), *name)).min();
        match near {
            Some((distance, name)) if distance <= 3 && distance * 2 < lower.len() => {
                format!("Did you mean {name}?")
            }
            _ => "Known are windows-1250 to windows-1258, windows-874, iso-8859-2 and its kin, koi8-r, ibm866, \
                  gb18030, big5, shift_jis, euc-kr, utf-16le and others."
                .to_owned(),
        }
    }
}
