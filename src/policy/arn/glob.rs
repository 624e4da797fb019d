//! Wildcards: `*` stands for any run of characters, also for none, `?` for exactly one.

/// Does a pattern match a whole text? `*` reaches over colons.
#[must_use]
pub fn string_like(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    matches(&pattern, &text, |c| *c == '*', |p, t| *p == '?' || p == t)
}

/// Does an ARN pattern match an ARN, as `ArnLike` and `ArnEquals` see it?
///
/// Each component is matched by itself; with fewer than six on either side nothing matches.
#[must_use]
pub fn arn_like(pattern: &str, arn: &str) -> bool {
    let (mut patterns, mut texts) = (pattern.splitn(6, ':'), arn.splitn(6, ':'));
    let mut matched = 0;
    while let (Some(pattern), Some(text)) = (patterns.next(), texts.next()) {
        if !string_like(pattern, text) {
            return false;
        }
        matched += 1;
    }
    matched == 6
}

/// Matches a pattern against a text of any steps, without backtracking over more than the last
/// star: time grows with the product of the lengths, never faster.
pub(super) fn matches<P, T>(
    pattern: &[P],
    text: &[T],
    is_star: impl Fn(&P) -> bool,
    takes: impl Fn(&P, &T) -> bool,
) -> bool {
    let (mut at, mut read) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while read < text.len() {
        match pattern.get(at) {
            Some(step) if is_star(step) => {
                star = Some((at, read));
                at += 1;
            }
            Some(step) if takes(step, &text[read]) => {
                at += 1;
                read += 1;
            }
            _ => {
                let Some((star_at, star_read)) = star else { return false };
                star = Some((star_at, star_read + 1));
                at = star_at + 1;
                read = star_read + 1;
            }
        }
    }
    pattern[at..].iter().all(is_star)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(pattern: &[char], text: &[char]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, None) => true,
            (Some(('*', rest)), None) => naive(rest, text),
            (Some(('*', rest)), Some((_, tail))) => naive(rest, text) || naive(pattern, tail),
            (Some((p, rest)), Some((t, tail))) => (*p == '?' || p == t) && naive(rest, tail),
            _ => false,
        }
    }

    #[test]
    fn a_star_stays_within_its_component() {
        let pattern = "arn:aws:x:*:1111:finance/*";
        let arn = "arn:aws:x:r:9999:store/a:1111:finance/d";
        assert!(!arn_like(pattern, arn) && string_like(pattern, arn));
    }

    #[test]
    fn a_star_matches_an_empty_component() {
        assert!(arn_like("arn:aws:s3:*:*:b", "arn:aws:s3:::b"));
    }

    #[test]
    fn a_stray_slash_or_colon_never_matches() {
        assert!(!arn_like("arn:aws:transfer:r:a:/server/s", "arn:aws:transfer:r:a:server/s"));
        assert!(!arn_like("arn:aws:iot:*:a::*", "arn:aws:iot:r:a:rule/x"));
    }

    #[test]
    fn the_sixth_component_keeps_its_colons() {
        assert!(arn_like("arn:aws:states:r:a:stateMachine:*", "arn:aws:states:r:a:stateMachine:f:3"));
    }

    #[test]
    fn five_components_match_nothing() {
        let pattern = "arn:aws:eks:r:fargateprofile/c/*";
        assert!(!arn_like(pattern, "arn:aws:eks:r:a:fargateprofile/c/x"));
        assert!(!arn_like(pattern, "arn:aws:eks:r:fargateprofile/c/x"));
        assert!(!arn_like("*", "arn:aws:eks:r:a:fargateprofile/c/x"));
    }

    #[test]
    fn letter_case_counts() {
        assert!(!arn_like("arn:aws:sqs:r:a:Jobs", "arn:aws:sqs:r:a:jobs"));
    }

    #[test]
    fn many_stars_take_no_exponential_time() {
        let pattern = "*a".repeat(100);
        assert!(!string_like(&format!("{pattern}b"), &"a".repeat(10_000)));
    }

    proptest! {
        #[test]
        fn a_pattern_matches_what_a_naive_matcher_matches(p in "[ab*?]{0,7}", t in "[ab]{0,8}") {
            let (pattern, text): (Vec<_>, Vec<_>) = (p.chars().collect(), t.chars().collect());
            prop_assert_eq!(string_like(&p, &t), naive(&pattern, &text));
        }

    }
}
