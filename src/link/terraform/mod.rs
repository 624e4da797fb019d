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

use crate::syntax::tree::NodeRef;
use crate::value::SymbolId;
pub use load::load;

/// What evaluation and writing need beside the symbols.
#[derive(Debug)]
pub struct Module {
    /// Might another module call this one? Then its variables may hang on its own outputs.
    pub may_be_called: bool,
    /// What sets its variables, beside their defaults: entries of `.tfvars` files.
    pub given: BTreeMap<SymbolId, Vec<NodeRef>>,
}

#[cfg(test)]
mod tests;
