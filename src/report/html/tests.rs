//! The page as a browser sees it.

use super::super::document::{Cure, document};
use super::super::sample::{outcome, report};
use super::super::{Style, Verbosity};
use super::*;
use sha2::{Digest, Sha256};

const VIEW: View = View { verbosity: Verbosity::Normal, style: Style::PLAIN };

fn page(document: &Document<'_>) -> String {
    let mut out = Vec::new();
    write(document, VIEW, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("UTF-8")
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, at| bits << 8 | usize::from(*three.get(at).unwrap_or(&0)));
        for at in 0..4 {
            out.push(if at <= three.len() { char::from(DIGITS[bits >> (18 - 6 * at) & 63]) } else { '=' });
        }
    }
    out
}

#[test]
fn the_browser_knows_the_style_and_the_script_by_their_hashes() {
    for (kind, text) in [("style-src", STYLE), ("script-src", SCRIPT)] {
        let rule = format!("{kind} 'sha256-{}';", base64(&Sha256::digest(text)));
        assert!(POLICY.contains(&rule), "the page must say `{rule}`");
    }
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    let outcome = outcome();
    let page = page(&document(&report(&outcome)));
    for word in ["src=", "url(", "@import", "<link", "<iframe", " on", " style="] {
        let tags: Vec<&str> = tags(&page).into_iter().filter(|tag| tag.contains(word)).collect();
        assert_eq!(tags, Vec::<&str>::new(), "{word}");
    }
    assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    for word in ["innerHTML", "fetch", "eval", "http"] {
        assert!(!SCRIPT.contains(word), "{word}");
    }
}

/// What stands between `<` and `>`.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag).collect()
}

/// The names of tags and attributes, in their order.
fn skeleton(page: &str) -> Vec<String> {
    let body = page.split_once("<body>").expect("a body").1;
    let names = tags(body).into_iter().map(|tag| {
        let parts = tag.split('"').step_by(2).collect::<String>();
        parts.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    names.collect()
}

proptest::proptest! {
    #[test]
    fn the_page_is_built_the_same_whatever_a_template_says(words in ["[<>&\"'=/ a-c\n\t!-]{0,12}", "(</?(script|b|td)>|\"'|-->){0,4}"]) {
        let outcome = outcome();
        let mut document = document(&report(&outcome));
        document.grants[1].findings.clear();
        let before = skeleton(&page(&document));
        let [one, other] = words.map(|word| format!("x{word}"));
        let found = &mut document.findings[0];
        found.at.as_mut().expect("a place").path = one.clone().into();
        (found.rule, found.message) = (other.clone().into(), one.clone().into());
        (found.address, found.service) = (other.clone().into(), one.clone().into());
        (found.why, found.citation) = (Some(other.clone().into()), Some(format!("https://{one}").into()));
        found.evidence[0].text = other.clone().into();
        if let Cure::Fix { title, .. } = &mut found.remedy {
            *title = one.clone().into();
        }
        document.problems[0].path = other.clone().into();
        document.unread_policies[0].reason = one.clone().into();
        (document.grants[0].address, document.grants[0].used_by[0]) = (other.into(), one.into());
        let is_choice = |tag: &String| tag.contains("option");
        let after: Vec<String> = skeleton(&page(&document)).into_iter().filter(|tag| !is_choice(tag)).collect();
        proptest::prop_assert_eq!(after, before.into_iter().filter(|tag| !is_choice(tag)).collect::<Vec<_>>());
    }
}

#[test]
fn a_service_that_nobody_knows_has_no_name() {
    let outcome = outcome();
    let mut document = document(&report(&outcome));
    document.grants[0].service = "?".into();
    let page = page(&document);
    assert!(page.contains("<th scope=\"row\">(not known)</th>"), "the picture");
    assert!(page.contains("<option value=\"?\">(not known)</option>"), "the filter");
    assert!(page.contains("<td>(not known)</td>") && !page.contains(">?<"), "the inventory");
}

#[test]
fn a_link_leads_to_the_web_or_is_none() {
    let outcome = outcome();
    let mut document = document(&report(&outcome));
    document.findings[0].citation = Some("javascript:alert(1)".into());
    assert!(!page(&document).contains("href=\"javascript"));
}

#[test]
fn old_and_new_lines_stand_side_by_side() {
    let mut page = String::new();
    patch::write("--- a/x.tf\n+++ b/x.tf\n@@ -1,3 +1,3 @@\n a\n--- b\n+++ c\n d\n", &mut page);
    assert_eq!(page.matches("<table").count(), 1, "a line that starts with dashes is no header: {page}");
    let pair =
        "<td class=\"number\">2</td><td class=\"old\">-- b</td><td class=\"number\">2</td><td class=\"new\">++ c</td>";
    assert!(page.contains(pair), "{page}");
    assert!(page.contains("<td class=\"number\">3</td><td class=\"same\">d</td>"), "{page}");
}

#[test]
fn the_changed_part_of_a_line_is_marked() {
    let mut page = String::new();
    patch::write("+++ b/x.tf\n@@ -1 +1 @@\n-a = { é }\n+a = { é, b }\n", &mut page);
    assert!(page.contains("<td class=\"old\">a = { é }</td>") && page.contains("a = { é<mark>, b</mark> }"), "{page}");
}

#[test]
fn every_tag_is_closed() {
    let outcome = outcome();
    let page = page(&document(&report(&outcome)));
    let body = page.split_once("<body>").expect("a body").1;
    let voids = ["br", "col", "input", "meta"];
    let mut open = vec!["body", "html"];
    open.reverse();
    for tag in tags(body.split_once("<script>").expect("a script").0) {
        let name = tag.split([' ', '\n']).next().expect("a name");
        match name.strip_prefix('/') {
            Some(closed) => assert_eq!(open.pop(), Some(closed)),
            None if voids.contains(&name) => {}
            None => open.push(name),
        }
    }
    assert_eq!(open, ["html", "body"]);
}
