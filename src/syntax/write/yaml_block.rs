//! YAML block collections: where new entries and items go, and old ones go from.

use std::ops::Range;

use crate::edit::Edit;
use crate::reason::Reason;
use crate::syntax::tree::{Entry, Grammar, List, Map, Node, NodeKind, TextStyle};

use super::Writing;
use super::joint::Joint;
use super::source::{Source, shape};
use super::yaml_pen::BlockPen;

/// Puts entries behind the last one of a block map.
pub(super) fn insert_entries(
    source: Source,
    node: &Node,
    map: &Map,
    entries: &[(String, Writing)],
) -> Result<Vec<Edit>, Reason> {
    let indent = map_indent(&source, map)?;
    let pen = BlockPen::new(source, node);
    let joint = Joint::of(&source, &map.entries).unwrap_or(Joint::of_grammar(Grammar::YamlBlock));
    let content: String = entries
        .iter()
        .map(|(key, value)| format!("{}{indent}{}", source.newline, pen.entry(joint, key, value, &indent)))
        .collect();
    Ok(vec![source.insert(last_line_end(&source, node), content)])
}

/// Puts items behind the last one of a block list.
pub(super) fn insert_items(source: Source, node: &Node, list: &List, items: &[Writing]) -> Result<Vec<Edit>, Reason> {
    let start = node.span.range().start;
    let indent = blank_prefix(&source, start)?;
    let gap = match list.items.last().map(|item| dash_of(&source, node, item)) {
        Some(Ok(dash)) => gap_behind(&source, dash),
        _ => 2,
    };
    let pen = BlockPen::new(source, node);
    let dash = format!("-{}", " ".repeat(gap - 1));
    let content: String =
        items.iter().map(|item| format!("{}{indent}{dash}{}", source.newline, pen.item(item, &indent, gap))).collect();
    Ok(vec![source.insert(last_line_end(&source, node), content)])
}

/// Takes an entry out with its lines. The only entry leaves `{}`.
pub(super) fn remove_entry(source: Source, node: &Node, map: &Map, index: usize) -> Result<Vec<Edit>, Reason> {
    let Entry { key, value } = &map.entries[index];
    let (start, end) = (key.span.range().start, last_line_end(&source, value));
    if map.entries.len() == 1 {
        return leave_empty(&source, node, "{}");
    }
    if source.starts_line(start) {
        let lines = source.whole_lines(start..end);
        let blank = |at: usize| at >= source.text.len() || source.is_blank_line(at);
        let one_too_many = lines.start > 0 && blank(lines.start - 1) && blank(lines.end);
        let start = if one_too_many { source.line_start(lines.start - 1) } else { lines.start };
        let gone = match index + 1 == map.entries.len() {
            // What comes next is written behind the last line: the line end before it goes in its place.
            true => before_line_end(&source.text[..start])..end,
            false => start..lines.end,
        };
        return Ok(vec![source.replace(gone, "")]);
    }
    // The first entry of a list item stands behind its `-`: the next one moves up.
    match map.entries.get(index + 1) {
        Some(next) => Ok(vec![source.replace(start..next.key.span.range().start, "")]),
        None => Err(shape("the entry shares its line with another: remove it by hand")),
    }
}

/// The length of a text without the line end that it ends with.
fn before_line_end(text: &str) -> usize {
    let without = text.strip_suffix('\n').unwrap_or(text);
    without.strip_suffix('\r').unwrap_or(without).len()
}

/// Takes an item out with its lines. The only item leaves `[]`.
pub(super) fn remove_item(source: Source, node: &Node, list: &List, index: usize) -> Result<Vec<Edit>, Reason> {
    let lines = item_lines(&source, node, list, index)?;
    if list.items.len() == 1 {
        return leave_empty(&source, node, "[]");
    }
    if source.starts_line(lines.start) {
        return Ok(vec![source.replace(source.whole_lines(lines), "")]);
    }
    match list.items.get(index + 1) {
        Some(next) => Ok(vec![source.replace(lines.start..dash_of(&source, node, next)?, "")]),
        None => Err(shape("the item shares its line with another: remove it by hand")),
    }
}

