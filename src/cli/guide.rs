//! The verbs that tell what is known: `explain` and `services`.

use super::args::Global;
use super::configuration::Configurations;
use super::explain::{Place, explain_place};
use super::page::print;
use crate::finding::RuleInfo;
use crate::guide::{Format, explain, table};
use crate::rules::RULES;
use clap::{Args, ValueEnum};

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// A rule id, a service principal or a part of one, the name of a service, or the place of a
    /// statement
    #[arg(value_name = "RULE|SERVICE|FILE:LINE")]
    name: String,
}

#[derive(Debug, Args)]
pub(super) struct ServicesArgs {
    /// A service principal or a part of one; all services where it is left out
    name: Option<String>,
    /// How to write the table
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: TableFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    Human,
    Json,
    Markdown,
}

/// Prints the page of a rule, a service or a statement.
///
/// # Errors
/// There is no such page.
pub(super) fn run_explain(args: &ExplainArgs, global: &Global) -> Result<u8, String> {
    if let Some(place) = Place::read(&args.name) {
        return explain_place(&place, global);
    }
    let rules: Vec<&RuleInfo> = RULES.iter().map(|rule| rule.info).collect();
    let how = Configurations::new(global.asked())?.of(".")?;
    let page = explain(&args.name, &rules, how.catalogue())?;
    print(&page, global)
}

/// Prints the table of services.
///
/// # Errors
/// There is no such service.
pub(super) fn run_services(args: &ServicesArgs, global: &Global) -> Result<u8, String> {
    let format = match args.format {
        TableFormat::Human => Format::Human,
        TableFormat::Json => Format::Json,
        TableFormat::Markdown => Format::Markdown,
    };
    let how = Configurations::new(global.asked())?.of(".")?;
    print(&table(args.name.as_deref(), format, how.catalogue())?, global)
}
