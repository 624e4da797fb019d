//! The form of the ARNs that a service sends:
//! `arn:${Partition}:transfer:${Region}:${Account}:server/${ServerId}`.

use std::fmt;

use crate::policy::arn::pattern::ArnPattern;
use crate::policy::arn::split::append;
use crate::policy::arn::token::{Token, loose_tokens, overlap};
use crate::value::Part;

/// The form of an ARN, with placeholders for what differs from one resource to the next.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PatternTemplate {
    components: [Vec<TemplatePart>; 6],
}

/// One part of a component.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TemplatePart {
    /// This text.
    Literal(String),
    /// A value with this name, never empty.
    Placeholder(String),
    /// Anything, also nothing.
    Star,
}

/// Why a text is no template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateError {
    /// It has this many components, not six.
    Components(usize),
    /// A `${` has no `}`, or no name between them.
    Placeholder,
    /// It does not begin with `arn:`.
    NoPrefix,
}

impl PatternTemplate {
    /// Reads a template. Every `*` in it is a wildcard.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<PatternTemplate, TemplateError> {
        let components: Vec<Vec<TemplatePart>> = text.splitn(6, ':').map(parse_component).collect::<Result<_, _>>()?;
        let found = components.len();
        let components: [Vec<TemplatePart>; 6] = components.try_into().map_err(|_| TemplateError::Components(found))?;
        match components[0].as_slice() {
            [TemplatePart::Literal(arn)] if arn == "arn" => Ok(PatternTemplate { components }),
            _ => Err(TemplateError::NoPrefix),
        }
    }

    /// Its six components.
    pub(super) fn components(&self) -> &[Vec<TemplatePart>; 6] {
        &self.components
    }

    /// The names of its placeholders in order, each once.
    #[must_use]
    pub fn placeholders(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for part in self.components.iter().flatten() {
            if let TemplatePart::Placeholder(name) = part
                && !names.contains(&name.as_str())
            {
                names.push(name.as_str());
            }
        }
        names
    }

    /// Does an ARN of this form name the account of the resource?
    #[must_use]
    pub fn has_account(&self) -> bool {
        !self.components[4].is_empty()
    }

    /// The ARN with its placeholders filled.
    ///
    /// # Errors
    /// The name of the first placeholder for which `value` has nothing.
    pub fn fill(&self, mut value: impl FnMut(&str) -> Option<Vec<Part>>) -> Result<Vec<Part>, String> {
        let mut text = Vec::new();
        for (index, component) in self.components.iter().enumerate() {
            if index > 0 {
                append(&mut text, Part::Literal(":".to_owned()));
            }
            for part in component {
                let filled = match part {
                    TemplatePart::Literal(literal) => vec![Part::Literal(literal.clone())],
                    TemplatePart::Star => vec![Part::Literal("*".to_owned())],
                    TemplatePart::Placeholder(name) => value(name).ok_or_else(|| name.clone())?,
                };
                filled.into_iter().for_each(|part| append(&mut text, part));
            }
        }
        Ok(text)
    }

    /// The same form for any resource: `*` stands for the resource, and for each placeholder but
    /// those that are to be kept.
    #[must_use]
    pub fn of_any_resource(&self, is_kept: impl Fn(&str) -> bool) -> PatternTemplate {
        let mut form = self.widened(|name| !is_kept(name));
        form.components[5] = vec![TemplatePart::Star];
        form
    }

    /// The same form with `*` for one placeholder.
    #[must_use]
    pub fn widen(&self, placeholder: &str) -> PatternTemplate {
        self.widened(|name| name == placeholder)
    }

    /// The same form with `*` for the placeholders that may be any.
    #[must_use]
    pub fn widened(&self, is_any: impl Fn(&str) -> bool) -> PatternTemplate {
        let widened = |part: &TemplatePart| match part {
            TemplatePart::Placeholder(name) if is_any(name) => TemplatePart::Star,
            other => other.clone(),
        };
        let components = self.components.each_ref().map(|parts| {
            let mut parts: Vec<TemplatePart> = parts.iter().map(widened).collect();
            parts.dedup_by(|next, last| *next == TemplatePart::Star && *last == TemplatePart::Star);
            parts
        });
        PatternTemplate { components }
    }

    /// Could a written pattern match an ARN of this form?
    ///
    /// Compared are the service, the type of the resource and which components are empty. What is
    /// not known fits anything.
    #[must_use]
    pub fn shape_matches(&self, written: &ArnPattern) -> bool {
        let pairs = self.components.iter().zip(written.components());
        pairs.into_iter().all(|(form, text)| match (form.as_slice(), text.as_slice()) {
            // Most forms are of another service: that is told without looking at every character.
            ([TemplatePart::Literal(form)], [Part::Literal(text)]) if !text.contains(['*', '?']) => form == text,
            _ => overlap(&form_tokens(form), &loose_tokens(text)),
        })
    }

    /// Could a written text match an ARN of this form in this account, where its wildcards reach over
    /// colons? What is not known fits anything.
    #[must_use]
    pub fn text_matches(&self, written: &[Part], account: &str) -> bool {
        let mut tokens = Vec::new();
        for (index, component) in self.components.iter().enumerate() {
            if index > 0 {
                tokens.push(Token::Char(':'));
            }
            match index {
                ACCOUNT if !component.is_empty() => tokens.extend(account.chars().map(Token::Char)),
                RESOURCE => tokens.extend(form_tokens(component)),
                _ => tokens.extend(component.iter().flat_map(field_tokens)),
            }
        }
        overlap(&tokens, &loose_tokens(written))
    }
}

