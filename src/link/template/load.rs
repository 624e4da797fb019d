//! From a parsed document to a program: the symbols of a template and the edges between them.

use crate::catalogue::Language;
use crate::link::generated::Origins;
use crate::link::names::Addresses;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::template::anchors::Anchors;
use crate::link::template::edges::{CONDITION, edges};
use crate::link::template::intrinsics::literal;
use crate::link::template::loops::Loop;
use crate::link::template::recognise::type_of;
use crate::link::template::root::Root;
use crate::link::template::serverless::GLOBALS;
use crate::link::template::substitution::Substituted;
use crate::link::template::survey::survey;
use crate::link::template::{Template, Variables};
use crate::link::{Names, Program, Scope};
use crate::syntax::tree::{Document, Entry, Grammar, Layout, NodeRef};
use crate::text::{Span, TextFile};
use crate::value::SymbolId;

/// How deep one `Fn::ForEach` may stand in another.
const MAX_LOOPS: usize = 8;

/// Macros that neither add resources nor references.
const TAME_TRANSFORMS: [&str; 2] = ["AWS::LanguageExtensions", "AWS::CodeDeployBlueGreen"];

/// Pseudo parameters that are neither known nor the same for every stack, yet may be repeated.
const STACK_PARAMETERS: [&str; 2] = ["AWS::StackName", "AWS::StackId"];

/// Links one template of a file. `document` is the whole file.
#[must_use]
pub fn load(file: TextFile, document: Document, root: Root) -> Program {
    let Root { node, anchors, nest, beside, extent, refused, is_nested, is_substituted } = root;
    let mut seen = survey(&node);
    beside.iter().for_each(|entry| seen.walk(&entry.value));
    let anchors = anchors.into_iter().filter(|(_, node)| extent.contains(node.span)).collect();
    let anchors = Anchors::new(anchors, &seen.aliases);
    let mut table = Table { anchors: &anchors, drafts: Vec::new(), loops: Vec::new() };
    table.add_sections(&file, &node);
    for entry in &beside {
        table.add(SymbolKind::Module, "", entry);
    }
    let loops = std::mem::take(&mut table.loops);
    let mut symbols = table.symbols();
    let mut names = Addresses::new();
    for symbol in &symbols {
        names.entry(symbol.address.clone()).or_insert(symbol.id);
    }
    let graph = edges(&anchors, &mut symbols, &names, &node);
    let long_forms = seen.short == 0 && seen.long > 0;
    let substituted = Substituted::new(seen.substituted);
    let grammar = node.as_map().map_or(Grammar::YamlBlock, |map| map.layout.grammar);
    let layout = Layout { grammar, nest };
    let variables = match (is_substituted, beside.is_empty()) {
        (true, _) => Variables::Rendered,
        (false, true) => Variables::Some,
        (false, false) => Variables::Serverless,
    };
    let scope = Template {
        root: node,
        anchors,
        substituted,
        long_forms,
        layout,
        refused,
        variables,
        partition: None,
        is_nested,
        loops,
    };
    Program {
        language: Language::CloudFormation,
        files: vec![file],
        problems: Vec::new(),
        documents: vec![Some(document)],
        unread: Vec::new(),
        part: 0,
        extent: Some(extent),
        names: Names::new(vec![names], &symbols),
        symbols,
        graph,
        origins: Origins::of(1),
        scope: Scope::Template(scope),
    }
}

/// A symbol that has no id yet.
struct Draft {
    kind: SymbolKind,
    type_name: String,
    name: String,
    address: String,
    span: Span,
    head: Span,
    node: NodeRef,
    repeated: bool,
}

struct Table<'a> {
    anchors: &'a Anchors,
    drafts: Vec<Draft>,
    loops: Vec<Loop>,
}

