//! YAML: block and flow collections, tags, anchors, several documents.
//!
//! What the parser says of spans is mended: it reports block scalars without their header, block
//! collections up to the next token, sequences as deep as their key from behind their `-`, and
//! the absence of a value as a `~` somewhere near.

mod indicator;
mod outdented;
mod scalar;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::iter::Peekable;
use std::ops::Range;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScanError, StructureStyle, options};

use crate::syntax::limits::{self, MAX_DEPTH};
use crate::syntax::tree::{Entry, Grammar, Layout, List, Map, Node, NodeKind, NodeRef, ParseError, YamlDocuments};
use crate::text::{FileId, Span};

/// Reads the documents of a YAML text.
///
/// # Errors
/// What is not YAML, is nested too deep, or is too large.
pub fn parse(file: FileId, text: &str) -> Result<YamlDocuments, ParseError> {
    let (source, shift) = limits::open(file, text)?;
    let mut shown = Cow::Borrowed(source);
    for _ in 0..outdented::MAX_JOINED {
        match documents(Builder::new(source, &shown, file, shift)) {
            Ok(documents) => return Ok(documents),
            Err(Failure::Refused(error)) => return Err(error),
            Err(Failure::Scan(error)) if outdented::join(&mut shown, &error) => {}
            Err(Failure::Scan(error)) => return Err(scan_error(&error, source, file, shift)),
        }
    }
    Err(limits::refusal(file, 0, "too many lines of quoted scalars stand no deeper than their keys"))
}

/// Why there is no tree: the parser says so, or we do.
enum Failure {
    Scan(ScanError),
    Refused(ParseError),
}

fn documents(mut builder: Builder) -> Result<YamlDocuments, Failure> {
    let options = options! { emit_anchor_events: true, emit_comments: false };
    let mut events = Parser::new_from_str_with_options(builder.shown, options).peekable();
    while let Some(event) = events.next() {
        let (event, span) = event.map_err(Failure::Scan)?;
        builder.take(event, span, &mut events).map_err(Failure::Refused)?;
    }
    let anchors = builder.anchors.into_iter().filter_map(|(name, node)| Some((name, node?))).collect();
    Ok(YamlDocuments { roots: builder.roots, anchors })
}

fn scan_error(error: &ScanError, source: &str, file: FileId, shift: u32) -> ParseError {
    let offset = source.floor_char_boundary(error.marker().byte_offset().unwrap_or(0));
    let message = error.info().lines().next().unwrap_or_default().to_owned();
    limits::refusal(file, offset + shift as usize, message)
}

type Events<'a, I> = Peekable<Parser<'a, I>>;

/// Builds nodes from the parser's events. All offsets are those of `source`.
struct Builder<'a> {
    /// The text without its byte order mark.
    source: &'a str,
    /// What the parser reads: `source`, with some line ends hidden behind blanks.
    shown: &'a str,
    file: FileId,
    /// Length of the byte order mark.
    shift: u32,
    /// The collections that are open, outermost first.
    frames: Vec<Frame>,
    roots: Vec<NodeRef>,
    /// Anchors in order of appearance; the node is there once it is complete.
    anchors: Vec<(String, Option<NodeRef>)>,
    /// Everything before this offset belongs to tokens that were taken.
    floor: usize,
}

/// A collection that is open.
struct Frame {
    start: usize,
    flow: bool,
    properties: Properties,
    content: Content,
}

enum Content {
    List(Vec<NodeRef>),
    /// The entries, and the key that waits for its value.
    Map(Vec<Entry>, Option<NodeRef>),
}

/// What stands before a node.
#[derive(Default)]
struct Properties {
    /// Where the tag stands.
    tag: Option<Range<usize>>,
    /// The place in [`Builder::anchors`].
    anchor: Option<usize>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a str, shown: &'a str, file: FileId, shift: u32) -> Builder<'a> {
        Builder { source, shown, file, shift, frames: Vec::new(), roots: Vec::new(), anchors: Vec::new(), floor: 0 }
    }