const ACCOUNT: usize = 4;
const RESOURCE: usize = 5;

/// A part of a component that holds no colon.
fn field_tokens(part: &TemplatePart) -> Vec<Token<'_>> {
    match part {
        TemplatePart::Literal(text) => text.chars().map(Token::Char).collect(),
        TemplatePart::Placeholder(_) | TemplatePart::Star => vec![Token::Field],
    }
}

fn form_tokens<'a>(parts: &'a [TemplatePart]) -> Vec<Token<'a>> {
    let of = |part: &'a TemplatePart| match part {
        TemplatePart::Literal(text) => text.chars().map(Token::Char).collect(),
        TemplatePart::Placeholder(_) => vec![Token::One, Token::Many],
        TemplatePart::Star => vec![Token::Many],
    };
    parts.iter().flat_map(of).collect()
}

fn parse_component(mut text: &str) -> Result<Vec<TemplatePart>, TemplateError> {
    let mut parts = Vec::new();
    while !text.is_empty() {
        let end = [text.find("${"), text.find('*')].into_iter().flatten().min().unwrap_or(text.len());
        if end > 0 {
            parts.push(TemplatePart::Literal(text[..end].to_owned()));
        }
        text = &text[end..];
        if let Some(rest) = text.strip_prefix('*') {
            parts.push(TemplatePart::Star);
            text = rest;
        } else if let Some(rest) = text.strip_prefix("${") {
            let (name, rest) = rest.split_once('}').ok_or(TemplateError::Placeholder)?;
            if name.is_empty() || name.contains(['$', '{']) {
                return Err(TemplateError::Placeholder);
            }
            parts.push(TemplatePart::Placeholder(name.to_owned()));
            text = rest;
        }
    }
    Ok(parts)
}

impl fmt::Display for PatternTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, component) in self.components.iter().enumerate() {
            if index > 0 {
                f.write_str(":")?;
            }
            for part in component {
                match part {
                    TemplatePart::Literal(text) => f.write_str(text)?,
                    TemplatePart::Placeholder(name) => write!(f, "${{{name}}}")?,
                    TemplatePart::Star => f.write_str("*")?,
                }
            }
        }
        Ok(())
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TemplateError::Components(found) => write!(f, "six components are needed, not {found}"),
            TemplateError::Placeholder => f.write_str("a placeholder is written `${Name}`"),
            TemplateError::NoPrefix => f.write_str("an ARN begins with `arn:`"),
        }
    }
}

