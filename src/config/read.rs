//! A configuration from its text, or what is wrong with it and where.

use super::local::{FailOn, Local, Selected};
use super::{Config, Ground, Located};
use crate::finding::Severity;
use crate::mistake::Mistake;
use crate::nearest::nearest;
use crate::patterns::Patterns;
use crate::policy::account::is_account_id;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// What a configuration may say.
pub const FILE_KEYS: [&str; 11] = [
    "account",
    "exclude",
    "fail-on",
    "ignore",
    "organization",
    "partition",
    "per-path",
    "region",
    "select",
    "services",
    "severity",
];

/// What `[[per-path]]` may say.
pub const PATH_KEYS: [&str; 9] =
    ["account", "fail-on", "ignore", "organization", "partition", "paths", "region", "select", "severity"];

/// Reads a configuration. `name` is what reports call it, `rules` are the ids of all rules.
///
/// # Errors
/// The first thing in it that is wrong.
pub fn read(text: &str, name: &str, rules: &[&str], ground: Ground) -> Result<Config, Mistake> {
    let reader = Reader { text, name, rules };
    let found = DeTable::parse(text)
        .map_err(|error| Wrong::new(error.span().unwrap_or_default(), error.message()))
        .and_then(|table| reader.file(table.get_ref()));
    match found {
        Ok(config) => Ok(Config { name: name.to_owned(), ground, ..config }),
        Err(wrong) => Err(Mistake::at(text, wrong.at, &wrong.message)),
    }
}

/// What is wrong, and the byte where it stands.
struct Wrong {
    at: usize,
    message: String,
}

impl Wrong {
    fn new(at: Range<usize>, message: impl Into<String>) -> Wrong {
        Wrong { at: at.start, message: message.into() }
    }
}

type Entry<'t> = (&'t str, Range<usize>, &'t Spanned<DeValue<'t>>);

/// The entries of a table in text order, so that the first mistake is told first.
fn entries<'t>(table: &'t DeTable<'t>) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry<'t>> =
        table.iter().map(|(key, value)| (key.get_ref().as_ref(), key.span(), value)).collect();
    entries.sort_by_key(|(_, at, _)| at.start);
    entries
}

struct Reader<'a> {
    text: &'a str,
    name: &'a str,
    rules: &'a [&'a str],
}

impl Reader<'_> {
    fn file(&self, table: &DeTable<'_>) -> Result<Config, Wrong> {
        let mut config = Config::default();
        for (key, at, value) in entries(table) {
            match key {
                "exclude" => config.exclude = patterns(value)?,
                "services" => config.services = self.services(value)?,
                "per-path" => {
                    for part in list(value, "tables: `[[per-path]]`")? {
                        config.per_path.push(self.per_path(part)?);
                    }
                }
                _ => self.local(&mut config.general, (key, at, value), &FILE_KEYS)?,
            }
        }
        Ok(config)
    }

    fn per_path(&self, part: &Spanned<DeValue<'_>>) -> Result<(Patterns, Local), Wrong> {
        let (mut paths, mut local) = (None, Local::default());
        for (key, at, value) in entries(table(part, "a table: `[[per-path]]`")?) {
            match key {
                "paths" => paths = Some(patterns(value)?),
                _ => self.local(&mut local, (key, at, value), &PATH_KEYS)?,
            }
        }
        let missing = || Wrong::new(part.span(), "say in `paths` for which files this holds");
        Ok((paths.ok_or_else(missing)?, local))
    }

    /// A key that may stand at both places; `known` are those that may stand at this one.
    fn local(&self, local: &mut Local, (key, at, value): Entry<'_>, known: &[&str]) -> Result<(), Wrong> {
        match key {
            "account" => local.account = Some(checked(value, is_account_id, "twelve digits in quotes")?),
            "organization" => {
                local.organization = Some(checked(value, is_organization, "an id like \"o-a1b2c3d4e5\"")?)
            }
            "partition" => {
                local.partition = Some(checked(value, is_partition, "a partition like \"aws\" or \"aws-cn\"")?)
            }
            "region" => local.region = Some(checked(value, is_region, "a Region like \"eu-west-1\"")?),
            "fail-on" => local.fail_on = Some(named(value, &FailOn::NAMES, FailOn::named)?),
            "select" => local.select = Some(self.select(value)?),
            "ignore" => local.ignore = self.ignore(value)?,
            "severity" => local.severity = self.severities(value)?,
            _ => return Err(unknown(key, at, known)),
        }
        Ok(())
    }

    fn select(&self, value: &Spanned<DeValue<'_>>) -> Result<Selected, Wrong> {
        let rules: BTreeSet<String> = self.rule_ids(value)?.collect();
        match rules.is_empty() {
            true => Err(Wrong::new(value.span(), "no rule is named, so nothing would be found: leave `select` out")),
            false => Ok(Selected { rules, by: format!("`select` in {}", self.name) }),
        }
    }

    fn ignore(&self, value: &Spanned<DeValue<'_>>) -> Result<BTreeMap<String, String>, Wrong> {
        let by = format!("`ignore` in {}", self.name);
        Ok(self.rule_ids(value)?.map(|rule| (rule, by.clone())).collect())
    }

    fn severities(&self, value: &Spanned<DeValue<'_>>) -> Result<BTreeMap<String, Severity>, Wrong> {
        let mut out = BTreeMap::new();
        for (rule, at, value) in entries(table(value, "a table of rules")?) {
            self.check_rule(rule, at)?;
            out.insert(rule.to_owned(), named(value, &Severity::ALL.map(Severity::name), Severity::named)?);
        }
        Ok(out)
    }

    fn services(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<Located>, Wrong> {
        let line = |at: Range<usize>| Mistake::at(self.text, at.start, "").line;
        let located = |(text, at): (String, Range<usize>)| Located { text, line: line(at) };
        Ok(texts(value)?.into_iter().map(located).collect())
    }

    fn rule_ids(&self, value: &Spanned<DeValue<'_>>) -> Result<impl Iterator<Item = String>, Wrong> {
        let ids = texts(value)?;
        for (id, at) in &ids {
            self.check_rule(id, at.clone())?;
        }
        Ok(ids.into_iter().map(|(id, _)| id))
    }

    fn check_rule(&self, id: &str, at: Range<usize>) -> Result<(), Wrong> {
        if self.rules.contains(&id) {
            return Ok(());
        }
        let message = match nearest(id, self.rules.iter().copied()) {
            Some(rule) => format!("there is no rule `{}`; `{rule}` may be meant", id.escape_debug()),
            None if FILE_KEYS.contains(&id) => format!("`{id}` is no rule: write it above the first table"),
            None => format!("there is no rule `{}`; `unconfuse explain` tells the names of all", id.escape_debug()),
        };
        Err(Wrong::new(at, message))
    }
}

