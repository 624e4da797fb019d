//! What each format makes of one and the same outcome.

use super::document::join;
use super::sample::{outcome, report, text};
use super::{
    FORMATS, Fixed, FixedFinding, Report, Style, Verbosity, View, Writer, commit_message, concise, diff, escape,
    github, gitlab, html, human, inventory, json, junit, markdown, overview, page_below, rdjson, sarif,
};
use serde_json::Value;
use std::collections::BTreeSet;

#[test]
fn a_person_sees_the_place_the_proof_and_the_patch() {
    insta::assert_snapshot!(text(&human::FORMAT, &report(&outcome())));
}

#[test]
fn the_diff_holds_every_file_of_a_fix() {
    insta::assert_snapshot!(text(&diff::FORMAT, &report(&outcome())));
}

#[test]
fn json_tells_everything() {
    insta::assert_snapshot!(text(&json::FORMAT, &report(&outcome())));
}

#[test]
fn sarif_carries_places_proofs_and_fixes() {
    insta::assert_snapshot!(text(&sarif::FORMAT, &report(&outcome())));
}

#[test]
fn concise_gives_each_finding_a_line() {
    insta::assert_snapshot!(text(&concise::FORMAT, &report(&outcome())));
}

#[test]
fn github_gets_annotations() {
    insta::assert_snapshot!(text(&github::FORMAT, &report(&outcome())));
}

#[test]
fn gitlab_gets_code_quality() {
    insta::assert_snapshot!(text(&gitlab::FORMAT, &report(&outcome())));
}

#[test]
fn junit_has_a_case_for_each_statement() {
    insta::assert_snapshot!(text(&junit::FORMAT, &report(&outcome())));
}

#[test]
fn reviewdog_gets_comments_and_suggestions() {
    insta::assert_snapshot!(text(&rdjson::FORMAT, &report(&outcome())));
}

#[test]
fn a_pull_request_gets_markdown() {
    insta::assert_snapshot!(text(&markdown::FORMAT, &report(&outcome())));
}

#[test]
fn a_spreadsheet_gets_the_inventory() {
    insta::assert_snapshot!(text(&inventory::CSV, &report(&outcome())));
}

#[test]
fn an_auditor_gets_a_page() {
    let page = text(&html::FORMAT, &report(&outcome()));
    let (_, body) = page.split_once("<body>").expect("a body");
    insta::assert_snapshot!(body.split_once("<script>").expect("a script").0);
}

#[test]
fn a_run_that_wrote_says_what_it_did_first() {
    let finding = FixedFinding {
        path: "infra/iam.tf".into(),
        line: 8,
        rule: "missing-source-condition",
        message: "any account's resource may use this role".into(),
        title: "let it in for this account's servers only".into(),
        fingerprint: "0".repeat(32),
    };
    let (outcome, fixed) = (outcome(), Fixed { grants: 1, findings: vec![finding], written: Vec::new() });
    let report = Report { fixed: Some(&fixed), ..report(&outcome) };
    let first_line = "fixed infra/iam.tf:8 [missing-source-condition]: let it in for this account's servers only\n";
    assert!(text(&human::FORMAT, &report).starts_with(first_line));
    let json: Value = serde_json::from_str(&text(&json::FORMAT, &report)).expect("JSON");
    assert_eq!(json["fixed"][0]["path"], "infra/iam.tf");
    insta::assert_snapshot!(text(&commit_message::FORMAT, &report));
}

#[test]
fn what_json_wrote_is_read_again_and_gives_the_same_reports() {
    let outcome = outcome();
    let report = report(&outcome);
    let read = json::read(&text(&json::FORMAT, &report)).expect("a report");
    for format in FORMATS {
        if let Writer::Data(write) = format.writer {
            let mut out = Vec::new();
            write(&read, report.view(), &mut out).expect("a vector takes everything");
            assert_eq!(String::from_utf8(out).expect("UTF-8"), text(format, &report), "{}", format.name);
        }
    }
}

