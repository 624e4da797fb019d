//! How sure a fact is, and where it is written.

use serde::Deserialize;
use std::fmt;

/// How sure a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// AWS writes it.
    Documented,
    /// Drawn from what AWS writes about something near, or from many who use it.
    Inferred,
    /// Nothing tells either way.
    Unknown,
}

/// How often the evidence of a pair was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verified {
    /// Once.
    #[default]
    Once,
    /// Twice: the same page.
    Reread,
    /// Twice: a second page or source says the same.
    SecondSource,
}

/// Where a fact is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub enum Citation {
    /// A file of a public repository.
    File {
        /// `owner/name`.
        repository: String,
        /// The path in it.
        path: String,
    },
    /// A web page.
    Page(String),
    /// A title, where there is no address.
    Title(String),
}

impl From<String> for Citation {
    fn from(text: String) -> Citation {
        if text.starts_with("https://") {
            return Citation::Page(text);
        }
        match text.split_once(':') {
            Some((repository, path)) if repository.contains('/') && !text.contains(' ') => {
                Citation::File { repository: repository.to_owned(), path: path.to_owned() }
            }
            _ => Citation::Title(text),
        }
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Citation::File { repository, path } => {
                write!(f, "https://github.com/{repository}/blob/HEAD/{path}")
            }
            Citation::Page(text) | Citation::Title(text) => f.write_str(text),
        }
    }
}
