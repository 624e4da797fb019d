//! Condition operators: `StringEquals`, `ForAnyValue:ArnLikeIfExists`, `Null`.

use std::fmt;

use crate::policy::misspelling;

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

/// What an operator compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// Strings.
    String(StringTest),
    /// ARNs, component by component: `ArnEquals` and `ArnLike` are one and the same to IAM.
    Arn(ArnTest),
    /// Numbers.
    Numeric(Order),
    /// Dates.
    Date(Order),
    /// `Bool`
    Bool,
    /// `BinaryEquals`
    BinaryEquals,
    /// `IpAddress`
    IpAddress,
    /// `NotIpAddress`
    NotIpAddress,
    /// `Null`: is the key missing?
    Null,
}

/// Tests of strings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StringTest {
    /// `StringEquals`
    Equals,
    /// `StringNotEquals`
    NotEquals,
    /// `StringEqualsIgnoreCase`
    EqualsIgnoreCase,
    /// `StringNotEqualsIgnoreCase`
    NotEqualsIgnoreCase,
    /// `StringLike`
    Like,
    /// `StringNotLike`
    NotLike,
}

/// Tests of ARNs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArnTest {
    /// `ArnEquals`
    Equals,
    /// `ArnNotEquals`
    NotEquals,
    /// `ArnLike`
    Like,
    /// `ArnNotLike`
    NotLike,
}

/// Tests of things that have an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// `...Equals`
    Equals,
    /// `...NotEquals`
    NotEquals,
    /// `...LessThan`
    LessThan,
    /// `...LessThanEquals`
    LessThanEquals,
    /// `...GreaterThan`
    GreaterThan,
    /// `...GreaterThanEquals`
    GreaterThanEquals,
}

const BASES: [(&str, Base); 27] = [
    ("StringEquals", Base::String(StringTest::Equals)),
    ("StringNotEquals", Base::String(StringTest::NotEquals)),
    ("StringEqualsIgnoreCase", Base::String(StringTest::EqualsIgnoreCase)),
    ("StringNotEqualsIgnoreCase", Base::String(StringTest::NotEqualsIgnoreCase)),
    ("StringLike", Base::String(StringTest::Like)),
    ("StringNotLike", Base::String(StringTest::NotLike)),
    ("ArnEquals", Base::Arn(ArnTest::Equals)),
    ("ArnNotEquals", Base::Arn(ArnTest::NotEquals)),
    ("ArnLike", Base::Arn(ArnTest::Like)),
    ("ArnNotLike", Base::Arn(ArnTest::NotLike)),
    ("NumericEquals", Base::Numeric(Order::Equals)),
    ("NumericNotEquals", Base::Numeric(Order::NotEquals)),
    ("NumericLessThan", Base::Numeric(Order::LessThan)),
    ("NumericLessThanEquals", Base::Numeric(Order::LessThanEquals)),
    ("NumericGreaterThan", Base::Numeric(Order::GreaterThan)),
    ("NumericGreaterThanEquals", Base::Numeric(Order::GreaterThanEquals)),
    ("DateEquals", Base::Date(Order::Equals)),
    ("DateNotEquals", Base::Date(Order::NotEquals)),
    ("DateLessThan", Base::Date(Order::LessThan)),
    ("DateLessThanEquals", Base::Date(Order::LessThanEquals)),
    ("DateGreaterThan", Base::Date(Order::GreaterThan)),
    ("DateGreaterThanEquals", Base::Date(Order::GreaterThanEquals)),
    ("Bool", Base::Bool),
    ("BinaryEquals", Base::BinaryEquals),
    ("IpAddress", Base::IpAddress),
    ("NotIpAddress", Base::NotIpAddress),
    ("Null", Base::Null),
];

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

    /// Does a request that lacks the key pass, whatever the values say?
    ///
    /// True for negated tests, `IfExists` and `ForAllValues`; false for `Null`, which says itself
    /// what it wants.
    #[must_use]
    pub fn passes_without_key(self) -> bool {
        match self.qualifier {
            _ if self.base == Base::Null => false,
            _ if self.if_exists => true,
            Some(qualifier) => qualifier == Qualifier::ForAllValues,
            None => self.base.is_negated(),
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

impl Base {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        BASES.iter().find(|(_, base)| *base == self).map_or("", |(name, _)| name)
    }

    /// Does it hold where no value matches?
    #[must_use]
    pub fn is_negated(self) -> bool {
        use {ArnTest as A, StringTest as S};
        match self {
            Base::String(test) => {
                matches!(test, S::NotEquals | S::NotEqualsIgnoreCase | S::NotLike)
            }
            Base::Arn(test) => matches!(test, A::NotEquals | A::NotLike),
            Base::Numeric(order) | Base::Date(order) => order == Order::NotEquals,
            Base::NotIpAddress => true,
            Base::Bool | Base::BinaryEquals | Base::IpAddress | Base::Null => false,
        }
    }

    /// Are `*` and `?` in its values wildcards? Elsewhere they are plain characters.
    #[must_use]
    pub fn has_wildcards(self) -> bool {
        matches!(self, Base::Arn(_) | Base::String(StringTest::Like | StringTest::NotLike))
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
        let passes = |text| Operator::parse(text).map(Operator::passes_without_key);
        for open in ["StringNotEquals", "ArnLikeIfExists", "ForAllValues:ArnLike", "NotIpAddress"] {
            assert_eq!(passes(open), Some(true), "{open}");
        }
        for closed in ["StringEquals", "ArnLike", "ForAnyValue:StringNotEquals", "Null", "Bool"] {
            assert_eq!(passes(closed), Some(false), "{closed}");
        }
    }
}
