//! Values and keys whose text changes where they stand.

use crate::edit::Edit;
use crate::reason::{Reason, ReasonKind};
use crate::syntax::tree::{Encoding, Grammar, Layout, Node, NodeKind, Text, TextPart, TextStyle};
use crate::text::TextFile;

use super::collections::{as_map, has_place};
use super::encode;
use super::quote;
use super::source::{Source, shape};

/// Puts source text of the file's grammar in the place of a value. `within` is the layout of the
/// collection around it; for the value of an HCL attribute, HCL without a nest.
#[must_use]
pub fn replace(file: &TextFile, within: &Layout, node: &Node, text: &str) -> Edit {
    let source = Source::new(file, node.span);
    source.replace(node.span.range(), encode::outward(text, source.newline, &within.nest))
}

/// Gives an entry of a map another key, in the quotes that the key has, or in double ones where
/// the new key needs some.
///
/// # Errors
/// A node that is no map, a place without an entry, a key that is computed.
pub fn rename_key(file: &TextFile, map: &Node, index: usize, key: &str) -> Result<Edit, Reason> {
    let (_, content) = as_map(map)?;
    has_place(content.entries.len(), index)?;
    let old = &content.entries[index].key;
    let NodeKind::Text(text) = &old.kind else {
        return Err(not_literal());
    };
    let key = quote::key(content.layout.grammar, text.style, &literal(&content.layout, key));
    Ok(replace(file, &content.layout, old, &key))
}

/// Gives a string another literal text, in the quotes that it has. A tag stays.
///
/// # Errors
/// A node that is no string, one with interpolations, and one that is written over several lines.
pub fn retext(file: &TextFile, within: &Layout, node: &Node, text: &str) -> Result<Edit, Reason> {
    let (node, old) = as_text(node)?;
    if old.literal().is_none() {
        return Err(not_literal());
    }
    let text = literal(within, text);
    let source = match (within.grammar, old.style) {
        (_, TextStyle::Heredoc { .. } | TextStyle::Literal | TextStyle::Folded) => {
            return Err(shape("a text in a heredoc or a block scalar is not rewritten: change it by hand"));
        }
        (Grammar::Json | Grammar::Hcl, _) => quote::string(within.grammar, TextStyle::Double, &text),
        (grammar, style) => quote::key(grammar, style, &text),
    };
    Ok(replace(file, within, node, &source))
}

/// Gives one literal part of a string another text; its other parts stay.
///
/// # Errors
/// A node that is no string, and a part that is not literal or that YAML writes without quotes or
/// over several lines.
pub fn retext_part(file: &TextFile, within: &Layout, node: &Node, part: usize, text: &str) -> Result<Edit, Reason> {
    let (_, old) = as_text(node)?;
    let Some(TextPart::Literal { span, .. }) = old.parts.get(part) else {
        return Err(not_literal());
    };
    if old.parts.len() == 1 && !matches!(old.style, TextStyle::Heredoc { .. }) {
        return retext(file, within, node, text);
    }
    let text = literal(within, text);
    let raw = match (within.grammar, old.style) {
        (Grammar::Hcl, TextStyle::Heredoc { .. }) => text.replace("${", "$${").replace("%{", "%%{"),
        (grammar @ (Grammar::Hcl | Grammar::Json), TextStyle::Double) => quote::double(grammar, &text),
        _ => return Err(not_literal()),
    };
    let source = Source::new(file, *span);
    Ok(source.replace(span.range(), encode::outward(&raw, source.newline, &within.nest)))
}

/// Literal text for a place: where HCL stands around it, a `${` of its own is escaped, as the
/// encoders take a bare one for an interpolation.
fn literal(within: &Layout, text: &str) -> String {
    match within.nest.first() {
        Some(Encoding::HclHeredoc | Encoding::HclQuoted) => text.replace("${", "$${"),
        _ => text.to_owned(),
    }
}

fn as_text(node: &Node) -> Result<(&Node, &Text), Reason> {
    match &node.kind {
        NodeKind::Text(text) => Ok((node, text)),
        NodeKind::Tagged { value, .. } => as_text(value),
        _ => Err(not_literal()),
    }
}

fn not_literal() -> Reason {
    Reason::new(ReasonKind::NotLiteral, "the text is not written out here: change it where it is made")
}
