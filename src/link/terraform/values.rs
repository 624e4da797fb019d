//! Files that set variables: `terraform.tfvars`, `*.auto.tfvars`, and the same in JSON.

use std::collections::BTreeMap;

use crate::link::names::Addresses;
use crate::syntax::tree::{Document, NodeRef};
use crate::value::SymbolId;

/// Is it a file of values, by its path?
#[must_use]
pub fn is_values_file(path: &str) -> bool {
    path.ends_with(".tfvars") || path.ends_with(".tfvars.json")
}

/// Does Terraform read a file of this name unasked?
#[must_use]
pub fn is_read_for_values(name: &str) -> bool {
    let stem = name.strip_suffix(".json").unwrap_or(name);
    !name.starts_with('.') && (stem == "terraform.tfvars" || stem.ends_with(".auto.tfvars"))
}

/// What the files of a module set its variables to. Of two files that set one, the later wins.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// By name: the rank of the file, and the value.
    found: BTreeMap<String, ((bool, String), NodeRef)>,
}

impl Values {
    /// Takes the values of one file.
    pub(super) fn add(&mut self, path: &str, document: &Document) {
        let rank = (path.trim_end_matches(".json").ends_with(".auto.tfvars"), path.to_owned());
        let mut take = |name: &str, value: &NodeRef| {
            if self.found.get(name).is_none_or(|(before, _)| *before < rank) {
                self.found.insert(name.to_owned(), (rank.clone(), value.clone()));
            }
        };
        match document {
            Document::Hcl(body) => body.attributes().for_each(|it| take(&it.name, &it.value)),
            Document::Json(root) => {
                for entry in root.as_map().iter().flat_map(|map| &map.entries) {
                    entry.key.literal().iter().for_each(|name| take(name, &entry.value));
                }
            }
            Document::Yaml(_) | Document::Text(_) => {}
        }
    }

    /// The expressions that set the variables of a module.
    pub(super) fn by_variable(self, names: &Addresses) -> BTreeMap<SymbolId, Vec<NodeRef>> {
        let set = self.found.into_iter();
        set.filter_map(|(name, (_, value))| Some((*names.get(&format!("var.{name}"))?, vec![value]))).collect()
    }
}
