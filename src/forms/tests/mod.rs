//! What the readers of policies hold to as a whole.

mod conditions;
mod slots;

use crate::engine::{Unit, run};
use crate::files::Memory;
use crate::outcome::ProgramOutcome;
use crate::settings::Settings;

/// The outcome of a template.
fn template(text: &str) -> ProgramOutcome {
    let files = Memory::new().with("template", text.as_bytes());
    run(&Unit::Template { path: "template".to_owned() }, &files, Settings::default())
}

/// The outcome of a module of one file.
fn module(text: &str) -> ProgramOutcome {
    let files = Memory::new().with("main.tf", text.as_bytes());
    run(&Unit::Module { folder: ".".to_owned(), files: vec!["main.tf".to_owned()] }, &files, Settings::default())
}
