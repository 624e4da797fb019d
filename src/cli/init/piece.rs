//! What a repository may be given: each piece a file, with the text that it starts with.

use super::source::Source;
use clap::ValueEnum;
use std::fs;
use std::path::{Path, PathBuf};

/// One of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Piece {
    /// unconfuse.toml
    Config,
    /// .pre-commit-config.yaml
    Hook,
    /// .github/workflows/unconfuse.yml
    Workflow,
}

/// How a piece stands in a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// It is not there: this may be written.
    New(String),
    /// The file is there, and speaks of the program.
    There,
    /// The file is there for others: this belongs into it, and a person has to put it there.
    ToAdd(&'static str),
    /// It is not there, and cannot be written before somebody says more: what.
    Wanting(&'static str),
}

const HOOK: &str = include_str!("hook.yaml");
const WANTING: &str = "nobody has said where a runner gets the program from: --git ADDRESS --rev COMMIT says it";

impl Piece {
    /// All of them.
    pub(super) const ALL: [Piece; 3] = [Piece::Config, Piece::Hook, Piece::Workflow];

    /// Where it stands, seen from the top of the repository.
    pub(super) fn path(self) -> &'static str {
        match self {
            Piece::Config => "unconfuse.toml",
            Piece::Hook => ".pre-commit-config.yaml",
            Piece::Workflow => ".github/workflows/unconfuse.yml",
        }
    }

    /// What a new file says; none for a workflow that could not have the program.
    fn text(self, source: &Source) -> Option<String> {
        match self {
            Piece::Config => Some(include_str!("unconfuse.toml").to_owned()),
            Piece::Hook => Some(format!("repos:\n{HOOK}")),
            Piece::Workflow => Some(include_str!("workflow.yaml").replace("SOURCE", &source.arguments()?)),
        }
    }

    /// How it stands in a repository. What cannot be read is there, and not for us.
    pub(super) fn state(self, top: &Path, source: &Source) -> State {
        let path = top.join(self.path());
        if path.symlink_metadata().is_err() {
            return self.text(source).map_or(State::Wanting(WANTING), State::New);
        }
        let knows_us = || fs::read_to_string(&path).is_ok_and(|text| text.contains("unconfuse"));
        if self == Piece::Hook && !knows_us() { State::ToAdd(HOOK) } else { State::There }
    }
}

/// The top of the repository that a folder is in; the folder itself where it is in none.
pub(super) fn top(folder: &Path) -> PathBuf {
    let is_top = |above: &&Path| above.join(".git").exists();
    folder.ancestors().find(is_top).unwrap_or(folder).to_owned()
}
