//! The right form of a malformed ARN.

use std::fmt;

use crate::policy::account::is_account_id;
use crate::policy::arn::pattern::ArnPattern;
use crate::policy::arn::split::{join, literal, pieces};
use crate::policy::arn::template::PatternTemplate;
use crate::value::{Ambient, Part};

/// A malformed ARN set right.
#[derive(Debug, Clone, PartialEq)]
pub struct ArnRepair {
    /// The text as it should be.
    pub parts: Vec<Part>,
    /// What was wrong, in the order of the text.
    pub faults: Vec<ArnFault>,
}

/// A slip that makes an ARN match nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ArnFault {
    /// A blank at either end of a component.
    Blank,
    /// Two colons for one.
    DoubledColon,
    /// The region is missing.
    MissingRegion,
    /// The account is missing.
    MissingAccount,
    /// A slash before the type of the resource.
    LeadingSlash,
}

impl ArnFault {
    /// How unlikely the slip is: a character too much is likelier than a component too few.
    fn cost(self) -> u32 {
        match self {
            ArnFault::Blank | ArnFault::LeadingSlash | ArnFault::DoubledColon => 2,
            ArnFault::MissingRegion | ArnFault::MissingAccount => 3,
        }
    }
}

impl fmt::Display for ArnFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ArnFault::Blank => "a blank that belongs to no name",
            ArnFault::DoubledColon => "two colons where one belongs",
            ArnFault::MissingRegion => "no region",
            ArnFault::MissingAccount => "no account",
            ArnFault::LeadingSlash => "a slash before the type of the resource",
        })
    }
}

/// The right form of a malformed ARN that is nearest to it, among the forms that a service sends.
///
/// None where it is right as it is (it fits one of the forms), where nothing is known of it, and
/// where no repair, or more than one that is equally near, makes it fit. A missing account is
/// taken to be the one that is deployed to, a missing region becomes `*`.
#[must_use]
pub fn nearest(forms: &[PatternTemplate], written: &[Part]) -> Option<ArnRepair> {
    let fits = |parts: &[Part]| {
        ArnPattern::read(parts).is_ok_and(|arn| forms.iter().any(|form| form.shape_matches(&arn)))
    };
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

/// Colons further right belong to the resource: no repair looks there.
const MOST_PIECES: usize = 8;

/// A text under repair, cut at its colons.
#[derive(Clone)]
struct Draft {
    pieces: Vec<Vec<Part>>,
    faults: Vec<ArnFault>,
}

/// Every way to mend a text: each slip mended or left, in all combinations.
fn drafts(written: &[Part]) -> Vec<Draft> {
    let mut pieces = pieces(written);
    let resource = join(&pieces.split_off(pieces.len().min(MOST_PIECES)));
    if !resource.is_empty() {
        pieces.push(resource);
    }
    let mut drafts = vec![Draft { pieces, faults: Vec::new() }.trimmed()];
    let mends =
        [Draft::without_colon, Draft::without_colon, Draft::with_region, Draft::with_account];
    for mend in mends {
        let mended: Vec<Draft> = drafts.iter().flat_map(mend).collect();
        drafts.extend(mended);
    }
    let slashed: Vec<Draft> = drafts.iter().filter_map(Draft::without_slash).collect();
    drafts.extend(slashed);
    drafts
}

impl Draft {
    fn cost(&self) -> u32 {
        self.faults.iter().map(|fault| fault.cost()).sum()
    }

    fn finish(self) -> ArnRepair {
        ArnRepair { parts: join(&self.pieces), faults: self.faults }
    }

    fn with(&self, fault: ArnFault, change: impl FnOnce(&mut Vec<Vec<Part>>)) -> Draft {
        let mut draft = self.clone();
        change(&mut draft.pieces);
        draft.faults.push(fault);
        draft
    }

    fn trimmed(mut self) -> Draft {
        let before = self.pieces.clone();
        for piece in &mut self.pieces {
            trim(piece);
        }
        if self.pieces != before {
            self.faults.push(ArnFault::Blank);
        }
        self
    }

    /// One draft for each empty piece left out.
    fn without_colon(&self) -> Vec<Draft> {
        let empty = (1..self.pieces.len()).filter(|&at| self.pieces[at].is_empty());
        empty
            .map(|at| self.with(ArnFault::DoubledColon, |pieces| drop(pieces.remove(at))))
            .collect()
    }

    /// `arn:aws:appflow::ACCOUNT:flow/x`, or an account where the region should stand.
    fn with_region(&self) -> Vec<Draft> {
        let star = vec![Part::Literal("*".to_owned())];
        self.fill(3, ArnFault::MissingRegion, star, is_account)
    }

    /// `arn:aws:transfer:r::server/x`, or a resource where the account should stand.
    fn with_account(&self) -> Vec<Draft> {
        let current = vec![Part::Ambient(Ambient::Account)];
        self.fill(4, ArnFault::MissingAccount, current, |piece| !is_account(piece))
    }

    /// Puts a component at its place: into an empty piece, or before one that belongs further
    /// right where one component is missing.
    fn fill(
        &self,
        at: usize,
        fault: ArnFault,
        value: Vec<Part>,
        belongs_right: impl Fn(&[Part]) -> bool,
    ) -> Vec<Draft> {
        match self.pieces.get(at) {
            Some(piece) if piece.is_empty() && self.pieces.len() > 5 => {
                vec![self.with(fault, |pieces| pieces[at] = value)]
            }
            Some(piece) if self.pieces.len() == 5 && belongs_right(piece) => {
                vec![self.with(fault, |pieces| pieces.insert(at, value))]
            }
            _ => Vec::new(),
        }
    }

    fn without_slash(&self) -> Option<Draft> {
        let Part::Literal(resource) = self.pieces.get(5)?.first()? else { return None };
        let bare = resource.strip_prefix('/')?.to_owned();
        Some(self.with(ArnFault::LeadingSlash, |pieces| pieces[5][0] = Part::Literal(bare)))
    }
}

fn is_account(piece: &[Part]) -> bool {
    match piece {
        [Part::Ambient(Ambient::Account)] => true,
        piece => literal(piece).is_some_and(is_account_id),
    }
}

fn trim(piece: &mut Vec<Part>) {
    if let Some(Part::Literal(first)) = piece.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some(Part::Literal(last)) = piece.last_mut() {
        last.truncate(last.trim_end().len());
    }
    piece.retain(|part| part.literal() != Some(""));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Reference, SymbolId};

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
            (
                "arn:aws:transfer:eu-west-1::server/*",
                "arn:aws:transfer:eu-west-1:ACCOUNT:server/*",
                &[MissingAccount],
            ),
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
    fn what_fits_is_left_alone() {
        for right in ["arn:aws:transfer:*:123456789012:*", "arn:aws:s3:::b", "arn:*:s3:*:*:b"] {
            assert_eq!(repaired(right), None, "{right}");
        }
    }

    #[test]
    fn what_no_repair_makes_fit_is_left_to_a_person() {
        let odd =
            ["arn:aws:sqs:r:123456789012:q", "bucket", "", "arn:aws:transfer:*", "*", "::::::"];
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
}
