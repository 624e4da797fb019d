//! Splitting a statement: some of its principals move to a copy of it, and only the copy is
//! conditioned.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::grammar::not_literal;
use super::{Writer, Written, hcl};
use crate::edit::{Edit, merge};
use crate::forms::Document;
use crate::forms::grammar::is_named;
use crate::link::Program;
use crate::policy::change::Change;
use crate::policy::statement::{Holder, Place, Statement};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Block, Layout, Node, NodeKind, NodeRef};
use crate::syntax::write::{duplicate_block, duplicate_item, remove_entry, remove_items, retext, wrap_in_list};
use crate::text::{Span, TextFile};
use crate::value::Value;

/// Moves the principals at the places `moved` into a copy of the statement behind it, and makes
/// the changes there.
///
/// # Errors
/// Why the statement cannot be split where it stands.
pub fn split(
    program: &Program,
    document: &Document,
    statement: &Statement,
    moved: &BTreeSet<usize>,
    changes: &[Change],
    provider: Option<&str>,
) -> Result<Written, Reason> {
    program.is_authored(statement.place.span())?;
    statement.place.editable()?;
    let mut writer = Writer { program, provider, out: Written::default() };
    let mut copy = writer.amend(statement, changes)?;
    let spans = |wanted: bool| -> Result<Vec<Span>, Reason> {
        let principals = statement.principals.known.iter().enumerate();
        let chosen = principals.filter(|(index, _)| moved.contains(index) == wanted);
        chosen.map(|(_, principal)| principal.identifier.node().map(|node| node.span).ok_or_else(not_split)).collect()
    };
    let (going, staying) = (spans(true)?, spans(false)?);
    // One expression that stands for several principals cannot go and stay.
    if going.iter().any(|span| staying.contains(span)) {
        return Err(not_split());
    }
    let file = program.file(statement.place.span());
    writer.out.edits = match &statement.place {
        Place::Map { node, list, .. } => {
            let original = drop_from_map(file, node, &going)?;
            copy.extend(drop_from_map(file, node, &staying)?);
            copy.extend(rename_sid(file, document, statement, &layout(node))?);
            let copy = merged(copy)?;
            match list {
                Some(list) => duplicate(file, list, node, original, &copy)?,
                None => wrap(file, document, node, original, copy)?,
            }
        }
        Place::Block { block, .. } => {
            let mut edits = drop_from_block(file, block, &going)?;
            copy.extend(drop_from_block(file, block, &staying)?);
            copy.extend(rename_sid(file, document, statement, &hcl())?);
            edits.extend(duplicate_block(file, block, &merged(copy)?)?);
            edits
        }
        Place::Object { holder: Holder::Block(_), .. } => return Err(one_statement()),
        Place::Object { .. } | Place::Arguments { .. } => return Err(not_split()),
    };
    Ok(writer.out)
}

fn one_statement() -> Reason {
    let text = "the module makes one statement of all these principals, and the condition would hold for each of them: \
                let the service in by a policy of its own";
    Reason::new(ReasonKind::Shape, text)
}

fn not_split() -> Reason {
    Reason::new(
        ReasonKind::Shape,
        "the statement's principals cannot be told apart where they are written: split it by hand",
    )
}

fn merged(edits: Vec<Edit>) -> Result<Vec<Edit>, Reason> {
    merge(edits).map_err(|_| not_split())
}

fn layout(node: &Node) -> Layout {
    node.as_map().map_or_else(hcl, |map| map.layout.clone())
}

fn duplicate(
    file: &TextFile,
    list: &NodeRef,
    node: &NodeRef,
    original: Vec<Edit>,
    copy: &[Edit],
) -> Result<Vec<Edit>, Reason> {
    let items = list.as_list().map(|list| list.items.as_slice()).unwrap_or_default();
    let index = items.iter().position(|item| item.span == node.span).ok_or_else(not_split)?;
    let mut edits = original;
    edits.extend(duplicate_item(file, list, index, copy)?);
    Ok(edits)
}

/// `Statement` is one object: it becomes a list of two.
fn wrap(
    file: &TextFile,
    document: &Document,
    node: &NodeRef,
    original: Vec<Edit>,
    copy: Vec<Edit>,
) -> Result<Vec<Edit>, Reason> {
    let root = document.root.as_ref().ok_or_else(not_split)?;
    let entries = root.as_map().map(|map| map.entries.as_slice()).unwrap_or_default();
    let index = entries.iter().position(|entry| is_named(entry, "Statement") && entry.value.span == node.span);
    wrap_in_list(file, root, index.ok_or_else(not_split)?, &[merged(original)?, copy])
}

