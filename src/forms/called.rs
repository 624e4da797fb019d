//! What is known of the module that a call calls.

use crate::catalogue::{Catalogue, Module, address};
use crate::link::Program;
use crate::link::symbol::{Definition, Symbol};
use crate::policy::statement::PolicyKind;
use crate::reason::{Reason, ReasonKind};
use crate::version::{Version, Versions};

/// A published module, as one call calls it.
pub(super) struct Called<'c> {
    /// What the catalogue knows of it.
    pub(super) module: &'c Module,
    /// The versions that the call allows.
    pub(super) versions: Versions,
}

/// An argument of a call that holds statements as objects.
pub(super) struct ObjectsArgument {
    /// The kind of policy that the statements are part of.
    pub(super) kind: PolicyKind,
    /// Does whoever mentions the module mean what the policy protects?
    pub(super) protects_all: bool,
    /// The entry of an object that holds its conditions, or why that is not known.
    pub(super) conditions: Result<String, Reason>,
}

impl Called<'_> {
    /// What is known of an argument, where it holds statements as objects.
    pub(super) fn objects(&self, argument: &str) -> Option<ObjectsArgument> {
        let known = self.module.statements.iter().find(|known| known.argument == argument)?;
        let conditions = match known.conditions(self.versions).as_slice() {
            [name] => Ok((*name).to_owned()),
            names => Err(depends_on_version(names)),
        };
        Some(ObjectsArgument { kind: known.kind.clone(), protects_all: known.protects_all, conditions })
    }
}

fn depends_on_version(names: &[&str]) -> Reason {
    let text = match names.last() {
        Some(newest) => format!(
            "what the module calls the condition depends on its version, which is not told; the newest takes `{newest}`: name \
             the version, or add the condition by hand"
        ),
        None => "this version of the module does not take the argument".to_owned(),
    };
    Reason::new(ReasonKind::UnknownValue, text)
}

/// The published module that a call names in its `source`, where the catalogue knows it.
pub(super) fn called<'c>(program: &Program, catalogue: &'c Catalogue, call: &Symbol) -> Option<Called<'c>> {
    let Definition::Block(block) = &call.body else { return None };
    let argument = |name: &str| block.body.attribute(name).map(|attribute| &attribute.value);
    let source = argument("source")?;
    let address = address(&source.literal()?)?;
    let module = catalogue.module(&address.name)?;
    let constraint = argument("version").and_then(|version| version.literal());
    let allowed = constraint.map_or(Versions::ALL, |constraint| Versions::allowed_by(&constraint));
    let told = told_behind(program.file(source.span).text.get(source.span.range().end..).unwrap_or_default());
    Some(Called { module, versions: address.versions.and(allowed).and(told) })
}

/// What the comment behind a pinned commit tells, as those who pin write it: `# v4.2.0`.
fn told_behind(text: &str) -> Versions {
    let line = text.lines().next().unwrap_or_default().trim();
    let comment = line.strip_prefix('#').or(line.strip_prefix("//")).unwrap_or_default().trim();
    let version = if comment.starts_with('v') { Version::parse(comment) } else { None };
    version.map_or(Versions::ALL, Versions::only)
}
