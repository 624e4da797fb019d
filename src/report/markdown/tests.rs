//! What a reader of Markdown makes of hostile templates.

use super::super::document::document;
use super::super::escape::{one_line, visible};
use super::super::sample::{outcome, report};
use super::super::{Style, Verbosity};
use super::*;
use pulldown_cmark::{Event, Options, Parser, TagEnd};

const VIEW: View = View { verbosity: Verbosity::Normal, style: Style::PLAIN };

fn markdown(document: &Document<'_>) -> String {
    let mut out = Vec::new();
    write(document, VIEW, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("UTF-8")
}

fn events(text: &str) -> Vec<Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH).collect()
}

/// What the page is built of, whatever its texts are.
fn skeleton(text: &str) -> Vec<String> {
    let shown = events(text).into_iter().filter_map(|event| match event {
        Event::Start(tag) => Some(format!("{:?}", tag.to_end())),
        Event::End(tag) => Some(format!("/{tag:?}")),
        Event::Html(html) | Event::InlineHtml(html) => Some(html.to_string()),
        Event::Code(_) => Some("code".to_owned()),
        _ => None,
    });
    shown.collect()
}

/// The text of the first paragraph, without what does not show.
fn read(text: &str) -> String {
    let mut out = String::new();
    for event in events(text) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::End(TagEnd::Paragraph) => break,
            _ => {}
        }
    }
    out.replace('\u{200b}', "")
}

const NASTY: &str = r#"([\\`*_\[\]<>~|()&@#!$%^:/.+=a-c0-9 \n\t"'-]|www\.|<b>|://|```|&lt;|\n/close ){0,14}"#;

proptest::proptest! {
    #[test]
    fn running_text_is_read_as_it_was(text_of_template in NASTY) {
        let shown = read(&format!("x {} x", text(&text_of_template)));
        proptest::prop_assert_eq!(shown, format!("x {} x", one_line(&text_of_template)));
    }

    #[test]
    fn code_is_read_as_it_was(text_of_template in NASTY) {
        proptest::prop_assume!(!text_of_template.trim().is_empty());
        let shown = format!("x {} x", code(&text_of_template));
        let found: Vec<String> = events(&shown).into_iter().filter_map(|event| match event {
            Event::Code(code) => Some(code.to_string()),
            _ => None,
        }).collect();
        proptest::prop_assert_eq!(found, [one_line(&text_of_template).into_owned()]);
    }

    #[test]
    fn nothing_closes_a_fence(text_of_template in "([ +-]?`{1,5}\n|a\n|~~~\n|</details>\n){0,6}") {
        let shown = fenced("diff", &text_of_template);
        proptest::prop_assert_eq!(skeleton(&shown), ["CodeBlock", "/CodeBlock"]);
        proptest::prop_assert_eq!(read(&shown), visible(&text_of_template).into_owned());
    }

    #[test]
    fn a_page_is_built_the_same_whatever_a_template_says(words in [NASTY, NASTY, NASTY, NASTY]) {
        let outcome = outcome();
        let mut document = document(&report(&outcome));
        let before = skeleton(&markdown(&document));
        let [path, rule, message, reason] = words.map(|word| format!("x{word}"));
        let found = &mut document.findings[0];
        found.at.as_mut().expect("a place").path = path.clone().into();
        (found.rule, found.message) = (rule.into(), message.into());
        (found.why, found.consequence) = (Some(reason.clone().into()), Some(reason.clone().into()));
        if let Cure::Fix { title, patch, .. } = &mut found.remedy {
            (*title, *patch) = (reason.clone().into(), reason.clone().into());
        }
        document.problems[0].path = path.into();
        document.problems[0].message = reason.into();
        proptest::prop_assert_eq!(skeleton(&markdown(&document)), before);
    }
}

#[test]
fn nobody_is_mentioned_and_nothing_links_itself() {
    for nasty in ["@admin", "#12", "!12", "http://evil.example", "www.evil.example", "x@evil.example"] {
        let text = text(nasty);
        assert!(text.contains("&#8203;"), "{text}");
        assert!(!text.contains("://") && !text.contains("@e") && !text.contains("www."), "{text}");
    }
    assert!(!is_plain_address("https://evil.example/> @admin <a") && !is_plain_address("javascript:x"));
}

#[test]
fn names_of_resources_stay_readable() {
    assert_eq!(
        text("aws_iam_role.sftp_logs lets x.amazonaws.com in"),
        "aws_iam_role.sftp_logs lets x.amazonaws.com in"
    );
}

#[test]
fn a_fix_of_two_findings_is_shown_once() {
    let outcome = outcome();
    let mut document = document(&report(&outcome));
    document.findings.push(document.findings[0].clone());
    assert_eq!(markdown(&document).matches("```diff").count(), 1);
}

#[test]
fn the_page_stays_small_and_says_what_it_left_out() {
    let outcome = outcome();
    let mut document = document(&report(&outcome));
    let one = document.findings[0].clone();
    let other = |number: usize| {
        let Cure::Fix { applicability, title, edits, patch, candidates } = one.remedy.clone() else { panic!("a fix") };
        let remedy = Cure::Fix { applicability, title, edits, patch: format!("{patch}{number}").into(), candidates };
        Found { remedy, ..one.clone() }
    };
    document.findings = (0..100).map(other).collect();
    let page = markdown(&document);
    assert!(page.len() < LIMIT, "{}", page.len());
    assert_eq!(page.matches("**medium**").count(), 100, "each finding has its line");
    let told = page.lines().last().expect("a line");
    assert!(told.contains("diffs have no room here"), "{told}");
    document.findings = vec![one.clone(); 5000];
    let page = markdown(&document);
    assert!(page.len() < LIMIT && page.contains("more findings have no room here"), "{}", page.len());
}
