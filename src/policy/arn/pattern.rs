//! An ARN, or a pattern of ARNs, as it is written.

use crate::policy::account::is_account_id;
use crate::policy::arn::check::{check, is_variable, is_wildcard};
use crate::policy::arn::error::ArnError;
use crate::policy::arn::split::{join, literal, pieces};
use crate::value::{Ambient, Part};

const SERVICE: usize = 2;
const REGION: usize = 3;
const ACCOUNT: usize = 4;
const RESOURCE: usize = 5;

/// The six components of an ARN as it is written, wildcards and parts that are not known included.
#[derive(Debug, Clone, PartialEq)]
pub struct ArnPattern {
    components: [Vec<Part>; 6],
}

/// What stands in the account component of an ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Account {
    /// Twelve digits.
    Literal(String),
    /// The account that is deployed to.
    Current,
    /// Nothing: the ARN of a bucket, of a hosted zone.
    Empty,
    /// Only wildcards: any account.
    Wildcard,
    /// Digits and wildcards: some accounts.
    Mixed,
    /// Known only when it is deployed.
    Unknown,
}

impl ArnPattern {
    /// The components of a plain text.
    ///
    /// # Errors
    /// What makes it no ARN, whatever the service: it would never match one.
    pub fn parse(text: &str) -> Result<ArnPattern, ArnError> {
        ArnPattern::read(&[Part::Literal(text.to_owned())])
    }

    /// The components of a text of which some parts may not be known.
    ///
    /// A part that is not known is taken to hold no colon, unless it opens the text.
    ///
    /// # Errors
    /// What makes it no ARN, whatever its unknown parts turn out to be; [`ArnError::Unclear`]
    /// where that depends on them.
    pub fn read(parts: &[Part]) -> Result<ArnPattern, ArnError> {
        let pieces = pieces(parts);
        check_prefix(&pieces)?;
        let components = six(&pieces)?;
        check(&components)?;
        Ok(ArnPattern { components })
    }

    /// The service segment (`transfer`), which may differ from the name of the principal.
    #[must_use]
    pub fn service(&self) -> &[Part] {
        &self.components[SERVICE]
    }

    /// The region component.
    #[must_use]
    pub fn region(&self) -> &[Part] {
        &self.components[REGION]
    }

    /// The account component.
    #[must_use]
    pub fn account(&self) -> Account {
        match self.components[ACCOUNT].as_slice() {
            [] => Account::Empty,
            [Part::Ambient(Ambient::Account)] => Account::Current,
            [Part::Literal(text)] if is_account_id(text) => Account::Literal(text.clone()),
            [Part::Literal(text)] if text.chars().all(is_wildcard) || is_itself(text) => Account::Wildcard,
            [Part::Literal(text)] if is_variable(text) => Account::Unknown,
            [Part::Literal(_)] => Account::Mixed,
            _ => Account::Unknown,
        }
    }

    /// The resource component: all that follows the fifth colon.
    #[must_use]
    pub fn resource(&self) -> &[Part] {
        &self.components[RESOURCE]
    }

    /// Does a wildcard stand in it, so that it takes `ArnLike` rather than `ArnEquals`?
    #[must_use]
    pub fn has_wildcard(&self) -> bool {
        let wild = |part: &Part| part.literal().is_some_and(|text| text.contains(is_wildcard));
        self.components.iter().flatten().any(wild)
    }

    /// The whole text.
    #[must_use]
    pub fn parts(&self) -> Vec<Part> {
        join(&self.components)
    }

    /// The six components in order: `arn`, partition, service, region, account, resource.
    #[must_use]
    pub fn components(&self) -> &[Vec<Part>; 6] {
        &self.components
    }
}

/// The variable that holds what it is compared with: it lets every account in.
fn is_itself(text: &str) -> bool {
    text.eq_ignore_ascii_case("${aws:SourceAccount}")
}

fn check_prefix(pieces: &[Vec<Part>]) -> Result<(), ArnError> {
    match pieces.first().and_then(|piece| piece.first()) {
        Some(Part::Ambient(_)) => Err(ArnError::NoPrefix),
        Some(part) if part.literal().is_none() => Err(ArnError::Unclear),
        _ => match pieces.first().and_then(|piece| literal(piece)) {
            Some("arn") if pieces.len() > 1 => Ok(()),
            Some(text) if text.trim() == "arn" && pieces.len() > 1 => Err(ArnError::Blank),
            _ => Err(ArnError::NoPrefix),
        },
    }
}

/// The first five pieces, and the rest as one.
fn six(pieces: &[Vec<Part>]) -> Result<[Vec<Part>; 6], ArnError> {
    let [arn, partition, service, region, account, resource @ ..] = pieces else {
        return Err(too_few(pieces));
    };
    if resource.is_empty() {
        return Err(too_few(pieces));
    }
    let [arn, partition, service, region, account] = [arn, partition, service, region, account].map(Vec::clone);
    Ok([arn, partition, service, region, account, join(resource)])
}

