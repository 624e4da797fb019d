//! Writes changed files: each as a whole, all of a program or none.

use crate::discover::Roots;
use crate::outcome::PathProblem;
use crate::report::change::Change;
use std::fs::{self, File, Metadata};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Writes the changes in the order given, or none of them.
///
/// Every new text is first written beside its file and synced; only then are they renamed into
/// place. A link is resolved: its target is written, and only below a root. A file that is not
/// what it was when it was read is left alone, and so is a read-only one.
///
/// # Errors
/// The file that stands in the way. Files that were already renamed are put back.
pub(super) fn write_all(changes: &[Change<'_>], roots: &Roots) -> Result<(), PathProblem> {
    let mut staged = Vec::new();
    for change in changes {
        let stage = stage(change, roots).map_err(|why| problem(change, &why))?;
        staged.push(stage);
    }
    for (number, stage) in staged.into_iter().enumerate() {
        if let Err(why) = stage.put_in_place() {
            let why = match put_back(&changes[..number]) {
                Ok(()) => why,
                Err(path) => format!("{why}; {path} was already written and could not be put back"),
            };
            return Err(problem(&changes[number], &why));
        }
    }
    Ok(())
}

fn problem(change: &Change<'_>, why: &str) -> PathProblem {
    PathProblem { path: change.file.path.to_string(), message: format!("not written: {why}") }
}

/// A new text, ready beside its file.
struct Staged {
    new: NamedTempFile,
    target: PathBuf,
}

fn stage(change: &Change<'_>, roots: &Roots) -> Result<Staged, String> {
    let path = Path::new(&*change.file.path);
    let target = fs::canonicalize(path).map_err(|error| error.to_string())?;
    if !roots.hold(&target) {
        return Err(format!("it is a link to {}, outside of what was named", target.display()));
    }
    let about = fs::metadata(&target).map_err(|error| error.to_string())?;
    if about.permissions().readonly() {
        return Err("it is read-only".to_owned());
    }
    if fs::read(&target).map_err(|error| error.to_string())? != change.file.text.as_bytes() {
        return Err("it was changed while this ran; run again".to_owned());
    }
    let new = beside(&target, change.after.as_bytes(), &about).map_err(|error| error.to_string())?;
    Ok(Staged { new, target })
}

impl Staged {
    fn put_in_place(self) -> Result<(), String> {
        self.new.persist(&self.target).map_err(|error| error.error.to_string())?;
        sync_folder(&self.target);
        Ok(())
    }
}

/// A synced temporary file in the same folder, with the mode and, where possible, the owner of
/// the file it is to replace.
fn beside(target: &Path, bytes: &[u8], about: &Metadata) -> io::Result<NamedTempFile> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::Builder::new().prefix(".unconfuse-").tempfile_in(folder)?;
    new.write_all(bytes)?;
    keep_owner(new.as_file(), about);
    new.as_file().set_permissions(about.permissions())?;
    new.as_file().sync_all()?;
    Ok(new)
}

/// A run as root in a container must not take the files from the user; others may not give them.
#[cfg(unix)]
fn keep_owner(new: &File, about: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(new, Some(about.uid()), Some(about.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &Metadata) {}

/// Makes the rename last; a folder that cannot be synced is no reason to call it undone.
fn sync_folder(target: &Path) {
    if let Some(Ok(folder)) = target.parent().map(File::open) {
        let _ = folder.sync_all();
    }
}

/// Writes the old texts again; the path that could not be is the error.
fn put_back(changes: &[Change<'_>]) -> Result<(), String> {
    for change in changes {
        let path = Path::new(&*change.file.path);
        let restored = fs::canonicalize(path).and_then(|target| {
            let about = fs::metadata(&target)?;
            beside(&target, change.file.text.as_bytes(), &about)?.persist(&target).map_err(|error| error.error)
        });
        if restored.is_err() {
            return Err(change.file.path.to_string());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextFile;
    use tempfile::TempDir;

    fn folder() -> TempDir {
        tempfile::tempdir().expect("a folder")
    }

    fn file(folder: &TempDir, name: &str, text: &str) -> TextFile {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("a file");
        TextFile::new(path.to_str().expect("UTF-8"), text)
    }

    fn write(changes: &[Change<'_>], folder: &TempDir) -> Result<(), PathProblem> {
        write_all(changes, &Roots::of([folder.path()]))
    }

    fn text(file: &TextFile) -> String {
        fs::read_to_string(&*file.path).expect("a file")
    }

    fn names(folder: &TempDir) -> usize {
        fs::read_dir(folder.path()).expect("a folder").count()
    }

    #[test]
    fn every_file_gets_its_new_text_and_nothing_else_is_left_behind() {
        let folder = folder();
        let (a, b) = (file(&folder, "a.tf", "a"), file(&folder, "b.tf", "b"));
        let changes = [Change { file: &a, after: "A".into() }, Change { file: &b, after: "B".into() }];
        assert_eq!(write(&changes, &folder), Ok(()));
        assert_eq!((text(&a), text(&b), names(&folder)), ("A".into(), "B".into(), 2));
    }

    #[test]
    fn nothing_is_written_when_one_of_the_files_has_changed() {
        let folder = folder();
        let (a, b) = (file(&folder, "a.tf", "a"), file(&folder, "b.tf", "b"));
        fs::write(&*b.path, "someone else's").expect("a file");
        let changes = [Change { file: &a, after: "A".into() }, Change { file: &b, after: "B".into() }];
        let told = write(&changes, &folder).expect_err("a problem");
        assert_eq!(told.message, "not written: it was changed while this ran; run again");
        assert_eq!((text(&a), text(&b), names(&folder)), ("a".into(), "someone else's".into(), 2));
    }

    #[test]
    fn a_read_only_file_is_left_alone() {
        let folder = folder();
        let a = file(&folder, "a.tf", "a");
        let mut mode = fs::metadata(&*a.path).expect("a file").permissions();
        mode.set_readonly(true);
        fs::set_permissions(&*a.path, mode).expect("a mode");
        let told = write(&[Change { file: &a, after: "A".into() }], &folder).expect_err("a problem");
        assert_eq!(told.message, "not written: it is read-only");
        assert_eq!(text(&a), "a");
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_is_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = folder();
        let a = file(&folder, "a.tf", "a");
        fs::set_permissions(&*a.path, fs::Permissions::from_mode(0o640)).expect("a mode");
        assert_eq!(write(&[Change { file: &a, after: "A".into() }], &folder), Ok(()));
        assert_eq!(fs::metadata(&*a.path).expect("a file").permissions().mode() & 0o777, 0o640);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_written_through_inside_the_root_and_refused_outside_of_it() {
        let (folder, other) = (folder(), folder());
        let (inside, outside) = (file(&folder, "real.tf", "a"), file(&other, "real.tf", "a"));
        for (target, name, expected) in [(&inside, "in.tf", "A"), (&outside, "out.tf", "a")] {
            let link = folder.path().join(name);
            std::os::unix::fs::symlink(&*target.path, &link).expect("a link");
            let shown = TextFile::new(link.to_str().expect("UTF-8"), "a");
            let written = write(&[Change { file: &shown, after: "A".into() }], &folder);
            assert_eq!(written.is_ok(), expected == "A");
            assert!(link.is_symlink());
            assert_eq!(text(target), expected);
        }
    }
}
