//! What a call of a published module lets in without a statement being written.

mod grant;
mod permission;

use super::called::called;
use super::{Reader, Use};
use crate::link::symbol::Symbol;

impl Reader<'_> {
    /// Reads what a module call lets in by its arguments.
    pub(super) fn call(&mut self, call: &Symbol) {
        let Some(called) = called(self.program, self.catalogue, call) else { return };
        for known in &called.module.permissions {
            let usage = Use::new(known.kind.clone(), call.id, vec![call.id]);
            for value in self.program.argument(call.id, &known.argument) {
                self.permissions(&value, known, &usage);
            }
        }
        for known in &called.module.grants {
            let Some((node, statement)) = grant::read(self.program, known, &called, call) else { continue };
            let owners = if known.protects_all { vec![call.id] } else { Vec::new() };
            let document = self.document_at(node.span, call.id, || (vec![statement], None));
            document.uses.push(Use::new(known.kind.clone(), call.id, owners));
        }
    }
}
