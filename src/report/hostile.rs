//! Whatever a template says, a report stays a report: every text that comes from outside, in every
//! format.

use super::document::document;
use super::sample::{outcome, report, text};
use super::{FORMATS, Fixed, FixedFinding, Report, Style, escape};
use crate::finding::{Suppression, SuppressionKind};
use crate::outcome::{Outcome, ProgramOutcome};
use serde_json::Value;

/// What steers terminals, runners, browsers, spreadsheets and readers of Markdown, XML and patches.
const WORDS: &str = r#"(\x1b\[2J|\x1b\]8;;http://x\x1b\\|\u{9b}31m|\u{202e}|\u{2066}|\x00|\x07|\x7f|\r|\n|\r\n|\t|::error::x|::add-mask::x|##\[error\]|--- a/x\n\+\+\+ b/x\n|<script>|</td>|<!--|-->|]]>|&lt;|"|'|`{1,4}|\||\*\*|_|\[x\]\(http://x\)|!\[x\]\(http://x\)|@all|#1|=cmd\(\)|;=x|,=x|/close|javascript:x|%0A|\$\{x\}|é|😀|a| ){0,8}"#;

/// The sample, with these words in every text that a template or its name may fill.
fn filled(words: &[String; 4]) -> Outcome {
    let [path, name, message, reason] = words;
    let mut outcome = outcome();
    outcome.problems[0].path = path.clone();
    outcome.problems[0].message = message.clone();
    for program in &mut outcome.programs {
        fill(program, path, name, message, reason);
    }
    outcome
}

fn fill(program: &mut ProgramOutcome, path: &str, name: &str, message: &str, reason: &str) {
    for file in &mut program.files {
        file.path = format!("x{path}{}", file.path).into();
    }
    for row in &mut program.grants {
        (row.address, row.service, row.condition) = (name.to_owned(), name.to_owned(), reason.to_owned());
        row.used_by = vec![name.to_owned(), message.to_owned()];
    }
    for finding in &mut program.findings {
        (finding.address, finding.statement_name) = (name.to_owned(), name.to_owned());
        (finding.service, finding.message) = (name.to_owned(), format!("m{message}"));
        (finding.why, finding.consequence) = (Some(reason.to_owned()), Some(message.to_owned()));
        finding.citation = Some(format!("https://{reason}"));
        finding.labels.iter_mut().for_each(|label| label.text = message.to_owned());
        finding.candidates.iter_mut().for_each(|text| text.push_str(reason));
    }
    program.fixes.iter_mut().for_each(|fix| fix.title = message.to_owned());
    for policy in &mut program.unread {
        policy.address = name.to_owned();
        policy.reason.text = reason.to_owned();
    }
    program.problems.iter_mut().for_each(|problem| problem.message = reason.to_owned());
}

/// What a run says that it has written and that was ignored.
fn fixed([path, name, message, _]: &[String; 4]) -> Fixed {
    let finding = FixedFinding {
        path: path.clone(),
        line: 8,
        rule: "missing-source-condition",
        message: message.clone(),
        title: name.clone(),
        fingerprint: "0".repeat(32),
    };
    Fixed { grants: 1, findings: vec![finding], written: vec![path.clone(), name.clone()] }
}

/// What is the same in a report of any text: the lines of formats that have lines, the shape of
/// data and of XML.
fn shape(name: &str, text: &str) -> Vec<String> {
    match name {
        "json" | "sarif" | "rdjson" | "gitlab" => {
            let mut out = Vec::new();
            keys(&serde_json::from_str(text).expect("JSON"), &mut out);
            out
        }
        "junit" => {
            let xml = roxmltree::Document::parse(text).expect("XML");
            xml.descendants().filter(|node| node.is_element()).map(|node| node.tag_name().name().to_owned()).collect()
        }
        "concise" | "github" | "github-output" | "csv" | "commit-message" => vec![text.lines().count().to_string()],
        _ => Vec::new(),
    }
}

