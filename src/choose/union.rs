//! The source ARNs of several uses as one list.

use crate::policy::arn::{ArnPattern, covers, narrowest};
use crate::value::Part;

/// More ARNs of one form than these are not listed one by one: a list of that length is never kept
/// up to date, and what is missing in it fails in silence.
const MOST: usize = 5;

/// An ARN to write.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    /// The ARN.
    pub(super) arn: Vec<Part>,
    /// The same with `*` for what tells one resource from another; none where any would be too
    /// many.
    pub(super) form: Option<Vec<Part>>,
}

/// The ARNs that cover all of these, none of which another one covers.
pub(super) fn union(mut all: Vec<Named>) -> Vec<Vec<Part>> {
    let mut seen: Vec<Named> = Vec::new();
    all.retain(|named| {
        !seen.contains(named) && {
            seen.push(named.clone());
            true
        }
    });
    let is_crowded =
        |named: &Named| named.form.is_some() && all.iter().filter(|other| other.form == named.form).count() > MOST;
    let listed: Vec<Named> = all
        .iter()
        .map(|named| match &named.form {
            Some(form) if is_crowded(named) => Named { arn: form.clone(), form: Some(form.clone()) },
            _ => named.clone(),
        })
        .collect();
    reduce(listed)
}

fn reduce(all: Vec<Named>) -> Vec<Vec<Part>> {
    let patterns = narrowest(all.iter().filter_map(|named| ArnPattern::read(&named.arn).ok()).collect());
    let is_said = |named: &Named| {
        let form = named.form.as_ref().and_then(|form| ArnPattern::read(form).ok());
        form.is_some_and(|form| patterns.iter().any(|pattern| covers(pattern, &form)))
    };
    let mut out: Vec<Vec<Part>> = Vec::new();
    for named in all.iter().filter(|named| ArnPattern::read(&named.arn).is_err() && !is_said(named)) {
        if !out.contains(&named.arn) {
            out.push(named.arn.clone());
        }
    }
    out.extend(patterns.iter().map(ArnPattern::parts));
    out
}

#[cfg(test)]
mod tests {
    use super::{Named, union};
    use crate::text::FileId;
    use crate::value::{Part, Reference, SymbolId};

    fn literal(text: &str) -> Vec<Part> {
        vec![Part::Literal(text.to_owned())]
    }

    /// An ARN by reference, of an alarm.
    fn reference(number: u32) -> Named {
        let text = format!("aws_cloudwatch_metric_alarm.a{number}.arn");
        let reference =
            Reference { symbol: SymbolId(number), attribute: "arn".into(), indexed: false, text, file: FileId(0) };
        Named {
            arn: vec![Part::Reference(reference)],
            form: Some(literal("arn:aws:cloudwatch:*:111122223333:alarm:*")),
        }
    }

    fn composed(resource: &str, form: Option<&str>) -> Named {
        let arn = |resource: &str| literal(&format!("arn:aws:cloudwatch:*:111122223333:{resource}"));
        Named { arn: arn(resource), form: form.map(arn) }
    }

    #[test]
    fn a_few_are_listed_and_many_are_one_form() {
        let few: Vec<Named> = (0..5).map(reference).collect();
        assert_eq!(union(few.clone()).len(), 5);
        let many: Vec<Named> = (0..6).map(reference).collect();
        assert_eq!(union(many), [literal("arn:aws:cloudwatch:*:111122223333:alarm:*")]);
        let again = few.iter().chain(&few).cloned().collect();
        assert_eq!(union(again).len(), 5);
    }

    #[test]
    fn what_a_form_covers_is_not_said_again() {
        let all = vec![reference(0), composed("alarm:*", Some("alarm:*")), composed("alarm:b", Some("alarm:*"))];
        assert_eq!(union(all), [literal("arn:aws:cloudwatch:*:111122223333:alarm:*")]);
        let other = vec![reference(0), composed("dashboard/*", Some("dashboard/*"))];
        assert_eq!(union(other).len(), 2);
    }

    #[test]
    fn what_has_no_form_is_always_listed() {
        let all: Vec<Named> = (0..7).map(|number| composed(&format!("x:{number}"), None)).collect();
        assert_eq!(union(all).len(), 7);
    }
}
