//! Files that are meant to be a policy, but that something has to fill in before they are JSON.

use std::sync::Arc;

use crate::link::{Program, template};
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Grammar, Layout, Node, NodeKind, NodeRef, ParseError};
use crate::syntax::{hcl, nested};
use crate::text::{FileId, Span, TextFile};

/// Is a text that is no JSON meant to be a policy? It starts like one, and has statements.
pub(super) fn is_meant(text: &str) -> bool {
    let start = text.trim_start_matches('\u{feff}').trim_start();
    let words = ["\"Statement\"", "\"Effect\"", "\"Principal\""];
    start.starts_with(['{', '%']) && words.iter().all(|word| text.contains(word))
}

/// The policy, read as a template of Terraform; where that cannot be done, one of which nothing is
/// known.
pub(super) fn load(file: TextFile) -> Program {
    let whole = Span { file: FileId(0), start: 0, end: file.text.len() as u32 };
    match read(&file).map(|root| template::is_policy(&root).then_some(root)) {
        Ok(Some(root)) => template::load_policy(file, root, Some(filled_in())),
        other => {
            let message = other.err().map_or_else(|| "it is no policy as it stands".to_owned(), |it| it.message);
            let nothing = Arc::new(Node { span: whole, kind: NodeKind::Null });
            let mut program = template::load_policy(file, nothing, None);
            program.unread.push((whole, message));
            program
        }
    }
}

fn read(file: &TextFile) -> Result<NodeRef, ParseError> {
    let text = hcl::parse_template(FileId(0), &file.text)?;
    nested::json(&text, &file.text, &Layout { grammar: Grammar::Hcl, nest: Vec::new() })
}

fn filled_in() -> Reason {
    let text = "`%{ }` directives fill the policy in: add the condition by hand";
    Reason::new(ReasonKind::NotLiteral, text)
}
