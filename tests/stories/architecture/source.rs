//! The program's own text, as far as it ends up in the program.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A file of `src` without its comments and its tests.
pub(crate) struct SourceFile {
    /// The top-level module it belongs to: `syntax` for `src/syntax/hcl/mod.rs`.
    pub(crate) module: String,
    /// Its path below `src`.
    pub(crate) path: PathBuf,
    /// What is left of its text.
    pub(crate) code: String,
}

impl SourceFile {
    /// Its own module: `syntax::hcl` for `src/syntax/hcl/mod.rs`.
    pub(crate) fn place(&self) -> String {
        let path = self.path.with_extension("");
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).filter(|part| part != "mod").collect();
        parts.join("::")
    }
}

/// All files of the library, sorted by path; `lib.rs` and `main.rs`, which only join, are left out.
pub(crate) fn files() -> Vec<SourceFile> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&src, &mut paths);
    paths.sort();
    let texts: Vec<(PathBuf, String)> =
        paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).expect("a readable file"))).collect();
    let tests: BTreeSet<PathBuf> = texts.iter().flat_map(|(path, text)| test_modules(path, text)).collect();
    let is_test = |path: &Path| path.ancestors().any(|part| tests.contains(&part.with_extension("")));
    let files = texts.iter().filter(|(path, _)| !is_test(path));
    let files = files.map(|(path, text)| source_file(path.strip_prefix(&src).expect("a path below src"), text));
    files.filter(|file| !matches!(file.module.as_str(), "lib" | "main")).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn source_file(path: &Path, text: &str) -> SourceFile {
    let first = path.components().next().expect("a path has parts");
    let module = Path::new(first.as_os_str()).with_extension("").to_string_lossy().into_owned();
    SourceFile { module, path: path.to_owned(), code: code(text) }
}

/// The modules that a file declares for tests only, as paths without an ending.
fn test_modules(path: &Path, text: &str) -> Vec<PathBuf> {
    let home = if path.ends_with("mod.rs") { path.with_file_name("") } else { path.with_extension("") };
    let mut found = Vec::new();
    let mut lines = text.lines().map(str::trim);
    while let Some(line) = lines.next() {
        if line == "#[cfg(test)]" {
            let declared = lines.next().and_then(|next| next.strip_suffix(';')?.rsplit_once("mod "));
            found.extend(declared.map(|(_, name)| home.join(name)));
        }
    }
    found
}

/// Without comments, and without the tests at the end.
fn code(text: &str) -> String {
    let product = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    product.lines().map(|line| format!("{}\n", uncommented(line))).collect()
}

/// The part of a line before `//`; not that of an address (`https://`).
fn uncommented(line: &str) -> &str {
    let starts = line.match_indices("//").map(|(at, _)| at);
    let comment = starts.into_iter().find(|at| !line[..*at].ends_with(':'));
    &line[..comment.unwrap_or(line.len())]
}
