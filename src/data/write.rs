//! Files that appear whole or not at all.

use std::fmt;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

use super::DataError;

/// A file being written: beside its place, until [`commit`](AtomicFile::commit) puts it there.
///
/// Dropped without a commit it leaves what was there before. A name that ends in `.gz` or `.zst` is compressed. A
/// symbolic link stays, and the file it points to is replaced. `-`, `/dev/stdout`, pipes and devices cannot be
/// replaced and are written to directly.
///
/// ```
/// use std::io::Write;
/// use leadscore::data::AtomicFile;
///
/// let folder = tempfile::tempdir()?;
/// let path = folder.path().join("scores.csv");
/// let mut file = AtomicFile::create(&path)?;
/// file.write_all(b"id,score\n1,80\n")?;
/// assert!(!path.exists());
/// file.commit()?;
/// assert_eq!(std::fs::read_to_string(&path)?, "id,score\n1,80\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct AtomicFile {
    name: String,
    encoder: Encoder,
}

impl AtomicFile {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// When its folder does not exist, it is a folder itself, or it may not be written.
    pub fn create(path: impl AsRef<Path>) -> Result<Self, DataError> {
        let path = path.as_ref();
        let name = match path.as_os_str() == "-" {
            true => "standard output".to_owned(),
            false => path.display().to_string(),
        };
        match Place::open(path).and_then(|place| Encoder::new(&name, place)) {
            Ok(encoder) => Ok(Self { name, encoder }),
            Err(error) => Err(DataError::writing(&name, error)),
        }
    }

    /// Finishes the file and puts it in its place.
    ///
    /// # Errors
    ///
    /// When the last bytes cannot be written or the file cannot be renamed; what was there before stays.
    pub fn commit(self) -> Result<(), DataError> {
        let Self { name, encoder } = self;
        encoder.finish().and_then(Place::settle).map_err(|error| DataError::writing(&name, error))
    }

    /// Says of a failed write which file it was.
    #[must_use]
    pub fn error(&self, source: io::Error) -> DataError {
        DataError::writing(&self.name, source)
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.encoder.writer().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.encoder.writer().flush()
    }
}

impl fmt::Debug for AtomicFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AtomicFile").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Where the bytes go.
enum Place {
    /// A new file beside the place, which it takes in the end.
    Beside {
        file: NamedTempFile,
        target: PathBuf,
    },
    /// A pipe or device.
    Direct(File),
    Stdout(Stdout),
}

impl Place {
    fn open(path: &Path) -> io::Result<Self> {
        // Standard output may be a file being appended to, which must not be replaced or begun anew.
        if [Path::new("-"), Path::new("/dev/stdout"), Path::new("/dev/fd/1")].contains(&path) {
            return Ok(Self::Stdout(io::stdout()));
        }
        let existing = match fs::metadata(path) {
            Ok(existing) => Some(existing),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        match &existing {
            Some(existing) if existing.is_dir() => return Err(io::ErrorKind::IsADirectory.into()),
            Some(existing) if !existing.is_file() || path.starts_with("/dev") => {
                return OpenOptions::new().write(true).open(path).map(Self::Direct);
            }
            Some(existing) if existing.permissions().readonly() => {
                return Err(io::ErrorKind::PermissionDenied.into());
            }
            _ => {}
        }
        let target = follow_links(path)?;
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".leadscore-").suffix(".tmp");
        let permissions = existing.map(|existing| existing.permissions());
        if let Some(new) = permissions.clone().or_else(ordinary_permissions) {
            builder.permissions(new);
        }
        let file = builder.tempfile_in(folder)?;
        if let Some(kept) = permissions {
            // At creation the user's mask may have taken some away.
            file.as_file().set_permissions(kept)?;
        }
        Ok(Self::Beside { file, target })
    }

    fn settle(self) -> io::Result<()> {
        match self {
            Self::Beside { file, target } => {
                // Else a power cut could leave the new name with no content.
                file.as_file().sync_all()?;
                file.persist(target)?;
                Ok(())
            }
            Self::Direct(mut file) => file.flush(),
            Self::Stdout(mut stdout) => stdout.flush(),
        }
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside { file, .. } => file.write(bytes),
            Self::Direct(file) => file.write(bytes),
            Self::Stdout(stdout) => stdout.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside { file, .. } => file.flush(),
            Self::Direct(file) => file.flush(),
            Self::Stdout(stdout) => stdout.flush(),
        }
    }
}

/// Compresses, or not, as the name asks.
enum Encoder {
    Plain(BufWriter<Place>),
    Gzip(GzEncoder<BufWriter<Place>>),
    Zstd(zstd::Encoder<'static, BufWriter<Place>>),
}

impl Encoder {
    fn new(name: &str, place: Place) -> io::Result<Self> {
        let out = BufWriter::with_capacity(128 * 1024, place);
        let name = name.to_ascii_lowercase();
        Ok(if name.ends_with(".gz") {
            Self::Gzip(GzEncoder::new(out, flate2::Compression::default()))
        } else if name.ends_with(".zst") || name.ends_with(".zstd") {
            Self::Zstd(zstd::Encoder::new(out, zstd::DEFAULT_COMPRESSION_LEVEL)?)
        } else {
            Self::Plain(out)
        })
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Plain(out) => out,
            Self::Gzip(out) => out,
            Self::Zstd(out) => out,
        }
    }

    fn finish(self) -> io::Result<Place> {
        let out = match self {
            Self::Plain(out) => out,
            Self::Gzip(out) => out.finish()?,
            Self::Zstd(out) => out.finish()?,
        };
        out.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// What any new file gets, before the user's mask; temporary files would be private otherwise.
#[cfg(unix)]
fn ordinary_permissions() -> Option<Permissions> {
    Some(std::os::unix::fs::PermissionsExt::from_mode(0o666))
}

#[cfg(not(unix))]
fn ordinary_permissions() -> Option<Permissions> {
    None
}

/// The file that a chain of symbolic links ends at, whether it exists or not.
fn follow_links(path: &Path) -> io::Result<PathBuf> {
    const LONGEST_CHAIN: usize = 40;
    let mut path = path.to_path_buf();
    for _ in 0..LONGEST_CHAIN {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            // Not a link, or nothing there: this is the place.
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("its symbolic links go round in a circle"))
}
