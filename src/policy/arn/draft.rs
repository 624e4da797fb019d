//! Ways to mend a malformed ARN.

use crate::policy::account::is_account_id;
use crate::policy::arn::fault::{ArnFault, ArnRepair};
use crate::policy::arn::split::{join, literal, pieces};
use crate::value::{Ambient, Part};

/// Colons further right belong to the resource: no repair looks there.
const MOST_PIECES: usize = 8;

/// A text under repair, cut at its colons.
#[derive(Clone)]
pub(super) struct Draft {
    pieces: Vec<Vec<Part>>,
    faults: Vec<ArnFault>,
}

/// Every way to mend a text: each slip mended or left, in all combinations.
pub(super) fn drafts(written: &[Part]) -> Vec<Draft> {
    let mut pieces = pieces(written);
    let resource = join(&pieces.split_off(pieces.len().min(MOST_PIECES)));
    if !resource.is_empty() {
        pieces.push(resource);
    }
    let mut drafts = vec![Draft { pieces, faults: Vec::new() }.trimmed()];
    let mends =
        [Draft::without_colon, Draft::without_colon, Draft::with_colon, Draft::with_region, Draft::with_account];
    for mend in mends {
        let mended: Vec<Draft> = drafts.iter().flat_map(mend).collect();
        drafts.extend(mended);
    }
    let slashed: Vec<Draft> = drafts.iter().filter_map(Draft::without_slash).collect();
    drafts.extend(slashed);
    drafts
}

impl Draft {
    /// How unlikely all that was mended is.
    pub(super) fn cost(&self) -> u32 {
        self.faults.iter().map(|fault| fault.cost()).sum()
    }

    /// The text, with what was mended.
    pub(super) fn finish(self) -> ArnRepair {
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
        empty.map(|at| self.with(ArnFault::DoubledColon, |pieces| drop(pieces.remove(at)))).collect()
    }

    /// `arn:aws:transfer:r:ACCOUNT/server/x`: the resource follows the account at once.
    fn with_colon(&self) -> Vec<Draft> {
        let [arn, partition, service, region, last] = self.pieces.as_slice() else { return Vec::new() };
        let Some((account, resource)) = cut_after_account(last) else { return Vec::new() };
        let pieces = [arn, partition, service, region, &account, &resource].map(Clone::clone).to_vec();
        vec![self.with(ArnFault::MissingColon, |all| *all = pieces)]
    }

    /// `arn:aws:appflow::ACCOUNT:flow/x`, or an account where the region should stand.
    fn with_region(&self) -> Vec<Draft> {
        let star = vec![Part::Literal("*".to_owned())];
        self.fill(3, ArnFault::MissingRegion, star, is_account)
    }

    /// `arn:aws:transfer:r::server/x`, or a resource where the account should stand.
    fn with_account(&self) -> Vec<Draft> {
        let current = vec![Part::Ambient(Ambient::Account)];
        if self.pieces.iter().skip(3).any(|piece| is_account(piece) || cut_after_account(piece).is_some()) {
            return Vec::new();
        }
        self.fill(4, ArnFault::MissingAccount, current, |_| true)
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

/// A piece that begins with an account and goes on, cut behind it.
fn cut_after_account(piece: &[Part]) -> Option<(Vec<Part>, Vec<Part>)> {
    match piece {
        [account @ Part::Ambient(Ambient::Account), rest @ ..] if !rest.is_empty() => {
            Some((vec![account.clone()], rest.to_vec()))
        }
        [Part::Literal(text), rest @ ..] => {
            let (account, resource) = text.split_at_checked(12).filter(|(account, _)| is_account_id(account))?;
            let resource = (!resource.is_empty()).then(|| Part::Literal(resource.to_owned()));
            let resource: Vec<Part> = resource.into_iter().chain(rest.iter().cloned()).collect();
            (!resource.is_empty()).then(|| (vec![Part::Literal(account.to_owned())], resource))
        }
        _ => None,
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
