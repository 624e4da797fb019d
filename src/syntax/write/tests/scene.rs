//! Telling a story: parse, find the place, act, compare, and check what must hold of any story.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::edit::{self, Edit};
use crate::reason::Reason;
use crate::syntax::tree::{Block, Body, Document, Entry, Expression, Grammar, Item, Layout, Node, NodeKind, NodeRef};
use crate::syntax::{hcl, json, nested, same, yaml};
use crate::text::{FileId, TextFile};

use super::super::{Writing, align, remove_entry};

/// A text, what is done to it, and the text that must come of it.
pub(super) struct Story {
    /// What it shows.
    pub(super) name: &'static str,
    /// The name of the file, whose ending tells the grammar.
    pub(super) file: &'static str,
    /// The way from the root to the place: attributes, blocks, keys, places in lists, `()` for the
    /// argument of a call, `json` for the text inside a string.
    pub(super) at: &'static str,
    pub(super) before: &'static str,
    pub(super) verb: Verb,
    pub(super) after: &'static str,
}

/// What a story does.
pub(super) enum Verb {
    /// Puts entries into the map at the place; that they are in it then is checked, too.
    Insert(fn() -> Writing),
    /// Anything else.
    Do(fn(&Scene) -> Result<Vec<Edit>, Reason>),
}

/// The place of a story.
pub(super) struct Scene {
    pub(super) file: TextFile,
    pub(super) document: Document,
    /// The last node on the way; none where the way ends at a block.
    pub(super) found: Option<NodeRef>,
    pub(super) block: Option<Arc<Block>>,
    /// The layout of the last collection on the way.
    pub(super) layout: Layout,
}

pub(super) const FILE: FileId = FileId(0);

impl Scene {
    pub(super) fn new(name: &str, text: &str, way: &str) -> Scene {
        let file = TextFile::new(name, text);
        let document = parse(name, text);
        let layout = Layout { grammar: Grammar::Hcl, nest: Vec::new() };
        let mut scene = Scene { file, document: document.clone(), found: None, block: None, layout };
        match document {
            Document::Json(root) => scene.found = Some(root),
            Document::Yaml(documents) => scene.found = documents.roots.first().cloned(),
            Document::Hcl(_) | Document::Text(_) => {}
        }
        way.split('/').filter(|step| !step.is_empty()).for_each(|step| scene.walk(step));
        scene
    }

    pub(super) fn node(&self) -> &Node {
        self.found.as_ref().expect("the way ends at a node")
    }

    pub(super) fn block(&self) -> &Block {
        self.block.as_ref().expect("the way ends at a block")
    }

    fn walk(&mut self, step: &str) {
        match self.found.clone() {
            None => self.walk_body(step),
            Some(node) => self.found = Some(self.walk_node(&node, step)),
        }
    }

    fn walk_body(&mut self, step: &str) {
        let block = self.block.clone();
        let body: &Body = match (&block, &self.document) {
            (Some(block), _) => &block.body,
            (None, Document::Hcl(body)) => body,
            _ => panic!("no body"),
        };
        if let Some(attribute) = body.attribute(step) {
            self.found = Some(attribute.value.clone());
            return;
        }
        let (kind, place) = step.split_once(':').unwrap_or((step, "0"));
        let place = place.parse().expect("a place");
        self.block = Some(body.blocks_of(kind).nth(place).expect("a block").clone());
    }

    fn walk_node(&mut self, node: &NodeRef, step: &str) -> NodeRef {
        match (&node.kind, step) {
            (_, "json") => nested::json(node, &self.file.text, &self.layout).expect("JSON in a string"),
            (NodeKind::Tagged { value, .. }, step) => self.walk_node(value, step),
            (NodeKind::Expression(Expression::Call { arguments, .. }), "()") => arguments[0].clone(),
            (NodeKind::Map(map), step) => {
                self.layout = map.layout.clone();
                map.get(step).unwrap_or_else(|| panic!("no key {step}")).value.clone()
            }
            (NodeKind::List(list), step) => {
                self.layout = list.layout.clone();
                list.items[step.parse::<usize>().expect("a place")].clone()
            }
            (other, step) => panic!("no {step} in {other:?}"),
        }
    }

    /// The text with edits merged, lined up and done.
    pub(super) fn with(&self, edits: Vec<Edit>) -> String {
        let mut edits = edit::merge(edits).expect("no overlap");
        if matches!(self.document, Document::Hcl(_)) {
            edits = align(FILE, &self.file.text, &edits);
            assert_eq!(edit::merge(edits.clone()).as_ref(), Ok(&edits), "lined up edits are merged edits");
        }
        edit::apply(FILE, &self.file.text, &edits)
    }
}

fn parse(name: &str, text: &str) -> Document {
    let parsed = match name.rsplit('.').next() {
        Some("tf") => hcl::parse(FILE, text).map(Document::Hcl),
        Some("json") => json::parse(FILE, text).map(Document::Json),
        _ => yaml::parse(FILE, text).map(Document::Yaml),
    };
    parsed.unwrap_or_else(|error| panic!("{}: {text}", error.message))
}

