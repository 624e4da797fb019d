//! The documents that are open, and the disk below them.

use gen_lsp_types::Range;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::encoding::{Encoding, Lines};
use super::uri;
use crate::discover::{Disk, Roots, shown};
use crate::files::{Memory, Overlay};
use crate::paths::{folder_of, normal};

/// A document that is open.
#[derive(Debug)]
struct Document {
    version: i32,
    text: String,
}

/// A change of a document: of a range, or of all of it.
#[derive(Debug, Deserialize)]
pub(super) struct Change {
    range: Option<Range>,
    text: String,
}

/// The documents that are open, by their addresses, and the disk below them.
///
/// Paths are told as seen from the current folder where all open folders lie in it, as on the
/// command line; else they are absolute.
#[derive(Debug)]
pub(super) struct Desk {
    here: String,
    is_seen_from_here: bool,
    folders: Vec<String>,
    documents: BTreeMap<String, Document>,
    texts: Overlay<Disk>,
}

impl Desk {
    /// An empty desk in the current folder, given by its absolute path.
    pub(super) fn new(here: &Path) -> Desk {
        Desk {
            here: shown(here),
            is_seen_from_here: true,
            folders: Vec::new(),
            documents: BTreeMap::new(),
            texts: Overlay { above: Memory::new(), below: Disk::default() },
        }
    }

    /// Opens folders, given by their addresses, and closes others.
    pub(super) fn change_folders(&mut self, opened: &[String], closed: &[String]) {
        let paths = |addresses: &[String]| addresses.iter().filter_map(|it| absolute(it)).collect::<Vec<_>>();
        let closed = paths(closed);
        self.folders.retain(|folder| !closed.contains(folder));
        self.folders.extend(paths(opened));
        self.is_seen_from_here = self.folders.iter().all(|folder| below(folder, &self.here).is_some());
    }

    /// The folders that are open.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.folders.iter().map(|folder| PathBuf::from(self.seen(folder))).collect()
    }

    /// Lays the open documents over the disk anew, as far as texts may be read.
    pub(super) fn lay(&mut self) {
        let folders = self.folders();
        let open = self.open_paths();
        let around = open.iter().map(|path| Path::new(folder_of(path)));
        self.texts.below = Disk::within(Roots::of(folders.iter().map(PathBuf::as_path).chain(around)));
        let texts = self.documents.iter().filter_map(|(address, it)| Some((self.path(address)?, it.text.clone())));
        self.texts.above = texts.fold(Memory::new(), |memory, (path, text)| memory.with(path, text));
    }

    /// The text of a document; none where it is not open.
    pub(super) fn text(&self, address: &str) -> Option<&str> {
        self.documents.get(address).map(|document| document.text.as_str())
    }

    /// A document is open now.
    pub(super) fn open(&mut self, address: String, version: i32, text: String) {
        self.documents.insert(address, Document { version, text });
    }

    /// A document has changed; gives its text, where it is open.
    pub(super) fn change(
        &mut self,
        address: &str,
        version: i32,
        changes: Vec<Change>,
        encoding: Encoding,
    ) -> Option<&str> {
        let path = self.path(address);
        let document = self.documents.get_mut(address)?;
        document.version = version;
        for Change { range, text } in changes {
            match range {
                None => document.text = text,
                Some(range) => {
                    let lines = Lines::new(&document.text, encoding);
                    let (start, end) = (lines.offset(range.start), lines.offset(range.end));
                    document.text.replace_range(start..end.max(start), &text);
                }
            }
        }
        if let Some(path) = path {
            self.texts.above.set(path, document.text.as_str());
        }
        Some(&document.text)
    }

    /// A document is no longer open: what counts is on the disk again.
    pub(super) fn close(&mut self, address: &str) {
        self.documents.remove(address);
    }

    /// Where texts are read.
    pub(super) fn texts(&self) -> &Overlay<Disk> {
        &self.texts
    }

    /// The paths of the open documents that are files.
    pub(super) fn open_paths(&self) -> Vec<String> {
        self.documents.keys().filter_map(|address| self.path(address)).collect()
    }

    /// The path of an address; none where it means no file.
    pub(super) fn path(&self, address: &str) -> Option<String> {
        absolute(address).map(|path| self.seen(&path))
    }

    /// The address of a path: that of an open document as its editor writes it.
    pub(super) fn address(&self, path: &str) -> String {
        let open = self.documents.keys().find(|address| self.path(address).as_deref() == Some(path));
        open.cloned().unwrap_or_else(|| match is_absolute(path) {
            true => uri::of_path(path),
            false => uri::of_path(&normal(&format!("{}/{path}", self.here))),
        })
    }

    /// The version of a document; none where it is not open.
    pub(super) fn version(&self, address: &str) -> Option<i32> {
        self.documents.get(address).map(|document| document.version)
    }

    /// An absolute path as it is told.
    fn seen(&self, path: &str) -> String {
        let below = below(path, &self.here).filter(|_| self.is_seen_from_here);
        below.unwrap_or(path).to_owned()
    }
}

