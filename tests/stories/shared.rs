//! A fault that several services of one statement share is one finding, and names them all.

use crate::common::{folder, out, run};
use serde_json::Value;

/// A queue that these services may send to, under a condition with a slip in its operator.
fn queue(services: &[&str]) -> String {
    let named: Vec<String> = services.iter().map(|service| format!("\"{service}.amazonaws.com\"")).collect();
    format!(
        r#"resource "aws_sqs_queue_policy" "it" {{
  queue_url = "it"
  policy = jsonencode({{
    Statement = [{{
      Effect    = "Allow"
      Action    = "sqs:SendMessage"
      Principal = {{ Service = [{}] }}
      Resource  = "*"
      Condition = {{ StringEqual = {{ "aws:SourceAccount" = "111122223333" }} }}
    }}]
  }})
}}
"#,
        named.join(", ")
    )
}

/// What a run prints in a format.
fn printed(services: &[&str], format: &str) -> String {
    out(&run(&folder(&[("main.tf", &queue(services))]), &["check", "--format", format]))
}

#[test]
fn every_format_names_all_services_of_a_fault() {
    for format in ["human", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson", "markdown", "html"] {
        let text = printed(&["events", "s3"], format);
        let both = "IAM has no operator `StringEqual`; it concerns events.amazonaws.com and s3.amazonaws.com";
        // Some formats escape the marks of code.
        let said = text.replace(['`', '\\'], "").matches(&both.replace('`', "")).count();
        assert!(said >= 1, "{format}\n{text}");
    }
}

#[test]
fn programs_get_the_other_services_by_name() {
    let json: Value = serde_json::from_str(&printed(&["events", "s3"], "json")).expect("JSON");
    let findings = json["findings"].as_array().expect("findings");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0]["service"], "events.amazonaws.com");
    assert_eq!(findings[0]["other_services"], serde_json::json!(["s3.amazonaws.com"]));
    let alone: Value = serde_json::from_str(&printed(&["events"], "json")).expect("JSON");
    assert!(alone["findings"][0].get("other_services").is_none(), "{alone}");
    let sarif: Value = serde_json::from_str(&printed(&["events", "s3"], "sarif")).expect("JSON");
    let properties = &sarif["runs"][0]["results"][0]["properties"];
    assert_eq!(properties["otherServices"], serde_json::json!(["s3.amazonaws.com"]));
}

#[test]
fn the_page_is_filtered_by_each_of_them() {
    let page = printed(&["events", "s3"], "html");
    assert!(page.contains("data-service=\"events.amazonaws.com s3.amazonaws.com\""), "{page}");
    for service in ["events", "s3"] {
        assert!(page.contains(&format!("<option value=\"{service}.amazonaws.com\">")), "{service}");
    }
}
