//! The verb `init`: shows what a repository needs to be checked by everybody, and writes it.

mod piece;
mod source;
#[cfg(test)]
mod tests;

use super::args::Global;
use super::terminal::{Terminal, tell, to_stdout};
use super::{CLEAN, NOT_DONE};
use crate::report::{Style, escape};
use clap::Args;
use piece::{Piece, State, top};
use source::Source;
use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// A folder of the repository; the files go to its top
    #[arg(value_name = "FOLDER", default_value = ".")]
    folder: PathBuf,
    /// Only these: config, hook, workflow
    #[arg(long, value_name = "PIECE", value_delimiter = ',', value_enum)]
    only: Vec<Piece>,
    #[command(flatten)]
    source: Source,
    /// Write without asking
    #[arg(long, short)]
    yes: bool,
    /// Show what would be written, and write nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
}

/// Shows the files that a repository has not yet, and writes them if that is wanted. What is there
/// stays as it is.
///
/// # Errors
/// There is no such folder, or a file cannot be written.
pub(super) fn run(args: &InitArgs, global: &Global) -> Result<u8, String> {
    let folder = &args.folder;
    let folder = fs::canonicalize(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let top = top(&folder);
    let pieces = if args.only.is_empty() { Piece::ALL.to_vec() } else { args.only.clone() };
    let states: Vec<(Piece, State)> =
        pieces.into_iter().map(|piece| (piece, piece.state(&top, &args.source))).collect();
    let style = Terminal::new(global.color).out;
    to_stdout(style, |out| show(&states, &top, style, out)).map_err(|error| format!("cannot write: {error}"))?;
    let new: Vec<(Piece, &str)> = states.iter().filter_map(|(piece, state)| Some((*piece, text(state)?))).collect();
    // A piece that was asked for by its name is not left out in silence.
    let wants = |(_, state): &(Piece, State)| matches!(state, State::Wanting(_));
    let left_out = !args.only.is_empty() && states.iter().any(wants);
    let done = if left_out { NOT_DONE } else { CLEAN };
    if new.is_empty() || args.dry_run {
        return Ok(done);
    }
    match args.yes.then_some(true).or_else(|| ask(new.len())) {
        Some(true) => write_all(&new, &top).map(|()| done),
        Some(false) => {
            tell("nothing was written");
            Ok(CLEAN)
        }
        None => {
            tell("nothing was written: there is nobody to ask; --yes writes without asking");
            Ok(NOT_DONE)
        }
    }
}

fn text(state: &State) -> Option<&str> {
    match state {
        State::New(text) => Some(text),
        State::There | State::ToAdd(_) | State::Wanting(_) => None,
    }
}

fn show(states: &[(Piece, State)], top: &Path, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let bold = if style.color { anstyle::Style::new().bold() } else { anstyle::Style::new() };
    for (piece, state) in states {
        let path = top.join(piece.path()).display().to_string();
        let path = escape::one_line(&path);
        let (what, text) = match state {
            State::New(text) => (String::new(), text.as_str()),
            State::There => (" is there and stays as it is".to_owned(), ""),
            State::ToAdd(text) => (" is there and stays as it is; add this below `repos:`".to_owned(), *text),
            State::Wanting(what) => (format!(" is left out: {what}"), ""),
        };
        writeln!(out, "{bold}{path}{bold:#}{what}")?;
        if !text.is_empty() {
            writeln!(out, "\n{text}")?;
        }
    }
    Ok(())
}

/// Asks a person; none where there is nobody.
fn ask(files: usize) -> Option<bool> {
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        return None;
    }
    let s = if files == 1 { "" } else { "s" };
    let _ = write!(io::stderr(), "Write {files} new file{s}? [y/N] ");
    let mut answer = String::new();
    io::stdin().read_line(&mut answer).ok()?;
    Some(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}

/// Writes new files; none takes the place of another.
fn write_all(new: &[(Piece, &str)], top: &Path) -> Result<(), String> {
    for (piece, text) in new {
        let path = top.join(piece.path());
        write_new(&path, text, top).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        tell(&format!("wrote {}", path.display()));
    }
    Ok(())
}

fn write_new(path: &Path, text: &str, top: &Path) -> io::Result<()> {
    let folder = path.parent().unwrap_or(top);
    // A folder may be a link.
    let stands = folder.ancestors().find(|folder| folder.exists()).unwrap_or(top);
    if !fs::canonicalize(stands)?.starts_with(top) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "a link leads out of the repository"));
    }
    fs::create_dir_all(folder)?;
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
}
