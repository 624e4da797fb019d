//! What shells, `man` and editors read about the command line and the configuration.

use super::CLEAN;
use super::terminal::to_stdout;
use super::verbs::Command;
use crate::report::Style;
use clap::CommandFactory;
use clap_complete::Shell;
use std::io::{self, Write};

/// Prints the completions for a shell.
///
/// # Errors
/// It cannot be written.
pub(super) fn run_completions(shell: Shell) -> Result<u8, String> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Command::command(), "unconfuse", &mut text);
    print(&text)
}

/// Prints the manual: the page of the program, then one for each verb.
///
/// # Errors
/// It cannot be written.
pub(super) fn run_man() -> Result<u8, String> {
    print(&manual().map_err(|error| format!("cannot write: {error}"))?)
}

/// Prints the schema of the configuration.
///
/// # Errors
/// It cannot be written.
pub(super) fn run_schema() -> Result<u8, String> {
    print(include_bytes!("../../schema/unconfuse.json"))
}

fn manual() -> io::Result<Vec<u8>> {
    let mut command = Command::command();
    command.build();
    let mut text = Vec::new();
    page(&command).render(&mut text)?;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        page(verb).render(&mut text)?;
    }
    // What leaves a line free twice over is a fault to those who lint manuals.
    Ok(String::from_utf8_lossy(&text).replace(".br\n\n.br\n", ".sp\n").into_bytes())
}

/// The page of the program or of a verb, as old as the catalogue that it speaks of.
fn page(command: &clap::Command) -> clap_mangen::Man {
    let source = concat!("unconfuse ", env!("CARGO_PKG_VERSION"));
    clap_mangen::Man::new(command.clone()).date(env!("CATALOGUE_DATE")).source(source).manual("User Commands")
}

fn print(text: &[u8]) -> Result<u8, String> {
    to_stdout(Style::PLAIN, |out: &mut dyn Write| out.write_all(text))
        .map_err(|error| format!("cannot write: {error}"))?;
    Ok(CLEAN)
}
