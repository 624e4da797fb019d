//! Wildcards: `*` stands for any run of characters, also for none, `?` for exactly one.

use crate::value::{Ambient, Part};

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

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    /// This character.
    Char(char),
    /// Any one character.
    One,
    /// Any run of characters, also none.
    Many,
    /// What this part stands for, which only the deployment knows.
    Part(&'a Part),
}

impl Token<'_> {
    /// Can only the same value stand here each time?
    fn is_fixed(self) -> bool {
        matches!(self, Token::Char(_) | Token::Part(Part::Ambient(_) | Part::Reference(_)))
    }
}

/// The steps of a written text: `*` and `?` in its literal parts are wildcards.
pub(super) fn tokens(parts: &[Part]) -> Vec<Token<'_>> {
    let of_text = |text: &str| text.chars().map(token_of).collect();
    parts
        .iter()
        .flat_map(|part| part.literal().map_or_else(|| vec![Token::Part(part)], of_text))
        .collect()
}

fn token_of<'a>(c: char) -> Token<'a> {
    match c {
        '*' => Token::Many,
        '?' => Token::One,
        other => Token::Char(other),
    }
}

/// The steps of a written text of which nothing is known where it is not literal, but that an
/// account, a partition and a region are never empty.
pub(super) fn loose_tokens(parts: &[Part]) -> Vec<Token<'_>> {
    let loosen = |token| match token {
        Token::Part(Part::Ambient(ambient)) => loosen_ambient(*ambient),
        Token::Part(_) => vec![Token::Many],
        known => vec![known],
    };
    tokens(parts).into_iter().flat_map(loosen).collect()
}

fn loosen_ambient<'a>(ambient: Ambient) -> Vec<Token<'a>> {
    match ambient {
        Ambient::Account => vec![Token::One; 12],
        Ambient::Partition | Ambient::Region | Ambient::DnsSuffix => vec![Token::One, Token::Many],
    }
}

/// Does the one pattern surely match all that the other matches? False where it is not sure.
pub(super) fn includes(wide: &[Token], narrow: &[Token]) -> bool {
    matches(
        wide,
        narrow,
        |token| *token == Token::Many,
        |wide, narrow| match wide {
            Token::One => matches!(narrow, Token::One | Token::Char(_)),
            Token::Many => false,
            fixed => fixed.is_fixed() && fixed == narrow,
        },
    )
}

/// Is there a text that both patterns match?
pub(super) fn overlap(a: &[Token], b: &[Token]) -> bool {
    let mut here = vec![false; b.len() + 1];
    here[0] = true;
    for i in 0..=a.len() {
        let mut next = vec![false; b.len() + 1];
        for j in 0..=b.len() {
            if here[j] {
                step(a.get(i), b.get(j), j, &mut here, &mut next);
            }
        }
        if i == a.len() {
            break;
        }
        here = next;
    }
    here[b.len()]
}

/// Marks what is reached from one place of both patterns: `here` is the row of the first one's
/// step, `next` the row after it, `j` the place in the second one.
fn step(a: Option<&Token>, b: Option<&Token>, j: usize, here: &mut [bool], next: &mut [bool]) {
    let (a_many, b_many) = (a == Some(&Token::Many), b == Some(&Token::Many));
    if (a_many && b.is_some()) || b_many {
        here[j + 1] = true;
    }
    if (b_many && a.is_some()) || a_many {
        next[j] = true;
    }
    if let (Some(a), Some(b)) = (a, b)
        && (a == b || *a == Token::One || *b == Token::One)
    {
        next[j + 1] = true;
    }
}

/// Matches a pattern against a text of any steps, without backtracking over more than the last
/// star: time grows with the product of the lengths, never faster.
fn matches<P, T>(
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

    fn parts(text: &str) -> Vec<Part> {
        vec![Part::Literal(text.into())]
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
        assert!(arn_like(
            "arn:aws:states:r:a:stateMachine:*",
            "arn:aws:states:r:a:stateMachine:f:3"
        ));
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

    #[test]
    fn two_patterns_overlap_where_one_text_fits_both() {
        let meet = |a: &str, b: &str| overlap(&tokens(&parts(a)), &tokens(&parts(b)));
        assert!(meet("a*", "*b") && meet("*", "") && meet("", "*") && meet("?x*", "a*y"));
        assert!(!meet("a", "b") && !meet("", "?") && !meet("a*", "b*") && !meet("a?", "a"));
    }

    #[test]
    fn a_value_that_is_not_known_equals_only_itself() {
        let account = [Part::Ambient(Ambient::Account)];
        let region = [Part::Ambient(Ambient::Region)];
        let reason =
            crate::reason::Reason::new(crate::reason::ReasonKind::UnknownValue, "a variable");
        let unknown = [Part::Unknown(reason)];
        assert!(includes(&tokens(&account), &tokens(&account)));
        assert!(includes(&[Token::Many], &tokens(&unknown)));
        assert!(!includes(&tokens(&account), &tokens(&region)));
        assert!(!includes(&tokens(&unknown), &tokens(&unknown)));
        assert!(!includes(&tokens(&account), &[Token::Many]));
    }

    proptest! {
        #[test]
        fn a_pattern_matches_what_a_naive_matcher_matches(p in "[ab*?]{0,7}", t in "[ab]{0,8}") {
            let (pattern, text): (Vec<_>, Vec<_>) = (p.chars().collect(), t.chars().collect());
            prop_assert_eq!(string_like(&p, &t), naive(&pattern, &text));
        }

        #[test]
        fn patterns_that_match_one_text_overlap(a in "[ab*?]{0,6}", b in "[ab*?]{0,6}", t in "[ab]{0,5}") {
            if string_like(&a, &t) && string_like(&b, &t) {
                prop_assert!(overlap(&tokens(&parts(&a)), &tokens(&parts(&b))));
            }
        }

        #[test]
        fn a_pattern_overlaps_a_text_only_where_it_matches(p in "[ab*?]{0,6}", t in "[ab]{0,6}") {
            let met = overlap(&tokens(&parts(&p)), &tokens(&parts(&t)));
            prop_assert_eq!(met, string_like(&p, &t));
        }
    }
}
