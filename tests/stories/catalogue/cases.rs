//! The same trials for judges that stand outside the project, in the form of `tests/judges`: `.ci/run`
//! asks for them.

use super::text::Resource;
use std::fs;
use std::path::PathBuf;
use unconfuse::catalogue::{Language, Pair};
use unconfuse::policy::evaluate::Request;

/// Types that the judges' stand-in for the providers does not have.
const UNKNOWN: [&str; 2] = ["awscc_lex_bot_alias", "aws_sesv2_email_identity"];

/// Where the cases are to be written, if they are.
pub(super) fn folder() -> Option<PathBuf> {
    std::env::var_os("UNCONFUSE_CASES").map(PathBuf::from)
}

/// Writes a case: the text before, and the requests that must be let in after.
pub(super) fn write(
    folder: &std::path::Path,
    (pair, language): (&Pair, Language),
    resources: &[Resource],
    (path, text): (&str, &str),
    owners: &[Request],
) {
    if resources.iter().any(|resource| UNKNOWN.contains(&resource.type_name.as_str())) {
        return;
    }
    let holder = resources.iter().find(|resource| resource.name == "policy").unwrap_or(&resources[0]);
    let (kind, at) = match language {
        Language::Terraform => ("terraform", format!("{}.{}", holder.type_name, holder.name)),
        Language::CloudFormation => ("cloudformation", holder.name.to_owned()),
    };
    let key = |owner: &Request, name: &str| {
        let found = owner.context.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, values)| values[0].as_str()).to_owned()
    };
    let allow: Vec<serde_json::Value> = owners
        .iter()
        .map(|owner| serde_json::json!({ "arn": key(owner, "aws:SourceArn"), "account": key(owner, "aws:SourceAccount") }))
        .collect();
    let case = serde_json::json!({
        "kind": kind,
        "title": format!("{}, {}", pair.principal, pair.usage),
        "expect": "fix",
        "policies": [{ "at": at, "service": pair.principal, "action": owners[0].action, "allow": allow }],
    });
    let words = format!("{kind}-{}-{}-{}", pair.principal, pair.kind, pair.usage);
    let name: String = words.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let case_folder = folder.join(name);
    fs::create_dir_all(&case_folder).expect("a folder");
    fs::write(case_folder.join(path), text).expect("the text");
    fs::write(case_folder.join("case.json"), case.to_string()).expect("the case");
}
