//! Limits what is reported to the files that were asked about; what is read stays as it is.

use crate::finding::{Finding, Remedy};
use crate::outcome::{ProgramOutcome, Verdict};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The part of an outcome whose statements stand in these files. Problems are kept, wherever they
/// are: they tell that the whole was not seen. A fix that is kept keeps all its edits.
pub(super) fn restrict(program: ProgramOutcome, only: &BTreeSet<String>) -> ProgramOutcome {
    let paths: Vec<bool> = program.files.iter().map(|file| only.contains(&*file.path)).collect();
    keep(program, |span| paths.get(span.file.0 as usize).copied().unwrap_or(false))
}

/// The part of an outcome that is asked for, by the places of its statements.
pub(super) fn keep(mut program: ProgramOutcome, asked: impl Fn(Span) -> bool) -> ProgramOutcome {
    let findings = std::mem::take(&mut program.findings).into_iter().enumerate();
    let (places, findings): (Vec<usize>, Vec<Finding>) =
        findings.filter(|(_, finding)| asked(finding.statement)).unzip();
    program.findings = findings;
    program.grants.retain(|grant| asked(grant.statement));
    program.unread.retain(|policy| asked(policy.at));
    program.annotations.retain(|edit| asked(edit.span));
    program.silent.retain(|problem| asked(problem.at));
    renumber_findings(&mut program, &places);
    drop_unused_fixes(&mut program);
    program
}

/// `places` are the numbers that the findings had before, in order.
fn renumber_findings(program: &mut ProgramOutcome, places: &[usize]) {
    for grant in &mut program.grants {
        if let Verdict::Findings(indices) = &mut grant.verdict {
            *indices = indices.iter().filter_map(|index| places.binary_search(index).ok()).collect();
        }
    }
}

fn drop_unused_fixes(program: &mut ProgramOutcome) {
    let mut numbers = BTreeMap::new();
    let mut kept = Vec::new();
    for finding in &mut program.findings {
        if let Remedy::Fix(index) = &mut finding.remedy
            && let Some(fix) = program.fixes.get(*index)
        {
            *index = *numbers.entry(*index).or_insert_with(|| {
                kept.push(fix.clone());
                kept.len() - 1
            });
        }
    }
    program.fixes = kept;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Applicability, Edit, Fix};
    use crate::finding::{Confidence, Fingerprint, RuleInfo, Severity};
    use crate::outcome::GrantRow;
    use crate::policy::statement::PolicyKind;
    use crate::text::{FileId, TextFile};

    static RULE: RuleInfo = RuleInfo { id: "rule", summary: "", docs: "", severity: Severity::High };

    fn span(file: u32) -> Span {
        Span { file: FileId(file), start: 0, end: 1 }
    }

    fn finding(file: u32, fix: usize) -> Finding {
        Finding {
            rule: &RULE,
            at: span(file),
            statement: span(file),
            address: String::new(),
            statement_name: String::new(),
            service: String::new(),
            kind: PolicyKind(String::new()),
            message: String::new(),
            labels: Vec::new(),
            severity: Severity::High,
            confidence: Confidence::High,
            why: None,
            consequence: None,
            citation: None,
            remedy: Remedy::Fix(fix),
            candidates: Vec::new(),
            other_services: Vec::new(),
            suppressed: None,
            fingerprint: Fingerprint::new("", "", "", "", ""),
        }
    }

    fn grant(file: u32, finding: usize) -> GrantRow {
        GrantRow {
            statement: span(file),
            address: String::new(),
            kind: PolicyKind(String::new()),
            service: String::new(),
            used_by: Vec::new(),
            condition: String::new(),
            verdict: Verdict::Findings(vec![finding]),
        }
    }

    fn fix(title: &str) -> Fix {
        let edits = vec![Edit { span: span(0), content: title.into() }];
        Fix { title: title.into(), edits, applicability: Applicability::Safe }
    }

    #[test]
    fn findings_of_other_files_go_with_their_fixes_and_the_rest_keeps_its_own() {
        let program = ProgramOutcome {
            files: vec![TextFile::new("a.tf", "a"), TextFile::new("b.tf", "b")],
            grants: vec![grant(0, 0), grant(1, 1)],
            findings: vec![finding(0, 0), finding(1, 1)],
            fixes: vec![fix("first"), fix("second")],
            ..ProgramOutcome::default()
        };
        let kept = restrict(program, &BTreeSet::from(["b.tf".to_owned()]));
        assert_eq!(kept.grants, [grant(1, 0)]);
        assert_eq!(kept.findings, [finding(1, 0)]);
        assert_eq!(kept.fixes, [fix("second")]);
    }
}