/// Takes principals out of the `Principal` of a statement.
fn drop_from_map(file: &TextFile, statement: &Node, gone: &[Span]) -> Result<Vec<Edit>, Reason> {
    let map = statement.as_map().ok_or_else(not_split)?;
    let principal = map.entries.iter().find(|entry| is_named(entry, "Principal")).ok_or_else(not_split)?;
    let types = principal.value.as_map().ok_or_else(not_split)?;
    let mut edits = Vec::new();
    let mut found = 0;
    for (index, entry) in types.entries.iter().enumerate() {
        let (here, all) = gone_items(&entry.value, gone);
        found += here.len();
        if here.is_empty() {
            continue;
        }
        if all {
            edits.extend(remove_entry(file, &principal.value, index)?);
        } else {
            edits.extend(remove_items(file, &entry.value, &here)?);
        }
    }
    if found == gone.len() { merged(from_line_end(file, edits)) } else { Err(not_split()) }
}

/// Which items of a list go (a scalar is its own item 0), and whether those are all.
fn gone_items(value: &Node, gone: &[Span]) -> (Vec<usize>, bool) {
    match &value.kind {
        NodeKind::List(list) => {
            let items = list.items.iter().enumerate();
            let here: Vec<usize> = items.filter(|(_, item)| gone.contains(&item.span)).map(|(at, _)| at).collect();
            let all = here.len() == list.items.len();
            (here, all)
        }
        _ if gone.contains(&value.span) => (vec![0], true),
        _ => (Vec::new(), false),
    }
}

/// Takes principals out of the `principals` blocks of a statement.
fn drop_from_block(file: &TextFile, statement: &Arc<Block>, gone: &[Span]) -> Result<Vec<Edit>, Reason> {
    let mut edits = Vec::new();
    let mut found = 0;
    for block in statement.body.blocks_of("principals") {
        let Some(identifiers) = block.body.attribute("identifiers") else { continue };
        let (here, all) = gone_items(&identifiers.value, gone);
        found += here.len();
        if here.is_empty() {
            continue;
        }
        if all {
            edits.push(remove_block(file, block));
        } else {
            edits.extend(remove_items(file, &identifiers.value, &here)?);
        }
    }
    if found == gone.len() { merged(from_line_end(file, edits)) } else { Err(not_split()) }
}

/// Takes a block away with its lines, and with one of the blank lines around it.
fn remove_block(file: &TextFile, block: &Block) -> Edit {
    let first = file.line_of(block.span.start);
    let last = file.line_of(block.span.end);
    let blank = |line: u32| line >= 1 && line <= file.line_count() && file.line_text(line).trim().is_empty();
    let start = if blank(first - 1) { first - 1 } else { first };
    let end = if start == first && blank(last + 1) { last + 1 } else { last };
    let span = Span { file: block.span.file, start: file.line_start(start), end: file.line_start(end + 1) };
    Edit { span, content: String::new() }
}

/// Removals of whole lines, each with the line end before it instead of the one behind it: what is
/// put behind the last of these lines then has its place.
fn from_line_end(file: &TextFile, removals: Vec<Edit>) -> Vec<Edit> {
    let newline = |at: u32| {
        let before = &file.text[..at as usize];
        ["\r\n", "\n"].into_iter().find(|newline| before.ends_with(newline)).map_or(0, |newline| newline.len() as u32)
    };
    let shifted = removals.into_iter().map(|mut edit| {
        let (start, end) = (newline(edit.span.start), newline(edit.span.end));
        if edit.content.is_empty() && start > 0 && start == end {
            edit.span.start -= start;
            edit.span.end -= end;
        }
        edit
    });
    shifted.collect()
}

/// The copy's Sid: the old one with `Svc` behind it, free in the document. Without a Sid, none.
fn rename_sid(
    file: &TextFile,
    document: &Document,
    statement: &Statement,
    within: &Layout,
) -> Result<Option<Edit>, Reason> {
    let Some(sid) = &statement.sid else { return Ok(None) };
    let (Some(old), Some(node)) = (sid.literal(), sid.node()) else { return Err(not_literal()) };
    if old.is_empty() {
        return Ok(None);
    }
    let taken: BTreeSet<String> = document
        .statements
        .iter()
        .filter_map(|other| other.sid.as_ref().and_then(Value::literal))
        .chain(document.overridden.iter().filter_map(Value::literal))
        .collect();
    let mut names = std::iter::once(format!("{old}Svc")).chain((2..100).map(|number| format!("{old}Svc{number}")));
    let new = names.find(|name| !taken.contains(name)).ok_or_else(not_split)?;
    retext(file, within, node, &new).map(Some)
}
