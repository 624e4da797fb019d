//! Laws of splitting that hold for every company of principals, in every syntax.

use crate::engine::stories::{mended, module, rules, template};
use crate::outcome::ProgramOutcome;
use proptest::prelude::*;

/// Services that send both keys, one key, or of which nothing is known, and a role.
const PRINCIPALS: [&str; 6] = [
    "s3.amazonaws.com",
    "sns.amazonaws.com",
    "events.amazonaws.com",
    "ses.amazonaws.com",
    "glue.amazonaws.com",
    "arn:aws:iam::111122223333:role/app",
];

const HEAD: &str = "data \"aws_caller_identity\" \"current\" {}\ndata \"aws_partition\" \"current\" {}\n";

/// A queue policy that lets these in, in one of five syntaxes.
fn judged(syntax: usize, principals: &[&str], sid: bool) -> ProgramOutcome {
    let (roles, services): (Vec<&str>, Vec<&str>) = principals.iter().partition(|name| name.starts_with("arn:"));
    let listed = |names: &[&str]| names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    let types: Vec<(&str, String)> = [("AWS", roles), ("Service", services)]
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .map(|(kind, names)| (kind, listed(&names)))
        .collect();
    let joined = |between: &str| {
        types.iter().map(|(kind, names)| format!("\"{kind}\"{between} [{names}]")).collect::<Vec<_>>().join(", ")
    };
    let own = |text: &'static str| if sid { text } else { "" };
    let json = format!(
        "{{{}\"Effect\": \"Allow\", \"Action\": \"sqs:SendMessage\", \"Resource\": \"*\", \"Principal\": {{{}}}}}",
        own("\"Sid\": \"Send\", "),
        joined(":")
    );
    let policy = |text: &str| {
        format!("{HEAD}resource \"aws_sqs_queue_policy\" \"it\" {{\n  queue_url = \"it\"\n  policy    = {text}\n}}\n")
    };
    let stack = |text: &str| {
        format!(
            "Resources:\n  It:\n    Type: AWS::SQS::QueuePolicy\n    Properties:\n      Queues: [it]\n      PolicyDocument:\n        Statement:{text}\n"
        )
    };
    match syntax {
        0 => module(&policy(&format!(
            "jsonencode({{\n    Statement = [\n      {{\n{}        Effect = \"Allow\"\n        Action = \"sqs:SendMessage\"\n        Resource = \"*\"\n        Principal = {{ {} }}\n      }},\n    ]\n  }})",
            own("        Sid = \"Send\"\n"),
            joined(" =")
        ))),
        1 => module(&policy(&format!("<<EOT\n{{\"Statement\": {json}}}\nEOT"))),
        2 => {
            let blocks: String = types
                .iter()
                .map(|(kind, names)| {
                    format!(
                        "    principals {{\n      type        = \"{kind}\"\n      identifiers = [{names}]\n    }}\n"
                    )
                })
                .collect();
            let statement = format!(
                "{}    actions   = [\"sqs:SendMessage\"]\n    resources = [\"*\"]\n{blocks}",
                own("    sid = \"Send\"\n")
            );
            module(&format!(
                "data \"aws_iam_policy_document\" \"it\" {{\n  statement {{\n{statement}  }}\n}}\n{}",
                policy("data.aws_iam_policy_document.it.json")
            ))
        }
        3 => {
            let names: String =
                types.iter().map(|(kind, names)| format!("\n              {kind}: [{names}]")).collect();
            template(&stack(&format!(
                "\n          - Effect: Allow\n{}            Action: sqs:SendMessage\n            Resource: '*'\n            Principal:{names}",
                own("            Sid: Send\n")
            )))
        }
        _ => template(&stack(&format!(" {json}"))),
    }
}

/// The text of each statement from its principals on: what stands before them belongs to no other.
fn pieces(text: &str) -> Vec<&str> {
    text.split("Principal").skip(1).chain(text.split("  statement {").skip(1)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nobody_is_lost_and_everyone_gets_what_it_sends(
        principals in prop::sample::subsequence(PRINCIPALS.to_vec(), 1..=6).prop_shuffle(),
        syntax in 0_usize..5,
        sid in any::<bool>(),
    ) {
        let before = judged(syntax, &principals, sid);
        prop_assert!(before.problems.is_empty(), "{:?}", before.problems);
        let text = mended(&before);
        let after = if syntax < 3 { module(&text) } else { template(&text) };
        let left: Vec<&str> = rules(&after).into_iter().filter(|rule| *rule != "unverified-service").collect();
        prop_assert!(left.is_empty(), "{left:?} in\n{text}");
        prop_assert!(after.fixes.is_empty(), "a second run changes\n{text}");
        for name in &principals {
            prop_assert_eq!(text.matches(&format!("\"{name}\"")).count(), 1, "{} in\n{}", name, &text);
        }
        for piece in pieces(&text) {
            let has = |name: &str| piece.contains(name);
            let conditioned = piece.contains("aws:Source");
            prop_assert!(!(conditioned && (has("glue.amazonaws.com") || has(":role/app"))), "{}", &text);
            let account = piece.contains("aws:SourceAccount");
            prop_assert!(!(account && (has("sns.amazonaws.com") || has("events.amazonaws.com"))), "{}", &text);
        }
    }
}
