//! Cuts a written text at its colons.

use crate::value::Part;

/// The parts between the literal colons of a text, at least one piece. Parts that are not literal
/// stay whole: what stands between two colons is taken to hold none. The colon in a policy variable
/// (`${aws:PrincipalAccount}`) parts nothing.
pub(super) fn pieces(parts: &[Part]) -> Vec<Vec<Part>> {
    let mut pieces = vec![Vec::new()];
    for part in parts {
        let Some(text) = part.literal() else {
            push(&mut pieces, part.clone());
            continue;
        };
        for (index, between) in cut(text).into_iter().enumerate() {
            if index > 0 {
                pieces.push(Vec::new());
            }
            if !between.is_empty() {
                push(&mut pieces, Part::Literal(between.to_owned()));
            }
        }
    }
    pieces
}

/// A literal text at its colons, but for those in policy variables.
fn cut(text: &str) -> Vec<&str> {
    if !text.contains("${") {
        return text.split(':').collect();
    }
    let (mut out, mut start, mut inside) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        match c {
            '{' if text[..at].ends_with('$') => inside = true,
            '}' => inside = false,
            ':' if !inside => {
                out.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    out.push(&text[start..]);
    out
}

fn push(pieces: &mut [Vec<Part>], part: Part) {
    if let Some(last) = pieces.last_mut() {
        append(last, part);
    }
}

/// Adds a part to a text; literals that meet become one.
pub(super) fn append(text: &mut Vec<Part>, part: Part) {
    match (text.last_mut(), part) {
        (Some(Part::Literal(last)), Part::Literal(more)) => last.push_str(&more),
        (_, part) => text.push(part),
    }
}

/// The text of pieces with colons between them: the reverse of [`pieces`].
pub(super) fn join<'a>(pieces: impl IntoIterator<Item = &'a Vec<Part>>) -> Vec<Part> {
    let mut text = Vec::new();
    for (index, piece) in pieces.into_iter().enumerate() {
        if index > 0 {
            append(&mut text, Part::Literal(":".to_owned()));
        }
        piece.iter().for_each(|part| append(&mut text, part.clone()));
    }
    text
}

/// The text of a piece that is literal (also of an empty one).
pub(super) fn literal(piece: &[Part]) -> Option<&str> {
    match piece {
        [] => Some(""),
        [only] => only.literal(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Ambient;
    use proptest::prelude::*;

    fn lit(text: &str) -> Part {
        Part::Literal(text.into())
    }

    #[test]
    fn a_text_is_cut_at_its_literal_colons_only() {
        let account = Part::Ambient(Ambient::Account);
        let text = [lit("arn:aws:"), lit("sns:r:"), account.clone(), lit(":a"), account.clone()];
        let expected = [
            vec![lit("arn")],
            vec![lit("aws")],
            vec![lit("sns")],
            vec![lit("r")],
            vec![account.clone()],
            vec![lit("a"), account],
        ];
        assert_eq!(pieces(&text), expected);
    }

    #[test]
    fn a_policy_variable_stays_whole() {
        let found = pieces(&[lit("arn:aws:s3:*:${aws:PrincipalAccount}:b")]);
        assert_eq!((found.len(), &found[4]), (6, &vec![lit("${aws:PrincipalAccount}")]));
        assert_eq!(pieces(&[lit("a${b:c")]).len(), 1);
    }

    proptest! {
        #[test]
        fn what_was_cut_joins_again(text in "[a:*${}]{0,12}") {
            let expected: Vec<Part> = if text.is_empty() { vec![] } else { vec![lit(&text)] };
            prop_assert_eq!(join(&pieces(&[lit(&text)])), expected);
        }
    }
}
