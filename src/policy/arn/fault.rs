//! What was wrong with an ARN that could be set right.

use std::fmt;

use crate::value::Part;

/// A malformed ARN set right.
#[derive(Debug, Clone, PartialEq)]
pub struct ArnRepair {
    /// The text as it should be.
    pub parts: Vec<Part>,
    /// What was wrong, in the order of the text.
    pub faults: Vec<ArnFault>,
}

/// A slip that makes an ARN match nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArnFault {
    /// A blank at either end of a component.
    Blank,
    /// Two colons for one.
    DoubledColon,
    /// No colon stands between the account and the resource.
    MissingColon,
    /// The region is missing.
    MissingRegion,
    /// The account is missing.
    MissingAccount,
    /// A slash before the type of the resource.
    LeadingSlash,
}

impl ArnFault {
    /// How unlikely the slip is: a character too much is likelier than a component too few.
    pub(super) fn cost(self) -> u32 {
        match self {
            ArnFault::Blank | ArnFault::LeadingSlash | ArnFault::DoubledColon | ArnFault::MissingColon => 2,
            ArnFault::MissingRegion | ArnFault::MissingAccount => 3,
        }
    }
}

impl fmt::Display for ArnFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ArnFault::Blank => "a blank that belongs to no name",
            ArnFault::DoubledColon => "two colons where one belongs",
            ArnFault::MissingColon => "no colon behind the account",
            ArnFault::MissingRegion => "no region",
            ArnFault::MissingAccount => "no account",
            ArnFault::LeadingSlash => "a slash before the type of the resource",
        })
    }
}
