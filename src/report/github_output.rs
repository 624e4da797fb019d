//! The outputs of a step of GitHub Actions, for the file that `GITHUB_OUTPUT` names.

use super::document::Document;
use super::{Format, View, Writer, escape};
use std::io::{self, Write};

/// `findings=…`, `fixed=…` and `changed-files`, one path on each line.
pub const FORMAT: Format =
    Format { name: "github-output", about: "outputs of a GitHub Actions step", writer: Writer::Data(write) };

/// What ends the list of files: a path has no backslash of its own where it has a line end.
const END: &str = "::end of the files::";

fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "findings={}", document.by_severity().len())?;
    writeln!(out, "fixed={}", document.fixed.as_ref().map_or(0, Vec::len))?;
    writeln!(out, "changed-files<<{END}")?;
    for path in document.written.iter().flatten() {
        writeln!(out, "{}", escape::path_at_start(path))?;
    }
    writeln!(out, "{END}")
}
