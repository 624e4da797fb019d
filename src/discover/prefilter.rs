//! Which bytes can matter at all: the cheap look that spares us most parsing.
//!
//! A grant to a service needs a principal, and its type or its name. Nothing tighter is safe:
//! names are also built from `data.aws_partition.current.dns_suffix` or `AWS::URLSuffix`, so
//! `amazonaws.com` alone would miss real grants. Keys written with `\u` escapes are missed.

use crate::catalogue::may_let_in;
use memchr::memmem::{self, Finder};

/// The needles, prepared once per thread.
pub(super) struct Prefilter {
    principal: Finder<'static>,
    service: Finder<'static>,
    amazon: Finder<'static>,
    resources: Finder<'static>,
    resource_type: Finder<'static>,
    plan: Finder<'static>,
    pulumi: Finder<'static>,
    permission: [Finder<'static>; 2],
    policy: Finder<'static>,
    other_file: Finder<'static>,
    local: Finder<'static>,
    statement: Finder<'static>,
    effect: Finder<'static>,
    principal_key: Finder<'static>,
    dynamic: Finder<'static>,
}

impl Prefilter {
    pub(super) fn new() -> Prefilter {
        let finder = |needle: &'static str| memmem::Finder::new(needle.as_bytes());
        Prefilter {
            // `Principal`, `principals`, `principal` of a Lambda permission.
            principal: finder("rincipal"),
            service: finder("Service"),
            // `amazonaws.com`, and the services of `amazon.com`.
            amazon: finder("amazon"),
            resources: finder("Resources"),
            resource_type: finder("AWS::"),
            plan: finder("\"planned_values\""),
            pulumi: finder("fn::toJSON"),
            permission: [finder("_permission"), finder("::Permission")],
            // `assume_role_policy = templatefile("trust.tpl", ...)`, `policy = file("key.json")`.
            policy: finder("olicy"),
            other_file: finder("file("),
            local: finder("\"."),
            statement: finder("\"Statement\""),
            effect: finder("\"Effect\""),
            principal_key: finder("\"Principal\""),
            // `dynamic "principals"`: whom it lets in, its callers say.
            dynamic: finder("\"principals\""),
        }
    }

    /// May a text of Terraform let a service in, or take a policy that does from a place that only
    /// the whole module tells?
    pub(super) fn passes(&self, text: &[u8]) -> bool {
        let has = |finder: &Finder<'_>| finder.find(text).is_some();
        self.lets_in(text) || has(&self.other_file) && has(&self.policy) || may_let_in(text)
    }

    /// May a text let a service in by what it says itself?
    pub(super) fn lets_in(&self, text: &[u8]) -> bool {
        let has = |finder: &Finder<'_>| finder.find(text).is_some();
        has(&self.principal)
            && (has(&self.amazon) || self.permission.iter().any(has) || has(&self.dynamic) || self.names_service(text))
    }

    /// Does the text speak of types of AWS's resources, as every template of CloudFormation does?
    pub(super) fn names_types(&self, text: &[u8]) -> bool {
        self.resource_type.find(text).is_some()
    }

    /// The paths of local modules that a text of Terraform calls: `source = "./x"`.
    pub(super) fn calls(&self, text: &[u8]) -> Vec<String> {
        self.local.find_iter(text).filter_map(|at| called(&text[..at], &text[at + 1..])).collect()
    }

    /// May the text be a CloudFormation template (each has resources with AWS's types), a plan of
    /// Terraform, or a program of Pulumi?
    pub(super) fn is_template(&self, text: &[u8]) -> bool {
        let has = |finder: &Finder<'_>| finder.find(text).is_some();
        has(&self.resource_type) && has(&self.resources) || has(&self.plan) || has(&self.pulumi)
    }

    /// May the text be a policy and nothing else, as JSON or as a template of it?
    pub(super) fn is_policy(&self, text: &[u8]) -> bool {
        let start = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii_start();
        let has = |finder: &Finder<'_>| finder.find(text).is_some();
        start.starts_with(b"{") && has(&self.effect)
            || start.starts_with(b"[") && has(&self.effect) && has(&self.principal_key)
            || start.starts_with(b"%{") && has(&self.statement)
    }

    /// Does `Service` stand there as a key or as a quoted word?
    fn names_service(&self, text: &[u8]) -> bool {
        self.service.find_iter(text).any(|at| {
            let before = at.checked_sub(1).map(|at| text[at]);
            let starts = before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte != b'_' && byte != b':');
            starts && ends_word(&text[at + "Service".len()..])
        })
    }
}