/// Puts `brackets` in the place of a whole block collection, on the line of its key or `-`.
fn leave_empty(source: &Source, node: &Node, brackets: &str) -> Result<Vec<Edit>, Reason> {
    let range = node.span.range();
    let before = source.text[..range.start].trim_end();
    if !before.ends_with([':', '-']) {
        return Err(shape("a tag, an anchor or a comment stands before the only entry: remove it by hand"));
    }
    Ok(vec![source.replace(before.len()..range.end, format!(" {brackets}"))])
}

/// An item from its `-` to the end of its last line, a comment there included.
pub(super) fn item_lines(source: &Source, node: &Node, list: &List, index: usize) -> Result<Range<usize>, Reason> {
    let item = &list.items[index];
    Ok(dash_of(source, node, item)?..last_line_end(source, item))
}

/// The blanks in front of the keys of a block map that start a line.
pub(super) fn map_indent(source: &Source, map: &Map) -> Result<String, Reason> {
    let starts = || map.entries.iter().map(|entry| entry.key.span.range().start);
    match starts().find(|&start| source.starts_line(start)).or_else(|| starts().next()) {
        Some(start) => blank_prefix(source, start),
        None => Err(shape("the map is empty")),
    }
}

/// As many blanks as what stands before `at` on its line, which may be blanks and `-` only.
pub(super) fn blank_prefix(source: &Source, at: usize) -> Result<String, Reason> {
    let prefix = source.prefix(at);
    if prefix.bytes().all(|byte| matches!(byte, b' ' | b'-')) {
        return Ok(" ".repeat(prefix.len()));
    }
    Err(shape("the block starts behind something else on its line: amend it by hand"))
}

/// The `-` of an item of a block list.
fn dash_of(source: &Source, list: &Node, item: &Node) -> Result<usize, Reason> {
    let first = list.span.range().start;
    let column = first - source.line_start(first);
    let mut line = source.line_start(item.span.range().start);
    loop {
        let at = line + column;
        if source.text.as_bytes().get(at) == Some(&b'-') && at <= item.span.range().start {
            return Ok(at);
        }
        if line <= first {
            return Err(shape("the `-` of the item was not found"));
        }
        line = source.line_start(line - 1);
    }
}

/// How far behind its `-` an item starts; 2 where it starts on another line.
fn gap_behind(source: &Source, dash: usize) -> usize {
    let rest = &source.text[dash + 1..source.line_end(dash)];
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    if blanks == 0 || blanks == rest.len() { 2 } else { blanks + 1 }
}

/// End of the last line of a value: where a new line may follow it without changing it.
///
/// A block scalar that keeps its last blank lines (`|+`) has them, too.
pub(super) fn last_line_end(source: &Source, node: &Node) -> usize {
    let leaf = last_leaf(node);
    let range = leaf.span.range();
    let mut end = source.line_end(range.end);
    if keeps_blank_lines(source, leaf) {
        while source.next_line(end) < source.text.len() && source.is_blank_line(source.next_line(end)) {
            end = source.line_end(source.next_line(end));
        }
    }
    end
}

/// The last scalar or flow collection inside a value.
fn last_leaf(node: &Node) -> &Node {
    let last = match &node.kind {
        NodeKind::Map(map) if map.layout.grammar == Grammar::YamlBlock => map.entries.last().map(|entry| &entry.value),
        NodeKind::List(list) if list.layout.grammar == Grammar::YamlBlock => list.items.last(),
        NodeKind::Tagged { value, .. } => Some(value),
        _ => None,
    };
    last.map_or(node, |last| last_leaf(last))
}

fn keeps_blank_lines(source: &Source, leaf: &Node) -> bool {
    let is_block =
        matches!(&leaf.kind, NodeKind::Text(text) if matches!(text.style, TextStyle::Literal | TextStyle::Folded));
    let header = source.text[leaf.span.range()].split_ascii_whitespace().next().unwrap_or_default();
    is_block && header.contains('+')
}
