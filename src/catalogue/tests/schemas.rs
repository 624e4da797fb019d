//! What the catalogue names is in real schemas, and of what takes a role there it knows all.
//!
//! The files of `schemas` are written by `scripts/schemas/update.py`: a type, and below it what the
//! catalogue names of it and each argument that takes a role. A word behind a path tells that it
//! takes a `role`, is `given` by AWS or is a `block` of others, versions that only those have it.

mod coverage;
mod named;

use super::*;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The schemas: whose they are, how their types begin, and what they say.
const SCHEMAS: [(&str, &str, &str); 3] = [
    ("hashicorp/aws", "aws_", include_str!("schemas/aws.txt")),
    ("hashicorp/awscc", "awscc_", include_str!("schemas/awscc.txt")),
    ("CloudFormation", "A", include_str!("schemas/cloudformation.txt")),
];

/// Arguments that hold texts or maps of which no schema tells what stands in them.
const OPEN: [&str; 6] = [
    "AWS::ApiGateway::RestApi.Body",
    "AWS::Serverless::Api.DefinitionBody",
    "aws_batch_job_definition.container_properties",
    "aws_batch_job_definition.ecs_properties",
    "aws_batch_job_definition.node_properties",
    "aws_cognito_identity_pool_roles_attachment.roles",
];

/// What a schema says of a path.
#[derive(Default, Clone, Copy)]
struct Fact {
    takes_role: bool,
    is_given: bool,
    is_block: bool,
}

type Paths = BTreeMap<&'static str, Fact>;

/// The types of all schemas, and what is told of each.
fn types() -> &'static BTreeMap<&'static str, Paths> {
    static TYPES: OnceLock<BTreeMap<&str, Paths>> = OnceLock::new();
    TYPES.get_or_init(|| {
        let mut types: BTreeMap<&str, Paths> = BTreeMap::new();
        for (_, _, text) in SCHEMAS {
            let mut current = "";
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                let mut words = line.split_whitespace();
                let name = words.next().expect("no line is empty");
                let words: Vec<&str> = words.collect();
                if line.starts_with(' ') {
                    let is = |word| words.contains(&word);
                    let fact = Fact { takes_role: is("role"), is_given: is("given"), is_block: is("block") };
                    types.entry(current).or_default().insert(name, fact);
                } else {
                    current = name;
                    types.entry(current).or_default();
                }
            }
        }
        types
    })
}

/// Whose schema a type belongs to; nobody's where it is of another provider.
fn schema_of(resource_type: &str) -> Option<&'static str> {
    let found = SCHEMAS.iter().find(|(_, prefix, _)| resource_type.starts_with(prefix));
    found.map(|(name, ..)| *name)
}

/// Does a path that the catalogue names mean this one, or something that holds it? `*` stands for
/// one or more parts.
fn holds(named: &str, path: &str) -> bool {
    let hint = Hint {
        language: Language::Terraform,
        holder: String::new(),
        argument: named.to_owned(),
        setting: None,
        only_with: BTreeMap::new(),
        source: Source::Holder,
    };
    hint.takes(path)
}
