//! The verb `report`: the reports of many runs as one.

use super::CLEAN;
use super::args::{Formats, Global};
use super::output::{self, Stream};
use super::terminal::Terminal;
use crate::discover::shown;
use crate::report::document::{Document, join};
use crate::report::{Format, Style, View, json};
use clap::Args;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct ReportArgs {
    /// Files that `check --format json` or `inventory --format json` wrote
    #[arg(value_name = "JSON", required = true)]
    reports: Vec<PathBuf>,
    #[command(flatten)]
    formats: Formats,
}

/// Joins the reports and writes them in every format asked for.
///
/// # Errors
/// Which report cannot be read or written, and why.
pub(super) fn run(args: &ReportArgs, global: &Global) -> Result<u8, String> {
    let outputs = &args.formats.outputs;
    output::check(outputs)?;
    if let Some(format) = outputs.iter().map(|output| output.format).find(|format| format.data_writer().is_none()) {
        return Err(format!("{} needs the files that were read: let `check` or `fix` write it", format.name));
    }
    let reports = args.reports.iter().map(|path| read(path)).collect::<Result<Vec<_>, String>>()?;
    let document = join(names(&args.reports).into_iter().zip(reports).collect());
    let verbosity = global.verbosity();
    let write = |format: &Format, style: Style, out: &mut dyn Write| match format.data_writer() {
        Some(write) => write(&document, View { verbosity, style }, out),
        None => Err(io::Error::other("it needs the files")),
    };
    output::write(outputs, Stream::Out, Terminal::new(global.color), &write)?;
    Ok(CLEAN)
}

fn read(path: &Path) -> Result<Document<'static>, String> {
    let name = shown(path);
    let text = fs::read_to_string(path).map_err(|error| format!("{name}: {error}"))?;
    json::read(&text).map_err(|message| format!("{name} {message}"))
}

/// What each file is called in the report: its name without `.json`, or its whole path where two
/// have the same name.
fn names(paths: &[PathBuf]) -> Vec<String> {
    let stem = |path: &PathBuf| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let stems: Vec<String> = paths.iter().map(stem).collect();
    let distinct: BTreeSet<&String> = stems.iter().collect();
    if distinct.len() == stems.len() {
        return stems;
    }
    paths.iter().map(|path| shown(&path.with_extension("")).trim_start_matches('/').to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_called_by_their_files_and_told_apart() {
        let names = |paths: &[&str]| names(&paths.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(names(&["out/a.json", "out/b.v2.json"]), ["a", "b.v2"]);
        assert_eq!(names(&["one/a.json", "./two/a.json"]), ["one/a", "two/a"]);
    }
}
