//! Stories of writing, with outcomes made by hand.

use super::*;
use crate::cli::assign::Assigned;
use crate::discover::Roots;
use crate::edit::{Edit, Fix};
use crate::engine::Unit;
use crate::finding::{Confidence, Finding, Fingerprint, Remedy, RuleInfo, Severity};
use crate::policy::statement::PolicyKind;
use crate::text::{FileId, Span, TextFile};
use std::fs;
use std::sync::Arc;
use tempfile::TempDir;

static RULE: RuleInfo = RuleInfo { id: "rule", summary: "", docs: "", severity: Severity::High };
const ALONE: Judging = Judging { threads: 1, today: None, honour_other_ignores: false, is_watched: false };
const SAFE: Wish = Wish { level: Applicability::Safe, annotate: false };

/// A program of texts that are no templates, so that looking again finds nothing. The first file
/// has a finding; its fix puts `!` before the text of every file.
fn judged(folder: &TempDir, names: &[&str], applicability: Applicability) -> Judged {
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let files: Vec<TextFile> = names.iter().map(|name| TextFile::new(path(name), "text\n")).collect();
    for file in &files {
        fs::write(&*file.path, &*file.text).expect("a file");
    }
    let start = |file: u32| Span { file: FileId(file), start: 0, end: 0 };
    let edit = |file: u32| Edit { span: start(file), content: "!".into() };
    let finding = Finding {
        rule: &RULE,
        at: start(0),
        statement: start(0),
        address: String::new(),
        statement_name: String::new(),
        service: String::new(),
        kind: PolicyKind(String::new()),
        message: "open".into(),
        labels: Vec::new(),
        severity: Severity::High,
        confidence: Confidence::High,
        why: None,
        consequence: None,
        citation: None,
        remedy: Remedy::Fix(0),
        candidates: Vec::new(),
        other_services: Vec::new(),
        suppressed: None,
        fingerprint: Fingerprint::new("", "", "", "", ""),
    };
    let edits = (0..names.len() as u32).map(edit).collect();
    let job = Job { unit: Unit::Template { path: path(names[0]) }, only: None };
    let fixes = vec![Fix { title: "close it".into(), edits, applicability }];
    let program = ProgramOutcome { files, findings: vec![finding], fixes, ..ProgramOutcome::default() };
    Judged { assigned: Assigned { job, how: Arc::default() }, program }
}

fn mend_in(folder: &TempDir, judged: Judged, wish: Wish) -> Mended {
    mend(vec![judged], &mut Source::Disk(Roots::of([folder.path()])), wish, ALONE)
}

fn text(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).expect("a file")
}

#[test]
fn what_is_written_is_told_and_no_longer_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let judged = judged(&folder, &["a.txt", "b.txt"], Applicability::Safe);
    let mended = mend_in(&folder, judged, SAFE);
    assert_eq!((text(&folder, "a.txt"), text(&folder, "b.txt")), ("!text\n".into(), "!text\n".into()));
    assert_eq!(mended.fixed.findings[0].title, "close it");
    assert!(mended.fixed.written[0].ends_with("a.txt") && mended.fixed.written[1].ends_with("b.txt"));
    assert!(mended.left.iter().all(|judged| judged.program.findings.is_empty()));
    assert_eq!(mended.problems, []);
}

#[test]
fn an_unsafe_fix_is_left_alone_until_it_is_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let mended = mend_in(&folder, judged(&folder, &["a.txt"], Applicability::Unsafe), SAFE);
    assert_eq!(text(&folder, "a.txt"), "text\n");
    assert_eq!((mended.left[0].program.findings.len(), mended.fixed.findings.len()), (1, 0));
    let unsafe_too = Wish { level: Applicability::Unsafe, ..SAFE };
    mend_in(&folder, judged(&folder, &["a.txt"], Applicability::Unsafe), unsafe_too);
    assert_eq!(text(&folder, "a.txt"), "!text\n");
}

#[test]
fn a_program_that_cannot_be_written_keeps_its_findings_and_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let judged = judged(&folder, &["a.txt", "b.txt"], Applicability::Safe);
    fs::write(folder.path().join("b.txt"), "changed meanwhile").expect("a file");
    let mended = mend_in(&folder, judged, SAFE);
    assert_eq!(text(&folder, "a.txt"), "text\n");
    assert_eq!((mended.problems.len(), mended.left[0].program.findings.len()), (1, 1));
}

#[test]
fn standard_input_is_mended_in_memory() {
    let folder = tempfile::tempdir().expect("a folder");
    let judged = judged(&folder, &["a.txt"], Applicability::Safe);
    let mut source = Source::Stdin { name: judged.assigned.job.place(), text: "text\n".into() };
    mend(vec![judged], &mut source, SAFE, ALONE);
    assert!(matches!(source, Source::Stdin { text, .. } if text == "!text\n"));
    assert_eq!(text(&folder, "a.txt"), "text\n");
}

#[test]
fn files_that_only_declare_are_written_before_those_that_use() {
    let folder = tempfile::tempdir().expect("a folder");
    let Judged { program, .. } = judged(&folder, &["a.txt", "b.txt"], Applicability::Safe);
    let mut pending = changes(&program, SAFE);
    pending.sort_by_key(|change| mends_statement(&program, change));
    let order: Vec<bool> = pending.iter().map(|change| change.file.path.ends_with("b.txt")).collect();
    assert_eq!(order, [true, false]);
}
