//! What other files hold: `file`, `templatefile`, `template_file`, and names inside of templates.

use super::{Evaluator, Way};
use crate::link::Scope;
use crate::link::symbol::{Definition, Symbol};
use crate::link::terraform::items::any;
use crate::link::terraform::texts::{Readings, Texts, read_by};
use crate::paths::folder_of;
use crate::syntax::tree::{Document, NodeRef, Step};
use crate::value::{Kind, Value};

impl<'p> Evaluator<'p> {
    fn texts(&self) -> Option<&'p Texts> {
        match &self.program.scope {
            Scope::Module(module) => Some(&module.texts),
            Scope::Template(_) => None,
        }
    }

    /// `file(path)` and `templatefile(path, ...)`: the text of the file; what it holds where it is
    /// JSON or YAML that is not filled in.
    pub(in crate::link::terraform) fn read(&mut self, path: &NodeRef, node: &NodeRef) -> Value {
        let folder = folder_of(&self.program.file(path.span).path).to_owned();
        let arms = self.node(path).arms().into_iter().map(|arm| match arm.literal() {
            Some(text) => self.text_of(&folder, &text, node),
            None => self.not_followed(node),
        });
        let arms: Vec<Value> = arms.collect();
        any(arms, None, node)
    }

    fn text_of(&mut self, folder: &str, path: &str, node: &NodeRef) -> Value {
        let Some(texts) = self.texts() else { return self.not_followed(node) };
        let file = match texts.file(folder, path) {
            Ok(file) => file,
            Err(reason) => return Value::unknown(reason, node),
        };
        match &self.program.documents[file.0 as usize] {
            Some(Document::Json(root)) => {
                let value = self.elsewhere(root);
                Value::computed(Kind::json(value), node)
            }
            Some(Document::Yaml(documents)) if let [root] = documents.roots.as_slice() => {
                let value = self.elsewhere(root);
                Value::computed(Kind::json(value), node)
            }
            Some(Document::Text(text)) => self.elsewhere(text),
            _ => self.not_followed(node),
        }
    }

    /// What `data.template_file.x.rendered` and `data.local_file.x.content` hold.
    pub(super) fn read_by_data(&mut self, symbol: &Symbol, attribute: &str, node: &NodeRef) -> Option<Value> {
        let Definition::Block(block) = &symbol.body else { return None };
        let argument = |name: &str| block.body.attribute(name).map(|attribute| &attribute.value);
        match (symbol.type_name.as_str(), attribute) {
            ("data.template_file", "rendered") => {
                let template = argument("template")?;
                match read_by(template) {
                    Some(path) => Some(self.read(&path, node)),
                    None => Some(self.elsewhere(template)),
                }
            }
            ("data.local_file", "content") => Some(self.read(argument("filename")?, node)),
            _ => None,
        }
    }

    /// A name inside a template: what its callers hand in under that name.
    pub(super) fn template_variable(&mut self, name: &str, steps: &[Step], node: &NodeRef) -> Option<Value> {
        let readings: &'p Readings = self.texts()?.readings(node.span.file)?;
        let mut ways = vec![Way::Attribute(name.to_owned())];
        ways.extend(self.ways(steps));
        let mut possible: Vec<Value> = readings.maps.iter().map(|map| self.follow(map, &ways, node)).collect();
        if readings.other_variables {
            possible.push(self.not_followed(node));
        }
        let value = any(possible, None, node);
        Some(Value::computed(value.kind, node))
    }
}
