//! Finding the indicators that the parser does not report.

/// The first of the wanted indicators behind blanks, comments, tags, anchors and the other
/// indicators of block nodes; none where something else comes first.
pub(super) fn find(source: &str, from: usize, wanted: &[u8]) -> Option<usize> {
    let bytes = source.as_bytes();
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            byte if wanted.contains(byte) => return Some(at),
            b'#' => at += length_until(&bytes[at..], |byte| byte == b'\n'),
            b'&' | b'!' => at += length_until(&bytes[at..], |byte| byte.is_ascii_whitespace()),
            b' ' | b'\t' | b'\r' | b'\n' | b':' | b'?' | b'-' => at += 1,
            _ => return None,
        }
    }
    None
}

/// How many bytes come before the first that ends it.
pub(super) fn length_until(bytes: &[u8], ends: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|&byte| ends(byte)).unwrap_or(bytes.len())
}
