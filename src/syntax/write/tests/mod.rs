//! Stories: a text before, a verb, the text after.

mod align;
mod blocks;
mod comments;
mod flow;
mod hcl;
mod json;
mod laws;
mod lists;
mod nested;
mod removal;
mod scene;
mod strings;
mod yaml;

use scene::{Scene, Story, told};

use super::*;

/// The condition that most stories insert, with scalars of HCL and JSON.
fn condition() -> Writing {
    map(&[
        ("StringEquals", map(&[("aws:SourceAccount", scalar("\"123456789012\""))])),
        ("ArnLike", map(&[("aws:SourceArn", scalar("\"arn:aws:transfer:*:123456789012:server/*\""))])),
    ])
}

/// The same with scalars of CloudFormation's YAML.
fn yaml_condition() -> Writing {
    map(&[
        ("StringEquals", map(&[("aws:SourceAccount", scalar("!Ref AWS::AccountId"))])),
        ("ArnLike", map(&[("aws:SourceArn", scalar("!Sub \"arn:aws:x:${AWS::Region}:server/*\""))])),
    ])
}

fn scalar(source: &str) -> Writing {
    Writing::Scalar(source.to_owned())
}

fn map(entries: &[(&str, Writing)]) -> Writing {
    Writing::Map(entries.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
}

fn list(items: &[Writing]) -> Writing {
    Writing::List(items.to_vec())
}
