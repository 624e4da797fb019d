//! Comment lines above a statement.

use crate::edit::Edit;
use crate::reason::Reason;
use crate::syntax::tree::{Grammar, Layout};
use crate::text::{Span, TextFile};

use super::source::{Source, shape};
use super::tokens;

/// Puts the line `# text` above the line that `at` starts on, as deep as that line.
///
/// `within` is the layout of the collection that `at` is an item or entry of, or that `at` is.
///
/// # Errors
/// JSON, and every text inside a string, which have no comments; a line that begins inside a
/// string.
pub fn comment_above(file: &TextFile, within: &Layout, at: Span, text: &str) -> Result<Edit, Reason> {
    if within.grammar == Grammar::Json || !within.nest.is_empty() {
        return Err(shape("JSON has no comments, so nothing can be noted in the file"));
    }
    let source = Source::new(file, at);
    let start = at.range().start;
    if within.grammar == Grammar::Hcl && tokens::is_in_string(source.text, source.line_start(start)) {
        return Err(shape("the line begins inside a string, where no comment can stand"));
    }
    let text = text.replace(|char: char| char.is_control(), " ");
    let line = format!("{}# {}{}", source.indent(start), text.trim_end(), source.newline);
    Ok(source.insert(source.line_start(start), line))
}

/// The comment lines right above the line that `at` starts on, the nearest first: each span from
/// its `#` or `//` to the end of its line.
#[must_use]
pub fn comments_above(file: &TextFile, at: Span) -> Vec<Span> {
    let source = Source::new(file, at);
    let mut line = source.line_start(at.range().start);
    let mut found = Vec::new();
    while line > file.bom_len() {
        line = source.line_start(line - 1);
        let start = line + source.indent(line).len();
        let end = source.line_end(line);
        if !source.text[start..end].starts_with('#') && !source.text[start..end].starts_with("//") {
            break;
        }
        found.push(Span { file: at.file, start: start as u32, end: end as u32 });
    }
    found
}

/// Takes the whole line of a comment away that stands alone on its line.
#[must_use]
pub fn remove_comment_line(file: &TextFile, comment: Span) -> Edit {
    let source = Source::new(file, comment);
    source.replace(source.whole_lines(comment.range()), "")
}
