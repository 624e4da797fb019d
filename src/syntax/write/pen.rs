//! New collections in brackets (HCL, JSON, YAML flow) as source text.

use crate::syntax::tree::{Grammar, Node, TextStyle};

use super::Writing;
use super::form::{Form, Neighbours, Shape};
use super::joint::Joint;
use super::quote;
use super::source::Source;

/// Longer lines are not made where they can be broken.
pub(super) const WIDTH: usize = 110;

/// Writes values in brackets, in the style of a place's neighbours.
pub(super) struct Pen {
    /// The grammar of the brackets.
    grammar: Grammar,
    /// One step of indentation.
    unit: String,
    newline: &'static str,
    /// Quotes of keys.
    keys: TextStyle,
    /// Joint of new maps.
    joint: Joint,
    /// Form of new maps that hold no other map.
    map: Form,
    /// Form of new maps that are function calls.
    call: Form,
    /// Form of new lists, where it is known.
    list: Option<Form>,
    /// Commas between the lines of an exploded map?
    map_commas: bool,
}

impl Pen {
    /// A pen for what is to be written inside `node`.
    pub(super) fn new(source: &Source, grammar: Grammar, unit: String, node: &Node) -> Pen {
        Pen::from_neighbours(source, grammar, unit, Neighbours::inside(source, node))
    }

    /// A pen in the style of what was seen.
    pub(super) fn from_neighbours(source: &Source, grammar: Grammar, unit: String, seen: Neighbours) -> Pen {
        let map = seen.map.and_then(Shape::form).unwrap_or(Form::Exploded { trailing_comma: false });
        Pen {
            grammar,
            unit,
            newline: source.newline,
            keys: seen.key.unwrap_or(usual_quotes(grammar)),
            joint: seen.joint.unwrap_or_else(|| Joint::usual(source, grammar)),
            map,
            call: seen.call.and_then(Shape::form).unwrap_or(map),
            list: seen.list.and_then(Shape::form),
            map_commas: grammar != Grammar::Hcl || seen.map_commas.unwrap_or(false),
        }
    }

    /// The same pen with these quotes for keys.
    pub(super) fn with_keys(self, keys: TextStyle) -> Pen {
        Pen { keys, ..self }
    }

    /// Does this pen put commas between the lines of a map?
    pub(super) fn map_commas(&self) -> bool {
        self.map_commas
    }

