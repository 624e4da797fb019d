//! Links from file to file of the repository, made into links from page to page of the site.

use crate::chapters::{Part, anchors};
use crate::pages::Page;
use crate::root;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// Where links may lead.
pub(crate) struct Targets<'a> {
    /// Pages by the file or folder, or chapter of the README, that they are made from.
    pages: BTreeMap<String, &'a str>,
    /// The address of the repository, for files that are no pages.
    repository: Option<&'a str>,
}

impl<'a> Targets<'a> {
    /// All pages are targets. Two of one origin cannot be told apart.
    pub(crate) fn of(pages: &'a [Page], repository: Option<&'a str>) -> Result<Targets<'a>, String> {
        let mut targets = BTreeMap::from([("README.md".to_owned(), "index.md")]);
        for page in pages {
            let chapters = anchors(page).map(|anchor| format!("README.md#{anchor}"));
            for origin in chapters.chain([page.origin.clone()]) {
                if let Some(other) = targets.insert(origin.clone(), &page.path) {
                    return Err(format!("{origin} is both {other} and {}", page.path));
                }
            }
        }
        Ok(Targets { pages: targets, repository })
    }

    /// What a link from `origin`, on the page at `path`, should say instead; none where it cannot
    /// be a link.
    fn resolve(&self, link: &str, origin: &str, path: &str) -> Result<Option<String>, String> {
        let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
        let file = joined(origin, file).ok_or(format!("{origin}: {link} leads out of the repository"))?;
        let chapter = self.pages.get(&format!("{file}#{anchor}"));
        if let Some(page) = chapter.or_else(|| self.pages.get(&file)) {
            let anchor = if chapter.is_some() || anchor.is_empty() { String::new() } else { format!("#{anchor}") };
            return Ok(Some("../".repeat(path.matches('/').count()) + page + &anchor));
        }
        if !root().join(&file).exists() {
            return Err(format!("{origin}: {link} leads nowhere"));
        }
        Ok(self.repository.map(|repository| format!("{repository}/blob/HEAD/{file}")))
    }
}

/// The text of a part with the links that it should have on the page at `path`.
pub(crate) fn rewrite(part: &Part, path: &str, targets: &Targets<'_>) -> Result<String, String> {
    let mut text = part.text.clone();
    for link in links(&part.text).into_iter().rev() {
        let shown = part.text[link.shown].to_owned();
        let new = targets.resolve(&link.target, &part.origin, path)?;
        text.replace_range(link.whole, &new.map_or(shown.clone(), |target| format!("[{shown}]({target})")));
    }
    Ok(text)
}

/// A link to a file.
struct Link {
    whole: Range<usize>,
    shown: Range<usize>,
    target: String,
}

fn links(text: &str) -> Vec<Link> {
    let mut found: Vec<Link> = Vec::new();
    let mut open: Option<Link> = None;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) if is_file(&dest_url) => {
                open = Some(Link { shown: range.start + 1..range.start + 1, whole: range, target: dest_url.into() });
            }
            Event::End(TagEnd::Link) => found.extend(open.take()),
            _ => {
                if let Some(link) = &mut open {
                    link.shown.end = link.shown.end.max(range.end);
                }
            }
        }
    }
    found
}

fn is_file(target: &str) -> bool {
    !target.contains("://") && !target.starts_with(['#', '/']) && !target.starts_with("mailto:")
}

/// The path in the repository that `link` means in the file `origin`.
fn joined(origin: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = origin.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            _ => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
