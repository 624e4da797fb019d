//! The table of contents: the written one, with the pages that are made below their index.

use crate::pages::Page;
use std::fmt::Write as _;

/// The summary with the pages of rules and services in their places.
pub(crate) fn whole(text: &str, pages: &[Page]) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let _ = writeln!(out, "{line}");
        let Some((_, target)) = line.split_once("](") else { continue };
        let Some(folder) = target.strip_suffix("index.md)").filter(|folder| !folder.is_empty()) else { continue };
        let below = pages.iter().filter(|page| page.is_generated() && page.path.starts_with(folder));
        for page in below.filter(|page| !page.path.ends_with("index.md")) {
            let _ = writeln!(out, "  - [{}]({})", page.title(), page.path);
        }
    }
    out
}
