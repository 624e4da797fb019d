//! Text to a tree with spans, and writing verbs back to text. Never panics.

pub mod tree;
