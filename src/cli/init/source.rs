//! Where a runner gets the program from.

use clap::Args;

/// A repository, and a commit of it that somebody has looked at.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Source {
    /// The repository that the workflow builds the program from: <https://github.com/OWNER/unconfuse>
    #[arg(long, value_name = "ADDRESS", requires = "rev", value_parser = address)]
    git: Option<String>,
    /// The commit of it, all 40 digits
    #[arg(long, value_name = "COMMIT", requires = "git", value_parser = commit)]
    rev: Option<String>,
}

impl Source {
    /// The arguments of `cargo install`; none where nobody has said where the program is. One of a
    /// release was told when it was built.
    pub(super) fn arguments(&self) -> Option<String> {
        let git = self.git.clone().or_else(|| address(option_env!("UNCONFUSE_GIT")?).ok())?;
        let rev = self.rev.clone().or_else(|| commit(option_env!("UNCONFUSE_COMMIT")?).ok())?;
        Some(format!("--git {git} --rev {rev}"))
    }
}

/// An address that means the same in YAML, in a shell and to Cargo.
fn address(text: &str) -> Result<String, String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ":/._~@-".contains(c);
    let knows = ["https://", "ssh://", "file://"].iter().any(|scheme| text.starts_with(scheme));
    if knows && text.chars().all(is_plain) {
        Ok(text.to_owned())
    } else {
        Err("an address starts with https:// or ssh://, and has neither blanks nor quotes".to_owned())
    }
}

/// A branch or a tag may be another commit tomorrow.
fn commit(text: &str) -> Result<String, String> {
    if text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        Ok(text.to_owned())
    } else {
        Err("a commit has 40 hexadecimal digits".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_no_address_and_what_may_move_is_no_commit() {
        assert!(address("https://git.example/o/unconfuse.git").is_ok() && address("ssh://git@git.example/o/u").is_ok());
        for odd in ["https://x/$(id)", "https://x/a b", "https://x/a;b", "--config=x", "x", "https://x/a\nb"] {
            assert!(address(odd).is_err(), "{odd}");
        }
        assert!(commit(&"0a".repeat(20)).is_ok());
        assert!(["main", "v1.0.0", "0a0a0a0"].iter().all(|odd| commit(odd).is_err()));
    }
}
