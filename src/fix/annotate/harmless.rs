//! The proof that comments are nothing but comments: the trees are the same with and without.

use crate::catalogue::Language;
use crate::edit::{Applicability, Edit, Fix, apply, merge};
use crate::syntax::{hcl, same, yaml};
use crate::text::{FileId, TextFile};

/// Does a file say the same with these edits as without them, alone and with the fixes?
pub(super) fn is_harmless(language: Language, id: FileId, file: &TextFile, edits: &[Edit], fixes: &[Fix]) -> bool {
    let of_file = |fix: &&Fix| fix.edits.iter().any(|edit| edit.span.file == id);
    let levels = [Applicability::Safe, Applicability::Unsafe];
    let mut runs = vec![Vec::new()];
    for level in levels {
        let taken: Vec<&Fix> = fixes.iter().filter(of_file).filter(|fix| fix.applicability >= level).collect();
        if !taken.is_empty() {
            runs.push(taken);
        }
    }
    runs.dedup();
    runs.iter().all(|fixes| {
        let fixing = || fixes.iter().flat_map(|fix| fix.edits.iter().cloned());
        let (Ok(plain), Ok(noted)) = (merge(fixing()), merge(fixing().chain(edits.iter().cloned()))) else {
            return false;
        };
        says_the_same(language, id, &apply(id, &file.text, &plain), &apply(id, &file.text, &noted))
    })
}

fn says_the_same(language: Language, id: FileId, one: &str, other: &str) -> bool {
    match language {
        Language::Terraform => match (hcl::parse(id, one), hcl::parse(id, other)) {
            (Ok(one), Ok(other)) => same::bodies(&one, &other),
            _ => false,
        },
        Language::CloudFormation => match (yaml::parse(id, one), yaml::parse(id, other)) {
            (Ok(one), Ok(other)) => {
                let pairs = one.roots.iter().zip(&other.roots);
                one.roots.len() == other.roots.len() && pairs.into_iter().all(|(one, other)| same::nodes(one, other))
            }
            _ => false,
        },
    }
}
