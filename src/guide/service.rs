//! The page of a service: what it sends where, what to write, and what is not sure.

use super::{example, guarded};
use crate::catalogue::{
    Callers, Catalogue, Citation, Confidence, Granularity, Hint, Language, Pair, Sent, Service, Verified,
};
use crate::policy::condition::{SOURCE_ACCOUNT, SOURCE_ARN};
use std::fmt::Write as _;

/// The page.
pub(super) fn page(service: &Service, catalogue: &Catalogue) -> String {
    let mut out = format!("# {}\n\n{}. The evidence was read on {}.\n", service.principal, service.name, service.read);
    for pair in &service.pairs {
        let _ = writeln!(out, "\n## {}: {}\n", kind(pair), pair.usage);
        sends(pair, &mut out);
        patterns(pair, &mut out);
        handed_over(pair, &mut out);
        if let Some(breaks) = &pair.breaks {
            let _ = writeln!(out, "\nWhere the condition does not match: {breaks}.");
        }
        example(pair, catalogue, &mut out);
        list("Evidence", pair.evidence.iter().map(linked), &mut out);
        list("Read, and silent on what is sent", pair.searched.iter().map(linked), &mut out);
        list("Not sure", doubts(pair), &mut out);
        list("Notes", pair.notes.iter().cloned(), &mut out);
    }
    out
}

fn kind(pair: &Pair) -> &str {
    if pair.kind.0 == "*" { "any policy" } else { &pair.kind.0 }
}

fn sends(pair: &Pair, out: &mut String) {
    let keys = |sent: Sent| -> Vec<String> {
        let keys = pair.keys().filter(|key| pair.sent(key) == sent);
        keys.map(|key| format!("`{key}`")).collect()
    };
    let (yes, no) = (keys(Sent::Yes), keys(Sent::No));
    let sure = match pair.confidence {
        Confidence::Documented => "documented by AWS",
        Confidence::Inferred => "inferred from what AWS writes elsewhere",
        Confidence::Unknown => "nobody knows",
    };
    left(pair, out);
    if !yes.is_empty() {
        let _ = writeln!(out, "Sends: {} ({sure}).", yes.join(", "));
    }
    if !no.is_empty() {
        let not = if pair.confidence == Confidence::Unknown { "Not known to send" } else { "Does not send" };
        let _ = writeln!(out, "{not}: {} ({sure}). A condition on what is not sent never holds.", no.join(", "));
    }
    if yes.is_empty() && no.is_empty() {
        out.push_str("AWS does not say which source keys it sends here.\n");
    }
}

/// Why no source condition is written, and what comes of that.
fn left(pair: &Pair, out: &mut String) {
    let Some(why) = &pair.leave_alone else { return };
    let _ = match &pair.guarded_by {
        Some(guard) => writeln!(
            out,
            "No source condition is written: {why}. Without that guard, it is a finding: {}.\n",
            guard.advice()
        ),
        None if pair.may_stay_open() => writeln!(out, "Left as it is, without a finding: {why}.\n"),
        None => writeln!(out, "Left as it is and counted as \"cannot decide\": {why}.\n"),
    };
}

fn patterns(pair: &Pair, out: &mut String) {
    list("Source ARN, narrowest first", pair.patterns.iter().map(|it| format!("`{}`: {}", it.pattern, it.means)), out);
}

fn handed_over(pair: &Pair, out: &mut String) {
    let of = |language: Language| pair.hints().filter(move |hint| hint.language == language).map(said);
    let mut arguments: Vec<String> = of(Language::Terraform).chain(of(Language::CloudFormation)).collect();
    arguments.dedup();
    list("Handed over by", arguments.into_iter(), out);
}

/// A citation as Markdown: addresses in the brackets that make links of them.
fn linked(citation: &Citation) -> String {
    format!("<{citation}>")
}

fn said(hint: &Hint) -> String {
    format!("`{}.{}`", hint.holder, hint.argument)
}

fn example(pair: &Pair, catalogue: &Catalogue, out: &mut String) {
    let [terraform, cloudformation] = match &pair.guarded_by {
        Some(guard) => guarded::example(pair, guard, catalogue),
        None if pair.leave_alone.is_some() || pair.confidence == Confidence::Unknown => return,
        None => {
            let Some(wanted) = example::wanted(pair) else { return };
            [wanted.terraform(&pair.kind, catalogue), wanted.cloudformation(&pair.kind, catalogue)]
        }
    };
    let _ = writeln!(out, "\nIn Terraform:\n\n```hcl\n{terraform}```");
    let _ = writeln!(out, "\nIn CloudFormation:\n\n```yaml\n{cloudformation}```");
}

/// What a reader should not rely on.
fn doubts(pair: &Pair) -> impl Iterator<Item = String> {
    let mut doubts = Vec::new();
    if pair.confidence == Confidence::Unknown && pair.leave_alone.is_none() {
        doubts.push("such a grant is told for information, and never changed".to_owned());
    }
    if pair.confidence == Confidence::Inferred {
        let fix = if pair.leave_alone.is_none() { "; a fix needs `--unsafe-fixes`" } else { "" };
        doubts.push(format!("AWS does not write this of exactly this use{fix}"));
    }
    let known = pair.confidence != Confidence::Unknown && pair.leave_alone.is_none();
    for key in [SOURCE_ARN, SOURCE_ACCOUNT].iter().filter(|key| known && pair.sent(key) == Sent::Unknown) {
        doubts.push(format!("nothing tells whether `{key}` is sent, so it is not written"));
    }
    if pair.callers() == Callers::OftenOther {
        doubts.push(
            "the source is often in another account; where it is not to be seen, a fix needs `--unsafe-fixes`"
                .to_owned(),
        );
    }
    if pair.verified == Verified::Once && known {
        doubts.push("the evidence was read once, and nothing else was found that says the same".to_owned());
    }
    if pair.granularity == Granularity::Wildcard {
        doubts.push("no exact source ARN is proven to match".to_owned());
    }
    doubts.into_iter()
}

fn list(title: &str, items: impl Iterator<Item = String>, out: &mut String) {
    for (number, item) in items.enumerate() {
        if number == 0 {
            let _ = writeln!(out, "\n{title}:");
        }
        let _ = writeln!(out, "- {item}");
    }
}
