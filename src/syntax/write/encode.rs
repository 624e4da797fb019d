//! New text on its way out of the texts it stands in.

use crate::reason::Reason;
use crate::syntax::tree::Encoding;

/// Does one of these encodings write line ends as escapes, so that new text stays on one line?
pub(super) fn escapes(nest: &[Encoding]) -> bool {
    nest.iter().any(|encoding| match encoding {
        Encoding::HclQuoted | Encoding::YamlSingle | Encoding::Quoted => true,
        Encoding::HclHeredoc | Encoding::YamlLiteral { .. } => false,
    })
}

/// One-line text of the innermost grammar as it stands in the file.
///
/// Text in several lines never comes here: where a line end may stand, it stands as it is, with
/// the indentation of the lines around it.
pub(super) fn outward(text: &str, _nest: &[Encoding]) -> Result<String, Reason> {
    Ok(text.to_owned())
}
