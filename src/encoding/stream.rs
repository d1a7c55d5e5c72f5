//! Decoding while reading: memory does not grow with the file.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult};

use super::Encoding;

/// Reads text in an encoding and gives UTF-8.
///
/// Bytes that do not fit the encoding become a byte that UTF-8 never has, so that whoever reads the text finds
/// them as they would in a file of UTF-8.
///
/// ```
/// use std::io::Read;
/// use leadscore::encoding::{Decoding, Encoding};
///
/// let mut text = String::new();
/// Decoding::new(&b"\xD1\xEE\xF4\xE8\xFF"[..], Encoding::named("windows-1251")?).read_to_string(&mut text)?;
/// assert_eq!(text, "София");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Decoding<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    given: usize,
    ended: bool,
}

/// How many bytes are decoded at once.
const CHUNK: usize = 64 * 1024;
/// A byte that no UTF-8 text holds.
const NEVER_UTF8: u8 = 0xFF;

impl<R: Read> Decoding<R> {
    /// The text of a stream; a byte order mark is not part of it.
    pub fn new(source: R, encoding: Encoding) -> Self {
        let decoder = encoding.0.new_decoder_with_bom_removal();
        Self { source, decoder, raw: vec![0; CHUNK], text: Vec::new(), given: 0, ended: false }
    }

    /// Decodes the next bytes of the source, until there is text or it ends.
    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        while self.text.is_empty() && !self.ended {
            let count = match self.source.read(&mut self.raw) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                count => count?,
            };
            self.ended = count == 0;
            self.decode(count);
        }
        Ok(())
    }

    fn decode(&mut self, count: usize) {
        let mut rest = self.raw.get(..count).unwrap_or_default();
        loop {
            // One unit becomes at most three bytes; a few may be left from before.
            let written = self.text.len();
            self.text.resize(written + rest.len() * 3 + 16, 0);
            let room = self.text.get_mut(written..).unwrap_or_default();
            let (result, read, wrote) =
                self.decoder.decode_to_utf8_without_replacement(rest, room, self.ended);
            self.text.truncate(written + wrote);
            rest = rest.get(read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => self.text.push(NEVER_UTF8),
            }
        }
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.given == self.text.len() {
            self.refill()?;
        }
        let count = self.text.get(self.given..).unwrap_or_default().read(out)?;
        self.given += count;
        Ok(count)
    }
}
