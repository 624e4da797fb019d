//! Bodies, blocks and attributes.

use std::sync::Arc;

use super::{Lines, Quick, starts_name};
use crate::syntax::tree::{Attribute, Block, Body, Item};

impl Quick<'_> {
    /// The items of a body of several lines, up to what is none.
    pub(super) fn items(&mut self) -> Option<Vec<Item>> {
        let mut items: Vec<Item> = Vec::new();
        loop {
            self.pass_lines()?;
            if !starts_name(self.peek()) {
                break;
            }
            items.push(self.item()?);
            self.pass_line_end()?;
        }
        has_unique_attributes(&items).then_some(items)
    }

    fn item(&mut self) -> Option<Item> {
        let start = self.at;
        let name = self.name()?;
        let name_end = self.at;
        self.pass_blanks()?;
        if self.peek() == b'=' {
            return self.attribute(start, name_end).map(|attribute| Item::Attribute(Arc::new(attribute)));
        }
        let mut labels = Vec::new();
        let mut head_end = name_end;
        while self.peek() != b'{' {
            labels.push(self.label()?);
            head_end = self.at;
            self.pass_blanks()?;
        }
        let body = self.deeper(Self::block_body)?;
        let (span, head) = (self.span_from(start), self.span(start, head_end));
        Some(Item::Block(Arc::new(Block { kind: name.to_owned(), labels, span, head, body })))
    }

    /// An attribute behind its name and the blanks after it.
    fn attribute(&mut self, start: usize, name_end: usize) -> Option<Attribute> {
        self.expect("=")?;
        self.pass_blanks()?;
        self.operators = 0;
        let value = self.expression(Lines::One)?;
        Some(Attribute { name: self.text[start..name_end].to_owned(), name_span: self.span(start, name_end), value })
    }

    fn label(&mut self) -> Option<String> {
        if self.peek() == b'"' { self.literal_string() } else { self.name().map(str::to_owned) }
    }

    /// A body in braces: lines, or at most one attribute in the same line.
    fn block_body(&mut self) -> Option<Body> {
        self.expect("{")?;
        let start = self.at;
        self.pass_blanks()?;
        let items = if matches!(self.peek(), b'\n' | b'#') || self.sees("//") {
            self.pass_line_end()?;
            self.items()?
        } else {
            self.only_attribute()?
        };
        let span = self.span_from(start);
        self.expect("}")?;
        Some(Body { span, items })
    }

    fn only_attribute(&mut self) -> Option<Vec<Item>> {
        let start = self.at;
        if self.peek() == b'}' {
            return Some(Vec::new());
        }
        self.name()?;
        let name_end = self.at;
        self.pass_blanks()?;
        let attribute = self.attribute(start, name_end)?;
        self.pass_blanks()?;
        Some(vec![Item::Attribute(Arc::new(attribute))])
    }
}

fn has_unique_attributes(items: &[Item]) -> bool {
    let names = || {
        items.iter().filter_map(|item| match item {
            Item::Attribute(attribute) => Some(attribute.name.as_str()),
            Item::Block(_) => None,
        })
    };
    super::object::are_unique(names())
}
