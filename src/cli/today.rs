//! The day, which the core is told and never asks for.

use crate::date::Date;
use std::time::{SystemTime, UNIX_EPOCH};

const SECONDS_OF_DAY: u64 = 24 * 60 * 60;

/// Today in UTC; a clock that stands before 1970 tells 1970-01-01.
pub(super) fn today() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Date::after_epoch(since.as_secs() / SECONDS_OF_DAY)
}