fn too_few(pieces: &[Vec<Part>]) -> ArnError {
    let may_hold_colons = |part: &Part| matches!(part, Part::Reference(_) | Part::Unknown(_));
    match pieces.iter().flatten().any(may_hold_colons) {
        true => ArnError::Unclear,
        false => ArnError::TooFew(pieces.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Reference, SymbolId};

    fn account_of(text: &str) -> Result<Account, ArnError> {
        ArnPattern::parse(text).map(|pattern| pattern.account())
    }

    fn lit(text: &str) -> Part {
        Part::Literal(text.into())
    }

    fn reference(text: &str) -> Part {
        let (attribute, text) = ("arn".into(), text.into());
        Part::Reference(Reference {
            symbol: SymbolId(0),
            attribute,
            indexed: false,
            text,
            file: crate::text::FileId(0),
        })
    }

    #[test]
    fn the_account_says_whom_an_arn_pins() {
        let id = "123456789012";
        assert_eq!(account_of("arn:aws:sns:r:123456789012:t"), Ok(Account::Literal(id.into())));
        assert_eq!(account_of("arn:aws:s3:::bucket"), Ok(Account::Empty));
        assert_eq!(account_of("arn:aws:s3:*:*:bucket"), Ok(Account::Wildcard));
        assert_eq!(account_of("arn:aws:sns:r:12345678901?:t"), Ok(Account::Mixed));
    }

    #[test]
    fn a_malformed_arn_says_what_is_wrong() {
        let id = |text: &str| ArnError::NoAccountId(text.into());
        let cases = [
            ("bucket", ArnError::NoPrefix),
            ("", ArnError::NoPrefix),
            ("arn", ArnError::NoPrefix),
            ("*", ArnError::NoPrefix),
            (" arn:aws:s3:::b", ArnError::Blank),
            ("arn:aws:s3:::b ", ArnError::Blank),
            ("arn:aws:comprehend:*:123456789012: document-classifier/*", ArnError::Blank),
            ("arn:aws:eks:r:fargateprofile/c/*", ArnError::TooFew(5)),
            ("arn:aws::proton:*", ArnError::TooFew(5)),
            ("arn:aws::r:123456789012:x", ArnError::NoService),
            ("arn::sns:r:123456789012:x", ArnError::NoPartition),
            ("arn:aws:iot:*:123456789012::*", ArnError::DoubledColon),
            ("arn:aws:transfer::eu-west-1:123456789012:server/x", ArnError::DoubledColon),
            ("arn:aws:transfer::region::account-id:server/*", ArnError::DoubledColon),
            ("arn:aws:transfer:r:account-id:server/*", id("account-id")),
            ("arn:aws:transfer:r:12345:server/*", id("12345")),
        ];
        for (text, expected) in cases {
            assert_eq!(ArnPattern::parse(text).err(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_leading_slash_is_right_for_some_services() {
        let pattern = ArnPattern::parse("arn:aws:grafana:r:123456789012:/workspaces/w");
        assert_eq!(pattern.map(|p| p.parts()), Ok(vec![lit("arn:aws:grafana:r:123456789012:/workspaces/w")]));
    }

    #[test]
    fn an_alarm_may_have_blanks_in_its_name() {
        assert!(ArnPattern::parse("arn:aws:cloudwatch:r:123456789012:alarm:Too hot").is_ok());
    }

    #[test]
    fn nothing_is_claimed_of_an_arn_that_is_a_reference() {
        assert_eq!(ArnPattern::read(&[reference("aws_s3_bucket.b.arn")]), Err(ArnError::Unclear));
        let below = [reference("aws_s3_bucket.b.arn"), lit("/*")];
        assert_eq!(ArnPattern::read(&below), Err(ArnError::Unclear));
        let tail = [lit("arn:aws:"), reference("var.rest")];
        assert_eq!(ArnPattern::read(&tail), Err(ArnError::Unclear));
    }

    #[test]
    fn a_reference_between_colons_is_one_component() {
        let parts = [
            lit("arn:aws:transfer:"),
            reference("var.region"),
            lit(":"),
            Part::Ambient(Ambient::Account),
            lit(":server/"),
            reference("aws_transfer_server.s.id"),
        ];
        let pattern = ArnPattern::read(&parts).expect("six components");
        assert_eq!(pattern.account(), Account::Current);
        assert_eq!(pattern.region(), [reference("var.region")]);
        assert_eq!(pattern.parts(), parts);
    }

    #[test]
    fn a_region_in_the_place_of_the_account_is_no_account() {
        let parts = [lit("arn:aws:sns:*:"), Part::Ambient(Ambient::Region), lit(":t")];
        assert!(matches!(ArnPattern::read(&parts), Err(ArnError::NoAccountId(_))));
    }
}
