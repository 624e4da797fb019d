//! The parts of an operation: literals, names, calls, brackets, and the steps behind them.

use super::{Lines, Quick, layout, starts_name};
use crate::syntax::tree::{Expression, List, NodeKind, NodeRef, Step, Traversal, TraversalRoot};

impl Quick<'_> {
    /// A term with the steps behind it.
    pub(super) fn term(&mut self, lines: Lines) -> Option<NodeRef> {
        let start = self.at;
        let kind = match self.peek() {
            b'"' => self.quoted()?,
            b'[' => self.list()?,
            b'{' => self.object()?,
            b'0'..=b'9' => self.number(start)?,
            b'<' => self.heredoc()?,
            b'-' if self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_digit) => {
                self.at += 1;
                self.number(start)?
            }
            b'-' | b'!' => self.unary(lines)?,
            b'(' => self.parenthesis()?,
            _ => self.word_or_call(lines)?,
        };
        let end = self.at;
        self.pass(lines)?;
        if !self.sees_step() {
            self.at = end;
            return Some(self.node(start, kind));
        }
        let root = match kind {
            NodeKind::Expression(Expression::Traversal(Traversal { root, steps })) if steps.is_empty() => root,
            other => {
                let behind = std::mem::replace(&mut self.at, end);
                let root = TraversalRoot::Expression(self.node(start, other));
                self.at = behind;
                root
            }
        };
        let steps = self.steps(lines)?;
        Some(self.node(start, NodeKind::Expression(Expression::Traversal(Traversal { root, steps }))))
    }

    fn sees_step(&self) -> bool {
        match self.peek() {
            b'.' => !self.sees(".."),
            byte => byte == b'[',
        }
    }

    /// One step or more, without the blanks behind the last.
    fn steps(&mut self, lines: Lines) -> Option<Vec<Step>> {
        let mut steps = Vec::new();
        let mut end = self.at;
        while self.sees_step() {
            steps.push(self.step()?);
            end = self.at;
            self.pass(lines)?;
        }
        self.at = end;
        Some(steps)
    }

    /// `.name`, `.*`, `[*]` or `[index]`.
    fn step(&mut self) -> Option<Step> {
        if self.takes(".") {
            self.pass_lines()?;
            return if self.takes("*") { Some(Step::Splat) } else { Some(Step::Attribute(self.name()?.to_owned())) };
        }
        self.expect("[")?;
        self.pass_lines()?;
        let step = if self.takes("*") { Step::Splat } else { Step::Index(self.expression(Lines::Many)?) };
        self.pass_lines()?;
        self.expect("]")?;
        Some(step)
    }

    /// A number of common size: `12`, `0.5`. It is kept as it is written, from `start` on.
    fn number(&mut self, start: usize) -> Option<NodeKind> {
        self.digits()?;
        if self.peek() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        let is_common = self.at - start < 16 && !starts_name(self.peek()) && self.ends_word();
        is_common.then(|| NodeKind::Number(self.text[start..self.at].to_owned()))
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn unary(&mut self, lines: Lines) -> Option<NodeKind> {
        self.at += 1;
        self.pass_blanks()?;
        let operand = self.deeper(|reader| reader.term(lines))?;
        // The other parser takes `- 1` for a number.
        let is_number = matches!(operand.kind, NodeKind::Number(_));
        (!is_number).then(|| NodeKind::Expression(Expression::Operation(vec![operand])))
    }

    fn parenthesis(&mut self) -> Option<NodeKind> {
        self.expect("(")?;
        self.pass_lines()?;
        let inner = self.expression(Lines::Many)?;
        self.pass_lines()?;
        self.expect(")")?;
        Some(NodeKind::Expression(Expression::Parenthesis(inner)))
    }

    /// A keyword, a name alone, or a call.
    fn word_or_call(&mut self, lines: Lines) -> Option<NodeKind> {
        let name = self.name()?;
        let end = self.at;
        self.pass(lines)?;
        if self.peek() == b'(' {
            let arguments = self.arguments()?;
            return Some(NodeKind::Expression(Expression::Call { name: name.to_owned(), arguments }));
        }
        if self.sees("::") {
            return None;
        }
        self.at = end;
        Some(match name {
            "null" => NodeKind::Null,
            "true" => NodeKind::Bool(true),
            "false" => NodeKind::Bool(false),
            _ => {
                let root = TraversalRoot::Name(name.to_owned());
                NodeKind::Expression(Expression::Traversal(Traversal { root, steps: Vec::new() }))
            }
        })
    }

    fn arguments(&mut self) -> Option<Vec<NodeRef>> {
        self.expect("(")?;
        let mut arguments = Vec::new();
        loop {
            self.pass_lines()?;
            if self.peek() == b')' {
                break;
            }
            arguments.push(self.expression(Lines::Many)?);
            self.pass_lines()?;
            if self.takes("...") {
                self.pass_lines()?;
                break;
            }
            if !self.takes(",") {
                break;
            }
        }
        self.expect(")")?;
        Some(arguments)
    }

    fn list(&mut self) -> Option<NodeKind> {
        self.expect("[")?;
        if self.sees_for()? {
            let kind = self.repetition(false)?;
            self.expect("]")?;
            return Some(kind);
        }
        let mut items = Vec::new();
        loop {
            self.pass_lines()?;
            if self.peek() == b']' {
                break;
            }
            items.push(self.expression(Lines::Many)?);
            self.pass_lines()?;
            if !self.takes(",") {
                break;
            }
        }
        self.expect("]")?;
        Some(NodeKind::List(List { items, layout: layout() }))
    }
}
