//! Variables that are filled in before CloudFormation or IAM see a text: those of the Serverless
//! Framework (`${self:custom.name}`, `#{AWS::AccountId}`), and those of rendered policy files
//! (`${account_id}`).

use crate::link::template::compose::joined_literals;
use crate::link::template::intrinsics::ambient;
use crate::reason::{Reason, ReasonKind};
use crate::value::Part;

/// Where such variables come from, as far as no policy variable of IAM looks the same.
const SOURCES: [&str; 9] = ["self:", "opt:", "sls:", "env:", "param:", "file(", "cf:", "git:", "strToBool("];

/// No variable is longer, in bytes.
const LONGEST: usize = 1000;

const FRAMEWORK: &str = "by the Serverless Framework";

/// Which variables a text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Variables {
    /// Those that look like nothing else: it may be part of a serverless.yml.
    Some,
    /// Every `${source:...}`: it stands in a serverless.yml.
    Serverless,
    /// Every `${name}`: something renders the text that it stands in.
    Rendered,
}

/// The parts of a text that `Fn::Sub` does not fill in.
pub(super) fn parts(text: &str, variables: Variables) -> Vec<Part> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut plain = 0;
    while let Some(at) = rest[plain..].find(['$', '#']).map(|at| at + plain) {
        match variable(&rest[at..], variables) {
            Some((length, part)) => {
                out.extend([Part::Literal(rest[..at].to_owned()), part]);
                rest = &rest[at + length..];
                plain = 0;
            }
            None => plain = at + 1,
        }
    }
    out.push(Part::Literal(rest.to_owned()));
    out
}

/// A text that CloudFormation takes literally, save for dynamic references: `{{resolve:ssm:...}}`
/// is looked up when the stack is deployed, and variables that are filled in before.
pub(super) fn literal_parts(text: &str, variables: Variables) -> Vec<Part> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, opened)) = rest.split_once("{{resolve:")
        && let Some((inside, after)) = opened.split_once("}}")
    {
        let reason = format!("`{{{{resolve:{inside}}}}}` is looked up when the stack is deployed; look there");
        out.extend(parts(before, variables));
        out.push(Part::Unknown(Reason::new(ReasonKind::UnknownValue, reason)));
        rest = after;
    }
    out.extend(parts(rest, variables));
    joined_literals(out)
}

/// The variable that a text starts with: its length, and what it stands for.
fn variable(text: &str, variables: Variables) -> Option<(usize, Part)> {
    let length = braced(text)?;
    let (written, name) = (&text[..length], &text[2..length - 1]);
    let is_usual = SOURCES.iter().any(|source| name.starts_with(source));
    let by = match (variables, text.starts_with('#')) {
        (Variables::Rendered, false) if !name.contains(':') || name.starts_with("AWS::") => "when the text is rendered",
        (Variables::Some, true) | (Variables::Serverless, true) if name.starts_with("AWS::") => FRAMEWORK,
        (Variables::Some, false) if is_usual => FRAMEWORK,
        (Variables::Serverless, false) if is_usual || has_source(name) => FRAMEWORK,
        _ => return None,
    };
    let unknown = || Reason::new(ReasonKind::UnknownValue, format!("`{written}` is filled in {by}; look there"));
    let is_sure = variables == Variables::Serverless || text.starts_with('#');
    let known = if is_sure { ambient(name) } else { None };
    Some((length, known.map_or_else(|| Part::Unknown(unknown()), Part::Ambient)))
}

/// `aws:region`, `ssm:/path`, `s3:bucket/key`: a word, and one colon behind it.
fn has_source(name: &str) -> bool {
    let word = name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    word > 0 && name[word..].starts_with(':') && !name[word..].starts_with("::")
}

/// The length of `${...}` or `#{...}`, with what is nested in it.
fn braced(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().take(LONGEST).enumerate() {
        match byte {
            _ if at == 0 => {}
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth = depth.checked_sub(1)?,
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Variables, parts};
    use crate::value::{Ambient, Part};

    /// Literal parts as they are, ambient ones by a letter, others as `?`.
    fn shown(text: &str, variables: Variables) -> String {
        let part = |part: Part| match part {
            Part::Literal(text) => text,
            Part::Ambient(Ambient::Account) => "A".to_owned(),
            Part::Ambient(_) => "R".to_owned(),
            _ => "?".to_owned(),
        };
        parts(text, variables).into_iter().map(part).collect()
    }

    #[test]
    fn variables_are_told_from_what_iam_and_cloudformation_write_alike() {
        for (text, anywhere, in_serverless) in [
            ("plain $ # {} text", "plain $ # {} text", "plain $ # {} text"),
            ("${self:service}-role", "?-role", "?-role"),
            ("a-${opt:stage, ${self:custom.stage}}-b", "a-?-b", "a-?-b"),
            ("${file(./x.yml):name}", "?", "?"),
            ("${aws:username}", "${aws:username}", "?"),
            (
                "arn:aws:sns:${aws:region}:${aws:accountId}:t",
                "arn:aws:sns:${aws:region}:${aws:accountId}:t",
                "arn:aws:sns:R:A:t",
            ),
            ("#{AWS::AccountId}/#{x}", "A/#{x}", "A/#{x}"),
            ("${AWS::Region} ${Name} ${!self}", "${AWS::Region} ${Name} ${!self}", "${AWS::Region} ${Name} ${!self}"),
            ("open ${self:", "open ${self:", "open ${self:"),
            ("é${self:ü}é", "é?é", "é?é"),
        ] {
            assert_eq!(
                (shown(text, Variables::Some).as_str(), shown(text, Variables::Serverless).as_str()),
                (anywhere, in_serverless),
                "{text}"
            );
        }
    }

    #[test]
    fn a_rendered_policy_has_names_that_are_no_policy_variables() {
        assert_eq!(
            shown("arn:aws:iam::${account}:root/${aws:username}", Variables::Rendered),
            "arn:aws:iam::?:root/${aws:username}"
        );
    }
}
