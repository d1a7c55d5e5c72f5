//! Text that was decoded wrongly once and saved so: `ProducciÃ³n`.

use std::collections::HashSet;
use std::sync::LazyLock;

use encoding_rs::{Encoding, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1257};

/// The encodings that UTF-8 is taken for, each with how many letters must come out right: what is rare in one
/// language is a word in another.
const WRONG: &[(&Encoding, usize)] =
    &[(WINDOWS_1252, 1), (WINDOWS_1251, 2), (WINDOWS_1250, 2), (WINDOWS_1257, 2)];

/// What a text read before its UTF-8 was taken for Windows-1252 or one of its kin; none if it seems sound.
///
/// ```
/// use leadscore::encoding::unspoilt;
/// assert_eq!(unspoilt("ProducciÃ³n").as_deref(), Some("Producción"));
/// assert_eq!(unspoilt("РЎРѕС„РёСЏ").as_deref(), Some("София"));
/// assert_eq!(unspoilt("Producción"), None);
/// ```
#[must_use]
pub fn unspoilt(text: &str) -> Option<String> {
    if !may_be_spoilt(text) {
        return None;
    }
    WRONG.iter().find_map(|(wrong, least)| turned_back(text, wrong, *least))
}

/// Whether a second byte of a sequence may follow the first letter beyond ASCII: in sound texts that is rare, so most
/// of them need no second look.
fn may_be_spoilt(text: &str) -> bool {
    let mut rest = text.chars().skip_while(char::is_ascii);
    rest.next().is_some() && rest.next().is_some_and(|c| SECOND.contains(&c))
}

/// The characters that the second bytes of UTF-8 are taken for.
static SECOND: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let bytes: Vec<u8> = (0x80..=0xBF).collect();
    let texts = WRONG.iter().map(|(wrong, _)| wrong.decode_without_bom_handling(&bytes).0);
    texts.flat_map(|text| text.chars().collect::<Vec<_>>()).collect()
});

/// The text whose UTF-8 reads so in a wrong encoding. That hardly ever happens by chance: every letter beyond ASCII
/// must be part of a proper sequence.
fn turned_back(text: &str, wrong: &'static Encoding, least: usize) -> Option<String> {
    let (bytes, _, unmappable) = wrong.encode(text);
    if unmappable {
        return None;
    }
    let sound = std::str::from_utf8(&bytes).ok()?;
    let looks_right = sound.chars().all(|c| !c.is_control() || c.is_whitespace());
    let letters = sound.chars().filter(|c| !c.is_ascii()).count();
    (looks_right && letters >= least).then(|| sound.to_owned())
}
