//! Why a text is no ARN.

use std::fmt;

/// Why a text is no ARN, or cannot be seen as one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArnError {
    /// It begins with a reference, which may be the whole ARN, or has too few colons beside parts
    /// that are not known. Nothing is wrong with it; nothing is known of it.
    Unclear,
    /// It does not begin with `arn:`.
    NoPrefix,
    /// It has this many components, fewer than six.
    TooFew(usize),
    /// A blank stands where none can: at either end, or in a component before the resource.
    Blank,
    /// Two colons stand where one belongs.
    DoubledColon,
    /// It names no partition.
    NoPartition,
    /// This stands where the partition belongs, and is none.
    UnknownPartition(String),
    /// It names no service.
    NoService,
    /// This stands where the region belongs, and is none.
    UnknownRegion(String),
    /// This Region is none of this partition.
    OtherPartition(String, String),
    /// This name in braces stands there as a text: nothing fills it in.
    Unfilled(String),
    /// Its account is neither twelve digits nor a wildcard nor empty.
    NoAccountId(String),
}

impl fmt::Display for ArnError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ArnError::Unclear => f.write_str("its components are known only when it is deployed"),
            ArnError::NoPrefix => f.write_str("an ARN begins with `arn:`"),
            ArnError::TooFew(found) => {
                write!(f, "an ARN has six components with colons between them, this one has {found}")
            }
            ArnError::Blank => f.write_str("a blank stands where an ARN has none"),
            ArnError::DoubledColon => f.write_str("two colons stand where one belongs"),
            ArnError::NoPartition => f.write_str("it names no partition (aws, aws-cn, aws-us-gov)"),
            ArnError::UnknownPartition(found) => write!(f, "{found:?} is no partition (aws, aws-cn, aws-us-gov)"),
            ArnError::UnknownRegion(found) => write!(f, "{found:?} is no Region"),
            ArnError::OtherPartition(region, partition) => {
                write!(f, "the partition {partition} has no Region {region:?}")
            }
            ArnError::Unfilled(name) => {
                write!(f, "`{name}` stands there as a text: nothing substitutes it")
            }
            ArnError::NoService => f.write_str("it names no service"),
            ArnError::NoAccountId(found) => {
                write!(f, "{found:?} stands where the twelve digits of the account belong")
            }
        }
    }
}

impl std::error::Error for ArnError {}
