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
    clap_mangen::Man::new(command.clone()).render(&mut text)?;
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        clap_mangen::Man::new(verb.clone()).render(&mut text)?;
    }
    Ok(text)
}

fn print(text: &[u8]) -> Result<u8, String> {
    to_stdout(Style::PLAIN, |out: &mut dyn Write| out.write_all(text))
        .map_err(|error| format!("cannot write: {error}"))?;
    Ok(CLEAN)
}
