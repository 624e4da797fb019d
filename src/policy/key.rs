//! Condition keys: those that name the source of a call, and those that guard a grant otherwise.

use std::fmt;

/// How many letters of a key's name may be wrong.
const MOST_WRONG: usize = 2;

/// Keys that AWS fills when a service calls on behalf of a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SourceKey {
    /// `aws:SourceArn`: the ARN of the resource.
    SourceArn,
    /// `aws:SourceAccount`: the twelve digits of its account.
    SourceAccount,
    /// `aws:SourceOrgID`: the organization of its account.
    SourceOrgId,
    /// `aws:SourceOrgPaths`: the place of its account in the organization.
    SourceOrgPaths,
}

impl SourceKey {
    /// Every source key.
    pub const ALL: [SourceKey; 4] =
        [SourceKey::SourceArn, SourceKey::SourceAccount, SourceKey::SourceOrgId, SourceKey::SourceOrgPaths];

    /// The key that a text names, in any letter case; none where it names another.
    #[must_use]
    pub fn parse(text: &str) -> Option<SourceKey> {
        SourceKey::ALL.into_iter().find(|key| same_key(key.name(), text))
    }

    /// The key that a misspelt one stands for: with a stray blank, without `aws:`, or with a letter
    /// or two that are wrong. None for a key that is right, and for any other key.
    #[must_use]
    pub fn meant(text: &str) -> Option<SourceKey> {
        if SourceKey::parse(text).is_some() {
            return None;
        }
        let bare = text.trim().to_ascii_lowercase();
        let bare = bare.strip_prefix("aws:").unwrap_or(&bare).trim_start_matches(':');
        let wrong = |key: SourceKey| strsim::osa_distance(bare, &key.name()["aws:".len()..].to_ascii_lowercase());
        if bare == "arn" {
            return Some(SourceKey::SourceArn);
        }
        // `aws:ResourceAccount` and the like are keys of their own.
        if !bare.starts_with('s') || GLOBAL.iter().any(|key| same_key(key, text.trim())) {
            return None;
        }
        let nearest =
            SourceKey::ALL.into_iter().min_by_key(|key| wrong(*key)).filter(|key| wrong(*key) <= MOST_WRONG)?;
        let is_only = SourceKey::ALL.into_iter().all(|key| key == nearest || wrong(key) > wrong(nearest));
        is_only.then_some(nearest)
    }

    /// The name as AWS documents it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            SourceKey::SourceArn => "aws:SourceArn",
            SourceKey::SourceAccount => "aws:SourceAccount",
            SourceKey::SourceOrgId => "aws:SourceOrgID",
            SourceKey::SourceOrgPaths => "aws:SourceOrgPaths",
        }
    }
}

