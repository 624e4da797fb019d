//! New entries and items of collections in any grammar, and old ones out of them.

use crate::edit::Edit;
use crate::reason::Reason;
use crate::syntax::tree::{Grammar, Layout, List, Map, Node, NodeKind};
use crate::text::TextFile;

use super::Writing;
use super::brackets::{Brackets, Items};
use super::copy;
use super::joint::Joint;
use super::pen::Pen;
use super::source::{Source, shape};
use super::yaml_block;

/// Puts entries behind the last one of a map.
///
/// # Errors
/// A node that is no map, or a map that is written in a way that has no room for an entry.
pub fn insert_entries(file: &TextFile, map: &Node, entries: &[(String, Writing)]) -> Result<Vec<Edit>, Reason> {
    let source = Source::new(file, map.span);
    let (node, content) = as_map(map)?;
    if content.layout.grammar == Grammar::YamlBlock {
        return yaml_block::insert_entries(source, node, content, entries);
    }
    let brackets = bracketed(source, node)?;
    let pen = Pen::new(&source, content.layout.grammar, brackets.unit(), node);
    let joint = Joint::of(&source, &content.entries).unwrap_or_else(|| Joint::usual(&source, content.layout.grammar));
    let indent = brackets.indent();
    let inline: Vec<String> = entries.iter().map(|(key, value)| pen.inline_entry(joint.alone(), key, value)).collect();
    let items =
        brackets.outward(Items { lines: pen.entries(joint, entries, &indent), filling: pen.filling(&inline), inline });
    match content.entries.len().checked_sub(1) {
        Some(last) => Ok(brackets.insert_behind(last, &items, pen.map_commas(), pen.comma())),
        None => {
            let nested = entries.iter().any(|(_, value)| matches!(value, Writing::Map(_)));
            let explode = match content.layout.grammar {
                Grammar::Hcl => nested,
                Grammar::Json => file.text.trim_end().contains('\n'),
                Grammar::YamlBlock | Grammar::YamlFlow => false,
            };
            brackets.fill(&items, pen.map_commas(), explode)
        }
    }
}

/// Puts one entry behind the last one of a map.
///
/// # Errors
/// See [`insert_entries`].
pub fn insert_entry(file: &TextFile, map: &Node, key: &str, value: &Writing) -> Result<Vec<Edit>, Reason> {
    insert_entries(file, map, &[(key.to_owned(), value.clone())])
}

/// Puts items behind the last one of a list.
///
/// # Errors
/// A node that is no list, or a list that is written in a way that has no room for an item.
pub fn insert_items(file: &TextFile, list: &Node, items: &[Writing]) -> Result<Vec<Edit>, Reason> {
    let source = Source::new(file, list.span);
    let (node, content) = as_list(list)?;
    if content.layout.grammar == Grammar::YamlBlock {
        return yaml_block::insert_items(source, node, content, items);
    }
    let brackets = bracketed(source, node)?;
    let pen = Pen::new(&source, content.layout.grammar, brackets.unit(), node);
    let indent = brackets.indent();
    let inline: Vec<String> = items.iter().map(|item| pen.inline(item)).collect();
    let items = brackets.outward(Items {
        lines: items.iter().map(|item| pen.value(item, &indent, 0)).collect(),
        filling: inline.join(pen.comma()),
        inline,
    });
    match content.items.len().checked_sub(1) {
        Some(last) => Ok(brackets.insert_behind(last, &items, true, pen.comma())),
        None => brackets.fill(&items, true, false),
    }
}

/// Puts one item behind the last one of a list.
///
/// # Errors
/// See [`insert_items`].
pub fn insert_item(file: &TextFile, list: &Node, value: &Writing) -> Result<Vec<Edit>, Reason> {
    insert_items(file, list, std::slice::from_ref(value))
}

/// Takes an entry out of a map, with its comma and, where it is alone on its lines, with them and
/// the comment behind it. The only entry leaves `{}`.
///
/// # Errors
/// A node that is no map, a place without an entry, comments that would be left without a home.
pub fn remove_entry(file: &TextFile, map: &Node, index: usize) -> Result<Vec<Edit>, Reason> {
    let source = Source::new(file, map.span);
    let (node, content) = as_map(map)?;
    has_place(content.entries.len(), index)?;
    match content.layout.grammar {
        Grammar::YamlBlock => yaml_block::remove_entry(source, node, content, index),
        _ => bracketed(source, node)?.remove(index),
    }
}

