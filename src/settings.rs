//! What a run may be told about how to judge. The same files and settings give the same outcome.

use crate::catalogue::Catalogue;
use crate::config::Config;
use crate::date::Date;

/// How to judge.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// The day on which an ignore has expired or has not; none where nothing expires.
    pub today: Option<Date>,
    /// Are ignores that were written for other scanners ignores here too, where their check and
    /// one of our rules are the same?
    pub honour_other_ignores: bool,
    /// What is known of services.
    pub catalogue: &'a Catalogue,
    /// What the configuration says.
    pub config: &'a Config,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Settings { today: None, honour_other_ignores: false, catalogue: Catalogue::builtin(), config: Config::none() }
    }
}
