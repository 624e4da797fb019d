//! Versions of modules and providers, and what a constraint lets through.

/// A released version: major, minor, patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version([u32; 3]);

/// Versions from one on, below another. What is not known to be ruled out is inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Versions {
    from: Version,
    below: Option<Version>,
}

impl Version {
    /// `4.2.0`, `v4.2`; what a pre-release or build adds is left out.
    #[must_use]
    pub fn parse(text: &str) -> Option<Version> {
        let text = text.trim().trim_start_matches('v');
        let released = text.split(['-', '+']).next()?;
        let mut parts = [0; 3];
        for (at, part) in released.split('.').enumerate() {
            *parts.get_mut(at)? = part.parse().ok()?;
        }
        Some(Version(parts))
    }

    /// The first version behind all that begin as this one does in so many parts.
    fn behind(self, parts: usize) -> Version {
        let mut next = [0; 3];
        for (at, part) in self.0.into_iter().enumerate().take(parts) {
            next[at] = if at + 1 == parts { part.saturating_add(1) } else { part };
        }
        Version(next)
    }
}

impl Versions {
    /// Every version.
    pub const ALL: Versions = Versions { from: Version([0; 3]), below: None };

    /// What a constraint of Terraform lets through: `4.2.0`, `~> 4.0`, `>= 3.1, < 5.0`.
    #[must_use]
    pub fn allowed_by(constraint: &str) -> Versions {
        constraint.split(',').filter_map(one).fold(Versions::ALL, Versions::and)
    }

    /// This version and no other.
    #[must_use]
    pub fn only(version: Version) -> Versions {
        Versions { from: version, below: Some(version.behind(3)) }
    }

    /// Those that are in both.
    #[must_use]
    pub fn and(self, other: Versions) -> Versions {
        let below = match (self.below, other.below) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Versions { from: self.from.max(other.from), below }
    }

    /// Is none of them older?
    #[must_use]
    pub fn all_from(self, version: Version) -> bool {
        self.from >= version
    }

    /// Are all of them older?
    #[must_use]
    pub fn all_below(self, version: Version) -> bool {
        self.below.is_some_and(|below| below <= version)
    }
}

/// One part of a constraint; none where it rules nothing out that we could name.
fn one(constraint: &str) -> Option<Versions> {
    let constraint = constraint.trim();
    let at = constraint.find(|c: char| c.is_ascii_digit() || c == 'v')?;
    let (operator, written) = (constraint[..at].trim(), &constraint[at..]);
    let version = Version::parse(written)?;
    let from = |from| Some(Versions { from, below: None });
    let below = |below| Some(Versions { below: Some(below), ..Versions::ALL });
    match operator {
        "" | "=" => Some(Versions::only(version)),
        ">=" => from(version),
        ">" => from(version.behind(3)),
        "<" => below(version),
        "<=" => below(version.behind(3)),
        // The last part that is written may grow.
        "~>" => match written.split(['-', '+']).next()?.split('.').count() {
            1 => from(version),
            parts => Some(Versions { from: version, below: Some(version.behind(parts - 1)) }),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Version, Versions};

    fn version(text: &str) -> Version {
        Version::parse(text).expect("a version")
    }

    #[test]
    fn a_constraint_lets_through_what_terraform_lets_through() {
        for (constraint, from, below) in [
            ("4.2.0", "4.2.0", Some("4.2.1")),
            ("= v4.2", "4.2.0", Some("4.2.1")),
            ("~> 4.0", "4.0.0", Some("5.0.0")),
            ("~> 4.1.3", "4.1.3", Some("4.2.0")),
            ("~> 4", "4.0.0", None),
            (">= 3.1, < 5.0", "3.1.0", Some("5.0.0")),
            ("> 3.1.4,<= 3.2", "3.1.5", Some("3.2.1")),
            (">= 4.0.0-beta1", "4.0.0", None),
            ("!= 4.0", "0.0.0", None),
            ("", "0.0.0", None),
            ("latest", "0.0.0", None),
        ] {
            let expected = Versions { from: version(from), below: below.map(version) };
            assert_eq!(Versions::allowed_by(constraint), expected, "{constraint}");
        }
    }

    #[test]
    fn only_what_is_sure_is_said_of_versions() {
        let some = Versions::allowed_by("~> 4.0");
        assert!(some.all_from(version("4.0.0")) && !some.all_from(version("4.0.1")));
        assert!(some.all_below(version("5.0")) && !some.all_below(version("4.9.9")));
        assert!(!Versions::ALL.all_below(version("999")));
        assert_eq!([Version::parse("1.2.3.4"), Version::parse("main"), Version::parse("")], [None; 3]);
    }
}
