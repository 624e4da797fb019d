//! The `aws_iam_policy_document` data source.
//!
//! From the provider's documentation and source (policy_document_data_source.go): `effect`
//! defaults to `Allow`; two `condition` blocks of one test and variable are joined with OR;
//! statements of `override_policy_documents` replace those of the same `sid`.

use std::sync::Arc;

use crate::forms::grammar::{effect_of, strings, unread_resources};
use crate::forms::service::{principal_kind, principals, principals_of_some_type};
use crate::link::Program;
use crate::link::symbol::Definition;
use crate::policy::condition::Clause;
use crate::policy::principal::{Principal, PrincipalKind};
use crate::policy::statement::{Effect, Place, Statement};
use crate::reason::Reason;
use crate::syntax::tree::Block;
use crate::value::{Partial, SymbolId, Value};

/// The type of its symbols.
pub(super) const DOCUMENT_TYPE: &str = "data.aws_iam_policy_document";

/// What stands in a document data source.
pub(super) struct DocumentBlock {
    /// The statements in order.
    pub(super) statements: Vec<Statement>,
    /// Why there may be others.
    pub(super) rest: Option<Reason>,
    /// Documents whose statements it takes over.
    pub(super) sources: Vec<Value>,
    /// Documents whose statements replace others of the same Sid.
    pub(super) overrides: Vec<Value>,
}

/// Reads the statements of a document data source.
pub(super) fn read(program: &Program, symbol: SymbolId) -> DocumentBlock {
    let mut out = DocumentBlock { statements: Vec::new(), rest: None, sources: Vec::new(), overrides: Vec::new() };
    let Definition::Block(document) = &program.symbol(symbol).body else { return out };
    for block in document.body.blocks() {
        if let Some(block) = inner_block(block, "statement") {
            out.statements.push(statement(program, &block));
        }
    }
    let values = |names: [&str; 2]| {
        let attributes = names.into_iter().filter_map(|name| document.body.attribute(name));
        attributes.map(|attribute| program.evaluate(&attribute.value)).collect::<Vec<_>>()
    };
    out.sources = values(["source_policy_documents", "source_json"]);
    out.overrides = values(["override_policy_documents", "override_json"]);
    out
}

/// A block of a kind, or the content of a `dynamic` block of this kind.
fn inner_block(block: &Arc<Block>, kind: &str) -> Option<Arc<Block>> {
    if block.kind == kind {
        return Some(block.clone());
    }
    let dynamic = is_dynamic(block, kind);
    dynamic.then(|| block.body.blocks_of("content").next().cloned()).flatten()
}

/// Is it a `dynamic` block that makes blocks of this kind?
pub(super) fn is_dynamic(block: &Block, kind: &str) -> bool {
    block.kind == "dynamic" && block.labels.first().is_some_and(|label| label == kind)
}

fn statement(program: &Program, block: &Arc<Block>) -> Statement {
    let value = |name: &str| block.body.attribute(name).map(|attribute| program.evaluate(&attribute.value));
    let effect = value("effect").map_or(Effect::Allow, |value| effect_of(program, &value));
    let not_resources = value("not_resources").is_some();
    let not_action = value("actions").is_none() && value("not_actions").is_some();
    Statement {
        place: Place::Block {
            block: block.clone(),
            editable: if not_resources { Err(unread_resources()) } else { program.may_edit(block.span) },
        },
        sid: value("sid"),
        effect,
        principals: all_principals(program, block),
        not_principal: block.body.blocks().any(|inner| inner.kind == "not_principals"),
        actions: strings(value(if not_action { "not_actions" } else { "actions" }).as_ref()),
        not_action,
        resources: match not_resources {
            true => Partial::unknown(unread_resources()),
            false => strings(value("resources").as_ref()),
        },
        conditions: conditions(program, block),
        defects: Vec::new(),
    }
}

fn all_principals(program: &Program, statement: &Block) -> Partial<Principal> {
    let mut out = Partial::all(Vec::new());
    for outer in statement.body.blocks() {
        let Some(block) = inner_block(outer, "principals") else { continue };
        let value = |name: &str| block.body.attribute(name).map(|attribute| program.evaluate(&attribute.value));
        let types = value("type").map_or_else(Vec::new, Value::arms);
        let mut kinds: Vec<PrincipalKind> = types
            .iter()
            .map(|name| name.literal().map_or(PrincipalKind::Other, |name| principal_kind(&name)))
            .collect();
        kinds.dedup();
        if let Some(identifiers) = value("identifiers") {
            match kinds.as_slice() {
                [kind] => principals(program, *kind, &identifiers, &mut out),
                _ => principals_of_some_type(program, &kinds, &identifiers, &mut out),
            }
        }
    }
    out
}

fn conditions(program: &Program, statement: &Block) -> Partial<Clause> {
    let mut out = Partial::all(Vec::new());
    for outer in statement.body.blocks() {
        let Some(block) = inner_block(outer, "condition") else { continue };
        let value = |name: &str| block.body.attribute(name).map(|attribute| program.evaluate(&attribute.value));
        let (Some(operator), Some(key)) = (value("test"), value("variable")) else { continue };
        let always = !is_dynamic(outer, "condition");
        out.known.push(Clause { operator, key, values: strings(value("values").as_ref()), always, span: block.span });
    }
    out
}