impl fmt::Display for SourceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Do two texts name one key? Letter case does not count in names of keys.
#[must_use]
pub fn same_key(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// Other keys of AWS whose names begin as those of source keys do.
const GLOBAL: [&str; 7] = [
    "aws:SecureTransport",
    "aws:SourceIdentity",
    "aws:SourceIp",
    "aws:SourceOwner",
    "aws:SourceVpc",
    "aws:SourceVpcArn",
    "aws:SourceVpce",
];

/// Keys that guard a service's grant in another way than the source keys. One that ends in `*`
/// stands for a family.
const OTHER_GUARDS: [&str; 4] =
    ["sts:ExternalId", "kms:EncryptionContext:*", "lambda:EventSourceToken", "aws:SourceOwner"];

/// Keys that may guard a grant or lock the service out: AWS does not say what they hold where a
/// service calls for itself. They name no account of the source.
const UNCLEAR: [&str; 3] = ["kms:ViaService", "kms:CallerAccount", "kms:EncryptionContextKeys"];

/// Keys that look like a guard and are none: the caller chooses the value, or a service that
/// calls by itself never carries the key.
const SUBSTITUTES: [&str; 11] = [
    "aws:Referer",
    "aws:UserAgent",
    "aws:SourceIp",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpcSourceIp",
    "aws:PrincipalAccount",
    "aws:PrincipalArn",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "s3:x-amz-acl",
];

/// Is it a guard that stands in for the source keys, so that a grant with it is left alone?
#[must_use]
pub fn is_other_guard(key: &str) -> bool {
    listed(&OTHER_GUARDS, key)
}

/// Is it a key of which nobody can tell what it means for a service?
#[must_use]
pub fn is_unclear(key: &str) -> bool {
    listed(&UNCLEAR, key)
}

/// Is it a key that is taken for a source key and does not keep other customers out?
#[must_use]
pub fn is_weak_substitute(key: &str) -> bool {
    listed(&SUBSTITUTES, key)
}

fn listed(table: &[&str], key: &str) -> bool {
    table.iter().any(|entry| match entry.strip_suffix('*') {
        Some(family) => {
            key.get(..family.len()).is_some_and(|start| same_key(start, family)) && key.len() > family.len()
        }
        None => same_key(entry, key),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_does_not_count_in_names_of_keys() {
        assert_eq!(SourceKey::parse("AWS:SourceArn"), Some(SourceKey::SourceArn));
        assert_eq!(SourceKey::parse("aws:sourceorgid"), Some(SourceKey::SourceOrgId));
        assert_eq!(SourceKey::parse("aws:SourceArn "), None);
        assert_eq!(SourceKey::parse("aws:ARN"), None);
        assert!(same_key("aws:SourceIP", "AWS:SourceIp"));
    }

    #[test]
    fn a_slip_of_the_pen_has_one_meaning() {
        let slips = [
            ("aws:SourceAcount", SourceKey::SourceAccount),
            ("aws:SourceAccountId", SourceKey::SourceAccount),
            ("aws:SourceArn ", SourceKey::SourceArn),
            ("aws::SourceArn", SourceKey::SourceArn),
            ("SourceArn", SourceKey::SourceArn),
            ("aws:source_arn", SourceKey::SourceArn),
            ("aws:ARN", SourceKey::SourceArn),
            ("aws:SourceOrgIDs", SourceKey::SourceOrgId),
            ("aws:SourceOrgPath", SourceKey::SourceOrgPaths),
        ];
        for (written, key) in slips {
            assert_eq!(SourceKey::meant(written), Some(key), "{written}");
        }
        for other in [
            "aws:SourceIp",
            "aws:SourceVpc",
            "aws:SourceVpcArn",
            "aws:SourceOrg",
            "aws:ResourceAccount",
            "aws:ResourceOrgID",
        ] {
            assert_eq!(SourceKey::meant(other), None, "{other}");
        }
        assert_eq!((SourceKey::meant("AWS:SourceArn"), SourceKey::meant("s3:x-amz-acl")), (None, None));
    }

    #[test]
    fn every_source_key_reads_back_as_itself() {
        for key in SourceKey::ALL {
            assert_eq!(SourceKey::parse(key.name()), Some(key));
        }
    }

    #[test]
    fn guards_and_look_alikes_are_told_apart() {
        for guard in ["sts:externalid", "kms:EncryptionContext:aws:logs:arn", "AWS:SourceOwner"] {
            assert!(is_other_guard(guard) && !is_weak_substitute(guard), "{guard}");
        }
        for weak in ["aws:referer", "aws:PrincipalOrgID", "s3:x-amz-acl", "aws:SourceIp"] {
            assert!(is_weak_substitute(weak) && !is_other_guard(weak), "{weak}");
        }
        for unclear in ["kms:ViaService", "KMS:CallerAccount", "kms:EncryptionContextKeys"] {
            assert!(is_unclear(unclear) && !is_other_guard(unclear) && !is_weak_substitute(unclear), "{unclear}");
        }
        for neither in ["aws:SourceArn", "kms:EncryptionContext:", "kms:EncryptionContextö", ""] {
            assert!(!is_other_guard(neither) && !is_weak_substitute(neither), "{neither}");
        }
    }
}
