//! Stories of the GitHub Action: its scripts run here as a runner would run them.
use serde_yaml::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const PROGRAM: &str = env!("CARGO_BIN_EXE_unconfuse");

const ROLE: &str = r#"resource "aws_iam_role" "logs" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
    }]
  })
}
"#;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn action() -> Value {
    serde_yaml::from_str(&fs::read_to_string(Path::new(ROOT).join("action.yml")).expect("a file")).expect("YAML")
}

fn steps(action: &Value) -> &Vec<Value> {
    action["runs"]["steps"].as_sequence().expect("steps")
}

/// Runs a script with these variables on top of what the action would give it by default.
fn script(folder: &TempDir, name: &str, set: &[(&str, &str)]) -> Output {
    let temp = folder.path().join("runner");
    fs::create_dir_all(&temp).expect("a folder");
    let mut command = Command::new(Path::new(ROOT).join("scripts/action").join(name));
    command.current_dir(folder.path()).env("RUNNER_TEMP", &temp).env("GITHUB_ACTION_PATH", ROOT);
    command.env("GITHUB_OUTPUT", temp.join("output")).env("GITHUB_STEP_SUMMARY", temp.join("summary"));
    command.envs(defaults()).env("PROGRAM", PROGRAM).envs(set.iter().copied());
    command.output().expect("bash starts")
}

/// Each input's variable with its default.
fn defaults() -> Vec<(String, String)> {
    let action = action();
    let inputs = action["inputs"].as_mapping().expect("inputs");
    let texts = inputs.iter().map(|(name, input)| (name.as_str().expect("a name"), &input["default"]));
    texts
        .map(|(name, text)| (name.to_uppercase().replace('-', "_"), text.as_str().expect("a text").to_owned()))
        .collect()
}

/// What the runner reads of the step's outputs.
fn output(folder: &TempDir, name: &str) -> String {
    let text = fs::read_to_string(folder.path().join("runner/output")).expect("outputs");
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(value) = line.strip_prefix(&format!("{name}=")) {
            return value.to_owned();
        }
        if let Some(end) = line.strip_prefix(&format!("{name}<<")) {
            return lines.take_while(|line| line != &end).collect::<Vec<_>>().join("\n");
        }
    }
    panic!("no output {name} in {text}");
}

#[test]
fn no_input_becomes_a_part_of_a_script() {
    let action = action();
    for step in steps(&action) {
        let run = step["run"].as_str().expect("a script");
        assert!(!run.contains("${{"), "{run}");
    }
    for name in action["inputs"].as_mapping().expect("inputs").keys().filter_map(Value::as_str) {
        let said = format!("${{{{ inputs.{name} }}}}");
        let is_given = |step: &Value| {
            step["env"].as_mapping().is_some_and(|env| env.values().any(|value| value == &Value::from(said.as_str())))
        };
        assert!(steps(&action).iter().any(is_given), "{name} reaches no script");
    }
}

#[test]
fn a_check_gives_annotations_a_summary_sarif_and_counts() {
    let folder = folder(&[("infra/iam.tf", ROLE)]);
    let run = script(&folder, "run.sh", &[("SARIF_FILE", "out.sarif")]);
    assert_eq!(code(&run), Some(1), "{}", err(&run));
    assert!(out(&run).starts_with("::warning file=infra/iam.tf,line=6"), "{}", out(&run));
    assert_eq!((output(&folder, "findings"), output(&folder, "fixed")), ("1".into(), "0".into()));
    assert_eq!(output(&folder, "sarif-file"), "out.sarif");
    assert!(folder.path().join("out.sarif").is_file());
    assert!(fs::read_to_string(folder.path().join("runner/summary")).expect("a summary").starts_with("### unconfuse"));
}

#[test]
fn a_change_is_named_by_its_commit_or_by_a_list() {
    let folder = folder(&[("infra/iam.tf", ROLE), ("list", "nothing\n")]);
    let listed = script(&folder, "run.sh", &[("CHANGED_FILES", "list")]);
    assert_eq!((code(&listed), output(&folder, "findings")), (Some(0), "0".into()), "{}", err(&listed));
    let since = script(&folder, "run.sh", &[("CHANGED_SINCE", "--exit-zero")]);
    assert_eq!(code(&since), Some(2));
    assert!(err(&since).contains("--changed-since wants a commit"), "{}", err(&since));
}

