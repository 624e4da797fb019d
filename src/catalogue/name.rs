//! Names of service principals.

/// A service principal taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceName {
    /// The name without region, in the partition `aws`: `logs.amazonaws.com`.
    pub canonical: String,
    /// The Region in the name, where it is regional: `eu-west-1`, or the text of an interpolation
    /// (`${AWS::Region}`).
    pub region: Option<String>,
    /// The ending as written: `amazonaws.com`, `amazonaws.com.cn`, ...
    pub suffix: String,
}

/// Endings of service principals, and the one that the catalogue uses for it.
const SUFFIXES: [(&str, &str); 6] = [
    (".amazonaws.com", ".amazonaws.com"),
    (".amazonaws.com.cn", ".amazonaws.com"),
    (".amazonaws.eu", ".amazonaws.com"),
    (".c2s.ic.gov", ".amazonaws.com"),
    (".sc2s.sgov.gov", ".amazonaws.com"),
    (".amazon.com", ".amazon.com"),
];

/// Takes a service principal apart: `logs.eu-west-1.amazonaws.com` is `logs.amazonaws.com` in
/// `eu-west-1`, `states.amazonaws.com.cn` is `states.amazonaws.com`.
///
/// None for a text that is no service principal, wrong letter case and blanks included: AWS takes
/// these names as they stand. A part of the name may be an interpolation only where a Region can
/// stand.
#[must_use]
pub fn normalise(principal: &str) -> Option<ServiceName> {
    let (name, suffix, canonical) = SUFFIXES
        .iter()
        .find_map(|(suffix, canonical)| principal.strip_suffix(suffix).map(|name| (name, *suffix, *canonical)))?;
    let (name, region) = match split_last_label(name) {
        Some((service, label)) if is_region(label) => (service, Some(label.to_owned())),
        _ => (name, None),
    };
    let right = !name.is_empty() && name.split('.').all(is_label);
    right.then(|| ServiceName {
        canonical: format!("{name}{canonical}"),
        region,
        suffix: suffix.trim_start_matches('.').to_owned(),
    })
}

/// A name without the Region that it begins with.
pub(super) fn behind_region(name: &str) -> Option<&str> {
    name.split_once('.').filter(|(label, _)| is_region(label)).map(|(_, rest)| rest)
}

/// Splits off the last label; the dots of an interpolation divide nothing.
fn split_last_label(name: &str) -> Option<(&str, &str)> {
    match name.find("${") {
        Some(at) => Some((name[..at].strip_suffix('.')?, &name[at..])),
        None => name.rsplit_once('.'),
    }
}

/// Is it the name of a Region, or an interpolation that stands for one?
fn is_region(label: &str) -> bool {
    if let Some(inner) = label.strip_prefix("${") {
        return inner.strip_suffix('}').is_some_and(|inner| !inner.contains('}'));
    }
    let mut parts: Vec<&str> = label.split('-').collect();
    let number = parts.pop().unwrap_or_default();
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let letters = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    digits && parts.len() >= 2 && parts.iter().all(letters)
}

/// Is it a label of a service's name: lower-case letters, digits, hyphens?
fn is_label(label: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !label.is_empty() && label.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(principal: &str) -> Option<String> {
        normalise(principal).map(|name| name.canonical)
    }

    #[test]
    fn a_regional_principal_is_the_service_in_that_region() {
        let name = normalise("logs.eu-west-1.amazonaws.com").expect("a principal");
        assert_eq!(name.canonical, "logs.amazonaws.com");
        assert_eq!(name.region.as_deref(), Some("eu-west-1"));
        let name = normalise("states.us-gov-west-1.amazonaws.com").expect("a principal");
        assert_eq!((name.canonical.as_str(), name.region.as_deref()), ("states.amazonaws.com", Some("us-gov-west-1")));
    }

    #[test]
    fn the_china_ending_belongs_to_the_same_service() {
        let name = normalise("ec2.amazonaws.com.cn").expect("a principal");
        assert_eq!((name.canonical.as_str(), name.suffix.as_str()), ("ec2.amazonaws.com", "amazonaws.com.cn"));
        assert_eq!(canonical("logs.cn-north-1.amazonaws.com.cn").as_deref(), Some("logs.amazonaws.com"));
    }

    #[test]
    fn an_interpolated_region_is_a_region() {
        let name = normalise("logs.${AWS::Region}.amazonaws.com").expect("a principal");
        assert_eq!((name.canonical.as_str(), name.region.as_deref()), ("logs.amazonaws.com", Some("${AWS::Region}")));
        assert_eq!(
            canonical("logs.${data.aws_region.current.name}.amazonaws.com").as_deref(),
            Some("logs.amazonaws.com")
        );
    }

    #[test]
    fn a_dotted_service_name_keeps_its_parts() {
        assert_eq!(canonical("delivery.logs.amazonaws.com").as_deref(), Some("delivery.logs.amazonaws.com"));
        assert_eq!(
            canonical("lambda.alarms.cloudwatch.amazonaws.com").as_deref(),
            Some("lambda.alarms.cloudwatch.amazonaws.com")
        );
        assert_eq!(canonical("alexa-appkit.amazon.com").as_deref(), Some("alexa-appkit.amazon.com"));
    }

    #[test]
    fn what_aws_would_not_take_is_no_principal() {
        for wrong in [
            "",
            "*",
            ".amazonaws.com",
            "Transfer.amazonaws.com",
            " transfer.amazonaws.com",
            "kendra.*.amazonaws.com",
            "transfer",
            "${var.service}.amazonaws.com",
            "a..amazonaws.com",
            "arn:aws:iam::123456789012:root",
            "eu-west-1.amazonaws.com.evil",
        ] {
            assert_eq!(canonical(wrong), None, "{wrong}");
        }
    }
}
