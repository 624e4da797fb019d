//! New text on its way out of the texts it stands in.

use crate::syntax::nested;
use crate::syntax::tree::Encoding;

/// Does one of these encodings write a line end as an escape?
pub(super) fn escapes(nest: &[Encoding]) -> bool {
    nest.iter().any(|encoding| match encoding {
        Encoding::HclQuoted | Encoding::YamlSingle | Encoding::Quoted => true,
        Encoding::HclHeredoc | Encoding::YamlLiteral { .. } => false,
    })
}

/// Text of the innermost grammar as it stands in the file.
///
/// Its line ends stay what they are: where several lines may stand, they have the indentation of
/// the lines around them already.
pub(super) fn outward(text: &str, newline: &str, nest: &[Encoding]) -> String {
    let lines: Vec<String> = text.split(newline).map(|line| nested::encode(nest, line)).collect();
    lines.join(newline)
}
