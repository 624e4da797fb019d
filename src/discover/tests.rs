//! Stories of trees on the disk.

use super::{Disk, Found, Job, discover, discover_open, shown};
use crate::engine::Unit;
use crate::files::{Memory, Overlay};
use crate::paths::{join, split};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const GRANT: &str = "Principal = { Service = \"transfer.amazonaws.com\" }\n";
const TEMPLATE: &str = "Resources:\n  R:\n    Type: AWS::IAM::Role\n    P: {Principal: {Service: x}}\n";

/// A folder with these files.
fn tree(files: &[(&str, &[u8])]) -> TempDir {
    let root = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    root
}

fn found(root: &TempDir, names: &[&str]) -> Found {
    let paths: Vec<PathBuf> = names.iter().map(|name| root.path().join(name)).collect();
    discover(&paths, 2)
}

/// The units as lines, the root's path taken off: `module infra: a.tf b.tf`, `template x.yaml`.
fn units(root: &TempDir, found: &Found) -> Vec<String> {
    let root = format!("{}/", shown(root.path()));
    let bare = |path: &str| format!("{path}/").strip_prefix(&root).unwrap_or(path).trim_end_matches('/').to_owned();
    let line = |job: &Job| match &job.unit {
        Unit::Template { path } => format!("template {}", bare(path)),
        Unit::Policy { path } => format!("policy {}", bare(path)),
        Unit::NestedTemplate { path } => format!("nested template {}", bare(path)),
        Unit::Module { folder, files } => {
            let names: Vec<&str> = files.iter().map(|file| split(file).1).collect();
            let only: Vec<&str> = job.only.iter().flatten().map(|file| split(file).1).collect();
            let only = if only.is_empty() { String::new() } else { format!(" (only {})", only.join(" ")) };
            format!("module {}: {}{only}", bare(folder), names.join(" "))
        }
    };
    found.jobs.iter().map(line).collect()
}

#[test]
fn a_folder_is_a_module_as_soon_as_one_of_its_files_lets_a_service_in() {
    let root = tree(&[
        ("a/iam.tf", GRANT.as_bytes()),
        ("a/main.tf", b"locals {}"),
        ("a/extra.tofu", b""),
        ("a/notes.md", GRANT.as_bytes()),
        ("b/main.tf", b"locals {}"),
        ("cfn/app.yaml", TEMPLATE.as_bytes()),
        ("cfn/values.yaml", b"a: b"),
    ]);
    let found = found(&root, &[""]);
    assert_eq!(units(&root, &found), ["module a: extra.tofu iam.tf main.tf", "template cfn/app.yaml"]);
    assert_eq!(found.files_read, 6);
    assert_eq!(found.problems, []);
}

#[test]
fn a_named_terraform_file_brings_its_module_but_is_alone_asked_about() {
    let root = tree(&[("iam.tf", GRANT.as_bytes()), ("main.tf", b"")]);
    assert_eq!(units(&root, &found(&root, &["main.tf"])), ["module : iam.tf main.tf (only main.tf)"]);
    assert_eq!(units(&root, &found(&root, &["main.tf", ""])), ["module : iam.tf main.tf"]);
}

#[test]
fn a_named_file_is_taken_whatever_its_name_or_content() {
    let root = tree(&[("stack.txt", b"a: b"), (".hidden.yaml", b"")]);
    assert_eq!(
        units(&root, &found(&root, &["stack.txt", ".hidden.yaml"])),
        ["template .hidden.yaml", "template stack.txt"]
    );
}

#[test]
fn ignored_and_fetched_files_are_passed_over() {
    let root = tree(&[
        (".ignore", b"ignored.yaml\nlocal.tf\n"),
        ("ignored.yaml", TEMPLATE.as_bytes()),
        (".terraform/modules/x/main.tf", GRANT.as_bytes()),
        ("node_modules/x/app.yaml", TEMPLATE.as_bytes()),
        (".terragrunt-cache/x/app.yaml", TEMPLATE.as_bytes()),
        ("local.tf", GRANT.as_bytes()),
        ("main.tf", GRANT.as_bytes()),
    ]);
    assert_eq!(units(&root, &found(&root, &[""])), ["module : local.tf main.tf (only main.tf)"]);
    assert_eq!(units(&root, &found(&root, &["ignored.yaml"])), ["template ignored.yaml"]);
}

#[test]
fn hidden_folders_are_looked_into() {
    let root = tree(&[(".github/app.yaml", TEMPLATE.as_bytes()), (".infra/main.tf", GRANT.as_bytes())]);
    assert_eq!(units(&root, &found(&root, &[""])), ["template .github/app.yaml", "module .infra: main.tf"]);
}

