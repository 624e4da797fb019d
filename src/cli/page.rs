//! Pages at the terminal.

use super::CLEAN;
use super::args::Global;
use super::terminal::{Terminal, to_stdout};
use std::io::{self, Write};

/// Prints a text; headings of Markdown stand out where there are colours.
///
/// # Errors
/// It cannot be written.
pub(super) fn print(text: &str, global: &Global) -> Result<u8, String> {
    let style = Terminal::new(global.color).out;
    let bold = anstyle::Style::new().bold();
    let write = |out: &mut dyn Write| -> io::Result<()> {
        for line in text.lines() {
            match style.color && line.starts_with('#') {
                true => writeln!(out, "{bold}{line}{bold:#}")?,
                false => writeln!(out, "{line}")?,
            }
        }
        Ok(())
    };
    to_stdout(style, write).map_err(|error| format!("cannot write: {error}"))?;
    Ok(CLEAN)
}
