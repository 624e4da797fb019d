//! What the files say that a repository is given.

use super::InitArgs;
use super::piece::{Piece, State};
use super::source::Source;
use clap::{Args, FromArgMatches};
use std::fs;
use std::path::Path;

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";

/// What the command line says of where the program is.
fn source() -> Source {
    let command = InitArgs::augment_args(clap::Command::new("init"));
    let words = ["init", "--git", "https://git.example/o/unconfuse", "--rev", COMMIT];
    InitArgs::from_arg_matches(&command.get_matches_from(words)).expect("arguments").source
}

fn new(piece: Piece) -> String {
    let empty = tempfile::tempdir().expect("a folder");
    match piece.state(empty.path(), &source()) {
        State::New(text) => text,
        other => panic!("{other:?}"),
    }
}

fn recipe(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/recipes");
    fs::read_to_string(folder.join(name)).expect("a recipe")
}

#[test]
fn the_hook_is_that_of_the_recipe() {
    assert!(recipe("pre-commit.md").contains(&new(Piece::Hook)), "{}", new(Piece::Hook));
}

#[test]
fn the_workflow_takes_the_actions_that_the_recipes_take_and_the_program_from_where_it_is() {
    let workflow = new(Piece::Workflow);
    let pinned = workflow.lines().filter(|line| line.contains("uses: "));
    assert_eq!(pinned.inspect(|line| assert!(recipe("github-actions.md").contains(line.trim()), "{line}")).count(), 1);
    let text: serde_yaml::Value = serde_yaml::from_str(&workflow).expect("YAML");
    assert_eq!(text["permissions"]["contents"], "read");
    let install =
        format!("cargo install --quiet --locked --git https://git.example/o/unconfuse --rev {COMMIT} unconfuse");
    assert_eq!(text["jobs"]["check"]["steps"][1]["run"], install.as_str());
}

#[test]
fn the_configuration_says_nothing_that_was_not_so_before() {
    let config: toml::Table = new(Piece::Config).parse().expect("TOML");
    let expected: toml::Table = "exclude = []\nfail-on = \"low\"".parse().expect("TOML");
    assert_eq!(config, expected);
}
