//! Paths as texts name them: `/` between their parts, no disk behind them.

/// The folder of a file; `.` for a name alone.
#[must_use]
pub fn folder_of(path: &str) -> &str {
    split(path).0
}

/// Folder and name of a file.
#[must_use]
pub fn split(path: &str) -> (&str, &str) {
    match path.rsplit_once('/') {
        Some(("", name)) => ("/", name),
        Some((folder, name)) => (folder, name),
        None => (".", path),
    }
}

/// A name in a folder.
#[must_use]
pub fn join(folder: &str, name: &str) -> String {
    match folder {
        "." | "" => name.to_owned(),
        _ if folder.ends_with('/') => format!("{folder}{name}"),
        _ => format!("{folder}/{name}"),
    }
}

/// What something in a folder means by a path.
#[must_use]
pub fn resolve(folder: &str, path: &str) -> String {
    if path.starts_with('/') { normal(path) } else { normal(&format!("{folder}/{path}")) }
}

/// Without `.`, and without `..` where that undoes a folder.
#[must_use]
pub fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if path.starts_with('/') => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (path.starts_with('/'), joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

#[cfg(test)]
mod tests {
    use super::{folder_of, join, resolve};

    #[test]
    fn a_path_is_read_from_a_folder() {
        let table = [
            (".", "policy.json", "policy.json"),
            ("./", "./a/../policy.json", "policy.json"),
            ("modules/a", "policies/x.json", "modules/a/policies/x.json"),
            ("modules/a", "../../x.json", "x.json"),
            ("a", "../../x.json", "../x.json"),
            ("../a", "../x.json", "../x.json"),
            ("/r/a", "../x.json", "/r/x.json"),
            ("a", "/etc/passwd", "/etc/passwd"),
            ("a", "..", "."),
        ];
        for (folder, path, expected) in table {
            assert_eq!(resolve(folder, path), expected, "{folder} {path}");
        }
        assert_eq!([folder_of("a/b.tf"), folder_of("b.tf"), folder_of("/b.tf")], ["a", ".", "/"]);
        assert_eq!([join(".", "a"), join("/", "a"), join("b", "a")], ["a", "/a", "b/a"]);
    }
}
