//! Why something is as it is: what stands behind a finding, and behind a grant that has none.

use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind, Position, Range};

use super::actions::doubt;
use super::client::Client;
use super::ranges::Ranges;
use super::view::View;
use crate::check::Found;
use crate::edit::Applicability;
use crate::engine::Judged;
use crate::finding::Finding;
use crate::outcome::{GrantRow, Verdict};
use crate::report::escape::one_line;
use crate::report::rule_page;
use crate::text::Span;

/// What is to be said of a place of a file.
pub(super) fn hover(view: View<'_>, path: &str, at: Position) -> Option<Hover> {
    let mut range = None;
    let mut notes = Vec::new();
    for judged in &view.looked.programs {
        let ranges = Ranges::new(&judged.program.files, view.client.encoding);
        let Some(file) = ranges.file(path) else { continue };
        let Some(offset) = ranges.lines(file).map(|lines| lines.offset(at) as u32) else { continue };
        for (span, note) in of_place(view, judged, Span { file, start: offset, end: offset }) {
            range.get_or_insert_with(|| ranges.range(span));
            notes.push(note);
        }
    }
    (!notes.is_empty()).then(|| shown(&notes, range, view.client))
}

fn shown(notes: &[Note], range: Option<Range>, client: Client) -> Hover {
    let (kind, say): (_, fn(&Note) -> String) = match client.shows_markdown {
        true => (MarkupKind::Markdown, Note::markdown),
        false => (MarkupKind::PlainText, Note::plain),
    };
    let value = notes.iter().map(say).collect::<Vec<_>>().join("\n\n");
    Hover { contents: Contents::MarkupContent(MarkupContent { kind, value }), range }
}

/// The notes of a place, each with what it is about.
fn of_place(view: View<'_>, judged: &Judged, at: Span) -> Vec<(Span, Note)> {
    let findings = judged.checked.found.iter().enumerate().filter(|(_, found)| found.finding.at.contains(at));
    let mut out: Vec<(Span, Note)> =
        findings.map(|(number, found)| (found.finding.at, of_finding(view, judged, number, found))).collect();
    let faults = judged.checked.faults.iter().filter(|finding| finding.at.contains(at));
    out.extend(faults.map(|fault| (fault.at, Note::of(fault))));
    if let Some(word) = word(judged, at) {
        let named =
            |grant: &&GrantRow| grant.statement.contains(word) && judged.program.text(word).contains(&grant.service);
        let grants = judged.checked.grants.iter().filter(named);
        out.extend(grants.filter_map(|grant| Some((word, of_grant(grant)?))));
    }
    out
}

/// The name of a service that a place stands in, perhaps.
fn word(judged: &Judged, at: Span) -> Option<Span> {
    let text = &judged.program.files.get(at.file.0 as usize)?.text;
    let (before, behind) = text.split_at_checked(at.start as usize)?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let start = before.bytes().rev().take_while(is_part).count() as u32;
    let end = behind.bytes().take_while(is_part).count() as u32;
    (start + end > 0).then(|| Span { file: at.file, start: at.start - start, end: at.start + end })
}

fn of_finding(view: View<'_>, judged: &Judged, number: usize, found: &Found) -> Note {
    let mut note = Note::of(&found.finding);
    if found.finding.counts() {
        note.facts.insert(0, remedy(view, judged, number, found));
    }
    note
}

/// The fix of a finding, proven alone, or why there is none.
fn remedy(view: View<'_>, judged: &Judged, number: usize, found: &Found) -> (&'static str, String) {
    let offer = view.offer(judged, |wanted| wanted == number, Applicability::DisplayOnly);
    let reason = offer.manual.iter().find(|(other, _)| *other == number).map(|(_, reason)| reason.text.clone());
    match offer.fixes.first().map(|planned| &planned.fix) {
        Some(fix) if fix.applicability == Applicability::Safe => ("fix", fix.title.clone()),
        Some(fix) => {
            let doubt = doubt(found).map(|doubt| format!("; look first: {doubt}")).unwrap_or_default();
            ("fix (unsafe)", format!("{}{doubt}", fix.title))
        }
        None => ("left to you", reason.unwrap_or_else(|| "there is no fix".to_owned())),
    }
}

