//! Paths of files, as a module names them.

use crate::paths;

/// Stands before a folder that `path.module` gave: such a path does not depend on who reads it.
pub(super) const ANCHOR: char = '\u{1}';

/// The path that an expression in a file of `folder` means by a text, as the user would write it.
fn resolve(folder: &str, text: &str) -> String {
    match text.split_once(ANCHOR) {
        Some((_, anchored)) => paths::normal(anchored),
        None => paths::resolve(folder, text),
    }
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

#[cfg(test)]
mod tests {
    use super::{ANCHOR, candidates};

    #[test]
    fn what_path_module_gave_does_not_depend_on_who_reads_it() {
        assert_eq!(candidates("a", &format!("{ANCHOR}b/x.json")), ["b/x.json"]);
    }

    #[test]
    fn a_module_may_name_its_files_as_its_callers_see_them() {
        assert_eq!(candidates("r/queue", "./repo/queue/x.json"), ["r/queue/repo/queue/x.json", "r/queue/x.json"]);
        assert_eq!(candidates("r/queue", "x.json"), ["r/queue/x.json"]);
    }
}
