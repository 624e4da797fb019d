//! Attributes and blocks of HCL bodies.

use std::ops::Range;

use crate::edit::Edit;
use crate::reason::Reason;
use crate::syntax::tree::{Block, Grammar, Item};
use crate::text::{FileId, Span, TextFile};

use super::Writing;
use super::copy;
use super::form::Neighbours;
use super::pen::Pen;
use super::source::{Source, is_blank, shape};
use super::unit;

/// Puts nested blocks of one kind behind the last item of a block, each with its attributes:
/// `condition { test = "StringEquals" ... }`.
///
/// A blank line stands before each where one stands before the block's last nested block, or where
/// it has none yet. The attributes are lined up among themselves.
#[must_use]
pub fn insert_blocks(file: &TextFile, owner: &Block, kind: &str, each: &[Vec<(String, Writing)>]) -> Edit {
    let site = Site::new(file, owner);
    let newline = site.source.newline;
    let indent = site.indent();
    let inner = format!("{indent}{}", site.unit());
    let pen = site.pen();
    let mut blank = site.wants_blank_line();
    let mut content = String::new();
    for attributes in each {
        content.push_str(if blank { newline } else { "" });
        content.push_str(&format!("{newline}{indent}{kind} {{"));
        for line in pen.attributes(attributes, &inner) {
            content.push_str(&format!("{newline}{inner}{line}"));
        }
        content.push_str(&format!("{newline}{indent}}}"));
        blank |= owner.body.blocks().next().is_none();
    }
    site.insert_behind(owner.body.items.last(), &content)
}

/// Puts attributes into a block: behind the attribute `after` where it is there, else behind the
/// last attribute before any nested block, else first.
///
/// A list whose name is longer than the column that it would join is written on several lines: what
/// is on several lines shares no column, so the neighbours stay where they are.
#[must_use]
pub fn insert_attributes(
    file: &TextFile,
    owner: &Block,
    after: Option<&str>,
    attributes: &[(String, Writing)],
) -> Edit {
    let site = Site::new(file, owner);
    let (newline, indent) = (site.source.newline, site.indent());
    let items = &owner.body.items;
    let named = items.iter().find(|item| match item {
        Item::Attribute(attribute) => Some(attribute.name.as_str()) == after,
        Item::Block(_) => false,
    });
    let anchor = named.or(items.iter().take_while(|item| matches!(item, Item::Attribute(_))).last());
    let is_longer = |(name, _): &(String, Writing)| anchor.is_some_and(|anchor| site.widens(anchor, name));
    let pen = if attributes.iter().any(is_longer) { site.pen().exploding_lists() } else { site.pen() };
    let lines = pen.attributes(attributes, &indent);
    let mut content: String = lines.iter().map(|line| format!("{newline}{indent}{line}")).collect();
    if anchor.is_none() && !items.is_empty() {
        content.push_str(newline);
    }
    site.insert_behind(anchor, &content)
}

/// Puts copies of a block behind it, with blank lines between, one for each of `copies`: the edits
/// that are done in it.
///
/// # Errors
/// A block that shares its line, an edit that is not inside the block, edits that overlap.
pub fn duplicate_block(file: &TextFile, block: &Block, copies: &[Vec<Edit>]) -> Result<Vec<Edit>, Reason> {
    let source = Source::new(file, block.span);
    let range = block.span.range();
    if !source.starts_line(range.start) {
        return Err(shape("the block shares its line with another: split it by hand"));
    }
    let copy = |edits: &Vec<Edit>| copy::with_edits(&source, range.clone(), edits, Grammar::Hcl);
    let copies: Vec<String> = copies.iter().map(copy).collect::<Result<_, _>>()?;
    let lead = format!("{0}{0}{1}", source.newline, source.indent(range.start));
    let content: String = copies.iter().map(|copy| format!("{lead}{copy}")).collect();
    Ok(vec![source.insert(source.line_end(range.end), content)])
}

