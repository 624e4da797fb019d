//! A message for `git commit --file`, of a run that wrote.

use super::document::{Closed, Document};
use super::{Format, View, Writer, escape};
use std::io::{self, Write};

/// Subject, reason and list; nothing where nothing was written.
pub const FORMAT: Format =
    Format { name: "commit-message", about: "what `fix` wrote, for `git commit --file`", writer: Writer::Data(write) };

/// A longer list is no message.
const LISTED: usize = 100;

const REASON: &str = "\
AWS services act on what these statements allow. Without a condition that names
the source, somebody else's resource can have them do so too: the confused
deputy. The statements now ask whose resource the service acts for.";

fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    let fixed = document.fixed.as_deref().unwrap_or_default();
    if fixed.is_empty() {
        return Ok(());
    }
    let statements = document.summary.fixed.unwrap_or(fixed.len()).max(1);
    let subject =
        if statements == 1 { "1 policy statement".to_owned() } else { format!("{statements} policy statements") };
    writeln!(out, "Name the source in {subject}\n\n{REASON}\n")?;
    fixed.iter().take(LISTED).try_for_each(|fixed| writeln!(out, "- {}", entry(fixed)))?;
    if fixed.len() > LISTED {
        writeln!(out, "- and {} more", fixed.len() - LISTED)?;
    }
    match document.by_severity().len() {
        0 => Ok(()),
        1 => writeln!(out, "\n1 finding is left to a person."),
        left => writeln!(out, "\n{left} findings are left to a person."),
    }
}

/// A message may become the text of a pull request, where an at sign calls somebody, and where a
/// number sign may close what nobody wants closed.
fn entry(fixed: &Closed<'_>) -> String {
    let place = format!("{}:{}", fixed.path, fixed.line);
    let text = format!("{place}: {} ({})", fixed.title, fixed.rule);
    escape::one_line(&text).replace('@', "(at)").replace('#', "(no)")
}
