//! Unified diffs that `git apply` and `patch -p1` take.

use super::change::{Excerpt, Part, changes};
use super::{Format, Report, Style, Writer, escape};
use anstyle::AnsiColor;
use similar::{ChangeTag, TextDiff};
use std::fmt::Write as _;
use std::io::{self, Write};

/// The unified diff of everything that a run would write.
pub const FORMAT: Format =
    Format { name: "diff", about: "unified diff of what `fix` would write", writer: Writer::Texts(write) };

const CONTEXT: usize = 3;

fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for program in &report.outcome.programs {
        for change in changes(program, report.wish) {
            out.write_all(unified(&Excerpt::whole(change.file, &change.after), report.style).as_bytes())?;
        }
    }
    Ok(())
}

/// The diff of the excerpt of a file, headers included; empty where nothing changes.
///
/// The bytes are those of the file, so that the diff applies; only for a terminal are hostile
/// characters shown as numbers.
#[must_use]
pub fn unified(change: &Excerpt<'_>, style: Style) -> String {
    let mut out = String::new();
    let header = AnsiColor::BrightWhite.on_default().bold();
    for (mark, side) in [("---", 'a'), ("+++", 'b')] {
        paint(&mut out, style, header, &format!("{mark} {}", header_path(side, &change.file.path)));
        out.push('\n');
    }
    let hunks = hunks(change, CONTEXT, style);
    if hunks.is_empty() { hunks } else { out + &hunks }
}

/// The hunks of a diff with this many lines of context, without file headers.
#[must_use]
pub fn hunks(change: &Excerpt<'_>, context: usize, style: Style) -> String {
    change.parts.iter().map(|part| hunks_of(part, context, style)).collect()
}

fn hunks_of(part: &Part<'_>, context: usize, style: Style) -> String {
    // Lines end at a line feed and nowhere else: that is how git and patch count them.
    let old: Vec<&str> = part.before.split_inclusive('\n').collect();
    let new: Vec<&str> = part.after.split_inclusive('\n').collect();
    let diff = TextDiff::from_slices(&old, &new);
    let mut out = String::new();
    for group in diff.grouped_ops(context) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let removed = range(part.skipped + first.old_range().start, part.skipped + last.old_range().end);
        let added = range(part.skipped_after + first.new_range().start, part.skipped_after + last.new_range().end);
        paint(&mut out, style, AnsiColor::Cyan.on_default(), &format!("@@ -{removed} +{added} @@"));
        out.push('\n');
        for line in group.iter().flat_map(|op| diff.iter_changes(op)) {
            push_line(&mut out, style, line.tag(), line.value());
        }
    }
    out
}

fn push_line(out: &mut String, style: Style, tag: ChangeTag, line: &str) {
    let text = line.strip_suffix('\n').unwrap_or(line);
    let shown = if style.terminal { escape::visible(text.strip_suffix('\r').unwrap_or(text)) } else { text.into() };
    match tag {
        ChangeTag::Equal => {
            let _ = write!(out, " {shown}");
        }
        ChangeTag::Delete => paint(out, style, AnsiColor::Red.on_default(), &format!("-{shown}")),
        ChangeTag::Insert => paint(out, style, AnsiColor::Green.on_default(), &format!("+{shown}")),
    }
    out.push_str(if line.ends_with('\n') { "\n" } else { "\n\\ No newline at end of file\n" });
}

fn paint(out: &mut String, style: Style, color: anstyle::Style, text: &str) {
    if style.color {
        let _ = write!(out, "{color}{text}{color:#}");
    } else {
        out.push_str(text);
    }
}

/// `start,count` of a hunk header from a range of 0-based lines; `,1` is left out, and an empty
/// range names the line before it, as diff has always done.
fn range(start: usize, end: usize) -> String {
    match end - start {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        count => format!("{},{count}", start + 1),
    }
}

/// `a/` or `b/` and the path, quoted as git does where it has to be.
fn header_path(side: char, path: &str) -> String {
    let path = path.trim_start_matches('/');
    let odd = |c: char| c == '"' || c == '\\' || escape::is_hostile(c) || c == '\n' || c == '\t';
    let mut out = format!("{side}/{path}");
    if path.contains(odd) {
        out = quote(&out);
    }
    // Without the tab, patch takes the name to end at the first blank.
    if path.contains(' ') {
        out.push('\t');
    }
    out
}

/// A C string, as git writes odd names: bytes that do not show stand there in octal.
fn quote(path: &str) -> String {
    let mut out = String::from("\"");
    for c in path.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if escape::is_hostile(c) => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(out, "\\{byte:03o}");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::TextFile;

    fn diff(path: &str, before: &str, after: &str) -> String {
        let file = TextFile::new(path, before);
        unified(&Excerpt::whole(&file, after), Style::PLAIN)
    }

    #[test]
    fn a_missing_last_newline_is_told() {
        let expected = "--- a/x.tf\n+++ b/x.tf\n@@ -1,2 +1,3 @@\n a\n+b\n c\n\\ No newline at end of file\n";
        assert_eq!(diff("x.tf", "a\nc", "a\nb\nc"), expected);
    }

    #[test]
    fn carriage_returns_are_kept_and_end_no_line_by_themselves() {
        let expected = "--- a/x.tf\n+++ b/x.tf\n@@ -1,2 +1,2 @@\n a\r#\r\n-b\r\n+c\r\n";
        assert_eq!(diff("x.tf", "a\r#\r\nb\r\n", "a\r#\r\nc\r\n"), expected);
    }

    #[test]
    fn odd_paths_are_written_as_git_writes_them() {
        assert_eq!(header_path('a', "/abs/x.tf"), "a/abs/x.tf");
        assert_eq!(header_path('a', "my app/x.tf"), "a/my app/x.tf\t");
        assert_eq!(header_path('b', "a\"b\u{1b}.tf"), "\"b/a\\\"b\\033.tf\"");
        assert_eq!(header_path('b', "grün.tf"), "b/grün.tf");
    }

    #[test]
    fn a_terminal_sees_no_raw_control_character() {
        let file = TextFile::new("x.tf", "a\u{1b}]0;x\u{7}\n");
        let change = Excerpt::whole(&file, "a\u{1b}]0;x\u{7}\nb\n");
        let shown = unified(&change, Style { terminal: true, ..Style::PLAIN });
        assert!(shown.contains("a\\u{1b}]0;x\\u{7}"), "{shown}");
        assert!(unified(&change, Style::PLAIN).contains('\u{1b}'));
    }

    #[test]
    fn nothing_is_printed_where_nothing_changes() {
        assert_eq!(diff("x.tf", "a\n", "a\n"), "");
    }
}