#[test]
fn a_policy_in_a_file_of_its_own_is_found_and_a_named_one_counts_as_named() {
    let policy =
        b"{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\": \"transfer.amazonaws.com\"}}]}";
    let root = tree(&[("trust.json", policy), ("key.json.tpl", policy), ("init.sh.tpl", b"echo")]);
    assert_eq!(units(&root, &found(&root, &[""])), ["policy key.json.tpl", "policy trust.json"]);
    assert_eq!(units(&root, &found(&root, &["", "trust.json"])), ["policy key.json.tpl", "template trust.json"]);
}

#[test]
fn gitignore_is_honoured_inside_a_repository() {
    let root = tree(&[(".git/HEAD", b""), (".gitignore", b"/build\n"), ("build/app.yaml", TEMPLATE.as_bytes())]);
    assert_eq!(found(&root, &[""]).jobs, []);
}

#[test]
fn a_path_that_is_not_there_is_told_and_the_others_are_done() {
    let root = tree(&[("app.yaml", TEMPLATE.as_bytes())]);
    let found = found(&root, &["gone", "app.yaml"]);
    assert_eq!(found.problems.len(), 1);
    assert_eq!(found.problems[0].message, "no such file or folder");
    assert_eq!(units(&root, &found), ["template app.yaml"]);
}

#[test]
fn what_cannot_be_read_is_told_only_where_it_may_matter() {
    let wide: Vec<u8> = TEMPLATE.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let root = tree(&[
        ("latin.tf", &[GRANT.as_bytes(), b"# caf\xe9\n"].concat()),
        ("photo.json", b"\xff\xd8\xff"),
        ("locked.tf", b"\0GITCRYPT\0\xf1\x02"),
        ("locked.json", b"\0GITCRYPT\0\xf1\x02"),
        ("wide.yaml", &[&b"\xff\xfe"[..], &wide].concat()),
        ("main.tf", GRANT.as_bytes()),
    ]);
    let found = found(&root, &[""]);
    let told: Vec<(&str, &str)> = found.problems.iter().map(|p| (split(&p.path).1, p.message.as_str())).collect();
    let expected = [
        ("latin.tf", "not UTF-8 (line 2); save it as UTF-8"),
        ("locked.tf", "encrypted by git-crypt; unlock the repository, or exclude the file"),
        ("wide.yaml", "UTF-16; save it as UTF-8"),
    ];
    assert_eq!(told, expected);
    assert_eq!(units(&root, &found), ["module : main.tf"]);
}

#[test]
fn terraform_in_json_is_part_of_its_module() {
    let root = tree(&[("a.tf.json", b"{\"principal\": \"s3.amazonaws.com\"}"), ("b.tf.json", b"{}")]);
    let found = found(&root, &[""]);
    assert_eq!(units(&root, &found), ["module : a.tf.json b.tf.json"]);
}

#[test]
fn a_template_that_another_one_nests_is_known_in_a_folder_and_by_name() {
    let parent = b"Resources: {S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ./parts/role.yaml}}}";
    let root = tree(&[
        ("parent.yaml", parent),
        ("parts/role.yaml", TEMPLATE.as_bytes()),
        ("parts/other.yaml", TEMPLATE.as_bytes()),
    ]);
    let expected = ["template parts/other.yaml", "nested template parts/role.yaml"];
    assert_eq!(units(&root, &found(&root, &[""])), expected);
    assert_eq!(units(&root, &found(&root, &["parts/other.yaml", "parts/role.yaml"])), expected);
}

#[test]
fn the_order_does_not_depend_on_threads_or_arguments() {
    let names: Vec<String> = (0..40).map(|n| format!("d{}/s{n}.yaml", n % 7)).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), TEMPLATE.as_bytes())).collect();
    let root = tree(&files);
    let one = discover(&[root.path().to_owned()], 1).jobs;
    let again = discover(&[root.path().join("d3"), root.path().to_owned()], 4).jobs;
    assert_eq!(one.len(), 40);
    assert_eq!(one, again);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_inside_the_folder_that_was_named_and_not_out_of_it() {
    let root = tree(&[
        ("shared/common.tf", GRANT.as_bytes()),
        ("app/inside/main.tf", GRANT.as_bytes()),
        ("app/common.tf", GRANT.as_bytes()),
    ]);
    let link = |target: &str, name: &str| std::os::unix::fs::symlink(target, root.path().join(name)).expect("a link");
    link("../common.tf", "app/inside/common.tf");
    link("../../shared/common.tf", "app/inside/out.tf");
    link("../app", "app/loop");
    let all = found(&root, &[""]);
    assert_eq!(units(&root, &all)[1], "module app/inside: common.tf main.tf out.tf");
    let app = found(&root, &["app"]);
    assert_eq!(units(&root, &app), ["module app: common.tf", "module app/inside: common.tf main.tf"]);
    assert!(app.problems[0].message.starts_with("a link that leads out"), "{:?}", app.problems);
}

