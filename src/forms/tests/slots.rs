//! The law "slots = rows": whatever place for a policy the catalogue knows is read, in every form
//! that the place may have.

use crate::catalogue::{Catalogue, Language, Slot, SlotForm, StatementArguments};
use crate::engine::stories::{module, template};
use crate::outcome::ProgramOutcome;
use serde_json::{Value, json};

const SERVICE: &str = "sns.amazonaws.com";

/// A resource with a statement in one slot, in each form the slot may have: what it is, its text.
fn resources(type_name: &str, language: Language, slot: &Slot) -> Vec<(String, String)> {
    let statement = json!({
        "Effect": "Allow",
        "Principal": {"Service": SERVICE},
        "Action": "x:Y",
        "Resource": "*",
    });
    let document = json!({"Version": "2012-10-17", "Statement": [statement]});
    let arguments = match &slot.form {
        SlotForm::Statements => vec![(slot.argument.clone(), json!([statement]))],
        SlotForm::Document { object, json } => {
            let text = json.then(|| Value::String(document.to_string()));
            let values = object.then(|| document.clone()).into_iter().chain(text);
            values.map(|value| (slot.argument.clone(), value)).collect()
        }
        SlotForm::Arguments(names) => return of_arguments(type_name, language, names, &statement),
    };
    let written = arguments.iter().flat_map(|(path, value)| with_argument(type_name, language, path, value));
    written.collect()
}

fn of_arguments(
    type_name: &str,
    language: Language,
    names: &StatementArguments,
    statement: &Value,
) -> Vec<(String, String)> {
    let whole = names.statement.iter().flat_map(|path| with_argument(type_name, language, path, statement));
    let apart = names.principal.iter().flat_map(|path| with_argument(type_name, language, path, &json!(SERVICE)));
    whole.chain(apart).collect()
}

fn with_argument(type_name: &str, language: Language, path: &str, value: &Value) -> Vec<(String, String)> {
    match language {
        Language::CloudFormation => {
            let properties = path.rsplit('.').fold(value.clone(), |inner, name| json!({name: inner}));
            let resource = json!({"Type": type_name, "Properties": properties});
            let text = json!({"Resources": {"Holder": resource}}).to_string();
            vec![(format!("{type_name} {path}"), text)]
        }
        Language::Terraform => ["blocks", "objects"]
            .map(|style| (format!("{type_name} {path} in {style}"), hcl(type_name, path, value, style)))
            .to_vec(),
    }
}

/// The argument in nested blocks, or in nested objects as `awscc` has them.
fn hcl(type_name: &str, path: &str, value: &Value, style: &str) -> String {
    let value = match value {
        Value::String(text) if text.starts_with('{') => format!("<<EOT\n{text}\nEOT\n"),
        Value::String(text) => format!("\"{text}\"\n"),
        other => format!("jsonencode({other})\n"),
    };
    let (outer, last) = path.rsplit_once('.').unwrap_or(("", path));
    let names = outer.split('.').filter(|name| !name.is_empty()).rev();
    let inner = names.fold(format!("{last} = {value}"), |inner, name| match style {
        "blocks" => format!("{name} {{\n{inner}}}\n"),
        _ => format!("{name} = {{\n{inner}}}\n"),
    });
    format!("resource \"{type_name}\" \"holder\" {{\n{inner}}}\n")
}

fn is_located(outcome: &ProgramOutcome) -> bool {
    outcome.problems.is_empty() && outcome.grants.len() == 1 && outcome.grants[0].service == SERVICE
}

#[test]
fn a_statement_in_any_slot_is_located() {
    let mut count = 0;
    for name in Catalogue::resource_types() {
        let Some(resource_type) = Catalogue::builtin().resource_type(name) else { continue };
        for slot in &resource_type.slots {
            for (what, text) in resources(name, resource_type.language, slot) {
                let outcome = match resource_type.language {
                    Language::CloudFormation => template(&text),
                    Language::Terraform => module(&text),
                };
                assert!(is_located(&outcome), "{what}:\n{text}\n{outcome:#?}");
                count += 1;
            }
        }
    }
    assert!(count > 400, "{count} forms");
}
