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

/// The folders that may say something of those that matter: their callers, and whatever these call.
/// What a grant is handed to, and what is handed to it, comes that way and no other.
pub(super) fn within_reach(calls: &BTreeMap<String, BTreeSet<String>>, matters: BTreeSet<&String>) -> BTreeSet<String> {
    let mut callers: BTreeMap<&String, Vec<&String>> = BTreeMap::new();
    for (folder, called) in calls {
        called.iter().for_each(|other| callers.entry(other).or_default().push(folder));
    }
    let above = reached(matters, |folder| callers.get(folder).into_iter().flatten().copied().collect());
    let all = reached(above, |folder| calls.get(folder).into_iter().flatten().collect());
    all.into_iter().cloned().collect()
}

/// These folders, and all that are reached from them.
fn reached<'c>(from: BTreeSet<&'c String>, next: impl Fn(&String) -> Vec<&'c String>) -> BTreeSet<&'c String> {
    let mut open: Vec<&String> = from.iter().copied().collect();
    let mut seen = from;
    while let Some(folder) = open.pop() {
        open.extend(next(folder).into_iter().filter(|other| seen.insert(other)));
    }
    seen
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
    use super::{joined, within_reach};
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn what_only_shares_a_module_with_a_grant_is_out_of_its_reach() {
        let calls =
            [("a", &["grant", "used"][..]), ("b", &["used"]), ("grant", &[]), ("top", &["a"]), ("used", &["deep"])];
        let calls: BTreeMap<String, BTreeSet<String>> = calls
            .iter()
            .map(|(folder, called)| ((*folder).to_owned(), called.iter().map(|it| (*it).to_owned()).collect()))
            .collect();
        let reach = |matters: &str| within_reach(&calls, BTreeSet::from([&matters.to_owned()]));
        assert_eq!(reach("grant"), BTreeSet::from(["a", "deep", "grant", "top", "used"].map(str::to_owned)));
        assert_eq!(reach("b"), BTreeSet::from(["b", "deep", "used"].map(str::to_owned)));
    }

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
