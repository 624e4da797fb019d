//! Policies in the terms of IAM, whatever language they are written in.

pub mod arn;
pub mod condition;
pub mod evaluate;
pub mod principal;
pub mod statement;
