//! Standard output and standard error: colours, notes, and readers that went away.

use crate::report::{Style, escape};
use anstream::AutoStream;
use clap::ValueEnum;
use std::io::{self, BufWriter, IsTerminal, Write};

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

/// The two streams and how they are to be written to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    /// For standard output.
    pub(super) out: Style,
    /// For standard error.
    pub(super) err: Style,
}

impl Terminal {
    /// From the flag, the environment and what the streams are.
    pub(super) fn new(color: Color) -> Terminal {
        let style = |terminal: bool| {
            let env = |name: &str| std::env::var(name).unwrap_or_default();
            let color = wants_color(color, terminal, env);
            // Colours are for eyes: what has them is no longer exact anyway.
            Style { color, terminal: terminal || color, links: color && terminal && has_links(env) }
        };
        Terminal { out: style(io::stdout().is_terminal()), err: style(io::stderr().is_terminal()) }
    }
}

/// A flag stands above the environment, and NO_COLOR above what asks for colours.
fn wants_color(color: Color, terminal: bool, env: impl Fn(&str) -> String) -> bool {
    let forced = |name| !matches!(env(name).as_str(), "" | "0");
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if !env("NO_COLOR").is_empty() => false,
        Color::Auto if forced("FORCE_COLOR") || forced("CLICOLOR_FORCE") => true,
        Color::Auto => terminal && env("TERM") != "dumb" && env("CLICOLOR") != "0",
    }
}

/// Is it a terminal that is known to show text with an address behind it? Others may print the
/// address in the middle of a line.
fn has_links(env: impl Fn(&str) -> String) -> bool {
    let term = env("TERM");
    if term.starts_with("screen") || term.starts_with("tmux") || !env("CI").is_empty() {
        return false;
    }
    let programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio"];
    let terms = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour"];
    programs.contains(&env("TERM_PROGRAM").as_str())
        || terms.contains(&term.as_str())
        || env("VTE_VERSION").parse::<u32>().is_ok_and(|version| version >= 5000)
        || !env("WT_SESSION").is_empty()
        || !env("KONSOLE_VERSION").is_empty()
}

/// Writes to standard output. A reader that went away has seen enough: no error.
///
/// # Errors
/// Whatever else happens.
pub(super) fn to_stdout(style: Style, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let raw = io::stdout().lock();
    if style.color {
        finish(BufWriter::new(AutoStream::always(raw)), write)
    } else {
        finish(BufWriter::new(raw), write)
    }
}

/// Writes to standard error, as [`to_stdout`].
///
/// # Errors
/// Whatever happens, save a reader that went away.
pub(super) fn to_stderr(style: Style, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let raw = io::stderr().lock();
    if style.color {
        finish(BufWriter::new(AutoStream::always(raw)), write)
    } else {
        finish(BufWriter::new(raw), write)
    }
}

fn finish(mut out: impl Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

/// A message on standard error that may speak of a template: one line, whatever it holds.
pub(super) fn tell_line(message: &str) {
    tell(&escape::one_line(message));
}

/// A message on standard error, with the name of the program before it. There is nobody left to
/// tell when that cannot be written.
pub(super) fn tell(message: &str) {
    let _ = writeln!(io::stderr(), "unconfuse: {}", escape::visible(message));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colored(color: Color, terminal: bool, set: &[(&str, &str)]) -> bool {
        let env = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        wants_color(color, terminal, |name| env(name).unwrap_or_default())
    }

    #[test]
    fn colours_are_for_terminals() {
        assert!(colored(Color::Auto, true, &[]));
        assert!(!colored(Color::Auto, false, &[]));
        assert!(!colored(Color::Auto, true, &[("TERM", "dumb")]));
    }

    #[test]
    fn the_environment_may_want_or_forbid_them_and_the_flag_stands_above_it() {
        assert!(!colored(Color::Auto, true, &[("NO_COLOR", "1"), ("FORCE_COLOR", "1")]));
        assert!(colored(Color::Auto, false, &[("FORCE_COLOR", "1")]));
        assert!(colored(Color::Auto, false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!colored(Color::Auto, false, &[("CLICOLOR_FORCE", "0")]));
        assert!(colored(Color::Always, false, &[("NO_COLOR", "1")]));
        assert!(!colored(Color::Never, true, &[("FORCE_COLOR", "1")]));
    }

    #[test]
    fn addresses_stand_behind_text_only_where_a_terminal_is_known_to_hide_them() {
        let linked = |set: &[(&str, &str)]| {
            let env = |name: &str| set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
            has_links(|name| env(name).unwrap_or_default())
        };
        assert!(linked(&[("TERM", "xterm-kitty")]) && linked(&[("VTE_VERSION", "7600")]));
        assert!(!linked(&[("TERM", "xterm-256color")]) && !linked(&[("VTE_VERSION", "4205")]));
        assert!(!linked(&[("TERM", "tmux-256color"), ("TERM_PROGRAM", "WezTerm")]));
        assert!(!linked(&[("CI", "true"), ("TERM_PROGRAM", "vscode")]));
    }
}
