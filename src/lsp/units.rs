//! The modules and templates that documents are open of, judged as they stand there now.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::desk::Desk;
use crate::discover::{Job, discover_open};
use crate::engine::{Looked, Unit, look};
use crate::files::Files;
use crate::settings::Settings;

/// The units that documents are open of.
#[derive(Debug, Default)]
pub(super) struct Units {
    units: Vec<OpenUnit>,
    /// May there be other units than these?
    is_stale: bool,
}

/// A unit and what is known of it.
#[derive(Debug)]
pub(super) struct OpenUnit {
    job: Job,
    /// None before it is judged, and where judging broke down.
    looked: Option<Looked<'static>>,
    /// May it look otherwise by now?
    is_stale: bool,
    /// Was it judged by the last [`Units::refresh`]?
    is_fresh: bool,
}

impl OpenUnit {
    /// What is known of it, where something is.
    pub(super) fn looked(&self) -> Option<&Looked<'static>> {
        self.looked.as_ref()
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
    pub(super) fn refresh(&mut self, desk: &mut Desk, settings: Settings<'static>, threads: usize) -> bool {
        let are_others = std::mem::take(&mut self.is_stale);
        if are_others {
            self.find(desk, threads);
        }
        for unit in &mut self.units {
            unit.is_fresh = std::mem::take(&mut unit.is_stale);
            if unit.is_fresh {
                let before = unit.looked.take();
                unit.looked = Some(look(&unit.job.unit, desk.texts(), settings, before.as_ref()));
            }
        }
        are_others || self.units.iter().any(|unit| unit.is_fresh)
    }

    /// The units of the open documents. What was known of a unit before helps to judge it again.
    fn find(&mut self, desk: &mut Desk, threads: usize) {
        desk.lay();
        let (folders, open): (Vec<PathBuf>, _) = (desk.folders(), desk.open_paths());
        let mut known = std::mem::take(&mut self.units);
        let found = discover_open(&folders, &open, desk.texts(), threads);
        for job in found.jobs {
            let place = job.place();
            let before = known.iter().position(|unit| unit.job.place() == place);
            let looked = before.and_then(|at| known.swap_remove(at).looked);
            let unit = OpenUnit { job, looked, is_stale: true, is_fresh: false };
            if open.iter().any(|path| unit.is_made_of(path)) {
                self.units.push(unit);
            }
        }
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
