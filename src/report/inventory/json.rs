//! The inventory for programs. Version 1: fields are added, never renamed or taken away.

use super::super::document::{self, Document, Place, Summary, Text, Unread};
use super::super::{View, escape};
use super::{NOT_READ, Row, rows};
use crate::outcome::State;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// The whole inventory.
#[derive(Serialize, Deserialize)]
struct Inventory<'a> {
    version: u32,
    summary: Summary,
    grants: Vec<Grant<'a>>,
}

/// One row; lines and columns 1-based, columns in characters. Of a policy that was not read, kind,
/// principal and condition are empty.
#[derive(Serialize, Deserialize)]
struct Grant<'a> {
    path: Text<'a>,
    line: u32,
    column: u32,
    address: Text<'a>,
    policy_kind: Text<'a>,
    service: Text<'a>,
    used_by: Vec<Text<'a>>,
    condition: Text<'a>,
    verdict: Text<'a>,
    reasons: Vec<Text<'a>>,
}

pub(super) fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    let rows = rows(document);
    let inventory = Inventory { version: 1, summary: document.summary, grants: rows.iter().map(grant).collect() };
    let text = serde_json::to_string_pretty(&inventory).map_err(io::Error::other)?;
    writeln!(out, "{}", escape::json(text))
}

fn grant<'a>(row: &'a Row<'a>) -> Grant<'a> {
    let text = |text: &'a str| Text::Borrowed(text);
    Grant {
        path: text(row.path),
        line: row.start.0,
        column: row.start.1,
        address: text(row.address),
        policy_kind: text(row.kind),
        service: text(row.principal),
        used_by: row.used_by.to_vec(),
        condition: text(row.condition),
        verdict: text(row.verdict),
        reasons: row.reasons.iter().map(|reason| text(reason)).collect(),
    }
}

/// Reads an inventory of version 1 as a report that has no findings of its own: what they say is
/// the reason of their row.
///
/// # Errors
/// What is wrong with it.
pub(in crate::report) fn read(text: &str) -> Result<Document<'static>, serde_json::Error> {
    let Inventory { summary, grants, .. } = serde_json::from_str(text)?;
    let (unread, grants): (Vec<Grant<'static>>, Vec<Grant<'static>>) =
        grants.into_iter().partition(|grant| grant.verdict == NOT_READ);
    Ok(Document {
        summary,
        grants: grants.into_iter().map(of_row).collect(),
        unread_policies: unread.into_iter().map(of_unread_row).collect(),
        ..Document::default()
    })
}

fn of_row(row: Grant<'static>) -> document::Grant<'static> {
    let state = State::ALL.into_iter().find(|state| state.name() == row.verdict).unwrap_or(State::CannotDecide);
    document::Grant {
        statement: Some(place(row.path, row.line, row.column)),
        address: row.address,
        policy_kind: row.policy_kind,
        service: row.service,
        used_by: row.used_by,
        condition: row.condition,
        verdict: row.verdict,
        state,
        why: (!row.reasons.is_empty()).then(|| row.reasons.join("; ").into()),
        reason_kind: None,
        findings: Vec::new(),
    }
}

fn of_unread_row(row: Grant<'static>) -> Unread<'static> {
    Unread {
        at: Some(place(row.path, row.line, row.column)),
        address: row.address,
        reason_kind: "unknown-value".into(),
        reason: row.reasons.join("; ").into(),
    }
}

/// An inventory knows where a statement starts, and no more.
fn place(path: Text<'static>, line: u32, column: u32) -> Place<'static> {
    Place { path, start: 0, end: 0, line, column, end_line: line, end_column: column }
}
