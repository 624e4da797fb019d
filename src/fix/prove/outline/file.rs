//! Outlines of whole files.

use super::tree::{head, of_item, of_node};
use super::{Entry, Key, Outline};
use crate::fix::prove::alike::{Alike, is_part, section};
use crate::syntax::tree::{Document, Entry as Written, Grammar, Item, Layout, Node, NodeRef};
use crate::text::TextFile;

/// The outline of a file. What the file has alike with another one is an atom of its bytes.
pub(in crate::fix::prove) fn of_file(document: &Document, file: &TextFile, alike: &Alike<'_>) -> Outline {
    let reader = Reader { file, alike };
    match document {
        Document::Hcl(body) => Outline::Map(body.items.iter().map(|item| reader.item(item)).collect()),
        Document::Json(root) => reader.root(root, Grammar::Json),
        Document::Text(root) => of_node(root, &file.text, &layout(Grammar::Hcl)),
        Document::Yaml(documents) => {
            let names = documents.anchors.iter().map(|(name, _)| Outline::Atom(format!("&{name}")));
            let roots = documents.roots.iter().map(|root| reader.root(root, Grammar::YamlBlock));
            Outline::Compound("documents".to_owned(), names.chain(roots).collect())
        }
    }
}

struct Reader<'a> {
    file: &'a TextFile,
    alike: &'a Alike<'a>,
}

impl Reader<'_> {
    fn item(&self, item: &Item) -> Entry {
        let span = item.span();
        if self.alike.holds(self.file, span) {
            return Entry { key: head(item), value: Outline::Atom(self.file.slice(span).to_owned()) };
        }
        of_item(item, &self.file.text, &layout(Grammar::Hcl))
    }

    fn root(&self, root: &NodeRef, grammar: Grammar) -> Outline {
        self.value(root, &layout(grammar), 0)
    }

    fn value(&self, value: &Node, around: &Layout, level: usize) -> Outline {
        match section(value, level) {
            Some(map) => Outline::Map(map.entries.iter().map(|entry| self.entry(entry, &map.layout, level)).collect()),
            None => of_node(value, &self.file.text, around),
        }
    }

    fn entry(&self, entry: &Written, around: &Layout, level: usize) -> Entry {
        let key = Key::Value(of_node(&entry.key, &self.file.text, around));
        if is_part(entry) && self.alike.holds(self.file, entry.span()) {
            return Entry { key, value: Outline::Atom(self.file.slice(entry.span()).to_owned()) };
        }
        Entry { key, value: self.value(&entry.value, around, level + 1) }
    }
}

fn layout(grammar: Grammar) -> Layout {
    Layout { grammar, nest: Vec::new() }
}