    /// The blank behind a comma on one line: none in a text without blanks.
    pub(super) fn comma(&self) -> &'static str {
        if self.joint.is_tight() && self.grammar != Grammar::Hcl { "," } else { ", " }
    }

    /// The pen, with lists on several lines.
    pub(super) fn exploding_lists(self) -> Pen {
        let exploded = Form::Exploded { trailing_comma: self.grammar == Grammar::Hcl };
        let list = self.list.filter(|form| matches!(form, Form::Exploded { .. })).unwrap_or(exploded);
        Pen { list: Some(list), ..self }
    }

    /// Entries joined by `joint`, without the `indent` blanks before each.
    pub(super) fn entries(&self, joint: Joint, entries: &[(String, Writing)], indent: &str) -> Vec<String> {
        self.entry_lines(joint, entries.iter().map(|(key, value)| (self.key(key), value)), indent)
    }

    /// An entry on one line.
    pub(super) fn inline_entry(&self, joint: Joint, key: &str, value: &Writing) -> String {
        let key = self.key(key);
        format!("{key}{}{}", joint.text(key.chars().count(), false), self.inline(value))
    }

    /// A value that starts `column` characters after `indent`, on one line or on several.
    pub(super) fn value(&self, value: &Writing, indent: &str, column: usize) -> String {
        let inline = self.inline(value);
        let width = indent.chars().count() + column + inline.chars().count() + 3;
        match value {
            Writing::Map(entries) if !self.keeps_line(value, width) => self.exploded_map(entries, indent),
            Writing::List(items) if !self.keeps_line(value, width) => self.exploded_list(items, indent),
            _ => inline,
        }
    }

    /// A value on one line.
    pub(super) fn inline(&self, value: &Writing) -> String {
        match value {
            Writing::Scalar(text) if self.grammar == Grammar::YamlFlow => quote::for_flow(text),
            Writing::Scalar(text) => text.clone(),
            Writing::Map(entries) => {
                let entries: Vec<String> =
                    entries.iter().map(|(key, value)| self.inline_entry(self.joint, key, value)).collect();
                let form =
                    if value.is_call() && matches!(self.call, Form::Inline { .. }) { self.call } else { self.map };
                self.braces(&entries.join(self.comma()), form)
            }
            Writing::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.inline(item)).collect();
                let pad = if matches!(self.list, Some(Form::Inline { padded: true })) { " " } else { "" };
                if items.is_empty() { "[]".into() } else { format!("[{pad}{}{pad}]", items.join(self.comma())) }
            }
        }
    }

    /// Entries on one line with what stands between them and the braces.
    pub(super) fn filling(&self, entries: &[String]) -> String {
        let braces = self.braces(&entries.join(self.comma()), self.map);
        braces[1..braces.len() - 1].to_owned()
    }

    /// One-line content in braces of a form.
    fn braces(&self, content: &str, form: Form) -> String {
        let padded = match form {
            Form::Inline { padded } => padded,
            Form::Exploded { .. } => self.grammar != Grammar::Json,
        };
        match (content, padded) {
            ("", _) => "{}".into(),
            (content, true) => format!("{{ {content} }}"),
            (content, false) => format!("{{{content}}}"),
        }
    }

    fn key(&self, key: &str) -> String {
        quote::key(self.grammar, self.keys, key)
    }

    /// Is this value, whose line would be this wide, written on one line?
    fn keeps_line(&self, value: &Writing, width: usize) -> bool {
        match value {
            Writing::Scalar(_) => true,
            Writing::Map(entries) => {
                let form = if value.is_call() { self.call } else { self.map };
                let leaf = entries.iter().all(|(_, value)| value.is_leaf());
                entries.is_empty() || leaf && matches!(form, Form::Inline { .. }) && width <= WIDTH
            }
            Writing::List(items) => match self.list {
                Some(Form::Exploded { .. }) => items.is_empty(),
                None if self.grammar == Grammar::Json => items.is_empty(),
                _ => items.is_empty() || width <= WIDTH,
            },
        }
    }

    fn exploded_map(&self, entries: &[(String, Writing)], indent: &str) -> String {
        let inner = format!("{indent}{}", self.unit);
        let mut lines = self.entries(self.joint, entries, &inner);
        let trailing = matches!(self.map, Form::Exploded { trailing_comma: true });
        let commas = lines.len() - usize::from(!trailing && !lines.is_empty());
        if self.map_commas {
            lines[..commas].iter_mut().for_each(|line| line.push(','));
        }
        self.lines("{", lines.into_iter(), "}", indent, &inner)
    }

    /// The attributes of a body, lined up, without the `inner` blanks before each.
    pub(super) fn attributes(&self, attributes: &[(String, Writing)], inner: &str) -> Vec<String> {
        let named = attributes.iter().map(|(name, value)| (name.clone(), value));
        self.entry_lines(Joint::of_grammar(Grammar::Hcl), named, inner)
    }

    /// Entries of finished keys, lined up among themselves where the joint is in columns.
    fn entry_lines<'w>(
        &self,
        joint: Joint,
        entries: impl Iterator<Item = (String, &'w Writing)>,
        indent: &str,
    ) -> Vec<String> {
        let written: Vec<(String, String)> = entries
            .map(|(key, value)| {
                let value = self.value(value, indent, key.chars().count());
                (key, value)
            })
            .collect();
        let line = |(at, (key, value)): (usize, &(String, String))| {
            let width = key.chars().count();
            let joint = match value.contains('\n') {
                true => joint.text(width, false),
                false => joint.text_in_group(width, group_width(&written, at)),
            };
            format!("{key}{joint}{value}")
        };
        written.iter().enumerate().map(line).collect()
    }

    fn exploded_list(&self, items: &[Writing], indent: &str) -> String {
        let inner = format!("{indent}{}", self.unit);
        let trailing = match self.list {
            Some(Form::Exploded { trailing_comma }) => trailing_comma,
            _ => self.grammar == Grammar::Hcl,
        };
        let lines = items.iter().enumerate().map(|(at, item)| {
            let comma = if at + 1 < items.len() || trailing { "," } else { "" };
            format!("{}{comma}", self.value(item, &inner, 0))
        });
        self.lines("[", lines, "]", indent, &inner)
    }

    fn lines(&self, open: &str, lines: impl Iterator<Item = String>, close: &str, indent: &str, inner: &str) -> String {
        let mut out = open.to_owned();
        for line in lines {
            out.push_str(self.newline);
            out.push_str(inner);
            out.push_str(&line);
        }
        format!("{out}{}{indent}{close}", self.newline)
    }
}

/// The widest key among the lines that stand in columns with this one: its neighbours up to the
/// next value of several lines.
fn group_width(entries: &[(String, String)], at: usize) -> usize {
    let one_line = |entry: &&(String, String)| !entry.1.contains('\n');
    let before = entries[..at].iter().rev().take_while(one_line);
    let after = entries[at..].iter().take_while(one_line);
    before.chain(after).map(|(key, _)| key.chars().count()).max().unwrap_or(0)
}

/// The quotes of keys where no neighbour shows any.
fn usual_quotes(grammar: Grammar) -> TextStyle {
    if grammar == Grammar::Json { TextStyle::Double } else { TextStyle::Plain }
}
