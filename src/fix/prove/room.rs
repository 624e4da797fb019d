//! Proof that a policy in a file of its own is not too large for AWS, where it is sent with its blanks.

use crate::check::Checked;
use crate::link::Program;
use crate::policy::size::quota;
use crate::reason::{Reason, ReasonKind};

/// Proves that the fixes let no file grow over the quota of its policy. One that is too large as it stands
/// has a larger quota than the usual one.
///
/// # Errors
/// How large it would be, and how large it may be.
pub(super) fn is_kept(before: &Program, after: &Program, checked: &Checked) -> Result<(), Reason> {
    if before.lone_policy().is_none() {
        return Ok(());
    }
    let length = |program: &Program| program.files.iter().map(|file| file.text.trim().len()).max().unwrap_or_default();
    let (old, new) = (length(before), length(after));
    let uses = checked.policies.documents.iter().flat_map(|document| &document.uses);
    let mut quotas = uses.filter_map(|usage| quota(&usage.kind)).filter(|quota| quota.blanks_count);
    match quotas.find(|quota| old <= quota.bytes && new > quota.bytes) {
        None => Ok(()),
        Some(quota) => {
            let text = format!(
                "with its condition the file would have {new} bytes, blanks counted, and may have {}: write it without \
                 blanks, or make it shorter ({})",
                quota.bytes, quota.citation
            );
            Err(Reason::new(ReasonKind::Limit, text))
        }
    }
}
