//! Stories of somebody who wants to know.

use crate::common::{code, err, folder, out, pipe, run};
use serde_json::Value;
use unconfuse::catalogue::Catalogue;
use unconfuse::guide::explain;
use unconfuse::syntax::{hcl, yaml};
use unconfuse::text::FileId;

#[test]
fn a_rule_is_explained_by_its_own_page() {
    let output = run(&folder(&[]), &["explain", "missing-source-condition"]);
    assert_eq!((code(&output), err(&output)), (Some(0), String::new()));
    let page = out(&output);
    assert!(page.starts_with("# missing-source-condition\n"), "{page}");
    assert!(page.contains("## Fix safety") && !page.contains("//!"), "{page}");
}

#[test]
fn a_service_is_explained_with_an_example_and_its_evidence() {
    let page = out(&run(&folder(&[]), &["explain", "voiceid"]));
    assert!(page.starts_with("# voiceid.amazonaws.com\n"), "{page}");
    for part in ["In Terraform:", "In CloudFormation:", "Evidence:\n- <https://", "aws:SourceArn"] {
        assert!(page.contains(part), "no {part}:\n{page}");
    }
}

#[test]
fn where_nothing_was_found_the_pages_that_were_read_are_told() {
    let page = out(&run(&folder(&[]), &["explain", "pods.eks"]));
    let read = "Read, and silent on what is sent:\n- <https://docs.aws.amazon.com/eks/";
    assert!(page.contains(read) && !page.contains("\nEvidence:\n"), "{page}");
    let json = out(&run(&folder(&[]), &["services", "pods.eks", "--format", "json"]));
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let told = &json["services"][0]["uses"][0];
    assert!(told["searched"][0].as_str().is_some_and(|page| page.starts_with("https://")), "{told}");
    assert_eq!(told["evidence"].as_array().map(Vec::len), Some(0), "{told}");
}

#[test]
fn what_is_left_alone_is_said_to_be_and_why() {
    let page = out(&run(&folder(&[]), &["explain", "ec2"]));
    assert!(page.contains("Left as it is, without a finding: EC2 sends no source keys"), "{page}");
    assert!(!page.contains("In Terraform:\n\n```hcl\ncondition"), "{page}");
}

#[test]
fn a_name_that_is_none_gets_a_suggestion() {
    let output = run(&folder(&[]), &["explain", "missing-sorce-condition"]);
    assert_eq!((code(&output), out(&output)), (Some(2), String::new()));
    assert!(err(&output).contains("is `missing-source-condition` meant?"), "{}", err(&output));
    assert_eq!(code(&run(&folder(&[]), &["services", "no such thing"])), Some(2));
}

#[test]
fn services_are_listed_in_three_formats() {
    let human = out(&run(&folder(&[]), &["services", "transfer"]));
    assert!(human.lines().nth(1).is_some_and(|line| line.starts_with("transfer.amazonaws.com  role-trust")), "{human}");
    let markdown = out(&run(&folder(&[]), &["services", "--format", "markdown"]));
    assert!(markdown.contains("| `transfer.amazonaws.com` | `role-trust` |"), "{markdown}");
    let json = out(&run(&folder(&[]), &["services", "--format", "json"]));
    let json: Value = serde_json::from_str(&json).expect("JSON");
    assert!(json["services"].as_array().is_some_and(|services| services.len() > 100));
}

#[test]
fn sarif_shows_the_page_of_a_rule_and_not_its_code() {
    let sarif = out(&run(&folder(&[]), &["check", "--format", "sarif"]));
    let sarif: Value = serde_json::from_str(&sarif).expect("JSON");
    for rule in sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules") {
        let help = rule["help"]["markdown"].as_str().expect("a page");
        assert!(help.starts_with("# What it does\n") && !help.contains("RuleInfo"), "{help}");
    }
}

/// The examples of a language on the pages of all services, each with the principal and the
/// heading that it stands under.
fn examples(fence: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for service in Catalogue::builtin().services() {
        let page = explain(&service.principal, &[], Catalogue::builtin()).expect("a page");
        for part in page.split("\n## ").skip(1) {
            let heading = part.lines().next().unwrap_or_default().to_owned();
            let example =
                part.split_once(fence).and_then(|(_, rest)| rest.split_once("```")).map(|(example, _)| example);
            found.extend(example.map(|example| (service.principal.clone(), heading, example.to_owned())));
        }
    }
    found
}

#[test]
fn every_example_can_be_read() {
    let (terraform, cloudformation) = (examples("```hcl\n"), examples("```yaml\n"));
    assert!(terraform.len() > 200 && terraform.len() == cloudformation.len());
    for (service, heading, text) in terraform {
        assert!(hcl::parse(FileId(0), &text).is_ok(), "{service}, {heading}:\n{text}");
    }
    for (service, heading, text) in cloudformation {
        assert!(yaml::parse(FileId(0), &text).is_ok(), "{service}, {heading}:\n{text}");
    }
}

#[test]
fn a_role_with_the_example_of_its_page_is_clean() {
    let mut template = String::from("Resources:\n");
    let roles = examples("```yaml\n").into_iter().filter(|(_, heading, _)| heading.starts_with("role-trust: "));
    for (number, (service, _, example)) in roles.enumerate() {
        let condition =
            example.replace('\n', "\n            ").replace("<SourceAccount>", "111122223333").replace(['<', '>'], "");
        template.push_str(&format!(
            "  Role{number}:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: sts:AssumeRole\n            Principal: {{Service: {service}}}\n            {}\n",
            condition.trim_end()
        ));
    }
    let check = pipe(&folder(&[]), &["check", "-", "--stdin-filename", "roles.yaml"], template.as_bytes());
    assert_eq!(code(&check), Some(0), "{}", out(&check));
}

#[test]
fn shells_and_man_are_told_about_every_verb() {
    let folder = folder(&[]);
    let verbs = ["check", "diff", "fix", "baseline", "inventory", "explain", "services"];
    for (args, mark) in [(&["completions", "bash"][..], "_unconfuse()"), (&["man"], ".TH unconfuse 1")] {
        let text = out(&run(&folder, args));
        assert!(text.contains(mark) && verbs.iter().all(|verb| text.contains(verb)), "{args:?}");
    }
    assert_eq!(code(&run(&folder, &["completions", "no-shell"])), Some(2));
}