/// Puts whole blocks at the top level of the file `id`: behind `after`, else at its end.
///
/// `blocks` is their text, with `\n` between its lines and none at its end. A blank line comes
/// before it; the file ends as it ended, in a line end or without.
#[must_use]
pub fn append_blocks(id: FileId, file: &TextFile, after: Option<&Block>, blocks: &str) -> Edit {
    let source = Source::new(file, Span { file: id, start: 0, end: 0 });
    let newline = source.newline;
    let blocks = blocks.replace('\n', newline);
    if let Some(block) = after {
        return source.insert(source.line_end(block.span.range().end), format!("{newline}{newline}{blocks}"));
    }
    let end = file.text.trim_end().len().max(file.bom_len());
    if end == file.bom_len() {
        return source.insert(end, format!("{blocks}{newline}"));
    }
    source.insert(end, format!("{newline}{newline}{blocks}"))
}

/// A block whose body is added to.
struct Site<'a> {
    source: Source<'a>,
    block: &'a Block,
}

impl<'a> Site<'a> {
    fn new(file: &'a TextFile, block: &'a Block) -> Site<'a> {
        Site { source: Source::new(file, block.span), block }
    }

    /// The blanks before the line the block starts on.
    fn outer(&self) -> &'a str {
        self.source.indent(self.block.span.range().start)
    }

    /// The blanks before its items.
    fn indent(&self) -> String {
        let mut starts = self.block.body.items.iter().rev().map(|item| item_range(item).start);
        match starts.find(|&start| self.source.starts_line(start)) {
            Some(start) => self.source.indent(start).to_owned(),
            None => format!("{}{}", self.outer(), unit::of_file(self.source.text)),
        }
    }

    /// One step of indentation.
    fn unit(&self) -> String {
        unit::between(self.outer(), &self.indent()).unwrap_or_else(|| unit::of_file(self.source.text))
    }

    /// Is a new block set off by a blank line?
    fn wants_blank_line(&self) -> bool {
        let items = &self.block.body.items;
        let last_block = items.windows(2).rev().find(|pair| matches!(pair[1], Item::Block(_)));
        match last_block {
            Some(pair) => {
                let gap = &self.source.text[item_range(&pair[0]).end..item_range(&pair[1]).start];
                let lines: Vec<&str> = gap.split('\n').collect();
                lines.len() > 2 && lines[1..lines.len() - 1].iter().any(|line| is_blank(line))
            }
            None => !items.is_empty(),
        }
    }

    /// Would a name behind this item on the same column move the column?
    fn widens(&self, item: &Item, name: &str) -> bool {
        let Item::Attribute(attribute) = item else { return false };
        let between = &self.source.text[attribute.name_span.range().end..attribute.value.span.range().start];
        let blanks = between.find('=').unwrap_or_default();
        !self.source.has_newline(item_range(item)) && name.chars().count() >= attribute.name.chars().count() + blanks
    }

    /// A pen in the style of the values in this block and in the blocks inside.
    fn pen(&self) -> Pen {
        let mut seen = Neighbours::default();
        seen.look_into_body(&self.source, &self.block.body);
        Pen::from_neighbours(&self.source, Grammar::Hcl, self.unit(), seen)
    }

    /// Puts text that starts with a line end behind the line of an item, else first in the body.
    fn insert_behind(&self, item: Option<&Item>, content: &str) -> Edit {
        let inside = self.block.body.span.range();
        if self.source.has_newline(inside.clone()) {
            let anchor = item.map_or(inside.start, |item| item_range(item).end);
            return self.source.insert(self.source.line_end(anchor), content);
        }
        let newline = self.source.newline;
        let kept = match self.source.text[inside.clone()].trim() {
            "" => String::new(),
            kept => format!("{newline}{}{kept}", self.indent()),
        };
        self.source.replace(inside, format!("{kept}{content}{newline}{}", self.outer()))
    }
}

fn item_range(item: &Item) -> Range<usize> {
    match item {
        Item::Attribute(attribute) => attribute.name_span.join(attribute.value.span).range(),
        Item::Block(block) => block.span.range(),
    }
}
