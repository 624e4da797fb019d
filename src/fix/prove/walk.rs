//! Two outlines side by side: where they differ in more than a fix may change.

use super::calls::called;
use super::conditions::{conditions, is_condition, is_statement};
use super::objects::{is_object, object};
use super::outline::{Entry, Key, Outline};
use super::same::{Same, Walk, apart, at, differ, same};
use super::split;
use crate::catalogue::{Catalogue, SlotForm};

/// The data sources that a fix may declare.
const AMBIENT_DATA: [&str; 3] = ["aws_caller_identity", "aws_partition", "aws_region"];

impl Walk {
    /// A file: in HCL, new data sources that tell about the deployment are allowed.
    pub(super) fn file(self, before: &Outline, after: &Outline) -> Same {
        let (Outline::Map(old), Outline::Map(new)) = (before, after) else { return self.value(before, after) };
        let mut declared: Vec<&Key> = Vec::new();
        let mut rest: Vec<&Entry> = Vec::new();
        for entry in new {
            // Most entries are no such data: that is asked first, as the other question looks at all.
            let is_known = || old.iter().any(|other| other.key == entry.key) || declared.contains(&&entry.key);
            if is_ambient_data(entry) && !is_known() {
                declared.push(&entry.key);
            } else {
                rest.push(entry);
            }
        }
        self.map(&old.iter().collect::<Vec<_>>(), &rest, |before, after| self.entry(before, after))
    }

    /// Any value.
    pub(super) fn value(self, before: &Outline, after: &Outline) -> Same {
        match (before, after) {
            (Outline::Map(_), Outline::Map(_)) if is_statement(before) && is_statement(after) => {
                self.statement(before, after)
            }
            (Outline::Map(_), Outline::Map(_)) if is_object(before) => object(self, before, after),
            (Outline::Map(_), Outline::Map(_)) => match source_arguments(&resource_type(before)) {
                Some(names) => self.resource(&names, before, after),
                None => self.entries(before, after),
            },
            (Outline::List(old), Outline::List(new)) if self.split => split::lists(self, old, new),
            (Outline::List(old), Outline::List(new)) => self.each(old, new),
            (Outline::Text { parts: old, inside: inner }, Outline::Text { parts: new, inside: other }) => {
                match (inner, other) {
                    _ if old == new => Ok(()),
                    (Some(inner), Some(other)) => self.value(inner, other),
                    _ => differ(),
                }
            }
            (Outline::Text { .. }, Outline::Compound(..) | Outline::Map(_)) => {
                substituted(before, after).map_or_else(differ, |text| self.value(before, text))
            }
            (Outline::Compound(name, old), Outline::Compound(other, new)) => {
                same(name == other)?;
                if let ("templatefile()", [path, old], [other, new]) = (name.as_str(), old.as_slice(), new.as_slice()) {
                    self.value(path, other)?;
                    return at(|| "templatefile()".to_owned(), self.variables(old, new));
                }
                at(|| name.clone(), self.each(old, new))
            }
            _ => same(before == after),
        }
    }

    /// The variables of a template: new ones may tell about the deployment.
    fn variables(self, before: &Outline, after: &Outline) -> Same {
        let (Outline::Map(old), Outline::Map(new)) = (before, after) else { return self.value(before, after) };
        let is_new = |entry: &&Entry| tells_of_deployment(&entry.value) && !old.iter().any(|it| it.key == entry.key);
        let rest: Vec<&Entry> = new.iter().filter(|entry| !is_new(entry)).collect();
        self.map(&old.iter().collect::<Vec<_>>(), &rest, |before, after| self.entry(before, after))
    }

    fn each(self, before: &[Outline], after: &[Outline]) -> Same {
        for (place, (before, after)) in before.iter().zip(after).enumerate() {
            at(|| place.to_string(), self.value(before, after))?;
        }
        at(|| before.len().min(after.len()).to_string(), same(before.len() == after.len()))
    }

    fn entries(self, before: &Outline, after: &Outline) -> Same {
        let (old, new): (Vec<_>, Vec<_>) = (before.entries().iter().collect(), after.entries().iter().collect());
        self.map(&old, &new, |before, after| self.entry(before, after))
    }

    /// Entries in the same order, under the same keys.
    pub(super) fn map(self, before: &[&Entry], after: &[&Entry], compare: impl Fn(&Entry, &Entry) -> Same) -> Same {
        for (old, new) in before.iter().zip(after) {
            at(|| old.key.name(), if old.key == new.key { compare(old, new) } else { differ() })?;
        }
        let longer = if before.len() < after.len() { after } else { before };
        let extra = longer.get(before.len().min(after.len()));
        extra.map_or(Ok(()), |entry| at(|| entry.key.name(), differ()))
    }

    /// Entries under the same key.
    pub(super) fn entry(self, before: &Entry, after: &Entry) -> Same {
        if before.key.is_block("data", &["aws_iam_policy_document"]) {
            return self.document(&before.value, &after.value);
        }
        if let Key::Block { kind, labels } = &before.key
            && kind == "resource"
            && let Some(names) = labels.first().and_then(|name| source_arguments(&Some(name.clone())))
        {
            return self.body(&names, &before.value, &after.value);
        }
        if let Some(module) = called(before) {
            return self.call(module, &before.value, &after.value);
        }
        if before.key.is_block("data", &["template_file"]) {
            let (old, new): (Vec<_>, Vec<_>) =
                (before.value.entries().iter().collect(), after.value.entries().iter().collect());
            return self.map(&old, &new, |before, after| match before.key.is("vars") {
                true => self.variables(&before.value, &after.value),
                false => self.entry(before, after),
            });
        }
        if let (true, Outline::List(items)) = (self.split && before.key.is("Statement"), &after.value)
            && is_statement(&before.value)
        {
            return split::lists(self, std::slice::from_ref(&before.value), items);
        }
        self.value(&before.value, &after.value)
    }

