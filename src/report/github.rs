//! Annotations of GitHub Actions: workflow commands on standard output.

use super::document::{Document, Found, Problem};
use super::{Format, Verbosity, View, Writer, concise, escape, summary};
use crate::finding::Severity;
use std::io::{self, Write};

/// `::error file=…,line=…::message`.
pub const FORMAT: Format =
    Format { name: "github", about: "annotations for GitHub Actions", writer: Writer::Data(write) };

/// GitHub shows this many annotations of a kind for a step, and drops the rest in silence.
const SHOWN: usize = 10;

/// The kinds of annotations, by their commands.
const KINDS: [&str; 3] = ["error", "warning", "notice"];

/// An annotation, and what to say of it where there are too many.
struct Note {
    kind: &'static str,
    command: String,
    plain: String,
}

fn write(document: &Document<'_>, view: View, out: &mut dyn Write) -> io::Result<()> {
    let problems = document.problems.iter().map(of_problem);
    let notes: Vec<Note> = problems.chain(document.by_severity().into_iter().map(of_finding)).collect();
    let mut rest = Vec::new();
    for kind in KINDS {
        let mut of_kind = notes.iter().filter(|note| note.kind == kind);
        for note in of_kind.by_ref().take(SHOWN) {
            writeln!(out, "{}", note.command)?;
        }
        rest.extend(of_kind);
    }
    for note in &rest {
        writeln!(out, "{}", note.plain)?;
    }
    if !rest.is_empty() {
        writeln!(out, "{} more without an annotation: GitHub shows {SHOWN} of a kind for each step", rest.len())?;
    }
    if view.verbosity > Verbosity::Quiet { writeln!(out, "{}", summary::line(&document.summary)) } else { Ok(()) }
}

fn of_finding(found: &Found<'_>) -> Note {
    let kind = match found.severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "notice",
    };
    let mut properties = vec![("file", property(found.path()))];
    if let Some(at) = &found.at {
        properties.extend([("line", at.line.to_string()), ("endLine", at.end_line.to_string())]);
    }
    properties.push(("title", property(&found.rule)));
    let message = data(&format!("{}\n{}", escape::one_line(&found.message), escape::one_line(&found.advice())));
    Note { kind, command: command(kind, &properties, &message), plain: concise::line(found) }
}

fn of_problem(problem: &Problem<'_>) -> Note {
    let mut properties = vec![("file", property(&problem.path))];
    properties.extend(problem.line.map(|line| ("line", line.to_string())));
    let message = escape::one_line(&problem.message);
    let plain = format!("{}: {message}", escape::path_at_start(&problem.path));
    Note { kind: "error", command: command("error", &properties, &data(&message)), plain }
}

/// `properties` and `message` must be escaped.
fn command(kind: &str, properties: &[(&str, String)], message: &str) -> String {
    let properties: Vec<String> = properties.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("::{kind} {}::{message}", properties.join(","))
}

/// Text behind the second pair of colons.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text of a property.
fn property(text: &str) -> String {
    data(&escape::one_line(text)).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::sample::{outcome, report};
    use super::super::{Style, document::document};
    use super::*;

    fn lines(document: &Document<'_>) -> Vec<String> {
        let mut out = Vec::new();
        write(document, View { verbosity: Verbosity::Quiet, style: Style::PLAIN }, &mut out).expect("a vector");
        String::from_utf8(out).expect("UTF-8").lines().map(str::to_owned).collect()
    }

    /// What the runner of GitHub reads out of a line: command, properties, data.
    type Command<'a> = (&'a str, Vec<(&'a str, String)>, String);

    fn read(line: &str) -> Option<Command<'_>> {
        let undone = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
        let (command, message) = line.trim_start().strip_prefix("::")?.split_once("::")?;
        let (name, properties) = command.split_once(' ')?;
        let properties = properties.split(',').filter_map(|pair| pair.split_once('='));
        let properties = properties.map(|(name, value)| (name, undone(&value.replace("%3A", ":").replace("%2C", ","))));
        Some((name, properties.collect(), undone(message)))
    }

    proptest::proptest! {
        #[test]
        fn the_runner_reads_what_was_meant_whatever_a_template_says(
            path in "[a-z%:,=\n\r# \\[\\]]{1,12}",
            message in "[a-z%:,=\n\r# \\[\\]]{1,12}",
        ) {
            let outcome = outcome();
            let mut document = document(&report(&outcome));
            document.findings.truncate(1);
            document.problems.clear();
            document.findings[0].message = message.as_str().into();
            let at = document.findings[0].at.as_mut().expect("a place");
            at.path = path.as_str().into();
            let lines = lines(&document);
            proptest::prop_assert_eq!(lines.len(), 1);
            let (command, properties, data) = read(&lines[0]).expect("a command");
            let shown = [
                ("file", escape::one_line(&path).into_owned()),
                ("line", "8".to_owned()),
                ("endLine", "8".to_owned()),
                ("title", "missing-source-condition".to_owned()),
            ];
            proptest::prop_assert_eq!((command, properties), ("warning", shown.to_vec()));
            proptest::prop_assert_eq!(data.lines().next(), Some(&*escape::one_line(&message)));
        }
    }

    #[test]
    fn the_worst_come_first_and_what_github_would_drop_is_told() {
        let outcome = outcome();
        let mut document = document(&report(&outcome));
        let low = document.findings[0].clone();
        document.findings = vec![low.clone(); 12];
        document.findings.push(Found { severity: Severity::High, ..low });
        document.problems.clear();
        let lines = lines(&document);
        assert!(lines[0].starts_with("::error "), "{lines:?}");
        assert_eq!(lines.iter().filter(|line| line.starts_with("::warning ")).count(), SHOWN);
        assert_eq!(lines.iter().filter(|line| line.starts_with("infra/iam.tf:8:31: medium[")).count(), 2);
        assert_eq!(
            lines.last().expect("a line"),
            "2 more without an annotation: GitHub shows 10 of a kind for each step"
        );
    }
}
