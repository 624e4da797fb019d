//! Which templates are nested by another one: its stacks can read what they put out.

use super::disk::{Disk, LARGEST_FILE};
use super::kind::FileKind;
use crate::files::Files;
use crate::paths::{join, split};
use memchr::memmem::Finder;
use std::collections::BTreeSet;

/// More files than these are not looked at for the sake of one that was named.
const MOST_NEIGHBOURS: usize = 500;

/// Looks for the properties that name other templates.
pub(super) struct Nests([Finder<'static>; 2]);

impl Nests {
    pub(super) fn new() -> Nests {
        Nests(["TemplateURL", "Location"].map(|word| Finder::new(word.as_bytes())))
    }

    /// The file names of the templates that a text nests. A path on the disk and an address of S3
    /// count alike: what is uploaded keeps its name.
    pub(super) fn names(&self, text: &[u8]) -> Vec<String> {
        let after = |finder: &Finder<'_>| -> Vec<String> {
            let found = finder.find_iter(text);
            found.filter_map(|at| name(text.get(at + finder.needle().len()..)?)).collect()
        };
        self.0.iter().flat_map(after).collect()
    }

    /// The same for the templates that stand beside a file or in the folder above, where its path
    /// names one.
    pub(super) fn around(&self, path: &str) -> BTreeSet<String> {
        let folder = split(path).0;
        let above = (folder != ".").then(|| split(folder).0);
        let mut out = BTreeSet::new();
        for folder in std::iter::once(folder).chain(above) {
            let names = Disk::default().list(folder).unwrap_or_default();
            let templates = names.iter().filter(|name| FileKind::of(name) == Some(FileKind::Template));
            for neighbour in templates.take(MOST_NEIGHBOURS) {
                let text = Disk::default().read(&join(folder, neighbour)).unwrap_or_default();
                out.extend(self.names(&text).into_iter().filter(|_| text.len() as u64 <= LARGEST_FILE));
            }
        }
        out
    }
}

/// The file name in what stands behind the property, on the same line or, as the text of a
/// function, on the next ones.
fn name(behind: &[u8]) -> Option<String> {
    let quotes = behind.iter().take_while(|byte| matches!(byte, b'"' | b'\'' | b' ')).count();
    let value = behind.get(quotes..)?.strip_prefix(b":")?;
    let value = String::from_utf8_lossy(&value[..value.len().min(400)]);
    let words = value.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | '[' | ']' | '{' | '}'));
    let file = words
        .filter(|word| !word.is_empty())
        .take(8)
        .find(|word| FileKind::of(split(word).1) == Some(FileKind::Template));
    file.map(|word| split(word).1.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Nests;

    #[test]
    fn templates_are_named_by_path_by_address_and_by_function() {
        for text in [
            "TemplateURL: ./child.yaml\n",
            "TemplateURL: 'templates/child.yaml'",
            "\"TemplateURL\": \"https://s3.amazonaws.com/bucket/child.yaml\",",
            "TemplateURL: !Sub https://${Bucket}.s3.${AWS::URLSuffix}/${Prefix}templates/child.yaml\n",
            "TemplateURL:\n        !Sub\n          - 'https://${B}/child.yaml'\n",
            "\"TemplateURL\": {\"Fn::Join\": [\"\", [\"https://s3/\", {\"Ref\": \"B\"}, \"/child.yaml\"]]}",
            "Location: ../child.yaml",
        ] {
            assert_eq!(Nests::new().names(text.as_bytes()), ["child.yaml"], "{text}");
        }
    }

    #[test]
    fn other_words_name_none() {
        for text in
            ["TemplateURL: !Ref Url\nNext: a.txt", "LocationConstraint: eu", "Location: {Bucket: b}", "TemplateURL"]
        {
            assert!(Nests::new().names(text.as_bytes()).is_empty(), "{text}");
        }
    }
}
