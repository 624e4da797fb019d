//! Terraform modules: all HCL files of a folder.

pub mod ambient;
pub mod argument;
pub mod evaluate;
mod fill;
mod functions;
mod json;
pub mod load;
mod paths;
pub mod references;
pub mod say;
pub mod spell;
pub mod texts;
mod values;
mod visit;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::link::{Program, Spoken};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Layout, NodeRef};
use crate::text::FileId;
use crate::value::{Part, SymbolId};
pub use load::load;
pub use values::{is_read_for_values, is_values_file};

/// Is it a file of code, by its path?
#[must_use]
pub fn is_code(path: &str) -> bool {
    [".tf", ".tofu", ".tf.json", ".tofu.json"].iter().any(|end| path.ends_with(end))
}

/// May a statement of this file be edited?
///
/// # Errors
/// Why not.
pub(super) fn may_edit(module: &Module, file: FileId, path: &str) -> Result<(), Reason> {
    if is_values_file(path) {
        let text = "the statement stands in a .tfvars file, which can hold no reference to the account: write it \
                    there by hand";
        return Err(Reason::new(ReasonKind::Shape, text));
    }
    if is_code(path) && path.ends_with(".json") {
        let text = "Terraform in JSON is judged and not mended: add the condition by hand";
        return Err(Reason::new(ReasonKind::Shape, text));
    }
    match module.texts.readings(file) {
        Some(readings) if !readings.is_own(path) => {
            let text = format!("{path} stands outside of the module, so others may read it too");
            Err(Reason::new(ReasonKind::Shared, text))
        }
        _ => Ok(()),
    }
}

/// A value said where `near` stands.
///
/// # Errors
/// A value that cannot be said there.
pub(super) fn say_at(
    program: &Program,
    module: &Module,
    parts: &[Part],
    layout: &Layout,
    near: FileId,
    provider: Option<&str>,
) -> Result<Spoken, Reason> {
    match module.texts.readings(near) {
        Some(readings) => fill::say(program, &module.texts, near, readings, parts, provider),
        None => Ok(say::say(program, parts, layout, provider)),
    }
}

/// What evaluation and writing need beside the symbols.
#[derive(Debug, Default)]
pub struct Module {
    /// Might another module call this one? Then its variables may hang on its own outputs.
    pub may_be_called: bool,
    /// What sets its variables, beside their defaults: entries of `.tfvars` files.
    pub given: BTreeMap<SymbolId, Vec<NodeRef>>,
    /// The texts that it reads from other files.
    pub texts: texts::Texts,
    /// How it says its partition: looked for in all texts when that is first asked.
    partition: OnceLock<Part>,
}

impl Module {
    /// How the module says its partition: see [`ambient::partition`].
    pub(super) fn partition(&self, program: &Program) -> Part {
        self.partition.get_or_init(|| ambient::partition(program)).clone()
    }
}

#[cfg(test)]
mod tests;
