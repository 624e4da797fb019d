//! The pages of the site before they are joined and linked.

use crate::root;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use unconfuse::catalogue::{Catalogue, Service};
use unconfuse::finding::RuleInfo;
use unconfuse::guide::explain;
use unconfuse::rules::RULES;

/// A text of the site.
pub(crate) struct Page {
    /// Where it stands in the site: `rules/missing-source-condition.md`.
    pub(crate) path: String,
    /// The file or folder of the repository that it is made from: `docs/start.md`.
    pub(crate) origin: String,
    /// What it says. Links lead from file to file of the repository, or, where it is made from
    /// data, from page to page.
    pub(crate) text: String,
}

/// Files at the top of the repository that are pages too.
const AT_THE_TOP: [&str; 3] = ["ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md"];

/// Every page.
pub(crate) fn pages() -> Result<Vec<Page>, String> {
    let mut pages = Vec::new();
    collect("docs", &mut pages)?;
    for name in AT_THE_TOP {
        pages.push(Page { path: name.to_lowercase(), origin: name.to_owned(), text: read(name)? });
    }
    pages.extend(rules()?);
    pages.extend(services()?);
    Ok(pages)
}

/// The text of a file of the repository.
pub(crate) fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(root().join(path)).map_err(|error| format!("{path}: {error}"))
}

impl Page {
    /// Is it made from data, and not written?
    pub(crate) fn is_generated(&self) -> bool {
        self.origin.starts_with("src/")
    }

    /// What the summary calls it.
    pub(crate) fn title(&self) -> &str {
        self.text.lines().next().unwrap_or_default().trim_start_matches("# ")
    }
}

/// All Markdown of a folder and of those in it.
fn collect(folder: &str, pages: &mut Vec<Page>) -> Result<(), String> {
    let wrong = |error| format!("{folder}: {error}");
    let entries = fs::read_dir(root().join(folder)).map_err(wrong)?;
    let mut names: Vec<String> = Vec::new();
    for entry in entries {
        names.push(entry.map_err(wrong)?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    for name in names {
        let origin = format!("{folder}/{name}");
        if root().join(&origin).is_dir() {
            collect(&origin, pages)?;
        } else if Path::new(&name).extension().is_some_and(|ending| ending == "md") {
            let path = origin.trim_start_matches("docs/").replace("README.md", "index.md");
            pages.push(Page { path, text: read(&origin)?, origin });
        }
    }
    Ok(())
}

fn rules() -> Result<Vec<Page>, String> {
    let infos: Vec<&RuleInfo> = RULES.iter().map(|rule| rule.info).collect();
    let mut index = "# Rules\n\n`unconfuse explain RULE` prints these pages too.\n\n\
                     | Rule | Finds | Severity |\n|---|---|---|\n"
        .to_owned();
    let mut pages = Vec::new();
    for info in &infos {
        let _ = writeln!(index, "| [`{0}`]({0}.md) | {1} | {2} |", info.id, info.summary, info.severity.name());
        let text = explain(info.id, &infos, Catalogue::builtin())?;
        pages.push(Page { path: format!("rules/{}.md", info.id), origin: format!("src/rules/{}", info.id), text });
    }
    pages.insert(0, Page { path: "rules/index.md".to_owned(), origin: "src/rules".to_owned(), text: index });
    Ok(pages)
}

fn services() -> Result<Vec<Page>, String> {
    let catalogue = Catalogue::builtin();
    let mut index = format!(
        "# Services\n\nWhat AWS services send when they use what is yours, as of {}. `unconfuse explain SERVICE` \
         prints these pages too, and `unconfuse services` all uses in one table.\n\n",
        Catalogue::date()
    );
    let mut pages = Vec::new();
    for service in catalogue.services() {
        let name = file_name(service);
        let uses: Vec<&str> = service.pairs.iter().map(|pair| pair.usage.as_str()).collect();
        let principal = &service.principal;
        let _ = writeln!(index, "- [`{principal}`]({name}.md), {}: {}", service.name, uses.join("; "));
        let text = explain(principal, &[], catalogue)?;
        pages.push(Page { path: format!("services/{name}.md"), origin: format!("src/catalogue/{name}"), text });
    }
    pages.insert(0, Page { path: "services/index.md".to_owned(), origin: "src/catalogue".to_owned(), text: index });
    Ok(pages)
}

/// `transfer` for `transfer.amazonaws.com`.
fn file_name(service: &Service) -> &str {
    service.principal.split(".amazon").next().unwrap_or(&service.principal)
}
