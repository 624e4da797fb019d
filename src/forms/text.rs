//! The JSON that a string holds: in a heredoc, a quoted string, a block scalar.

use crate::link::Program;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::nested;
use crate::value::{Part, Value};

/// What the JSON text stands for that a string is.
///
/// # Errors
/// Why it is not known, or is no JSON.
pub(super) fn json(program: &Program, value: &Value) -> Result<Value, Reason> {
    let parts = value.parts().unwrap_or_default();
    let unknown = parts.iter().find_map(|part| match part {
        Part::Unknown(reason) => Some(reason.clone()),
        Part::Reference(reference) if parts.len() == 1 => Some(Reason::new(
            ReasonKind::UnknownValue,
            format!("the policy is `{}`, which is not written here", reference.text),
        )),
        _ => None,
    });
    let (true, Some(node)) = (value.is_written(), value.node()) else {
        let reason = Reason::new(ReasonKind::NotLiteral, "the policy's text is computed, not written here");
        return Err(unknown.unwrap_or(reason));
    };
    let text = program.document_text(node);
    match nested::json(&text, &program.file(text.span).text, &program.layout()) {
        Ok(inner) => Ok(program.evaluate(&inner)),
        Err(error) => {
            let reason = Reason::new(ReasonKind::NotLiteral, format!("the policy's text: {}", error.message));
            Err(unknown.unwrap_or(reason))
        }
    }
}
