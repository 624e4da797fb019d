//! Stories of what users see, and of what the house promises: one program, so that it links once.

mod accounts;
#[cfg(unix)]
mod action;
mod annotations;
mod architecture;
mod baseline;
mod campaign;
mod catalogue;
mod changes;
mod cli;
mod common;
mod configuration;
mod diffs;
mod documents;
mod examples;
mod explain;
mod hidden;
mod ignores;
mod init;
mod inventory;
mod left_alone;
mod lsp;
mod mending;
mod peers;
mod readme;
mod recipes;
mod room;
mod rules;
mod schema;
mod shared;
mod splitting;
mod templates;
mod terraform;
#[cfg(unix)]
mod transcripts;
