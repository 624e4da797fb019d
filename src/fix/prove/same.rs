//! Whether two outlines are the same, and if not, the way to where they differ.

use super::failed;
use super::outline::{Entry, Outline};
use crate::reason::Reason;
use crate::text::TextFile;

/// Fails with the steps to the difference, innermost first.
pub(super) type Same = Result<(), Vec<String>>;

/// What is allowed beside conditions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk {
    /// May a statement become several, its principals spread over them?
    pub(super) split: bool,
}

/// A difference here.
pub(super) fn differ() -> Same {
    Err(Vec::new())
}

/// A difference here, where it is not so.
pub(super) fn same(yes: bool) -> Same {
    if yes { Ok(()) } else { differ() }
}

/// Adds a step to the path of a difference.
pub(super) fn at(step: impl FnOnce() -> String, inner: Same) -> Same {
    inner.map_err(|mut steps| {
        steps.push(step());
        steps
    })
}

/// The entries that something holds of, and the others.
pub(super) fn apart(map: &Outline, holds: impl Fn(&Entry) -> bool) -> (Vec<&Entry>, Vec<&Entry>) {
    map.entries().iter().partition(|entry| holds(entry))
}

/// Tells a difference by its file and the way to it.
///
/// # Errors
/// Where the difference is.
pub(super) fn same_in(file: &TextFile, same: Same) -> Result<(), Reason> {
    same.map_err(|mut steps| {
        steps.reverse();
        failed(format!("{} would change in more than conditions, at {}", file.path, steps.join("/")))
    })
}
