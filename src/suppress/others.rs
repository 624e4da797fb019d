//! Ignores that were written for other scanners, of checks that one of our rules covers.

use super::reach::At;
use super::written::Written;
use crate::date::Date;
use crate::forms::Policies;
use std::collections::BTreeSet;

/// A check of another scanner that finds what one of our rules finds in one kind of policy.
pub(super) struct Check {
    /// The word that its ignores start with.
    pub(super) mark: &'static str,
    /// Its ids.
    ids: &'static [&'static str],
    /// Our rule.
    pub(super) rule: &'static str,
    /// The kind of policy that the check looks at.
    pub(super) kind: &'static str,
    /// The name of the scanner.
    scanner: &'static str,
}

/// The checks that are the same. checkov: "Ensure that AWS Lambda function permissions delegated
/// to AWS services are limited by SourceArn or SourceAccount"; Trivy: "Ensure that lambda function
/// permission has a source arn specified"; so tfsec before it.
pub(super) static CHECKS: [Check; 3] = [
    Check {
        mark: "checkov:skip=",
        ids: &["CKV_AWS_364"],
        rule: "missing-source-condition",
        kind: "lambda-permission",
        scanner: "checkov",
    },
    Check {
        mark: "trivy:ignore:",
        ids: &["AWS-0067", "AVD-AWS-0067", "aws-lambda-restrict-source-arn"],
        rule: "missing-source-condition",
        kind: "lambda-permission",
        scanner: "Trivy",
    },
    Check {
        mark: "tfsec:ignore:",
        ids: &["aws-lambda-restrict-source-arn", "AWS058"],
        rule: "missing-source-condition",
        kind: "lambda-permission",
        scanner: "tfsec",
    },
];

impl Check {
    /// Those of some statements that the check looks at.
    pub(super) fn looked_at<'a>(&self, policies: &Policies, all: impl IntoIterator<Item = &'a At>) -> BTreeSet<At> {
        let is_its = |at: &&At| policies.documents[at.0].uses.iter().any(|usage| usage.kind.0 == self.kind);
        all.into_iter().filter(is_its).copied().collect()
    }

    /// What the text of a comment ignores by this check; none where it does not.
    pub(super) fn read(&self, comment: &str) -> Option<Written> {
        comment.match_indices(self.mark).find_map(|(at, mark)| self.read_one(&comment[at + mark.len()..]))
    }

    /// What an entry of a resource's metadata ignores by this check, as it is written for checkov:
    /// `Metadata: {checkov: {skip: [{id: CKV_AWS_364, comment: why}]}}`.
    pub(super) fn read_entry(&self, id: &str, comment: &str) -> Option<Written> {
        let is_its = self.mark.starts_with("checkov:") && self.has_id(id.trim());
        is_its.then(|| self.written(comment, None))
    }

    /// Letter case does not count in ids.
    fn has_id(&self, id: &str) -> bool {
        self.ids.iter().any(|known| known.eq_ignore_ascii_case(id))
    }

    fn written(&self, said: &str, until: Option<Result<Date, String>>) -> Written {
        let reason = match said.trim() {
            "" => format!("ignored for {}", self.scanner),
            said => format!("ignored for {}: {said}", self.scanner),
        };
        Written { rules: vec![self.rule.to_owned()], reason, until }
    }

    fn read_one(&self, text: &str) -> Option<Written> {
        let text = text.trim_start();
        let is_id = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let (id, rest) = text.split_at(text.find(|c| !is_id(c)).unwrap_or(text.len()));
        if !self.has_id(id) {
            return None;
        }
        // Trivy's `[name=value]` narrows an ignore in a way that is not known here.
        let until = match rest.strip_prefix(":exp:") {
            Some(rest) => Some(rest.get(..10).unwrap_or(rest).parse::<Date>()),
            None if rest.starts_with('[') => return None,
            None => None,
        };
        let said = rest.strip_prefix(':').filter(|_| until.is_none()).unwrap_or_default();
        Some(self.written(said, until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(comment: &str) -> Option<String> {
        CHECKS.iter().find_map(|check| check.read(comment)).map(|written| written.reason)
    }

    #[test]
    fn ignores_of_the_same_check_are_read() {
        assert_eq!(
            reason("checkov:skip=CKV_AWS_364:called by hand").as_deref(),
            Some("ignored for checkov: called by hand")
        );
        assert_eq!(reason("checkov:skip=CKV_AWS_364").as_deref(), Some("ignored for checkov"));
        assert_eq!(reason("trivy:ignore:AWS-0001 trivy:ignore:AVD-AWS-0067").as_deref(), Some("ignored for Trivy"));
        for comment in ["trivy:ignore:aws-lambda-restrict-source-arn", "trivy:ignore:avd-aws-0067"] {
            assert_eq!(reason(comment).as_deref(), Some("ignored for Trivy"), "{comment}");
        }
        assert_eq!(reason("tfsec:ignore:aws-lambda-restrict-source-arn").as_deref(), Some("ignored for tfsec"));
        let dated = CHECKS[1].read("trivy:ignore:AWS-0067:exp:2024-03-10").expect("an ignore");
        assert_eq!(dated.until, Some("2024-03-10".parse()));
    }

    #[test]
    fn ignores_of_other_checks_are_none() {
        for comment in [
            "checkov:skip=CKV_AWS_36:no",
            "trivy:ignore:AWS-00671",
            "trivy:ignore:AWS-0067[name=a]",
            "trivy:ignore:*",
            "trivy:ignore:aws-sns-enable-topic-encryption",
        ] {
            assert_eq!(reason(comment), None, "{comment}");
        }
    }
}
