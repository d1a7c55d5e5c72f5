//! Bytes of a rule file → text.

/// UTF-8, with or without byte-order mark, or UTF-16 with one; anything else is refused with a reason.
pub(super) fn text_of(bytes: Vec<u8>) -> Result<String, String> {
    let utf16 = |from: fn([u8; 2]) -> u16, bytes: &[u8]| {
        if !bytes.len().is_multiple_of(2) {
            return Err(());
        }
        let units = bytes.chunks_exact(2).map(|pair| match pair {
            [a, b] => from([*a, *b]),
            _ => 0,
        });
        char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| ())
    };
    let decoded = match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => utf16(u16::from_le_bytes, rest),
        [0xFE, 0xFF, rest @ ..] => utf16(u16::from_be_bytes, rest),
        _ => {
            let text = String::from_utf8(bytes).map_err(|error| {
                let at = error.utf8_error().valid_up_to();
                format!("it is not UTF-8 text (byte {at} is not part of any character)")
            })?;
            return match text.contains('\0') {
                true => Err("it is not text: it holds NUL bytes".to_owned()),
                false => Ok(text),
            };
        }
    };
    decoded.map_err(|()| "it begins as UTF-16 text but is broken".to_owned())
}