    fn take<I: granit_parser::BorrowedInput<'a>>(
        &mut self,
        event: Event<'a>,
        span: granit_parser::Span,
        events: &mut Events<'a, I>,
    ) -> Result<(), ParseError> {
        let range = byte_range(&span);
        let tag = span.tag_span().map(|tag| byte_range(&tag));
        match event {
            Event::DocumentStart(..) => self.floor = self.floor.max(range.end),
            Event::Alias(_) => {
                let name = self.source[range.clone()].trim_start_matches('*').to_owned();
                self.floor = range.end;
                self.place(Node { span: self.span(range), kind: NodeKind::Alias(name) }, Properties::default());
            }
            Event::Scalar(value, style, ..) => {
                let properties = Properties { tag, anchor: self.anchor(events) };
                let node = self.scalar(&value, style, range, &properties);
                self.place(node, properties);
            }
            Event::SequenceStart(style, ..) => {
                let properties = Properties { tag, anchor: self.anchor(events) };
                self.open(Content::List(Vec::new()), style, range, properties)?;
            }
            Event::MappingStart(style, ..) => {
                let properties = Properties { tag, anchor: self.anchor(events) };
                self.open(Content::Map(Vec::new(), None), style, range, properties)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(range),
            _ => {}
        }
        Ok(())
    }

    /// The anchor of the node whose event was just taken, where it has one.
    fn anchor<I: granit_parser::BorrowedInput<'a>>(&mut self, events: &mut Events<'a, I>) -> Option<usize> {
        match events.next_if(|event| matches!(event, Ok((Event::Anchor(..), _)))) {
            Some(Ok((Event::Anchor(_, name), _))) => {
                self.anchors.push((name.into_owned(), None));
                Some(self.anchors.len() - 1)
            }
            _ => None,
        }
    }

    fn open(
        &mut self,
        content: Content,
        style: StructureStyle,
        range: Range<usize>,
        properties: Properties,
    ) -> Result<(), ParseError> {
        if self.frames.len() == MAX_DEPTH {
            return Err(limits::too_deep(self.span(range)));
        }
        let flow = style == StructureStyle::Flow;
        let start = match content {
            Content::List(_) if !flow => self.block_list_start(range.start),
            _ => range.start,
        };
        self.floor = if flow { range.end } else { start };
        self.frames.push(Frame { start, flow, properties, content });
        Ok(())
    }

    /// The first `-` of a block sequence that the parser says starts at `start`.
    fn block_list_start(&self, start: usize) -> usize {
        match self.frames.last() {
            Some(Frame { content: Content::Map(..), .. }) => {
                indicator::find(self.source, self.floor, b"-").unwrap_or(start)
            }
            _ => start,
        }
    }

    fn close(&mut self, range: Range<usize>) {
        let Some(frame) = self.frames.pop() else { return };
        let layout =
            Layout { grammar: if frame.flow { Grammar::YamlFlow } else { Grammar::YamlBlock }, nest: Vec::new() };
        let (first, last, kind) = match frame.content {
            Content::List(items) => {
                (items.first().cloned(), items.last().cloned(), NodeKind::List(List { items, layout }))
            }
            Content::Map(entries, _) => (
                entries.first().map(|entry| entry.key.clone()),
                entries.last().map(|entry| entry.value.clone()),
                NodeKind::Map(Map { entries, layout }),
            ),
        };
        let start = first.map_or(frame.start, |first| frame.start.min(self.offset(first.span.start)));
        let bracketed = frame.flow && !range.is_empty();
        let end = match last {
            Some(last) if !bracketed => self.offset(last.span.end),
            _ => range.end,
        };
        self.floor = end;
        self.place(Node { span: self.span(start..end), kind }, frame.properties);
    }

    /// Puts a complete node where it belongs.
    fn place(&mut self, node: Node, properties: Properties) {
        let node = Arc::new(match properties.tag {
            Some(tag) => self.tagged(tag, node),
            None => node,
        });
        if let Some(anchor) = properties.anchor.and_then(|at| self.anchors.get_mut(at)) {
            anchor.1 = Some(node.clone());
        }
        match self.frames.last_mut().map(|frame| &mut frame.content) {
            None => self.roots.push(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map(entries, waiting)) => match waiting.take() {
                Some(key) => entries.push(Entry { key, value: node }),
                None => *waiting = Some(node),
            },
        }
    }

    fn tagged(&self, tag: Range<usize>, node: Node) -> Node {
        let written = self.source[tag.clone()].to_owned();
        let span = self.span(tag).join(node.span);
        Node { span, kind: NodeKind::Tagged { tag: written, value: Arc::new(node) } }
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span { file: self.file, start: range.start as u32 + self.shift, end: range.end as u32 + self.shift }
    }

    /// An offset of the file as an offset of `source`.
    fn offset(&self, position: u32) -> usize {
        (position - self.shift) as usize
    }
}

/// The bytes of a span; the parser knows them always, as it reads from a `str`.
fn byte_range(span: &granit_parser::Span) -> Range<usize> {
    span.byte_range().unwrap_or(0..0)
}
