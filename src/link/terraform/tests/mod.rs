//! What the tests of modules share.

mod evaluating;
mod graph;

use crate::link::Program;
use crate::link::testing::shown;
use crate::load::{Tree, link_module};
use crate::syntax::tree::NodeRef;
use crate::text::TextFile;

/// Links the text of a module of one file.
fn program(text: &str) -> Program {
    modules(&[("main.tf", text)])
}

/// Links files, sorted by folder.
pub(super) fn modules(files: &[(&str, &str)]) -> Program {
    let files = files.iter().map(|(path, text)| TextFile::new(*path, *text)).collect();
    let program = link_module(files, Vec::new(), |_| Tree::Parse);
    assert_eq!(program.problems, []);
    program
}

/// The only node at a path of a resource.
fn node(program: &Program, address: &str, path: &str) -> NodeRef {
    let symbol = program.lookup(address).expect(address);
    let nodes = program.argument_nodes(symbol, path);
    assert_eq!(nodes.len(), 1, "{address}.{path}");
    nodes[0].clone()
}

/// What `local.x` of a module stands for, in short.
fn local(text: &str) -> String {
    let program = program(text);
    let symbol = program.symbol(program.lookup("local.x").expect("local.x"));
    match &symbol.body {
        crate::link::symbol::Definition::Value(value) => shown(&program.evaluate(value)),
        crate::link::symbol::Definition::Block(_) => String::new(),
    }
}
