//! The right form of a malformed ARN.

use crate::policy::arn::draft::drafts;
use crate::policy::arn::fault::ArnRepair;
use crate::policy::arn::pattern::ArnPattern;
use crate::policy::arn::template::PatternTemplate;
use crate::value::Part;

/// The right form of a malformed ARN that is nearest to it, among the forms that a service sends.
///
/// None where it is right as it is (it fits one of the forms), where nothing is known of it, and
/// where no repair, or more than one that is equally near, makes it fit. A missing account is
/// taken to be the one that is deployed to, a missing region becomes `*`.
#[must_use]
pub fn nearest(forms: &[PatternTemplate], written: &[Part]) -> Option<ArnRepair> {
    let fits =
        |parts: &[Part]| ArnPattern::read(parts).is_ok_and(|arn| forms.iter().any(|form| form.shape_matches(&arn)));
    let opens_literal = written.first().is_some_and(|part| part.literal().is_some());
    if !opens_literal || length(written) > LONGEST_ARN || fits(written) {
        return None;
    }
    let mut repairs: Vec<(u32, ArnRepair)> = drafts(written)
        .into_iter()
        .map(|draft| (draft.cost(), draft.finish()))
        .filter(|(_, repair)| fits(&repair.parts))
        .collect();
    let least = repairs.iter().map(|(cost, _)| *cost).min()?;
    repairs.retain(|(cost, _)| *cost == least);
    let (_, best) = repairs.pop()?;
    repairs.iter().all(|(_, other)| other.parts == best.parts).then_some(best)
}

/// Bytes of the longest ARN that AWS makes.
const LONGEST_ARN: usize = 2048;

