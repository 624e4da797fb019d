//! The resources that use a grant, as a hint of the catalogue tells.

use super::homes::TARGET;
use super::text::{Resource, Value};
use super::world::sample;
use unconfuse::catalogue::{Catalogue, Hint, Identity, Reference, ResourceType, Source};

/// The resource that hands the grant over, and those that lead to its source.
pub(super) fn users(hint: &Hint, target_type: &str) -> Vec<Resource> {
    let mut holder = Resource::new(&hint.holder, "user");
    hand_over(&mut holder, hint, target_type);
    for (argument, value) in &hint.only_with {
        holder.set(argument, Value::Text(value.clone()));
    }
    let mut others = Vec::new();
    lead(&hint.source, &mut holder, &mut others);
    name(&mut holder);
    others.iter_mut().for_each(name);
    others.insert(0, holder);
    others
}

/// Sets the argument to the target; of settings with names, the one that is meant.
fn hand_over(holder: &mut Resource, hint: &Hint, target_type: &str) {
    let target = target(target_type);
    let value_of = hint.argument.rsplit_once('.').filter(|(_, last)| *last == "value" || *last == "Value");
    match (&hint.setting, value_of) {
        (Some(setting), Some((settings, value))) => {
            let name = match hint.holder.as_str() {
                "AWS::ElasticLoadBalancingV2::LoadBalancer" => "Key",
                _ if value == "Value" => "Name",
                _ => "name",
            };
            holder.set(&format!("{settings}.{name}"), Value::Text(setting.clone()));
            holder.set(&hint.argument, target);
        }
        (Some(setting), None) => {
            let entry = vec![("name".to_owned(), Value::Text(setting.clone())), ("value".to_owned(), target)];
            holder.set(&hint.argument, Value::List(vec![Value::Map(entry)]));
        }
        (None, _) => holder.set(&hint.argument, target),
    }
}

/// How what a policy protects is handed over: by its ARN where it has one.
pub(super) fn target(type_name: &str) -> Value {
    let facts = Catalogue::builtin().resource_type(type_name);
    Value::Of(TARGET.to_owned(), facts.map(arn).unwrap_or_default())
}

/// The attribute that is the ARN; empty for a plain reference.
fn arn(facts: &ResourceType) -> String {
    match (&facts.arn, facts.id_is) {
        (_, Some(Identity::Arn)) | (None | Some(Reference::Ref), _) => String::new(),
        (Some(Reference::Attribute(name) | Reference::GetAtt(name)), _) => name.clone(),
    }
}

/// Adds what leads from the holder to the source.
fn lead(source: &Source, holder: &mut Resource, others: &mut Vec<Resource>) {
    let reference = |type_name: &str, name: &str| {
        let facts = Catalogue::builtin().resource_type(type_name);
        Value::Of(name.to_owned(), facts.map(arn).unwrap_or_default())
    };
    match source {
        Source::Via { argument, source_type } => {
            holder.set(argument, reference(source_type, "source"));
            others.push(Resource::new(source_type, "source"));
        }
        Source::Children { source_type, link } => {
            let mut child = Resource::new(source_type, "source");
            child.set(link, reference(&holder.type_name, "user"));
            others.push(child);
        }
        Source::Join { join_type, link, then, source_type } => {
            let mut join = Resource::new(join_type, "join");
            join.set(link, reference(&holder.type_name, "user"));
            join.set(then, reference(source_type, "source"));
            others.extend([join, Resource::new(source_type, "source")]);
        }
        Source::SameAccount { source_type } => others.push(Resource::new(source_type, "source")),
        Source::AllOf(sources) => sources.iter().for_each(|source| lead(source, holder, others)),
        Source::Holder | Source::AccountWide | Source::Runtime | Source::Unknown | Source::NotSent => {}
    }
}

/// Names a resource by the arguments that fill placeholders of ARNs.
pub(super) fn name(resource: &mut Resource) {
    let Some(facts) = Catalogue::builtin().resource_type(&resource.type_name) else { return };
    for (placeholder, it) in &facts.placeholders {
        if let Some(argument) = &it.argument {
            resource.set(argument, Value::Text(sample(placeholder)));
        }
    }
}
