//! Lays the catalogue's data files out as one sorted table per folder, so that a look-up is a
//! binary search and parses nothing but the entry that was asked for.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let catalogue = Path::new("src/catalogue");
    println!("cargo::rerun-if-changed=build.rs");
    let mut services = files(&catalogue.join("services"))?;
    services.sort();
    let mut code = table("SERVICES", &services);
    code += &holders(&services);
    println!("cargo::rustc-env=CATALOGUE_DATE={}", last_read(&services));
    code += &table("TYPES", &tables(&catalogue.join("types"))?);
    code += &table("MODULES", &tables(&catalogue.join("modules"))?);
    let out = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    fs::write(out.join("catalogue.rs"), code)
}

/// The latest of the days on which the services say that their evidence was read.
fn last_read(services: &[(String, String)]) -> &str {
    let lines = services.iter().flat_map(|(_, text)| text.lines());
    let days = lines.filter_map(|line| line.strip_prefix("read = \"")?.strip_suffix('"'));
    days.max().unwrap_or_default()
}

/// One entry per table of the files: its name, a resource type or a module, and the part of the
/// file that tells about it.
fn tables(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for (_, text) in files(folder)? {
        let mut open = false;
        for line in text.lines() {
            if let Some(name) = header(line) {
                entries.push((name.to_owned(), String::new()));
                open = true;
            }
            if let Some((_, part)) = entries.last_mut().filter(|_| open) {
                part.push_str(line);
                part.push('\n');
            }
        }
    }
    entries.sort();
    Ok(entries)
}

/// The table that a line opens: `aws_sqs_queue` for `[aws_sqs_queue]`, `AWS::SQS::Queue` for
/// `["AWS::SQS::Queue"]`; none for any other line, headers of sub-tables included.
fn header(line: &str) -> Option<&str> {
    let name = line.trim_end().strip_prefix('[')?.strip_suffix(']')?;
    let name = match name.strip_prefix('"') {
        Some(quoted) => quoted.strip_suffix('"')?,
        None => name,
    };
    (!name.contains(['.', '[', '"'])).then_some(name)
}

/// The code of a table of the services whose files speak of arguments of a type, by its name: the
/// services as places in their table.
fn holders(services: &[(String, String)]) -> String {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, (_, text)) in services.iter().enumerate() {
        for quoted in text.split('"').skip(1) {
            match quoted.split_once('.') {
                Some((holder, _)) if is_type(holder) => rows.entry(holder).or_default().push(at),
                _ => {}
            }
        }
    }
    let mut code = format!("static HOLDERS: [(&str, &[usize]); {}] = [\n", rows.len());
    for (holder, mut places) in rows {
        places.dedup();
        let _ = writeln!(code, "    ({holder:?}, &{places:?}),");
    }
    code + "];\n"
}

/// Is it the name of a resource type: `aws_transfer_user`, `AWS::Transfer::User`?
fn is_type(word: &str) -> bool {
    word.contains(['_', ':']) && word.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ':' | '-'))
}

/// The files of a folder that end in `.toml`: name without ending, and text.
fn files(folder: &Path) -> io::Result<Vec<(String, String)>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            println!("cargo::rerun-if-changed={}", path.display());
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(found)
}

/// The code of a static table.
fn table(name: &str, entries: &[(String, String)]) -> String {
    let mut code = format!("static {name}: [(&str, &str); {}] = [\n", entries.len());
    for (name, text) in entries {
        let _ = writeln!(code, "    ({name:?}, {text:?}),");
    }
    code + "];\n"
}