#[test]
fn paths_are_shown_as_the_user_would_write_them() {
    for (path, expected) in [("./a.tf", "a.tf"), (".", "."), ("./", "."), ("../x/a.tf", "../x/a.tf"), ("/a", "/a")] {
        assert_eq!(shown(Path::new(path)), expected);
    }
    assert_eq!((split("a.tf"), split("x/a.tf"), split("/a.tf")), ((".", "a.tf"), ("x", "a.tf"), ("/", "a.tf")));
    assert_eq!((join(".", "a"), join("x", "a"), join("/", "a")), ("a".into(), "x/a".into(), "/a".into()));
}

#[test]
fn modules_that_call_each_other_are_one_unit_and_others_are_not() {
    let root = tree(&[
        ("envs/one/main.tf", b"module \"m\" { source = \"../../modules/role\" }"),
        ("envs/two/main.tf", b"module \"m\" { source = \"../../modules/role\" }"),
        ("modules/role/iam.tf", GRANT.as_bytes()),
        ("other/main.tf", GRANT.as_bytes()),
        ("quiet/main.tf", b"module \"m\" { source = \"../quieter\" }"),
        ("quieter/main.tf", b"locals {}"),
    ]);
    let found = found(&root, &[""]);
    assert_eq!(units(&root, &found), ["module envs/one: main.tf main.tf iam.tf", "module other: main.tf"]);
}

#[test]
fn a_module_outside_of_the_folder_that_is_named_is_read_and_not_reported() {
    let root = tree(&[
        ("envs/one/main.tf", &[GRANT.as_bytes(), b"module \"m\" { source = \"../../modules/role\" }"].concat()),
        ("modules/role/iam.tf", GRANT.as_bytes()),
    ]);
    let found = discover(&[root.path().join("envs"), root.path().join("modules/none")], 1);
    assert_eq!(units(&root, &found), ["module envs/one: main.tf"], "it lies outside of what was named");
    let both = discover(&[root.path().join("envs/one"), root.path().join("modules/role/iam.tf")], 1);
    assert_eq!(units(&root, &both), ["module envs/one: main.tf iam.tf"]);
}

#[test]
fn a_call_of_what_is_no_folder_costs_nothing() {
    let code = [GRANT.as_bytes(), b"locals { source = \"./run.sh\" }\nmodule \"m\" { source = \"./gone\" }"].concat();
    let root = tree(&[("main.tf", &code), ("run.sh", b"")]);
    let found = found(&root, &[""]);
    assert_eq!((units(&root, &found), found.problems), (vec!["module : main.tf".to_owned()], Vec::new()));
}

/// What is found when these files are open in an editor with these texts.
fn opened(root: &TempDir, folders: &[&str], open: &[(&str, &str)]) -> Found {
    let path = |name: &str| shown(&root.path().join(name));
    let folders: Vec<PathBuf> = folders.iter().map(|name| root.path().join(name)).collect();
    let above = open.iter().fold(Memory::new(), |memory, (name, text)| memory.with(path(name), *text));
    let open: Vec<String> = open.iter().map(|(name, _)| path(name)).collect();
    discover_open(&folders, &open, &Overlay { above, below: Disk::default() }, 2)
}

#[test]
fn what_an_editor_has_open_is_taken_though_the_disk_knows_nothing_of_it() {
    let root = tree(&[("a/main.tf", b"locals {}"), ("b/app.yaml", b"a: b"), (".gitignore", b"b/")]);
    let found = opened(&root, &[""], &[("a/new.tf", "locals {}"), ("b/app.yaml", TEMPLATE)]);
    assert_eq!(units(&root, &found), ["module a: main.tf new.tf", "template b/app.yaml"]);
    assert_eq!(found.problems, []);
}

#[test]
fn a_call_that_is_not_saved_yet_joins_modules() {
    let root = tree(&[("app/main.tf", b"locals {}"), ("role/iam.tf", GRANT.as_bytes())]);
    let call = "module \"m\" { source = \"../role\" }";
    let all = opened(&root, &[""], &[("app/main.tf", call)]);
    assert_eq!(units(&root, &all), ["module app: main.tf iam.tf"]);
    let alone = opened(&root, &[], &[("app/main.tf", call)]);
    assert_eq!(units(&root, &alone), ["module app: main.tf"], "nobody named the other folder");
}
