//! A unified diff, side by side.

use super::super::markup::line;
use std::fmt::Write as _;

/// A line of one side: its number and its text.
type Side<'a> = Option<(usize, &'a str)>;

/// Writes a table for each file of the patch.
pub(super) fn write(patch: &str, page: &mut String) {
    let mut reader = Reader::default();
    for text in patch.lines() {
        reader.take(text, page);
    }
    reader.close(page);
}

/// Reads a patch line by line. How many lines a hunk still has is known from its header: inside of
/// it `---` is a line that is taken away.
#[derive(Default)]
struct Reader<'a> {
    old: Counter,
    new: Counter,
    /// Lines taken away, and lines put in their place, not written yet.
    removed: Vec<(usize, &'a str)>,
    added: Vec<(usize, &'a str)>,
    is_open: bool,
}

/// The number of the next line of a side, and how many are still to come in the hunk.
#[derive(Default)]
struct Counter {
    next: usize,
    left: usize,
}

impl Counter {
    fn step(&mut self) -> usize {
        self.left = self.left.saturating_sub(1);
        self.next += 1;
        self.next - 1
    }
}

impl<'a> Reader<'a> {
    fn take(&mut self, text: &'a str, page: &mut String) {
        let is_inside = self.old.left > 0 || self.new.left > 0;
        match (text.chars().next(), is_inside) {
            (Some('-'), true) => self.removed.push((self.old.step(), &text[1..])),
            (Some('+'), true) => self.added.push((self.new.step(), &text[1..])),
            (Some(' '), true) => {
                self.flush(page);
                row(Some((self.old.step(), &text[1..])), Some((self.new.step(), &text[1..])), page);
            }
            _ => self.take_header(text, page),
        }
    }

    fn take_header(&mut self, text: &str, page: &mut String) {
        if let Some(path) = text.strip_prefix("+++ ") {
            self.open(path.trim_start_matches("b/").trim_end(), page);
        } else if let Some((old, new)) = text.strip_prefix("@@ -").and_then(ranges) {
            self.flush(page);
            (self.old, self.new) = (old, new);
            let _ = writeln!(page, "<tr class=\"hunk\"><td colspan=\"4\">{}</td></tr>", line(text));
        }
    }

    fn open(&mut self, path: &str, page: &mut String) {
        self.close(page);
        self.is_open = true;
        let path = line(path);
        let _ = writeln!(
            page,
            "<table class=\"diff\">\n<caption>{path}</caption>\n\
             <colgroup><col class=\"number\"><col><col class=\"number\"><col></colgroup>"
        );
    }

    fn close(&mut self, page: &mut String) {
        self.flush(page);
        if std::mem::take(&mut self.is_open) {
            page.push_str("</table>\n");
        }
    }

    /// Writes what was taken away beside what was put in its place.
    fn flush(&mut self, page: &mut String) {
        let (removed, added) = (std::mem::take(&mut self.removed), std::mem::take(&mut self.added));
        for at in 0..removed.len().max(added.len()) {
            row(removed.get(at).copied(), added.get(at).copied(), page);
        }
    }
}

/// `start,count +start,count @@` behind `@@ -`; a count of one is left out.
fn ranges(text: &str) -> Option<(Counter, Counter)> {
    let (old, new) = text.split_once(" @@")?.0.split_once(" +")?;
    Some((range(old)?, range(new)?))
}

fn range(text: &str) -> Option<Counter> {
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    Some(Counter { next: start.parse().ok()?, left: count.parse().ok()? })
}

fn row(old: Side<'_>, new: Side<'_>, page: &mut String) {
    let texts = [old, new].map(|side| side.map_or("", |(_, text)| text));
    let is_same = old.is_some() && new.is_some() && texts[0] == texts[1];
    let shared = if old.is_some() && new.is_some() { shared(texts) } else { (0, 0) };
    page.push_str("<tr>");
    for (side, class) in [(old, "old"), (new, "new")] {
        let (number, text) = side.map_or_else(Default::default, |(number, text)| (number.to_string(), text));
        let (class, text) = match side {
            _ if is_same => ("same", line(text)),
            Some(_) => (class, marked(text, shared)),
            None => ("none", String::new()),
        };
        let _ = write!(page, "<td class=\"number\">{number}</td><td class=\"{class}\">{text}</td>");
    }
    page.push_str("</tr>\n");
}

/// How many bytes two lines share at their start and at their end.
fn shared([old, new]: [&str; 2]) -> (usize, usize) {
    let same = |(one, other): &(char, char)| one == other;
    let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let ends = old[start..].chars().rev().zip(new[start..].chars().rev());
    (start, ends.take_while(same).map(|(c, _)| c.len_utf8()).sum())
}

/// The text with what it does not share marked, unless that is all of it.
fn marked(text: &str, (start, end): (usize, usize)) -> String {
    let middle = &text[start..text.len() - end];
    if middle.is_empty() || text[..start].trim().is_empty() && end == 0 {
        return line(text);
    }
    format!("{}<mark>{}</mark>{}", line(&text[..start]), line(middle), line(&text[text.len() - end..]))
}
