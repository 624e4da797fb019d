//! The only way in: where the core gets its texts from.

use std::collections::BTreeMap;
use std::io;

/// A source of files. Paths have `/` between their parts.
pub trait Files: Sync {
    /// The bytes of a file.
    ///
    /// # Errors
    /// Whatever the source says; [`io::ErrorKind::NotFound`] where there is no such file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// The names (not paths) of the files of a folder, sorted; folders left out.
    ///
    /// # Errors
    /// Whatever the source says.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;
}

/// Files in memory, for tests, stdin and unsaved buffers.
#[derive(Debug, Default, Clone)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
}

impl Memory {
    /// No files.
    #[must_use]
    pub fn new() -> Memory {
        Memory::default()
    }

    /// With one file more, or another text for a file.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Memory {
        self.files.insert(path.into(), bytes.into());
        self
    }
}

impl Files for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let prefix = if folder.is_empty() || folder == "." { String::new() } else { format!("{folder}/") };
        let names = self.files.keys().filter_map(|path| path.strip_prefix(&prefix));
        Ok(names.filter(|name| !name.contains('/')).map(str::to_owned).collect())
    }
}

/// Some files in memory over all others of another source: an unsaved buffer, standard input.
#[derive(Debug, Clone)]
pub struct Overlay<F> {
    /// What lies on top.
    pub above: Memory,
    /// What is there otherwise.
    pub below: F,
}

impl<F: Files> Files for Overlay<F> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.above.read(path).or_else(|_| self.below.read(path))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let mut names = self.above.list(folder)?;
        names.extend(self.below.list(folder).unwrap_or_default());
        names.sort();
        names.dedup();
        Ok(names)
    }
}