/// A path in quotes, where `source =` (in JSON `"source":`) stands before it.
fn called(before: &[u8], path: &[u8]) -> Option<String> {
    let before = before.trim_ascii_end();
    let before = before.strip_suffix(b"=").or(before.strip_suffix(b":"))?.trim_ascii_end();
    let before = before.strip_suffix(b"\"").unwrap_or(before);
    let length = memchr::memchr(b'"', path)?;
    let path = std::str::from_utf8(&path[..length]).ok()?;
    let is_local = path.starts_with("./") || path.starts_with("../") || path == "." || path == "..";
    (before.ends_with(b"source") && is_local).then(|| path.to_owned())
}

/// A quote (perhaps an escaped one) follows, or `:` or `=` after blanks.
fn ends_word(rest: &[u8]) -> bool {
    match rest.iter().find(|byte| !matches!(byte, b' ' | b'\t')) {
        Some(b':' | b'=') => true,
        _ => matches!(rest.first(), Some(b'"' | b'\'' | b'\\')),
    }
}

#[cfg(test)]
mod tests {
    use super::Prefilter;

    fn passes(text: &str) -> bool {
        Prefilter::new().passes(text.as_bytes())
    }

    #[test]
    fn every_spelling_of_a_grant_to_a_service_passes() {
        for text in [
            "Principal = { Service = \"transfer.amazonaws.com\" }",
            "\"Principal\": {\"Service\": \"x\"}",
            "Principal: {Service: !Sub 'lambda.${AWS::URLSuffix}'}",
            "principals {\n type = \"Service\"\n identifiers = [local.x]\n}",
            "policy = \"{\\\"Principal\\\":{\\\"Service\\\":[]}}\"",
            "principal = \"s3.amazonaws.com\"",
            "Principal:\n  Service:\n    - x",
            "Principal = { Service    = local.names }",
            "resource \"aws_lambda_permission\" \"a\" {\n principal = each.key\n}",
            "Type: AWS::Lambda::Permission\nPrincipal: !Ref Who",
            "\"Principal\": \"appkit.amazon.com\"",
            "dynamic \"principals\" {\n for_each = each.value.principals\n}",
        ] {
            assert!(passes(text), "{text}");
        }
    }

    #[test]
    fn a_policy_in_another_file_passes() {
        assert!(passes("assume_role_policy = templatefile(\"${path.module}/trust.tpl\", {})"));
        assert!(passes("policy = file(\"key.json\")"));
        assert!(!passes("user_data = templatefile(\"init.sh\", {})"));
    }

    #[test]
    fn a_call_of_a_published_module_that_lets_services_in_passes() {
        let call = "source = \"terraform-aws-modules/lambda/aws\"\nallowed_triggers = { a = { service = \"s3\" } }";
        assert!(passes(call));
        assert!(!passes(&call.replace("allowed_triggers", "environment")));
        assert!(!passes(&call.replace("terraform-aws-modules", "example")));
    }

    #[test]
    fn what_names_no_service_does_not() {
        for text in [
            "Service = \"transfer.amazonaws.com\"",
            "Principal = { AWS = \"*\" }",
            "Principal: x\nServiceRole: y",
            "Principal: x\nType: AWS::ECS::Service:",
            "principal = \"my service\"",
        ] {
            assert!(!passes(text), "{text}");
        }
    }

    #[test]
    fn calls_of_local_modules_are_seen_and_others_are_not() {
        let text = br#"
            module "a" { source = "./a" }
            module "b" {
              source   =   "../../modules/b"
            }
            module "c" { source = "example/c/aws" }
            locals { path = "./d", source_path = "x" }
            {"module": {"e": {"source": "./e"}}}
        "#;
        assert_eq!(Prefilter::new().calls(text), ["./a", "../../modules/b", "./e"]);
    }

    #[test]
    fn a_policy_on_its_own_is_no_template() {
        let filter = Prefilter::new();
        let policy = b"\xef\xbb\xbf\n{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"x\"}}]}";
        assert!(filter.is_policy(policy) && !filter.is_template(policy));
        assert!(filter.is_policy(b"%{ if a }{\"Statement\": []}%{ endif }"));
        assert!(filter.is_policy(b"{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"x\"}}"));
        assert!(filter.is_policy(b"[{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"x\"}}]"));
        assert!(!filter.is_policy(b"[{\"Effect\": \"Allow\"}]"));
        assert!(!filter.is_policy(b"- \"Statement\": [{\"Effect\": \"Allow\"}]"));
        assert!(filter.is_template(b"Resources:\n  X:\n    Type: AWS::IAM::Role"));
        assert!(filter.is_template(b"{\"terraform_version\": \"1.11.0\", \"planned_values\": {}}"));
        assert!(filter.is_template(b"runtime: yaml\nresources: {r: {properties: {p: {fn::toJSON: {}}}}}"));
    }
}
