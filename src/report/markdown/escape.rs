//! Text of templates inside of Markdown, as GitHub, GitLab and Bitbucket read it.

use super::super::escape::{one_line, visible};
use std::borrow::Cow;

/// Breaks a word without showing: what comes before it mentions nobody and links to nothing.
const BREAK: &str = "&#8203;";

/// One line of running text.
pub(in crate::report) fn text(text: &str) -> String {
    let shown = one_line(text);
    let mut out = String::with_capacity(shown.len() + 16);
    let mut before = ' ';
    let mut chars = shown.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied().unwrap_or(' ');
        let inside_word = before.is_alphanumeric() && next.is_alphanumeric();
        match c {
            '_' if inside_word => out.push(c),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '(' | ')' => out.extend(['\\', c]),
            '&' => out.push_str("&amp;"),
            // Mentions, issues, merge requests, snippets, milestones; addresses that link themselves.
            '@' | '#' | '!' | '$' | '%' | '^' if !next.is_whitespace() => {
                out.push(c);
                out.push_str(BREAK);
            }
            ':' if next == '/' => out.push_str(":&#8203;"),
            '.' if out.to_ascii_lowercase().ends_with("www") => {
                out.push_str(BREAK);
                out.push(c);
            }
            // What starts a heading, a list, a rule or a command, wherever a line may start.
            '+' | '-' | '=' | '/' if out.is_empty() => out.extend(['\\', c]),
            '.' if !out.is_empty() && out.chars().all(|c| c.is_ascii_digit()) => out.push_str("\\."),
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// One line as code: nothing in it means anything.
pub(super) fn code(text: &str) -> String {
    let text = one_line(text);
    let ticks = "`".repeat(longest_run(&text) + 1);
    let odd = |c: char| c == '`' || c == ' ';
    let pad = if text.is_empty() || text.starts_with(odd) || text.ends_with(odd) { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// Lines in a fence that none of them closes, and of which a CI runner takes none for a command.
pub(super) fn fenced(kind: &str, text: &str) -> String {
    let text = visible(text);
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    let lines: String = text.lines().map(|line| format!("{}\n", said(line))).collect();
    format!("{fence}{kind}\n{lines}{fence}\n")
}

fn said(line: &str) -> Cow<'_, str> {
    let blank = line.len() - line.trim_start().len();
    match line[blank..].strip_prefix("::") {
        Some(rest) => Cow::Owned(format!("{}\\u{{3a}}:{rest}", &line[..blank])),
        None => Cow::Borrowed(line),
    }
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
