//! Holds the code to what ARCHITECTURE.md says of it: who may import whom, who may touch the disk,
//! and what is nowhere to be found.

mod circles;
mod paths;
mod source;
mod tables;

use self::paths::{has_word, is_below, paths_from};
use self::source::files;
use self::tables::table;
use std::collections::BTreeSet;
use unconfuse::catalogue::Catalogue;

const MODULES: &str = "Modules, from the bottom up";
const STD: &str = "What only some may touch";
const CRATES: &str = "Crates";

/// What a module imports from the others: module, file, path.
fn imports() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for file in files() {
        for path in paths_from("crate", &file.code) {
            if !is_below(&path, &file.module) {
                found.push((file.module.clone(), file.path.display().to_string(), path));
            }
        }
    }
    found
}

fn report(what: &str, mut wrong: Vec<String>) {
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{what}:\n  {}\n", wrong.join("\n  "));
}

#[test]
fn every_module_has_its_row() {
    let rows: BTreeSet<String> = table(MODULES).into_iter().map(|row| row.subject).collect();
    let modules: BTreeSet<String> = files().into_iter().map(|file| file.module).collect();
    assert_eq!(rows, modules, "left: ARCHITECTURE.md, right: src");
}

#[test]
fn a_module_imports_only_what_its_row_allows() {
    let rows = table(MODULES);
    let allowed = |module: &str, path: &str| {
        let mut names = rows.iter().filter(|row| row.subject == module).flat_map(|row| &row.names);
        names.any(|name| is_below(path, name))
    };
    let wrong = imports().into_iter().filter(|(module, _, path)| !allowed(module, path));
    report(
        "imports that ARCHITECTURE.md does not allow",
        wrong.map(|(_, file, path)| format!("src/{file}: crate::{path}")).collect(),
    );
}

#[test]
fn a_row_allows_only_what_is_used() {
    let imports = imports();
    let used = |module: &str, name: &str| imports.iter().any(|(from, _, path)| from == module && is_below(path, name));
    let unused = table(MODULES).into_iter().flat_map(|row| {
        let names = row.names.into_iter().map(move |name| (row.subject.clone(), name));
        names.filter(|(module, name)| !used(module, name)).collect::<Vec<_>>()
    });
    report(
        "allowed by ARCHITECTURE.md and not used",
        unused.map(|(module, name)| format!("{module}: {name}")).collect(),
    );
}

#[test]
fn a_row_names_only_rows_above_it_so_that_nothing_goes_in_circles() {
    let mut above: Vec<String> = Vec::new();
    let mut wrong = Vec::new();
    for row in table(MODULES) {
        let below = row.names.iter().filter(|name| !above.iter().any(|module| is_below(name, module)));
        wrong.extend(below.map(|name| format!("{}: {name}", row.subject)));
        above.push(row.subject);
    }
    report("a row names what does not stand above it", wrong);
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    report("files that import each other in a circle", circles::circles(&files()));
}

#[test]
fn nobody_leaves_a_module_by_super() {
    let mut wrong = Vec::new();
    for file in files() {
        let depth = file.path.components().count() - usize::from(file.path.ends_with("mod.rs"));
        if file.code.contains(&"super::".repeat(depth)) {
            wrong.push(file.path.display().to_string());
        }
    }
    report("`super` leads to another top-level module here; say `crate::`", wrong);
}

#[test]
fn the_disk_threads_and_the_environment_are_for_a_few() {
    let rows = table(STD);
    let mut wrong = Vec::new();
    for file in files() {
        for path in paths_from("std", &file.code) {
            let broken = rows.iter().filter(|row| is_below(&format!("std::{path}"), &row.subject));
            let broken = broken.filter(|row| !row.names.iter().any(|name| is_below(&file.place(), name)));
            wrong.extend(broken.map(|row| format!("src/{}: {}", file.path.display(), row.subject)));
        }
    }
    report("not for this module", wrong);
}