fn length(written: &[Part]) -> usize {
    written.iter().filter_map(Part::literal).map(str::len).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::arn::fault::ArnFault;
    use crate::value::{Reference, SymbolId};
    use proptest::prelude::*;

    const FORMS: [&str; 5] = [
        "arn:${Partition}:transfer:${Region}:${Account}:server/${ServerId}",
        "arn:${Partition}:transfer:${Region}:${Account}:user/${ServerId}/${UserName}",
        "arn:${Partition}:iot:${Region}:${Account}:*",
        "arn:${Partition}:s3:::${BucketName}",
        "arn:${Partition}:eks:${Region}:${Account}:fargateprofile/${Cluster}/*",
    ];

    fn forms() -> Vec<PatternTemplate> {
        FORMS.map(|text| PatternTemplate::parse(text).expect("a template")).into()
    }

    fn lit(text: &str) -> Part {
        Part::Literal(text.into())
    }

    /// Accounts that were filled in are shown as `ACCOUNT`.
    fn repaired(written: &str) -> Option<(String, Vec<ArnFault>)> {
        let repair = nearest(&forms(), &[lit(written)])?;
        let text = repair.parts.iter().map(|part| part.literal().unwrap_or("ACCOUNT")).collect();
        Some((text, repair.faults))
    }

    #[test]
    fn a_slip_is_mended_and_named() {
        use ArnFault::{Blank, DoubledColon, LeadingSlash, MissingAccount, MissingRegion};
        let right = "arn:aws:transfer:eu-west-1:123456789012:server/s-1";
        let cases: [(&str, &str, &[ArnFault]); 8] = [
            ("arn:aws:transfer:eu-west-1:123456789012:/server/s-1", right, &[LeadingSlash]),
            ("arn:aws:transfer::eu-west-1:123456789012:server/s-1", right, &[DoubledColon]),
            ("arn:aws:transfer::eu-west-1::123456789012:server/s-1", right, &[DoubledColon; 2]),
            ("arn:aws:transfer:eu-west-1:123456789012 : server/s-1\n", right, &[Blank]),
            ("arn:aws:transfer:eu-west-1::server/*", "arn:aws:transfer:eu-west-1:ACCOUNT:server/*", &[MissingAccount]),
            (
                "arn:aws:transfer::123456789012:/server/*",
                "arn:aws:transfer:*:123456789012:server/*",
                &[MissingRegion, LeadingSlash],
            ),
            ("arn:aws:iot:*:123456789012::*", "arn:aws:iot:*:123456789012:*", &[DoubledColon]),
            (
                "arn:aws:eks:eu-west-1:fargateprofile/c/*",
                "arn:aws:eks:eu-west-1:ACCOUNT:fargateprofile/c/*",
                &[MissingAccount],
            ),
        ];
        for (written, text, faults) in cases {
            assert_eq!(repaired(written), Some((text.into(), faults.into())), "{written}");
        }
    }

    #[test]
    fn an_account_is_never_written_a_second_time() {
        use crate::value::Ambient::{Account, Region};
        let (account, region) = (Part::Ambient(Account), Part::Ambient(Region));
        let glued = |resource: &str| vec![lit("arn:aws:transfer:*:"), account.clone(), lit(resource)];
        let right = [lit("arn:aws:transfer:*:"), account.clone(), lit(":server/*")];
        for resource in ["server/*", "/server/*"] {
            let repair = nearest(&forms(), &glued(resource)).expect("a repair");
            assert_eq!((repair.parts.as_slice(), repair.faults[0]), (&right[..], ArnFault::MissingColon));
        }
        assert_eq!(nearest(&forms(), &glued("bucket")), None);
        let dotted = [lit("arn:aws:transfer:"), region, lit("."), account, lit(":server/*")];
        assert_eq!(nearest(&forms(), &dotted), None);
        let digits = repaired("arn:aws:transfer:*:123456789012/server/*").map(|(text, _)| text);
        assert_eq!(digits.as_deref(), Some("arn:aws:transfer:*:123456789012:server/*"));
        assert_eq!(
            repaired("arn:aws:iot:*:123456789012rule/x").map(|(text, _)| text),
            Some("arn:aws:iot:*:123456789012:rule/x".into())
        );
    }

    #[test]
    fn what_fits_is_left_alone() {
        for right in ["arn:aws:transfer:*:123456789012:*", "arn:aws:s3:::b", "arn:*:s3:*:*:b"] {
            assert_eq!(repaired(right), None, "{right}");
        }
    }

    #[test]
    fn what_no_repair_makes_fit_is_left_to_a_person() {
        let odd = ["arn:aws:sqs:r:123456789012:q", "bucket", "", "arn:aws:transfer:*", "*", "::::::"];
        for written in odd {
            assert_eq!(repaired(written), None, "{written}");
        }
    }

    #[test]
    fn references_keep_their_places() {
        let reference = |text: &str| {
            let text = text.to_owned();
            Part::Reference(Reference {
                symbol: SymbolId(0),
                attribute: String::new(),
                indexed: false,
                text,
                file: crate::text::FileId(0),
            })
        };
        let written = [
            lit("arn:aws:transfer::"),
            reference("var.region"),
            lit(":"),
            reference("var.account"),
            lit(":server/s-1"),
        ];
        let repair = nearest(&forms(), &written).expect("a repair");
        assert_eq!(repair.faults, [ArnFault::DoubledColon]);
        assert_eq!(repair.parts[0], lit("arn:aws:transfer:"));
        assert_eq!(repair.parts[1..], written[1..]);
        assert_eq!(nearest(&forms(), &[reference("aws_s3_bucket.b.arn")]), None);
    }

    #[test]
    fn a_text_of_colons_alone_takes_no_long_time() {
        assert_eq!(repaired(&format!("arn{}", ":".repeat(2_000))), None);
        assert_eq!(repaired(&format!("arn{}", ":".repeat(1_000_000))), None);
    }

    proptest! {
        #[test]
        fn what_was_repaired_needs_no_repair(
            region in "[ :]?(eu-west-1|\\*|)[ :]?",
            account in ":?(123456789012)? ?:?",
            resource in "[ /:]?(server|user)?/[s/:*]{0,3}",
        ) {
            let written = format!("arn:aws:transfer:{region}:{account}:{resource}");
            if let Some(repair) = nearest(&forms(), &[lit(&written)]) {
                prop_assert!(ArnPattern::read(&repair.parts).is_ok(), "{}", written);
                prop_assert_eq!(nearest(&forms(), &repair.parts), None);
                prop_assert!(!repair.faults.is_empty());
            }
        }

        #[test]
        fn no_text_is_too_odd(written in "(arn)?[:/*? a1é]{0,20}") {
            let _ = nearest(&forms(), &[lit(&written)]);
        }
    }
}
