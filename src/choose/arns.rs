//! Which source ARNs to write, and how to say them.

use crate::callers::Caller;
use crate::catalogue::{Catalogue, Granularity, Language, Pair, Placeholder, Reference as Said, Transform};
use crate::choose::relevant::Relevant;
use crate::forms::Document;
use crate::link::Program;
use crate::policy::arn::{ArnPattern, PatternTemplate, narrowest};
use crate::reason::{Reason, ReasonKind};
use crate::value::{Ambient, Part, Reference, SymbolId};

/// The `provider` meta-argument that tells whose account the sources are in.
pub(super) fn provider(
    program: &Program,
    document: &Document,
    relevant: &Relevant<'_, '_>,
) -> Result<Option<String>, Reason> {
    let holders: Vec<SymbolId> = if relevant.callers.is_empty() {
        document.uses.iter().map(|usage| usage.holder).collect()
    } else {
        relevant.callers.iter().map(|caller| caller.holder).collect()
    };
    let mut providers: Vec<Option<String>> = holders.iter().map(|&id| program.provider(id)).collect();
    providers.sort();
    providers.dedup();
    match providers.as_slice() {
        [] => Ok(None),
        [one] => Ok(one.clone()),
        _ => Err(Reason::new(ReasonKind::MultiAccount, "its users have different providers, so perhaps accounts")),
    }
}

/// The values of `aws:SourceArn` that cover every use.
pub(super) fn arns(
    program: &Program,
    catalogue: &Catalogue,
    document: &Document,
    relevant: &Relevant<'_, '_>,
    account: &[Part],
) -> Result<Vec<Vec<Part>>, Reason> {
    let sayer = Sayer { program, catalogue, home: document.home, account };
    let mut out: Vec<Vec<Part>> = Vec::new();
    if relevant.callers.is_empty() {
        for pair in &relevant.pairs {
            out.extend(sayer.any_of(pair)?);
        }
    }
    for caller in &relevant.callers {
        out.extend(sayer.of_caller(caller)?);
    }
    Ok(reduce(out))
}

/// Without those that another one covers.
fn reduce(arns: Vec<Vec<Part>>) -> Vec<Vec<Part>> {
    let mut whole: Vec<Vec<Part>> = Vec::new();
    let mut patterns = Vec::new();
    for arn in arns {
        match ArnPattern::read(&arn) {
            Ok(pattern) => patterns.push(pattern),
            Err(_) if !whole.contains(&arn) => whole.push(arn),
            Err(_) => {}
        }
    }
    whole.extend(narrowest(patterns).iter().map(ArnPattern::parts));
    whole
}

struct Sayer<'p> {
    program: &'p Program,
    catalogue: &'p Catalogue,
    home: SymbolId,
    account: &'p [Part],
}