impl std::error::Error for TemplateError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Ambient;

    const USER: &str = "arn:${Partition}:transfer:${Region}:${Account}:user/${ServerId}/${UserName}";

    fn template(text: &str) -> PatternTemplate {
        PatternTemplate::parse(text).expect("a template")
    }

    fn fits(form: &str, written: &str) -> bool {
        template(form).shape_matches(&ArnPattern::parse(written).expect("an ARN"))
    }

    #[test]
    fn a_template_reads_back_as_it_was_written() {
        let odd = "arn:${Partition}:rds:${Region}:${Account}:cev:*/*";
        for text in [USER, odd, "arn:${Partition}:s3:::${BucketName}"] {
            assert_eq!(template(text).to_string(), text);
        }
        let names = ["Partition", "Region", "Account", "ServerId", "UserName"];
        assert_eq!(template(USER).placeholders(), names);
    }

    #[test]
    fn what_is_no_template_is_refused() {
        let error = |text| PatternTemplate::parse(text).err();
        assert_eq!(error("arn:aws:s3"), Some(TemplateError::Components(3)));
        assert_eq!(error("a:b:c:d:e:f"), Some(TemplateError::NoPrefix));
        for text in ["arn:a:b:c:d:${", "arn:a:b:c:d:${}", "arn:a:b:c:d:${a${b}}"] {
            assert_eq!(error(text), Some(TemplateError::Placeholder), "{text}");
        }
    }

    #[test]
    fn a_filled_template_is_the_arn_to_write() {
        let value = |name: &str| match name {
            "Partition" => Some(vec![Part::Literal("aws".into())]),
            "Region" => Some(vec![Part::Literal("*".into())]),
            "Account" => Some(vec![Part::Ambient(Ambient::Account)]),
            "ServerId" => Some(vec![Part::Literal("s-1".into())]),
            _ => None,
        };
        assert_eq!(template(USER).fill(value), Err("UserName".to_owned()));
        let expected = [
            Part::Literal("arn:aws:transfer:*:".into()),
            Part::Ambient(Ambient::Account),
            Part::Literal(":user/s-1/*".into()),
        ];
        assert_eq!(template(USER).widen("UserName").fill(value), Ok(expected.into()));
    }

    #[test]
    fn widening_makes_one_star_of_neighbours() {
        let form = template("arn:a:b:c:d:x/${A}*").widen("A");
        assert_eq!(form.to_string(), "arn:a:b:c:d:x/*");
    }

    #[test]
    fn a_shape_is_the_service_the_type_and_what_is_empty() {
        let server = "arn:${Partition}:transfer:${Region}:${Account}:server/${ServerId}";
        let base = "arn:aws:transfer:eu-west-1:123456789012:";
        assert!(fits(server, &format!("{base}server/s-1")) && fits(server, &format!("{base}*")));
        assert!(fits(server, "arn:*:transfer:*:123456789012:ser*"));
        for other in ["/server/s-1", "user/s-1/bob", "server/"] {
            assert!(!fits(server, &format!("{base}{other}")), "{other}");
        }
        assert!(!fits(server, "arn:aws:transfer:eu-west-1::server/s-1"));
        assert!(!fits(server, "arn:aws:sftp:eu-west-1:123456789012:server/s-1"));
    }

    #[test]
    fn a_bucket_has_neither_region_nor_account() {
        let bucket = "arn:${Partition}:s3:::${BucketName}";
        assert!(fits(bucket, "arn:aws:s3:::b") && fits(bucket, "arn:aws:s3:*:*:b"));
        assert!(!fits(bucket, "arn:aws:s3::123456789012:b"));
        assert!(!template(bucket).has_account() && template(USER).has_account());
    }

    #[test]
    fn a_text_whose_wildcards_reach_over_colons_may_match_any_account() {
        let user = template(USER);
        let matches = |text: &str| user.text_matches(&[Part::Literal(text.into())], "999999999999");
        assert!(matches("*") && matches("arn:aws:transfer:*") && matches("arn:aws:transfer:*:user/*"));
        assert!(!matches("arn:aws:transfer:eu-west-1:123456789012:user/*") && !matches("arn:aws:s3:*"));
        assert!(!matches("arn:aws:transfer") && !matches("arn:aws:transfer:eu-west-1:/user/*"));
    }

    #[test]
    fn what_is_not_known_fits() {
        let parts = [
            Part::Literal("arn:aws:transfer:*:".into()),
            Part::Ambient(Ambient::Account),
            Part::Literal(":".into()),
            Part::Unknown(crate::reason::Reason::new(crate::reason::ReasonKind::UnknownValue, "x")),
        ];
        assert!(template(USER).shape_matches(&ArnPattern::read(&parts).expect("an ARN")));
    }
}