impl Table<'_> {
    fn add_sections(&mut self, file: &TextFile, root: &NodeRef) {
        for entry in self.section(root, "Parameters") {
            self.add(SymbolKind::Variable, "", &entry);
        }
        for entry in self.section(root, "Conditions") {
            self.add(SymbolKind::Other, CONDITION, &entry);
        }
        for entry in self.section(root, "Outputs") {
            self.add(SymbolKind::Output, "output.", &entry);
        }
        for entry in self.section(root, "Resources") {
            self.add_resource(&entry, MAX_LOOPS, false);
        }
        self.add_transform(root);
        if let Some(entry) = root.as_map().and_then(|map| map.get(GLOBALS)) {
            self.add(SymbolKind::Local, "", entry);
        }
        for name in STACK_PARAMETERS.iter().filter(|name| file.text.contains(*name)) {
            self.add_stack_parameter(name, root);
        }
    }

    fn section(&self, root: &NodeRef, name: &str) -> Vec<Entry> {
        let section = self.anchors.get(root, name);
        section
            .as_ref()
            .and_then(|node| node.as_map())
            .map_or_else(Vec::new, |map| self.anchors.entries(map).into_owned())
    }

    fn add(&mut self, kind: SymbolKind, prefix: &str, entry: &Entry) {
        let Some(name) = literal(&entry.key) else { return };
        let Some(node) = self.anchors.resolve(&entry.value).cloned() else { return };
        let (name, address) = (name.to_owned(), format!("{prefix}{name}"));
        let (span, head) = (entry.span(), entry.key.span);
        self.drafts.push(Draft { kind, type_name: String::new(), name, address, span, head, node, repeated: false });
    }

    /// A resource, or a loop or macro that makes resources: then what is written of them is there
    /// too, under the names as written.
    fn add_resource(&mut self, entry: &Entry, loops_left: usize, in_loop: bool) {
        let Some(key) = literal(&entry.key) else { return };
        if key.starts_with("Fn::") {
            self.add(SymbolKind::Other, "", entry);
            self.loops.extend(Loop::of(entry));
            for inner in self.loop_body(entry).iter().filter(|_| loops_left > 0) {
                self.add_resource(inner, loops_left - 1, true);
            }
            return;
        }
        self.add(SymbolKind::Resource, "", entry);
        let Some(draft) = self.drafts.last_mut().filter(|draft| draft.head == entry.key.span) else { return };
        draft.type_name = type_of(&draft.node).unwrap_or_default().to_owned();
        draft.repeated = in_loop || self.anchors.get(&draft.node, "Condition").is_some();
    }

    /// The entries that a loop repeats: `[name, collection, {entries}]`.
    fn loop_body(&self, entry: &Entry) -> Vec<Entry> {
        let body = entry.value.as_list().and_then(|list| list.items.get(2)).and_then(|body| self.anchors.resolve(body));
        body.and_then(|body| body.as_map()).map_or_else(Vec::new, |map| self.anchors.entries(map).into_owned())
    }

    /// A macro over the whole template may add anything to it.
    fn add_transform(&mut self, root: &NodeRef) {
        let Some(entry) = root.as_map().and_then(|map| map.get("Transform")) else { return };
        let is_tame = |node: &NodeRef| literal(node).is_some_and(|name| TAME_TRANSFORMS.contains(&name));
        let all_tame = match entry.value.as_list() {
            Some(list) => list.items.iter().all(is_tame),
            None => is_tame(&entry.value),
        };
        if !all_tame {
            self.add(SymbolKind::Other, "", entry);
        }
    }

    fn add_stack_parameter(&mut self, name: &str, root: &NodeRef) {
        self.drafts.push(Draft {
            kind: SymbolKind::Variable,
            type_name: String::new(),
            name: name.to_owned(),
            address: name.to_owned(),
            span: root.span.before(),
            head: root.span.before(),
            node: root.clone(),
            repeated: false,
        });
    }

    fn symbols(mut self) -> Vec<Symbol> {
        self.drafts.sort_by_key(|draft| (draft.span.start, std::cmp::Reverse(draft.span.end)));
        let numbered = (0..).map(SymbolId).zip(self.drafts);
        numbered.map(|(id, draft)| draft.into_symbol(id)).collect()
    }
}

impl Draft {
    fn into_symbol(self, id: SymbolId) -> Symbol {
        let Draft { kind, type_name, name, address, span, head, node, repeated } = self;
        Symbol { id, kind, type_name, name, address, span, head, body: Definition::Value(node), repeated }
    }
}
