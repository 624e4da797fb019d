//! What one step of indentation is.

use super::source::is_blank;

/// The step from one indentation to a deeper one, where the deeper one goes on from the other.
pub(super) fn between(outer: &str, inner: &str) -> Option<String> {
    inner.strip_prefix(outer).filter(|step| !step.is_empty()).map(str::to_owned)
}

/// The step that a text uses: the blanks its first indented line starts with; two if none is.
pub(super) fn of_file(text: &str) -> String {
    let indented = text.lines().find(|line| line.starts_with([' ', '\t']) && !is_blank(line));
    let blanks = indented.map(|line| &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]);
    match blanks {
        Some(blanks) if blanks.starts_with('\t') => "\t".into(),
        Some(blanks) if blanks.len() <= 8 => blanks.into(),
        _ => "  ".into(),
    }
}
