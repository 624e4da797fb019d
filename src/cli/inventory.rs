//! The verb `inventory`: every grant to a service, one row each.

use super::args::{Global, Inputs};
use super::look::{done, look};
use super::terminal::{Terminal, to_stdout};
use crate::edit::Applicability;
use crate::report::change::Wish;
use crate::report::inventory::FORMATS;
use crate::report::{Format, Report};
use clap::Args;
use std::io::Write;

#[derive(Debug, Args)]
pub(super) struct InventoryArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// human, json, csv or markdown
    #[arg(long, value_name = "FORMAT", default_value = "human", value_parser = format_of)]
    format: &'static Format,
}

fn format_of(name: &str) -> Result<&'static Format, String> {
    let names = || FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
    FORMATS.iter().find(|format| format.name == name).ok_or_else(|| format!("there are {}", names()))
}

/// Prints the inventory.
///
/// # Errors
/// What is wrong with the arguments.
pub(super) fn run(args: &InventoryArgs, global: &Global) -> Result<u8, String> {
    let outcome = look(&args.inputs, global)?;
    let style = Terminal::new(global.color).out;
    let report = Report {
        outcome: &outcome,
        rules: &[],
        wish: Wish { level: Applicability::Safe, annotate: false },
        fixed: None,
        verbosity: global.verbosity(),
        style,
        baseline: None,
        roots: &[],
    };
    let write = |out: &mut dyn Write| args.format.write(&report, out);
    to_stdout(style, write).map_err(|error| format!("cannot write: {error}"))?;
    Ok(done(&outcome))
}
