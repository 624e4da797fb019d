//! A small outcome that looks like a real one, for the tests of every format.

use super::{Report, Style, Verbosity, change::Wish};
use crate::edit::{Applicability, Edit, Fix};
use crate::finding::{Confidence, Finding, Fingerprint, Label, Remedy, RuleInfo, Severity};
use crate::outcome::{GrantRow, Outcome, PathProblem, Problem, ProgramOutcome, UnreadPolicy, Verdict};
use crate::policy::statement::PolicyKind;
use crate::reason::{Reason, ReasonKind};
use crate::text::{FileId, Span, TextFile};

pub(super) static MISSING: RuleInfo = RuleInfo {
    id: "missing-source-condition",
    summary: "A statement lets a service in without saying for whose resources",
    docs: "## What it does\n\nFinds grants without a source condition.",
    severity: Severity::High,
};

pub(super) static UNVERIFIED: RuleInfo = RuleInfo {
    id: "unverified-service",
    summary: "AWS does not say whether the service sends the source keys",
    docs: "## What it does\n\nTells what nobody documents.",
    severity: Severity::Info,
};

const RULES: &[&RuleInfo] = &[&MISSING, &UNVERIFIED];

pub(super) const IAM: &str = r#"resource "aws_iam_role" "logs" {
  name = "sftp-logs"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
    }]
  })
}
"#;

pub(super) const SERVER: &str = r#"resource "aws_transfer_server" "sftp" {
  protocols    = ["SFTP"]
  logging_role = aws_iam_role.logs.arn
}
"#;

const TEMPLATE: &str = "Resources:\r\n  Role:\r\n    Type: AWS::IAM::Role # \u{1b}[2J\r\n    Properties:\r\n      AssumeRolePolicyDocument: {Statement: [{Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: glue.amazonaws.com}}]}\r\n";

/// One module with a fix over two files, one template with a finding left to a person.
pub(super) fn outcome() -> Outcome {
    Outcome { programs: vec![module(), template()], files_read: 5, problems: vec![missing_path()] }
}

/// A report on it for a file or pipe.
pub(super) fn report(outcome: &Outcome) -> Report<'_> {
    Report {
        outcome,
        rules: RULES,
        wish: Wish { level: Applicability::Safe, annotate: false },
        fixed: None,
        verbosity: Verbosity::Verbose,
        style: Style::PLAIN,
        baseline: None,
        roots: &[],
    }
}

/// The text that a format makes of the outcome.
pub(super) fn text(format: &super::Format, report: &Report<'_>) -> String {
    let mut out = Vec::new();
    format.write(report, &mut out).expect("a vector takes everything");
    let text = String::from_utf8(out).expect("reports are UTF-8");
    // The catalogue gets a new day more often than the formats change.
    text.replace(env!("CATALOGUE_DATE"), "2026-01-31")
}

fn missing_path() -> PathProblem {
    PathProblem { path: "old.yaml".into(), message: "no such file or folder".into() }
}

/// Where `what` stands in a text, for the first time.
fn find(file: u32, text: &str, what: &str) -> Span {
    let start = text.find(what).expect("the sample holds it") as u32;
    Span { file: FileId(file), start, end: start + what.len() as u32 }
}

fn kind(name: &str) -> PolicyKind {
    PolicyKind(name.into())
}

fn module() -> ProgramOutcome {
    let statement = find(0, IAM, "{\n      Effect").join(find(0, IAM, "}\n    }]").before());
    let service = "transfer.amazonaws.com";
    let finding = Finding {
        rule: &MISSING,
        at: find(0, IAM, "\"transfer.amazonaws.com\""),
        statement,
        address: "aws_iam_role.logs".into(),
        statement_name: "1".into(),
        service: service.into(),
        kind: kind("role-trust"),
        message: format!("any account's resource may have {service} use this role"),
        labels: vec![Label { span: find(1, SERVER, "aws_iam_role.logs.arn"), text: "the server logs with it".into() }],
        severity: Severity::Medium,
        confidence: Confidence::High,
        why: Some(
            "the server refers to the role, so the role cannot refer to the server: server/* of this account".into(),
        ),
        consequence: Some("the server would stop writing logs; its users would not notice".into()),
        citation: Some("https://docs.aws.amazon.com/transfer/latest/userguide/confused-deputy.html".into()),
        remedy: Remedy::Fix(0),
        candidates: Vec::new(),
        other_services: Vec::new(),
        suppressed: None,
        fingerprint: Fingerprint::new(MISSING.id, "infra/iam.tf", "aws_iam_role.logs", "1", service),
    };
    ProgramOutcome {
        files: vec![TextFile::new("infra/iam.tf", IAM), TextFile::new("infra/server.tf", SERVER)],
        grants: vec![GrantRow {
            statement,
            address: "aws_iam_role.logs".into(),
            kind: kind("role-trust"),
            service: service.into(),
            used_by: vec!["aws_transfer_server.sftp".into()],
            condition: String::new(),
            verdict: Verdict::Findings(vec![0]),
        }],
        findings: vec![finding],
        fixes: vec![fix()],
        unread: vec![UnreadPolicy {
            at: find(1, SERVER, "aws_iam_role.logs.arn"),
            address: "aws_sqs_queue.in".into(),
            reason: Reason::new(ReasonKind::UnknownValue, "the policy comes from var.policy, which has no default"),
        }],
        ..ProgramOutcome::default()
    }
}

fn fix() -> Fix {
    let condition = "\n      Condition = {\n        StringEquals = { \"aws:SourceAccount\" = data.aws_caller_identity.current.account_id }\n      }";
    Fix {
        title: "let it in for this account's servers only".into(),
        edits: vec![
            Edit { span: find(0, IAM, "\n    }]").before(), content: condition.into() },
            Edit {
                span: Span { file: FileId(1), start: 0, end: 0 },
                content: "data \"aws_caller_identity\" \"current\" {}\n\n".into(),
            },
        ],
        applicability: Applicability::Safe,
    }
}

fn template() -> ProgramOutcome {
    let statement =
        find(0, TEMPLATE, "{Effect: Allow, Action: 'sts:AssumeRole', Principal: {Service: glue.amazonaws.com}}");
    let service = "glue.amazonaws.com";
    let reason = Reason::new(ReasonKind::Unverified, "AWS documents no source keys for Glue here");
    let finding = Finding {
        rule: &UNVERIFIED,
        at: find(0, TEMPLATE, service),
        statement,
        address: "Role".into(),
        statement_name: "1".into(),
        service: service.into(),
        kind: kind("role-trust"),
        message: "nobody says whether [glue] sends\u{202e} the keys".into(),
        labels: Vec::new(),
        severity: Severity::Info,
        confidence: Confidence::Low,
        why: None,
        consequence: None,
        citation: None,
        remedy: Remedy::Manual { reason },
        candidates: vec!["Condition:\n  StringEquals: {}".into()],
        other_services: Vec::new(),
        suppressed: None,
        fingerprint: Fingerprint::new(UNVERIFIED.id, "cfn/app.yaml", "Role", "1", service),
    };
    ProgramOutcome {
        files: vec![TextFile::new("cfn/app.yaml", TEMPLATE)],
        grants: vec![GrantRow {
            statement,
            address: "Role".into(),
            kind: kind("role-trust"),
            service: service.into(),
            used_by: Vec::new(),
            condition: String::new(),
            verdict: Verdict::Findings(vec![0]),
        }],
        findings: vec![finding],
        problems: vec![Problem { at: find(0, TEMPLATE, "Role"), message: "written twice".into() }],
        ..ProgramOutcome::default()
    }
}
