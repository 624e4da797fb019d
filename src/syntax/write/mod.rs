//! Writing back: edits that add to a text, change it and take from it in the style of what
//! stands around.
//!
//! Every verb is a pure function from a text and nodes of its tree to [edits](crate::edit::Edit). Nothing is ever
//! printed from a tree: the bytes outside of the edits stay as they are. Verbs know nothing of
//! each other, so edits that several of them make for one file are merged
//! ([`crate::edit::merge`]) and, in an HCL file, lined up together ([`align`]) before they are
//! applied:
//!
//! ```text
//! verbs -> merge -> align (HCL files) -> apply
//! ```
//!
//! Two insertions at one place keep their order, but know nothing of each other's commas and
//! columns: entries for one map go into it with one call of [`insert_entries`].

mod align;
mod blocks;
mod brackets;
mod collections;
mod comments;
mod copy;
mod encode;
mod form;
mod joint;
mod lines;
mod lists;
mod pen;
mod quote;
mod removal;
mod source;
mod strings;
pub(super) mod tokens;
mod unit;
mod yaml_block;
mod yaml_pen;
mod yaml_step;

#[cfg(test)]
mod tests;

pub use align::align;
pub use blocks::{append_blocks, duplicate_block, insert_attributes, insert_blocks};
pub use collections::{
    duplicate_item, insert_entries, insert_entry, insert_item, insert_items, remove_entry, remove_items,
};
pub use comments::{comment_above, comments_above, remove_comment_line};
pub use lists::{scalar_to_list, wrap_in_list};
pub use strings::{rename_key, replace, retext, retext_part};

/// A new value, whatever the grammar it is to be written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Writing {
    /// Source text of a scalar in the grammar of the place: `"..."`, `!Sub "..."`,
    /// `data.aws_caller_identity.current.account_id`. On one line.
    Scalar(String),
    /// Keys, as plain text, and values. The place decides on quotes, signs and lines.
    Map(Vec<(String, Writing)>),
    /// Items.
    List(Vec<Writing>),
}

impl Writing {
    /// Holds no map, function calls apart.
    fn is_leaf(&self) -> bool {
        match self {
            Writing::Scalar(_) => true,
            Writing::Map(_) => self.is_call(),
            Writing::List(items) => items.iter().all(Writing::is_leaf),
        }
    }

    /// Is this a function call of CloudFormation, such as `{"Ref": "Server"}`?
    fn is_call(&self) -> bool {
        match self {
            Writing::Map(entries) => matches!(entries.as_slice(), [(key, _)] if form::names_function(key)),
            _ => false,
        }
    }

    /// Can all scalars inside stand in a YAML flow collection as they are?
    fn fits_flow(&self) -> bool {
        match self {
            Writing::Scalar(text) => quote::fits_flow(text),
            Writing::Map(entries) => entries.iter().all(|(_, value)| value.fits_flow()),
            Writing::List(items) => items.iter().all(Writing::fits_flow),
        }
    }
}
