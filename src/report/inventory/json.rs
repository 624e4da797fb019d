//! The inventory for programs. Version 1: fields are added, never renamed or taken away.

use super::super::document::{Document, Text};
use super::super::{View, escape};
use super::{Row, rows};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Inventory<'a> {
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
    used_by: &'a [Text<'a>],
    condition: &'a str,
    verdict: &'static str,
    reasons: &'a [String],
}

pub(super) fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    let rows = rows(document);
    let inventory = Inventory { version: 1, grants: rows.iter().map(grant).collect() };
    let text = serde_json::to_string_pretty(&inventory).map_err(io::Error::other)?;
    writeln!(out, "{}", escape::json(text))
}

fn grant<'a>(row: &'a Row<'a>) -> Grant<'a> {
    Grant {
        path: row.path,
        line: row.start.0,
        column: row.start.1,
        address: row.address,
        policy_kind: row.kind,
        service: row.principal,
        used_by: row.used_by,
        condition: row.condition,
        verdict: row.verdict,
        reasons: &row.reasons,
    }
}
