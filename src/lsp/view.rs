//! A judged unit as a client is told of it.

use super::client::Client;
use super::desk::Desk;
use crate::edit::Applicability;
use crate::engine::{Judged, Looked};
use crate::fix::{Offer, offer};
use crate::settings::Settings;

/// What answers are made from.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    /// What is known of the unit.
    pub(super) looked: &'v Looked,
    /// What it was judged with.
    pub(super) settings: Settings<'v>,
    /// Where its files are.
    pub(super) desk: &'v Desk,
    /// Who asks.
    pub(super) client: Client,
}

impl View<'_> {
    /// The fixes of a program that close a wanted finding (by its number) and may be trusted so far,
    /// proven together.
    pub(super) fn offer(&self, judged: &Judged, is_wanted: impl Fn(usize) -> bool, at_least: Applicability) -> Offer {
        offer(&judged.program, &judged.checked, self.settings, is_wanted, at_least)
    }
}
