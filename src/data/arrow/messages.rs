//! Arrow's files and streams: messages, one after the other.
//!
//! A file is a stream between two marks, with an index at its end. It is read from its beginning like a stream, so
//! that it may come through a pipe, or compressed; its end shows that it is whole.

use std::collections::HashMap;
use std::io::{self, Read};
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_buffer::Buffer;
use arrow_ipc::convert::try_fb_to_schema;
use arrow_ipc::reader::{RecordBatchDecoder, read_dictionary};
use arrow_ipc::{Message, MessageHeader, root_as_message};
use arrow_schema::SchemaRef;

use super::guard::guarded;

/// The bytes with which a file begins.
const MARK: &[u8; 8] = b"ARROW1\0\0";

/// The bytes with which every message begins.
const MESSAGE: [u8; 4] = [0xFF; 4];

/// No buffer may claim to be longer; so much memory is asked for before a byte of it is unpacked.
const LONGEST: i64 = i32::MAX as i64;

/// Whether data are Arrow's, by their first eight bytes.
pub(in crate::data) fn is_arrow(head: &[u8]) -> bool {
    head.starts_with(MARK) || head.starts_with(&MESSAGE)
}

/// A file or stream, of which the columns are known.
pub(super) struct Messages {
    stream: Box<dyn Read + Send>,
    is_file: bool,
    schema: SchemaRef,
    dictionaries: HashMap<i64, ArrayRef>,
}

/// A message: what it is, and the values that belong to it.
struct Parts {
    about: Vec<u8>,
    body: Buffer,
}

impl Messages {
    pub(super) fn open(mut stream: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut head = exactly(&mut stream, 8)?;
        let is_file = head == MARK;
        // Some writers fill more than eight bytes.
        while is_file && (head == MARK || head == [0; 8]) {
            head = exactly(&mut stream, 8)?;
        }
        let mut stream: Box<dyn Read + Send> = Box::new(io::Cursor::new(head).chain(stream));
        let first = read(&mut stream)?.ok_or_else(damaged)?;
        let schema = guarded(|| {
            let message = root_as_message(&first.about).ok()?;
            try_fb_to_schema(message.header_as_schema()?).ok()
        });
        let schema = Arc::new(schema.ok_or_else(damaged)?);
        Ok(Self { stream, is_file, schema, dictionaries: HashMap::new() })
    }

    pub(super) fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The next batch, of some columns.
    pub(super) fn next(&mut self, columns: &[usize]) -> io::Result<Option<RecordBatch>> {
        while let Some(parts) = read(&mut self.stream)? {
            let batch = guarded(|| self.decode(&parts, columns)).ok_or_else(damaged)?;
            if batch.is_some() {
                return Ok(batch);
            }
        }
        match self.is_file && !self.ends_well()? {
            true => Err(damaged()),
            false => Ok(None),
        }
    }

    /// A batch; none if a message is about a dictionary, which is kept. Nothing at all if it is damaged.
    fn decode(&mut self, parts: &Parts, columns: &[usize]) -> Option<Option<RecordBatch>> {
        let message = root_as_message(&parts.about).ok()?;
        let version = message.version();
        match message.header_type() {
            MessageHeader::RecordBatch => {
                let batch = message.header_as_record_batch()?;
                is_sound(&batch, &parts.body).then_some(())?;
                let schema = Arc::clone(&self.schema);
                let (body, known) = (&parts.body, &self.dictionaries);
                let decoder = RecordBatchDecoder::try_new(body, batch, schema, known, &version);
                let batch = decoder.ok()?.with_projection(Some(columns)).read_record_batch();
                batch.ok().map(Some)
            }
            MessageHeader::DictionaryBatch => {
                let batch = message.header_as_dictionary_batch()?;
                is_sound(&batch.data()?, &parts.body).then_some(())?;
                let (schema, known) = (&self.schema, &mut self.dictionaries);
                read_dictionary(&parts.body, batch, schema, known, &version).ok()?;
                Some(None)
            }
            _ => None,
        }
    }

    /// Whether the mark stands at the end of a file too.
    fn ends_well(&mut self) -> io::Result<bool> {
        let mut index = Vec::new();
        self.stream.read_to_end(&mut index)?;
        Ok(index.ends_with(b"ARROW1"))
    }
}

/// Reads a message; none at the end. Memory is taken for what comes, not for what is promised.
fn read(stream: &mut dyn Read) -> io::Result<Option<Parts>> {
    let mut start = exactly(stream, 4)?;
    if start == MESSAGE {
        start = exactly(stream, 4)?;
        if start.is_empty() {
            return Err(damaged());
        }
    }
    let length = match <[u8; 4]>::try_from(start.as_slice()) {
        Ok([0, 0, 0, 0]) => return Ok(None),
        Ok(length) => u64::try_from(i32::from_le_bytes(length)).map_err(|_| damaged())?,
        // A stream may end without saying so.
        Err(_) if start.is_empty() => return Ok(None),
        Err(_) => return Err(damaged()),
    };
    let about = exactly(stream, length)?;
    let size = guarded(|| root_as_message(&about).ok().map(|it: Message<'_>| it.bodyLength()));
    let size = size.and_then(|it| u64::try_from(it).ok()).ok_or_else(damaged)?;
    let body = exactly(stream, size)?;
    if about.len() as u64 != length || body.len() as u64 != size {
        return Err(damaged());
    }
    Ok(Some(Parts { about, body: Buffer::from_vec(body) }))
}

/// So many bytes, or as many as there are.
fn exactly(stream: &mut dyn Read, count: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(count).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether no compressed buffer of a batch promises more than can be.
fn is_sound(batch: &arrow_ipc::RecordBatch<'_>, body: &[u8]) -> bool {
    let length = |buffer: &arrow_ipc::Buffer| {
        let start = usize::try_from(buffer.offset()).ok()?;
        let prefix = body.get(start..)?.first_chunk::<8>()?;
        Some(i64::from_le_bytes(*prefix))
    };
    let mut buffers = batch.buffers().into_iter().flatten();
    batch.length() >= 0
        && batch.length() <= LONGEST
        && (batch.compression().is_none()
            || buffers.all(|it| length(it).is_none_or(|length| length <= LONGEST)))
}

fn damaged() -> io::Error {
    io::Error::other("the Arrow data are damaged, cut off, or of a kind that is not read")
}