/// Takes items out of a list, as [`remove_entry`] takes an entry out of a map: all of them at
/// once, since what is left has to be a list again. `indices` are sorted.
///
/// # Errors
/// A node that is no list, a place without an item, comments that would be left without a home.
pub fn remove_items(file: &TextFile, list: &Node, indices: &[usize]) -> Result<Vec<Edit>, Reason> {
    let source = Source::new(file, list.span);
    let (node, content) = as_list(list)?;
    for &index in indices {
        has_place(content.items.len(), index)?;
    }
    match (content.layout.grammar, indices) {
        (Grammar::YamlBlock, _) => {
            let removed = |&index: &usize| yaml_block::remove_item(source, node, content, index);
            let each: Vec<Vec<Edit>> = indices.iter().map(removed).collect::<Result<_, _>>()?;
            Ok(each.into_iter().flatten().collect())
        }
        (_, [index]) => bracketed(source, node)?.remove(*index),
        _ => bracketed(source, node)?.remove_several(indices),
    }
}

/// Puts copies of an item of a list right behind it, one for each of `copies`: the edits, which lie
/// inside the item, that are done in it.
///
/// # Errors
/// A node that is no list, a place without an item, an edit that is not inside the item, edits
/// that overlap.
pub fn duplicate_item(file: &TextFile, list: &Node, index: usize, copies: &[Vec<Edit>]) -> Result<Vec<Edit>, Reason> {
    let source = Source::new(file, list.span);
    let (node, content) = as_list(list)?;
    has_place(content.items.len(), index)?;
    let grammar = content.layout.grammar;
    if grammar == Grammar::YamlBlock {
        let lines = yaml_block::item_lines(&source, node, content, index)?;
        let indent = yaml_block::blank_prefix(&source, lines.start)?;
        let copy = |edits: &Vec<Edit>| copy::with_edits(&source, lines.clone(), edits, grammar);
        let copies: Vec<String> = copies.iter().map(copy).collect::<Result<_, _>>()?;
        let text: String = copies.iter().map(|copy| format!("{}{indent}{copy}", source.newline)).collect();
        return Ok(vec![source.insert(lines.end, text)]);
    }
    let brackets = bracketed(source, node)?;
    let copy = |edits: &Vec<Edit>| copy::with_edits(&source, brackets.items[index].clone(), edits, grammar);
    Ok(brackets.insert_copies(index, copies.iter().map(copy).collect::<Result<_, _>>()?))
}

/// The map of a node, tags passed through.
pub(super) fn as_map(node: &Node) -> Result<(&Node, &Map), Reason> {
    match &node.kind {
        NodeKind::Map(map) => Ok((node, map)),
        NodeKind::Tagged { value, .. } => as_map(value),
        _ => Err(shape("an object is expected here: amend this by hand")),
    }
}

fn as_list(node: &Node) -> Result<(&Node, &List), Reason> {
    match &node.kind {
        NodeKind::List(list) => Ok((node, list)),
        NodeKind::Tagged { value, .. } => as_list(value),
        _ => Err(shape("a list is expected here: amend this by hand")),
    }
}

pub(super) fn has_place(length: usize, index: usize) -> Result<(), Reason> {
    if index < length { Ok(()) } else { Err(shape("there is no such entry")) }
}

pub(super) fn bracketed<'a>(source: Source<'a>, node: &'a Node) -> Result<Brackets<'a>, Reason> {
    Brackets::of(source, node).ok_or_else(|| shape("a collection without brackets is not amended"))
}

/// The layout of a map or list, tags passed through.
pub(super) fn layout(node: &Node) -> Option<&Layout> {
    match &node.kind {
        NodeKind::Map(map) => Some(&map.layout),
        NodeKind::List(list) => Some(&list.layout),
        NodeKind::Tagged { value, .. } => layout(value),
        _ => None,
    }
}
