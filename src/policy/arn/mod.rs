//! Amazon Resource Names and patterns of them.
//!
//! An ARN has six components with a colon between them: `arn`, partition, service, region,
//! account, resource. The resource is all that follows the fifth colon, colons included. IAM's
//! ARN operators match component by component: a `*` never reaches over one of the five colons.

mod captured;
mod check;
mod closest;
mod cover;
mod draft;
mod error;
mod fault;
mod glob;
mod pattern;
mod repair;
mod split;
mod template;
mod token;

pub use captured::captured;
pub use check::has_region;
pub use closest::closest;
pub use cover::{covers, narrowest};
pub use error::ArnError;
pub use fault::{ArnFault, ArnRepair};
pub use glob::{arn_like, string_like};
pub use pattern::{Account, ArnPattern};
pub use repair::nearest;
pub use template::{PatternTemplate, TemplateError, TemplatePart};
