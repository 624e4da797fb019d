//! What programs wrote is judged like all else, and never edited.

use crate::{judged, refusals};
use unconfuse::reason::ReasonKind;

const TEMPLATE: &str = r#"{
  "Resources": {
    "Topic": {"Type": "AWS::SNS::Topic", "Metadata": {"made": "by hand"}},
    "TopicPolicy": {
      "Type": "AWS::SNS::TopicPolicy",
      "Properties": {
        "Topics": [{"Ref": "Topic"}],
        "PolicyDocument": {
          "Statement": [
            {
              "Effect": "Allow",
              "Principal": {"Service": "connect.amazonaws.com"},
              "Action": "sns:Publish",
              "Resource": {"Ref": "Topic"}
            }
          ]
        }
      }
    }
  }
}
"#;

#[test]
fn output_of_the_cdk_is_judged_and_its_findings_send_the_reader_to_the_source() {
    assert!(!judged("stack.json", TEMPLATE).fixes.is_empty());
    let synthesized = TEMPLATE.replace("\"made\": \"by hand\"", "\"aws:cdk:path\": \"App/Topic/Resource\"");
    for (path, text) in [("stack.json", synthesized.as_str()), ("cdk.out/App.template.json", TEMPLATE)] {
        let outcome = judged(path, text);
        assert!(outcome.fixes.is_empty(), "{path}");
        let refused = refusals(&outcome);
        assert_eq!(refused.len(), 1, "{path}");
        assert_eq!(refused[0].0, ReasonKind::Generated, "{path}");
        assert!(refused[0].1.contains("change the construct"), "{path}: {}", refused[0].1);
    }
}
