//! The page of every rule: it has all its parts, and its example is what the program finds and
//! writes.

use crate::common::policy::Policy;
use crate::common::{code, err, folder, out, pipe, run};
use std::collections::BTreeSet;
use std::fs;
use unconfuse::rules::{RULES, Rule};

const PARTS: [&str; 5] = ["What it does", "Why is this bad?", "Example", "Fix safety", "References"];

/// The text below each heading of a page.
fn parts(rule: &Rule) -> Vec<(String, String)> {
    let page = rule.info.page();
    let parts = page.split("\n# ").map(|part| part.trim_start_matches("# "));
    parts.map(|part| part.split_once('\n').expect("a heading")).map(|(head, text)| (head.into(), text.into())).collect()
}

/// The two code blocks of the example: the file that they are, and what stands in it.
fn example(rule: &Rule) -> [(&'static str, String); 2] {
    let (_, text) = parts(rule).into_iter().find(|(head, _)| head == "Example").expect("an example");
    let blocks: Vec<&str> = text.split("```").skip(1).step_by(2).collect();
    let [before, after] = blocks.as_slice() else { panic!("{}: {} blocks", rule.info.id, blocks.len()) };
    [before, after].map(|block| {
        let (fence, text) = block.split_once('\n').expect("a fence");
        let name = match fence {
            "hcl" => "main.tf",
            "json" => "policy.json",
            "yaml" => "template.yaml",
            other => panic!("{}: a block of {other}", rule.info.id),
        };
        (name, text.to_owned())
    })
}

/// The rules that find something in a text.
fn found(name: &str, text: &str) -> Vec<String> {
    let printed = out(&run(&folder(&[(name, text)]), &["check", "--quiet", "--format", "concise", name]));
    let ids =
        printed.lines().map(|line| line.split_once('[').and_then(|(_, rest)| rest.split_once(']')).expect("an id"));
    ids.map(|(id, _)| id.to_owned()).collect()
}

#[test]
fn every_page_has_all_its_parts_and_a_reference() {
    for rule in &RULES {
        let parts = parts(rule);
        assert_eq!(parts.iter().map(|(head, _)| head.as_str()).collect::<Vec<_>>(), PARTS, "{}", rule.info.id);
        let (_, references) = parts.last().expect("references");
        assert!(references.lines().all(|line| line.is_empty() || line.starts_with("- <https://")), "{}", rule.info.id);
        assert!(references.contains("https://docs.aws.amazon.com/"), "{}", rule.info.id);
    }
}

#[test]
fn every_example_shows_what_the_rule_finds_and_that_alone() {
    for rule in &RULES {
        let [(name, before), _] = example(rule);
        assert_eq!(found(name, &before), [rule.info.id], "{}:\n{before}", rule.info.id);
    }
}

/// Examples that are a policy and nothing else, in every form that such a policy is written in.
fn in_every_form(text: &str, visit: impl Fn(&str, &str)) {
    Policy::new(text.trim_end().to_owned()).files().iter().for_each(|(name, text)| visit(name, text));
}

#[test]
fn every_mistake_in_a_policy_is_found_and_mended_in_every_form() {
    for rule in &RULES {
        let [(name, before), (_, after)] = example(rule);
        if name != "policy.json" {
            continue;
        }
        let is_mended = rule.info.page().contains("\n# Fix safety\nSafe");
        in_every_form(&before, |name, text| {
            assert_eq!(found(name, text), [rule.info.id], "{name}\n{text}");
            let folder = folder(&[(name, text)]);
            run(&folder, &["fix", "--unsafe-fixes", name]);
            let written = fs::read_to_string(folder.path().join(name)).expect("the file");
            match is_mended {
                true => assert_eq!(found(name, &written), [""; 0], "{name}\n{written}"),
                false => assert!(written == text || found(name, &written).is_empty(), "{name}\n{written}"),
            }
        });
        in_every_form(&after, |name, text| assert_eq!(found(name, text), [""; 0], "{name}\n{text}"));
    }
}

#[test]
fn what_every_example_advises_is_clean() {
    for rule in &RULES {
        let [_, (name, after)] = example(rule);
        let counted: Vec<String> = found(name, &after);
        let none: &[&str] = &[];
        assert_eq!(counted, none, "{}:\n{after}", rule.info.id);
    }
}

#[test]
fn what_is_written_is_what_the_example_advises() {
    let mut mended = 0;
    for rule in &RULES {
        let [(name, before), (_, after)] = example(rule);
        let folder = folder(&[(name, &before)]);
        run(&folder, &["fix", "--unsafe-fixes", name]);
        let written = fs::read_to_string(folder.path().join(name)).expect("the file");
        let says_so =
            rule.info.page().contains("\n# Fix safety\nSafe") || rule.info.page().contains("\n# Fix safety\nUnsafe");
        match written == before {
            true => assert!(!says_so, "{} should mend its example", rule.info.id),
            false => assert_eq!(written, after, "{}", rule.info.id),
        }
        mended += usize::from(written != before);
    }
    assert!(mended >= 8, "{mended} examples are mended");
}

#[test]
fn every_rule_can_be_explained() {
    let nowhere = folder(&[]);
    for rule in &RULES {
        let page = out(&run(&nowhere, &["explain", rule.info.id]));
        assert!(page.starts_with(&format!("# {}\n", rule.info.id)) && page.contains("## Fix safety"), "{page}");
    }
    let unknown = pipe(&nowhere, &["explain", "no-such-rule"], b"");
    assert_eq!((code(&unknown), out(&unknown).as_str(), err(&unknown).is_empty()), (Some(2), "", false));
}

#[test]
fn the_table_beside_access_analyzer_names_every_rule_and_no_other() {
    let page = include_str!("../../docs/access-analyzer.md");
    let rows = page.lines().filter(|line| line.starts_with("| "));
    let quoted = rows.flat_map(|row| row.split('`').skip(1).step_by(2).collect::<Vec<_>>());
    let is_rule_id = |text: &&str| text.contains('-') && text.chars().all(|c| c.is_ascii_lowercase() || c == '-');
    let named: BTreeSet<&str> = quoted.filter(is_rule_id).collect();
    assert_eq!(named, RULES.iter().map(|rule| rule.info.id).collect());
}
