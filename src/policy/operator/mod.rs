//! Condition operators: `StringEquals`, `ForAnyValue:ArnLikeIfExists`, `Null`.

mod base;
mod misspelling;

use std::fmt;

pub use base::{ArnTest, Base, Order, StringTest};

use base::BASES;

/// A condition operator in its three pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operator {
    /// `ForAllValues:` or `ForAnyValue:`, where one stands before it.
    pub qualifier: Option<Qualifier>,
    /// The comparison.
    pub base: Base,
    /// Does it end in `IfExists`, so that a request without the key passes?
    pub if_exists: bool,
}

/// How the values of a multivalued key are taken together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Qualifier {
    /// Every value of the request must match; a request without the key passes.
    ForAllValues,
    /// One value of the request must match; a request without the key does not pass.
    ForAnyValue,
}

impl Operator {
    /// The operator that a text names; none where IAM knows no such operator.
    ///
    /// Letter case counts: IAM refuses `stringEquals` ("Invalid Condition type").
    #[must_use]
    pub fn parse(text: &str) -> Option<Operator> {
        let (qualifier, rest) = Qualifier::split(text);
        let (name, if_exists) = match rest.strip_suffix("IfExists") {
            Some(name) => (name, true),
            None => (rest, false),
        };
        let base = BASES.iter().find(|(known, _)| *known == name)?.1;
        let parsed = Operator { qualifier, base, if_exists };
        (!(if_exists && base == Base::Null)).then_some(parsed)
    }

    /// The valid operator that a misspelt one stands for, where only one can be meant.
    ///
    /// Blanks and letter case are forgiven, and up to two wrong letters. None where the text is
    /// valid as it is, and where it is as near to an operator of the opposite meaning.
    #[must_use]
    pub fn nearest(text: &str) -> Option<String> {
        misspelling::nearest_operator(text)
    }

    /// Every operator there is.
    pub(crate) fn all() -> impl Iterator<Item = Operator> {
        let qualifiers = [None, Some(Qualifier::ForAllValues), Some(Qualifier::ForAnyValue)];
        qualifiers.into_iter().flat_map(|qualifier| {
            BASES.iter().flat_map(move |&(_, base)| {
                let forms: &[bool] = if base == Base::Null { &[false] } else { &[false, true] };
                forms.iter().map(move |&if_exists| Operator { qualifier, base, if_exists })
            })
        })
    }

    /// Does a request that lacks the key pass, whatever the values say? None where AWS does not
    /// say: `ForAnyValue` asks for the key, `IfExists` does not.
    ///
    /// Negated tests, `IfExists` and `ForAllValues` let it pass. `Null` is not asked: its values
    /// say what it wants.
    #[must_use]
    pub fn passes_without_key(self) -> Option<bool> {
        match (self.qualifier, self.if_exists) {
            (Some(Qualifier::ForAnyValue), true) => None,
            (Some(Qualifier::ForAnyValue), false) => Some(false),
            (Some(Qualifier::ForAllValues), _) | (None, true) => Some(true),
            (None, false) => Some(self.base.is_negated()),
        }
    }
}

impl Qualifier {
    fn split(text: &str) -> (Option<Qualifier>, &str) {
        for qualifier in [Qualifier::ForAllValues, Qualifier::ForAnyValue] {
            let rest = text.strip_prefix(qualifier.name()).and_then(|rest| rest.strip_prefix(':'));
            if let Some(rest) = rest {
                return (Some(qualifier), rest);
            }
        }
        (None, text)
    }

    /// Its name, without the colon.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Qualifier::ForAllValues => "ForAllValues",
            Qualifier::ForAnyValue => "ForAnyValue",
        }
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(qualifier) = self.qualifier {
            write!(f, "{}:", qualifier.name())?;
        }
        f.write_str(self.base.name())?;
        if self.if_exists { f.write_str("IfExists") } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_reads_back_as_itself() {
        assert_eq!(Operator::all().count(), 3 * (2 * BASES.len() - 1));
        for operator in Operator::all() {
            assert_eq!(Operator::parse(&operator.to_string()), Some(operator));
        }
    }

    #[test]
    fn what_iam_refuses_is_no_operator() {
        for text in ["", " ArnEquals", "ArnEquals ", "ArnEqual", "stringEquals", "STRINGLIKE"] {
            assert_eq!(Operator::parse(text), None, "{text:?}");
        }
        for text in ["NullIfExists", "ForAllValues:", "forAnyValue:StringLike", "IfExists"] {
            assert_eq!(Operator::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_request_without_the_key_passes_what_is_no_control() {
        let passes = |text| Operator::parse(text).and_then(Operator::passes_without_key);
        for open in ["StringNotEquals", "ArnLikeIfExists", "ForAllValues:ArnLike", "NotIpAddress"] {
            assert_eq!(passes(open), Some(true), "{open}");
        }
        for closed in ["StringEquals", "ArnLike", "ForAnyValue:StringNotEquals", "Bool"] {
            assert_eq!(passes(closed), Some(false), "{closed}");
        }
        assert_eq!(passes("ForAnyValue:ArnLikeIfExists"), None);
    }
}
