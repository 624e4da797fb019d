//! The inventory for programs. Version 1: fields are added, never renamed or taken away.

use super::super::{Report, escape};
use super::{Row, rows};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    grants: Vec<Grant<'a>>,
}

/// One row; lines and columns 1-based, columns in characters. Of a policy that was not read, kind,
/// principal and condition are empty.
#[derive(Serialize)]
struct Grant<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    address: &'a str,
    policy_kind: &'a str,
    service: &'a str,
    used_by: &'a [String],
    condition: &'a str,
    verdict: &'static str,
    reasons: &'a [String],
}

pub(super) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rows = rows(report);
    let document = Document { version: 1, grants: rows.iter().map(grant).collect() };
    let text = serde_json::to_string_pretty(&document).map_err(io::Error::other)?;
    writeln!(out, "{}", escape::json(text))
}

fn grant<'a>(row: &'a Row<'a>) -> Grant<'a> {
    Grant {
        path: row.path,
        line: row.start.line,
        column: row.start.column,
        address: row.address,
        policy_kind: row.kind,
        service: row.principal,
        used_by: row.used_by,
        condition: row.condition,
        verdict: row.verdict,
        reasons: &row.reasons,
    }
}
