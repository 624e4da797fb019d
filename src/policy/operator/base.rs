//! What operators compare.

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

/// Every comparison and its name.
pub(super) const BASES: [(&str, Base); 27] = [
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
