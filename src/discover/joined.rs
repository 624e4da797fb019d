//! Which folders are judged together: those that are joined by calls of local modules.

use std::collections::{BTreeMap, BTreeSet};

/// More folders than this are judged one by one: what is judged together is judged by one thread.
pub(super) const MAX_JOINED: usize = 512;

/// The folders in groups, each sorted. Of what they call, only folders of the map count.
pub(super) fn joined(calls: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let folders: Vec<&String> = calls.keys().collect();
    let number: BTreeMap<&String, usize> = folders.iter().enumerate().map(|(at, folder)| (*folder, at)).collect();
    let mut group: Vec<usize> = (0..folders.len()).collect();
    for (at, called) in calls.values().enumerate() {
        for other in called.iter().filter_map(|folder| number.get(folder)) {
            let (one, two) = (first(&mut group, at), first(&mut group, *other));
            let (low, high) = (one.min(two), one.max(two));
            group[high] = low;
        }
    }
    let mut out: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (at, folder) in folders.iter().enumerate() {
        out.entry(first(&mut group, at)).or_default().push((*folder).clone());
    }
    out.into_values().collect()
}

/// The first folder of a group. Paths are shortened on the way.
fn first(group: &mut [usize], mut at: usize) -> usize {
    while group[at] != at {
        group[at] = group[group[at]];
        at = group[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::joined;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn folders_are_joined_by_calls_in_either_direction() {
        let calls = [("a", &["m"][..]), ("b", &["m", "gone"]), ("c", &[]), ("d", &["e"]), ("e", &["d"]), ("m", &[])];
        let calls: BTreeMap<String, BTreeSet<String>> = calls
            .iter()
            .map(|(folder, called)| ((*folder).to_owned(), called.iter().map(|it| (*it).to_owned()).collect()))
            .collect();
        assert_eq!(joined(&calls), [vec!["a", "b", "m"], vec!["c"], vec!["d", "e"]]);
    }
}
