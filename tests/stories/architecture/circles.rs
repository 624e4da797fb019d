//! Which files import each other, within a module too.

use super::paths::paths_from;
use super::source::SourceFile;
use std::collections::{BTreeMap, BTreeSet};

/// The circles among files: what each is told by is the way round. What a file takes from the module
/// that it is a part of is no import here: `mod.rs` joins its files, and they share what it declares.
pub(crate) fn circles(files: &[SourceFile]) -> Vec<String> {
    let places: BTreeMap<String, &SourceFile> = files.iter().map(|file| (file.place(), file)).collect();
    let imports: BTreeMap<&str, BTreeSet<&str>> =
        places.iter().map(|(place, file)| (place.as_str(), imported(place, file, &places))).collect();
    let mut found = BTreeSet::new();
    for start in imports.keys() {
        found.extend(way_round(start, &imports));
    }
    found.into_iter().collect()
}

/// The places that a file imports from, but for those above it.
fn imported<'p>(place: &str, file: &SourceFile, places: &'p BTreeMap<String, &SourceFile>) -> BTreeSet<&'p str> {
    let mut paths = paths_from("crate", &file.code);
    let mut above = place;
    let mut root = String::new();
    while let Some((parent, _)) = above.rsplit_once("::") {
        root = if root.is_empty() { "super".to_owned() } else { format!("{root}::super") };
        paths.extend(paths_from(&root, &file.code).into_iter().map(|path| format!("{parent}::{path}")));
        above = parent;
    }
    let home = |path: &str| {
        let prefixes = path.match_indices("::").map(|(at, _)| &path[..at]).chain([path]);
        prefixes.filter_map(|prefix| places.get_key_value(prefix)).map(|(place, _)| place.as_str()).last()
    };
    let targets = paths.iter().filter_map(|path| home(path));
    targets.filter(|target| *target != place && !place.starts_with(&format!("{target}::"))).collect()
}

/// The shortest way from a place back to it, told from its first place on in order of name.
fn way_round(start: &str, imports: &BTreeMap<&str, BTreeSet<&str>>) -> Option<String> {
    let mut open = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while !open.is_empty() {
        let mut next = Vec::new();
        for way in open {
            let last = way.last().copied().unwrap_or(start);
            for &target in imports.get(last).into_iter().flatten() {
                if target == start {
                    let first = way.iter().enumerate().min_by_key(|(_, place)| **place).map_or(0, |(at, _)| at);
                    return Some([&way[first..], &way[..first], &way[first..=first]].concat().join(" -> "));
                }
                if seen.insert(target) {
                    next.push([way.as_slice(), &[target]].concat());
                }
            }
        }
        open = next;
    }
    None
}

#[test]
fn a_circle_is_told_once_and_what_stands_above_is_none() {
    let file = |path: &str, code: &str| SourceFile { module: "a".to_owned(), path: path.into(), code: code.to_owned() };
    let files = [
        file("a/mod.rs", "use b::B;\nuse c::C;"),
        file("a/b.rs", "use super::c::C;\nuse super::Shared;"),
        file("a/c.rs", "use crate::a::d::{D, Other};"),
        file("a/d/mod.rs", "fn f(it: super::b::B) {}"),
        file("a/e.rs", "use super::b::B;"),
    ];
    assert_eq!(circles(&files), ["a::b -> a::c -> a::d -> a::b"]);
    assert_eq!(circles(&files[..3]), Vec::<String>::new());
}
