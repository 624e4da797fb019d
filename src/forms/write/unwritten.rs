//! A condition that cannot be written where its statement stands, as text for a person.

use super::arguments::within;
use crate::link::Program;
use crate::policy::change::Change;
use crate::policy::condition::{SOURCE_ACCOUNT, SOURCE_ARN};
use crate::policy::statement::{Holder, Place, Statement};
use crate::syntax::tree::{Node, NodeKind};
use crate::value::Part;

/// What the changes add to a statement that the code of a module makes, as the module's caller
/// would write it elsewhere; none where the fix writes it, or where the text may not be edited at
/// all.
#[must_use]
pub fn unwritten(
    program: &Program,
    statement: &Statement,
    changes: &[Change],
    provider: Option<&str>,
) -> Option<String> {
    if statement.place.editable().is_ok() || program.may_edit(statement.place.span()).is_err() {
        return None;
    }
    let mut out = String::new();
    for change in changes {
        let Change::Add { operator, key, values } = change else { return None };
        out += &match &statement.place {
            Place::Object { holder, .. } => {
                let values = all(program, holder, values, provider)?.join(", ");
                format!(
                    "condition {{\n  test     = \"{operator}\"\n  variable = \"{key}\"\n  values   = [{values}]\n}}\n"
                )
            }
            Place::Arguments { holder, source_arn, source_account, .. } => {
                let name = match *key {
                    SOURCE_ARN => source_arn.as_ref()?,
                    SOURCE_ACCOUNT => source_account.as_ref()?,
                    _ => return None,
                };
                let values = all(program, holder, values, provider)?;
                let [value] = values.as_slice() else { return None };
                format!("{name} = {value}\n")
            }
            Place::Map { .. } | Place::Block { .. } => return None,
        };
    }
    let about = match statement.place {
        Place::Arguments { .. } => "# the source, in the permission itself",
        _ => "# the condition, as a policy document takes it",
    };
    (!out.is_empty()).then(|| format!("{about}\n{out}"))
}

fn all(program: &Program, holder: &Holder, values: &[Vec<Part>], provider: Option<&str>) -> Option<Vec<String>> {
    let near = Node { span: holder.span(), kind: NodeKind::Null };
    let say = |parts: &Vec<Part>| program.say(parts, &within(holder), &near, provider).ok();
    values.iter().map(|parts| say(parts).map(|said| said.source)).collect()
}
