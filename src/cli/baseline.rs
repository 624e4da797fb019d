//! The verb `baseline`, and what `check --baseline` makes of the file.

use super::args::{Global, Inputs};
use super::look::{done, look};
use super::terminal::{tell_line, to_stdout};
use crate::baseline::{Baseline, Entry};
use crate::discover::shown;
use crate::finding::Fingerprint;
use crate::outcome::Outcome;
use crate::report::{Style, Verbosity};
use clap::Args;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Where to write it [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Writes down what is found.
///
/// # Errors
/// What is wrong with the arguments, or where it cannot be written.
pub(super) fn run(args: &BaselineArgs, global: &Global) -> Result<u8, String> {
    let outcome = look(&args.inputs, global)?;
    let text = Baseline::of(&outcome).to_json();
    match &args.output {
        Some(path) => fs::write(path, text).map_err(|error| format!("cannot write {}: {error}", path.display()))?,
        None => to_stdout(Style::PLAIN, |out: &mut dyn Write| out.write_all(text.as_bytes()))
            .map_err(|error| format!("cannot write: {error}"))?,
    }
    Ok(done(&outcome))
}

/// A baseline, and the name of its file.
pub(super) struct Known {
    name: String,
    baseline: Baseline,
    /// Of its findings.
    pub(super) fingerprints: BTreeSet<Fingerprint>,
}

impl Known {
    /// Reads the file of a baseline, where one is named.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(super) fn read(path: Option<&Path>) -> Result<Option<Known>, String> {
        let Some(path) = path else { return Ok(None) };
        let name = shown(path);
        let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
        let baseline = Baseline::from_json(&text).map_err(|message| format!("{name} {message}"))?;
        let fingerprints = baseline.fingerprints();
        Ok(Some(Known { name, baseline, fingerprints }))
    }

    /// Marks the findings that are known, and tells which of its entries are no longer found.
    pub(super) fn apply(&self, outcome: &mut Outcome, given: &[String], verbosity: Verbosity) {
        let stale = self.baseline.mark(outcome, &format!("known since {} was written", self.name));
        // What could not be read may still hold what is not found.
        if verbosity == Verbosity::Quiet || outcome.has_problems() {
            return;
        }
        for Entry { path, address, rule, .. } in stale.into_iter().filter(|entry| was_looked_at(&entry.path, given)) {
            tell_line(&format!("note: {}: no longer found: {rule} at {address} in {path}", self.name));
        }
    }
}

/// Is a path one of these, or below one?
fn was_looked_at(path: &str, given: &[String]) -> bool {
    given.iter().any(|root| match path.strip_prefix(root.as_str()) {
        Some(rest) => rest.is_empty() || rest.starts_with('/') || root.ends_with('/'),
        None => root == "." && !path.starts_with('/') && !path.starts_with("../"),
    })
}

#[cfg(test)]
mod tests {
    use super::was_looked_at;

    #[test]
    fn only_what_was_looked_at_can_be_missing() {
        let given = |roots: &[&str]| roots.iter().map(|&root| root.to_owned()).collect::<Vec<_>>();
        assert!(was_looked_at("infra/a.tf", &given(&["."])));
        assert!(was_looked_at("infra/a.tf", &given(&["cfn", "infra"])));
        assert!(was_looked_at("infra/a.tf", &given(&["infra/a.tf"])));
        assert!(!was_looked_at("infrastructure/a.tf", &given(&["infra"])));
        assert!(!was_looked_at("../a.tf", &given(&["."])));
        assert!(was_looked_at("/srv/a.tf", &given(&["/srv"])));
    }
}
