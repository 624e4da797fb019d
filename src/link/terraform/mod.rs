//! Terraform modules: all HCL files of a folder.

pub mod ambient;
pub mod argument;
pub mod evaluate;
mod functions;
pub mod load;
pub mod references;
pub mod say;
pub mod spell;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::link::Program;
use crate::syntax::tree::NodeRef;
use crate::value::{Part, SymbolId};
pub use load::load;

/// What evaluation and writing need beside the symbols.
#[derive(Debug, Default)]
pub struct Module {
    /// Might another module call this one? Then its variables may hang on its own outputs.
    pub may_be_called: bool,
    /// What sets its variables, beside their defaults: entries of `.tfvars` files.
    pub given: BTreeMap<SymbolId, Vec<NodeRef>>,
    /// How it says its partition: looked for in all texts when that is first asked.
    partition: OnceLock<Part>,
}

impl Module {
    /// How the module says its partition: see [`ambient::partition`].
    pub(super) fn partition(&self, program: &Program) -> Part {
        self.partition.get_or_init(|| ambient::partition(program)).clone()
    }
}
