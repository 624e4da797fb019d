//! The one tree of all syntaxes: honest about shape, style and spans, silent about meaning.
//!
//! Spans always count bytes of the outermost file, also for a JSON text inside an HCL heredoc.

mod hcl;

use std::sync::Arc;

use crate::text::Span;
pub use hcl::{Attribute, Block, Body, Expression, For, Item, Step, Traversal, TraversalRoot};

/// A shared node: values remember the node they were read from.
pub type NodeRef = Arc<Node>;

/// One value as it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The bytes of the value: quotes, brackets and a YAML tag included, surrounding blanks and
    /// comments not. A heredoc's span runs from `<<` to the end marker.
    pub span: Span,
    /// What it is.
    pub kind: NodeKind,
}

/// Kinds of values.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    /// `null`, `~`, or nothing at all in YAML (then the span is empty).
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A string or a template.
    Text(Text),
    /// A list.
    List(List),
    /// A map or object.
    Map(Map),
    /// An HCL expression that is none of the above.
    Expression(Expression),
    /// A YAML value with a tag: `!Sub "..."`. The inner node's span leaves the tag out.
    Tagged {
        /// The tag with its `!`, as written.
        tag: String,
        /// The value behind it.
        value: NodeRef,
    },
    /// A YAML alias, `*name`.
    Alias(String),
}

/// A string: literal parts and, in HCL templates, interpolations.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// The parts in order. A plain string has one literal part; an empty string has none.
    pub parts: Vec<TextPart>,
    /// How it is written.
    pub style: TextStyle,
}

/// One part of a string.
#[derive(Debug, Clone, PartialEq)]
pub enum TextPart {
    /// Literal text, decoded (escapes resolved). The span covers the raw bytes.
    Literal {
        /// Decoded text.
        value: String,
        /// Raw bytes.
        span: Span,
    },
    /// `${ ... }` of HCL: the expression inside; the span covers `${` and `}` too.
    Interpolation {
        /// The expression.
        value: NodeRef,
        /// From `${` to `}`.
        span: Span,
    },
    /// `%{ ... }` of HCL: not followed, but its expressions count as references.
    Directive {
        /// Expressions anywhere inside.
        mentions: Vec<NodeRef>,
        /// The whole directive, from the first `%{` to the last `}`.
        span: Span,
    },
}

/// How a string is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextStyle {
    /// YAML plain scalar, or a bare identifier as an HCL object key.
    Plain,
    /// YAML `'...'`.
    Single,
    /// `"..."`.
    Double,
    /// HCL `<<EOT`; `indented` for `<<-EOT`.
    Heredoc {
        /// `<<-`
        indented: bool,
    },
    /// YAML `|`.
    Literal,
    /// YAML `>`.
    Folded,
}

/// A list and how it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct List {
    /// The items.
    pub items: Vec<NodeRef>,
    /// How it is written.
    pub layout: Layout,
}

/// A map and how it is written. Duplicate keys are kept, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// The entries.
    pub entries: Vec<Entry>,
    /// How it is written.
    pub layout: Layout,
}

/// One entry of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key: a [`NodeKind::Text`] where it is literal.
    pub key: NodeRef,
    /// The value.
    pub value: NodeRef,
}

impl Entry {
    /// From the first byte of the key to the last of the value.
    #[must_use]
    pub fn span(&self) -> Span {
        self.key.span.join(self.value.span)
    }

    /// Is it the entry of this name, in any letter case, as IAM reads names?
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.key.literal().is_some_and(|key| key.eq_ignore_ascii_case(name))
    }
}

impl Map {
    /// The first entry whose key is literally `key` (exact case).
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.literal().as_deref() == Some(key))
    }
}

/// How a list or map is written: its grammar, and the texts it is nested in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The grammar of the brackets, commas and keys.
    pub grammar: Grammar,
    /// The texts that this text is written inside of, outermost first; empty for a file's own
    /// grammar. What is inserted must pass through their encoders, innermost first.
    pub nest: Vec<Encoding>,
}

/// A grammar for lists and maps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grammar {
    /// HCL objects and tuples.
    Hcl,
    /// JSON.
    Json,
    /// YAML block collections.
    YamlBlock,
    /// YAML flow collections.
    YamlFlow,
}

/// How a text inside another text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// An HCL heredoc: verbatim, `${}` is live.
    HclHeredoc,
    /// An HCL quoted string: `\"`, `\n`, `${}` is live.
    HclQuoted,
    /// A YAML `|` block scalar: verbatim, every line indented by this many bytes.
    YamlLiteral {
        /// Indentation of its lines, in bytes.
        indent: u32,
    },
    /// A YAML `'...'` scalar: `'` is doubled.
    YamlSingle,
    /// A YAML or JSON `"..."` scalar.
    Quoted,
}

impl Node {
    /// The decoded text where this is a string without interpolations, else none.
    #[must_use]
    pub fn literal(&self) -> Option<String> {
        match &self.kind {
            NodeKind::Text(text) => text.literal(),
            _ => None,
        }
    }

    /// The map, where this is one.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match &self.kind {
            NodeKind::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The list, where this is one.
    #[must_use]
    pub fn as_list(&self) -> Option<&List> {
        match &self.kind {
            NodeKind::List(list) => Some(list),
            _ => None,
        }
    }
}

impl Text {
    /// The decoded text where there are only literal parts.
    #[must_use]
    pub fn literal(&self) -> Option<String> {
        let mut out = String::new();
        for part in &self.parts {
            match part {
                TextPart::Literal { value, .. } => out.push_str(value),
                _ => return None,
            }
        }
        Some(out)
    }
}

/// A parsed file.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    /// `.tf`, `.tofu`
    Hcl(Arc<Body>),
    /// One JSON value.
    Json(NodeRef),
    /// A text that `templatefile` fills in: one text node.
    Text(NodeRef),
    /// The documents of a YAML file. Anchored nodes are listed by name, for aliases.
    Yaml(YamlDocuments),
}

/// The documents of one YAML file.
#[derive(Debug, Clone, PartialEq)]
pub struct YamlDocuments {
    /// One node per document.
    pub roots: Vec<NodeRef>,
    /// Anchor name and the node it names, in order of appearance.
    pub anchors: Vec<(String, NodeRef)>,
}

/// A text that could not be parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// Where; empty where the parser gives only an offset.
    pub span: Span,
    /// What the parser says, in one line, without positions.
    pub message: String,
}
