//! A file that is there whole or not at all: written beside its target under another name and renamed at the end.
//! Knows nothing of what is written.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::TraceError;

/// A file being written. Dropped before [`WholeFile::finish`], it leaves nothing behind, and what was at the target
/// before is untouched.
#[derive(Debug)]
pub struct WholeFile {
    target: PathBuf,
    partial: PathBuf,
    file: Option<BufWriter<File>>,
}

impl WholeFile {
    /// Begins to write what shall become the file at `path`.
    ///
    /// # Errors
    /// When its folder isn't there or may not be written, or when something other than a plain file is at `path`.
    pub fn create(path: &Path) -> Result<Self, TraceError> {
        let fail = |error| TraceError::io("write", path, error);
        // Through a link to what it points at: renaming would put a file in the link's place.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&target) {
            Ok(there) if there.is_dir() => return Err(fail(io::ErrorKind::IsADirectory.into())),
            Ok(there) if !there.is_file() => {
                return Err(TraceError::bad(path, None, "this is no plain file", "Name a file to write to."));
            }
            Ok(there) if there.permissions().readonly() => return Err(fail(io::ErrorKind::PermissionDenied.into())),
            Ok(_) | Err(_) => {}
        }
        let Some(name) = target.file_name() else {
            return Err(TraceError::bad(path, None, "this names no file", "Name a file to write to."));
        };
        let partial = target.with_file_name(format!(".{}.{}.partial", name.to_string_lossy(), std::process::id()));
        let file = File::create(&partial).map_err(fail)?;
        Ok(Self { target, partial, file: Some(BufWriter::new(file)) })
    }

    /// The file that is to be.
    pub fn path(&self) -> &Path {
        &self.target
    }

    /// Puts the file in its place, safely on the disk.
    ///
    /// # Errors
    /// When the rest can't be written; then nothing is left behind.
    pub fn finish(mut self) -> Result<(), TraceError> {
        let Some(buffered) = self.file.take() else { return Ok(()) };
        let done = buffered
            .into_inner()
            .map_err(io::IntoInnerError::into_error)
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::rename(&self.partial, &self.target));
        done.map_err(|error| {
            self.remove();
            TraceError::io("write", &self.target, error)
        })
    }

    /// Nothing can be done, and nothing said, where even removing fails.
    fn remove(&self) {
        let _gone = fs::remove_file(&self.partial);
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write(bytes),
            None => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if self.file.take().is_some() {
            self.remove();
        }
    }
}
