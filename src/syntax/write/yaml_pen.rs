//! New YAML block collections as source text.

use crate::syntax::tree::{Grammar, Node, TextStyle};

use super::Writing;
use super::form::{Neighbours, Shape};
use super::joint::Joint;
use super::pen::{Pen, WIDTH};
use super::quote;
use super::source::Source;
use super::yaml_step;

/// Writes entries and items in block style, or in flow style where the neighbours do.
pub(super) struct BlockPen<'a> {
    source: Source<'a>,
    keys: TextStyle,
    /// What a map stands deeper than its key.
    unit: String,
    /// What the `-` of a list stands deeper than its key.
    dash: String,
    flow: Pen,
    /// Which collections are in flow style: maps that hold no other, function calls, lists.
    flow_maps: bool,
    flow_calls: bool,
    flow_lists: bool,
}

impl<'a> BlockPen<'a> {
    /// A pen for what is to be written inside `node`.
    pub(super) fn new(source: Source<'a>, node: &Node) -> BlockPen<'a> {
        let seen = Neighbours::inside(&source, node);
        let keys = seen.key.unwrap_or(TextStyle::Plain);
        BlockPen {
            source,
            keys,
            unit: " ".repeat(yaml_step::of_maps(&source, node)),
            dash: " ".repeat(yaml_step::of_lists(&source, node)),
            flow: Pen::new(&source, Grammar::YamlFlow, "  ".into(), node).with_keys(keys),
            flow_maps: is_flow(seen.map),
            flow_calls: is_flow(seen.call.or(seen.map)),
            flow_lists: is_flow(seen.list),
        }
    }

    /// An entry whose key stands behind `indent`, without the `indent` of its first line.
    pub(super) fn entry(&self, joint: Joint, key: &str, value: &Writing, indent: &str) -> String {
        let key = quote::key(Grammar::YamlBlock, self.keys, key);
        let width = key.chars().count();
        match self.on_key_line(value) {
            Some(value) => format!("{key}{}{value}", joint.text(width, true)),
            None => format!("{key}{}{}", joint.without_value(width), self.below(value, indent)),
        }
    }

    /// The value that stands on the line of its key, where it does: one in flow style only as far as
    /// a line goes.
    pub(super) fn on_key_line(&self, value: &Writing) -> Option<String> {
        let flow = match value {
            Writing::Scalar(text) => return Some(text.clone()),
            Writing::Map(entries) => {
                let wanted = if value.is_call() { self.flow_calls } else { self.flow_maps };
                let leaf = entries.iter().all(|(_, value)| value.is_leaf());
                entries.is_empty() || wanted && leaf && value.fits_flow()
            }
            Writing::List(items) => items.is_empty() || self.flow_lists && value.fits_flow(),
        };
        flow.then(|| self.flow.inline(value)).filter(|text| text.chars().count() <= WIDTH)
    }

    /// The lines of a collection below its key, which stands behind `indent`; a line end comes first.
    pub(super) fn below(&self, value: &Writing, indent: &str) -> String {
        let joint = Joint::of_grammar(Grammar::YamlBlock);
        let mut out = String::new();
        match value {
            Writing::Scalar(text) => out.push_str(text),
            Writing::Map(entries) => {
                let inner = format!("{indent}{}", self.unit);
                for (key, value) in entries {
                    out.push_str(&format!("{}{inner}{}", self.source.newline, self.entry(joint, key, value, &inner)));
                }
            }
            Writing::List(items) => {
                let inner = format!("{indent}{}", self.dash);
                for item in items {
                    out.push_str(&format!("{}{inner}- {}", self.source.newline, self.item(item, &inner, 2)));
                }
            }
        }
        out
    }

    /// An item behind its `-`, which stands behind `indent`; it starts `gap` bytes after the `-`.
    pub(super) fn item(&self, value: &Writing, indent: &str, gap: usize) -> String {
        let inner = format!("{indent}{}", " ".repeat(gap));
        match value {
            Writing::Map(entries) if self.on_key_line(value).is_none() => {
                let joint = Joint::of_grammar(Grammar::YamlBlock);
                let lines: Vec<String> =
                    entries.iter().map(|(key, value)| self.entry(joint, key, value, &inner)).collect();
                lines.join(&format!("{}{inner}", self.source.newline))
            }
            Writing::Scalar(text) => text.clone(),
            value => self.flow.inline(value),
        }
    }
}

fn is_flow(shape: Option<Shape>) -> bool {
    matches!(shape, Some(Shape::Brackets(_)))
}
