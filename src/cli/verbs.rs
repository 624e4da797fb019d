//! The verbs, and what each of them takes.

use super::args::{Annotate, Common, Formats, Global};
use super::baseline::BaselineArgs;
use super::examples;
use super::guide::{ExplainArgs, ServicesArgs};
use super::init::InitArgs;
use super::inventory::InventoryArgs;
use super::lsp::LspArgs;
use super::report::ReportArgs;
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use std::path::PathBuf;

/// The program's version, and how old what it knows is.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (catalogue of ", env!("CATALOGUE_DATE"), ")");

/// Finds statements that let an AWS service in for anybody's resources, in Terraform and
/// CloudFormation, and adds the source condition that is missing.
#[derive(Debug, Parser)]
#[command(name = "unconfuse", version = VERSION, max_term_width = 100, after_help = examples::PROGRAM)]
pub(super) struct Command {
    #[command(subcommand)]
    pub(super) verb: Verb,
    #[command(flatten)]
    pub(super) global: Global,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Say what is found, and what would mend it
    #[command(after_help = examples::CHECK)]
    Check(Check),
    /// Print the patch that `fix` would write; exit codes are those of `check`
    #[command(after_help = examples::DIFF)]
    Diff(Diff),
    /// Write the safe fixes, and say what is left
    #[command(after_help = examples::FIX)]
    Fix(Fix),
    /// Write down what is found, so that `check --baseline` counts what is new
    #[command(after_help = examples::BASELINE)]
    Baseline(BaselineArgs),
    /// List every grant to a service, with its users, its condition and the verdict
    #[command(after_help = examples::INVENTORY)]
    Inventory(InventoryArgs),
    /// Join the JSON of many runs into one report
    #[command(after_help = examples::REPORT)]
    Report(ReportArgs),
    /// Tell what a rule finds and why, or what a service sends where and who says so
    #[command(after_help = examples::EXPLAIN)]
    Explain(ExplainArgs),
    /// List what services send, one row for each use
    #[command(after_help = examples::SERVICES)]
    Services(ServicesArgs),
    /// Give a repository a configuration, a hook and a workflow, after showing them
    #[command(after_help = examples::INIT)]
    Init(InitArgs),
    /// Serve an editor: findings while somebody writes, their fixes, and why
    #[command(after_help = examples::LSP)]
    Lsp(LspArgs),
    /// Print what a shell needs to complete words: `unconfuse completions bash`
    Completions(Completions),
    /// Print the manual in the format of `man`
    Man,
    /// Print the JSON schema of `unconfuse.toml`, for editors that check it
    Schema,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) common: Common,
    /// Findings of this file, which `unconfuse baseline` wrote, are known and do not count
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(super) formats: Formats,
}

#[derive(Debug, Args)]
pub(super) struct Diff {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) annotate: Annotate,
}

#[derive(Debug, Args)]
pub(super) struct Fix {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(flatten)]
    pub(super) annotate: Annotate,
    /// Exit with 1 when something was written, for a CI that is to be green only where nothing is
    #[arg(long, conflicts_with = "exit_zero")]
    pub(super) exit_non_zero_on_fix: bool,
    #[command(flatten)]
    pub(super) formats: Formats,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell that reads it
    pub(super) shell: Shell,
}

#[cfg(test)]
mod tests {
    use super::Command;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Command::command().debug_assert();
    }
}
