//! Data sources that tell what every deployment has.
//!
//! From the provider's documentation: `aws_caller_identity` (account_id; id is the same),
//! `aws_partition` (partition, dns_suffix; id is the partition), `aws_region` (name, region, id).

use crate::link::Program;
use crate::link::symbol::{Definition, Symbol, SymbolKind};
use crate::link::terraform::references::References;
use crate::syntax::tree::NodeRef;
use crate::text::{FileId, TextFile};
use crate::value::{Ambient, Part};
use std::collections::BTreeSet;

/// The data source types that name an ambient value, and the attribute that the program writes.
const SOURCES: [(Ambient, &str, &[&str]); 4] = [
    (Ambient::Account, "data.aws_caller_identity", &["account_id", "id"]),
    (Ambient::Partition, "data.aws_partition", &["partition", "id"]),
    (Ambient::DnsSuffix, "data.aws_partition", &["dns_suffix"]),
    (Ambient::Region, "data.aws_region", &["name", "region", "id"]),
];

/// What an attribute of a data source means, where it means something ambient. A data source
/// with a provider of its own may speak of another account, so it means nothing ambient.
#[must_use]
pub fn meaning(symbol: &Symbol, attribute: &str) -> Option<Ambient> {
    let mut all = SOURCES.iter().map(|(ambient, ..)| *ambient);
    all.find(|&ambient| tells(symbol, attribute, ambient, None))
}

/// Does an attribute of a data source tell an ambient value for resources of this provider?
pub(super) fn tells(symbol: &Symbol, attribute: &str, ambient: Ambient, provider_path: Option<&str>) -> bool {
    let mut all = SOURCES.iter().filter(|(told, ..)| *told == ambient);
    all.any(|(_, type_name, attributes)| *type_name == symbol.type_name && attributes.contains(&attribute))
        && provider(symbol).as_deref() == provider_path
}

/// The type of the data source that says an ambient value, without `data.`, and its attribute.
#[must_use]
pub fn source(ambient: Ambient) -> (&'static str, &'static str) {
    let (_, type_name, attributes) = match ambient {
        Ambient::Account => SOURCES[0],
        Ambient::Partition => SOURCES[1],
        Ambient::DnsSuffix => SOURCES[2],
        Ambient::Region => SOURCES[3],
    };
    (type_name.trim_start_matches("data."), attributes[0])
}

/// A data source of the module of a file that says an ambient value for resources of this provider, and is
/// always there.
#[must_use]
pub fn existing<'a>(
    program: &'a Program,
    ambient: Ambient,
    provider_path: Option<&str>,
    from: FileId,
) -> Option<&'a Symbol> {
    let (type_name, _) = source(ambient);
    let type_name = format!("data.{type_name}");
    let beside = program.of_type(&type_name).filter(|symbol| program.is_beside(symbol.id, from));
    let fitting = beside.filter(|symbol| !symbol.repeated && provider(symbol).as_deref() == provider_path);
    fitting.min_by_key(|symbol| (symbol.name != "current", symbol.id))
}

/// The configuration without an alias.
const DEFAULT: &str = "aws";

/// A provider that is not plainly named, or one of several.
pub const UNCLEAR: &str = "?";

/// The `provider` meta-argument of a resource or data source: `aws.west`; of a module call the one
/// configuration that all it makes is made with. None where that is the default one.
#[must_use]
pub fn provider(symbol: &Symbol) -> Option<String> {
    let Definition::Block(block) = &symbol.body else { return None };
    let name = match block.body.attribute("provider") {
        Some(attribute) => path(&attribute.value),
        None if symbol.kind == SymbolKind::Module => handed_on(&block.body.attribute("providers")?.value),
        None => return None,
    };
    Some(name.unwrap_or_else(|| UNCLEAR.to_owned())).filter(|name| name != DEFAULT)
}

/// The one configuration that a call hands on under every name; none where there are several, or
/// one that is not plainly named. What is not handed on as `aws` is inherited.
fn handed_on(providers: &NodeRef) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut inherits = true;
    for entry in &providers.as_map()?.entries {
        let name = path(&entry.key)?;
        if name == DEFAULT || name.starts_with("aws.") {
            inherits &= name != DEFAULT;
            seen.insert(path(&entry.value)?);
        }
    }
    seen.extend(inherits.then(|| DEFAULT.to_owned()));
    seen.pop_first().filter(|_| seen.is_empty())
}

fn path(node: &NodeRef) -> Option<String> {
    References::plain_path(node).or_else(|| node.literal())
}

/// The partition as the module says it: by a data source that is there, else literally where all
/// its ARNs are written so, else by a data source to come. A module that speaks of its partition
/// anywhere is meant for others than `aws` too.
#[must_use]
pub fn partition(program: &Program, from: FileId) -> Part {
    let module = program.module_of(from);
    let files = (0..).map(FileId).zip(&program.files).filter(|(id, _)| program.module_of(*id) == module);
    let files: Vec<&TextFile> = files.map(|(_, file)| file).collect();
    let asks = files.iter().any(|file| file.text.contains("aws_partition") || file.text.contains("arn:${"));
    if existing(program, Ambient::Partition, None, from).is_none() && !asks {
        for partition in ["aws", "aws-cn", "aws-us-gov"] {
            let written = format!("\"arn:{partition}:");
            let others = ["aws", "aws-cn", "aws-us-gov"].into_iter().filter(|other| *other != partition);
            let mut others = others.map(|other| format!("\"arn:{other}:"));
            let says = |text: &str| files.iter().any(|file| file.text.contains(text));
            if says(&written) && !others.any(|other| says(&other)) {
                return Part::Literal(partition.to_owned());
            }
        }
    }
    Part::Ambient(Ambient::Partition)
}
