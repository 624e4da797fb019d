//! What makes six components no ARN, whatever the service.

use crate::policy::account::is_account_id;
use crate::policy::arn::error::ArnError;
use crate::policy::arn::split::literal;
use crate::value::{Ambient, Part};

/// Says what makes components no ARN, whatever their unknown parts turn out to be.
pub(super) fn check(components: &[Vec<Part>; 6]) -> Result<(), ArnError> {
    let [_, partition, service, region, account, resource] = components;
    if let Some(name) = components.iter().flatten().find_map(unfilled) {
        return Err(ArnError::Unfilled(name));
    }
    if has_stray_blank(components) {
        return Err(ArnError::Blank);
    }
    match (literal(partition), literal(service)) {
        (Some(""), _) => return Err(ArnError::NoPartition),
        (_, Some("")) => return Err(ArnError::NoService),
        _ => {}
    }
    if has_doubled_colon(region, account, resource) {
        return Err(ArnError::DoubledColon);
    }
    if !may_be_account(account) {
        return Err(ArnError::NoAccountId(shown(account)));
    }
    if holds_other(partition, Ambient::Partition) || plain(partition).is_some_and(|text| !is_partition(text)) {
        return Err(ArnError::UnknownPartition(shown(partition)));
    }
    if holds_other(region, Ambient::Region) || plain(region).is_some_and(|text| !may_be_region(text)) {
        return Err(ArnError::UnknownRegion(shown(region)));
    }
    match (plain(partition), plain(region)) {
        (Some(partition), Some(region)) if !has_region(partition, region) => {
            Err(ArnError::OtherPartition(region.to_owned(), partition.to_owned()))
        }
        _ => Ok(()),
    }
}

/// A component as it is shown to a person.
fn shown(component: &[Part]) -> String {
    component.iter().map(|part| part.literal().unwrap_or("${...}")).collect()
}

/// A name in braces that only a template fills in, and that stands there as a text: the names of
/// policy variables have one colon.
fn unfilled(part: &Part) -> Option<String> {
    let mut after = part.literal()?.split("${").skip(1);
    let name = after.find_map(|text| text.split_once('}').map(|(name, _)| name).filter(|name| name.contains("::")))?;
    Some(format!("${{{name}}}"))
}

fn has_stray_blank(components: &[Vec<Part>; 6]) -> bool {
    let blank = |part: &Part| part.literal().is_some_and(|text| text.contains(char::is_whitespace));
    let [before @ .., resource] = components;
    before.iter().flatten().any(blank)
        || resource.first().and_then(Part::literal).is_some_and(|text| text.trim_start() != text)
        || resource.last().and_then(Part::literal).is_some_and(|text| text.trim_end() != text)
}

/// A colon opens the resource, or all from the region on stands one place too far right.
fn has_doubled_colon(region: &[Part], account: &[Part], resource: &[Part]) -> bool {
    let resource = resource.first().and_then(Part::literal).unwrap_or_default();
    let next = resource.split(':').next().unwrap_or_default();
    let shifted = region.is_empty() && !may_be_account(account) && is_account_id(next);
    resource.starts_with(':') || shifted
}

fn may_be_account(account: &[Part]) -> bool {
    match account {
        [] => true,
        [Part::Literal(text)] => is_account_id(text) || is_account_pattern(text) || is_variable(text),
        [Part::Ambient(ambient)] => *ambient == Ambient::Account,
        several => !several.iter().any(|part| matches!(part, Part::Ambient(_))),
    }
}

fn is_account_pattern(text: &str) -> bool {
    text.contains(is_wildcard) && text.chars().all(|c| c.is_ascii_digit() || is_wildcard(c))
}

/// Does a component hold an account, a partition or a Region, though it is for another of them?
fn holds_other(component: &[Part], own: Ambient) -> bool {
    component.iter().any(|part| matches!(part, Part::Ambient(ambient) if *ambient != own))
}

/// The text of a component that is all literal and without wildcards.
fn plain(component: &[Part]) -> Option<&str> {
    literal(component).filter(|text| !text.contains(is_wildcard) && !text.contains("${"))
}

