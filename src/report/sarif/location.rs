//! Places and addresses of files.

use super::model::{ArtifactLocation, Location, Message, PhysicalLocation, Region};
use crate::outcome::ProgramOutcome;
use crate::text::{Span, TextFile};
use std::fmt::Write as _;

/// A place of a program; none for a span of no file.
pub(super) fn location(program: &ProgramOutcome, span: Span) -> Option<Location> {
    let file = program.files.get(span.file.0 as usize)?;
    let artifact_location = ArtifactLocation { uri: uri(&file.path) };
    let physical_location = PhysicalLocation { artifact_location, region: Some(region(file, span)) };
    Some(Location { id: None, physical_location, message: None })
}

/// A whole file.
pub(super) fn file_location(path: &str) -> Location {
    let artifact_location = ArtifactLocation { uri: uri(path) };
    Location { id: None, physical_location: PhysicalLocation { artifact_location, region: None }, message: None }
}

/// A place with a number that a message can link to, and what is to be seen there.
pub(super) fn related(program: &ProgramOutcome, id: usize, span: Span, text: &str) -> Option<Location> {
    let mut place = location(program, span)?;
    place.id = Some(id);
    place.message = Some(Message::text(super::literal(text)));
    Some(place)
}

fn region(file: &TextFile, span: Span) -> Region {
    let (start, end) = (file.position_utf16(span.start), file.position_utf16(span.end));
    Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

/// A path as a URI: relative paths stay relative, so that a reader finds them from the root of
/// the repository.
pub(super) fn uri(path: &str) -> String {
    let drive = path.as_bytes().get(1) == Some(&b':');
    let mut out = match path {
        _ if path.starts_with('/') => String::from("file://"),
        _ if drive => String::from("file:///"),
        _ => String::new(),
    };
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_uris_that_any_reader_takes() {
        assert_eq!(uri("infra/iam.tf"), "infra/iam.tf");
        assert_eq!(uri("my app/grün#1.tf"), "my%20app/gr%C3%BCn%231.tf");
        assert_eq!(uri("/srv/x.yaml"), "file:///srv/x.yaml");
    }
}
