//! Laws of insertion, tried on many small maps in many styles.

use proptest::prelude::*;

use super::scene::{FILE, Verb, is_inserted};
use super::*;
use crate::edit;

/// How a generated map is written.
#[derive(Debug, Clone)]
struct Style {
    unit: &'static str,
    newline: &'static str,
    /// Entries on lines of their own?
    lines: bool,
    /// Commas between lines, where the grammar leaves the choice.
    commas: bool,
    trailing_comma: bool,
    /// A comment behind the last entry and one below it, where the grammar has comments.
    comments: bool,
    padded: bool,
    quoted_keys: bool,
    /// Is the map the last thing in the file, with no line end behind it?
    bare_end: bool,
}

/// A generated value.
#[derive(Debug, Clone)]
enum Shape {
    Scalar,
    Map(Vec<Shape>),
    List(usize),
}

fn style() -> impl Strategy<Value = Style> {
    let unit = prop_oneof![Just("  "), Just("    "), Just("\t")];
    let newline = prop_oneof![Just("\n"), Just("\r\n")];
    (unit, newline, any::<[bool; 7]>()).prop_map(|(unit, newline, flags)| {
        let [lines, commas, trailing_comma, comments, padded, quoted_keys, bare_end] = flags;
        Style { unit, newline, lines, commas, trailing_comma, comments, padded, quoted_keys, bare_end }
    })
}

fn shapes() -> impl Strategy<Value = Vec<Shape>> {
    let leaf = prop_oneof![Just(Shape::Scalar), (1_usize..3).prop_map(Shape::List)];
    let inner = leaf.clone().prop_recursive(2, 6, 3, |inner| prop::collection::vec(inner, 1..3).prop_map(Shape::Map));
    prop::collection::vec(inner, 0..4)
}

impl Style {
    fn key(&self, at: usize) -> String {
        let key = ["Effect", "Action", "Sid", "aws:SourceVpc"][at % 4];
        if self.quoted_keys || key.contains(':') { format!("\"{key}\"") } else { key.to_owned() }
    }

    /// A collection in brackets.
    fn brackets(&self, open: &str, items: &[String], close: &str, hcl_map: bool, depth: usize, lines: bool) -> String {
        let (nl, pad) = (self.newline, if self.padded { " " } else { "" });
        if items.is_empty() {
            return format!("{open}{close}");
        }
        if !lines {
            return format!("{open}{pad}{}{pad}{close}", items.join(", "));
        }
        let comma = if hcl_map && !self.commas { "" } else { "," };
        let indent = self.unit.repeat(depth + 1);
        let items = items.join(&format!("{comma}{nl}{indent}"));
        format!("{open}{nl}{indent}{items}{nl}{}{close}", self.unit.repeat(depth))
    }

    fn hcl(&self, shape: &Shape, depth: usize, lines: bool) -> String {
        match shape {
            Shape::Scalar => "\"v\"".into(),
            Shape::List(length) => self.brackets("[", &vec!["1".into(); *length], "]", false, depth, false),
            Shape::Map(shapes) => {
                let entry =
                    |(at, shape): (usize, &Shape)| format!("{} = {}", self.key(at), self.hcl(shape, depth + 1, lines));
                let entries: Vec<String> = shapes.iter().enumerate().map(entry).collect();
                self.brackets("{", &entries, "}", true, depth, lines)
            }
        }
    }

    fn json(&self, shape: &Shape, depth: usize) -> String {
        match shape {
            Shape::Scalar => "\"v\"".into(),
            Shape::List(length) => self.brackets("[", &vec!["1".into(); *length], "]", false, depth, self.lines),
            Shape::Map(shapes) => {
                let gap = if self.padded { " " } else { "" };
                let entry = |(at, shape): (usize, &Shape)| format!("\"k{at}\":{gap}{}", self.json(shape, depth + 1));
                let entries: Vec<String> = shapes.iter().enumerate().map(entry).collect();
                self.brackets("{", &entries, "}", false, depth, self.lines)
            }
        }
    }

    fn flow(&self, shape: &Shape) -> String {
        match shape {
            Shape::Scalar => "!Sub 'v'".into(),
            Shape::List(length) => self.brackets("[", &vec!["v".into(); *length], "]", false, 0, false),
            Shape::Map(shapes) => {
                let entry = |(at, shape): (usize, &Shape)| format!("{}: {}", self.key(at), self.flow(shape));
                let entries: Vec<String> = shapes.iter().enumerate().map(entry).collect();
                self.brackets("{", &entries, "}", false, 0, false)
            }
        }
    }

    /// The lines of a YAML block map; YAML knows no tabs.
    fn block(&self, shapes: &[Shape], indent: &str) -> String {
        let step = if self.unit == "\t" { "   " } else { self.unit };
        let comment = if self.comments { " # why" } else { "" };
        let mut out = String::new();
        for (at, shape) in shapes.iter().enumerate() {
            let key = self.key(at);
            let value = match shape {
                Shape::Scalar if self.padded => format!(" |{}{indent}{step}# text", self.newline),
                Shape::Scalar => format!(" v{comment}"),
                Shape::List(length) if self.lines => {
                    let dash = if self.commas { indent.to_owned() } else { format!("{indent}{step}") };
                    format!("{}{dash}- v", self.newline).repeat(*length)
                }
                Shape::Map(shapes) if self.lines => {
                    format!("{comment}{}{}", self.newline, self.block(shapes, &format!("{indent}{step}")))
                }
                other => format!(" {}{comment}", self.flow(other)),
            };
            let end = if at + 1 < shapes.len() { self.newline } else { "" };
            out.push_str(&format!("{indent}{key}:{value}{end}"));
        }
        out
    }

