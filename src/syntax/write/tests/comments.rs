//! Comment lines above statements.

use super::scene::Verb::Do;
use super::*;
use crate::edit::Edit;
use crate::reason::Reason;
use crate::syntax::tree::{Grammar, Layout};

#[test]
fn a_comment_stands_above_and_goes_again() {
    told(STORIES);
    for story in STORIES {
        let before = scene::dedented(story.before);
        let scene = Scene::new(story.file, &before, story.at);
        let noted = scene.with(note(&scene).expect("a comment"));
        let again = Scene::new(story.file, &noted, story.at);
        let at = again.found.as_ref().map_or_else(|| again.block().span, |node| node.span);
        let comment = comments_above(&again.file, at)[0];
        assert_eq!(again.file.slice(comment), "# look here", "{}", story.name);
        assert_eq!(again.with(vec![remove_comment_line(&again.file, comment)]), before, "{}", story.name);
    }
}

#[test]
fn json_takes_no_comment() {
    let scene = Scene::new("a.json", "{\"a\": {}}", "a");
    assert!(comment_above(&scene.file, &scene.layout, scene.node().span, "x").is_err());
    let scene = Scene::new("main.tf", "x = <<EOT\n{\"a\": {}}\nEOT\n", "x/json/a");
    assert!(comment_above(&scene.file, &scene.layout, scene.node().span, "x").is_err());
}

#[test]
fn a_line_that_begins_inside_a_heredoc_takes_no_comment() {
    let text = "x = <<EOT\n${jsonencode({\n  a = {}\n})}\nEOT\n";
    let scene = Scene::new("main.tf", text, "");
    let at = |needle: &str| {
        let start = text.find(needle).expect("the place") as u32;
        crate::text::Span { file: scene::FILE, start, end: start }
    };
    assert!(comment_above(&scene.file, &scene.layout, at("{\n"), "x").is_err());
    assert!(comment_above(&scene.file, &scene.layout, at("{}"), "x").is_ok());
}

#[test]
fn a_comment_is_one_line_whatever_its_text() {
    let scene = Scene::new("main.tf", "x = 1\n", "x");
    let edit = comment_above(&scene.file, &scene.layout, scene.node().span, "a\nb = 2\u{1b}").expect("a comment");
    assert_eq!(edit.content, "# a b = 2\n");
}

#[test]
fn comments_above_are_those_right_above() {
    let text = "# far\n\n  # near\n  // nearest\n  x = 1\n";
    let scene = Scene::new("main.tf", text, "x");
    let found: Vec<&str> =
        comments_above(&scene.file, scene.node().span).into_iter().map(|span| scene.file.slice(span)).collect();
    assert_eq!(found, ["// nearest", "# near"]);
}

fn note(scene: &Scene) -> Result<Vec<Edit>, Reason> {
    let (at, layout) = match &scene.found {
        Some(node) => (node.span, scene.layout.clone()),
        None => (scene.block().span, Layout { grammar: Grammar::Hcl, nest: Vec::new() }),
    };
    Ok(vec![comment_above(&scene.file, &layout, at, "look here")?])
}

const STORIES: &[Story] = &[
    Story {
        name: "an HCL object in a list",
        file: "main.tf",
        at: "x/0",
        before: "x = [\n  {\n    a = 1\n  }\n]\n",
        verb: Do(note),
        after: "x = [\n  # look here\n  {\n    a = 1\n  }\n]\n",
    },
    Story {
        name: "an HCL object that starts behind something else",
        file: "main.tf",
        at: "x/b",
        before: "x = {\n  aa = 1\n  b  = { c = 1 }\n}\n",
        verb: Do(note),
        after: "x = {\n  aa = 1\n  # look here\n  b = { c = 1 }\n}\n",
    },
    Story {
        name: "an HCL block",
        file: "main.tf",
        at: "a/b",
        before: "\u{feff}a {\r\n  b {\r\n  }\r\n}\r\n",
        verb: Do(note),
        after: "\u{feff}a {\r\n  # look here\r\n  b {\r\n  }\r\n}\r\n",
    },
    Story {
        name: "an item of a YAML block",
        file: "t.yaml",
        at: "a/1",
        before: "a:\n  - b: c\n  - d: e\n    f: g\n",
        verb: Do(note),
        after: "a:\n  - b: c\n  # look here\n  - d: e\n    f: g\n",
    },
    Story {
        name: "the first line",
        file: "t.yaml",
        at: "",
        before: "\u{feff}a: b\n",
        verb: Do(note),
        after: "\u{feff}# look here\na: b\n",
    },
];
