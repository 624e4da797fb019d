//! Everything, for programs. Version 1: fields are added, never renamed or taken away.

use super::document::Document;
use super::{Format, View, Writer, escape, inventory};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::io::{self, Write};

/// JSON, version 1.
pub const FORMAT: Format =
    Format { name: "json", about: "everything, versioned, edits in bytes", writer: Writer::Data(write) };

/// The version that is written, and the only one that is read.
const VERSION: u32 = 1;

fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(document).map_err(io::Error::other)?;
    writeln!(out, "{}", escape::json(text))
}

/// What tells the versions and kinds of reports apart.
#[derive(Deserialize)]
struct Head {
    version: u32,
    findings: Option<IgnoredAny>,
}

/// Reads what [`FORMAT`] wrote, or the JSON of an inventory.
///
/// # Errors
/// Why it is no such report, in words that read behind the name of the file.
pub fn read(text: &str) -> Result<Document<'static>, String> {
    let broken = |error: serde_json::Error| format!("is no report of `--format json`: {error}");
    match serde_json::from_str(text).map_err(broken)? {
        Head { version: VERSION, findings: Some(_) } => serde_json::from_str(text).map_err(broken),
        Head { version: VERSION, findings: None } => inventory::json::read(text).map_err(broken),
        Head { version, .. } => Err(format!("is a report of version {version}; this program reads version {VERSION}")),
    }
}
