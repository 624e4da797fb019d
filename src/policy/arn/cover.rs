//! Which patterns say all that others say.

use crate::policy::arn::pattern::ArnPattern;
use crate::policy::arn::token::{Token, includes, tokens};
use crate::value::Part;

/// Does the first pattern surely match every ARN that the second one matches? False where that
/// depends on what is not known.
#[must_use]
pub fn covers(wide: &ArnPattern, narrow: &ArnPattern) -> bool {
    wide.components().iter().zip(narrow.components()).all(|(wide, narrow)| component_covers(wide, narrow))
}

fn component_covers(wide: &[Part], narrow: &[Part]) -> bool {
    let (wide_tokens, narrow_tokens) = (tokens(wide), tokens(narrow));
    if has_variable(wide) || has_variable(narrow) {
        return wide_tokens == [Token::Many] || wide == narrow;
    }
    includes(&wide_tokens, &narrow_tokens)
}

/// A policy variable, `${aws:username}`: its text is not the text it stands for.
fn has_variable(parts: &[Part]) -> bool {
    parts.iter().filter_map(Part::literal).any(|text| text.contains("${"))
}

/// The patterns without those that another one covers, in order; of equal ones the first stays.
#[must_use]
pub fn narrowest(patterns: Vec<ArnPattern>) -> Vec<ArnPattern> {
    let mut kept: Vec<ArnPattern> = Vec::new();
    for pattern in patterns {
        if kept.iter().any(|other| covers(other, &pattern)) {
            continue;
        }
        kept.retain(|other| !covers(&pattern, other));
        kept.push(pattern);
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::arn::glob::arn_like;
    use proptest::prelude::*;

    fn arn(text: &str) -> ArnPattern {
        ArnPattern::parse(text).expect("an ARN")
    }

    fn transfer(resource: &str) -> ArnPattern {
        arn(&format!("arn:aws:transfer:*:123456789012:{resource}"))
    }

    #[test]
    fn a_wildcard_covers_what_it_matches() {
        assert!(covers(&transfer("server/*"), &transfer("server/s-1")));
        assert!(covers(&transfer("*"), &transfer("server/*")));
        assert!(!covers(&transfer("server/*"), &transfer("connector/*")));
        assert!(!covers(&transfer("server/s-1"), &transfer("server/*")));
    }

    #[test]
    fn another_account_is_not_covered() {
        let other = arn("arn:aws:transfer:*:210987654321:server/*");
        assert!(!covers(&transfer("*"), &other) && !covers(&other, &transfer("server/s-1")));
    }

    #[test]
    fn a_policy_variable_is_covered_by_itself_and_by_a_star() {
        assert!(covers(&transfer("user/${aws:username}"), &transfer("user/${aws:username}")));
        assert!(covers(&transfer("*"), &transfer("user/${aws:username}")));
        assert!(!covers(&transfer("user/*"), &transfer("user/${aws:username}")));
    }

    #[test]
    fn a_union_keeps_only_what_no_other_pattern_says() {
        let union = ["server/s-1", "connector/*", "server/*", "server/s-2", "connector/*"].map(transfer);
        assert_eq!(narrowest(union.into()), ["connector/*", "server/*"].map(transfer));
    }

    proptest! {
        #[test]
        fn a_wider_pattern_matches_all_that_a_narrower_one_matches(
            wide in "arn:[a*]{1,2}:[b?*]{1,2}:[ab*]{0,2}:\\*?:[ab:*?/]{0,5}",
            narrow in "arn:[a*]{1,2}:[b?*]{1,2}:[ab*]{0,2}:\\*?:[ab:*?/]{0,5}",
            value in "arn:[a]{1,2}:[b]{1,2}:[ab]{0,2}::[ab:/]{0,5}",
        ) {
            let (Ok(a), Ok(b)) = (ArnPattern::parse(&wide), ArnPattern::parse(&narrow)) else {
                return Ok(());
            };
            if covers(&a, &b) && arn_like(&narrow, &value) {
                prop_assert!(arn_like(&wide, &value));
            }
            prop_assert!(covers(&a, &a));
        }

        #[test]
        fn without_wildcards_the_arn_operators_compare_texts(
            a in "arn:a:[ab]:[ab]?::[ab:]{1,3}",
            b in "arn:a:[ab]:[ab]?::[ab:]{1,3}",
        ) {
            prop_assert_eq!(arn_like(&a, &b), a == b);
        }
    }
}
