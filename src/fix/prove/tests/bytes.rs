//! What trees do not see.

use super::*;
use crate::edit::Edit;
use crate::fix::prove::alike::Alike;
use crate::fix::prove::bytes::only_statements_lose_text;
use crate::fix::prove::comments::comments_stay;
use crate::text::Span;

fn stay(before: &TextFile, after: &TextFile) -> Result<(), Reason> {
    let (old, new) = (parsed(before), parsed(after));
    let (before, after) = ((before, old.as_ref()), (after, new.as_ref()));
    comments_stay(before, after, &Alike::of(before, after))
}

#[test]
fn a_lost_comment_is_refused() {
    let table = [
        ("a.tf", ROLE, " # no more", ""),
        ("a.tf", ROLE, "# The file server", "# The server"),
        ("a.yaml", TEMPLATE, " # for the file server", ""),
    ];
    for (name, text, from, to) in table {
        let story = Story::new(name, text);
        let stay = |after: &TextFile| stay(story.before(), after);
        assert_eq!(stay(&story.after()), Ok(()));
        assert!(stay(&story.tampered(from, to)).is_err(), "{from}");
    }
}

#[test]
fn what_only_looks_like_a_comment_is_none() {
    let file = |text: &str| TextFile::new("a.tf", text);
    let stay = |before: &str, after: &str| super::bytes::stay(&file(before), &file(after));
    assert_eq!(stay("x = \"# a // b /* c\"\n", "x = 1\n"), Ok(()));
    assert_eq!(stay("x = <<E\n# a\nE\n", "x = 1\n"), Ok(()));
    for comment in ["# a", "// a", "/* a\n b */"] {
        let with = format!("x = [1, {comment}\n 2]\n");
        assert_eq!(stay(&with, &with.replace("\n b", " b")), Ok(()));
        assert!(stay(&with, "x = [1, 2]\n").is_err(), "{comment}");
    }
}

#[test]
fn text_outside_of_the_statement_is_not_taken_away() {
    let file = TextFile::new("a.tf", "keep = 1\nstatement");
    let span = |start, end| Span { file: FileId(0), start, end };
    let lose = |span: Span, content: &str| {
        let edit = Edit { span, content: content.to_owned() };
        only_statements_lose_text(FileId(0), &file, &[edit], &[Span { file: FileId(0), start: 9, end: 18 }])
    };
    assert_eq!(lose(span(9, 18), ""), Ok(()));
    assert_eq!(lose(span(4, 7), "   = "), Ok(()));
    assert_eq!(lose(span(0, 0), "new"), Ok(()));
    assert!(lose(span(7, 8), "").is_err());
    assert_eq!(lose(span(7, 10), "1\n"), Ok(()), "it is written again");
    assert!(lose(span(7, 10), "2\n").is_err());
    assert!(lose(span(7, 18), "statement").is_err());
}
