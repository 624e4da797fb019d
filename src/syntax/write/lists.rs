//! Single values that become lists.

use std::ops::Range;

use crate::edit::Edit;
use crate::reason::Reason;
use crate::syntax::tree::{Grammar, Map, Node, NodeKind};
use crate::text::TextFile;

use super::Writing;
use super::collections::{as_map, bracketed, has_place, layout};
use super::copy;
use super::encode;
use super::pen::Pen;
use super::source::{Source, is_blank, shape};
use super::yaml_block;
use super::yaml_pen::BlockPen;
use super::yaml_step;

/// Makes a list of the scalar that is the value of an entry, and puts more items behind it:
/// `"x"` becomes `["x", y]`, or a list over several lines where the neighbours are so.
///
/// # Errors
/// A node that is no map, a place without an entry, a scalar over several lines.
pub fn scalar_to_list(file: &TextFile, map: &Node, index: usize, more: &[Writing]) -> Result<Vec<Edit>, Reason> {
    let source = Source::new(file, map.span);
    let (node, content) = as_map(map)?;
    has_place(content.entries.len(), index)?;
    let value = &content.entries[index].value;
    let range = value.span.range();
    if range.is_empty() || source.has_newline(range.clone()) || layout(value).is_some() {
        return Err(shape("a value on one line is expected here: make it a list by hand"));
    }
    let written = Writing::Scalar(source.text[range.clone()].to_owned());
    let list = Writing::List(std::iter::once(written).chain(more.iter().cloned()).collect());
    let grammar = content.layout.grammar;
    if grammar == Grammar::YamlBlock {
        return block_list(source, node, content, index, &list);
    }
    let brackets = bracketed(source, node)?;
    let pen = Pen::new(&source, grammar, brackets.unit(), node);
    if !brackets.has_lines() {
        let more: String = more.iter().map(|item| format!("{}{}", pen.comma(), pen.inline(item))).collect();
        let tail = encode::outward(&format!("{more}]"), source.newline, &content.layout.nest);
        return Ok(vec![source.insert(range.start, "["), source.insert(range.end, tail)]);
    }
    let column = source.prefix(range.start).len() - source.indent(range.start).len();
    let list = pen.value(&list, source.indent(range.start), column);
    let list = encode::outward(&list, source.newline, &content.layout.nest);
    around(&source, range, &list)
}

/// The value of an entry of a YAML block map as a block list, or as a flow list where the
/// neighbours are.
fn block_list(source: Source, node: &Node, map: &Map, index: usize, list: &Writing) -> Result<Vec<Edit>, Reason> {
    let entry = &map.entries[index];
    let range = entry.value.span.range();
    let pen = BlockPen::new(source, node);
    if let Some(flow) = pen.on_key_line(list) {
        return around(&source, range, &flow);
    }
    let gap = entry.key.span.range().end..range.start;
    let colon = gap.start + source.text[gap.clone()].find(':').unwrap_or(0) + 1;
    if !is_blank(&source.text[colon..gap.end]) {
        return Err(shape("an anchor or a comment stands before the value: make it a list by hand"));
    }
    let Writing::List(items) = list else { return Ok(Vec::new()) };
    let indent = yaml_block::map_indent(&source, map)?;
    let (first, rest) = items.split_at(1);
    let head = pen.below(&Writing::List(first.to_vec()), &indent);
    let head = head.strip_suffix(&source.text[range.clone()]).unwrap_or(&head).to_owned();
    let tail = pen.below(&Writing::List(rest.to_vec()), &indent);
    Ok(vec![source.replace(colon..range.start, head), source.insert(source.line_end(range.end), tail)])
}

/// Turns the text of `range` into `wanted`, which holds it, by what comes before and behind.
fn around(source: &Source, range: Range<usize>, wanted: &str) -> Result<Vec<Edit>, Reason> {
    let (head, tail) = wanted
        .split_once(&source.text[range.clone()])
        .ok_or_else(|| shape("the value cannot stand in a list as it is written: make it a list by hand"))?;
    Ok(vec![source.insert(range.start, head), source.insert(range.end, tail)])
}

/// Makes a list of the object that is the value of an entry: as many copies of it as there are
/// lists of edits, each with its edits done.
///
/// # Errors
/// A node that is no map, a place without an entry, a value that is no map, edits that are not
/// inside of it or overlap.
pub fn wrap_in_list(file: &TextFile, map: &Node, index: usize, copies: &[Vec<Edit>]) -> Result<Vec<Edit>, Reason> {
    let source = Source::new(file, map.span);
    let (_, content) = as_map(map)?;
    has_place(content.entries.len(), index)?;
    let entry = &content.entries[index];
    let NodeKind::Map(object) = &entry.value.kind else {
        return Err(shape("an object is expected here: split it by hand"));
    };
    let grammar = object.layout.grammar;
    if grammar == Grammar::YamlBlock {
        return wrap_block(source, map, &entry.key, &entry.value, object, copies);
    }
    let range = entry.value.span.range();
    let texts: Vec<String> = copies
        .iter()
        .map(|edits| copy::with_edits(&source, range.clone(), edits, grammar))
        .collect::<Result<_, _>>()?;
    let exploded = grammar == Grammar::Json && source.starts_line(range.end - 1);
    if !exploded {
        let comma = if source.text[range.clone()].contains(' ') { ", " } else { "," };
        let tail: String = texts.iter().skip(1).map(|text| format!("{comma}{text}")).collect();
        let first = copies.first().into_iter().flatten().cloned();
        let open = std::iter::once(source.insert(range.start, "["));
        return Ok(open.chain(first).chain([source.insert(range.end, format!("{tail}]"))]).collect());
    }
    let (newline, indent) = (source.newline, source.indent(range.end - 1));
    let unit = bracketed(source, &entry.value)?.unit();
    let items: Vec<String> =
        texts.iter().map(|text| format!("{newline}{indent}{unit}{}", copy::indented(text, &unit))).collect();
    Ok(vec![source.replace(range, format!("[{}{newline}{indent}]", items.join(",")))])
}

/// A block map under its key becomes items of a block list, indented as the file's lists are.
fn wrap_block(
    source: Source,
    owner: &Node,
    key: &Node,
    value: &Node,
    object: &Map,
    copies: &[Vec<Edit>],
) -> Result<Vec<Edit>, Reason> {
    let start = value.span.range().start;
    let end = yaml_block::last_line_end(&source, value);
    if !source.starts_line(start) {
        return Err(shape("the object starts behind something else on its line: split it by hand"));
    }
    let key_column = source.prefix(key.span.range().start).len();
    let dash = key_column + yaml_step::of_lists(&source, owner);
    let indent = yaml_block::map_indent(&source, object)?;
    // Its lines stay where they are if there is room for the `-` before them.
    let gap = indent.len().saturating_sub(dash).max(2);
    let deeper = " ".repeat((dash + gap).saturating_sub(indent.len()));
    let lead = format!("{}-{}", " ".repeat(dash), " ".repeat(gap - 1));
    let items: Vec<String> = copies
        .iter()
        .map(|edits| {
            let copy = copy::with_edits(&source, start..end, edits, Grammar::YamlBlock)?;
            Ok(format!("{lead}{}", copy::indented(&copy, &deeper)))
        })
        .collect::<Result<_, Reason>>()?;
    Ok(vec![source.replace(source.line_start(start)..end, items.join(source.newline))])
}
