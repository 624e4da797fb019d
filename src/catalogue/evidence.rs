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

/// Where a fact is written: a place that a reader can open.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
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
}

impl TryFrom<String> for Citation {
    type Error = String;

    fn try_from(text: String) -> Result<Citation, String> {
        let told = || format!("\"{}\" is neither an https:// address nor owner/repository:path", text.escape_debug());
        if text.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
            return Err(told());
        }
        if let Some(rest) = text.strip_prefix("https://") {
            let host = rest.split('/').next().unwrap_or_default();
            return if host.contains('.') { Ok(Citation::Page(text)) } else { Err(told()) };
        }
        let (repository, path) = text.split_once(':').ok_or_else(told)?;
        let is_repository = repository.split('/').count() == 2 && repository.split('/').all(|part| !part.is_empty());
        if !is_repository || path.is_empty() || path.starts_with('/') {
            return Err(told());
        }
        Ok(Citation::File { repository: repository.to_owned(), path: path.to_owned() })
    }
}

/// As an address. That of a file is its history, which stays when the file goes: AWS has taken most
/// of its guides out of their repositories.
impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Citation::File { repository, path } => {
                write!(f, "https://github.com/{repository}/commits/HEAD/{path}")
            }
            Citation::Page(address) => f.write_str(address),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Citation, String> {
        Citation::try_from(text.to_owned())
    }

    #[test]
    fn an_address_and_a_file_of_a_repository_lead_somewhere() {
        let page = "https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html";
        assert_eq!(read(page).map(|citation| citation.to_string()).as_deref(), Ok(page));
        let file = read("awsdocs/aws-transfer-user-guide:doc_source/confused-deputy.md").expect("a citation");
        let history = "https://github.com/awsdocs/aws-transfer-user-guide/commits/HEAD/doc_source/confused-deputy.md";
        assert_eq!(file.to_string(), history);
    }

    #[test]
    fn what_nobody_can_open_is_refused_and_repeated() {
        for text in [
            "",
            "our wiki",
            "Amazon EMR Serverless User Guide",
            "http://example.com/page",
            "https://",
            "https://docs.aws.amazon.com/a page",
            "awsdocs/guide",
            "awsdocs:doc_source/page.md",
            "awsdocs/guide:",
            "a/b/c:page.md",
            "/b:page.md",
            "awsdocs/guide:/page.md",
        ] {
            let told = read(text).expect_err(text);
            let wanted = format!("\"{text}\" is neither an https:// address nor owner/repository:path");
            assert_eq!(told, wanted);
        }
    }
}
