use super::body;
use crate::syntax::hcl::thorough;
use crate::syntax::testing::FILE;

/// What people write: read quickly.
const COMMON: [&str; 20] = [
    "a = {\n  aws = aws\n  aws.us-east-1 = aws.us-east-1\n  aws.us-east-2 = b\n}\n",
    "",
    "# only a comment",
    "a = 1\nb = -0.5 // c\n\nc = \"\" # d\n",
    "resource \"aws_x\" y { /* { */ # c\n  n = 1\n  in { m = 2 }\n  empty {}\n  also {\n  }\n}\n",
    "a = \"x${b}y $${z} %%{ 5% $5 \\\"\\n\\\\ é${\"${c}\"}\"\n",
    "a = [\n  1, # c\n  \"b\",\n  [],\n  {},\n]\n",
    "a = { b = 1, \"c\" : 2, (d) = 3\n  e = 4 # f\n  \"${f}-x\" = 5, true = 6, }\n",
    "a = b.c[0].d[*].e.*.f[\"g\"]\n  /* h */",
    "a = f(b, c...)\nd = f()\ne = f(\n  g,\n).h\n",
    "a = b ? c : d ? e : f\ng = (\n  h\n)\n",
    "a = !b && -c * (d + 1) >= 2 || e == null\n",
    "a = [for b in c : b.d if b.e != \"\"]\nf = { for g, h in i : g => h... if true }\n",
    "a = {\n  for b in c :\n  b => b\n}\n",
    "a = <<E\n  b ${c}\n Ed\n  E\n",
    "a = <<-E\n    b\n      ${c} d\n\n    e$${f}\n  E\nb = <<E\nE\n",
    "a = <<-E\n{\n  ${b},\n  \n    %%{ ${c}\n}\n  E\nb = <<-E\n${c}\n  d\nE\n",
    "a = jsonencode({\n  Statement = [{\n    Effect = \"Allow\"\n  }]\n})\n",
    "a = [b\n  (c)]\nd = x[\n  1\n]\n",
    "a = { (b.c) = 1, (b.d) = 2, \"${b}\" = 3 }",
];

/// What is rare or wrong: left to the parser of the crate.
const LEFT: [&str; 24] = [
    "a = 1\r\n",
    "a = 1 b = 2\n",
    "a = 1\na = 2\n",
    "a = { b = 1, b = 2 }\n",
    "a = { b = 1, \"b\" = 2 }\n",
    "a = { (b) = 1, ( b ) = 2 }\n",
    "a = { (b[1]) = 1, (b[1.0]) = 2 }\n",
    "a = \"%{ if b }c%{ endif }\"\n",
    "a = \"${~ b ~}\"\n",
    "a = \"\\u0041\"\n",
    "a = \"b\nc\"\n",
    "a = b.0.c\n",
    "a = b::c()\n",
    "a = 1e5\n",
    "a = - 1\n",
    "a = é\n",
    "a = b ?\n c : d\n",
    "a = [1]\n  + [2]\n",
    "a = f(b)\n  .c\n",
    "a = <<E\nb\n",
    "a {",
    "a = ",
    "a b c\n",
    "a = !\n",
];

#[test]
fn what_people_write_is_read_as_the_other_parser_reads_it() {
    for text in COMMON {
        let quick = body(FILE, text, 0).unwrap_or_else(|| panic!("left: {text}"));
        assert_eq!(Ok(quick), thorough(FILE, text).map(|body| (*body).clone()), "{text}");
    }
}

#[test]
fn what_is_rare_or_wrong_is_left_to_the_other_parser() {
    for text in LEFT {
        assert_eq!(body(FILE, text, 0), None, "{text}");
    }
    let (deep, long) = (format!("a = {}b", "!".repeat(50)), format!("a = b{}", " + b".repeat(101)));
    assert!(body(FILE, &deep, 0).is_none() && body(FILE, &long, 0).is_none());
}

#[test]
fn a_byte_order_mark_moves_all_spans() {
    let text = "\u{feff}a \"b\" {\n  c = { d = 1 }\n}\n";
    let quick = body(FILE, text.trim_start_matches('\u{feff}'), 3).expect("read quickly");
    assert_eq!(Ok(quick), thorough(FILE, text).map(|body| (*body).clone()));
}

/// Every text that is one character away from what people write.
#[test]
fn a_slip_of_the_pen_never_parts_the_two_parsers() {
    for text in COMMON.iter().chain(&LEFT) {
        for (at, c) in text.char_indices() {
            for fragment in
                ["", "\n", " ", "\"", "{", "}", "(", "[", "]", ",", "=", ".", "-", "<", "?", ":", "$", "1", "#", "b"]
            {
                let (before, behind) = (&text[..at], &text[at + c.len_utf8()..]);
                for slip in [format!("{before}{fragment}{behind}"), format!("{before}{fragment}{c}{behind}")] {
                    if let Some(quick) = body(FILE, &slip, 0) {
                        assert_eq!(Ok(quick), thorough(FILE, &slip).map(|body| (*body).clone()), "{slip}");
                    }
                }
            }
        }
    }
}
