//! SARIF 2.1.0, for code scanning, reviewdog and editors.

mod location;
mod model;
mod repair;

use super::{Format, Report, Writer, escape, rule_page};
use crate::finding::{Finding, RuleInfo, Severity, Suppression, SuppressionKind};
use crate::outcome::{Outcome, Problem, ProgramOutcome};
use location::{file_location, location, related};
use model::{
    AutomationDetails, Configuration, Driver, Invocation, Log, Message, Notification, OutcomeProperties, Rule,
    RuleProperties, Run, Tool,
};
use repair::repair;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// SARIF 2.1.0.
pub const FORMAT: Format =
    Format { name: "sarif", about: "SARIF 2.1.0 with fixes, for code scanning", writer: Writer::Texts(write) };

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const FINGERPRINT: &str = "unconfuse/v1";

fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(&log(report)).map_err(io::Error::other)?;
    writeln!(out, "{}", escape::json(text))
}

fn log<'a>(report: &Report<'a>) -> Log<'a> {
    let results = report
        .outcome
        .programs
        .iter()
        .flat_map(|program| program.findings.iter().map(|finding| result(report, program, finding)));
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules: report.rules.iter().map(|info| rule(info)).collect(),
    };
    let run = Run {
        tool: Tool { driver },
        automation_details: AutomationDetails { id: category(report.roots) },
        column_kind: "utf16CodeUnits",
        invocations: [invocation(report.outcome)],
        results: results.collect(),
    };
    Log { schema: SCHEMA, version: "2.1.0", runs: [run] }
}

fn rule(info: &RuleInfo) -> Rule<'_> {
    let page = info.page();
    let docs = if page.is_empty() { info.summary } else { &page };
    Rule {
        id: info.id,
        help_uri: rule_page(info.id),
        short_description: Message::text(info.summary),
        full_description: Message::text(format!("{}.", info.summary)),
        help: Message { text: docs.to_owned(), markdown: Some(docs.to_owned()) },
        default_configuration: Configuration { level: level(info.severity) },
        properties: RuleProperties {
            tags: ["security", "aws", "confused-deputy"],
            precision: "high",
            security_severity: security_severity(info.severity),
        },
    }
}

fn result<'a>(report: &Report<'a>, program: &'a ProgramOutcome, finding: &'a Finding) -> model::Outcome<'a> {
    let fix = program.fix_of(finding);
    let offered = fix.filter(|fix| fix.applicability >= report.wish.level);
    let related: Vec<_> =
        (1..).zip(&finding.labels).filter_map(|(id, label)| related(program, id, label.span, &label.text)).collect();
    model::Outcome {
        rule_id: finding.rule.id,
        rule_index: report.rules.iter().position(|rule| rule.id == finding.rule.id),
        level: level(finding.severity),
        message: Message::text(message(finding)),
        locations: location(program, finding.at).into_iter().collect(),
        related_locations: related,
        partial_fingerprints: BTreeMap::from([(FINGERPRINT, finding.fingerprint.0.as_str())]),
        baseline_state: report
            .baseline
            .map(|known| if known.contains(&finding.fingerprint) { "unchanged" } else { "new" }),
        suppressions: finding.suppressed.iter().map(|it| suppression(program, it)).collect(),
        fixes: offered.and_then(|fix| repair(program, fix)).into_iter().collect(),
        properties: OutcomeProperties {
            severity: finding.severity.name(),
            confidence: finding.confidence.name(),
            service: &finding.service,
            other_services: &finding.other_services,
            address: &finding.address,
            policy_kind: &finding.kind.0,
            applicability: fix.map_or("manual", |fix| fix.applicability.name()),
        },
    }
}

fn suppression<'a>(program: &ProgramOutcome, suppression: &'a Suppression) -> model::Suppression<'a> {
    model::Suppression {
        kind: match suppression.kind {
            SuppressionKind::InSource => "inSource",
            SuppressionKind::Baseline | SuppressionKind::Configuration => "external",
        },
        justification: &suppression.reason,
        location: suppression.at.and_then(|at| location(program, at)),
    }
}

/// The message, with a link to each place that explains it.
fn message(finding: &Finding) -> String {
    let mut text = literal(&finding.message);
    for (id, label) in (1..).zip(&finding.labels) {
        text.push_str(if id == 1 { ": " } else { ", " });
        text.push_str(&format!("[{}]({id})", literal(&label.text)));
    }
    text
}

/// Text that SARIF takes for no link.
fn literal(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

fn invocation(outcome: &Outcome) -> Invocation {
    let error = |message: &str, locations| Notification { level: "error", message: Message::text(message), locations };
    let paths = outcome.problems.iter().map(|problem| error(&problem.message, vec![file_location(&problem.path)]));
    let places = outcome.programs.iter().flat_map(|program| {
        let at = |problem: &Problem| location(program, problem.at).into_iter().collect();
        program.problems.iter().map(move |problem| error(&problem.message, at(problem)))
    });
    Invocation {
        execution_successful: !outcome.has_problems(),
        tool_execution_notifications: paths.chain(places).collect(),
    }
}

/// One analysis per folder: two runs on two folders of a repository do not overwrite each other.
fn category(roots: &[String]) -> String {
    match roots {
        [root] if root != "." && root != "-" && !root.starts_with('/') => {
            format!("unconfuse/{}/", root.trim_matches('/'))
        }
        _ => "unconfuse/".to_owned(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

/// On the scale of CVSS; code scanning shows it as high, medium or low.
fn security_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "7.5",
        Severity::Medium => "5.5",
        Severity::Low => "3.0",
        Severity::Info => "1.0",
    }
}
