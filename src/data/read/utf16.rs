//! UTF-16 text, as spreadsheets save "Unicode text", decoded while it streams.

use std::io::{self, Read};

/// Reads UTF-16 and gives UTF-8.
///
/// Half a surrogate pair, or half a unit at the end, becomes bytes that are not valid UTF-8, so that the row it
/// is in gets rejected instead of changed.
pub(in crate::data) struct Utf16<R> {
    source: R,
    big_endian: bool,
    odd: Option<u8>,
    high: Option<u16>,
    raw: Vec<u8>,
    text: Vec<u8>,
    given: usize,
}

/// A byte that no UTF-8 text holds.
const NEVER_UTF8: u8 = 0xFF;

impl<R: Read> Utf16<R> {
    /// The text after the byte order mark.
    pub(in crate::data) fn new(source: R, big_endian: bool) -> Self {
        let raw = vec![0; 64 * 1024];
        Self { source, big_endian, odd: None, high: None, raw, text: Vec::new(), given: 0 }
    }

    fn decode(&mut self, count: usize) {
        let bytes = self.odd.take().into_iter().chain(self.raw.iter().copied().take(count));
        let mut first = None;
        for byte in bytes {
            match first.take() {
                None => first = Some(byte),
                Some(first) => {
                    let unit = if self.big_endian {
                        u16::from_be_bytes([first, byte])
                    } else {
                        u16::from_le_bytes([first, byte])
                    };
                    push(unit, &mut self.high, &mut self.text);
                }
            }
        }
        self.odd = first;
    }

    fn finish(&mut self) {
        if let Some(high) = self.high.take() {
            encode(u32::from(high), &mut self.text);
        }
        if self.odd.take().is_some() {
            self.text.push(NEVER_UTF8);
        }
    }
}

impl<R: Read> Read for Utf16<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            self.text.clear();
            self.given = 0;
            let count = self.source.read(&mut self.raw)?;
            if count > 0 {
                self.decode(count);
            } else {
                self.finish();
                if self.text.is_empty() {
                    return Ok(0);
                }
            }
        }
        let count = self.text.get(self.given..).unwrap_or_default().read(out)?;
        self.given += count;
        Ok(count)
    }
}

fn push(unit: u16, high: &mut Option<u16>, text: &mut Vec<u8>) {
    let low = matches!(unit, 0xDC00..=0xDFFF);
    match high.take() {
        Some(high) if low => {
            let pair = (u32::from(high) - 0xD800) << 10 | (u32::from(unit) - 0xDC00);
            return encode(0x1_0000 + pair, text);
        }
        Some(alone) => encode(u32::from(alone), text),
        None => {}
    }
    if matches!(unit, 0xD800..=0xDBFF) {
        *high = Some(unit);
    } else {
        encode(u32::from(unit), text);
    }
}

/// UTF-8, with half a pair written as the three bytes it would have (which no reader of UTF-8 accepts).
fn encode(code: u32, text: &mut Vec<u8>) {
    match char::from_u32(code) {
        Some(char) => text.extend_from_slice(char.encode_utf8(&mut [0; 4]).as_bytes()),
        None => text.extend([
            0xE0 | (code >> 12) as u8,
            0x80 | (code >> 6 & 0x3F) as u8,
            0x80 | (code & 0x3F) as u8,
        ]),
    }
}