fn absolute(address: &str) -> Option<String> {
    uri::to_path(address).map(|path| normal(&path))
}

fn is_absolute(path: &str) -> bool {
    path.starts_with('/') || Path::new(path).is_absolute()
}

/// What a path is, seen from a folder that it lies in.
fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    match path.strip_prefix(folder)? {
        "" => Some("."),
        rest if folder.ends_with('/') => Some(rest),
        rest => rest.strip_prefix('/'),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Files;
    use serde_json::{Value, json};

    fn desk(folders: &[&str], text: &str) -> Desk {
        let mut desk = Desk::new(Path::new("/work"));
        let folders: Vec<String> = folders.iter().map(|&folder| folder.to_owned()).collect();
        desk.change_folders(&folders, &[]);
        desk.open("file:///work/a%2Etf".into(), 1, text.to_owned());
        desk.lay();
        desk
    }

    fn changed(text: &str, changes: Value) -> String {
        let mut desk = desk(&[], text);
        let changes = serde_json::from_value(changes).expect("changes");
        desk.change("file:///work/a%2Etf", 2, changes, Encoding::Utf16).expect("it is open").to_owned()
    }

    #[test]
    fn changes_are_made_one_after_the_other_and_a_whole_text_takes_the_place_of_all() {
        let change = |from: [u32; 2], to: [u32; 2], text: &str| {
            let [start, end] = [from, to].map(|[line, character]| json!({"line": line, "character": character}));
            json!({"range": {"start": start, "end": end}, "text": text})
        };
        let insert = change([1, 1], [1, 1], "\u{1f642}");
        assert_eq!(changed("ab\ncd", json!([insert, change([1, 3], [1, 4], "!")])), "ab\nc\u{1f642}!");
        assert_eq!(changed("ab\ncd", json!([change([0, 0], [9, 9], "x")])), "x");
        assert_eq!(changed("ab\ncd", json!([{"text": "new"}, change([0, 3], [0, 3], "!")])), "new!");
        assert_eq!(changed("ab\ncd", json!([change([1, 1], [0, 1], "x")])), "ab\ncxd", "it ends before it starts");
    }

    #[test]
    fn what_is_open_lies_above_the_disk_until_it_is_closed() {
        let mut desk = desk(&["file:///work"], "text");
        assert_eq!(desk.texts().read("a.tf").expect("it is open"), b"text");
        desk.close("file:///work/a%2Etf");
        desk.lay();
        assert!(desk.texts().read("a.tf").is_err());
        assert!(desk.change("file:///work/a%2Etf", 3, Vec::new(), Encoding::Utf16).is_none());
    }

    #[test]
    fn paths_are_told_as_on_the_command_line_where_the_editor_stands_there_too() {
        let inside = desk(&["file:///work", "file:///work/infra"], "");
        assert_eq!(inside.folders(), [PathBuf::from("."), PathBuf::from("infra")]);
        assert_eq!(inside.path("file:///work/x/b.tf").as_deref(), Some("x/b.tf"));
        assert_eq!(inside.path("file:///elsewhere/b.tf").as_deref(), Some("/elsewhere/b.tf"));
        let outside = desk(&["file:///work", "file:///elsewhere"], "");
        assert_eq!(outside.path("file:///work/x/b.tf").as_deref(), Some("/work/x/b.tf"));
        assert_eq!(outside.path("untitled:Untitled-1"), None);
    }

    #[test]
    fn an_open_document_keeps_the_address_that_its_editor_wrote() {
        for desk in [desk(&["file:///work"], ""), desk(&["file:///other"], "")] {
            let path = desk.path("file:///work/a.tf").expect("a path");
            assert_eq!(desk.address(&path), "file:///work/a%2Etf");
            assert_eq!(desk.version(&desk.address(&path)), Some(1));
            let other = desk.path("file:///work/b c.tf").expect("a path");
            assert_eq!(desk.address(&other), "file:///work/b%20c.tf");
            assert_eq!(desk.version(&desk.address(&other)), None);
        }
    }
}
