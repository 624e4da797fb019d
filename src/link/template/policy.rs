//! Files that are a policy and nothing else.

use crate::catalogue::Language;
use crate::link::generated::Origins;
use crate::link::graph::Graph;
use crate::link::names::Addresses;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::template::intrinsics::literal;
use crate::link::template::{Template, Variables};
use crate::link::{Names, Program, Scope};
use crate::reason::Reason;
use crate::syntax::tree::{Document, Node, NodeRef};
use crate::text::TextFile;
use crate::value::SymbolId;

/// The partitions other than the usual one.
const PARTITIONS: [&str; 2] = ["aws-cn", "aws-us-gov"];

/// Is this document a policy? It has a `Statement` with an effect, and a `Version` or a principal; or
/// it is such a statement, or a list of them, from which something else makes a policy.
#[must_use]
pub fn is_policy(root: &Node) -> bool {
    let Some(map) = root.as_map() else {
        return root.as_list().is_some_and(|list| !list.items.is_empty() && list.items.iter().all(|it| is_bare(it)));
    };
    let version = map.get("Version").and_then(|entry| literal(&entry.value));
    let is_dated = version.is_some_and(|version| version.starts_with("20"));
    let is_undated = map.get("Version").is_none();
    let has_effect = |node: &NodeRef| node.as_map().is_some_and(|statement| statement.get("Effect").is_some());
    let is_statement = |node: &NodeRef| is_dated && has_effect(node) || is_undated && is_bare(node);
    match map.get("Statement") {
        Some(entry) => match entry.value.as_list() {
            Some(list) => list.items.iter().any(is_statement),
            None => is_statement(&entry.value),
        },
        None => is_bare(root),
    }
}

/// Is it a statement that can be nothing else: an effect for somebody who may do something?
fn is_bare(node: &Node) -> bool {
    let Some(map) = node.as_map() else { return false };
    let effect = map.get("Effect").and_then(|entry| literal(&entry.value));
    let has = |name: &str| map.get(name).is_some();
    effect.is_some_and(|effect| matches!(effect, "Allow" | "Deny"))
        && has("Principal")
        && (has("Action") || has("NotAction"))
}

/// Links a file that is a policy: one symbol, whose text is the policy. `refused` tells why nothing
/// of it may be edited.
#[must_use]
pub fn load_policy(file: TextFile, root: NodeRef, refused: Option<Reason>) -> Program {
    let partition = PARTITIONS.iter().find(|name| file.text.contains(&format!("arn:{name}:")));
    let symbol = Symbol {
        id: SymbolId(0),
        kind: SymbolKind::Data,
        type_name: String::new(),
        name: "policy".to_owned(),
        address: "policy".to_owned(),
        span: root.span,
        head: root.span.before(),
        body: Definition::Value(root.clone()),
        repeated: false,
    };
    let partition = Some((*partition.unwrap_or(&"aws")).to_owned());
    let template = Template { variables: Variables::Rendered, partition, refused, ..Template::of_json(root.clone()) };
    Program {
        language: Language::CloudFormation,
        files: vec![file],
        problems: Vec::new(),
        documents: vec![Some(Document::Json(root))],
        unread: Vec::new(),
        part: 0,
        extent: None,
        names: Names::new(vec![Addresses::from([(symbol.address.clone(), symbol.id)])], std::slice::from_ref(&symbol)),
        symbols: vec![symbol],
        graph: Graph::default(),
        origins: Origins::of(1),
        scope: Scope::Template(template),
    }
}

impl Program {
    /// The policy that the whole program is, where it is nothing else.
    #[must_use]
    pub fn lone_policy(&self) -> Option<(SymbolId, &NodeRef)> {
        let template = self.template().filter(|template| template.partition.is_some())?;
        Some((SymbolId(0), &template.root))
    }
}
