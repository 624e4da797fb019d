//! Arguments that several verbs take.

use super::configuration::Asked;
use super::output::{Output, formats_help};
use super::terminal::Color;
use crate::config::FailOn;
use crate::date::Date;
use crate::edit::Applicability;
use crate::nearest::nearest;
use crate::report::{Verbosity, change::Wish};
use crate::rules::{RULES, rule};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// What is judged, and how.
#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Files or folders; `-` is standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// The name that standard input stands for: it tells the syntax
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,
    /// Report only on what has changed since HEAD left the history of this commit: in commits, in the
    /// work tree, and in new files. Asks git. What the changed files need is read all the same
    #[arg(long, value_name = "REV", conflicts_with = "changed_files")]
    pub(super) changed_since: Option<String>,
    /// Report on these files only, one on each line or ended by zero bytes; `-` is standard input.
    /// What they need is read all the same
    #[arg(long, value_name = "FILE")]
    pub(super) changed_files: Option<PathBuf>,
    /// Ignore also what comments for checkov (CKV_AWS_364) and Trivy (AWS-0067) ignore
    #[arg(long)]
    pub(super) honour_other_ignores: bool,
    /// The day on which ignores have expired or have not [default: today, UTC]
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) today: Option<Date>,
    /// Only findings of these rules count
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule_id)]
    pub(super) select: Vec<String>,
    /// Findings of these rules do not count
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = rule_id)]
    pub(super) ignore: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct Common {
    #[command(flatten)]
    pub(super) inputs: Inputs,
    /// Also take fixes that a person should look at first
    #[arg(long)]
    pub(super) unsafe_fixes: bool,
    /// Exit with 1 for findings of this severity and above [default: low]
    #[arg(long, value_name = "SEVERITY", value_parser = fail_on())]
    pub(super) fail_on: Option<FailOn>,
    /// Exit with 0 though findings remain
    #[arg(long)]
    pub(super) exit_zero: bool,
    /// Count by service and rule, and tell where the time went, on standard error
    #[arg(long)]
    pub(super) stats: bool,
}

#[derive(Debug, Args)]
pub(super) struct Annotate {
    /// Comment on each statement that has a finding without a fix
    #[arg(long)]
    pub(super) annotate: bool,
}

#[derive(Debug, Args)]
pub(super) struct Formats {
    /// What to write; with =FILE into a file. May be repeated; --help lists the formats
    #[arg(long = "format", value_name = "FORMAT[=FILE]", default_value = "human", long_help = formats_help())]
    pub(super) outputs: Vec<Output>,
}

#[derive(Debug, Args)]
pub(super) struct Global {
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: Color,
    /// Also tell what could not be decided, and why
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    pub(super) verbose: bool,
    /// Findings only: no summary, no notes
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// The configuration, in place of the nearest `unconfuse.toml` above each file; its patterns are
    /// seen from the current folder
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Read no configuration
    #[arg(long, global = true, conflicts_with = "config")]
    pub(super) no_config: bool,
    /// How many threads to use [default: as many as there are processors]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) threads: Option<u16>,
}

impl Common {
    /// Which edits the flags ask for.
    pub(super) fn wish(&self, annotate: bool) -> Wish {
        let level = if self.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        Wish { level, annotate }
    }
}

impl Inputs {
    /// Is less reported than is read?
    pub(super) fn are_limited(&self) -> bool {
        self.changed_since.is_some() || self.changed_files.is_some()
    }

    /// What they and the global flags say of configurations.
    pub(super) fn asked(&self, global: &Global) -> Asked {
        Asked { select: self.select.clone(), ignore: self.ignore.clone(), ..global.asked() }
    }
}

impl Global {
    /// What they say of configurations.
    pub(super) fn asked(&self) -> Asked {
        Asked { file: self.config.clone(), none: self.no_config, ..Asked::default() }
    }

    pub(super) fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, true) => Verbosity::Verbose,
            (false, false) => Verbosity::Normal,
        }
    }

    pub(super) fn threads(&self) -> usize {
        self.threads.map_or_else(|| std::thread::available_parallelism().map_or(1, usize::from), usize::from)
    }
}

/// The severities from which on findings may count.
fn fail_on() -> impl TypedValueParser<Value = FailOn> {
    PossibleValuesParser::new(FailOn::NAMES).map(|name| FailOn::named(&name).unwrap_or(FailOn::USUAL))
}

/// The id of a rule.
fn rule_id(text: &str) -> Result<String, String> {
    if rule(text).is_some() {
        return Ok(text.to_owned());
    }
    Err(match nearest(text, RULES.iter().map(|rule| rule.info.id)) {
        Some(meant) => format!("there is no such rule; `{meant}` may be meant"),
        None => "there is no such rule; `unconfuse explain` tells the names of all".to_owned(),
    })
}