#[test]
fn joined_reports_keep_their_findings_apart() {
    let outcome = outcome();
    let read = || json::read(&text(&json::FORMAT, &report(&outcome))).expect("a report");
    let joined = join(vec![("one".into(), read()), ("two".into(), read())]);
    assert_eq!((joined.summary.grants, joined.grants.len(), joined.parts.len()), (4, 4, 2));
    let paths: Vec<&str> = joined.findings.iter().map(|found| found.path()).collect();
    assert_eq!(paths, ["one/infra/iam.tf", "one/cfn/app.yaml", "two/infra/iam.tf", "two/cfn/app.yaml"]);
    let prints: BTreeSet<&str> = joined.findings.iter().map(|found| &*found.fingerprint).collect();
    assert_eq!(prints.len(), 4);
    assert!(joined.grants.iter().all(|grant| grant.findings.iter().all(|print| prints.contains(&**print))));
    let mut out = Vec::new();
    let quiet = View { verbosity: Verbosity::Normal, style: Style::PLAIN };
    overview::write(&joined, quiet, &mut out).expect("a vector takes everything");
    insta::assert_snapshot!(String::from_utf8(out).expect("UTF-8"));
}

#[test]
fn a_report_of_another_version_is_refused_in_words() {
    let told = |text: &str| json::read(text).expect_err("no report");
    assert_eq!(told("{\"version\": 2}"), "is a report of version 2; this program reads version 1");
    assert!(told("[]").starts_with("is no report of `--format json`: "), "{}", told("[]"));
    assert!(told("{\"version\": 1, \"findings\": []}").contains("missing field"));
}

#[test]
fn no_format_prints_a_control_character_of_a_template() {
    let outcome = outcome();
    let style = Style { terminal: true, ..Style::PLAIN };
    for format in FORMATS {
        let shown = text(format, &Report { style, ..report(&outcome) });
        let raw: Vec<char> = shown.replace("\r\n", "\n").chars().filter(|&c| escape::is_hostile(c)).collect();
        assert_eq!(raw, [], "{}", format.name);
    }
}

#[test]
fn no_format_says_what_a_ci_runner_obeys() {
    let mut outcome = outcome();
    for program in &mut outcome.programs {
        program.findings.iter_mut().for_each(|finding| finding.message.push_str(" ##[add-mask]x"));
        program.findings.iter_mut().for_each(|finding| finding.address = "##[add-mask]x".into());
        program.grants.iter_mut().for_each(|grant| grant.address = "##[add-mask]x".into());
    }
    for format in FORMATS {
        let shown = text(format, &report(&outcome));
        assert!(!shown.contains("##["), "{}", format.name);
        let commands = shown.lines().filter(|line| line.trim_start().starts_with("::"));
        assert!(
            commands.count() == 0 || format.name.starts_with("github") || format.name == "human",
            "{}",
            format.name
        );
    }
}

#[test]
fn a_rule_has_a_page_where_the_program_was_told_of_a_site() {
    assert_eq!(page_below("https://x.example/", "a-rule").as_deref(), Some("https://x.example/rules/a-rule.html"));
    assert_eq!((page_below("", "a-rule"), page_below("x.example", "a-rule")), (None, None));
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let outcome = outcome();
    let plain = text(&human::FORMAT, &report(&outcome));
    let style = Style { color: true, terminal: true, links: false };
    let coloured = text(&human::FORMAT, &Report { style, ..report(&outcome) });
    assert!(!plain.contains('\u{1b}') && coloured.contains("\u{1b}["));
}

#[test]
fn the_edits_in_json_are_bytes_of_the_file_that_was_read() {
    let outcome = outcome();
    let json: Value = serde_json::from_str(&text(&json::FORMAT, &report(&outcome))).expect("JSON");
    let edit = &json["findings"][0]["remedy"]["edits"][0];
    let start = edit["start"].as_u64().expect("an offset") as usize;
    assert!(super::sample::IAM[start..].starts_with("\n    }]"));
    assert_eq!(edit["path"], "infra/iam.tf");
}
