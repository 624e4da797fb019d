//! Lays out the sources of the site, which mdBook then builds:
//!
//! ```sh
//! cargo run --example book -- target/book [ADDRESS OF THE REPOSITORY]
//! mdbook build target/book
//! ```
//!
//! The pages of rules and services are those that `unconfuse explain` prints; everything else
//! stands in `docs` and at the top of the repository. Nothing is written twice.

mod chapters;
mod links;
mod pages;
mod summary;

use pages::{Page, pages};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The repository that this program belongs to.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let folder = PathBuf::from(args.next().ok_or("into which folder?")?);
    let repository = args.next();
    let book = book(repository.as_deref())?;
    // Pages of an earlier run may be of rules and services that are gone.
    let sources = folder.join("src");
    if sources.exists() {
        fs::remove_dir_all(&sources)?;
    }
    for (path, text) in book {
        let path = sources.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&sources))?;
        fs::write(path, text)?;
    }
    fs::copy(root().join("docs/book.toml"), folder.join("book.toml"))?;
    Ok(())
}

/// The text of each page by its path in the site, with chapters in place and links that lead to
/// pages; `repository` is where links to other files lead.
fn book(repository: Option<&str>) -> Result<BTreeMap<String, String>, String> {
    let pages = pages()?;
    let targets = links::Targets::of(&pages, repository)?;
    let finish = |page: &Page| -> Result<String, String> {
        if page.is_generated() {
            return Ok(page.text.clone());
        }
        let mut text = String::new();
        for part in chapters::parts(page)? {
            text += &links::rewrite(&part, &page.path, &targets)?;
        }
        Ok(if page.path == "SUMMARY.md" { summary::whole(&text, &pages) } else { text })
    };
    pages.iter().map(|page| Ok((page.path.clone(), finish(page)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::{book, pages::pages};
    use pulldown_cmark::{Event, Options, Parser};
    use unconfuse::catalogue::Catalogue;
    use unconfuse::rules::RULES;

    #[test]
    fn every_rule_and_every_service_has_the_page_that_the_program_prints() {
        let book = book(None).expect("a book");
        for rule in &RULES {
            let page = &book[&format!("rules/{}.md", rule.info.id)];
            assert!(page.starts_with(&format!("# {}\n", rule.info.id)), "{page}");
        }
        let services = book.keys().filter(|path| path.starts_with("services/") && !path.ends_with("index.md"));
        assert_eq!(services.count(), Catalogue::builtin().services().count());
        assert!(book["services/transfer.md"].starts_with("# transfer.amazonaws.com\n"));
    }

    #[test]
    fn the_summary_names_every_page_once() {
        let book = book(None).expect("a book");
        for path in book.keys().filter(|path| *path != "SUMMARY.md") {
            assert_eq!(book["SUMMARY.md"].matches(&format!("]({path})")).count(), 1, "{path}");
        }
    }

    #[test]
    fn a_chapter_of_the_readme_takes_the_place_of_the_link_to_it() {
        let book = book(None).expect("a book");
        assert!(book["proof.md"].contains("\n1. The new text is read by the same parser"), "{}", book["proof.md"]);
        assert!(!book["proof.md"].contains("README.md#"));
    }

    #[test]
    fn a_link_to_a_file_that_is_no_page_leads_to_the_repository_or_is_no_link() {
        let licence = |repository| book(repository).expect("a book")["index.md"].clone();
        assert!(licence(Some("https://example.com/u")).contains("[MIT](https://example.com/u/blob/HEAD/LICENSE-MIT)"));
        assert!(!licence(None).contains("LICENSE-MIT"));
    }

    #[test]
    fn what_the_catalogue_and_the_rules_say_is_text_and_never_html() {
        for page in pages().expect("pages").iter().filter(|page| page.is_generated()) {
            let mut events = Parser::new_ext(&page.text, Options::ENABLE_TABLES);
            let html = events.find(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)));
            assert_eq!(html, None, "{}", page.path);
        }
    }
}
