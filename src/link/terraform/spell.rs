//! An expression as parts that may be written again in another block of the module.

use crate::link::Program;
use crate::link::symbol::SymbolKind;
use crate::link::terraform::references::address_and_rest;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Expression, Node, NodeKind, NodeRef, Step, TextPart, Traversal};
use crate::value::{Part, Reference};

/// Literal text and references that mean the same anywhere in the module.
///
/// # Errors
/// `each.key`, functions, indexed or repeated resources: they cannot be repeated elsewhere.
pub fn spell(program: &Program, node: &NodeRef) -> Result<Vec<Part>, Reason> {
    match &node.kind {
        NodeKind::Text(text) => {
            let mut out = Vec::new();
            for part in &text.parts {
                match part {
                    TextPart::Literal { value, .. } => out.push(Part::Literal(value.clone())),
                    TextPart::Interpolation { value, .. } => out.extend(spell(program, value)?),
                    TextPart::Directive { .. } => return Err(refuse(program, node)),
                }
            }
            Ok(out)
        }
        NodeKind::Number(number) => Ok(vec![Part::Literal(number.clone())]),
        NodeKind::Expression(Expression::Parenthesis(inner)) => spell(program, inner),
        NodeKind::Expression(Expression::Traversal(traversal)) => {
            let reference = reference(program, traversal, node).ok_or_else(|| refuse(program, node))?;
            Ok(vec![Part::Reference(reference)])
        }
        _ => Err(refuse(program, node)),
    }
}

fn reference(program: &Program, traversal: &Traversal, node: &Node) -> Option<Reference> {
    let (address, rest) = address_and_rest(traversal)?;
    let symbol = program.symbol(program.lookup_from(node.span.file, &address)?);
    let names: Option<Vec<&str>> = rest
        .iter()
        .map(|step| match step {
            Step::Attribute(name) => Some(name.as_str()),
            Step::Index(_) | Step::Splat => None,
        })
        .collect();
    let portable = match symbol.kind {
        SymbolKind::Resource | SymbolKind::Data | SymbolKind::Module => !symbol.repeated,
        SymbolKind::Local | SymbolKind::Variable => true,
        SymbolKind::Output | SymbolKind::Other => false,
    };
    portable.then_some(())?;
    Some(Reference {
        symbol: symbol.id,
        attribute: names?.join("."),
        indexed: false,
        text: program.text(node.span).to_owned(),
        file: node.span.file,
    })
}

fn refuse(program: &Program, node: &Node) -> Reason {
    let text: String = program.text(node.span).chars().take(40).collect();
    Reason::new(ReasonKind::NotLiteral, format!("`{}` cannot be repeated in another block", text.trim()))
}
