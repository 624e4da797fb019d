//! Policies in the terms of IAM, whatever language they are written in.

pub mod account;
pub mod arn;
pub mod candidate;
pub mod change;
pub mod condition;
pub mod document;
pub mod evaluate;
pub mod key;
pub mod operator;
pub mod principal;
pub mod size;
pub mod statement;
