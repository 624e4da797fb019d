//! The operator that a misspelt one stands for.

use crate::policy::operator::Operator;

/// How many letters may be wrong.
const MOST_WRONG: usize = 2;

/// See [`Operator::nearest`].
pub(super) fn nearest_operator(text: &str) -> Option<String> {
    if Operator::parse(text).is_some() {
        return None;
    }
    let written = plain(text);
    let mut candidates: Vec<(usize, Operator)> = Operator::all()
        .map(|operator| (distance(&written, &plain(&operator.to_string())), operator))
        .filter(|(wrong, _)| *wrong <= MOST_WRONG && wrong * 3 <= written.len())
        .collect();
    candidates.sort();
    let (fewest, best) = *candidates.first()?;
    let rivals = &candidates[1..];
    let clear = rivals
        .iter()
        .all(|(wrong, rival)| fewest == 0 || (*wrong > fewest && rival.base.is_negated() == best.base.is_negated()));
    clear.then(|| best.to_string())
}

/// Without blanks and letter case.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Letters to insert, drop, change or swap; lengths that differ too much are not compared.
fn distance(a: &str, b: &str) -> usize {
    match a.len().abs_diff(b.len()) {
        far if far > MOST_WRONG => far,
        _ => strsim::osa_distance(a, b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_has_one_meaning() {
        let slips = [
            (" ArnEquals", "ArnEquals"),
            ("ArnEqual", "ArnEquals"),
            ("StringEqual", "StringEquals"),
            ("stringlike", "StringLike"),
            ("StringNotEqual", "StringNotEquals"),
            ("StringEqualsIfExist", "StringEqualsIfExists"),
            ("ForAnyValue: StringLike", "ForAnyValue:StringLike"),
            ("ForAllValue:ArnLike", "ForAllValues:ArnLike"),
            ("IPAddress", "IpAddress"),
            ("Nul", "Null"),
        ];
        for (written, meant) in slips {
            assert_eq!(nearest_operator(written).as_deref(), Some(meant), "{written:?}");
        }
    }

    #[test]
    fn what_could_mean_several_things_is_left_to_a_person() {
        for written in ["Foo", "", "  ", "StringNEquals", "String", "Equals", "ArnMatches"] {
            assert_eq!(nearest_operator(written), None, "{written:?}");
        }
    }

    #[test]
    fn a_valid_operator_is_no_slip() {
        assert_eq!(nearest_operator("ArnLike"), None);
    }

    #[test]
    fn a_long_text_is_not_compared_letter_by_letter() {
        assert_eq!(nearest_operator(&"ArnLike".repeat(100_000)), None);
    }
}
