//! What the `lifecycle` of a resource keeps from being deployed.

use crate::link::symbol::{Definition, Symbol};
use crate::link::terraform::references::References;
use crate::syntax::tree::{Node, NodeRef};

/// What stands for every argument: the word of today, and the text of old.
const ALL: [&str; 2] = ["all", "*"];

/// Does `ignore_changes` name one of these arguments, something in one of them, or all?
#[must_use]
pub fn ignores_changes(symbol: &Symbol, arguments: &[&str]) -> bool {
    let Definition::Block(block) = &symbol.body else { return false };
    let ignored = block.body.blocks_of("lifecycle").filter_map(|inner| inner.body.attribute("ignore_changes"));
    ignored.flat_map(|attribute| names(&attribute.value)).any(|name| {
        let root = name.split(['.', '[']).next().unwrap_or_default();
        ALL.contains(&root) || arguments.iter().any(|argument| argument.split('.').next() == Some(root))
    })
}

fn names(value: &NodeRef) -> Vec<String> {
    let name = |node: &Node| References::plain_path(node).or_else(|| node.literal());
    match value.as_list() {
        Some(list) => list.items.iter().filter_map(|item| name(item)).collect(),
        None => name(value).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use crate::link::terraform::tests::modules;

    #[test]
    fn an_argument_is_ignored_by_name_by_a_part_of_it_and_by_all() {
        for (written, expected) in [
            ("[policy]", true),
            ("[tags, policy]", true),
            ("[\"policy\"]", true),
            ("all", true),
            ("[\"*\"]", true),
            ("[tags]", false),
            ("[policy_id]", false),
        ] {
            let text = format!("resource \"r\" \"x\" {{\n lifecycle {{\n ignore_changes = {written}\n }}\n}}\n");
            let program = modules(&[("main.tf", &text)]);
            let id = program.lookup("r.x").expect("the resource");
            assert_eq!(program.ignores_changes(id, &["policy"]), expected, "{written}");
        }
    }
}
