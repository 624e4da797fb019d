//! Applies a unified diff to texts: a strict reader that takes nothing but what the diff says.

use std::collections::BTreeMap;

/// The texts of a folder, by path.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Applies a diff.
///
/// # Errors
/// What the diff says that is not so.
pub(crate) fn apply(diff: &str, before: &Tree) -> Result<Tree, String> {
    let mut after = before.clone();
    for part in format!("\n{diff}").split("\n--- a/").skip(1) {
        let (path, hunks) = part.split_once('\n').ok_or("a header without a line end")?;
        let path = path.trim_end_matches('\t');
        let old = before.get(path).ok_or_else(|| format!("no file {path}"))?;
        let old = String::from_utf8(old.clone()).map_err(|_| format!("{path} is not UTF-8"))?;
        let hunks = hunks.strip_prefix(&format!("+++ b/{path}")).ok_or("a header without its other half")?;
        let new = patch(hunks.trim_start_matches('\t'), &old).map_err(|why| format!("{path}: {why}"))?;
        after.insert(path.to_owned(), new.into_bytes());
    }
    Ok(after)
}

/// Applies the hunks to one text.
fn patch(hunks: &str, old: &str) -> Result<String, String> {
    let mut rest = old.split_inclusive('\n');
    let (mut new, mut taken) = (String::new(), 0);
    for hunk in hunks.split("\n@@ -").skip(1) {
        let (header, body) = hunk.split_once('\n').ok_or("an empty hunk")?;
        while taken + 1 < first_line(header)? {
            new += rest.next().ok_or("the text ends before the hunk")?;
            taken += 1;
        }
        for (mark, line) in lines(body) {
            if mark != '+' {
                let found = rest.next().unwrap_or_default();
                taken += 1;
                if found != line {
                    return Err(format!("line {taken} is {found:?}, the diff says {line:?}"));
                }
            }
            if mark != '-' {
                new += &line;
            }
        }
    }
    Ok(new + &rest.collect::<String>())
}

/// The first old line of a hunk: 3 for `3,7 +3,9 @@`; an empty range starts behind its line.
fn first_line(header: &str) -> Result<usize, String> {
    let range = header.split(' ').next().unwrap_or_default();
    let (start, count) = range.split_once(',').unwrap_or((range, "1"));
    let start: usize = start.parse().map_err(|_| format!("no line number in {header:?}"))?;
    Ok(if count == "0" { start + 1 } else { start })
}

/// The lines of a hunk, with their marks, line ends included.
fn lines(body: &str) -> Vec<(char, String)> {
    let mut found: Vec<(char, String)> = Vec::new();
    for line in body.split('\n') {
        if line.starts_with('\\') {
            if let Some((_, last)) = found.last_mut() {
                last.pop();
            }
        } else if let Some(mark) = line.chars().next() {
            found.push((mark, format!("{}\n", &line[mark.len_utf8()..])));
        }
    }
    found
}

/// The paths whose texts differ, for a message.
pub(crate) fn differing(left: &Tree, right: &Tree) -> String {
    let paths = left.keys().chain(right.keys());
    let mut paths: Vec<&str> = paths.filter(|path| left.get(*path) != right.get(*path)).map(String::as_str).collect();
    paths.sort_unstable();
    paths.dedup();
    paths.join(", ")
}