    /// The body of an `aws_iam_policy_document`.
    fn document(self, before: &Outline, after: &Outline) -> Same {
        if self.split {
            return split::blocks(self, before.entries(), after.entries());
        }
        let (old, new): (Vec<_>, Vec<_>) = (before.entries().iter().collect(), after.entries().iter().collect());
        self.map(&old, &new, |before, after| self.statement_block(before, after))
    }

    /// An entry of a document's body; `statement` blocks may differ in conditions, also those
    /// that a `dynamic` block makes.
    pub(super) fn statement_block(self, before: &Entry, after: &Entry) -> Same {
        if before.key.is_block("statement", &[]) {
            return self.statement(&before.value, &after.value);
        }
        if before.key.is_block("dynamic", &["statement"]) {
            let (old, new): (Vec<_>, Vec<_>) =
                (before.value.entries().iter().collect(), after.value.entries().iter().collect());
            return self.map(&old, &new, |before, after| match before.key.is_block("content", &[]) {
                true => self.statement(&before.value, &after.value),
                false => self.entry(before, after),
            });
        }
        self.entry(before, after)
    }

    /// A statement: its conditions may differ, but none goes away.
    pub(super) fn statement(self, before: &Outline, after: &Outline) -> Same {
        let (old_conditions, old) = apart(before, is_condition);
        let (new_conditions, new) = apart(after, is_condition);
        self.map(&old, &new, |before, after| self.entry(before, after))?;
        at(|| "Condition".to_owned(), conditions(&old_conditions, &new_conditions))
    }

    /// A CloudFormation resource whose properties are a statement.
    fn resource(self, names: &[String], before: &Outline, after: &Outline) -> Same {
        let (old, new): (Vec<_>, Vec<_>) = (before.entries().iter().collect(), after.entries().iter().collect());
        self.map(&old, &new, |before, after| match before.key.is("Properties") {
            true => self.body(names, &before.value, &after.value),
            false => self.entry(before, after),
        })
    }

    /// A body of which these arguments may be new or have another value.
    fn body(self, names: &[String], before: &Outline, after: &Outline) -> Same {
        let (old, new): (Vec<_>, Vec<_>) = (before.entries().iter().collect(), after.entries().iter().collect());
        self.arguments(names, &old, &new, |before, after| self.entry(before, after))
    }

    /// Arguments of which these may be new or have another value; `compare` tells of the others.
    pub(super) fn arguments(
        self,
        names: &[String],
        before: &[&Entry],
        after: &[&Entry],
        compare: impl Fn(&Entry, &Entry) -> Same,
    ) -> Same {
        let is_source = |entry: &&&Entry| names.iter().any(|name| entry.key.is(name));
        let (old_sources, old): (Vec<&Entry>, Vec<&Entry>) = before.iter().partition(is_source);
        let (new_sources, new): (Vec<&Entry>, Vec<&Entry>) = after.iter().partition(is_source);
        self.map(&old, &new, compare)?;
        for (at_place, source) in new_sources.iter().enumerate() {
            let twice = new_sources[..at_place].iter().any(|other| other.key == source.key);
            at(|| source.key.name(), same(!twice))?;
        }
        let gone = old_sources.iter().find(|old| !new_sources.iter().any(|new| new.key == old.key));
        gone.map_or(Ok(()), |gone| at(|| gone.key.name(), differ()))
    }
}

/// The string that `Fn::Sub` now fills in, where nothing was there for it to fill in before.
fn substituted<'a>(before: &Outline, after: &'a Outline) -> Option<&'a Outline> {
    before.literal().filter(|text| !text.contains("${"))?;
    let text = match after {
        Outline::Compound(name, items) => items.first().filter(|_| name == "!Sub" && items.len() == 1),
        _ => after.get("Fn::Sub").filter(|_| after.entries().len() == 1),
    };
    text.filter(|text| matches!(text, Outline::Text { .. }))
}

fn is_ambient_data(entry: &Entry) -> bool {
    let known = AMBIENT_DATA.iter().any(|name| entry.key.is_block("data", &[name]));
    known && entry.value.entries().iter().all(|inner| inner.key == Key::Attribute("provider".to_owned()))
}

/// A path to one of the data sources that a fix may declare.
fn tells_of_deployment(value: &Outline) -> bool {
    let Outline::Compound(name, steps) = value else { return false };
    let step = |at: usize| match steps.get(at) {
        Some(Outline::Atom(text)) => text.as_str(),
        _ => "",
    };
    name == "path" && step(0) == "data" && AMBIENT_DATA.iter().any(|data| step(1).strip_prefix('.') == Some(data))
}

/// The `Type` of a CloudFormation resource.
fn resource_type(map: &Outline) -> Option<String> {
    map.get("Properties")?;
    map.get("Type")?.literal()
}

/// The arguments of a type that hold the source, where its arguments are a statement.
fn source_arguments(type_name: &Option<String>) -> Option<Vec<String>> {
    let resource_type = Catalogue::builtin().resource_type(type_name.as_deref()?)?;
    resource_type.slots.iter().find_map(|slot| match &slot.form {
        SlotForm::Arguments(names) => Some(names.sources()),
        _ => None,
    })
}
