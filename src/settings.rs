//! What a run may be told about how to judge. The same files and settings give the same outcome.

use crate::date::Date;

/// How to judge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// The day on which an ignore has expired or has not; none where nothing expires.
    pub today: Option<Date>,
    /// Are ignores that were written for other scanners ignores here too, where their check and
    /// one of our rules are the same?
    pub honour_other_ignores: bool,
}