impl Sayer<'_> {
    /// Any resource of the service that a use may be for.
    fn any_of(&self, pair: &Pair) -> Result<Vec<Vec<Part>>, Reason> {
        let free = matches!(pair.granularity, Granularity::Exact | Granularity::Wildcard);
        if !(free && pair.arn_has_account()) {
            return self.patterns(pair, |_| None, false);
        }
        let mut out = Vec::new();
        for pattern in &pair.patterns {
            let mut template = parse(&pattern.pattern)?;
            for name in template.placeholders().into_iter().map(str::to_owned).collect::<Vec<_>>() {
                if !matches!(name.as_str(), "Partition" | "Account") {
                    template = template.widen(&name);
                }
            }
            let arn = template.fill(|name| self.ambient(name, false)).map_err(cannot_say)?;
            let Ok(pattern) = ArnPattern::read(&arn) else { continue };
            let mut components = pattern.components().clone();
            components[5] = vec![Part::Literal("*".to_owned())];
            out.push(join(&components));
        }
        Ok(out)
    }

    fn of_caller(&self, caller: &Caller<'_>) -> Result<Vec<Vec<Part>>, Reason> {
        if caller.sources.is_empty() {
            return self.patterns(caller.pair, |_| None, true);
        }
        let mut out = Vec::new();
        for &source in &caller.sources {
            match self.exact(caller.pair, source) {
                Some(arn) => out.push(arn),
                None => out.extend(self.patterns(caller.pair, |name| self.placeholder(source, name), true)?),
            }
        }
        Ok(out)
    }

    /// The exact ARN by reference.
    fn exact(&self, pair: &Pair, source: SymbolId) -> Option<Vec<Part>> {
        if pair.granularity != Granularity::Exact {
            return None;
        }
        let resource_type = self.catalogue.resource_type(&self.program.symbol(source).type_name)?;
        let pattern = resource_type.pattern.as_deref()?;
        let sent = pair.patterns.iter().find(|it| it.pattern == pattern && !it.never_written)?;
        let said = resource_type.arn.as_ref()?;
        let whole = sent.part.is_none() && resource_type.other_patterns.is_empty();
        let reference = self.reference(source, said)?;
        whole.then(|| vec![Part::Reference(reference)])
    }

    /// A reference that may be written at home: to something that is always there, and without
    /// closing a cycle.
    fn reference(&self, to: SymbolId, said: &Said) -> Option<Reference> {
        let symbol = self.program.symbol(to);
        if symbol.repeated || self.program.would_cycle(self.home, to) {
            return None;
        }
        Some(self.program.reference(to, said))
    }

    /// The narrowest patterns of a use whose placeholders can be said.
    fn patterns(
        &self,
        pair: &Pair,
        fill: impl Fn(&str) -> Option<Vec<Part>>,
        at_caller: bool,
    ) -> Result<Vec<Vec<Part>>, Reason> {
        let value = |name: &str| self.ambient(name, at_caller).or_else(|| fill(name));
        let wanted = pair.narrowest(|name| value(name).is_some());
        if wanted.is_empty() {
            return Err(Reason::new(
                ReasonKind::UnknownValue,
                "the source ARN cannot be said from what is written here",
            ));
        }
        wanted.iter().map(|pattern| parse(&pattern.pattern)?.fill(value).map_err(cannot_say)).collect()
    }

    fn ambient(&self, name: &str, at_caller: bool) -> Option<Vec<Part>> {
        match name {
            "Partition" => Some(vec![self.program.partition()]),
            "Account" => Some(self.account.to_vec()),
            "Region" if at_caller && self.program.language == Language::CloudFormation => {
                Some(vec![Part::Ambient(Ambient::Region)])
            }
            "Region" => Some(vec![Part::Literal("*".to_owned())]),
            _ => None,
        }
    }

    /// What fills a placeholder for one source.
    fn placeholder(&self, source: SymbolId, name: &str) -> Option<Vec<Part>> {
        let resource_type = self.catalogue.resource_type(&self.program.symbol(source).type_name)?;
        let how = resource_type.placeholders.get(name)?;
        let written = how.argument.as_deref().and_then(|argument| self.argument(source, argument, how));
        written.or_else(|| {
            let reference = self.reference(source, how.generated.as_ref()?)?;
            how.transform.is_none().then(|| vec![Part::Reference(reference)])
        })
    }

    fn argument(&self, source: SymbolId, argument: &str, how: &Placeholder) -> Option<Vec<Part>> {
        let nodes = self.program.argument_nodes(source, argument);
        let [node] = nodes.as_slice() else {
            let default = how.default.as_ref().filter(|_| nodes.is_empty())?;
            return Some(vec![Part::Literal(default.clone())]);
        };
        let parts = self.program.spell(node).ok()?;
        let plain = match how.transform {
            None => true,
            Some(Transform::NameOrArn) => {
                matches!(parts.as_slice(), [Part::Literal(text)] if !text.contains(':'))
            }
            Some(_) => false,
        };
        let sayable = parts.iter().all(|part| match part {
            Part::Literal(text) => text.is_ascii() && !text.contains(['*', '?', ':', '$']),
            Part::Reference(reference) => !reference.indexed && !self.program.would_cycle(self.home, reference.symbol),
            Part::Ambient(_) => true,
            Part::Unknown(_) => false,
        });
        let left_out = how.left_out_for.is_some();
        (plain && sayable && !left_out && !parts.is_empty()).then_some(parts)
    }
}

fn parse(pattern: &str) -> Result<PatternTemplate, Reason> {
    PatternTemplate::parse(pattern)
        .map_err(|_| Reason::new(ReasonKind::Unverified, format!("the catalogue's pattern {pattern} is no ARN")))
}

fn cannot_say(name: String) -> Reason {
    Reason::new(ReasonKind::UnknownValue, format!("{name} of the source ARN cannot be said here"))
}

fn join(components: &[Vec<Part>; 6]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for (at, component) in components.iter().enumerate() {
        let colon = (at > 0).then(|| Part::Literal(":".to_owned()));
        for part in colon.iter().chain(component) {
            match (out.last_mut(), part) {
                (Some(Part::Literal(before)), Part::Literal(text)) => before.push_str(text),
                _ => out.push(part.clone()),
            }
        }
    }
    out
}
