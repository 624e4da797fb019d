//! The paths that a text of Rust names, from `use` lines and from expressions alike.

/// Every path of the text that starts at `root`, without it: `["text::Span", "text::FileId"]` for
/// the root `crate` and the text `use crate::text::{Span, FileId};`.
pub(crate) fn paths_from(root: &str, code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(root) {
        let is_root = !code[..at].ends_with(|before: char| is_word(before) || before == ':');
        if let Some(rest) = code[at + root.len()..].strip_prefix("::").filter(|_| is_root) {
            take(rest, "", &mut found);
        }
    }
    found
}

/// Takes one path, or a group of paths in braces; gives the text behind it.
fn take<'a>(code: &'a str, prefix: &str, found: &mut Vec<String>) -> &'a str {
    let code = code.trim_start();
    if let Some(group) = code.strip_prefix('{') {
        return take_group(group, prefix, found);
    }
    let end = code.find(|c: char| !is_word(c) && c != '*').unwrap_or(code.len());
    let (name, rest) = code.split_at(end);
    let path = if prefix.is_empty() { name.to_owned() } else { format!("{prefix}::{name}") };
    match rest.strip_prefix("::").filter(|next| next.starts_with(|c: char| is_word(c) || c == '{' || c == '*')) {
        Some(next) => take(next, &path, found),
        None => {
            found.push(path);
            rest
        }
    }
}

fn take_group<'a>(mut code: &'a str, prefix: &str, found: &mut Vec<String>) -> &'a str {
    loop {
        code = code.trim_start();
        if code.is_empty() {
            return code;
        }
        if let Some(rest) = code.strip_prefix('}') {
            return rest;
        }
        let rest = take(code, prefix, found);
        let end = rest.find([',', '}']).unwrap_or(rest.len());
        code = rest[end..].strip_prefix(',').unwrap_or(&rest[end..]);
    }
}

/// Is `path` the same as `whole`, or below it?
pub(crate) fn is_below(path: &str, whole: &str) -> bool {
    path.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Does the text have the word, standing alone?
pub(crate) fn has_word(code: &str, word: &str) -> bool {
    let stands_alone = |at: usize| !code[..at].ends_with(is_word) && !code[at + word.len()..].starts_with(is_word);
    code.match_indices(word).any(|(at, _)| stands_alone(at))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[test]
fn groups_of_a_use_line_are_told_one_by_one() {
    let code =
        "use crate::{text::{self, Span as Place}, edit,\n    link::symbol::*};\nfn f() -> crate::reason::Reason {}";
    let all = ["text::self", "text::Span", "edit", "link::symbol::*", "reason::Reason"];
    assert_eq!(paths_from("crate", code), all);
    assert_eq!(paths_from("std", "mystd::fs crate::std::fs std::fs::read::<X>(p)"), ["fs::read"]);
}
