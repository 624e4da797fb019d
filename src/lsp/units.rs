//! The modules and templates that documents are open of, judged as they stand there now.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::rc::Rc;

use super::client::Client;
use super::desk::Desk;
use super::view::View;
use super::{Way, World};
use crate::discover::{Job, discover_open};
use crate::engine::{Looked, Unit, look};
use crate::files::Files;

/// The units that documents are open of.
#[derive(Default)]
pub(super) struct Units {
    units: Vec<OpenUnit>,
    /// May there be other units than these?
    is_stale: bool,
}

/// A unit and what is known of it.
pub(super) struct OpenUnit {
    job: Job,
    way: Rc<dyn Way>,
    /// None before it is judged, and where judging broke down.
    looked: Option<Looked>,
    /// May it look otherwise by now?
    is_stale: bool,
    /// Was it judged by the last [`Units::refresh`]?
    is_fresh: bool,
}

impl OpenUnit {
    /// It as a client is told of it, where it was judged.
    pub(super) fn view<'v>(&'v self, desk: &'v Desk, client: Client) -> Option<View<'v>> {
        Some(View { looked: self.looked.as_ref()?, settings: self.way.settings(), desk, client })
    }

    /// Is something to be told about a file?
    pub(super) fn tells_of(&self, path: &str) -> bool {
        self.job.only.as_ref().is_none_or(|only| only.contains(path))
    }

    /// The files that were read for it.
    fn paths(&self) -> impl Iterator<Item = &str> {
        self.looked.iter().flat_map(Looked::files).map(|file| &*file.path)
    }

    /// Was a file read for it, or should it have been?
    fn reads(&self, path: &str) -> bool {
        self.is_made_of(path) || self.paths().any(|read| read == path)
    }

    fn is_made_of(&self, path: &str) -> bool {
        match &self.job.unit {
            Unit::Module { files, .. } => files.iter().any(|file| file == path),
            Unit::Template { path: own } | Unit::NestedTemplate { path: own } | Unit::Policy { path: own } => {
                own == path
            }
        }
    }
}

impl Units {
    /// Documents were opened or closed, or files came and went.
    pub(super) fn are_others(&mut self) {
        self.is_stale = true;
    }

    /// A text has changed.
    pub(super) fn has_changed(&mut self, path: &str) {
        self.units.iter_mut().filter(|unit| unit.reads(path)).for_each(|unit| unit.is_stale = true);
    }

    /// Finds out which units there are, and judges those that may look otherwise by now. Is
    /// anything new?
    ///
    /// # Errors
    /// What is wrong with a configuration: then there are no units.
    pub(super) fn refresh(&mut self, desk: &mut Desk, world: &World) -> Result<bool, String> {
        let are_others = std::mem::take(&mut self.is_stale);
        if are_others {
            self.find(desk, world)?;
        }
        for unit in &mut self.units {
            unit.is_fresh = std::mem::take(&mut unit.is_stale);
            if unit.is_fresh {
                let before = unit.looked.take();
                unit.looked = Some(look(&unit.job.unit, desk.texts(), unit.way.settings(), before.as_ref()));
            }
        }
        Ok(are_others || self.units.iter().any(|unit| unit.is_fresh))
    }

    /// The units of the open documents. What was known of a unit before helps to judge it again.
    fn find(&mut self, desk: &mut Desk, world: &World) -> Result<(), String> {
        desk.lay();
        let (folders, open): (Vec<PathBuf>, _) = (desk.folders(), desk.open_paths());
        let mut known = std::mem::take(&mut self.units);
        let found = discover_open(&folders, &open, desk.texts(), world.threads);
        for (job, way) in (world.assign)(found)? {
            let place = job.place();
            let before = known.iter().position(|unit| unit.job.place() == place);
            let looked = before.and_then(|at| known.swap_remove(at).looked);
            let unit = OpenUnit { job, way, looked, is_stale: true, is_fresh: false };
            if open.iter().any(|path| unit.is_made_of(path)) {
                self.units.push(unit);
            }
        }
        Ok(())
    }

    /// Have files of a unit changed on the disk, though nobody said so? Then it is judged again
    /// with the next [`Units::refresh`].
    pub(super) fn ask_the_disk(&mut self, path: &str, desk: &Desk) {
        for unit in self.units.iter_mut().filter(|unit| !unit.is_fresh && unit.reads(path)) {
            for file in unit.looked.iter().flat_map(Looked::files) {
                match desk.texts().read(&file.path) {
                    Ok(bytes) => unit.is_stale |= bytes != file.text.as_bytes(),
                    Err(_) => self.is_stale = true,
                }
            }
        }
    }

    /// The units that tell of a file.
    pub(super) fn of_file(&self, path: &str) -> Vec<&OpenUnit> {
        let mut units = self.told();
        units.retain(|unit| unit.reads(path) && unit.tells_of(path));
        units
    }

    /// The units of which something is told: what a module reads is judged with the module alone.
    pub(super) fn told(&self) -> Vec<&OpenUnit> {
        let is_module = |unit: &OpenUnit| matches!(unit.job.unit, Unit::Module { .. });
        let modules = self.units.iter().filter(|unit| is_module(unit));
        let read: BTreeSet<&str> = modules.flat_map(OpenUnit::paths).collect();
        self.units.iter().filter(|unit| is_module(unit) || !unit.paths().any(|path| read.contains(path))).collect()
    }
}
