//! What the README says is so.

use std::process::{Command, Stdio};
use unconfuse::catalogue::Catalogue;
use unconfuse::report::FORMATS;
use unconfuse::rules::RULES;

const README: &str = include_str!("../../README.md");

/// What the program prints to standard output, started where a reader of the README stands.
fn printed(args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unconfuse"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null()).env("NO_COLOR", "1");
    let output = command.output().expect("the program starts");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The text of the first code block after `start`, with what stands on its opening line.
fn block_after(start: &str) -> (&'static str, &'static str) {
    let (_, rest) = README.split_once(start).unwrap_or_else(|| panic!("the README does not say `{start}`"));
    let (_, block) = rest.split_once("```").expect("a code block");
    let (kind, block) = block.split_once('\n').expect("a line");
    (kind, block.split_once("```").expect("an end").0)
}

#[test]
fn the_diff_it_shows_is_the_one_that_is_printed() {
    let (kind, shown) = block_after("unconfuse diff examples/terraform/transfer-workflow-role\n```");
    assert_eq!(kind, "diff");
    assert_eq!(shown, printed(&["diff", "examples/terraform/transfer-workflow-role"]));
}

#[test]
fn the_reasons_it_shows_are_the_ones_that_are_printed() {
    let (_, shown) = block_after("`check` says why");
    let report = printed(&["check", "examples/terraform/transfer-workflow-role"]);
    assert!(report.starts_with(shown), "the README shows\n{shown}\nthe program prints\n{report}");
}

#[test]
fn it_counts_what_is_known() {
    let services = Catalogue::builtin().services().count();
    let uses: usize = Catalogue::builtin().services().map(|service| service.pairs.len()).sum();
    let said = format!("{services} service principals in {uses} uses");
    assert!(README.contains(&said), "the README does not say `{said}`");
}

#[test]
fn it_names_every_rule_verb_and_flag() {
    let rules = RULES.iter().map(|rule| format!("`{}`", rule.info.id));
    let help = ["check", "diff", "fix"].map(|verb| printed(&[verb, "--help"])).concat();
    let flags = help.split_whitespace().filter(|word| word.starts_with("--"));
    let flags = flags.map(|flag| flag.trim_end_matches([',', '.', ':', ';', ')']).to_owned());
    let words = rules.chain(flags).filter(|word| !matches!(word.as_str(), "--help" | "--version"));
    let missing: Vec<String> = words.filter(|word| !README.contains(word.as_str())).collect();
    assert!(missing.is_empty(), "the README does not name {missing:?}");
}

#[test]
fn its_table_of_formats_is_whole() {
    let table =
        README.split_once("\n## Formats\n").and_then(|(_, rest)| rest.split_once("\n## ")).expect("a chapter").0;
    let rows = table.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let said: Vec<&str> = rows.map(|(name, _)| name).collect();
    assert_eq!(said, FORMATS.iter().map(|format| format.name).collect::<Vec<_>>());
}

#[test]
fn the_changelog_has_a_place_for_the_next_version() {
    let changelog = include_str!("../../CHANGELOG.md");
    let version = env!("CARGO_PKG_VERSION");
    assert!(changelog.contains("## [Unreleased]") || changelog.contains(&format!("## [{version}]")), "{version}");
}
