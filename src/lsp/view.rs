//! A judged unit as a client is told of it.

use super::client::Client;
use super::desk::Desk;
use crate::engine::{Judged, Looked};
use crate::fix::plan::Planned;
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
    /// Those fixes of a program that are wanted, proven together.
    pub(super) fn offer(&self, judged: &Judged, wanted: impl Fn(&Planned) -> bool) -> Offer {
        offer(&judged.program, &judged.checked, self.settings, wanted)
    }
}
