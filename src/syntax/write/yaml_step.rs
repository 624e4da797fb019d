//! How deep YAML block collections stand under their keys.

use crate::syntax::tree::{Grammar, Node, NodeKind};

use super::source::Source;

/// What a block map stands deeper than its key: inside `node`, else anywhere in the text, else 2.
pub(super) fn of_maps(source: &Source, node: &Node) -> usize {
    let is_map = |value: &Node| value.as_map().is_some_and(|map| map.layout.grammar == Grammar::YamlBlock);
    inside(source, node, &is_map)
        .or_else(|| anywhere(source.text, |line| !line.starts_with("- ") && line.contains(": ")))
        .filter(|&step| step > 0)
        .unwrap_or(2)
}

/// What the `-` of a block list stands deeper than its key: inside `node`, else anywhere, else 2.
pub(super) fn of_lists(source: &Source, node: &Node) -> usize {
    let is_list = |value: &Node| value.as_list().is_some_and(|list| list.layout.grammar == Grammar::YamlBlock);
    inside(source, node, &is_list).or_else(|| anywhere(source.text, |line| line.starts_with("- "))).unwrap_or(2)
}

/// The step of the last wanted value under a key inside `node`.
fn inside(source: &Source, node: &Node, wanted: &dyn Fn(&Node) -> bool) -> Option<usize> {
    match &node.kind {
        NodeKind::Map(map) => map.entries.iter().rev().find_map(|entry| {
            let (key, value) = (column(source, &entry.key), column(source, &entry.value));
            let step = if wanted(&entry.value) { value.checked_sub(key) } else { None };
            step.or_else(|| inside(source, &entry.value, wanted))
        }),
        NodeKind::List(list) => list.items.iter().rev().find_map(|item| inside(source, item, wanted)),
        NodeKind::Tagged { value, .. } => inside(source, value, wanted),
        _ => None,
    }
}

/// How many characters stand before a node on its line.
fn column(source: &Source, node: &Node) -> usize {
    source.prefix(node.span.range().start).len()
}

/// The step from the first line that ends in `:` to a wanted line right below it.
fn anywhere(text: &str, wanted: impl Fn(&str) -> bool) -> Option<usize> {
    let mut lines = text.lines().map(|line| line.trim_end()).filter(|line| !line.is_empty()).peekable();
    while let Some(line) = lines.next() {
        let Some(below) = lines.peek() else { break };
        let content = below.trim_start();
        let key = line.trim_start_matches([' ', '-']);
        let deeper = (below.len() - content.len()).checked_sub(line.len() - key.len());
        if let (true, true, false, Some(step)) = (line.ends_with(':'), wanted(content), key.starts_with('#'), deeper) {
            return Some(step);
        }
    }
    None
}
