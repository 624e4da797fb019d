//! Spans of a program's files as the protocol's ranges and places.

use gen_lsp_types::{Location, Range};
use std::cell::OnceCell;

use super::desk::Desk;
use super::encoding::{Encoding, Lines};
use crate::text::{FileId, Span, TextFile};

/// The files of a program. The lines of a file are counted when they are first asked for: most
/// files have nothing to tell.
pub(super) struct Ranges<'p> {
    files: &'p [TextFile],
    lines: Vec<OnceCell<Lines<'p>>>,
    encoding: Encoding,
}

impl<'p> Ranges<'p> {
    /// The ranges in some files.
    pub(super) fn new(files: &'p [TextFile], encoding: Encoding) -> Ranges<'p> {
        Ranges { files, lines: files.iter().map(|_| OnceCell::new()).collect(), encoding }
    }

    /// The path of the file of a span; none for a file that there is not.
    pub(super) fn path(&self, of: Span) -> Option<&'p str> {
        self.files.get(of.file.0 as usize).map(|file| &*file.path)
    }

    /// A file by its path.
    pub(super) fn file(&self, path: &str) -> Option<FileId> {
        self.files.iter().position(|file| &*file.path == path).map(|at| FileId(at as u32))
    }

    /// The lines of a file; none for a file that there is not.
    pub(super) fn lines(&self, file: FileId) -> Option<&Lines<'p>> {
        let at = file.0 as usize;
        let text = &self.files.get(at)?.text;
        Some(self.lines.get(at)?.get_or_init(|| Lines::new(text, self.encoding)))
    }

    /// The range of a span.
    pub(super) fn range(&self, of: Span) -> Range {
        self.lines(of.file).map(|lines| lines.range(of)).unwrap_or_default()
    }

    /// The range of a span's first line: a whole statement underlined would hide what it says.
    pub(super) fn first_line(&self, of: Span) -> Range {
        let text = self.files.get(of.file.0 as usize).and_then(|file| file.text.get(of.range())).unwrap_or_default();
        let length = text.lines().next().map_or(0, str::len) as u32;
        self.range(Span { end: of.start + length, ..of })
    }

    /// The range of a span, and the file it is in.
    pub(super) fn location(&self, of: Span, desk: &Desk) -> Option<Location> {
        Some(Location { uri: desk.address(self.path(of)?).into(), range: self.range(of) })
    }
}
