//! JUnit's XML: one case for each statement that lets a service in, one failure for each finding.

use super::document::{Document, Found, Grant, Problem, Unread};
use super::{Format, View, Writer, markup};
use crate::finding::Severity;
use crate::outcome::State;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// As CI systems read it; AWS CodeBuild reads nothing else.
pub const FORMAT: Format =
    Format { name: "junit", about: "one test case for each statement, for CI", writer: Writer::Data(write) };

/// How a case went.
enum Went {
    Well { remarks: Vec<String> },
    Failed(Vec<String>),
    Undecided(String),
    Broken(String),
}

/// One `testcase`; everything in it is escaped.
struct Case {
    file: String,
    name: String,
    went: Went,
}

fn write(document: &Document<'_>, _: View, out: &mut dyn Write) -> io::Result<()> {
    let cases = cases(document);
    let count = |is: fn(&Went) -> bool| cases.iter().filter(|case| is(&case.went)).count();
    let totals = format!(
        "tests=\"{}\" failures=\"{}\" errors=\"{}\"",
        cases.len(),
        count(|went| matches!(went, Went::Failed(_))),
        count(|went| matches!(went, Went::Broken(_))),
    );
    let skipped = count(|went| matches!(went, Went::Undecided(_)));
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"unconfuse\" {totals}>")?;
    writeln!(out, "  <testsuite name=\"unconfuse\" {totals} skipped=\"{skipped}\">")?;
    cases.iter().try_for_each(|case| write_case(case, out))?;
    writeln!(out, "  </testsuite>\n</testsuites>")
}

fn write_case(case: &Case, out: &mut dyn Write) -> io::Result<()> {
    let Case { file, name, went } = case;
    writeln!(out, "    <testcase classname=\"{file}\" name=\"{name}\">")?;
    match went {
        Went::Well { remarks } if remarks.is_empty() => {}
        Went::Well { remarks } => writeln!(out, "      <system-out>{}</system-out>", remarks.join("\n"))?,
        Went::Failed(failures) => failures.iter().try_for_each(|failure| writeln!(out, "      {failure}"))?,
        Went::Undecided(why) => writeln!(out, "      <skipped message=\"{why}\"/>")?,
        Went::Broken(why) => writeln!(out, "      <error message=\"{why}\"/>")?,
    }
    writeln!(out, "    </testcase>")
}

fn cases(document: &Document<'_>) -> Vec<Case> {
    let mut found: BTreeMap<&str, Vec<&Found<'_>>> = BTreeMap::new();
    for finding in document.findings.iter().filter(|finding| finding.counts()) {
        found.entry(&finding.fingerprint).or_default().push(finding);
    }
    let mut cases: Vec<Case> = document.grants.iter().map(|grant| of_grant(grant, &mut found)).collect();
    // What belongs to no grant: an ignore that holds for nothing.
    cases.extend(found.into_values().flatten().map(of_finding));
    cases.extend(document.unread_policies.iter().map(of_unread));
    cases.extend(document.problems.iter().map(of_problem));
    cases
}

/// Takes the findings of the grant out of those that are left.
fn of_grant(grant: &Grant<'_>, left: &mut BTreeMap<&str, Vec<&Found<'_>>>) -> Case {
    let found: Vec<&Found<'_>> = grant.findings.iter().filter_map(|print| left.remove(&**print)).flatten().collect();
    let why = grant.why.as_deref().unwrap_or_default();
    let line = grant.statement.as_ref().map_or(1, |at| at.line);
    Case {
        file: markup::line(grant.statement.as_ref().map_or("", |at| &at.path)),
        name: markup::line(&format!("{line}: {} lets {} in", grant.address, grant.service)),
        went: match grant.state {
            State::CannotDecide => Went::Undecided(markup::line(why)),
            _ => judged(&found),
        },
    }
}

