//! Which source ARNs to write, and how to say them.

use crate::callers::Caller;
use crate::catalogue::{AMBIENT, Catalogue, Fill, Granularity, Language, Pair, Pattern};
use crate::choose::deployment::Deployment;
use crate::choose::fill::{Filled, Filler};
use crate::choose::home::Home;
use crate::choose::relevant::Relevant;
use crate::choose::union::{Named, union};
use crate::forms::Document;
use crate::link::{Program, UNCLEAR_PROVIDER};
use crate::policy::arn::{ArnPattern, PatternTemplate, covers};
use crate::reason::{Reason, ReasonKind};
use crate::value::{Ambient, Part, SymbolId};

/// The `provider` meta-argument that tells whose account the sources are in, in the words of the
/// document's module.
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
    let home = program.symbol(document.home).span.file;
    if holders
        .iter()
        .any(|&holder| !program.is_beside(holder, home) && program.has_own_providers(holder, document.home))
    {
        let text = "a user of it stands in another module that has providers of its own, so perhaps another account";
        return Err(Reason::new(ReasonKind::MultiAccount, text));
    }
    let own = |id: &SymbolId| program.is_beside(*id, home).then(|| program.provider(*id)).flatten();
    let mut providers: Vec<Option<String>> = holders.iter().map(own).collect();
    providers.sort();
    providers.dedup();
    match providers.as_slice() {
        [] => Ok(None),
        all if all.iter().flatten().any(|name| name == UNCLEAR_PROVIDER) => {
            let text = "it is made with providers that cannot be told apart here, so perhaps in another account";
            Err(Reason::new(ReasonKind::MultiAccount, text))
        }
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
    deployment: &Deployment,
) -> Result<Vec<Vec<Part>>, Reason> {
    let home = Home::of(program, document, &relevant.callers);
    let sayer = Sayer { program, catalogue, filler: Filler { program, catalogue, home }, deployment };
    let mut out: Vec<Named> = Vec::new();
    if relevant.callers.is_empty() {
        for pair in &relevant.pairs {
            out.extend(sayer.any_of(pair)?.into_iter().map(|arn| Named { arn, form: None }));
        }
    }
    for caller in &relevant.callers {
        out.extend(sayer.of_caller(caller)?);
    }
    Ok(union(out))
}

struct Sayer<'p> {
    program: &'p Program,
    catalogue: &'p Catalogue,
    filler: Filler<'p>,
    deployment: &'p Deployment,
}

