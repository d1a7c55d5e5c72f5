//! Bytes of a rule file → text.

use crate::encoding::{self, Encoding, Guess, UnknownEncoding};

/// Why bytes are not the text of a rule file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotText {
    /// It cannot even be read, for the reason of the operating system.
    #[error("{0}")]
    Unreadable(String),
    /// It is in another encoding.
    #[error("it is not UTF-8; it looks like {0}")]
    LooksLike(Guess),
    /// It is not UTF-8, and nothing else that can be told.
    #[error("it is not UTF-8 text (byte {0} is not part of any character)")]
    NotUtf8(usize),
    /// It begins as UTF-16, or as what was asked for, but does not go on so.
    #[error("it is not {0}: some bytes do not fit")]
    NotEncoded(Encoding),
    /// It holds zero bytes.
    #[error("it is not text: it holds NUL bytes")]
    Binary,
    /// The encoding that was asked for does not exist.
    #[error(transparent)]
    Unknown(#[from] UnknownEncoding),
}

impl NotText {
    /// What to do about it; `path` is the file.
    #[must_use]
    pub fn help(&self, path: &str) -> String {
        match self {
            Self::LooksLike(guess) => format!(
                "Save it as UTF-8, or run: leadscore fix --from {} {path}",
                guess.encoding.name()
            ),
            Self::Unknown(unknown) => unknown.help(),
            _ => "Rule files are UTF-8 text and end in .score.".to_owned(),
        }
    }
}

/// UTF-8, with or without byte-order mark, or UTF-16 with one; anything else is refused with a reason.
pub(super) fn text_of(bytes: Vec<u8>) -> Result<String, NotText> {
    if let Some((encoding, length)) = Encoding::marked(&bytes)
        && encoding != Encoding::UTF_8
    {
        let rest = bytes.get(length..).unwrap_or_default();
        return encoding.decode(rest).ok_or(NotText::NotEncoded(encoding));
    }
    match String::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => {
            Err(encoding::guess(text.as_bytes()).map_or(NotText::Binary, NotText::LooksLike))
        }
        Ok(text) => Ok(text),
        Err(error) => Err(match encoding::guess(error.as_bytes()) {
            Some(guess) => NotText::LooksLike(guess),
            None => NotText::NotUtf8(error.utf8_error().valid_up_to()),
        }),
    }
}

/// The text of a rule file that was saved in an encoding of this name.
///
/// ```
/// use leadscore::project::decode_as;
/// let text = decode_as(b"when \xE3\xF0\xE0\xE4 is known then +5", "windows-1251")?;
/// assert_eq!(text, "when град is known then +5");
/// assert_eq!(decode_as(b"", "windows-1215").unwrap_err().help(""), "Did you mean windows-1251?");
/// # Ok::<(), leadscore::project::NotText>(())
/// ```
///
/// # Errors
///
/// When there is no such encoding, or the bytes do not fit it.
pub fn decode_as(bytes: &[u8], encoding: &str) -> Result<String, NotText> {
    let encoding = Encoding::named(encoding)?;
    let text = encoding.decode(bytes).ok_or(NotText::NotEncoded(encoding))?;
    if text.contains('\0') { Err(NotText::Binary) } else { Ok(text) }
}
