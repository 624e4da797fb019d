//! A repository to change things in.

use crate::common::{folder, unconfuse};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A role that a service may assume for anybody.
pub(super) const ROLE: &str = r#"resource "aws_iam_role" "logs" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
    }]
  })
}
"#;

/// The same for CloudFormation.
pub(super) const TEMPLATE: &str = "\
Resources:
  Logs:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Action: sts:AssumeRole
            Principal: {Service: transfer.amazonaws.com}
";

/// A folder of its own with a repository `here` in it, on the branch `main`.
pub(super) struct Repository {
    home: TempDir,
    pub(super) path: PathBuf,
}

impl Repository {
    /// With these files in its first commit; none where git is not installed, which is told.
    pub(super) fn with(files: &[(&str, &str)]) -> Option<Repository> {
        if Command::new("git").arg("--version").output().is_err() {
            let _ = writeln!(std::io::stderr(), "skipped: git is not installed");
            return None;
        }
        let home = folder(&[("here/README.md", "hello\n")]);
        let repository = Repository { path: home.path().join("here"), home };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        repository.commit(files);
        Some(repository)
    }

    /// The folder around it.
    pub(super) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(super) fn write(&self, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.path.join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
    }

    pub(super) fn commit(&self, files: &[(&str, &str)]) {
        self.write(files);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message=change"]);
    }

    pub(super) fn git(&self, args: &[&str]) -> String {
        git(&self.path, args)
    }

    /// The places of the findings since a commit, one on each line.
    pub(super) fn found_since(&self, rev: &str) -> String {
        places(&check(&self.path, &["--changed-since", rev]))
    }
}

/// What git says in a folder, without the settings of whoever runs the tests.
pub(super) fn git(folder: &Path, args: &[&str]) -> String {
    let mut git = Command::new("git");
    git.args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"]);
    git.args(args).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = git.output().expect("git starts");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A run of `check` in a folder.
pub(super) fn check(folder: &Path, args: &[&str]) -> Output {
    let mut command = unconfuse(folder, &["check", "--format=concise", "--quiet"]);
    command.args(args).output().expect("the program starts")
}

/// The paths of its findings.
pub(super) fn places(output: &Output) -> String {
    let told = String::from_utf8_lossy(&output.stdout);
    let lines = told.lines().filter(|line| line.contains("missing-source-condition"));
    lines.filter_map(|line| line.split(':').next()).collect::<Vec<_>>().join("\n")
}
