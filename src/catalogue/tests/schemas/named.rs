//! Every type, argument and attribute that is named.

use super::*;

/// Something that the catalogue names of a type.
struct Named<'a> {
    of: &'a str,
    path: &'a str,
    is_attribute: bool,
}

fn argument<'a>(of: &'a str, path: &'a str) -> Named<'a> {
    Named { of, path, is_attribute: false }
}

/// What a reference names; nothing for `Ref`, which every resource has.
fn attribute<'a>(of: &'a str, reference: &'a Reference) -> Option<Named<'a>> {
    match reference {
        Reference::Attribute(path) | Reference::GetAtt(path) => Some(Named { of, path, is_attribute: true }),
        Reference::Ref => None,
    }
}

/// What the files of types name.
fn of_type(facts: &ResourceType) -> Vec<Named<'_>> {
    let name = &facts.name;
    let lists = [
        &facts.name_arguments,
        &facts.prefix_arguments,
        &facts.other_role_arguments,
        &facts.hands_roles_on,
        &facts.hands_on,
    ];
    let mut out: Vec<Named<'_>> = lists.into_iter().flatten().map(|path| argument(name, path)).collect();
    out.extend(facts.stands_for.iter().map(|path| argument(name, path)));
    out.extend(facts.arn.iter().filter_map(|reference| attribute(name, reference)));
    for placeholder in facts.placeholders.values() {
        out.extend(placeholder.argument.iter().map(|path| argument(name, path)));
        out.extend(placeholder.generated.iter().filter_map(|reference| attribute(name, reference)));
        out.extend(placeholder.refers_to.iter().map(|other| argument(other, "")));
    }
    for slot in &facts.slots {
        let target = match &slot.target {
            Target::Argument(path) => Some(path),
            Target::Itself | Target::Account => None,
        };
        let parts: Vec<&String> = match &slot.form {
            SlotForm::Arguments(it) => {
                let parts = [&it.principal, &it.action, &it.effect, &it.source_arn, &it.source_account];
                let more = [&it.organization, &it.qualifier, &it.token, &it.condition, &it.statement];
                parts.into_iter().chain(more).flatten().collect()
            }
            _ => Vec::new(),
        };
        let paths = parts.into_iter().chain(target).chain([&slot.argument]);
        out.extend(paths.map(|path| argument(name, path)));
    }
    out
}

/// What a use names.
fn of_pair(pair: &Pair) -> Vec<Named<'_>> {
    let mut out: Vec<Named<'_>> = pair.sources.iter().map(|name| argument(name, "")).collect();
    for hint in pair.hints() {
        out.push(argument(&hint.holder, &hint.argument));
        out.extend(hint.only_with.keys().map(|path| argument(&hint.holder, path)));
        of_source(&hint.source, &hint.holder, &mut out);
    }
    out
}

fn of_source<'a>(source: &'a Source, holder: &'a str, out: &mut Vec<Named<'a>>) {
    match source {
        Source::Via { argument: path, source_type } => out.extend([argument(holder, path), argument(source_type, "")]),
        Source::Children { source_type, link } => out.push(argument(source_type, link)),
        Source::Join { join_type, link, then, source_type } => {
            out.extend([argument(join_type, link), argument(join_type, then), argument(source_type, "")]);
        }
        Source::SameAccount { source_type } => out.push(argument(source_type, "")),
        Source::AllOf(sources) => sources.iter().for_each(|source| of_source(source, holder, out)),
        Source::Holder | Source::AccountWide | Source::Runtime | Source::Unknown | Source::NotSent => {}
    }
}

/// Why it is not there, if it is not.
fn missing(named: &Named<'_>) -> Option<String> {
    let schema = schema_of(named.of)?;
    let Some(paths) = types().get(named.of) else { return Some(format!("{schema} has no type {}", named.of)) };
    let whole = format!("{}.{}", named.of, named.path);
    if named.path.is_empty() || OPEN.iter().any(|open| whole.starts_with(&format!("{open}."))) {
        return None;
    }
    let meant = |path: &str| holds(named.path, path) && (named.path.contains('*') || path == named.path);
    let found: Vec<&Fact> = paths.iter().filter(|(path, _)| meant(path)).map(|(_, fact)| fact).collect();
    let is_get_att = named.is_attribute && Language::of(named.of) == Language::CloudFormation;
    let (kind, is_there) = match named.is_attribute {
        true => ("attribute", found.iter().any(|fact| fact.is_given || !is_get_att)),
        false => ("argument", found.iter().any(|fact| !fact.is_given)),
    };
    (!is_there).then(|| format!("{schema} has no {kind} {whole}"))
}

#[test]
fn every_type_argument_and_attribute_that_is_named_is_in_a_schema() {
    let facts: Vec<&ResourceType> = TYPES.iter().filter_map(|(name, _)| catalogue().resource_type(name)).collect();
    let own = facts.iter().map(|facts| argument(&facts.name, ""));
    let named: Vec<Named<'_>> =
        own.chain(facts.iter().flat_map(|facts| of_type(facts))).chain(all_pairs().flat_map(of_pair)).collect();
    assert!(named.len() > 4000, "{} names", named.len());
    let wrong: Vec<String> = named.iter().filter_map(missing).collect();
    let told = "mend the name; if a newer schema has it, run scripts/schemas/update.py";
    assert!(wrong.is_empty(), "{told}:\n{}", wrong.join("\n"));
}

#[test]
fn no_argument_that_hands_something_over_is_a_block_of_terraform() {
    let hints = all_pairs().flat_map(Pair::hints).map(|hint| (hint.holder.as_str(), hint.argument.as_str()));
    let facts = TYPES.iter().filter_map(|(name, _)| catalogue().resource_type(name));
    let listed = facts.flat_map(|facts| {
        let lists = [&facts.other_role_arguments, &facts.hands_roles_on, &facts.hands_on];
        lists.into_iter().flatten().map(|argument| (facts.name.as_str(), argument.as_str()))
    });
    let is_block = |(of, path): &(&str, &str)| {
        Language::of(of) == Language::Terraform
            && types().get(of).and_then(|paths| paths.get(path)).is_some_and(|fact| fact.is_block)
    };
    let blocks: Vec<_> = hints.chain(listed).filter(is_block).collect();
    assert!(blocks.is_empty(), "a block has no value: name the argument in it: {blocks:?}");
}

#[test]
fn a_name_that_no_schema_has_is_told() {
    let told = |of, path, is_attribute| missing(&Named { of, path, is_attribute }).unwrap_or_default();
    assert_eq!(told("aws_transfer_usr", "", false), "hashicorp/aws has no type aws_transfer_usr");
    assert_eq!(told("aws_transfer_user", "rle", false), "hashicorp/aws has no argument aws_transfer_user.rle");
    assert_eq!(told("aws_transfer_user", "role", false), "");
    assert_eq!(told("aws_transfer_user", "arn", false), "hashicorp/aws has no argument aws_transfer_user.arn");
    assert_eq!(told("aws_transfer_user", "arn", true), "");
    let role = told("AWS::Transfer::User", "Role", true);
    assert_eq!(role, "CloudFormation has no attribute AWS::Transfer::User.Role");
    assert_eq!(told("aws_kinesis_firehose_delivery_stream", "*.role_arn", false), "");
    assert_eq!(told("null_resource", "anything", false), "", "other providers are not looked at");
}
