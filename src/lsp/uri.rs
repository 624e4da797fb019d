//! Addresses of files as editors write them.

/// Characters that stand for themselves in the path of an address.
const PLAIN: &[u8] = b"-._~/!$&'()*+,;=@";

/// The absolute path that an address means, with `/` between its parts; none where it means no
/// file of this machine.
#[must_use]
pub fn to_path(uri: &str) -> Option<String> {
    let rest = uri.strip_prefix("file://")?;
    let start = rest.find('/')?;
    let (host, path) = rest.split_at(start);
    if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
        return None;
    }
    let path = decode(path.split(['?', '#']).next()?)?;
    Some(if has_drive(&path) { path[1..].to_owned() } else { path })
}

/// The address of an absolute path.
#[must_use]
pub fn of_path(path: &str) -> String {
    let mut uri = "file://".to_owned();
    if !path.starts_with('/') {
        uri.push('/');
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || PLAIN.contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// `/C:/folder`, as addresses write the paths of Windows.
fn has_drive(path: &str) -> bool {
    let bytes = path.as_bytes();
    matches!(bytes, [b'/', drive, b':', ..] if drive.is_ascii_alphabetic()) && matches!(bytes.get(3), None | Some(b'/'))
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        if byte == b'%' {
            let [high, low] = [0, 1].map(|at| rest.get(at).and_then(|&digit| char::from(digit).to_digit(16)));
            bytes.push((high? * 16 + low?) as u8);
            rest = &rest[2..];
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_means_a_file() {
        let table = [
            ("file:///infra/main.tf", "/infra/main.tf"),
            ("file://localhost/infra/main.tf", "/infra/main.tf"),
            ("file:///a%20b/%C3%A9.tf", "/a b/\u{e9}.tf"),
            ("file:///c%3A/infra/main.tf", "c:/infra/main.tf"),
            ("file:///C:/infra/main.tf", "C:/infra/main.tf"),
        ];
        for (uri, path) in table {
            assert_eq!(to_path(uri).as_deref(), Some(path), "{uri}");
        }
    }

    #[test]
    fn what_is_no_file_here_has_no_path() {
        for uri in [
            "untitled:Untitled-1",
            "git:/a.tf?x",
            "file://server/a.tf",
            "file:///%ff",
            "file:///%4",
            "file:///%+4",
            "file:",
            "",
        ] {
            assert_eq!(to_path(uri), None, "{uri}");
        }
    }

    proptest::proptest! {
        #[test]
        fn a_path_comes_back_from_its_address(path in "/[ -~\u{e9}\u{1f642}]{0,20}") {
            let uri = of_path(&path);
            proptest::prop_assert!(uri.is_ascii() && !uri.contains([' ', '#', '?']));
            let expected = if has_drive(&path) { path[1..].to_owned() } else { path };
            proptest::prop_assert_eq!(to_path(&uri), Some(expected));
        }
    }
}
