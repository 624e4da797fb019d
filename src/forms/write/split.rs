//! Splitting a statement: its principals are spread over it and copies of it, each conditioned for
//! itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Writer, Written, hcl};
use crate::edit::{Edit, merge};
use crate::forms::Document;
use crate::link::Program;
use crate::policy::change::Change;
use crate::policy::statement::{Holder, Place, Statement};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Block, Layout, Node, NodeKind, NodeRef};
use crate::syntax::write::{duplicate_block, duplicate_item, remove_entry, remove_items, wrap_in_list};
use crate::text::{Span, TextFile};
use crate::value::Part;

/// One of the statements that a statement becomes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Piece {
    /// The principals that it has, by their number.
    pub principals: BTreeSet<usize>,
    /// What changes in it.
    pub changes: Vec<Change>,
}

/// Makes several statements of one: the first piece stays where the statement is, the others are
/// copies of it behind it.
///
/// # Errors
/// Why the statement cannot be split where it stands.
pub fn split(
    program: &Program,
    document: &Document,
    statement: &Statement,
    pieces: &[Piece],
    provider: Option<&str>,
) -> Result<Written, Reason> {
    program.is_authored(statement.place.span())?;
    statement.place.editable()?;
    let spans = |wanted: &dyn Fn(usize) -> bool| -> Result<Vec<Span>, Reason> {
        let principals = statement.principals.known.iter().enumerate();
        let chosen = principals.filter(|(index, _)| wanted(*index));
        chosen.map(|(_, principal)| principal.identifier.node().map(|node| node.span).ok_or_else(not_split)).collect()
    };
    let file = program.file(statement.place.span());
    let mut writer = Writer { program, provider, out: Written::default() };
    let mut taken = sids(document);
    let mut texts = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let (own, gone) =
            (spans(&|index| piece.principals.contains(&index))?, spans(&|index| !piece.principals.contains(&index))?);
        // One expression that stands for several principals cannot go and stay.
        if gone.iter().any(|span| own.contains(span)) {
            return Err(not_split());
        }
        let mut edits = writer.amend(statement, &piece.changes)?;
        let within = match &statement.place {
            Place::Map { node, .. } => {
                edits.extend(drop_from_map(file, node, &gone)?);
                layout(node)
            }
            Place::Block { block, .. } => {
                edits.extend(drop_from_block(file, block, &gone)?);
                hcl()
            }
            Place::Object { holder: Holder::Block(_), .. } => return Err(one_statement()),
            Place::Object { .. } | Place::Arguments { .. } => return Err(not_split()),
        };
        if at > 0 {
            edits.extend(writer.rename_sid(statement, &mut taken, &within)?);
        }
        texts.push(merged(edits)?);
    }
    writer.out.edits = written(file, document, &statement.place, &texts)?;
    Ok(writer.out)
}

/// The pieces where the statement stands; `texts` are the edits that make each of them of it.
fn written(file: &TextFile, document: &Document, place: &Place, texts: &[Vec<Edit>]) -> Result<Vec<Edit>, Reason> {
    let (original, copies) = texts.split_first().ok_or_else(not_split)?;
    let behind = match place {
        Place::Map { node, list: Some(list), .. } => {
            let items = list.as_list().map(|list| list.items.as_slice()).unwrap_or_default();
            let index = items.iter().position(|item| item.span == node.span).ok_or_else(not_split)?;
            duplicate_item(file, list, index, copies)?
        }
        Place::Map { node, list: None, .. } => return wrap(file, document, node, texts),
        Place::Block { block, .. } => duplicate_block(file, block, copies)?,
        Place::Object { .. } | Place::Arguments { .. } => return Err(not_split()),
    };
    Ok(original.iter().cloned().chain(behind).collect())
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

/// `Statement` is one object: it becomes a list of the pieces.
fn wrap(file: &TextFile, document: &Document, node: &NodeRef, texts: &[Vec<Edit>]) -> Result<Vec<Edit>, Reason> {
    let root = document.root.as_ref().ok_or_else(not_split)?;
    let entries = root.as_map().map(|map| map.entries.as_slice()).unwrap_or_default();
    let index = entries.iter().position(|entry| entry.is_named("Statement") && entry.value.span == node.span);
    wrap_in_list(file, root, index.ok_or_else(not_split)?, texts)
}

/// Takes principals out of the `Principal` of a statement.
fn drop_from_map(file: &TextFile, statement: &Node, gone: &[Span]) -> Result<Vec<Edit>, Reason> {
    let map = statement.as_map().ok_or_else(not_split)?;
    let principal = map.entries.iter().find(|entry| entry.is_named("Principal")).ok_or_else(not_split)?;
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

/// The Sids that a copy cannot have.
fn sids(document: &Document) -> Vec<Vec<Part>> {
    let own = document.statements.iter().filter_map(|other| other.sid.as_ref());
    own.chain(&document.overridden).filter_map(|sid| sid.parts().map(<[Part]>::to_vec)).collect()
}

impl Writer<'_> {
    /// The copy's Sid: the old one with `Svc` behind it, as none of the taken ones. Without a Sid, none.
    fn rename_sid(
        &mut self,
        statement: &Statement,
        taken: &mut Vec<Vec<Part>>,
        within: &Layout,
    ) -> Result<Option<Edit>, Reason> {
        let Some(sid) = &statement.sid else { return Ok(None) };
        let old = sid.parts().filter(|parts| parts.iter().all(|part| part.unknown().is_none())).ok_or_else(|| {
            Reason::new(
                ReasonKind::NotLiteral,
                "its Sid is known only when it is deployed: split the statement by hand",
            )
        })?;
        if old.is_empty() {
            return Ok(None);
        }
        let mut suffixes = std::iter::once("Svc".to_owned()).chain((2..100).map(|number| format!("Svc{number}")));
        let named = |suffix: String| Some(followed_by(old, &suffix)).filter(|name| !taken.contains(name));
        let new = suffixes.find_map(named).ok_or_else(not_split)?;
        let edit = self.revalue(statement, sid, &new, within)?;
        taken.push(new);
        Ok(Some(edit))
    }
}

/// How long a Sid may be where it is limited.
const LONGEST_SID: usize = 64;

/// A Sid with a text behind it, and not longer than it may be.
fn followed_by(sid: &[Part], suffix: &str) -> Vec<Part> {
    let mut parts = sid.to_vec();
    match parts.last_mut() {
        Some(Part::Literal(last)) => {
            if last.is_ascii() && last.len() <= LONGEST_SID {
                last.truncate(LONGEST_SID - suffix.len());
            }
            last.push_str(suffix);
        }
        _ => parts.push(Part::Literal(suffix.to_owned())),
    }
    parts
}
