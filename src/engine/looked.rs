//! What is known of a unit once it was judged: enough to mend it, and to judge it again quickly.

use crate::check::Checked;
use crate::fix::mend;
use crate::link::Program;
use crate::load::Tree;
use crate::outcome::{Problem, ProgramOutcome};
use crate::text::{FileId, TextFile};

/// A unit that was judged and not yet mended.
#[derive(Debug, Default)]
pub struct Looked<'a> {
    /// Its programs: one for a module, any number for a file that may be a template.
    pub programs: Vec<Judged<'a>>,
    /// A file that is a template and does not parse, and what stands in the way.
    pub broken: Option<(Vec<TextFile>, Vec<Problem>)>,
}

/// A program and what was found in it.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The program.
    pub program: Program,
    /// What was found.
    pub checked: Checked<'a>,
}

impl<'a> Looked<'a> {
    pub(super) fn of(judged: Judged<'a>) -> Looked<'a> {
        Looked { programs: vec![judged], broken: None }
    }

    /// All that is to be told of the unit, with every fix proven.
    #[must_use]
    pub fn mended(self) -> ProgramOutcome {
        if let Some((files, problems)) = self.broken {
            return ProgramOutcome { files, problems, ..ProgramOutcome::default() };
        }
        let outcomes = self.programs.into_iter().map(|judged| mend(&judged.program, judged.checked));
        outcomes.reduce(ProgramOutcome::with).unwrap_or_default()
    }

    /// The texts that were read.
    #[must_use]
    pub fn files(&self) -> &[TextFile] {
        match (&self.broken, self.programs.first()) {
            (Some((files, _)), _) => files,
            (None, Some(judged)) => &judged.program.files,
            (None, None) => &[],
        }
    }

    /// The tree of a file of a module, where it was parsed and its text is still the same.
    pub(super) fn tree(&self, id: FileId, file: &TextFile) -> Option<Tree> {
        let program = &self.programs.first()?.program;
        let same = program.files.get(id.0 as usize)? == file;
        program.documents.get(id.0 as usize)?.as_ref().filter(|_| same).map(Tree::known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::{Unit, look, run};
    use crate::files::Memory;
    use crate::settings::Settings;

    const ROLE: &str = r#"
resource "aws_iam_role" "r" {
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "transfer.amazonaws.com" } }]
  })
}
"#;
    const SERVER: &str = "resource \"aws_transfer_server\" \"s\" {\n  logging_role = aws_iam_role.r.arn\n}\n";

    fn unit(names: &[&str]) -> Unit {
        Unit::Module { folder: ".".into(), files: names.iter().map(|&name| name.to_owned()).collect() }
    }

    #[test]
    fn a_look_that_knows_the_one_before_sees_what_a_fresh_one_sees() {
        let settings = Settings::default();
        let first = Memory::new().with("b.tf", ROLE).with("c.tf", SERVER);
        let before = look(&unit(&["b.tf", "c.tf"]), &first, settings, None);
        let moved = format!("# one line more\n{ROLE}");
        let later = [
            (first.clone().with("b.tf", moved), &["b.tf", "c.tf"][..]),
            (first.clone().with("c.tf", ""), &["b.tf", "c.tf"]),
            (first.clone().with("a.tf", "locals {}\n"), &["a.tf", "b.tf", "c.tf"]),
            (first.clone().with("b.tf", "resource {"), &["b.tf", "c.tf"]),
            (first.clone(), &["c.tf"]),
        ];
        for (files, names) in later {
            let again = look(&unit(names), &files, settings, Some(&before)).mended();
            let fresh = run(&unit(names), &files, settings);
            assert_eq!((&again.findings, &again.fixes), (&fresh.findings, &fresh.fixes), "{names:?}");
            assert_eq!((&again.files, &again.problems), (&fresh.files, &fresh.problems), "{names:?}");
        }
    }

    #[test]
    fn what_has_not_changed_is_not_parsed_again() {
        let files = Memory::new().with("b.tf", ROLE);
        let before = look(&unit(&["b.tf"]), &files, Settings::default(), None);
        let [role, other] = [ROLE, SERVER].map(|text| TextFile::new("b.tf", text));
        assert!(matches!(before.tree(FileId(0), &role), Some(Tree::Known(_))));
        assert!(before.tree(FileId(0), &other).is_none());
        assert!(before.tree(FileId(1), &role).is_none());
    }
}
