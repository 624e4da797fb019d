//! Compares one value of a policy with one value of a request.

use std::net::IpAddr;

use crate::policy::arn::{arn_like, string_like};
use crate::policy::evaluate::truth::Truth;
use crate::policy::operator::{Base, Order, StringTest};

/// Does the value of the request match that of the policy, before any negation?
///
/// Unknown for what is not modelled: dates, binary values, policy variables.
pub(super) fn compare(base: Base, wanted: &str, sent: &str) -> Truth {
    let takes_variables = matches!(base, Base::String(_) | Base::Arn(_) | Base::Bool);
    if takes_variables && wanted.contains("${") {
        return Truth::Unknown;
    }
    match base {
        Base::String(test) => Truth::from(compare_strings(test, wanted, sent)),
        Base::Arn(_) if wanted.split(':').count() < 6 => short_arn(base, wanted),
        Base::Arn(_) => Truth::from(arn_like(wanted, sent)),
        Base::Bool => Truth::from(wanted.eq_ignore_ascii_case(sent)),
        Base::Numeric(order) => compare_numbers(order, wanted, sent).map_or(Truth::Unknown, Truth::from),
        Base::IpAddress | Base::NotIpAddress => in_range(wanted, sent).map_or(Truth::Unknown, Truth::from),
        Base::Date(_) | Base::BinaryEquals | Base::Null => Truth::Unknown,
    }
}

/// A pattern with fewer than six components matches nothing. What its negation means, and whether
/// a lone `*` is an exception, AWS does not say.
fn short_arn(base: Base, wanted: &str) -> Truth {
    match base.is_negated() || wanted.chars().all(|c| c == '*') {
        true => Truth::Unknown,
        false => Truth::No,
    }
}

fn compare_strings(test: StringTest, wanted: &str, sent: &str) -> bool {
    match test {
        StringTest::Equals | StringTest::NotEquals => wanted == sent,
        StringTest::EqualsIgnoreCase | StringTest::NotEqualsIgnoreCase => wanted.to_lowercase() == sent.to_lowercase(),
        StringTest::Like | StringTest::NotLike => string_like(wanted, sent),
    }
}

/// None where one of them is no number.
fn compare_numbers(order: Order, wanted: &str, sent: &str) -> Option<bool> {
    let (wanted, sent) = (number(wanted)?, number(sent)?);
    Some(match order {
        Order::Equals | Order::NotEquals => sent == wanted,
        Order::LessThan => sent < wanted,
        Order::LessThanEquals => sent <= wanted,
        Order::GreaterThan => sent > wanted,
        Order::GreaterThanEquals => sent >= wanted,
    })
}

/// A number with few enough digits to be compared exactly.
fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    if plain && text.len() <= 15 { text.parse().ok() } else { None }
}

/// Is an address in a range (`203.0.113.0/24`; without a length, the address itself)? None where
/// one of them is none.
fn in_range(range: &str, address: &str) -> Option<bool> {
    let (network, length) = match range.split_once('/') {
        Some((network, length)) => (network, Some(length.parse::<u32>().ok()?)),
        None => (range, None),
    };
    let (network, width) = bits(network.parse().ok()?);
    let (address, address_width) = bits(address.parse().ok()?);
    let host_bits = width.checked_sub(length.unwrap_or(width))?;
    let same = network.checked_shr(host_bits) == address.checked_shr(host_bits);
    Some(width == address_width && same)
}

/// The bits of an address, and how many there are.
fn bits(address: IpAddr) -> (u128, u32) {
    match address {
        IpAddr::V4(address) => (u32::from(address).into(), 32),
        IpAddr::V6(address) => (address.into(), 128),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::operator::Operator;

    fn check(operator: &str, wanted: &str, sent: &str) -> Truth {
        let base = Operator::parse(operator).expect("an operator").base;
        compare(base, wanted, sent)
    }

    #[test]
    fn strings_match_whole_and_by_letter_case_unless_told() {
        assert_eq!(check("StringEquals", "Jobs", "jobs"), Truth::No);
        assert_eq!(check("StringEqualsIgnoreCase", "JÖBS", "jöbs"), Truth::Yes);
        assert_eq!(check("StringLike", "j?b*", "jobs"), Truth::Yes);
    }

    #[test]
    fn a_star_under_string_equals_is_a_plain_character() {
        assert_eq!(check("StringEquals", "arn:aws:s3:*:*:b", "arn:aws:s3:::b"), Truth::No);
        assert_eq!(check("ArnEquals", "arn:aws:s3:*:*:b", "arn:aws:s3:::b"), Truth::Yes);
    }

    #[test]
    fn addresses_match_by_their_leading_bits() {
        assert_eq!(check("IpAddress", "203.0.113.0/24", "203.0.113.77"), Truth::Yes);
        assert_eq!(check("IpAddress", "203.0.113.0/24", "203.0.114.1"), Truth::No);
        assert_eq!(check("IpAddress", "203.0.113.7", "203.0.113.7"), Truth::Yes);
        assert_eq!(check("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678::9"), Truth::Yes);
        assert_eq!(check("IpAddress", "0.0.0.0/0", "203.0.113.7"), Truth::Yes);
        assert_eq!(check("IpAddress", "::/0", "2001:db8::1"), Truth::Yes);
        assert_eq!(check("IpAddress", "::/0", "203.0.113.7"), Truth::No);
        for bad in ["203.0.113.0/33", "203.0.113.0/", "*", "203.0.113.0/-1"] {
            assert_eq!(check("IpAddress", bad, "203.0.113.7"), Truth::Unknown, "{bad}");
        }
    }

    #[test]
    fn numbers_are_compared_from_the_side_of_the_request() {
        assert_eq!(check("NumericLessThanEquals", "10", "10.0"), Truth::Yes);
        assert_eq!(check("NumericGreaterThan", "10", "9"), Truth::No);
        assert_eq!(check("NumericEquals", "ten", "10"), Truth::Unknown);
        assert_eq!(check("NumericEquals", "inf", "inf"), Truth::Unknown);
    }

    #[test]
    fn what_is_not_modelled_is_not_known() {
        let cases = [
            ("DateLessThan", "2020-01-01T00:00:01Z"),
            ("BinaryEquals", "QmluYXJ5"),
            ("StringLike", "home/${aws:username}"),
            ("ArnLike", "*"),
            ("ArnNotLike", "arn:aws:sns:*"),
        ];
        for (operator, wanted) in cases {
            assert_eq!(check(operator, wanted, "x"), Truth::Unknown, "{operator}");
        }
    }
}
