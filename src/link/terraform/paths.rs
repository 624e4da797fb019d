//! Paths of files and folders, as a module names them: `/` between their parts, no links followed.

/// Stands before a folder that `path.module` gave: such a path does not depend on who reads it.
pub(super) const ANCHOR: char = '\u{1}';

/// The folder of a file; `.` for a name alone.
pub(super) fn folder_of(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("", _)) => "/",
        Some((folder, _)) => folder,
        None => ".",
    }
}

/// The path that an expression in a file of `folder` means by a text, as the user would write it.
pub(super) fn resolve(folder: &str, text: &str) -> String {
    let text = match text.split_once(ANCHOR) {
        Some((_, anchored)) => anchored.to_owned(),
        None if text.starts_with('/') => text.to_owned(),
        None => format!("{folder}/{text}"),
    };
    normal(&text)
}

/// The paths that such a text may mean, the likeliest first. A module that is called from elsewhere
/// may name its files as its callers see them: `./modules/queue/policy.json` in `queue` itself.
pub(super) fn candidates(folder: &str, text: &str) -> Vec<String> {
    let mut out = vec![resolve(folder, text)];
    let own = folder.rsplit('/').next().filter(|name| !matches!(*name, "" | "." | ".."));
    if let Some(own) = own.filter(|_| !text.contains(ANCHOR) && !text.starts_with('/'))
        && let Some((_, inside)) = text.rsplit_once(&format!("/{own}/"))
    {
        out.push(resolve(folder, inside));
    }
    out
}

/// Without `.`, and without `..` where that undoes a folder.
pub(super) fn normal(path: &str) -> String {
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
    use super::{ANCHOR, candidates, folder_of, resolve};

    #[test]
    fn a_path_is_read_from_the_folder_of_its_module() {
        let table = [
            (".", "policy.json", "policy.json"),
            ("./", "./a/../policy.json", "policy.json"),
            ("modules/a", "policies/x.json", "modules/a/policies/x.json"),
            ("modules/a", "../../x.json", "x.json"),
            ("a", "../../x.json", "../x.json"),
            ("../a", "../x.json", "../x.json"),
            ("/r/a", "../x.json", "/r/x.json"),
            ("a", "/etc/passwd", "/etc/passwd"),
        ];
        for (folder, text, expected) in table {
            assert_eq!(resolve(folder, text), expected, "{folder} {text}");
        }
        assert_eq!(resolve("a", &format!("{ANCHOR}b/x.json")), "b/x.json");
        assert_eq!([folder_of("a/b.tf"), folder_of("b.tf"), folder_of("/b.tf")], ["a", ".", "/"]);
    }

    #[test]
    fn a_module_may_name_its_files_as_its_callers_see_them() {
        let expected = ["r/queue/repo/queue/x.json".to_owned(), "r/queue/x.json".to_owned()];
        assert_eq!(candidates("r/queue", "./repo/queue/x.json"), expected);
        assert_eq!(candidates("r/queue", "x.json").len(), 1);
    }
}
