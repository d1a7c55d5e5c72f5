//! Opens a file or standard input and gives its text: decompressed, without a byte order mark, in UTF-8.

use std::fmt;
use std::fs::{self, File};
#[cfg(feature = "formats")]
use std::io::BufReader;
use std::io::{self, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Event, Reason, format};
use crate::data::DataError;
use crate::data::arrow::is_arrow;
use crate::encoding::{Decoding, Encoding};

/// Where records come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file, a named pipe or a device.
    File(PathBuf),
}

impl<P: Into<PathBuf>> From<P> for Source {
    /// A path; `-` is standard input.
    fn from(path: P) -> Self {
        let path = path.into();
        if path.as_os_str() == "-" { Self::Stdin } else { Self::File(path) }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => f.write_str("standard input"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

/// How a file is compressed; its first bytes show it, not its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// gzip, of one or several members.
    Gzip,
    /// Zstandard, of one or several frames.
    Zstd,
}

impl fmt::Display for Compression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        })
    }
}

type Stream = Box<dyn Read + Send>;

/// An opened source.
pub(in crate::data) struct Input {
    /// UTF-8 text, except where the file itself has bytes that are not; or the columns of Arrow.
    pub(in crate::data) text: Stream,
    /// Whether it is no text but Arrow.
    pub(in crate::data) is_arrow: bool,
    pub(in crate::data) origin: Origin,
    /// Bytes of the file read so far, before decompression.
    pub(in crate::data) bytes_read: Arc<AtomicU64>,
    /// Bytes of the whole file, if known.
    pub(in crate::data) size: Option<u64>,
}

/// What errors need to know about an input.
pub(in crate::data) struct Origin {
    pub(in crate::data) name: String,
    compression: Option<Compression>,
    /// The encoding that the text is decoded from, if it is not UTF-8.
    pub(in crate::data) encoding: Option<Encoding>,
}

impl Origin {
    /// Of a file that is read as it stands.
    pub(in crate::data) fn named(name: String) -> Self {
        Self { name, compression: None, encoding: None }
    }

    /// Says what went wrong while reading.
    pub(in crate::data) fn error(&self, source: io::Error) -> DataError {
        match self.compression {
            // What the system reports has a number; the rest comes from the decompressor.
            Some(compression) if source.raw_os_error().is_none() => {
                DataError::Damaged { name: self.name.clone(), compression, error: source }
            }
            _ => DataError::reading(&self.name, source),
        }
    }

    /// Speaks of the encoding of the file, where its text is decoded.
    pub(in crate::data) fn told(&self, mut event: Event) -> Event {
        if let (Some(encoding), Event::Rejected(rejection)) = (self.encoding, &mut event)
            && let Reason::NotUtf8 { column, .. } = &mut rejection.reason
        {
            rejection.reason = Reason::NotEncoded { column: column.take(), encoding };
        }
        event
    }
}

/// Opens a source.
pub(in crate::data) fn open(
    source: &Source,
    encoding: Option<Encoding>,
) -> Result<Input, DataError> {
    let name = source.to_string();
    let (stream, size): (Stream, _) = match source {
        Source::Stdin => (Box::new(io::stdin()), None),
        Source::File(path) => {
            let failed = |error| DataError::reading(&name, error);
            // Asked before opening: some systems say "no permission" when a folder is opened.
            let about = fs::metadata(path).map_err(failed)?;
            if about.is_dir() {
                return Err(DataError::Folder { name });
            }
            let file = File::open(path).map_err(failed)?;
            (Box::new(file), about.is_file().then_some(about.len()))
        }
    };
    read(name, stream, size, encoding)
}

/// Takes the content of a source from any stream.
pub(in crate::data) fn read(
    name: String,
    stream: Stream,
    size: Option<u64>,
    encoding: Option<Encoding>,
) -> Result<Input, DataError> {
    let bytes_read = Arc::new(AtomicU64::new(0));
    let mut stream: Stream = Box::new(Counted { stream, count: Arc::clone(&bytes_read) });

    let mut origin = Origin { name, compression: None, encoding: None };
    let head = peek(&mut stream).map_err(|error| origin.error(error))?;
    if head.is_empty() {
        return Err(DataError::Empty { name: origin.name });
    }
    origin.compression = match head.as_slice() {
        [0x1F, 0x8B, ..] => Some(Compression::Gzip),
        [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Compression::Zstd),
        _ => None,
    };
    let whole = Cursor::new(head).chain(stream);
    let text = match origin.compression {
        None => decode(whole, encoding),
        #[cfg(feature = "formats")]
        Some(Compression::Gzip) => {
            decode(flate2::bufread::MultiGzDecoder::new(buffered(whole)), encoding)
        }
        #[cfg(feature = "formats")]
        Some(Compression::Zstd) => {
            zstd::Decoder::with_buffer(buffered(whole)).and_then(|it| decode(it, encoding))
        }
        #[cfg(not(feature = "formats"))]
        Some(_) => Err(io::Error::other("this program does not unpack files")),
    };
    let (text, encoding) = text.map_err(|error| origin.error(error))?;
    let is_arrow = encoding.is_none();
    origin.encoding = encoding.filter(|it| *it != Encoding::UTF_8);
    Ok(Input { text, is_arrow, origin, bytes_read, size })
}

/// Strips the byte order mark and decodes what is not UTF-8. A mark says more than what was asked for. Arrow is no
/// text, and has no encoding.
fn decode(
    mut bytes: impl Read + Send + 'static,
    asked: Option<Encoding>,
) -> io::Result<(Stream, Option<Encoding>)> {
    let head = peek(&mut bytes)?;
    if is_arrow(&head) {
        return Ok((Box::new(Cursor::new(head).chain(bytes)), None));
    }
    // The mark of UTF-32; it goes on as it is, to be refused for its zero bytes.
    let marked = Encoding::marked(&head).filter(|_| !head.starts_with(&[0xFF, 0xFE, 0, 0]));
    let (encoding, length) = marked.unwrap_or((asked.unwrap_or(Encoding::UTF_8), 0));
    let rest = head.get(length..).unwrap_or_default().to_vec();
    let whole = Cursor::new(rest).chain(bytes);
    let text: Stream = match encoding == Encoding::UTF_8 {
        true => Box::new(whole),
        false => Box::new(Decoding::new(whole, encoding)),
    };
    Ok((text, Some(encoding)))
}

/// The first bytes, enough for every mark; fewer only if the stream is shorter.
fn peek(stream: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(8);
    stream.take(8).read_to_end(&mut head)?;
    Ok(head)
}

#[cfg(feature = "formats")]
fn buffered<R: Read>(stream: R) -> BufReader<R> {
    BufReader::with_capacity(128 * 1024, stream)
}

/// Counts the bytes that pass, for a progress bar.
struct Counted {
    stream: Stream,
    count: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let read = self.stream.read(out)?;
        self.count.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Whether the name asks for tabs between columns.
pub(in crate::data) fn is_tsv(name: &str) -> bool {
    format::extension(name) == "tsv"
}