#[test]
fn only_the_command_line_prints() {
    let macros = ["print!", "println!", "eprint!", "eprintln!", "dbg!"];
    let others = files().into_iter().filter(|file| file.module != "cli");
    let wrong = others.filter(|file| macros.iter().any(|name| has_word(&file.code, name)));
    report("prints", wrong.map(|file| file.path.display().to_string()).collect());
}

#[test]
fn rules_and_policies_do_not_ask_for_the_language() {
    let modules = ["policy", "rules"];
    let asked =
        files().into_iter().filter(|file| modules.contains(&file.module.as_str()) && has_word(&file.code, "Language"));
    report("asks for the language", asked.map(|file| file.path.display().to_string()).collect());
}

/// Where no name of a service has a meaning of its own, not even the one that ARNs have.
const JUDGING: [&str; 7] = ["callers", "check", "choose", "fix", "forms", "policy", "rules"];

#[test]
fn no_service_is_named_in_code() {
    let mut wrong = Vec::new();
    for file in files() {
        let named = Catalogue::builtin().services().filter(|service| has_word(&file.code, &service.principal));
        wrong.extend(named.map(|service| format!("src/{}: {}", file.path.display(), service.principal)));
        if !JUDGING.contains(&file.module.as_str()) {
            continue;
        }
        let labels = Catalogue::builtin().services().filter_map(|it| it.principal.strip_suffix(".amazonaws.com"));
        let quoted = labels.map(|label| format!("\"{label}\"")).filter(|quoted| file.code.contains(quoted));
        wrong.extend(quoted.map(|quoted| format!("src/{}: {quoted}", file.path.display())));
    }
    report("what is known of a service belongs into the catalogue", wrong);
}

#[test]
fn each_crate_is_used_where_its_row_says() {
    let manifest: toml::Table = include_str!("../../../Cargo.toml").parse().expect("Cargo.toml is TOML");
    let dependencies = manifest["dependencies"].as_table().expect("a table");
    let rows = table(CRATES);
    let named: BTreeSet<&str> = rows.iter().map(|row| row.subject.as_str()).collect();
    let wanted: BTreeSet<&str> = dependencies.keys().map(String::as_str).collect();
    assert_eq!(named, wanted, "left: ARCHITECTURE.md, right: Cargo.toml");

    let files = files();
    for row in &rows {
        let root = row.subject.replace('-', "_");
        let users = files.iter().filter(|file| !paths_from(&root, &file.code).is_empty());
        let users: BTreeSet<&str> = users.map(|file| file.module.as_str()).collect();
        let said: BTreeSet<&str> = row.names.iter().map(String::as_str).collect();
        assert_eq!(said, users, "`{}`: left: ARCHITECTURE.md, right: src", row.subject);
    }
}

#[test]
fn there_is_no_way_to_a_network() {
    let addresses = ["net::IpAddr", "net::Ipv4Addr", "net::Ipv6Addr"];
    let mut wrong = Vec::new();
    for file in files() {
        let paths = paths_from("std", &file.code).into_iter().filter(|path| is_below(path, "net"));
        let sockets = paths.filter(|path| !addresses.iter().any(|address| is_below(path, address)));
        wrong.extend(sockets.map(|path| format!("src/{}: std::{path}", file.path.display())));
    }
    report("uses the network", wrong);

    let lock: toml::Table = include_str!("../../../Cargo.lock").parse().expect("Cargo.lock is TOML");
    let packages = lock["package"].as_array().expect("an array");
    let names = packages.iter().filter_map(|package| package.get("name")?.as_str());
    let found = names.filter(|name| NETWORK_CRATES.contains(name));
    report("crates that talk to a network", found.map(str::to_owned).collect());
}

/// What nearly every Rust program with a network in it is built from.
const NETWORK_CRATES: [&str; 16] = [
    "async-std",
    "attohttpc",
    "curl",
    "hyper",
    "isahc",
    "mio",
    "native-tls",
    "openssl",
    "quinn",
    "reqwest",
    "rustls",
    "smol",
    "socket2",
    "tokio",
    "tungstenite",
    "ureq",
];
