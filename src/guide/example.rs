//! The condition that a use of a service should have where nothing more is known: in Terraform and
//! in CloudFormation.

use crate::catalogue::{Catalogue, Granularity, Language, Pair, Pattern, Sent, SlotForm, StatementArguments};
use crate::policy::statement::PolicyKind;
use std::fmt::Write as _;

/// What the account is called in a text of each language.
const ACCOUNT: [(Language, &str); 2] = [
    (Language::Terraform, "${data.aws_caller_identity.current.account_id}"),
    (Language::CloudFormation, "${AWS::AccountId}"),
];

/// The values that a condition should have, before they are said in a language.
pub(super) struct Wanted {
    account: bool,
    /// Patterns whose only placeholders are ambient ones, or that stand in angle brackets.
    arns: Vec<String>,
    operator: &'static str,
}

/// What a use should be conditioned on; none where nothing can be said.
pub(super) fn wanted(pair: &Pair) -> Option<Wanted> {
    let account = pair.source_account() == Sent::Yes;
    let arns = if pair.source_arn() == Sent::Yes { arns(pair) } else { Vec::new() };
    if !account && arns.is_empty() {
        return None;
    }
    let wild = arns.iter().any(|arn| arn.contains(['*', '?']) || arn.contains("${Region}"));
    let operator = match (pair.granularity, wild) {
        (Granularity::Literal, _) => "StringEquals",
        (_, true) => "ArnLike",
        (_, false) => "ArnEquals",
    };
    Some(Wanted { account, arns, operator })
}

/// The widest forms of source ARN that a use may have, so that they are right for every caller.
fn arns(pair: &Pair) -> Vec<String> {
    let wide = pair.narrowest(|_| false);
    if !wide.is_empty() || pair.granularity == Granularity::SourceAccountOnly {
        return wide.into_iter().map(open).collect();
    }
    pair.patterns.iter().find(|pattern| pattern.is_written()).map(open).into_iter().collect()
}

/// What a person has to fill in, in angle brackets.
fn open(pattern: &Pattern) -> String {
    let names: Vec<&str> = pattern.placeholders().collect();
    let text = pattern.pattern.clone();
    names.into_iter().fold(text, |text, name| text.replace(&format!("${{{name}}}"), &format!("<{name}>")))
}

impl Wanted {
    /// The condition as Terraform writes it: blocks of a policy document, or arguments where the
    /// resource is the statement itself.
    pub(super) fn terraform(&self, kind: &PolicyKind, catalogue: &Catalogue) -> String {
        let names = arguments(kind, Language::Terraform, catalogue);
        let arns = self.quoted(Language::Terraform, names.is_some());
        let mut out = String::new();
        if let Some(names) = names {
            self.each_argument(&names, |name, is_account| {
                let value = if is_account { "data.aws_caller_identity.current.account_id" } else { &arns[0] };
                let _ = writeln!(out, "{name} = {value}");
            });
            return out;
        }
        let mut block = |test: &str, key: &str, values: &str| {
            let _ = writeln!(
                out,
                "condition {{\n  test     = \"{test}\"\n  variable = \"{key}\"\n  values   = [{values}]\n}}"
            );
        };
        if self.account {
            block("StringEquals", "aws:SourceAccount", "data.aws_caller_identity.current.account_id");
        }
        if !arns.is_empty() {
            block(self.operator, "aws:SourceArn", &arns.join(", "));
        }
        out
    }

    /// The condition as CloudFormation writes it: see [`Wanted::terraform`].
    pub(super) fn cloudformation(&self, kind: &PolicyKind, catalogue: &Catalogue) -> String {
        let names = arguments(kind, Language::CloudFormation, catalogue);
        let arns = self.quoted(Language::CloudFormation, names.is_some());
        let arns: Vec<String> = arns.into_iter().map(|arn| format!("!Sub {arn}")).collect();
        let mut out = String::new();
        if let Some(names) = names {
            self.each_argument(&names, |name, is_account| {
                let value = if is_account { "!Ref AWS::AccountId" } else { &arns[0] };
                let _ = writeln!(out, "{name}: {value}");
            });
            return out;
        }
        out.push_str("Condition:\n");
        if self.account {
            out.push_str("  StringEquals:\n    aws:SourceAccount: !Ref AWS::AccountId\n");
        }
        let in_same = self.account && self.operator == "StringEquals";
        if !arns.is_empty() && !in_same {
            let _ = writeln!(out, "  {}:", self.operator);
        }
        match arns.as_slice() {
            [] => {}
            [arn] => {
                let _ = writeln!(out, "    aws:SourceArn: {arn}");
            }
            several => {
                out.push_str("    aws:SourceArn:\n");
                several.iter().for_each(|arn| {
                    let _ = writeln!(out, "      - {arn}");
                });
            }
        }
        out
    }

    /// The source ARNs as strings of a language. An argument takes no wildcard as the Region.
    fn quoted(&self, language: Language, is_argument: bool) -> Vec<String> {
        let region = match (is_argument, language) {
            (false, _) => "*",
            (true, Language::Terraform) => "${data.aws_region.current.name}",
            (true, Language::CloudFormation) => "${AWS::Region}",
        };
        self.arns.iter().map(|arn| quoted(&arn.replace("${Region}", region), language)).collect()
    }

    /// Gives the names of the arguments that are wanted, and whether each is for the account.
    fn each_argument(&self, names: &StatementArguments, mut take: impl FnMut(&str, bool)) {
        if let Some(name) = names.source_arn.as_ref().filter(|_| !self.arns.is_empty()) {
            take(name, false);
        }
        if let Some(name) = names.source_account.as_ref().filter(|_| self.account) {
            take(name, true);
        }
    }
}

/// A pattern as a string of a language.
pub(super) fn quoted(arn: &str, language: Language) -> String {
    let account = ACCOUNT.iter().find(|(of, _)| *of == language).map_or("", |(_, text)| text);
    let partition = if language == Language::Terraform { "aws" } else { "${AWS::Partition}" };
    format!("\"{}\"", arn.replace("${Partition}", partition).replace("${Account}", account))
}

/// The arguments that are the statement, where a kind of policy is written so.
pub(super) fn arguments(kind: &PolicyKind, language: Language, catalogue: &Catalogue) -> Option<StatementArguments> {
    let types = Catalogue::resource_types().filter(|name| Language::of(name) == language);
    let slots = types.filter_map(|name| catalogue.resource_type(name)).flat_map(|it| &it.slots);
    slots.filter(|slot| slot.kind == *kind).find_map(|slot| match &slot.form {
        SlotForm::Arguments(names) if names.source_arn.is_some() || names.source_account.is_some() => {
            Some((**names).clone())
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permission_names_its_region_and_a_policy_leaves_it_open() {
        let catalogue = Catalogue::builtin();
        let said = |service: &str, kind: &str| {
            let kind = PolicyKind(kind.to_owned());
            let pair = *catalogue.pairs(service, &kind).first().expect("a use");
            let wanted = wanted(pair).expect("a condition");
            [wanted.terraform(&kind, catalogue), wanted.cloudformation(&kind, catalogue)]
        };
        let [terraform, cloudformation] = said("events.amazonaws.com", "lambda-permission");
        assert!(terraform.contains(":events:${data.aws_region.current.name}:"), "{terraform}");
        assert!(cloudformation.contains(":events:${AWS::Region}:"), "{cloudformation}");
        for text in said("events.amazonaws.com", "sqs-queue-policy") {
            assert!(text.contains(":events:*:"), "{text}");
        }
    }
}
