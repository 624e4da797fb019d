//! What the placeholders of a form stand for in a written ARN.

use crate::policy::arn::pattern::ArnPattern;
use crate::policy::arn::split::append;
use crate::policy::arn::template::{PatternTemplate, TemplatePart};
use crate::value::Part;
use std::collections::BTreeMap;

/// The values of the placeholders that fill a component, or what stands between two slashes of the
/// resource. One that cannot be told apart from what is around it has none.
#[must_use]
pub fn captured(form: &PatternTemplate, written: &ArnPattern) -> BTreeMap<String, Vec<Part>> {
    let mut values = BTreeMap::new();
    for (form, written) in form.components().iter().zip(written.components()) {
        let (form, written) = (form_segments(form), segments(written));
        if form.len() != written.len() {
            continue;
        }
        for (segment, value) in form.into_iter().zip(written) {
            if let [TemplatePart::Placeholder(name)] = segment.as_slice()
                && !value.is_empty()
            {
                values.insert(name.clone(), value);
            }
        }
    }
    values
}

/// The parts between slashes.
fn form_segments(component: &[TemplatePart]) -> Vec<Vec<TemplatePart>> {
    let mut segments = vec![Vec::new()];
    for part in component {
        let TemplatePart::Literal(text) = part else {
            segments.last_mut().into_iter().for_each(|last| last.push(part.clone()));
            continue;
        };
        for (number, piece) in text.split('/').enumerate() {
            if number > 0 {
                segments.push(Vec::new());
            }
            if !piece.is_empty() {
                segments.last_mut().into_iter().for_each(|last| last.push(TemplatePart::Literal(piece.to_owned())));
            }
        }
    }
    segments
}

/// As [`form_segments`], of a written text.
fn segments(component: &[Part]) -> Vec<Vec<Part>> {
    let mut segments = vec![Vec::new()];
    for part in component {
        let Some(text) = part.literal() else {
            segments.last_mut().into_iter().for_each(|last| append(last, part.clone()));
            continue;
        };
        for (number, piece) in text.split('/').enumerate() {
            if number > 0 {
                segments.push(Vec::new());
            }
            if !piece.is_empty() {
                segments.last_mut().into_iter().for_each(|last| append(last, Part::Literal(piece.to_owned())));
            }
        }
    }
    segments
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(form: &str, written: &str) -> Vec<String> {
        let form = PatternTemplate::parse(form).expect("a form");
        let values = captured(&form, &ArnPattern::parse(written).expect("an ARN"));
        let text = |parts: &[Part]| parts.iter().filter_map(Part::literal).collect::<String>();
        values.iter().map(|(name, parts)| format!("{name}={}", text(parts))).collect()
    }

    #[test]
    fn what_stands_in_a_place_of_its_own_is_captured() {
        let form = "arn:${Partition}:profile:${Region}:${Account}:domains/${Domain}/objects/${Type}";
        let written = "arn:aws:profile:*:111122223333:domains/acme/objects/order";
        let values = ["Account=111122223333", "Domain=acme", "Partition=aws", "Region=*", "Type=order"];
        assert_eq!(told(form, written), values);
    }

    #[test]
    fn what_is_left_out_or_stands_elsewhere_is_not() {
        let form = "arn:${Partition}:a:${Region}:${Account}:b/${Name}";
        assert_eq!(told(form, "arn:aws:a::111122223333:b"), ["Account=111122223333", "Partition=aws"]);
        assert_eq!(told("arn:aws:a:*:*:b-${Name}", "arn:aws:a:*:*:b-c"), Vec::<String>::new());
    }
}
