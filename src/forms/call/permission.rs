//! Permissions under names in an argument of a call, each an object.

use crate::catalogue::PermissionObjects;
use crate::forms::object::field;
use crate::forms::{Reader, Use, arguments, stray};
use crate::policy::statement::Holder;
use crate::reason::{Reason, ReasonKind};
use crate::value::{Kind, Origin, Part, Partial, Value};

/// What the short name of a service lacks.
const SUFFIX: &str = ".amazonaws.com";

impl Reader<'_> {
    pub(super) fn permissions(&mut self, value: &Value, known: &PermissionObjects, usage: &Use) {
        match &value.kind {
            Kind::OneOf(arms) => arms.iter().for_each(|arm| self.permissions(arm, known, usage)),
            Kind::Map(entries) => {
                entries.known.iter().for_each(|(_, entry)| self.permission(entry, known, usage));
                if let Some(reason) = &entries.rest {
                    self.cannot_follow(value, usage, reason.clone());
                }
            }
            Kind::Unknown(reason) => self.cannot_follow(value, usage, reason.clone()),
            Kind::Text(_) => {
                let Some(possible) = self.program.possible(value) else { return };
                possible.known.iter().for_each(|value| self.permissions(value, known, usage));
                if !possible.is_handed_in {
                    self.cannot_follow(value, usage, possible.rest);
                }
            }
            Kind::List(_) | Kind::Json(_) | Kind::Number(_) | Kind::Bool(_) | Kind::Absent => {}
        }
    }

    fn permission(&mut self, value: &Value, known: &PermissionObjects, usage: &Use) {
        match &value.kind {
            Kind::OneOf(arms) => arms.iter().for_each(|arm| self.permission(arm, known, usage)),
            Kind::Map(entries) => self.one_permission(value, entries, known, usage),
            Kind::Unknown(reason) => self.cannot_follow(value, usage, reason.clone()),
            _ => {}
        }
    }

    fn one_permission(
        &mut self,
        value: &Value,
        entries: &Partial<(Value, Value)>,
        known: &PermissionObjects,
        usage: &Use,
    ) {
        let Some(node) = value.node() else { return };
        let (program, holder) = (self.program, Holder::Map(node.clone()));
        let values = |name: &str| match field(entries, name) {
            None if known.entries.principal.as_deref() == Some(name) => {
                let short = known.short.as_ref().and_then(|short| field(entries, short));
                short.map(in_full).into_iter().collect()
            }
            written => written.cloned().into_iter().collect(),
        };
        let Some(mut statement) = arguments::statement(program, holder, &values, &known.entries) else {
            return;
        };
        if statement.principals.rest.is_none() && !stray::lets_service_in(&statement) {
            return;
        }
        statement.conditions.rest = statement.conditions.rest.or_else(|| entries.rest.clone());
        if !value.is_written() || !program.symbol(usage.holder).span.contains(node.span) {
            statement.place.refuse(elsewhere());
        }
        let home = program.symbol_at(node.span).unwrap_or(usage.holder);
        let document = self.document_at(node.span, home, || (vec![statement], None));
        if !document.uses.contains(usage) {
            document.uses.push(usage.clone());
        }
    }
}

fn elsewhere() -> Reason {
    let text = "the permission is not written in the call of the module: add the source where it is written";
    Reason::new(ReasonKind::NotLiteral, text)
}

/// A service by its short name.
fn in_full(short: &Value) -> Value {
    let kind = match &short.kind {
        Kind::Text(parts) => {
            let suffix = Part::Literal(SUFFIX.to_owned());
            Kind::Text(parts.iter().cloned().chain(std::iter::once(suffix)).collect())
        }
        Kind::OneOf(arms) => Kind::OneOf(arms.iter().map(in_full).collect()),
        other => other.clone(),
    };
    let origin = short.node().map_or_else(|| short.origin.clone(), |node| Origin::Computed(node.clone()));
    Value { kind, origin }
}
