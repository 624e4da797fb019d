//! Chapters of the README that are pages of the site: in the repository a page in `docs` links to
//! the chapter, in the site the chapter stands there.

use crate::pages::{Page, read};

/// A run of Markdown, with the file whose folder its links start from.
pub(crate) struct Part {
    pub(crate) text: String,
    pub(crate) origin: String,
}

const README: &str = "README.md";

/// The parts of a page: its own text, and chapters where a line is nothing but a link to one.
pub(crate) fn parts(page: &Page) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut own = String::new();
    for line in page.text.split_inclusive('\n') {
        let Some(anchor) = chapter_of(line) else {
            own += line;
            continue;
        };
        parts.push(Part { text: std::mem::take(&mut own), origin: page.origin.clone() });
        let text = chapter(&read(README)?, anchor).ok_or(format!("{}: no chapter #{anchor}", page.origin))?;
        parts.push(Part { text, origin: README.to_owned() });
    }
    parts.push(Part { text: own, origin: page.origin.clone() });
    Ok(parts)
}

/// The anchors of the chapters that stand in a page.
pub(crate) fn anchors(page: &Page) -> impl Iterator<Item = &str> {
    page.text.lines().filter_map(chapter_of)
}

/// The anchor, where a line is nothing but a link to a chapter of the README.
fn chapter_of(line: &str) -> Option<&str> {
    let (_, target) = line.trim_end().strip_prefix('[')?.split_once("](")?;
    target.strip_suffix(')')?.strip_prefix("../README.md#")
}

/// What stands below a heading of the second level, up to the next one.
fn chapter(text: &str, anchor: &str) -> Option<String> {
    let mut chapters = text.split("\n## ").skip(1);
    let body = chapters.find_map(|chapter| {
        let (heading, body) = chapter.split_once('\n')?;
        (slug(heading) == anchor).then_some(body)
    })?;
    Some(body.trim().to_owned() + "\n")
}

/// The anchor that a heading gets.
fn slug(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
    kept.map(|c| if c == ' ' { '-' } else { c.to_ascii_lowercase() }).collect()
}