/// The keys of all objects, in their order.
fn keys(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| keys(value, out)),
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            out.push(key.clone());
            keys(value, out);
        }),
        _ => {}
    }
}

/// The workflow commands that a runner of GitHub would obey.
fn commands(text: &str) -> Vec<&str> {
    let starts = text.lines().filter_map(|line| line.trim_start().strip_prefix("::"));
    let commands = starts.filter_map(|line| line.split_once("::")).filter_map(|(command, _)| command.split(' ').next());
    // A snippet shows `::: path`: a command without a name, which is none.
    commands.filter(|command| command.starts_with(|c: char| c.is_ascii_alphabetic())).collect()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(96))]

    #[test]
    fn a_report_stays_what_it_is_whatever_a_template_says(words in [WORDS, WORDS, WORDS, WORDS]) {
        let plain = ["p", "n", "m", "r"].map(str::to_owned);
        let (good, bad) = (filled(&plain), filled(&words));
        let (good_fixed, bad_fixed) = (fixed(&plain), fixed(&words));
        for format in FORMATS {
            let name = format.name;
            let shown = text(format, &Report { fixed: Some(&bad_fixed), ..report(&bad) });
            let like = text(format, &Report { fixed: Some(&good_fixed), ..report(&good) });
            proptest::prop_assert_eq!(shape(name, &shown), shape(name, &like), "{}: {}", name, shown);
            if name == "diff" {
                // A patch that is to apply holds the bytes of the file, whatever they are.
                continue;
            }
            proptest::prop_assert!(!shown.contains("##["), "{}: {}", name, shown);
            let known = |command: &&str| name == "github" && ["error", "warning", "notice"].contains(command);
            let odd: Vec<&str> = commands(&shown).into_iter().filter(|command| !known(command)).collect();
            proptest::prop_assert!(odd.is_empty() || name == "github-output", "{}: {:?}", name, odd);
        }
    }

    #[test]
    fn a_terminal_is_steered_by_nobody_but_the_program(words in [WORDS, WORDS, WORDS, WORDS]) {
        let (outcome, fixed) = (filled(&words), fixed(&words));
        for format in FORMATS {
            let style = Style { terminal: true, ..Style::PLAIN };
            let shown = text(format, &Report { style, fixed: Some(&fixed), ..report(&outcome) });
            let raw: Vec<char> = shown.replace("\r\n", "\n").chars().filter(|&c| escape::is_hostile(c)).collect();
            proptest::prop_assert!(raw.is_empty(), "{}: {:?} in {}", format.name, raw, shown);
        }
    }

    #[test]
    fn data_says_what_was_there_and_no_more(words in [WORDS, WORDS, WORDS, WORDS]) {
        let outcome = filled(&words);
        let json: Value = serde_json::from_str(&text(&super::json::FORMAT, &report(&outcome))).expect("JSON");
        let expected = &document(&report(&outcome)).findings[0];
        proptest::prop_assert_eq!(json["findings"][0]["message"].as_str(), Some(&*expected.message));
        proptest::prop_assert_eq!(json["findings"][0]["address"].as_str(), Some(&*words[1]));
        proptest::prop_assert_eq!(json["problems"][0]["path"].as_str(), Some(&*words[0]));
    }
}

#[test]
fn the_reason_of_an_ignore_is_a_text_like_any_other() {
    let mut outcome = outcome();
    let reason = "<u>\u{1b}[2J ::error::x ##[error] | @all".to_owned();
    for finding in outcome.programs.iter_mut().flat_map(|program| &mut program.findings) {
        let kind = SuppressionKind::InSource;
        finding.suppressed = Some(Suppression { kind, reason: reason.clone(), until: None, at: None });
    }
    for format in FORMATS {
        let shown = text(format, &report(&outcome));
        assert!(!shown.contains("\u{1b}[2J") && !shown.contains("##["), "{}: {shown}", format.name);
        assert!(!shown.contains("<u>") || !["html", "junit", "markdown"].contains(&format.name), "{shown}");
    }
}
