//! Stories of old code: only what is new counts.

use crate::common::{code, err, folder, out, pipe, run};
use serde_json::Value;
use std::fs;
use tempfile::TempDir;

const ROLE: &str = "\
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal:
              Service: transfer.amazonaws.com
";

fn write(folder: &TempDir, path: &str, text: &str) {
    fs::write(folder.path().join(path), text).expect("a file");
}

/// A stack with one finding, and its baseline.
fn old_code() -> TempDir {
    let folder = folder(&[("stack.yaml", ROLE)]);
    let output = run(&folder, &["baseline", "-o", "known.json"]);
    assert_eq!((code(&output), out(&output), err(&output)), (Some(0), String::new(), String::new()));
    folder
}

#[test]
fn what_is_in_the_baseline_does_not_count_wherever_it_moves() {
    let folder = old_code();
    write(&folder, "stack.yaml", &format!("# A comment.\n\n{ROLE}"));
    let check = run(&folder, &["check", "--baseline", "known.json"]);
    assert_eq!(code(&check), Some(0), "{}", err(&check));
    assert!(out(&check).contains("1 known before"), "{}", out(&check));
    assert_eq!(err(&check), "");
    assert_eq!(code(&run(&folder, &["check"])), Some(1));
}

#[test]
fn what_is_new_counts() {
    let folder = old_code();
    let second = ROLE.replace("transfer.amazonaws.com", "[transfer.amazonaws.com, voiceid.amazonaws.com]");
    write(&folder, "stack.yaml", &second);
    let check = run(&folder, &["check", "--baseline", "known.json", "--format", "json"]);
    assert_eq!(code(&check), Some(1));
    let json: Value = serde_json::from_str(&out(&check)).expect("JSON");
    let new: Vec<&Value> =
        json["findings"].as_array().expect("findings").iter().filter(|it| it.get("suppressed").is_none()).collect();
    assert_eq!((new.len(), new[0]["service"].as_str()), (1, Some("voiceid.amazonaws.com")));
}

#[test]
fn sarif_keeps_what_is_known_and_says_so() {
    let folder = old_code();
    let sarif = out(&run(&folder, &["check", "--baseline", "known.json", "--format", "sarif"]));
    let sarif: Value = serde_json::from_str(&sarif).expect("JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(
        (result["baselineState"].as_str(), result["suppressions"][0]["kind"].as_str()),
        (Some("unchanged"), Some("external"))
    );
    write(&folder, "none.json", "{\"version\": 1, \"findings\": []}");
    let sarif = out(&run(&folder, &["check", "--baseline", "none.json", "--format", "sarif"]));
    let sarif: Value = serde_json::from_str(&sarif).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"][0]["baselineState"], "new");
}

#[test]
fn what_is_no_longer_found_is_told_where_it_was_looked_for() {
    let folder = old_code();
    write(&folder, "stack.yaml", "Resources: {}\n");
    write(&folder, "other.yaml", "a: b\n");
    let told = err(&run(&folder, &["check", "--baseline", "known.json"]));
    assert_eq!(told, "unconfuse: note: known.json: no longer found: missing-source-condition at Role in stack.yaml\n");
    assert_eq!(err(&run(&folder, &["check", "other.yaml", "--baseline", "known.json"])), "");
    assert_eq!(err(&run(&folder, &["check", "--quiet", "--baseline", "known.json"])), "");
}

#[test]
fn a_file_that_is_no_baseline_is_refused() {
    let folder = folder(&[("stack.yaml", ROLE), ("a.json", "{}"), ("b.json", "{\"version\": 2, \"findings\": []}")]);
    for (file, expected) in [("a.json", "a.json is no baseline"), ("b.json", "version 2"), ("gone.json", "gone.json: ")]
    {
        let output = run(&folder, &["check", "--baseline", file]);
        assert_eq!((code(&output), out(&output)), (Some(2), String::new()));
        assert!(err(&output).contains(expected), "{}", err(&output));
    }
}

#[test]
fn a_baseline_of_standard_input_goes_to_standard_output_for_people_to_read() {
    let output = pipe(&folder(&[]), &["baseline", "-", "--stdin-filename", "stack.yaml"], ROLE.as_bytes());
    let json: Value = serde_json::from_str(&out(&output)).expect("JSON");
    let finding = &json["findings"][0];
    assert_eq!((finding["path"].as_str(), finding["address"].as_str()), (Some("stack.yaml"), Some("Role")));
    assert_eq!(finding["fingerprint"].as_str().map(str::len), Some(32));
}
