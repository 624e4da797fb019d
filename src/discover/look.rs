//! One look at one file: can it matter, and can it be read?

use super::disk::{LARGEST_FILE, TOO_LARGE};
use super::kind::FileKind;
use super::nested::Nests;
use super::prefilter::Prefilter;
use crate::text::{decode, is_encrypted};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What a look at a file has shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Look {
    /// It cannot let a service in.
    Nothing,
    /// It may.
    Passes,
    /// It may, as a policy that stands alone.
    Policy,
    /// It may, or nobody knows, and it cannot be read: why.
    Unreadable(String),
}

/// Looks at files with one buffer.
pub(super) struct Looker {
    filter: Prefilter,
    nests: Nests,
    bytes: Vec<u8>,
}

impl Looker {
    pub(super) fn new() -> Looker {
        Looker { filter: Prefilter::new(), nests: Nests::new(), bytes: Vec::with_capacity(64 << 10) }
    }

    /// Opens, reads and judges a file.
    pub(super) fn look(&mut self, path: &Path, kind: FileKind) -> Look {
        match self.read(path) {
            Err(error) => Look::Unreadable(describe(&error)),
            Ok(()) => self.judge(kind),
        }
    }

    /// The local modules that the file calls that was looked at last, as it writes them.
    pub(super) fn calls(&self) -> Vec<String> {
        self.filter.calls(&self.bytes)
    }

    /// The file names of the templates that the file nests that was looked at last.
    pub(super) fn nested(&self) -> Vec<String> {
        if self.filter.names_types(&self.bytes) { self.nests.names(&self.bytes) } else { Vec::new() }
    }

    /// Reads one byte more than the limit at most, to know that there are more.
    fn read(&mut self, path: &Path) -> io::Result<()> {
        self.bytes.clear();
        File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut self.bytes)?;
        Ok(())
    }

    fn judge(&self, kind: FileKind) -> Look {
        if kind == FileKind::Terraform && is_encrypted(&self.bytes) {
            return self.undecoded();
        }
        if let Some(text) = utf16(&self.bytes) {
            return match self.may_be(text.as_bytes(), kind) {
                Look::Nothing => Look::Nothing,
                _ => self.undecoded(),
            };
        }
        let look = self.may_be(&self.bytes, kind);
        if look == Look::Nothing {
            return look;
        }
        if self.bytes.len() as u64 > LARGEST_FILE {
            return unreadable(TOO_LARGE);
        }
        match std::str::from_utf8(&self.bytes) {
            Ok(_) => look,
            Err(_) => self.undecoded(),
        }
    }

    /// It may matter, and is no text.
    fn undecoded(&self) -> Look {
        decode(self.bytes.clone()).map_or_else(Look::Unreadable, |_| Look::Passes)
    }

    /// What a text of a kind may be, so that it matters.
    fn may_be(&self, text: &[u8], kind: FileKind) -> Look {
        match kind {
            FileKind::Terraform if self.filter.passes(text) => Look::Passes,
            FileKind::Terraform => Look::Nothing,
            _ if !self.filter.lets_in(text) => Look::Nothing,
            FileKind::Template if self.filter.is_template(text) => Look::Passes,
            FileKind::Template | FileKind::Policy if self.filter.is_policy(text) => Look::Policy,
            FileKind::Template | FileKind::Policy => Look::Nothing,
        }
    }
}

fn unreadable(why: &str) -> Look {
    Look::Unreadable(why.to_owned())
}

/// The text of UTF-16 with a byte order mark, as Windows tools write it.
fn utf16(bytes: &[u8]) -> Option<String> {
    let from: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes[2..].as_chunks::<2>().0.iter().map(|&pair| from(pair));
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// An error of the system in a few words.
pub(super) fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read (permission denied)".to_owned(),
        _ => error.to_string(),
    }
}
