//! Evaluation of conditions.
