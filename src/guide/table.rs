//! The table of services: one row for each use.

use super::{find, unknown};
use crate::catalogue::{Catalogue, Confidence, Guard, Pair, Sent, Service};
use serde::Serialize;
use std::fmt::Write as _;

/// How the table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// In columns.
    Human,
    /// Everything, versioned.
    Json,
    /// As a Markdown table.
    Markdown,
}

/// The table of all services, or of those of a name: one that is known by it, else all whose
/// principal or name holds it.
///
/// # Errors
/// No service is known by the name; what may be meant.
pub fn table(name: Option<&str>, format: Format, catalogue: &Catalogue) -> Result<String, String> {
    let services = match name {
        None => catalogue.services().collect(),
        Some(name) => named(name, catalogue)?,
    };
    Ok(match format {
        Format::Human => columns(&services),
        Format::Json => json(&services),
        Format::Markdown => markdown(&services),
    })
}

fn named<'c>(name: &str, catalogue: &'c Catalogue) -> Result<Vec<&'c Service>, String> {
    if let Some(service) = find(name, catalogue) {
        return Ok(vec![service]);
    }
    let part = name.to_lowercase();
    let holds = |service: &&Service| service.principal.contains(&part) || service.name.to_lowercase().contains(&part);
    let found: Vec<&Service> = catalogue.services().filter(holds).collect();
    if found.is_empty() { Err(unknown("service", name, std::iter::empty(), catalogue)) } else { Ok(found) }
}

const TITLES: [&str; 5] = ["PRINCIPAL", "POLICY", "USE", "KEYS", "EVIDENCE"];

/// The cells of every row.
fn rows<'a>(services: &[&'a Service]) -> Vec<[String; 5]> {
    let pairs = services.iter().flat_map(|service| service.pairs.iter().map(move |pair| (*service, pair)));
    let row = |(service, pair): (&'a Service, &'a Pair)| {
        [service.principal.clone(), pair.kind.0.clone(), pair.usage.clone(), keys(pair), confidence(pair).to_owned()]
    };
    pairs.map(row).collect()
}

fn keys(pair: &Pair) -> String {
    let sent: Vec<&str> = pair.keys().filter(|key| pair.sent(key) == Sent::Yes).collect();
    match sent.is_empty() {
        true if pair.guarded_by.is_some() => "other guard".to_owned(),
        true if pair.leave_alone.is_some() || pair.sends_nothing() => "none".to_owned(),
        true => "?".to_owned(),
        false => sent.join(" "),
    }
}

fn confidence(pair: &Pair) -> &'static str {
    match pair.confidence {
        Confidence::Documented => "documented",
        Confidence::Inferred => "inferred",
        Confidence::Unknown => "unknown",
    }
}

fn columns(services: &[&Service]) -> String {
    let mut rows = rows(services);
    rows.insert(0, TITLES.map(str::to_owned));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..TITLES.len()).map(width).collect();
    let mut out = String::new();
    for row in &rows {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:width$}"));
        let _ = writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    out
}

fn markdown(services: &[&Service]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let mut out = "| Principal | Policy | Use | Keys | Evidence |\n|---|---|---|---|---|\n".to_owned();
    for [principal, kind, usage, keys, confidence] in rows(services) {
        let usage = usage.replace('|', "\\|");
        out.push_str(&line(&[format!("`{principal}`"), format!("`{kind}`"), usage, keys, confidence]));
    }
    out
}

/// Version 1 of the table as JSON.
#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    services: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    principal: &'a str,
    name: &'a str,
    read: &'a str,
    uses: Vec<Use<'a>>,
}

#[derive(Serialize)]
struct Use<'a> {
    policy_kind: &'a str,
    r#use: &'a str,
    confidence: &'static str,
    sends: Vec<&'a str>,
    never_sends: Vec<&'a str>,
    source_arns: Vec<SourceArn<'a>>,
    arguments: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leave_alone: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guarded_by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    breaks: Option<&'a str>,
    evidence: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    searched: Vec<String>,
    notes: &'a [String],
}

#[derive(Serialize)]
struct SourceArn<'a> {
    pattern: &'a str,
    means: &'a str,
}

fn json(services: &[&Service]) -> String {
    let services = services.iter().map(|service| Entry {
        principal: &service.principal,
        name: &service.name,
        read: &service.read,
        uses: service.pairs.iter().map(one_use).collect(),
    });
    let document = Document { version: 1, services: services.collect() };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

fn one_use(pair: &Pair) -> Use<'_> {
    let keys = |sent: Sent| pair.keys().filter(|key| pair.sent(key) == sent).collect();
    let patterns = pair.patterns.iter();
    Use {
        policy_kind: &pair.kind.0,
        r#use: &pair.usage,
        confidence: confidence(pair),
        sends: keys(Sent::Yes),
        never_sends: keys(Sent::No),
        source_arns: patterns.map(|it| SourceArn { pattern: &it.pattern, means: &it.means }).collect(),
        arguments: pair.hints().map(|hint| format!("{}.{}", hint.holder, hint.argument)).collect(),
        leave_alone: pair.leave_alone.as_deref(),
        guarded_by: pair.guarded_by.as_ref().map(Guard::advice),
        breaks: pair.breaks.as_deref(),
        evidence: pair.evidence.iter().map(ToString::to_string).collect(),
        searched: pair.searched.iter().map(ToString::to_string).collect(),
        notes: &pair.notes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: Option<&str>, format: Format) -> String {
        table(name, format, Catalogue::builtin()).expect("a table")
    }

    #[test]
    fn all_services_stand_in_columns_one_row_for_each_use() {
        let uses: usize = Catalogue::builtin().services().map(|service| service.pairs.len()).sum();
        let all = text(None, Format::Human);
        assert_eq!(all.lines().count(), uses + 1);
        assert!(all.starts_with("PRINCIPAL "), "{all}");
        assert_eq!(text(None, Format::Markdown).lines().count(), uses + 2);
    }

    #[test]
    fn a_name_or_a_part_of_one_chooses() {
        let voice = text(Some("voiceid"), Format::Human);
        assert!(voice.lines().skip(1).all(|line| line.starts_with("voiceid.amazonaws.com")), "{voice}");
        assert!(text(Some("rds"), Format::Human).lines().skip(1).all(|line| line.starts_with("rds.amazonaws.com")));
        assert!(text(Some("shield"), Format::Human).contains("drt.shield.amazonaws.com"));
        let told = table(Some("tranfser"), Format::Human, Catalogue::builtin()).expect_err("no such service");
        assert_eq!(told, "there is no service `tranfser`; is `transfer` meant?");
    }

    #[test]
    fn a_use_that_is_guarded_otherwise_is_not_shown_as_open() {
        let row = text(Some("alexa-appkit"), Format::Human);
        assert!(row.contains("other guard"), "{row}");
        assert!(
            text(Some("alexa-appkit"), Format::Json)
                .contains("\"guarded_by\": \"write StringEquals on lambda:EventSourceToken")
        );
    }

    #[test]
    fn json_holds_what_is_sent_and_where_that_is_written() {
        let json: serde_json::Value = serde_json::from_str(&text(Some("connect"), Format::Json)).expect("JSON");
        let first = &json["services"][0]["uses"][0];
        assert!(first["evidence"][0].is_string() && first["sends"].is_array(), "{first}");
        assert_eq!(json["version"], 1);
    }
}
