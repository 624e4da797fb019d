//! Terraform modules: all HCL files of a folder.

pub mod ambient;
pub mod argument;
pub mod evaluate;
mod functions;
pub mod load;
pub mod references;
pub mod say;
pub mod spell;
mod values;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::link::Program;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::NodeRef;
use crate::text::TextFile;
use crate::value::{Part, SymbolId};
pub use load::load;
pub use values::{is_read_for_values, is_values_file};

/// May a statement of this file be edited?
///
/// # Errors
/// Why not.
pub(super) fn may_edit(file: &TextFile) -> Result<(), Reason> {
    if is_values_file(&file.path) {
        let text = "the statement stands in a .tfvars file, which can hold no reference to the account: write it there by hand";
        return Err(Reason::new(ReasonKind::Shape, text));
    }
    Ok(())
}

/// What evaluation and writing need beside the symbols.
#[derive(Debug, Default)]
pub struct Module {
    /// Might another module call this one? Then its variables may hang on its own outputs.
    pub may_be_called: bool,
    /// What sets its variables, beside their defaults: entries of `.tfvars` files.
    pub given: BTreeMap<SymbolId, Vec<NodeRef>>,
    /// How it says its partition: looked for in all texts when that is first asked.
    partition: OnceLock<Part>,
    memo: evaluate::Memo,
}

impl Module {
    /// How the module says its partition: see [`ambient::partition`].
    pub(super) fn partition(&self, program: &Program) -> Part {
        self.partition.get_or_init(|| ambient::partition(program)).clone()
    }
}

#[cfg(test)]
mod tests;