/// Tells stories and checks them.
pub(super) fn told(stories: &[Story]) {
    for story in stories {
        let (before, after) = (dedented(story.before), dedented(story.after));
        let scene = Scene::new(story.file, &before, story.at);
        let edits = match &story.verb {
            Verb::Insert(writing) => insert(&scene, writing()),
            Verb::Do(verb) => verb(&scene),
        };
        let result = scene.with(edits.unwrap_or_else(|reason| panic!("{}: {reason}", story.name)));
        assert!(result == after, "story: {}\n<<<\n{result}>>>\n", story.name);
        let after = Scene::new(story.file, &result, "");
        if let Verb::Insert(writing) = &story.verb {
            is_inserted(story, &scene, &after, &entries_of(writing()));
        }
        if story.file.ends_with(".tf") && is_formatted(&before) == Some(true) {
            assert_eq!(is_formatted(&result), Some(true), "{}: terraform fmt would change\n{result}", story.name);
        }
    }
}

fn entries_of(writing: Writing) -> Vec<(String, Writing)> {
    match writing {
        Writing::Map(entries) => entries,
        other => panic!("no entries: {other:?}"),
    }
}

fn insert(scene: &Scene, writing: Writing) -> Result<Vec<Edit>, Reason> {
    super::super::insert_entries(&scene.file, scene.node(), &entries_of(writing))
}

/// The map has its old entries and the new ones, and without them everything is as before.
pub(super) fn is_inserted(story: &Story, before: &Scene, after: &Scene, wanted: &[(String, Writing)]) {
    let amended = Scene::new(story.file, &after.file.text, story.at);
    let old = &map_of(before.node()).entries;
    let new = &map_of(amended.node()).entries;
    assert_eq!(new.len(), old.len() + wanted.len(), "{}", story.name);
    for (entry, (key, value)) in new[old.len()..].iter().zip(wanted) {
        assert_eq!(entry.key.literal().as_ref(), Some(key), "{}", story.name);
        assert!(says(&amended, &entry.value, value), "{}: {value:?} was not written", story.name);
    }
    if old.is_empty() {
        return;
    }
    let mut undone = amended;
    for _ in wanted {
        let last = map_of(undone.node()).entries.len() - 1;
        let edits = remove_entry(&undone.file, undone.node(), last).expect("the new entry can be removed");
        undone = Scene::new(story.file, &undone.with(edits), story.at);
    }
    assert!(say_the_same(&before.document, &undone.document), "{}: {}", story.name, undone.file.text);
}

fn map_of(node: &Node) -> &crate::syntax::tree::Map {
    match &node.kind {
        NodeKind::Tagged { value, .. } => map_of(value),
        _ => node.as_map().expect("a map"),
    }
}

/// Is this node what the writing says? Scalars are compared as source text, quotes apart.
fn says(scene: &Scene, node: &Node, wanted: &Writing) -> bool {
    let bare = |text: &str| text.replace(['"', '\\', '\''], "");
    match (&node.kind, wanted) {
        (NodeKind::Map(map), Writing::Map(wanted)) => {
            let same = |(entry, (key, value)): (&Entry, &(String, Writing))| {
                entry.key.literal().as_ref() == Some(key) && says(scene, &entry.value, value)
            };
            map.entries.len() == wanted.len() && map.entries.iter().zip(wanted).all(same)
        }
        (NodeKind::List(list), Writing::List(wanted)) => {
            list.items.len() == wanted.len()
                && list.items.iter().zip(wanted).all(|(item, wanted)| says(scene, item, wanted))
        }
        (_, Writing::Scalar(text)) => bare(scene.file.slice(node.span)) == bare(text),
        _ => false,
    }
}

pub(super) fn say_the_same(a: &Document, b: &Document) -> bool {
    match (a, b) {
        (Document::Hcl(a), Document::Hcl(b)) => same::bodies(a, b),
        (Document::Json(a), Document::Json(b)) => same::nodes(a, b),
        (Document::Yaml(a), Document::Yaml(b)) => {
            a.roots.len() == b.roots.len() && a.roots.iter().zip(&b.roots).all(|(a, b)| same::nodes(a, b))
        }
        _ => false,
    }
}

/// Without the line end it starts with and the blanks that all of its lines start with; the line
/// of the closing quotes, where it holds only blanks, is no line of the text.
pub(super) fn dedented(text: &str) -> String {
    let Some(text) = text.strip_prefix('\n') else { return text.to_owned() };
    let text = text.trim_end_matches(' ');
    let lines = || text.split('\n').filter(|line| !line.trim().is_empty());
    let blanks = lines().map(|line| line.len() - line.trim_start_matches(' ').len()).min().unwrap_or(0);
    text.split('\n').map(|line| line.get(blanks..).unwrap_or("")).collect::<Vec<_>>().join("\n")
}

/// What `terraform fmt -check` says of a text; none where there is no `terraform`.
pub(super) fn is_formatted(text: &str) -> Option<bool> {
    let mut terraform = Command::new("terraform")
        .args(["fmt", "-check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    terraform.stdin.take()?.write_all(text.as_bytes()).ok()?;
    Some(terraform.wait().ok()?.success())
}

/// Every block of a body, at any depth.
pub(super) fn count_blocks(body: &Body) -> usize {
    body.items
        .iter()
        .map(|item| match item {
            Item::Block(block) => 1 + count_blocks(&block.body),
            Item::Attribute(_) => 0,
        })
        .sum()
}
