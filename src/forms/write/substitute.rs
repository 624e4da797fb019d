//! Letting `Fn::Sub` fill in a string that was a plain text.

use crate::edit::Edit;
use crate::link::Program;
use crate::syntax::tree::{Grammar, Node};

/// The edits that put `Fn::Sub` around a string, as its language writes it.
pub(super) fn substitute(program: &Program, text: &Node) -> Vec<Edit> {
    let insert = |span, content: &str| Edit { span, content: content.to_owned() };
    match program.layout().grammar {
        Grammar::Json => {
            vec![insert(text.span.before(), "{ \"Fn::Sub\": "), insert(text.span.after(), " }")]
        }
        _ => vec![insert(text.span.before(), "!Sub ")],
    }
}