fn unknown(key: &str, at: Range<usize>, known: &[&str]) -> Wrong {
    let written = key.escape_debug();
    let message = match nearest(key, known.iter().copied()) {
        Some(key) => format!("there is no setting `{written}`; `{key}` may be meant"),
        None if FILE_KEYS.contains(&key) => format!("`{key}` holds for all files: write it above the first table"),
        None => format!("there is no setting `{written}`; there are {}", known.join(", ")),
    };
    Wrong::new(at, message)
}

/// A value that is not what it should be.
fn wanted(value: &Spanned<DeValue<'_>>, what: &str) -> Wrong {
    Wrong::new(value.span(), format!("this should be {what}"))
}

fn text(value: &Spanned<DeValue<'_>>, what: &str) -> Result<String, Wrong> {
    value.get_ref().as_str().map(str::to_owned).ok_or_else(|| wanted(value, what))
}

fn checked(value: &Spanned<DeValue<'_>>, is_right: fn(&str) -> bool, what: &str) -> Result<String, Wrong> {
    text(value, what).ok().filter(|text| is_right(text)).ok_or_else(|| wanted(value, what))
}

fn named<T>(value: &Spanned<DeValue<'_>>, names: &[&str], find: fn(&str) -> Option<T>) -> Result<T, Wrong> {
    let what = format!("one of \"{}\"", names.join("\", \""));
    find(&text(value, &what)?).ok_or_else(|| wanted(value, &what))
}

fn table<'t>(value: &'t Spanned<DeValue<'t>>, what: &str) -> Result<&'t DeTable<'t>, Wrong> {
    value.get_ref().as_table().ok_or_else(|| wanted(value, what))
}

fn list<'t>(value: &'t Spanned<DeValue<'t>>, what: &str) -> Result<&'t DeArray<'t>, Wrong> {
    value.get_ref().as_array().ok_or_else(|| wanted(value, what))
}

/// A list of texts, each with its place.
fn texts(value: &Spanned<DeValue<'_>>) -> Result<Vec<(String, Range<usize>)>, Wrong> {
    let items = list(value, "a list of texts, in square brackets")?.iter();
    items.map(|item| Ok((text(item, "a text in quotes")?, item.span()))).collect()
}

fn patterns(value: &Spanned<DeValue<'_>>) -> Result<Patterns, Wrong> {
    let lines = texts(value)?;
    Patterns::read(lines.iter().map(|(line, _)| line.as_str())).map_err(|(number, why)| {
        let at = lines.get(number).map_or_else(|| value.span(), |(_, at)| at.clone());
        Wrong::new(at, format!("this is no pattern: {why}"))
    })
}

/// `o-` and ten to thirty-two letters or digits.
fn is_organization(text: &str) -> bool {
    let is_id = |id: &str| id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    text.strip_prefix("o-").is_some_and(|id| (10..=32).contains(&id.len()) && is_id(id))
}

/// `aws`, with words behind it.
fn is_partition(text: &str) -> bool {
    let mut words = text.split('-');
    words.next() == Some("aws") && words.all(is_word)
}

/// Two words at least, and a number.
fn is_region(text: &str) -> bool {
    let words: Vec<&str> = text.split('-').collect();
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    match words.as_slice() {
        [words @ .., number] => words.len() >= 2 && is_number(number) && words.iter().all(|word| is_word(word)),
        [] => false,
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase())
}