#[test]
fn a_fix_tells_which_files_it_wrote() {
    let folder = folder(&[("infra/iam.tf", ROLE), ("my app/iam.tf", ROLE)]);
    let run = script(&folder, "run.sh", &[("VERB", "fix"), ("PATHS", "infra\nmy app\n"), ("SUMMARY", "false")]);
    assert_eq!(code(&run), Some(0), "{}{}", out(&run), err(&run));
    assert_eq!(output(&folder, "changed-files"), "infra/iam.tf\nmy app/iam.tf");
    assert_eq!((output(&folder, "findings"), output(&folder, "fixed")), ("0".into(), "2".into()));
    assert!(!folder.path().join("runner/summary").exists());
}

#[test]
fn inputs_are_words_and_never_commands() {
    let folder = folder(&[("infra/iam.tf", ROLE)]);
    let evil = "$(touch pwned)\n; touch pwned\n`touch pwned`\n--exit-zero";
    let run = script(&folder, "run.sh", &[("PATHS", evil), ("FAIL_ON", "low"), ("SARIF_FILE", "x$(touch pwned)")]);
    assert_eq!(code(&run), Some(2), "there are no such paths: {}", err(&run));
    assert!(err(&run).contains("$(touch pwned): no such file"), "{}", err(&run));
    for (name, value) in [("VERB", "man"), ("SUMMARY", "yes"), ("FAIL_ON", "--exit-zero")] {
        assert_eq!(code(&script(&folder, "run.sh", &[(name, value)])), Some(2), "{name}");
    }
    assert!(!folder.path().join("pwned").exists());
}

/// A release as it would lie on a server, with a program in it that says its version.
fn release(folder: &TempDir) {
    let place = folder.path().join("server/o/r/releases/download/v1.2.3");
    fs::create_dir_all(&place).expect("a folder");
    let script = r#"
        printf '#!/bin/sh\necho unconfuse 1.2.3\n' >unconfuse && chmod +x unconfuse || exit 1
        for target in x86_64-unknown-linux-musl aarch64-unknown-linux-musl x86_64-apple-darwin aarch64-apple-darwin; do
            name=unconfuse-v1.2.3-$target.tar.gz
            tar -czf $name unconfuse || exit 1
            sha256sum $name >$name.sha256 || shasum -a 256 $name >$name.sha256 || exit 1
        done"#;
    let made = Command::new("bash").current_dir(&place).args(["-c", script]).status();
    assert!(made.expect("bash starts").success());
}

fn install(folder: &TempDir, version: &str) -> Output {
    let server = format!("file://{}", folder.path().join("server").display());
    let set = [("PROGRAM", ""), ("VERSION", version), ("ACTION_REPOSITORY", "o/r"), ("GITHUB_SERVER_URL", &server)];
    script(folder, "install.sh", &set)
}

#[test]
fn a_release_is_taken_when_it_is_what_its_checksum_says() {
    if Command::new("curl").arg("--version").output().is_err() {
        return; // There is nothing to download with.
    }
    let folder = folder(&[]);
    release(&folder);
    let installed = install(&folder, "1.2.3");
    assert_eq!((code(&installed), out(&installed)), (Some(0), "unconfuse 1.2.3\n".into()), "{}", err(&installed));
    assert!(output(&folder, "program").ends_with("/unconfuse"));
    for entry in fs::read_dir(folder.path().join("server/o/r/releases/download/v1.2.3")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|ending| ending == "gz") {
            fs::write(path, "something else").expect("a file");
        }
    }
    let refused = install(&folder, "1.2.3");
    assert_eq!(code(&refused), Some(2));
    assert!(out(&refused).contains("is not what its checksum says"), "{}", out(&refused));
}

#[test]
fn a_version_is_three_numbers() {
    let folder = folder(&[]);
    for version in ["latest", "1.2", "../../evil", "1.2.3; touch pwned", "1.2.3\n"] {
        assert_eq!(code(&install(&folder, version)), Some(2), "{version}");
    }
    assert!(!folder.path().join("runner/output").exists() && !folder.path().join("pwned").exists());
}

#[test]
fn every_archive_that_is_downloaded_is_one_that_a_release_builds() {
    let text = |path: &str| fs::read_to_string(Path::new(ROOT).join(path)).expect("a file");
    let workflow: Value = serde_yaml::from_str(&text(".github/workflows/release.yml")).expect("YAML");
    let jobs = workflow["jobs"]["build"]["strategy"]["matrix"]["include"].as_sequence().expect("a matrix");
    let built: Vec<&str> = jobs.iter().map(|job| job["target"].as_str().expect("a target")).collect();
    let install = text("scripts/action/install.sh");
    let wanted: Vec<&str> =
        install.lines().filter_map(|line| line.split_once(") echo ")?.1.strip_suffix(" ;;")).collect();
    assert_eq!(wanted, built);
    let formula = text("scripts/release/formula.py");
    assert!(built.iter().all(|target| formula.contains(&format!("\"{target}\""))), "{built:?}");
}
