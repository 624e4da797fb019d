//! Operations, conditionals and `for`.

use super::{Lines, MAX_OPERATORS, Quick, continues_name};
use crate::syntax::tree::{Expression, For, NodeKind, NodeRef};

impl Quick<'_> {
    /// An expression, without the blanks behind it.
    pub(super) fn expression(&mut self, lines: Lines) -> Option<NodeRef> {
        self.deeper(|reader| reader.operation(lines))
    }

    fn operation(&mut self, lines: Lines) -> Option<NodeRef> {
        let start = self.at;
        let mut operands = vec![self.term(lines)?];
        let mut end = self.at;
        self.pass(lines)?;
        while self.takes_operator()? {
            self.pass(lines)?;
            operands.push(self.term(lines)?);
            end = self.at;
            self.pass(lines)?;
        }
        let behind = std::mem::replace(&mut self.at, end);
        let operation = match operands.len() {
            1 => operands.pop()?,
            _ => self.node(start, NodeKind::Expression(Expression::Operation(operands))),
        };
        if self.bytes.get(behind) != Some(&b'?') {
            return Some(operation);
        }
        self.at = behind;
        self.conditional(start, operation, lines)
    }

    /// Reads an operator between two terms. Gives up on what only looks like one.
    fn takes_operator(&mut self) -> Option<bool> {
        let next = self.bytes.get(self.at + 1).copied().unwrap_or(0);
        let length = match (self.peek(), next) {
            (b'=', b'=') | (b'!' | b'<' | b'>', b'=') | (b'&', b'&') | (b'|', b'|') => 2,
            (b'<', b'<') | (b'!' | b'&' | b'|', _) => return None,
            (b'/', b'/' | b'*') => 0,
            (b'<' | b'>' | b'+' | b'-' | b'*' | b'/' | b'%', _) => 1,
            _ => 0,
        };
        self.at += length;
        self.operators += usize::from(length > 0);
        (self.operators <= MAX_OPERATORS).then_some(length > 0)
    }

    /// What follows the test of a conditional.
    fn conditional(&mut self, start: usize, test: NodeRef, lines: Lines) -> Option<NodeRef> {
        self.expect("?")?;
        self.pass(lines)?;
        let then = self.expression(lines)?;
        self.pass(lines)?;
        self.expect(":")?;
        self.pass(lines)?;
        let otherwise = self.expression(lines)?;
        Some(self.node(start, NodeKind::Expression(Expression::Conditional { test, then, otherwise })))
    }

    /// Does a `for` start here, behind blanks, line ends and comments?
    pub(super) fn sees_for(&mut self) -> Option<bool> {
        let start = self.at;
        self.pass_lines()?;
        let found = self.sees("for") && matches!(self.bytes.get(self.at + 3), Some(b' ' | b'\t' | b'#' | b'/' | b'\n'));
        self.at = start;
        Some(found)
    }

    /// A `for` expression without its brackets; that of an object has keys.
    pub(super) fn repetition(&mut self, keyed: bool) -> Option<NodeKind> {
        self.pass_lines()?;
        self.word("for")?;
        self.pass_lines()?;
        let mut names = vec![self.name()?.to_owned()];
        self.pass_lines()?;
        if self.takes(",") {
            self.pass_lines()?;
            names.push(self.name()?.to_owned());
            self.pass_lines()?;
        }
        self.word("in")?;
        self.pass_lines()?;
        let collection = self.expression(Lines::One)?;
        self.pass_lines()?;
        self.expect(":")?;
        self.pass_lines()?;
        let key = if keyed { Some(self.repeated_key()?) } else { None };
        let value = self.expression(if keyed { Lines::One } else { Lines::Many })?;
        self.pass_lines()?;
        if keyed && self.takes("...") {
            self.pass_lines()?;
        }
        let test = if self.sees("if") { Some(self.test()?) } else { None };
        Some(NodeKind::Expression(Expression::For(Box::new(For { names, collection, key, value, test }))))
    }

    fn repeated_key(&mut self) -> Option<NodeRef> {
        let key = self.expression(Lines::One)?;
        self.pass_lines()?;
        self.expect("=>")?;
        self.pass_lines()?;
        Some(key)
    }

    fn test(&mut self) -> Option<NodeRef> {
        self.word("if")?;
        self.pass_lines()?;
        let test = self.expression(Lines::Many)?;
        self.pass_lines()?;
        Some(test)
    }

    fn word(&mut self, word: &str) -> Option<()> {
        self.expect(word)?;
        (!continues_name(self.peek()) && self.ends_word()).then_some(())
    }
}
