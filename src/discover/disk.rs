//! The disk behind the paths that a user writes.

use crate::files::Files;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Larger files are told, not read: no policy is written by hand in so much text.
pub const LARGEST_FILE: u64 = 16 << 20;

/// The disk, with paths as the user would write them, relative to the current folder.
#[derive(Debug, Clone, Default)]
pub struct Disk(Roots);

impl Disk {
    /// The disk, of which texts may name what lies inside these roots.
    #[must_use]
    pub fn within(roots: Roots) -> Disk {
        Disk(roots)
    }
}

impl Files for Disk {
    /// Reads ordinary files only (a pipe would keep us waiting) and none above [`LARGEST_FILE`].
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        let about = file.metadata()?;
        if !about.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
        }
        if about.len() > LARGEST_FILE {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, TOO_LARGE));
        }
        let mut bytes = Vec::with_capacity(about.len() as usize);
        file.take(LARGEST_FILE).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let folder = if folder.is_empty() { "." } else { folder };
        let mut names = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let is_file = match entry.file_type()? {
                kind if kind.is_symlink() => entry.path().is_file(),
                kind => kind.is_file(),
            };
            // A name that is not UTF-8 cannot be said in any report, nor meant by any template.
            if let (true, Ok(name)) = (is_file, entry.file_name().into_string()) {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    fn holds(&self, path: &str) -> bool {
        self.0.hold(Path::new(path))
    }
}

/// What is told of a file above the limit.
pub(super) const TOO_LARGE: &str = "larger than 16 MiB, so it was not read";

/// The folders that a run may look into and write to, links resolved.
///
/// These are the paths it was given, and the current folder where they lie inside it: a link to
/// a shared file of the same repository is good, one to somewhere else on the disk is not.
#[derive(Debug, Clone, Default)]
pub struct Roots(Vec<PathBuf>);

impl Roots {
    /// The roots of these paths; those that do not exist are passed over.
    #[must_use]
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Roots {
        let current = fs::canonicalize(".").ok();
        let mut roots = Vec::new();
        for path in paths {
            let Ok(real) = fs::canonicalize(path) else { continue };
            let folder = if real.is_dir() { Some(real.clone()) } else { folder_of(path) };
            let inside = |current: &&PathBuf| folder.as_ref().is_some_and(|folder| folder.starts_with(current));
            roots.extend(current.as_ref().filter(inside).cloned());
            roots.extend(folder);
            roots.push(real);
        }
        roots.sort_unstable();
        roots.dedup();
        Roots(roots)
    }

    /// Does the path, links resolved, lie inside a root?
    #[must_use]
    pub fn hold(&self, path: &Path) -> bool {
        fs::canonicalize(path).is_ok_and(|real| self.0.iter().any(|root| real.starts_with(root)))
    }
}

/// The folder in which a path names a file, links in the folder's own path resolved.
fn folder_of(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::canonicalize(folder).ok()
}
