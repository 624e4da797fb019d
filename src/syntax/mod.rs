//! Text to a tree with spans, and writing verbs back to text. Never panics.
//!
//! Each reader takes the whole text of a file, byte order mark included, and gives a tree whose
//! spans count bytes of that text. What the parsers of the crates get wrong about spans is
//! mended here, so that everyone after this can trust them.

pub mod comments;
pub mod hcl;
pub mod json;
#[cfg(test)]
mod laws;
mod limits;
pub mod nested;
pub mod same;
pub mod second;
#[cfg(test)]
mod testing;
pub mod tree;
pub mod write;
pub mod yaml;
