//! Without the feature `formats` no file is one of columns: what stands for such files here cannot be made.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use super::read::format::{Format, not_whole};
use super::read::input::Input;
use super::{DataError, Event};

pub(in crate::data) struct ArrowFile(Never);

pub(in crate::data) struct ArrowRows(Never);

/// Nothing is of this type.
enum Never {}

pub(in crate::data) fn is_arrow(_head: &[u8]) -> bool {
    false
}

pub(in crate::data) fn is_parquet(_path: &Path) -> bool {
    false
}

impl ArrowFile {
    pub fn of_parquet(path: &Path) -> Result<Self, DataError> {
        Err(not_whole(&path.display().to_string(), Format::Parquet))
    }

    pub fn of_messages(input: Input) -> Result<Self, DataError> {
        Err(not_whole(&input.origin.name, Format::Arrow))
    }

    pub fn name(&self) -> &str {
        match self.0 {}
    }

    pub fn bytes_read(&self) -> Arc<AtomicU64> {
        match self.0 {}
    }

    pub fn size(&self) -> Option<u64> {
        match self.0 {}
    }
}

impl ArrowRows {
    pub fn new(file: ArrowFile) -> Self {
        match file.0 {}
    }

    pub fn header(&self) -> &[String] {
        match self.0 {}
    }

    pub fn format(&self) -> Format {
        match self.0 {}
    }

    pub fn next(&mut self) -> Result<Option<Event>, DataError> {
        match self.0 {}
    }
}
