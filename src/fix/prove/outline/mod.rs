//! What a text says, without the way it is written: one tree for all languages and parsers.

mod file;
mod second;
mod tree;

pub(super) use file::of_file;
pub(super) use second::{of_json, of_yaml};

/// A value without spans, layout and quotes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Outline {
    /// A number, a truth value, a name, a literal part of a string.
    Atom(String),
    /// A string: literal parts are atoms.
    Text {
        /// The parts; literals that touch are one.
        parts: Vec<Outline>,
        /// What it says as JSON, or as the YAML of a template, where it is that.
        inside: Option<Box<Outline>>,
    },
    /// An expression or a tag with what it holds.
    Compound(String, Vec<Outline>),
    /// A list.
    List(Vec<Outline>),
    /// A map, an object, the body of a file or block.
    Map(Vec<Entry>),
}

/// One entry of a map, or one attribute or block of a body.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// What it is called.
    pub(super) key: Key,
    /// What it holds.
    pub(super) value: Outline,
}

/// What an entry is called.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Key {
    /// The key of a map.
    Value(Outline),
    /// The name of an HCL attribute.
    Attribute(String),
    /// The head of an HCL block.
    Block {
        /// The word it starts with.
        kind: String,
        /// Its labels.
        labels: Vec<String>,
    },
}

impl Outline {
    /// The text where this is a string of literal parts.
    pub(super) fn literal(&self) -> Option<String> {
        let Outline::Text { parts, .. } = self else { return None };
        parts.iter().map(|part| if let Outline::Atom(text) = part { Some(text.as_str()) } else { None }).collect()
    }

    /// The entries, where this is a map.
    pub(super) fn entries(&self) -> &[Entry] {
        match self {
            Outline::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key or attribute, in any letter case.
    pub(super) fn get(&self, name: &str) -> Option<&Outline> {
        self.entries().iter().find(|entry| entry.key.is(name)).map(|entry| &entry.value)
    }
}

impl Key {
    /// Is it this key or attribute? In keys, as in those of IAM, letter case does not count.
    pub(super) fn is(&self, name: &str) -> bool {
        match self {
            Key::Value(value) => value.literal().is_some_and(|text| text.eq_ignore_ascii_case(name)),
            Key::Attribute(attribute) => attribute == name,
            Key::Block { .. } => false,
        }
    }

    /// Is it a block that starts with this word and has these first labels?
    pub(super) fn is_block(&self, word: &str, first: &[&str]) -> bool {
        match self {
            Key::Block { kind, labels } => {
                kind == word
                    && labels.len() >= first.len()
                    && labels.iter().zip(first).all(|(label, first)| label == first)
            }
            _ => false,
        }
    }

    /// What to call it in a path.
    pub(super) fn name(&self) -> String {
        match self {
            Key::Value(value) => value.literal().unwrap_or_else(|| "?".to_owned()),
            Key::Attribute(name) => name.clone(),
            Key::Block { kind, labels } => std::iter::once(kind).chain(labels).cloned().collect::<Vec<_>>().join("."),
        }
    }
}

/// May a text be the YAML of a template?
fn may_be_template(text: &str) -> bool {
    text.contains("Resources:") && text.contains("AWS::") && text.contains('\n')
}