fn is_partition(text: &str) -> bool {
    text == "aws" || text.starts_with("aws-")
}

/// Nothing, a word, or words with a number behind them.
fn may_be_region(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase());
    let words: Vec<&str> = text.split('-').collect();
    match words.as_slice() {
        [words @ .., number] if words.len() >= 2 && number.parse::<u8>().is_ok() => {
            words.iter().all(|word| is_word(word))
        }
        words => text.is_empty() || words.iter().all(|word| is_word(word)),
    }
}

/// May a partition have a Region? Those of China and of the US government have Regions of their own,
/// which no other partition has.
#[must_use]
pub fn has_region(partition: &str, region: &str) -> bool {
    const OWN: [(&str, &str); 2] = [("aws-cn", "cn-"), ("aws-us-gov", "us-gov-")];
    // A name without a number is no Region that is known.
    !region.ends_with(|c: char| c.is_ascii_digit())
        || OWN.iter().all(|(name, start)| (partition == *name) == region.starts_with(start))
}

/// A policy variable, which each call fills.
pub(super) fn is_variable(text: &str) -> bool {
    text.starts_with("${") && text.ends_with('}')
}

pub(super) fn is_wildcard(c: char) -> bool {
    c == '*' || c == '?'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::arn::pattern::ArnPattern;

    fn read(parts: &[Part]) -> Result<(), ArnError> {
        ArnPattern::read(parts).map(|_| ())
    }

    fn lit(text: &str) -> Part {
        Part::Literal(text.into())
    }

    #[test]
    fn a_name_that_a_template_fills_in_is_no_policy_variable() {
        let text = "arn:aws:sns:${AWS::Region}:${AWS::AccountId}:t";
        assert_eq!(read(&[lit(text)]), Err(ArnError::Unfilled("${AWS::Region}".into())));
        let variable = "arn:aws:sns:*:${aws:PrincipalAccount}:${aws:PrincipalTag/team}";
        assert_eq!(read(&[lit(variable)]), Ok(()));
    }

    #[test]
    fn an_account_stands_in_its_own_place_only() {
        let (account, region) = (Part::Ambient(Ambient::Account), Part::Ambient(Ambient::Region));
        let swapped = [lit("arn:aws:sns:"), account.clone(), lit(":"), region.clone(), lit(":t")];
        assert_eq!(read(&swapped), Err(ArnError::NoAccountId("${...}".into())));
        let in_region = [lit("arn:aws:sns:"), region.clone(), lit("."), account.clone(), lit(":*:t")];
        assert_eq!(read(&in_region), Err(ArnError::UnknownRegion("${...}.${...}".into())));
        let in_partition = [lit("arn:"), region.clone(), lit(":sns:*:"), account.clone(), lit(":t")];
        assert_eq!(read(&in_partition), Err(ArnError::UnknownPartition("${...}".into())));
        let right = [lit("arn:aws:sns:"), region, lit(":"), account.clone(), lit(":t")];
        assert_eq!(read(&right), Ok(()));
        assert_eq!(read(&[account]), Err(ArnError::NoPrefix));
    }

    #[test]
    fn a_region_belongs_to_its_partition() {
        let of = |partition: &str, region: &str| ArnPattern::parse(&format!("arn:{partition}:sns:{region}:*:t")).err();
        for (partition, region) in [("aws", "cn-north-1"), ("aws-cn", "eu-west-1"), ("aws", "us-gov-west-1")] {
            assert_eq!(of(partition, region), Some(ArnError::OtherPartition(region.into(), partition.into())));
        }
        for (partition, region) in [
            ("aws", "eu-west-1"),
            ("aws-cn", "cn-north-1"),
            ("aws-us-gov", "us-gov-east-1"),
            ("aws-iso", "us-iso-east-1"),
            ("aws-cn", ""),
            ("aws-cn", "*"),
            ("*", "cn-north-1"),
            ("aws", "cn-*"),
        ] {
            assert_eq!(of(partition, region), None, "{partition} {region}");
        }
    }
}
