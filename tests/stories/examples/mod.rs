//! Every folder of `examples` gives the diff that stands beside it.
//!
//! `UPDATE_EXAMPLES=1 cargo test --test stories examples::` writes the diffs anew: read them before you
//! commit them. A folder without `fix.diff` promises that nothing changes.

mod case;
mod patch;

use self::case::{Case, cases, tree, unconfuse};
use self::patch::{apply, differing};
use similar::TextDiff;
use std::io::Write;
use std::process::{Command, Stdio};
use tempfile::TempDir;

#[test]
fn terraform_examples_keep_their_promise() {
    all_keep_their_promise("terraform");
}

#[test]
fn cloudformation_examples_keep_their_promise() {
    all_keep_their_promise("cloudformation");
}

#[test]
fn git_makes_of_a_promised_diff_what_fix_writes() {
    if Command::new("git").arg("--version").stdout(Stdio::null()).status().is_err() {
        let _ = writeln!(std::io::stderr(), "skipped: git is not installed");
        return;
    }
    let all = ["terraform", "cloudformation"].into_iter().flat_map(cases);
    let wrong = all.filter_map(|case| Some(format!("{}: {}", case.name, git_agrees(&case).err()?)));
    tell(&wrong.collect::<Vec<_>>());
}

fn all_keep_their_promise(language: &str) {
    let wrong = cases(language).into_iter().flat_map(|case| {
        let broken = broken_promises(&case);
        broken.into_iter().map(|what| format!("{}: {what}", case.name)).collect::<Vec<_>>()
    });
    tell(&wrong.collect::<Vec<_>>());
}

fn tell(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} of the promises are broken:\n\n{}\n", wrong.len(), wrong.join("\n\n"));
}

/// Everything that is not as it should be with one example.
fn broken_promises(case: &Case) -> Vec<String> {
    let folder = case.copy();
    let mut broken = Vec::new();
    let mut expect = |holds: bool, what: &dyn Fn() -> String| {
        if !holds {
            broken.push(what());
        }
    };

    let (check, diff) = (unconfuse("check", &folder), unconfuse("diff", &folder));
    promised_diff(case, &diff.out, &mut expect);
    expect(check.code == diff.code, &|| format!("`check` exits with {:?}, `diff` with {:?}", check.code, diff.code));
    let findings = matches!(check.code, Some(1)) || (diff.out.is_empty() && check.code == Some(0));
    expect(findings, &|| format!("`check` exits with {:?}\n{}", check.code, check.err));
    expect(tree(folder.path()) == case.input, &|| "`check` or `diff` wrote something".to_owned());

    let fix = unconfuse("fix", &folder);
    let fixed = tree(folder.path());
    match apply(&diff.out, &case.input) {
        Ok(applied) => {
            expect(applied == fixed, &|| format!("`fix` and the diff differ in {}", differing(&applied, &fixed)));
        }
        Err(why) => expect(false, &|| format!("the diff does not apply: {why}")),
    }

    let again = unconfuse("diff", &folder);
    expect(again.out.is_empty(), &|| format!("a second run wants more:\n{}", again.out));
    let codes = (fix.code, unconfuse("fix", &folder).code);
    let same = codes == (again.code, again.code) && matches!(again.code, Some(0 | 1));
    expect(same, &|| format!("`fix` twice exits with {codes:?}, `diff` then with {:?}", again.code));
    expect(tree(folder.path()) == fixed, &|| "a second `fix` wrote something".to_owned());
    broken
}

/// Compares a printed diff with the promised one, or takes it for the new promise.
fn promised_diff(case: &Case, printed: &str, expect: &mut dyn FnMut(bool, &dyn Fn() -> String)) {
    if std::env::var_os("UPDATE_EXAMPLES").is_some() {
        return case.promise(printed);
    }
    let promised = case.promised();
    expect(promised == printed, &|| {
        let diff = TextDiff::from_lines(promised.as_str(), printed);
        format!("the diff is not fix.diff\n{}", diff.unified_diff().header("promised", "printed"))
    });
}

fn git_agrees(case: &Case) -> Result<(), String> {
    let (by_git, by_fix) = (case.copy(), case.copy());
    unconfuse("fix", &by_fix);
    let promised = unconfuse("diff", &by_git).out;
    if !promised.is_empty() {
        give_to_git(&promised, &by_git)?;
    }
    let (git, fix) = (tree(by_git.path()), tree(by_fix.path()));
    if git == fix { Ok(()) } else { Err(format!("`git apply` and `fix` differ in {}", differing(&git, &fix))) }
}

fn give_to_git(diff: &str, folder: &TempDir) -> Result<(), String> {
    let mut git = Command::new("git");
    git.args(["apply", "--whitespace=nowarn"]).current_dir(folder.path());
    // A folder for temporary files may lie in a repository; git would pass over ours in silence.
    git.env("GIT_CEILING_DIRECTORIES", folder.path().parent().expect("a parent"));
    let mut git = git.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("git starts");
    git.stdin.take().expect("a pipe").write_all(diff.as_bytes()).expect("git reads");
    let output = git.wait_with_output().expect("git ends");
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
