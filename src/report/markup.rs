//! Text of templates inside of XML and HTML.

use super::escape;

/// One line of text, for an element or an attribute in quotes.
pub(super) fn line(text: &str) -> String {
    entities(&escape::one_line(text))
}

/// Text of several lines, for an element. A line that a CI runner would take for a command is
/// written in another way.
pub(super) fn block(text: &str) -> String {
    let shown = entities(&escape::visible(text));
    shown
        .split_inclusive('\n')
        .map(|line| if is_command(line) { line.replacen(':', "&#58;", 1) } else { line.into() })
        .collect()
}

fn is_command(line: &str) -> bool {
    line.trim_start().starts_with("::")
}

fn entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // XML has no way to say these.
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn no_text_opens_a_tag_or_leaves_its_quotes(text in r#"[<>&"'a;:/\n\r\t\u{1b}\u{202e}\u{ffff}#\[!-]{0,20}"#) {
            let shown = block(&text);
            proptest::prop_assert!(!shown.contains(['<', '>', '"', '\'']) && !shown.lines().any(is_command));
            let undone = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            let undone = undone.replace("&#39;", "'").replace("&#58;", ":").replace("&amp;", "&");
            proptest::prop_assert_eq!(undone, escape::visible(&text).replace('\u{ffff}', "\u{fffd}"));
            proptest::prop_assert!(!line(&text).contains('\n'));
        }
    }
}
