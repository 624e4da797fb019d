//! Conditions that a person may choose from.

/// One condition that may be the right one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// When it is, as a phrase.
    pub about: String,
    /// The operator.
    pub operator: String,
    /// The key.
    pub key: String,
    /// What the key is compared with.
    pub values: Values,
}

/// What the key of a candidate is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Values {
    /// These texts; what a person has to fill in stands in angle brackets.
    Texts(Vec<String>),
    /// One text: that of the thing with this address.
    Of(String),
    /// All texts of the list with this address.
    AllOf(String),
}
