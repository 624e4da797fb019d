//! Lists of files, as other programs write them.

use std::ffi::OsString;

/// The names in a list, each ended by this byte; a line may end in CR and LF too. What is no UTF-8 is
/// replaced by `U+FFFD`.
pub(super) fn names(bytes: &[u8], end: u8) -> impl Iterator<Item = OsString> {
    let lines = bytes.split(move |byte| *byte == end);
    let lines = lines.map(move |line| if end == 0 { line } else { line.strip_suffix(b"\r").unwrap_or(line) });
    lines.filter(|line| !line.is_empty()).map(|line| String::from_utf8_lossy(line).into_owned().into())
}
