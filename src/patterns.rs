//! Patterns of paths, written as in a `.gitignore`.

use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// Patterns that together say which files are meant: `modules/**`, `*.test.tf`, `/legacy`,
/// `!legacy/keep.tf`. Of those that fit a path the last one counts.
#[derive(Debug, Clone)]
pub struct Patterns(Gitignore);

impl Default for Patterns {
    fn default() -> Patterns {
        Patterns(Gitignore::empty())
    }
}

impl Patterns {
    /// Reads one pattern from each text.
    ///
    /// # Errors
    /// The number of the first one that is no pattern, and why.
    pub fn read<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Patterns, (usize, String)> {
        let mut builder = GitignoreBuilder::new("");
        let mut last = 0;
        for (number, line) in lines.into_iter().enumerate() {
            builder.add_line(None, line).map_err(|error| (number, error.to_string()))?;
            last = number;
        }
        builder.build().map(Patterns).map_err(|error| (last, error.to_string()))
    }

    /// Is this file meant, or a folder that it is in? The path is seen from where the patterns are
    /// written.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        // A path that starts at the root of the disk is seen from somewhere else.
        !path.starts_with('/') && self.0.matched_path_or_any_parents(path, false).is_ignore()
    }
}

#[cfg(test)]
mod tests {
    use super::Patterns;

    #[test]
    fn patterns_mean_what_they_mean_in_a_gitignore() {
        let patterns = Patterns::read(["modules/**", "*.test.tf", "/legacy", "!legacy/keep.tf", "old/"]);
        let patterns = patterns.expect("patterns");
        for path in ["modules/a.tf", "modules/a/b.tf", "x/y.test.tf", "legacy/a.tf", "x/old/a.tf"] {
            assert!(patterns.matches(path), "{path}");
        }
        for path in ["main.tf", "modules.tf", "x/legacy/a.tf", "legacy/keep.tf", "old", "/modules/a.tf", ""] {
            assert!(!patterns.matches(path), "{path}");
        }
        assert!(!Patterns::default().matches("main.tf"));
    }

    #[test]
    fn the_one_that_is_wrong_is_told() {
        assert_eq!(Patterns::read(["a", "b{"]).map_err(|(number, _)| number).err(), Some(1));
    }
}
