//! What comes of saying a value.

use crate::syntax::tree::NodeRef;
use crate::text::FileId;
use crate::value::{Ambient, SymbolId};

/// A value said in the program's language.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Spoken {
    /// The source text.
    pub source: String,
    /// What has to be declared for it.
    pub needs: Vec<Need>,
    /// What it refers to, of what is there already.
    pub references: Vec<SymbolId>,
    /// The plain string that it stands in, which `Fn::Sub` has to fill in for it.
    pub fills: Option<NodeRef>,
}

/// What has to be there before a text that mentions it may be written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A data source.
    Data {
        /// `aws_caller_identity`, `aws_partition`.
        type_name: &'static str,
        /// Its `provider` meta-argument, where it has one.
        provider: Option<String>,
        /// The name it gets.
        name: String,
    },
    /// A variable of a template, wherever that is read.
    Variable {
        /// The template.
        template: FileId,
        /// The name it gets.
        name: String,
        /// What it stands for.
        value: Ambient,
        /// Whose, where that is not the default provider's.
        provider: Option<String>,
    },
}
