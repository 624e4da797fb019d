//! Where each format of a run goes.

use super::terminal::{Terminal, to_stderr, to_stdout};
use crate::nearest::nearest;
use crate::report::{FORMATS, Format, Style};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// `FORMAT` or `FORMAT=FILE`.
#[derive(Debug, Clone)]
pub(super) struct Output {
    /// What is written.
    pub(super) format: &'static Format,
    file: Option<PathBuf>,
}

impl Output {
    /// A format on the stream.
    pub(super) fn of(format: &'static Format) -> Output {
        Output { format, file: None }
    }

    /// Does it say on the stream what cannot be decided, where that is asked for? Formats for
    /// programs hold it as data, if they have a place for it.
    pub(super) fn tells_undecided(&self) -> bool {
        self.file.is_none() && ["human", "concise"].contains(&self.format.name)
    }
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Output, String> {
        let (name, file) = match text.split_once('=') {
            Some((_, "")) => return Err("no file stands behind the `=`".to_owned()),
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        match FORMATS.iter().find(|format| format.name == name) {
            Some(format) => Ok(Output { format, file }),
            None => Err(unknown(name)),
        }
    }
}

fn unknown(name: &str) -> String {
    let names = || FORMATS.iter().map(|format| format.name);
    match nearest(name, names()) {
        Some(meant) => format!("there is no such format; perhaps `{meant}` is meant"),
        None => format!("there are {}", names().collect::<Vec<_>>().join(", ")),
    }
}

/// Every format and what it is, for the help.
pub(super) fn formats_help() -> String {
    let mut help = "What to write; with =FILE into a file. May be repeated: one run, several reports\n".to_owned();
    for Format { name, about, .. } in FORMATS {
        help.push_str(&format!("\n  {name:<15} {about}"));
    }
    help
}

/// Which stream takes the formats that have no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stream {
    /// Standard output.
    Out,
    /// Standard error: standard output is taken by the mended text.
    Err,
}

/// One stream can hold one report only, and a file wants a folder: said before anything is done.
///
/// # Errors
/// What to do about it.
pub(super) fn check(outputs: &[Output]) -> Result<(), String> {
    for path in outputs.iter().filter_map(|output| output.file.as_deref()) {
        let folder = path.parent().filter(|folder| *folder != Path::new(""));
        if path.is_dir() || folder.is_some_and(|folder| !folder.is_dir()) {
            return Err(format!("{} is no place for a file", path.display()));
        }
    }
    match outputs.iter().filter(|output| output.file.is_none()).count() {
        0 | 1 => Ok(()),
        _ => Err("only one format can go to standard output; give the others a file: --format sarif=FILE".to_owned()),
    }
}

/// Writes one format in a style.
pub(super) type WriteOne<'a> = dyn Fn(&Format, Style, &mut dyn Write) -> io::Result<()> + 'a;

/// Writes every format asked for.
///
/// # Errors
/// Which file could not be written, and why.
pub(super) fn write(
    outputs: &[Output],
    stream: Stream,
    terminal: Terminal,
    write: &WriteOne<'_>,
) -> Result<(), String> {
    for Output { format, file } in outputs {
        let styled = |style| move |out: &mut dyn Write| write(format, style, out);
        let (written, place) = match (file, stream) {
            (Some(path), _) => (to_file(path, styled(Style::PLAIN)), path.display().to_string()),
            (None, Stream::Out) => (to_stdout(terminal.out, styled(terminal.out)), "standard output".to_owned()),
            (None, Stream::Err) => (to_stderr(terminal.err, styled(terminal.err)), "standard error".to_owned()),
        };
        written.map_err(|error| format!("cannot write {} to {place}: {error}", format.name))?;
    }
    Ok(())
}

/// Writes a file whole, or leaves none behind.
fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut text = Vec::new();
    write(&mut text)?;
    let mut file = File::create(path)?;
    file.write_all(&text).inspect_err(|_| {
        if file.metadata().is_ok_and(|about| about.is_file()) {
            let _ = fs::remove_file(path);
        }
    })
}
