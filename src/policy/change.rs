//! What should change in a statement, in the language of IAM.

use crate::value::Part;

/// One change of one statement. Clauses are counted as they were read.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// This key is wanted under this operator, with these values.
    Add {
        /// The operator.
        operator: &'static str,
        /// The key.
        key: &'static str,
        /// The values, each as the parts of a string.
        values: Vec<Vec<Part>>,
    },
    /// The clause belongs under this operator.
    Operator {
        /// Which clause.
        clause: usize,
        /// The right operator.
        operator: String,
    },
    /// The clause is on this key.
    Key {
        /// Which clause.
        clause: usize,
        /// The right key.
        key: &'static str,
    },
    /// A value of the clause should be this.
    Value {
        /// Which clause.
        clause: usize,
        /// Which of its values.
        value: usize,
        /// The parts of the right text.
        parts: Vec<Part>,
    },
}
