//! YAML anchors, aliases and merge keys.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::link::template::intrinsics::literal;
use crate::syntax::tree::{Entry, Grammar, Map, Node, NodeKind, NodeRef, TextStyle};
use crate::text::Span;

/// How many maps one map may be merged from, directly and through others.
const MAX_MERGES: u32 = 256;

/// The anchored nodes of one document.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// By name; a name may be given again further down, so in text order.
    by_name: BTreeMap<String, Vec<NodeRef>>,
    /// The anchored nodes that are repeated elsewhere, once for each alias.
    shared: Vec<Span>,
}

impl Anchors {
    /// The anchors of a file, and the aliases of the document in question with their spans.
    pub(super) fn new(anchors: Vec<(String, NodeRef)>, aliases: &[(String, Span)]) -> Anchors {
        let mut out = Anchors::default();
        for (name, node) in anchors {
            out.by_name.entry(name).or_default().push(node);
        }
        for nodes in out.by_name.values_mut() {
            nodes.sort_by_key(|node| node.span.start);
        }
        let mut shared: Vec<Span> = aliases.iter().filter_map(|(name, at)| Some(out.target(name, *at)?.span)).collect();
        shared.sort_unstable();
        out.shared = shared;
        out
    }

    /// How many aliases repeat a node that a span lies in.
    pub(super) fn repeats(&self, span: Span) -> usize {
        self.shared.iter().filter(|node| node.contains(span)).count()
    }

    /// The node an alias at `at` stands for: the nearest one of that name that ends before it. So
    /// every alias leads to earlier text, and following them comes to an end.
    fn target(&self, name: &str, at: Span) -> Option<&NodeRef> {
        self.by_name.get(name)?.iter().rev().find(|node| node.span.end <= at.start)
    }

    /// The node itself, or the one its alias stands for; none for an alias without anchor.
    pub(super) fn resolve<'a>(&'a self, mut node: &'a NodeRef) -> Option<&'a NodeRef> {
        while let NodeKind::Alias(name) = &node.kind {
            node = self.target(name, node.span)?;
        }
        Some(node)
    }

    /// The entries of a map, merge keys resolved: its own first, then those of the maps merged in
    /// whose keys are not there yet.
    pub(super) fn entries<'a>(&self, map: &'a Map) -> Cow<'a, [Entry]> {
        if !map.entries.iter().any(|entry| is_merge(map, entry)) {
            return Cow::Borrowed(&map.entries);
        }
        let mut merge = Merge { anchors: self, out: Vec::new(), keys: BTreeSet::new(), left: MAX_MERGES };
        merge.add(map);
        Cow::Owned(merge.out)
    }

    /// The value of a key of a map, merge keys and an alias behind the key resolved.
    pub(super) fn get<'a>(&'a self, node: &'a NodeRef, key: &str) -> Option<NodeRef> {
        let map = self.resolve(node)?.as_map()?;
        let entries = self.entries(map);
        let entry = entries.iter().find(|entry| literal(&entry.key) == Some(key))?;
        self.resolve(&entry.value).cloned()
    }
}

/// Is this entry `<<: ...`? JSON has no merge keys, and a quoted `"<<"` is a key like any other.
fn is_merge(map: &Map, entry: &Entry) -> bool {
    let plain = matches!(&entry.key.kind, NodeKind::Text(text) if text.style == TextStyle::Plain);
    plain && map.layout.grammar != Grammar::Json && literal(&entry.key) == Some("<<")
}

struct Merge<'a> {
    anchors: &'a Anchors,
    out: Vec<Entry>,
    keys: BTreeSet<String>,
    left: u32,
}

impl Merge<'_> {
    /// The entries of a map whose keys are not there yet; a key that it has twice stays so.
    fn add(&mut self, map: &Map) {
        let own = || map.entries.iter().filter(|entry| !is_merge(map, entry));
        let is_new = |entry: &&Entry| literal(&entry.key).is_none_or(|key| !self.keys.contains(key));
        self.out.extend(own().filter(is_new).cloned());
        self.keys.extend(own().filter_map(|entry| literal(&entry.key)).map(str::to_owned));
        for entry in map.entries.iter().filter(|entry| is_merge(map, entry)) {
            self.add_source(&entry.value);
        }
    }

    /// What stands behind `<<`: a map, or a list of maps of which the first wins.
    fn add_source(&mut self, node: &NodeRef) {
        let Some(node) = self.anchors.resolve(node).cloned() else { return };
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        match &node.kind {
            NodeKind::Map(map) => self.add(map),
            NodeKind::List(list) => list.items.iter().for_each(|item| self.add_source(item)),
            _ => {}
        }
    }
}

/// The nodes directly below a node, aliases not followed.
pub(super) fn children(node: &Node) -> Vec<&NodeRef> {
    match &node.kind {
        NodeKind::List(list) => list.items.iter().collect(),
        NodeKind::Map(map) => map.entries.iter().flat_map(|entry| [&entry.key, &entry.value]).collect(),
        NodeKind::Tagged { value, .. } => vec![value],
        _ => Vec::new(),
    }
}