impl Sayer<'_> {
    /// Any resource of the service that a use may be for.
    fn any_of(&self, pair: &Pair) -> Result<Vec<Vec<Part>>, Reason> {
        let free = matches!(pair.granularity, Granularity::Exact | Granularity::Wildcard);
        if !(free && pair.arn_has_account()) {
            let patterns = self.patterns(pair, |_| Filled::Unknown, false)?;
            return Ok(patterns.into_iter().map(|(_, arn)| arn).collect());
        }
        let mut forms: Vec<PatternTemplate> = Vec::new();
        for pattern in &pair.patterns {
            let form = template(pattern)?.of_any_resource(|name| AMBIENT.contains(&name));
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
        let mut out = Vec::new();
        for form in forms {
            let arn = form.fill(|name| self.ambient(name, false)).map_err(cannot_say)?;
            out.extend(ArnPattern::read(&arn).is_ok().then_some(arn));
        }
        Ok(out)
    }

    fn of_caller(&self, caller: &Caller<'_>) -> Result<Vec<Named>, Reason> {
        if caller.sources.is_empty() {
            // Its own arguments may name the source, or leave it to be the default one.
            return self.named(caller.pair, |name| self.filler.placeholder(caller.holder, name));
        }
        let mut out = Vec::new();
        for &source in &caller.sources {
            match self.exact(caller.pair, source) {
                Some(named) => out.push(named),
                None => out.extend(self.named(caller.pair, |name| self.filler.placeholder(source, name))?),
            }
        }
        Ok(out)
    }

    /// The form that all ARNs of a pattern have.
    fn form(&self, pair: &Pair, pattern: &Pattern) -> Option<Vec<Part>> {
        let form = template(pattern).ok()?.widened(|name| !AMBIENT.contains(&name));
        let form = form.fill(|name| self.ambient(name, true)).ok()?;
        pair.arn_has_account().then_some(form)
    }

    /// The exact ARN by reference.
    fn exact(&self, pair: &Pair, source: SymbolId) -> Option<Named> {
        if pair.granularity != Granularity::Exact {
            return None;
        }
        let resource_type = self.catalogue.resource_type(&self.program.symbol(source).type_name)?;
        let sent = pair.patterns.iter().filter(|it| it.is_written() && it.part.is_none());
        let sent: Vec<(&Pattern, String)> =
            sent.filter_map(|it| Some((it, resource_type.said_by_reference(it)?))).collect();
        let behind = sent.first()?.1.clone();
        let reference = self.filler.reference(source, resource_type.arn.as_ref()?)?;
        let behind = (!behind.is_empty()).then_some(Part::Literal(behind));
        let arn = std::iter::once(Part::Reference(reference)).chain(behind).collect();
        Some(Named { arn, form: self.form_of_all(pair, sent.iter().map(|(pattern, _)| *pattern)) })
    }

    /// The form that all ARNs have of whichever of these patterns that tell one resource from
    /// another: a reference does not say which of them it is of.
    fn form_of_all<'c>(&self, pair: &Pair, patterns: impl Iterator<Item = &'c Pattern>) -> Option<Vec<Part>> {
        let of_one = |pattern: &&Pattern| pattern.placeholders().next().is_some();
        let forms: Vec<Vec<Part>> =
            patterns.filter(of_one).map(|pattern| self.form(pair, pattern)).collect::<Option<_>>()?;
        let read: Vec<ArnPattern> = forms.iter().filter_map(|form| ArnPattern::read(form).ok()).collect();
        let widest = read.iter().find(|wide| read.iter().all(|form| covers(wide, form)))?;
        Some(widest.parts())
    }

    /// The ARNs of a source by what fills the placeholders of its patterns.
    fn named(&self, pair: &Pair, fill: impl Fn(&str) -> Filled) -> Result<Vec<Named>, Reason> {
        let patterns = self.patterns(pair, fill, true)?;
        Ok(patterns.into_iter().map(|(pattern, arn)| Named { arn, form: self.form(pair, pattern) }).collect())
    }

    /// The narrowest patterns of a use whose placeholders can be said.
    fn patterns<'c>(
        &self,
        pair: &'c Pair,
        fill: impl Fn(&str) -> Filled,
        at_caller: bool,
    ) -> Result<Vec<(&'c Pattern, Vec<Part>)>, Reason> {
        let value = |name: &str| self.ambient(name, at_caller).map_or_else(|| fill(name), Filled::Said);
        let wanted = pair.narrowest(|name| match value(name) {
            Filled::Said(_) => Fill::Said,
            Filled::LeftOut => Fill::LeftOut,
            Filled::Unknown => Fill::Unknown,
        });
        if wanted.is_empty() {
            return Err(not_told(pair));
        }
        let said = |name: &str| match value(name) {
            Filled::Said(parts) => Some(parts),
            Filled::LeftOut | Filled::Unknown => None,
        };
        let fill = |pattern: &'c Pattern| Ok((pattern, template(pattern)?.fill(said).map_err(cannot_say)?));
        wanted.into_iter().map(fill).collect()
    }

    fn ambient(&self, name: &str, at_caller: bool) -> Option<Vec<Part>> {
        match name {
            "Partition" => self.deployment.partition.clone().map(|partition| vec![partition]),
            "Account" => Some(self.deployment.account.clone()),
            "Region" if at_caller && self.program.language == Language::CloudFormation => {
                Some(vec![Part::Ambient(Ambient::Region)])
            }
            "Region" => Some(vec![self.deployment.region.clone()]),
            _ => None,
        }
    }
}

fn template(pattern: &Pattern) -> Result<&PatternTemplate, Reason> {
    let no_arn = || format!("the catalogue's pattern {} is no ARN", pattern.pattern);
    pattern.template().ok_or_else(|| Reason::new(ReasonKind::Unverified, no_arn()))
}

/// What a person has to write.
fn not_told(pair: &Pair) -> Reason {
    let form = pair.patterns.iter().find(|pattern| pattern.is_written());
    let form = form.map(|form| format!(": {} ({})", form.pattern, form.means)).unwrap_or_default();
    Reason::new(ReasonKind::UnknownValue, format!("nothing here tells the source ARN, so write it yourself{form}"))
}

fn cannot_say(name: String) -> Reason {
    Reason::new(ReasonKind::UnknownValue, format!("{name} of the source ARN cannot be said here"))
}
