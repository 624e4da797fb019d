//! `unconfuse` finds and fixes confused-deputy holes in Terraform and CloudFormation.

pub mod callers;
pub mod catalogue;
pub mod check;
pub mod choose;
pub mod cli;
pub mod date;
pub mod discover;
pub mod edit;
pub mod engine;
pub mod files;
pub mod finding;
pub mod fix;
pub mod forms;
pub mod link;
pub mod load;
pub mod nearest;
pub mod outcome;
pub mod policy;
pub mod reason;
pub mod report;
pub mod rules;
pub mod settings;
pub mod suppress;
pub mod syntax;
pub mod text;
pub mod value;
