//! Collections in brackets: HCL objects and tuples, JSON, YAML flow collections.

use std::ops::Range;

use crate::edit::Edit;
use crate::reason::Reason;
use crate::syntax::tree::{Grammar, Layout, Node, NodeKind, TextStyle};
use crate::text::Span;

use super::encode;
use super::source::{Source, is_blank, shape};
use super::unit;

/// A collection in brackets, as ranges of bytes of the file.
pub(super) struct Brackets<'a> {
    pub(super) source: Source<'a>,
    pub(super) layout: &'a Layout,
    /// The items, or the entries of a map from key to value.
    pub(super) items: Vec<Range<usize>>,
    /// First byte after the opening bracket.
    pub(super) open: usize,
    /// The closing bracket.
    pub(super) close: usize,
    is_map: bool,
    /// The items that end in a heredoc's marker, which nothing may follow on its line.
    heredocs: Vec<bool>,
}

/// What stands behind an item on its line.
pub(super) struct Behind {
    /// The comma.
    pub(super) comma: Option<usize>,
    /// End of the line, before its line end; none where something else follows on the line.
    pub(super) line_end: Option<usize>,
}

impl<'a> Brackets<'a> {
    /// The collection of a node; none where it is none or has no brackets.
    pub(super) fn of(source: Source<'a>, node: &'a Node) -> Option<Brackets<'a>> {
        let (layout, items): (_, Vec<(Span, &Node)>) = match &node.kind {
            NodeKind::Map(map) => {
                (&map.layout, map.entries.iter().map(|entry| (entry.span(), entry.value.as_ref())).collect())
            }
            NodeKind::List(list) => (&list.layout, list.items.iter().map(|item| (item.span, item.as_ref())).collect()),
            _ => return None,
        };
        let range = node.span.range();
        let written = source.text.get(range.clone())?;
        let bracketed = written.len() > 1 && written.starts_with(['{', '[']) && written.ends_with(['}', ']']);
        let (open, close) = (range.start + 1, range.end.wrapping_sub(1));
        bracketed.then(|| Brackets {
            source,
            layout,
            items: items.iter().map(|(span, _)| span.range()).collect(),
            open,
            close,
            is_map: node.as_map().is_some(),
            heredocs: items.iter().map(|(_, value)| is_heredoc(value)).collect(),
        })
    }

    /// Does the collection stand inside a text that writes line ends as escapes, and does so here?
    pub(super) fn is_escaped(&self) -> bool {
        encode::escapes(&self.layout.nest) && !self.has_lines()
    }

    /// Does the collection stand on several lines?
    pub(super) fn has_lines(&self) -> bool {
        self.source.has_newline(self.open..self.close)
    }

    /// New items as they stand in the file.
    pub(super) fn outward(&self, items: Items) -> Items {
        let outward = |text: String| encode::outward(&text, self.source.newline, &self.layout.nest);
        Items {
            lines: items.lines.into_iter().map(outward).collect(),
            inline: items.inline.into_iter().map(outward).collect(),
            filling: outward(items.filling),
        }
    }

    /// Puts copies of the text of an item behind it.
    pub(super) fn insert_copies(&self, index: usize, copies: Vec<String>) -> Vec<Edit> {
        let comma = if copies.iter().any(|copy| copy.contains(' ')) { ", " } else { "," };
        let items = Items { lines: copies.clone(), inline: copies, filling: String::new() };
        self.insert_behind(index, &items, true, comma)
    }

    /// What stands behind an item, up to the end of its line.
    pub(super) fn behind(&self, index: usize) -> Behind {
        let limit = self.items.get(index + 1).map_or(self.close, |next| next.start);
        let mut found = Behind { comma: None, line_end: None };
        let mut at = self.items[index].end;
        while at < limit {
            let rest = &self.source.text[at..limit];
            match rest.as_bytes()[0] {
                b' ' | b'\t' | b'\r' => at += 1,
                b',' if found.comma.is_none() => {
                    found.comma = Some(at);
                    at += 1;
                }
                b'\n' => {
                    found.line_end = Some(self.source.line_end(self.source.line_start(at)));
                    break;
                }
                _ if rest.starts_with("/*") => {
                    at += rest.find("*/").map_or(rest.len(), |length| length + 2);
                }
                _ if self.is_line_comment(rest) => {
                    at = self.source.line_end(at);
                    if at >= limit {
                        break;
                    }
                }
                _ => break,
            }
        }
        found
    }

    fn is_line_comment(&self, rest: &str) -> bool {
        match self.layout.grammar {
            Grammar::Hcl => rest.starts_with('#') || rest.starts_with("//"),
            Grammar::Json => false,
            Grammar::YamlBlock | Grammar::YamlFlow => rest.starts_with('#'),
        }
    }

    /// The indentation of the items that start a line; one step more than the bracket's if none does.
    pub(super) fn indent(&self) -> String {
        match self.items.iter().rev().find(|item| self.source.starts_line(item.start)) {
            Some(item) => self.source.indent(item.start).to_owned(),
            None => format!("{}{}", self.source.indent(self.close), self.unit()),
        }
    }

    /// One step of indentation: what an item stands deeper than the closing bracket, else what its
    /// second line stands deeper than its first, else the file's usual step.
    pub(super) fn unit(&self) -> String {
        let item = self.items.iter().rev().find(|item| self.source.starts_line(item.start));
        item.and_then(|item| unit::between(self.source.indent(self.close), self.source.indent(item.start)))
            .or_else(|| self.items.iter().find_map(|item| self.step_inside(item)))
            .unwrap_or_else(|| unit::of_file(self.source.text))
    }

    fn step_inside(&self, item: &Range<usize>) -> Option<String> {
        let second = item.start + self.source.text[item.clone()].find('\n')? + 1;
        unit::between(self.source.indent(item.start), self.source.indent(second))
    }

    /// Puts new items behind the item `index`, which must exist.
    ///
    /// `map_commas`: do commas stand between the lines of this map? `comma` stands between items
    /// on one line, where no two old ones show what does.
    pub(super) fn insert_behind(&self, index: usize, items: &Items, map_commas: bool, comma: &str) -> Vec<Edit> {
        let behind = self.behind(index);
        let Some(line_end) = behind.line_end.filter(|_| !self.is_escaped() && self.is_exploded()) else {
            return self.insert_inline(index, &behind, &items.inline, comma);
        };
        let end = self.items[index].end;
        let free = self.is_map && self.layout.grammar == Grammar::Hcl && (!map_commas || self.heredocs[index]);
        let needs_comma = !free;
        let comma_after = if index + 1 == self.items.len() { behind.comma.is_some() } else { needs_comma };
        let content = self.own_lines(&items.lines, needs_comma, comma_after);
        if needs_comma && self.heredocs[index] {
            let first = self.indent().len() + self.source.newline.len();
            let (head, tail) = content.split_at(first);
            return vec![self.source.insert(end, format!("{head}, {tail}"))];
        }
        let due = needs_comma && behind.comma.is_none();
        match (due, line_end == end) {
            (true, true) => vec![self.source.insert(end, format!(",{content}"))],
            (true, false) => vec![self.source.insert(end, ","), self.source.insert(line_end, content)],
            (false, _) => vec![self.source.insert(line_end, content)],
        }
    }

    /// Does the closing bracket stand on a line of its own, so that items do so too?
    fn is_exploded(&self) -> bool {
        self.source.starts_line(self.close) || self.items.last().is_some_and(|item| self.behind_is_line(item))
    }

    fn behind_is_line(&self, item: &Range<usize>) -> bool {
        self.source.starts_line(item.start) && self.source.has_newline(item.end..self.close)
    }

    fn own_lines(&self, items: &[String], needs_comma: bool, comma_after: bool) -> String {
        let indent = self.indent();
        let mut out = String::new();
        for (at, item) in items.iter().enumerate() {
            let comma = if at + 1 < items.len() && needs_comma || comma_after { "," } else { "" };
            out.push_str(&format!("{}{indent}{item}{comma}", self.source.newline));
        }
        out
    }

    fn insert_inline(&self, index: usize, behind: &Behind, items: &[String], comma: &str) -> Vec<Edit> {
        let end = self.items[index].end;
        let last = index + 1 == self.items.len();
        if let (Some(at), true) = (behind.comma, last) {
            let content: String = items.iter().map(|item| format!(" {item},")).collect();
            return vec![self.source.insert(at + 1, content)];
        }
        let separator = self.separator().unwrap_or(comma);
        let content: String = items.iter().map(|item| format!("{separator}{item}")).collect();
        vec![self.source.insert(end, content)]
    }

    /// What stands between the last two items, where that is a comma and blanks (or, in a text
    /// with escapes, blanks written as escapes).
    fn separator(&self) -> Option<&'a str> {
        let [.., previous, last] = self.items.as_slice() else { return None };
        let gap = self.source.text.get(previous.end..last.start)?;
        let blanks = |char: char| ", \t\r\n".contains(char) || self.is_escaped() && "\\nrt".contains(char);
        (gap.starts_with(',') && gap.chars().all(blanks)).then_some(gap)
    }

    /// Fills a collection that has no items: on lines of their own where it has lines already, or
    /// where `explode` wants it. `commas` as `map_commas` of [`Brackets::insert_behind`].
    pub(super) fn fill(&self, items: &Items, commas: bool, explode: bool) -> Result<Vec<Edit>, Reason> {
        let inside = &self.source.text[self.open..self.close];
        let standing = inside.contains('\n');
        if !is_blank(inside) && !standing {
            return Err(shape("a comment stands in the empty brackets: add the condition by hand"));
        }
        if self.is_escaped() || !standing && !explode {
            return Ok(vec![self.source.replace(self.open..self.close, items.filling.as_str())]);
        }
        let content = self.own_lines(&items.lines, commas, false);
        if standing {
            let at = self.open + inside.trim_end().len();
            return Ok(vec![self.source.insert(at, content)]);
        }
        let content = format!("{content}{}{}", self.source.newline, self.source.indent(self.close));
        Ok(vec![self.source.replace(self.open..self.close, content)])
    }
}

fn is_heredoc(value: &Node) -> bool {
    matches!(&value.kind, NodeKind::Text(text) if matches!(text.style, TextStyle::Heredoc { .. }))
}

/// New items or entries, in each way they may be needed.
pub(super) struct Items {
    /// As they stand on lines of their own, line breaks inside allowed.
    pub(super) lines: Vec<String>,
    /// As they stand on one line.
    pub(super) inline: Vec<String>,
    /// All of them, as they fill empty brackets on one line, blanks at the ends included.
    pub(super) filling: String,
}