/// A finding of severity info is a remark: it fails no run.
fn judged(found: &[&Found<'_>]) -> Went {
    let (remarks, failures): (Vec<&Found<'_>>, Vec<&Found<'_>>) =
        found.iter().partition(|found| found.severity == Severity::Info);
    if failures.is_empty() {
        return Went::Well { remarks: remarks.into_iter().map(text).collect() };
    }
    Went::Failed(failures.into_iter().map(failure).collect())
}

fn failure(found: &Found<'_>) -> String {
    let (message, rule) = (markup::line(&found.message), markup::line(&found.rule));
    format!("<failure message=\"{message}\" type=\"{rule}\">{}</failure>", text(found))
}

fn text(found: &Found<'_>) -> String {
    let place = markup::line(&format!("{}:{}", found.path(), found.line()));
    let (message, advice) = (markup::line(&found.message), markup::line(&found.advice()));
    format!("{place}: {}[{}]: {message}\n{advice}", found.severity.name(), markup::line(&found.rule))
}

fn of_finding(found: &Found<'_>) -> Case {
    Case {
        file: markup::line(found.path()),
        name: markup::line(&format!("{} {}", found.address, found.rule)),
        went: judged(&[found]),
    }
}

fn of_unread(policy: &Unread<'_>) -> Case {
    Case {
        file: markup::line(policy.at.as_ref().map_or("", |at| &at.path)),
        name: markup::line(&format!("the policy of {}", policy.address)),
        went: Went::Undecided(markup::line(&policy.reason)),
    }
}

fn of_problem(problem: &Problem<'_>) -> Case {
    Case {
        file: markup::line(&problem.path),
        name: "can be judged".to_owned(),
        went: Went::Broken(markup::line(&problem.message)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, outcome, report};
    use super::super::{Style, Verbosity, document::document};
    use super::*;
    use roxmltree::Document as Xml;

    fn xml(document: &Document<'_>) -> String {
        let mut out = Vec::new();
        write(document, View { verbosity: Verbosity::Normal, style: Style::PLAIN }, &mut out).expect("a vector");
        String::from_utf8(out).expect("UTF-8")
    }

    /// The names of the elements, in their order.
    fn elements(text: &str) -> Vec<String> {
        let xml = Xml::parse(text).expect("well-formed XML");
        xml.descendants().filter(|node| node.is_element()).map(|node| node.tag_name().name().to_owned()).collect()
    }

    #[test]
    fn the_counts_are_those_of_the_cases() {
        let text = sample::text(&FORMAT, &report(&outcome()));
        let xml = Xml::parse(&text).expect("well-formed XML");
        let suite = xml.descendants().find(|node| node.has_tag_name("testsuite")).expect("a suite");
        let counted = |name| xml.descendants().filter(|node| node.has_tag_name(name)).count().to_string();
        for (count, name) in
            [("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]
        {
            assert_eq!(suite.attribute(count), Some(&*counted(name)), "{count}");
        }
    }

    #[test]
    fn a_finding_for_information_is_no_failure() {
        let outcome = outcome();
        let mut document = document(&report(&outcome));
        document.findings.retain(|found| found.severity == Severity::Info);
        assert!(!xml(&document).contains("<failure"));
    }

    proptest::proptest! {
        #[test]
        fn it_is_well_formed_whatever_a_template_says(words in ["[<>&\"'\\]\\[!a \n\r\t\u{0}\u{1b}\u{ffff}-]{0,12}", "(]]>|-->|<!--|&amp;|&#0;){0,4}"]) {
            let outcome = outcome();
            let mut document = document(&report(&outcome));
            let before = elements(&xml(&document));
            let [one, other] = words;
            document.findings[0].message = one.clone().into();
            document.findings[0].rule = other.clone().into();
            (document.grants[0].address, document.grants[0].service) = (one.clone().into(), other.clone().into());
            document.unread_policies[0].reason = one.into();
            document.problems[0].path = other.into();
            proptest::prop_assert_eq!(elements(&xml(&document)), before);
        }
    }
}
