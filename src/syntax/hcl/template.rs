//! Strings and heredocs of HCL: literals, `${}` and `%{}`.

use hcl_edit::Span as _;
use hcl_edit::expr;
use hcl_edit::template::{Directive, Element, Strip, Template};

use super::Reader;
use super::dedent::dedent;
use crate::syntax::tree::{NodeRef, ParseError, TextPart};

/// Literal text of a template.
type Literal = hcl_edit::Spanned<String>;

impl Reader<'_> {
    /// The parts of a string or heredoc.
    pub(super) fn parts(&self, template: &Template) -> Result<Vec<TextPart>, ParseError> {
        self.parts_of(template, |literal| literal.value().clone())
    }

    /// The parts of a `<<-` heredoc. The parser has taken blanks from its lines, and more than blanks
    /// where a line has too few: so its literals are read from the text again.
    pub(super) fn dedented(&self, template: &Template) -> Result<Vec<TextPart>, ParseError> {
        let raw = |literal: &Literal| self.written(literal.span()).replace("$${", "${").replace("%%{", "%{");
        let mut parts = self.parts_of(template, raw)?;
        dedent(&mut parts);
        Ok(parts)
    }

    fn parts_of(&self, template: &Template, value: impl Fn(&Literal) -> String) -> Result<Vec<TextPart>, ParseError> {
        let elements: Vec<&Element> = template.iter().collect();
        let mut parts = Vec::with_capacity(elements.len());
        for (at, element) in elements.iter().enumerate() {
            let span = self.span(element.span())?;
            parts.push(match element {
                Element::Literal(literal) => {
                    let before = at.checked_sub(1).and_then(|at| strip(elements[at]));
                    let after = elements.get(at + 1).and_then(|element| strip(element));
                    TextPart::Literal { value: stripped(&value(literal), before, after).to_owned(), span }
                }
                Element::Interpolation(interpolation) => {
                    TextPart::Interpolation { value: self.node(&interpolation.expr)?, span }
                }
                Element::Directive(directive) => TextPart::Directive { mentions: self.mentions(directive)?, span },
            });
        }
        Ok(parts)
    }

    /// Every expression inside a directive.
    fn mentions(&self, directive: &Directive) -> Result<Vec<NodeRef>, ParseError> {
        let mut found = Vec::new();
        collect(directive, &mut found);
        found.into_iter().map(|expression| self.node(expression)).collect()
    }
}

fn collect<'a>(directive: &'a Directive, found: &mut Vec<&'a expr::Expression>) {
    match directive {
        Directive::If(test) => {
            found.push(&test.if_expr.cond_expr);
            collect_template(&test.if_expr.template, found);
            if let Some(otherwise) = &test.else_expr {
                collect_template(&otherwise.template, found);
            }
        }
        Directive::For(repeat) => {
            found.push(&repeat.for_expr.collection_expr);
            collect_template(&repeat.for_expr.template, found);
        }
    }
}

fn collect_template<'a>(template: &'a Template, found: &mut Vec<&'a expr::Expression>) {
    for element in template {
        match element {
            Element::Literal(_) => {}
            Element::Interpolation(interpolation) => found.push(&interpolation.expr),
            Element::Directive(directive) => collect(directive, found),
        }
    }
}

/// Which of its neighbours' blanks an interpolation takes away (`${~ x ~}`).
fn strip(element: &Element) -> Option<Strip> {
    match element {
        Element::Interpolation(interpolation) => Some(interpolation.strip),
        _ => None,
    }
}

fn stripped(mut value: &str, before: Option<Strip>, after: Option<Strip>) -> &str {
    if matches!(before, Some(Strip::End | Strip::Both)) {
        value = value.trim_start();
    }
    if matches!(after, Some(Strip::Start | Strip::Both)) {
        value = value.trim_end();
    }
    value
}