/// A grant without a finding: why that is right, or why nobody can tell.
fn of_grant(grant: &GrantRow) -> Option<Note> {
    let (state, why) = match &grant.verdict {
        Verdict::Clean(why) => ("clean", why.clone()),
        Verdict::CannotDecide(reason) => ("cannot decide", reason.text.clone()),
        Verdict::Findings(_) => return None,
    };
    let mut facts = vec![("why", why)];
    if !grant.condition.is_empty() {
        facts.push(("condition", grant.condition.clone()));
    }
    if !grant.used_by.is_empty() {
        facts.push(("used by", grant.used_by.join(", ")));
    }
    Some(Note { head: format!("{state}: {} lets {} in", grant.address, grant.service), rule: None, facts })
}

/// Something to say: a line, and what stands behind it.
struct Note {
    head: String,
    rule: Option<&'static str>,
    facts: Vec<(&'static str, String)>,
}

impl Note {
    fn of(finding: &Finding) -> Note {
        let ignored = finding.suppressed.as_ref().map(|it| &it.reason);
        let facts = [
            ("ignored", ignored),
            ("why", finding.why.as_ref()),
            ("if it were wrong", finding.consequence.as_ref()),
            ("see", finding.citation.as_ref()),
        ];
        let facts = facts.into_iter().filter_map(|(name, text)| Some((name, text?.clone())));
        Note {
            head: format!("{}: {}", finding.severity.name(), finding.message),
            rule: Some(finding.rule.id),
            facts: facts.collect(),
        }
    }

    fn plain(&self) -> String {
        let rule = self.rule.map(|rule| format!(" [{rule}]")).unwrap_or_default();
        let facts = self.facts.iter().map(|(name, text)| format!("\n{name}: {}", one_line(text)));
        format!("{}{rule}{}", one_line(&self.head), facts.collect::<String>())
    }

    fn markdown(&self) -> String {
        let rule = self.rule.map(|rule| match rule_page(rule) {
            Some(page) => format!(" ([{rule}]({page}))"),
            None => format!(" (`{rule}`)"),
        });
        let facts = self.facts.iter().map(|(name, fact)| format!("\n- {name}: {}", linked(fact)));
        format!("**{}**{}\n{}", unmarked(&self.head), rule.unwrap_or_default(), facts.collect::<String>())
    }
}

/// A fact that is an address leads there.
fn linked(fact: &str) -> String {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\');
    match fact.starts_with("https://") && !fact.contains(is_odd) {
        true => format!("<{fact}>"),
        false => unmarked(fact),
    }
}

/// One line of running text, in which nothing is marked up and nothing leads anywhere.
fn unmarked(text: &str) -> String {
    let text = one_line(text);
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends_word = !chars.peek().is_some_and(|next| next.is_alphanumeric());
        let starts_word = !out.ends_with(char::is_alphanumeric);
        let marks = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '#' => true,
            '_' => starts_word || ends_word,
            ':' => chars.peek() == Some(&'/'),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_shown_as_it_is_written_and_marks_nothing_up() {
        let table = [
            ("used by aws_transfer_server.s (logging role)", "used by aws_transfer_server.s (logging role)"),
            ("_a_ *b* [c](d) <e> `f` g\\", "\\_a\\_ \\*b\\* \\[c\\](d) \\<e\\> \\`f\\` g\\\\"),
            ("a\nb\u{202e}", "a\\\\u{a}b\\\\u{202e}"),
            ("see http://x", "see http\\://x"),
        ];
        for (plain, expected) in table {
            assert_eq!(linked(plain), expected);
        }
    }

    #[test]
    fn an_address_leads_where_it_says() {
        assert_eq!(linked("https://docs.aws.amazon.com/a_b"), "<https://docs.aws.amazon.com/a_b>");
        assert_eq!(linked("https://x> [y](z)"), "https\\://x\\> \\[y\\](z)");
    }
}
