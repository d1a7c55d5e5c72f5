//! Which encoding bytes seem to be in.

use std::fmt;

use chardetng::EncodingDetector;
use encoding_rs as rs;

use super::Encoding;

/// How much text is looked at, in bytes.
const MOST: usize = 256 * 1024;

/// An encoding that bytes may be in, with a word of them as proof for the eye.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// The encoding.
    pub encoding: Encoding,
    /// A piece of the text as it reads in this encoding.
    pub proof: String,
}

impl fmt::Display for Guess {
    /// `Windows-1251: "Производство"`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: \"{}\"", self.encoding, self.proof)
    }
}

/// The encoding that bytes look like, which are not UTF-8 or hold zero bytes; none if there is no letter beyond
/// ASCII in them or nothing fits.
#[must_use]
pub fn guess(bytes: &[u8]) -> Option<Guess> {
    let bytes = bytes.get(..MOST.min(bytes.len()))?;
    if let Some(encoding) = utf16(bytes) {
        let text = encoding.0.decode(bytes).0;
        let plain = || text.split(|c: char| !c.is_alphanumeric()).find(|it| !it.is_empty());
        let proof = proof(&text).or_else(|| plain().map(str::to_owned))?;
        return Some(Guess { encoding, proof });
    }
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    let encoding = Encoding(detector.guess(None, false));
    // Bytes that were cut off in the middle of a character, or a few broken ones, do not speak against it.
    let proof = proof(&encoding.0.decode_without_bom_handling(bytes).0)?;
    Some(Guess { encoding, proof })
}

/// UTF-16 without its mark: every second byte of Latin text is zero.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let zeros = |half: usize| head.iter().skip(half).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() / 4;
    match (zeros(0), zeros(1)) {
        (0, odd) if odd > most => Some(Encoding(rs::UTF_16LE)),
        (even, 0) if even > most => Some(Encoding(rs::UTF_16BE)),
        _ => None,
    }
}

/// The most and the fewest letters of a word that is shown as proof.
const WORD: std::ops::RangeInclusive<usize> = 4..=24;

/// The first word with letters beyond ASCII that is long enough to be judged; else the longest.
fn proof(text: &str) -> Option<String> {
    let words = text.split(|c: char| !c.is_alphanumeric() && !is_mark(c));
    let foreign = words.filter(|word| !word.is_ascii());
    let mut longest = "";
    for word in foreign {
        let count = word.chars().count();
        if WORD.contains(&count) {
            return Some(word.to_owned());
        }
        if count > longest.chars().count() {
            longest = word;
        }
    }
    let cut: String = longest.chars().take(*WORD.end()).collect();
    (!cut.is_empty()).then_some(cut)
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
