//! Variables of the Serverless Framework: `${self:custom.name}`, `#{AWS::AccountId}`. They are
//! filled in before CloudFormation sees the text.

use crate::link::template::functions::ambient;
use crate::reason::{Reason, ReasonKind};
use crate::value::Part;

/// Where such variables come from, as far as no policy variable of IAM looks the same.
const SOURCES: [&str; 9] = ["self:", "opt:", "sls:", "env:", "param:", "file(", "cf:", "git:", "strToBool("];

/// The parts of a text that `Fn::Sub` does not fill in. `all` tells that every `${source:...}` is
/// such a variable, since the text stands in a serverless.yml.
pub(super) fn parts(text: &str, all: bool) -> Vec<Part> {
    let mut out = Vec::new();
    let mut rest = text;
    let mut plain = 0;
    while let Some(at) = rest[plain..].find(['$', '#']).map(|at| at + plain) {
        match variable(&rest[at..], all) {
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

/// The variable that a text starts with: its length, and what it stands for.
fn variable(text: &str, all: bool) -> Option<(usize, Part)> {
    let length = braced(text)?;
    let name = &text[2..length - 1];
    let is_one = if text.starts_with('#') {
        name.starts_with("AWS::")
    } else {
        SOURCES.iter().any(|source| name.starts_with(source)) || all && has_source(name)
    };
    if !is_one {
        return None;
    }
    let reason = || {
        let text = format!("`{}` is filled in by the Serverless Framework; look there", &text[..length]);
        Reason::new(ReasonKind::UnknownValue, text)
    };
    let known = if all || text.starts_with('#') { ambient(name) } else { None };
    Some((length, known.map_or_else(|| Part::Unknown(reason()), Part::Ambient)))
}

/// `aws:region`, `ssm:/path`, `s3:bucket/key`: a word, and one colon behind it.
fn has_source(name: &str) -> bool {
    let word = name.len() - name.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len();
    word > 0 && name[word..].starts_with(':') && !name[word..].starts_with("::")
}

/// The length of `${...}` or `#{...}`, with what is nested in it.
fn braced(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
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
    use super::parts;
    use crate::value::{Ambient, Part};

    /// Literal parts as they are, ambient ones by a letter, others as `?`.
    fn shown(text: &str, all: bool) -> String {
        let part = |part: Part| match part {
            Part::Literal(text) => text,
            Part::Ambient(Ambient::Account) => "A".to_owned(),
            Part::Ambient(_) => "R".to_owned(),
            _ => "?".to_owned(),
        };
        parts(text, all).into_iter().map(part).collect()
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
            assert_eq!((shown(text, false).as_str(), shown(text, true).as_str()), (anywhere, in_serverless), "{text}");
        }
    }
}
