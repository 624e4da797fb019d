//! The name that a misspelt one was meant to be.

/// The candidate that is nearest to a name, where one is near enough to be meant. Of two that are
/// equally near, the first.
#[must_use]
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let name = name.to_lowercase();
    let scored = candidates.into_iter().map(|candidate| (score(&name, candidate), candidate));
    let best = scored.filter(|(score, _)| *score >= 0.8).reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, candidate)| candidate)
}

/// From 0 to 1; a part of a name at its start counts for more.
fn score(name: &str, candidate: &str) -> f64 {
    strsim::jaro_winkler(name, &candidate.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const NAMES: [&str; 3] = ["missing-source-condition", "malformed-source-arn", "transfer.amazonaws.com"];

    #[test]
    fn a_slip_of_the_hand_is_understood_and_nonsense_is_not() {
        assert_eq!(nearest("missing-source-conditions", NAMES), Some("missing-source-condition"));
        assert_eq!(nearest("Malformed-Source-ARM", NAMES), Some("malformed-source-arn"));
        assert_eq!(nearest("tranfser", NAMES), Some("transfer.amazonaws.com"));
        assert_eq!(nearest("x", NAMES), None);
        assert_eq!(nearest("", NAMES), None);
    }
}
