//! Quoted scalars with lines that stand no deeper than their key.
//!
//! ```yaml
//! PolicyDocument: !Sub '{
//!   "Version": "2012-10-17"
//! }'
//! ```
//!
//! YAML forbids it, CloudFormation and its linters accept it, and our parser refuses the file. So
//! the line end before such a line is hidden from it behind a blank, and the text parsed again.

use std::borrow::Cow;

use granit_parser::{ErrorKind, ScalarStyle, ScanError};

use crate::syntax::nested;
use crate::syntax::tree::Encoding;

/// How many lines are joined before we give up: each costs one more pass over the text.
pub(super) const MAX_JOINED: usize = 64;

/// Joins the line that an error is about to the one before it; false where the error is another.
pub(super) fn join(text: &mut Cow<str>, error: &ScanError) -> bool {
    if !matches!(error.kind(), ErrorKind::InvalidQuotedScalarIndent) {
        return false;
    }
    let before = error.marker().byte_offset().and_then(|offset| text.get(..offset)).unwrap_or_default();
    let Some(line) = before.trim_end_matches([' ', '\t']).strip_suffix('\n') else { return false };
    let end = line.len() + 1;
    let start = line.strip_suffix('\r').unwrap_or(line).len();
    text.to_mut().replace_range(start..end, &" ".repeat(end - start));
    true
}

/// What a quoted scalar stands for, from its bytes with the quotes.
pub(super) fn decode(written: &str, style: ScalarStyle) -> Option<String> {
    let encoding = match style {
        ScalarStyle::SingleQuoted => Encoding::YamlSingle,
        ScalarStyle::DoubleQuoted => Encoding::Quoted,
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => return None,
    };
    nested::unquote(written, encoding)
}
