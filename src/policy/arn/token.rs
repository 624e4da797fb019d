//! Patterns as steps, to compare them with one another.

use crate::policy::arn::glob::matches;
use crate::value::{Ambient, Part};

/// One step of a pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Token<'a> {
    /// This character.
    Char(char),
    /// Any one character.
    One,
    /// Any one digit.
    Digit,
    /// Any run of characters, also none.
    Many,
    /// Any run of characters that holds no colon, also none.
    Field,
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
    parts.iter().flat_map(|part| part.literal().map_or_else(|| vec![Token::Part(part)], of_text)).collect()
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
        Ambient::Account => vec![Token::Digit; 12],
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
            Token::Many | Token::Field => false,
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
    let is_run = |token: Option<&Token>| matches!(token, Some(Token::Many | Token::Field));
    let takes = |run: Option<&Token>, other: Option<&Token>| match (run, other) {
        (Some(Token::Field), Some(Token::Char(c))) => *c != ':',
        (Some(Token::Many | Token::Field), Some(_)) => true,
        _ => false,
    };
    if takes(a, b) || is_run(b) {
        here[j + 1] = true;
    }
    if takes(b, a) || is_run(a) {
        next[j] = true;
    }
    if let (Some(a), Some(b)) = (a, b)
        && (a == b || meets_one(a, b) || meets_one(b, a))
    {
        next[j + 1] = true;
    }
}

/// Is the one step for a single character, and may the other one be that?
fn meets_one(one: &Token, other: &Token) -> bool {
    match (one, other) {
        (Token::One, _) => true,
        (Token::Digit, Token::Char(c)) => c.is_ascii_digit(),
        (Token::Digit, Token::Part(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::arn::glob::string_like;
    use proptest::prelude::*;

    fn parts(text: &str) -> Vec<Part> {
        vec![Part::Literal(text.into())]
    }

    #[test]
    fn two_patterns_overlap_where_one_text_fits_both() {
        let meet = |a: &str, b: &str| overlap(&tokens(&parts(a)), &tokens(&parts(b)));
        assert!(meet("a*", "*b") && meet("*", "") && meet("", "*") && meet("?x*", "a*y"));
        assert!(!meet("a", "b") && !meet("", "?") && !meet("a*", "b*") && !meet("a?", "a"));
    }

    #[test]
    fn a_field_ends_at_a_colon() {
        let region = [Token::Char('a'), Token::Field, Token::Char('z')];
        let meets = |text: &str| overlap(&region, &tokens(&parts(text)));
        assert!(meets("az") && meets("abz") && meets("a*z") && meets("*") && meets("a?z"));
        assert!(!meets("a:z") && !meets("ab:*z") && !meets("b*"));
    }

    #[test]
    fn an_account_is_digits() {
        let account = [Part::Ambient(Ambient::Account)];
        let meets = |text: &str| overlap(&loose_tokens(&account), &tokens(&parts(text)));
        assert!(meets("123456789012") && meets("*") && meets("1?*") && meets("????????????"));
        assert!(!meets("12345678901") && !meets("server/s-123") && !meets("1234567890123"));
    }

    #[test]
    fn a_value_that_is_not_known_equals_only_itself() {
        let account = [Part::Ambient(Ambient::Account)];
        let region = [Part::Ambient(Ambient::Region)];
        let reason = crate::reason::Reason::new(crate::reason::ReasonKind::UnknownValue, "a variable");
        let unknown = [Part::Unknown(reason)];
        assert!(includes(&tokens(&account), &tokens(&account)));
        assert!(includes(&[Token::Many], &tokens(&unknown)));
        assert!(!includes(&tokens(&account), &tokens(&region)));
        assert!(!includes(&tokens(&unknown), &tokens(&unknown)));
        assert!(!includes(&tokens(&account), &[Token::Many]));
    }

    proptest! {
        #[test]
        fn patterns_that_match_one_text_overlap(
            a in "[ab*?]{0,6}",
            b in "[ab*?]{0,6}",
            t in "[ab]{0,5}",
        ) {
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
