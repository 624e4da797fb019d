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

    /// Does a path that a text names lie where it may be read from? No module reads from outside
    /// of what the user named.
    fn holds(&self, path: &str) -> bool;
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
        self.set(path, bytes);
        self
    }

    /// Puts a file there, or another text in its place.
    pub fn set(&mut self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path.into(), bytes.into());
    }

    /// Takes a file away, where it is there.
    pub fn remove(&mut self, path: &str) {
        self.files.remove(path);
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

    fn holds(&self, path: &str) -> bool {
        self.files.contains_key(path)
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

    fn holds(&self, path: &str) -> bool {
        self.above.holds(path) || self.below.holds(path)
    }
}
