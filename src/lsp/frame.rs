//! Messages on a stream of bytes: headers, then as many bytes as they tell.

use std::io::{self, BufRead, Read, Write};

/// Nothing that is judged makes a longer message.
const LONGEST: u64 = 128 << 20;
/// No header is longer.
const LONGEST_LINE: u64 = 64 << 10;
const LENGTH: &str = "content-length:";

/// What came in.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// The bytes of a message.
    Message(Vec<u8>),
    /// What stands there is no message, and why. The next one is looked for behind it.
    Garbled(String),
}

/// Reads the next message; none at the end of the stream, also where it ends in the middle of one.
///
/// # Errors
/// The stream cannot be read.
pub fn read(input: &mut dyn BufRead) -> io::Result<Option<Frame>> {
    let (mut length, mut garbage) = (None, None);
    loop {
        let mut line = Vec::new();
        if (&mut *input).take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line).to_ascii_lowercase();
        let header = line.trim();
        match (header.is_empty(), length, garbage.take()) {
            (true, Some(length), _) => return body(input, length),
            (true, None, Some(why)) => return Ok(Some(Frame::Garbled(why))),
            (true, None, None) => {}
            (false, _, before) => match content_length(header) {
                Some(Ok(told)) => length = Some(told),
                Some(Err(why)) => garbage = Some(why),
                None => garbage = before.or_else(|| unknown(header)),
            },
        }
    }
}

/// The length that a header tells. A message before it that was longer than its own header told
/// ends on the same line, so the words may stand anywhere in it.
fn content_length(header: &str) -> Option<Result<u64, String>> {
    let told = header[header.rfind(LENGTH)? + LENGTH.len()..].trim();
    Some(match told.parse() {
        Ok(length) if length <= LONGEST => Ok(length),
        Ok(length) => Err(format!("a message of {length} bytes is too long")),
        Err(_) => Err(format!("`{}` is no length of a message", told.escape_debug())),
    })
}

/// Other headers mean nothing to us; what is none is garbage.
fn unknown(header: &str) -> Option<String> {
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_header = header.split_once(':').is_some_and(|(name, _)| is_name(name));
    (!is_header).then(|| "there are bytes between two messages".to_owned())
}

/// Takes what is there, whatever the header promised: no memory is set aside for it.
fn body(input: &mut dyn BufRead, length: u64) -> io::Result<Option<Frame>> {
    let mut bytes = Vec::new();
    let got = input.take(length).read_to_end(&mut bytes)? as u64;
    Ok((got == length).then_some(Frame::Message(bytes)))
}

/// Writes a message and sends it off.
///
/// # Errors
/// The stream cannot be written to.
pub fn write(out: &mut dyn Write, message: &[u8]) -> io::Result<()> {
    write!(out, "Content-Length: {}\r\n\r\n", message.len())?;
    out.write_all(message)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Everything that is read until the stream ends.
    fn all(mut input: &[u8]) -> Vec<Frame> {
        std::iter::from_fn(|| read(&mut input).expect("bytes in memory can be read")).collect()
    }

    fn message(text: &str) -> Frame {
        Frame::Message(text.into())
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut bytes = Vec::new();
        for text in ["{}", "{\"text\":\"\u{e9}\\r\\n\"}", ""] {
            write(&mut bytes, text.as_bytes()).expect("memory can be written to");
        }
        assert_eq!(all(&bytes), [message("{}"), message("{\"text\":\"\u{e9}\\r\\n\"}"), message("")]);
    }

    #[test]
    fn other_headers_and_spellings_are_understood() {
        let bytes = b"content-type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:2\r\n\r\n{}\n\nContent-Length: 1\n\n1";
        assert_eq!(all(bytes), [message("{}"), message("1")]);
    }

    #[test]
    fn a_message_behind_garbage_is_found() {
        for garbage in
            ["Content-Length: many\r\n\r\n{}", "Content-Length: 99999999999\r\n\r\n", "hello\r\n\r\n", "{\r\n\r\n"]
        {
            let told = all(format!("{garbage}Content-Length: 2\r\n\r\n{{}}").as_bytes());
            assert!(
                matches!(told.as_slice(), [Frame::Garbled(_), last] if *last == message("{}")),
                "{garbage}: {told:?}"
            );
        }
    }

    #[test]
    fn a_length_that_is_too_small_costs_one_message() {
        let bytes = b"Content-Length: 2\r\n\r\n{\"a\":1}Content-Length: 2\r\n\r\n{}";
        assert_eq!(all(bytes), [message("{\""), message("{}")]);
    }

    #[test]
    fn a_stream_that_ends_early_ends() {
        assert_eq!(all(b"Content-Length: 20\r\n\r\n{"), []);
        assert_eq!(all(b"Content-Len"), []);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
            let found = all(&[&bytes[..], b"\r\n\r\nContent-Length: 2\r\n\r\n{}"].concat());
            proptest::prop_assert!(found.len() <= bytes.len() + 2);
        }
    }
}