    /// The map as it ends in a file: what the last entry drags along, and what comes behind.
    fn hcl_file(&self, shapes: &[Shape]) -> String {
        let map = self.hcl(&Shape::Map(shapes.to_vec()), 0, self.lines);
        let end = if self.bare_end { "" } else { self.newline };
        let Some((inside, close)) = map.rsplit_once(self.newline).filter(|_| self.lines && !shapes.is_empty()) else {
            return format!("x = {map}{end}");
        };
        let comma = if self.trailing_comma { "," } else { "" };
        let (nl, unit) = (self.newline, self.unit);
        let comments = if self.comments { format!(" # why{nl}{unit}// below") } else { String::new() };
        format!("x = {inside}{comma}{comments}{nl}{close}{end}")
    }
}

/// Inserts into the map at `way`, and checks the laws: the map has its old entries and the new
/// one, all else says what it said, and nothing but blanks was taken away.
fn insert_keeps_the_rest(file: &'static str, way: &'static str, text: &str, writing: fn() -> Writing) {
    let scene = Scene::new(file, text, way);
    let Writing::Map(entries) = writing() else { panic!("no entries") };
    let edits = insert_entries(&scene.file, scene.node(), &entries).unwrap_or_else(|reason| panic!("{reason}\n{text}"));
    let merged = edit::merge(edits.clone()).expect("no overlap");
    for edit in align(FILE, text, &merged).iter().chain(&merged) {
        let gone = &text[edit.span.range()];
        assert!(gone.trim().is_empty(), "{gone:?} was taken away from\n{text}");
    }
    let result = scene.with(edits);
    assert!(!file.ends_with(".tf") || !stands_in_line(text) || stands_in_line(&result), "out of line:\n{result}");
    let story = Story { name: "a law", file, at: way, before: "", verb: Verb::Insert(writing), after: "" };
    is_inserted(&story, &scene, &Scene::new(file, &result, ""), &entries);
}

/// Is every blank that `terraform fmt` lines text up with where it wants it?
fn stands_in_line(text: &str) -> bool {
    let lines = super::super::lines::lines(text);
    let indents = super::super::lines::indents(&lines);
    let gaps = |(line, indent): (&super::super::lines::Line, usize)| [line.equal, line.comment, line.indent(indent)];
    lines.iter().zip(indents).flat_map(gaps).flatten().all(|gap| gap.is_right(text))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn an_hcl_object_keeps_what_it_had(style in style(), shapes in shapes()) {
        insert_keeps_the_rest("main.tf", "x", &style.hcl_file(&shapes), || map(&[("Condition", condition())]));
        insert_keeps_the_rest("main.tf", "x", &style.hcl_file(&shapes), || map(&[("aws:SourceArn", scalar("a.b.arn"))]));
    }

    #[test]
    fn a_json_object_keeps_what_it_had(style in style(), shapes in shapes()) {
        let text = style.json(&Shape::Map(shapes), 0);
        insert_keeps_the_rest("a.json", "", &text, || map(&[("Condition", condition())]));
    }

    #[test]
    fn json_in_a_heredoc_keeps_what_it_had(style in style(), shapes in shapes()) {
        let text = format!("x = <<EOT\n{}\nEOT\n", style.json(&Shape::Map(shapes), 0));
        insert_keeps_the_rest("main.tf", "x/json", &text, || map(&[("Condition", condition())]));
    }

    #[test]
    fn json_in_a_string_keeps_what_it_had(style in style(), shapes in shapes()) {
        let text = style.json(&Shape::Map(shapes), 0);
        let text = format!("x = \"{}\"\n", quote::double(crate::syntax::tree::Grammar::Json, &text));
        insert_keeps_the_rest("main.tf", "x/json", &text, || map(&[("Condition", condition())]));
    }

    #[test]
    fn a_yaml_flow_map_keeps_what_it_had(style in style(), shapes in shapes()) {
        let end = if style.comments { " # why" } else { "" };
        let text = format!("x: {}{end}{}y: z", style.flow(&Shape::Map(shapes)), style.newline);
        insert_keeps_the_rest("t.yaml", "x", &text, || map(&[("Condition", yaml_condition())]));
    }

    #[test]
    fn a_yaml_block_map_keeps_what_it_had(style in style(), shapes in shapes()) {
        prop_assume!(!shapes.is_empty());
        let below = if style.comments { format!("{}  # below", style.newline) } else { String::new() };
        let end = if style.bare_end { String::new() } else { format!("{below}{}y: z", style.newline) };
        let text = format!("x:{}{}{end}", style.newline, style.block(&shapes, "  "));
        insert_keeps_the_rest("t.yaml", "x", &text, || map(&[("Condition", yaml_condition())]));
    }

    #[test]
    fn any_text_is_scanned_to_its_end(text in "\\PC*|[\"${}%\\\\\n<EOT =#/*-]{0,40}") {
        let mut at = 0;
        for token in super::super::tokens::tokens(&text) {
            assert!(token.start >= at && token.end > token.start && text.is_char_boundary(token.end));
            at = token.end;
        }
    }
}
