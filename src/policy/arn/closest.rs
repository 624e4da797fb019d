//! The forms that a text comes near to, for a person to choose from.

use crate::policy::arn::template::{PatternTemplate, TemplatePart};
use crate::value::Part;

/// The forms that are nearest to a written text, each once, at most this many, the nearest first.
#[must_use]
pub fn closest<'f>(forms: &'f [PatternTemplate], written: &[Part], at_most: usize) -> Vec<&'f PatternTemplate> {
    let written: String = written.iter().map(|part| part.literal().unwrap_or_default()).collect();
    let mut scored: Vec<(f64, &PatternTemplate)> = Vec::new();
    for form in forms {
        if scored.iter().all(|(_, other)| *other != form) {
            scored.push((likeness(form, &written), form));
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    scored.into_iter().take(at_most).map(|(_, form)| form).collect()
}

/// How alike the fixed texts of a form and a written text are, component by component; the service
/// and the resource count most.
fn likeness(form: &PatternTemplate, written: &str) -> f64 {
    const WEIGHTS: [f64; 6] = [0.0, 0.0, 2.0, 0.5, 0.5, 2.0];
    let mut rest = written.splitn(6, ':');
    let pairs = form.components().iter().zip(WEIGHTS);
    pairs.map(|(form, weight)| weight * strsim::jaro_winkler(&fixed(form), rest.next().unwrap_or_default())).sum()
}

/// The text of a component without what differs from one resource to the next.
fn fixed(component: &[TemplatePart]) -> String {
    let literal = |part: &TemplatePart| match part {
        TemplatePart::Literal(text) => Some(text.clone()),
        TemplatePart::Placeholder(_) | TemplatePart::Star => None,
    };
    component.iter().filter_map(literal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_of_the_same_service_and_type_is_nearest() {
        let forms = ["user/${ServerId}/${UserName}", "server/${ServerId}", "workflow/*", "workflow/*"]
            .map(|resource| format!("arn:${{Partition}}:transfer:${{Region}}:${{Account}}:{resource}"))
            .map(|text| PatternTemplate::parse(&text).expect("a form"));
        let nearest = |text: &str| {
            let found = closest(&forms, &[Part::Literal(text.to_owned())], 2);
            found
                .iter()
                .map(|form| form.to_string().rsplit(':').next().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(nearest("arn:aws:transfer:*:123456789012:users/s-1/bob")[0], "user/${ServerId}/${UserName}");
        assert_eq!(nearest("arn:aws:transfer:*:123456789012:workflows/w-1")[0], "workflow/*");
        assert_eq!(nearest("transfer").len(), 2);
        assert!(closest(&[], &[], 2).is_empty());
    }
}
