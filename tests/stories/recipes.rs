//! What the README, the pages in `docs` and the recipes say can be done.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page that a user reads: its path and its text.
fn pages() -> Vec<(PathBuf, String)> {
    let folders = ["", "docs", "docs/recipes"].map(|folder| fs::read_dir(root().join(folder)).expect("a folder"));
    let paths = folders.into_iter().flatten().map(|entry| entry.expect("an entry").path());
    let paths = paths.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let mut pages: Vec<(PathBuf, String)> =
        paths.map(|path| (path.clone(), fs::read_to_string(path).expect("a text"))).collect();
    pages.sort();
    assert!(pages.len() > 9, "only {} pages", pages.len());
    pages
}

/// The lines inside of fences.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.split("```").skip(1).step_by(2).flat_map(str::lines).map(str::trim)
}

/// The words of each call of the program in a line of a shell, without its name.
fn calls(line: &str) -> Vec<Vec<String>> {
    let starts = line.match_indices("unconfuse ").filter(|(at, _)| {
        let before = line[..*at].trim_end_matches(['"', '\'']);
        before.is_empty() || before.ends_with([' ', '|', '(', '/']) || before.ends_with("- ")
    });
    let words = |at: usize| {
        let rest = line[at..].split_whitespace().skip(1);
        let rest = rest.take_while(|word| !matches!(*word, "|" | ">" | "<" | "&&" | "||" | ";" | "#"));
        rest.map(|word| word.trim_matches(['"', '\'', '`', ';', ')']).to_owned()).collect()
    };
    starts.map(|(at, _)| words(at)).collect()
}

fn help(words: &[String]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_unconfuse"));
    command.args(words).arg("--help").output().expect("the program starts")
}

#[test]
fn every_call_of_the_program_is_one_that_it_understands() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (path, text) in pages() {
        for words in code(&text).flat_map(calls) {
            count += 1;
            let output = help(&words);
            if !output.status.success() {
                wrong.push(format!(
                    "{}: {}: {}",
                    path.display(),
                    words.join(" "),
                    String::from_utf8_lossy(&output.stderr)
                ));
            }
        }
    }
    assert!(count > 25, "only {count} calls were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_hook_of_pre_commit_starts_the_program_as_it_wants_to_be_started() {
    let text = fs::read_to_string(root().join(".pre-commit-hooks.yaml")).expect("a file");
    let hooks: Vec<serde_yaml::Value> = serde_yaml::from_str(&text).expect("YAML");
    assert_eq!(hooks.len(), 4);
    for hook in &hooks {
        let entry = hook["entry"].as_str().expect("an entry");
        let words: Vec<String> = entry.split(' ').skip(1).map(str::to_owned).collect();
        assert!(entry.starts_with("unconfuse ") && help(&words).status.success(), "{entry}");
        assert_eq!((&hook["pass_filenames"], &hook["require_serial"]), (&false.into(), &true.into()), "{entry}");
        let recipe = fs::read_to_string(root().join("docs/recipes/pre-commit.md")).expect("a recipe");
        assert!(recipe.contains(&format!("| `{}` |", hook["id"].as_str().expect("an id"))), "{hook:?}");
    }
}

#[test]
fn every_link_to_a_file_leads_to_one() {
    let mut wrong = Vec::new();
    for (path, text) in pages() {
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next());
        for target in targets.filter(|target| !target.is_empty() && !target.contains("://")) {
            if !path.with_file_name(target).exists() {
                wrong.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The blocks of a language in a recipe.
fn blocks(name: &str, language: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("docs/recipes").join(name)).expect("a recipe");
    let start = format!("```{language}\n");
    text.split(&start).skip(1).map(|rest| rest.split("```").next().expect("a block").to_owned()).collect()
}

#[test]
fn a_template_in_a_recipe_is_one_that_the_program_finds_nothing_wrong_with() {
    let blocks = blocks("before-apply.md", "yaml");
    let template = blocks.iter().find(|block| block.starts_with("AWSTemplateFormatVersion")).expect("a template");
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("pipeline.yaml"), template).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_unconfuse")).arg("check").current_dir(folder.path()).output();
    let shown = String::from_utf8(output.expect("the program starts").stdout).expect("UTF-8");
    assert!(shown.contains("1 statement lets a service in: 1 clean"), "{shown}");
}

#[test]
#[cfg(unix)]
fn make_stops_before_the_plan_until_the_finding_is_mended() {
    use std::os::unix::fs::PermissionsExt;
    if Command::new("make").arg("--version").output().is_err() {
        return; // There is nothing to try it with.
    }
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name);
    let example = root().join("examples/terraform/transfer-workflow-role");
    for name in ["iam.tf", "main.tf"] {
        fs::copy(example.join(name), place(name)).expect("a copy");
    }
    fs::write(place("Makefile"), &blocks("before-apply.md", "make")[0]).expect("a file");
    fs::write(place("terraform"), "#!/bin/sh\necho \"$@\" >> called\n").expect("a file");
    fs::set_permissions(place("terraform"), fs::Permissions::from_mode(0o755)).expect("a mode");
    let program = Path::new(env!("CARGO_BIN_EXE_unconfuse"));
    let folders = [folder.path(), program.parent().expect("a folder")].map(|path| path.display().to_string());
    let path = format!("{}:{}", folders.join(":"), std::env::var("PATH").expect("a path"));
    let call = |name: &str, arg: &str| {
        let mut command = Command::new(name);
        command.arg(arg).current_dir(folder.path()).env("PATH", &path).output().expect("it starts").status.success()
    };
    assert!(!call("make", "plan") && !place("called").exists());
    assert!(call(&program.display().to_string(), "fix") && call("make", "plan"));
    assert_eq!(fs::read_to_string(place("called")).expect("a file"), "plan -out=tfplan\n");
}

#[test]
fn every_action_is_pinned_by_its_commit() {
    for (path, text) in pages() {
        for line in code(&text).filter_map(|line| line.trim_start_matches("- ").strip_prefix("uses: ")) {
            let version = line.split_once('@').expect("a version").1.split(' ').next().expect("a word");
            let is_commit = version.len() == 40 && version.chars().all(|c| c.is_ascii_hexdigit());
            assert!(is_commit || version == "COMMIT", "{}: {line}", path.display());
        }
    }
}
