//! The form of an id that AWS makes.

use serde::Deserialize;
use std::collections::BTreeSet;

/// Characters that stand for themselves, and sets of characters, each with how often it comes:
/// `s-[0-9a-f]{17}`, `[A-Za-z0-9_]{1,55}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct IdForm(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// From the first to the last of each range.
    ranges: Vec<(char, char)>,
    least: usize,
    most: usize,
}

impl IdForm {
    /// Has a text this form?
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        let letters: Vec<char> = text.chars().collect();
        let mut ends = BTreeSet::from([0]);
        for piece in &self.0 {
            ends = ends.into_iter().flat_map(|start| piece.ends(&letters, start)).collect();
        }
        ends.contains(&letters.len())
    }
}

impl Piece {
    /// Where it may end, if it begins at a place.
    fn ends(&self, letters: &[char], start: usize) -> Vec<usize> {
        let is_in = |letter: &&char| self.ranges.iter().any(|(first, last)| (first..=last).contains(letter));
        let fitting = letters[start..].iter().take(self.most).take_while(is_in).count();
        (self.least..=fitting).map(|length| start + length).collect()
    }
}

impl TryFrom<String> for IdForm {
    type Error = String;

    fn try_from(text: String) -> Result<IdForm, String> {
        let mut pieces = Vec::new();
        let mut rest = text.as_str();
        while let Some(first) = rest.chars().next() {
            let (ranges, behind) = match rest.strip_prefix('[') {
                Some(inside) => {
                    let (set, behind) = inside.split_once(']').ok_or("a set ends with `]`")?;
                    (ranges(set), behind)
                }
                None => (vec![(first, first)], &rest[first.len_utf8()..]),
            };
            let (least, most, behind) = times(behind)?;
            pieces.push(Piece { ranges, least, most });
            rest = behind;
        }
        Ok(IdForm(pieces))
    }
}

/// `a-z0-9_` as ranges.
fn ranges(set: &str) -> Vec<(char, char)> {
    let letters: Vec<char> = set.chars().collect();
    let mut ranges = Vec::new();
    let mut rest = letters.as_slice();
    loop {
        rest = match rest {
            [first, '-', last, behind @ ..] => {
                ranges.push((*first, *last));
                behind
            }
            [one, behind @ ..] => {
                ranges.push((*one, *one));
                behind
            }
            [] => return ranges,
        };
    }
}

/// How often: `{17}`, `{1,55}`, or once; and what stands behind it.
fn times(text: &str) -> Result<(usize, usize, &str), String> {
    let Some(inside) = text.strip_prefix('{') else { return Ok((1, 1, text)) };
    let (times, behind) = inside.split_once('}').ok_or("how often ends with `}`")?;
    let (least, most) = times.split_once(',').unwrap_or((times, times));
    let number = |text: &str| text.parse::<usize>().map_err(|_| format!("`{text}` is no number"));
    Ok((number(least)?, number(most)?, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Result<IdForm, String> {
        IdForm::try_from(text.to_owned())
    }

    fn fits(form_text: &str, text: &str) -> bool {
        form(form_text).expect("a form").fits(text)
    }

    #[test]
    fn an_id_has_its_letters_and_its_length() {
        assert!(fits("[A-Za-z0-9]{4}", "aB3z") && fits("s-[0-9a-f]{2}", "s-0f"));
        for other in ["aB3", "aB3zz", "aB-z", ""] {
            assert!(!fits("[A-Za-z0-9]{4}", other), "{other}");
        }
        assert!(!fits("s-[0-9a-f]{2}", "s-0g") && !fits("s-[0-9a-f]{2}", "x-00"));
    }

    #[test]
    fn a_piece_takes_as_much_as_leaves_the_rest_its_own() {
        let pool = "[a-z0-9-]{1,9}_[0-9A-Za-z]{1,9}";
        assert!(fits(pool, "eu-west-1_aB3") && !fits(pool, "members") && !fits(pool, "_a"));
        assert!(fits("[ab]{1,3}[b]{1}", "aab") && fits("[ab]{1,3}b", "abbb") && !fits("[ab]{1,3}b", "aba"));
    }

    #[test]
    fn what_is_no_form_is_refused() {
        for wrong in ["[a-z", "a{", "a{x}", "a{1,}"] {
            assert!(form(wrong).is_err(), "{wrong}");
        }
    }
}
