//! One policy in every form that people write it in.

use serde_json::Value;

/// A policy as JSON, for what its first action tells.
pub(crate) struct Policy {
    pub(crate) json: String,
}

impl Policy {
    pub(crate) fn new(json: String) -> Policy {
        Policy { json }
    }

    /// The files that people put it in: one of its own, a heredoc, an object and a document of Terraform,
    /// and templates of CloudFormation.
    pub(crate) fn files(&self) -> Vec<(&'static str, String)> {
        let json = &self.json;
        let mut files = vec![
            ("policy.json", format!("{json}\n")),
            ("main.tf", self.resource(&format!("<<EOT\n{json}\nEOT"))),
            ("main.tf", self.module()),
            ("template.json", self.template(json)),
            ("template.yaml", self.template(&format!("\n{}", block_style(&self.value(), 8)))),
        ];
        let document = statements(&self.value()["Statement"]).iter().map(document_block).collect::<Option<String>>();
        files.extend(document.map(|blocks| {
            let resource = self.resource("data.aws_iam_policy_document.it.json");
            ("main.tf", format!("{resource}data \"aws_iam_policy_document\" \"it\" {{\n{blocks}}}\n"))
        }));
        files
    }

    /// In the form of an object of Terraform, to stand beside other resources.
    pub(crate) fn module(&self) -> String {
        self.resource(&format!("jsonencode({})", self.json))
    }

    fn resource(&self, policy: &str) -> String {
        let (holder, argument) = match self.service().as_str() {
            "sts" => ("aws_iam_role", "assume_role_policy"),
            "kms" => ("aws_kms_key", "policy"),
            "s3" => ("aws_s3_bucket_policy", "bucket = \"it\"\n  policy"),
            "sqs" => ("aws_sqs_queue_policy", "queue_url = \"it\"\n  policy"),
            other => panic!("{other}"),
        };
        format!("resource \"{holder}\" \"it\" {{\n  {argument} = {policy}\n}}\n")
    }

    fn template(&self, policy: &str) -> String {
        let (holder, beside, property) = match self.service().as_str() {
            "sts" => ("IAM::Role", "", "AssumeRolePolicyDocument"),
            "kms" => ("KMS::Key", "", "KeyPolicy"),
            "s3" => ("S3::BucketPolicy", "\"Bucket\": \"it\", ", "PolicyDocument"),
            "sqs" => ("SQS::QueuePolicy", "\"Queues\": [\"it\"], ", "PolicyDocument"),
            other => panic!("{other}"),
        };
        if policy.starts_with('\n') {
            let beside = beside.replace('"', "").replace(", ", "\n      ");
            return format!(
                "Resources:\n  It:\n    Type: AWS::{holder}\n    Properties:\n      {beside}{property}:{policy}"
            );
        }
        format!(
            "{{\"Resources\": {{\"It\": {{\"Type\": \"AWS::{holder}\", \"Properties\": {{{beside}\"{property}\": {policy}}}}}}}}}\n"
        )
    }

    fn value(&self) -> Value {
        serde_json::from_str(&self.json).expect("JSON")
    }

    /// The service of its first action.
    fn service(&self) -> String {
        let policy = self.value();
        let action = &statements(&policy["Statement"])[0]["Action"];
        let action = action.as_str().or(action[0].as_str()).expect("an action");
        action.split(':').next().expect("a service").to_owned()
    }
}

fn statements(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_else(|| vec![value.clone()])
}

/// YAML in block style; texts stay in quotes.
fn block_style(value: &Value, indent: usize) -> String {
    let lead = " ".repeat(indent);
    let below = |value: &Value| match value {
        Value::Object(entries) if !entries.is_empty() => format!("\n{}", block_style(value, indent + 2)),
        Value::Array(items) if !items.is_empty() => format!("\n{}", block_style(value, indent + 2)),
        scalar => format!(" {scalar}\n"),
    };
    match value {
        Value::Object(entries) => {
            entries.iter().map(|(key, it)| format!("{lead}{}:{}", yaml_key(key), below(it))).collect()
        }
        Value::Array(items) => {
            let item = |it: &Value| match it {
                Value::Object(_) => format!("{lead}- {}", &block_style(it, indent + 2)[indent + 2..]),
                scalar => format!("{lead}- {scalar}\n"),
            };
            items.iter().map(item).collect()
        }
        scalar => format!("{lead}{scalar}\n"),
    }
}

fn yaml_key(key: &str) -> String {
    let is_plain = key.chars().all(|c| c.is_ascii_alphanumeric() || c == ':');
    if is_plain { key.to_owned() } else { format!("\"{key}\"") }
}

/// A `statement` block; none where the condition has another shape than blocks can have.
fn document_block(statement: &Value) -> Option<String> {
    let list =
        |value: &Value| format!("[{}]", statements(value).iter().map(Value::to_string).collect::<Vec<_>>().join(", "));
    let mut text = "  statement {\n".to_owned();
    for (name, argument) in [("Action", "actions"), ("Resource", "resources")] {
        let value = statement.get(name);
        text.extend(value.map(|value| format!("    {argument} = {}\n", list(value))));
    }
    for (kind, identifiers) in statement["Principal"].as_object()? {
        let identifiers = list(identifiers);
        text += &format!("    principals {{\n      type = \"{kind}\"\n      identifiers = {identifiers}\n    }}\n");
    }
    let conditions =
        statement.get("Condition").map_or_else(|| Some(Default::default()), |it| it.as_object().cloned())?;
    for (operator, keys) in &conditions {
        for (key, values) in keys.as_object()? {
            let values = list(values);
            text += &format!(
                "    condition {{\n      test = \"{operator}\"\n      variable = \"{key}\"\n      values = {values}\n    }}\n"
            );
        }
    }
    Some(text + "  }\n")
}
