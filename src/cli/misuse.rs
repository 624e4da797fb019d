//! What is printed instead of a run: the help, and what is wrong with the arguments.

use super::terminal::{Color, Terminal, tell, to_stderr, to_stdout};
use super::{CLEAN, NOT_DONE};
use crate::report::Style;
use clap::ValueEnum;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use std::ffi::OsString;
use std::io::{self, Write};

/// Flags that other tools have, and what does the same here.
const ELSEWHERE: [(&str, &str); 18] = [
    ("--base-ref", "--changed-since REV"),
    ("--check", "unconfuse check"),
    ("--diff", "unconfuse diff"),
    ("--dry-run", "unconfuse diff, which prints what fix would write"),
    ("--exclude", "exclude = [\"PATTERN\"] in unconfuse.toml"),
    ("--fix", "unconfuse fix"),
    ("--json", "--format json"),
    ("--list-rules", "unconfuse explain"),
    ("--no-color", "--color never"),
    ("--no-progress", "--quiet; progress is shown at terminals only"),
    ("--output", "--format FORMAT=FILE"),
    ("--output-format", "--format"),
    ("--recursive", "nothing to ask for: folders are looked through"),
    ("--sarif", "--format sarif"),
    ("--severity", "--fail-on"),
    ("--soft-fail", "--exit-zero"),
    ("--version", "unconfuse --version"),
    ("--write", "unconfuse fix"),
];

/// Prints the help or the version as it is, and tells what is wrong with the arguments; gives the
/// exit code.
pub(super) fn answer(error: clap::Error, args: &[OsString]) -> u8 {
    let terminal = Terminal::new(color(args));
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            match to_stdout(terminal.out, |out| print(&error, terminal.out, out)) {
                Ok(()) => CLEAN,
                Err(error) => {
                    tell(&format!("cannot write: {error}"));
                    NOT_DONE
                }
            }
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = to_stderr(terminal.err, |out| print(&error, terminal.err, out));
            NOT_DONE
        }
        _ => {
            let message = with_tip(error).to_string();
            tell(message.strip_prefix("error: ").unwrap_or(&message).trim_end());
            NOT_DONE
        }
    }
}

fn print(error: &clap::Error, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let text = error.render();
    match style.color {
        true => write!(out, "{}", text.ansi()),
        false => write!(out, "{text}"),
    }
}

/// What the flag says that would have been read, had the arguments been understood.
fn color(args: &[OsString]) -> Color {
    let words: Vec<&str> = args.iter().filter_map(|word| word.to_str()).collect();
    let behind = |at: usize| match words[at].strip_prefix("--color")? {
        "" => words.get(at + 1).copied(),
        rest => rest.strip_prefix('='),
    };
    let wanted = (0..words.len()).find_map(behind);
    wanted.and_then(|wanted| Color::from_str(wanted, false).ok()).unwrap_or(Color::Auto)
}

/// The same error; a flag of another tool is told what it is here.
fn with_tip(mut error: clap::Error) -> clap::Error {
    let flag = match error.get(ContextKind::InvalidArg) {
        Some(ContextValue::String(flag)) if error.kind() == ErrorKind::UnknownArgument => flag.clone(),
        _ => return error,
    };
    let flag = flag.split('=').next().unwrap_or_default();
    if let Some((_, here)) = ELSEWHERE.iter().find(|(name, _)| *name == flag) {
        error.remove(ContextKind::SuggestedArg);
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![format!("here it is {here}").into()]));
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::verbs::Command;
    use clap::Parser;

    fn told(args: &[&str]) -> String {
        let args = std::iter::once("unconfuse").chain(args.iter().copied());
        with_tip(Command::try_parse_from(args).expect_err("it is not understood")).to_string()
    }

    #[test]
    fn a_flag_of_another_tool_is_told_what_it_is_here() {
        assert!(told(&["fix", "--dry-run"]).contains("tip: here it is unconfuse diff, which prints"));
        assert!(told(&["check", "--no-color"]).contains("tip: here it is --color never"));
        assert!(!told(&["check", "--no-color"]).contains("similar"));
        assert!(told(&["check", "--json=out.json"]).contains("tip: here it is --format json"));
        assert!(told(&["check", "--formt"]).contains("similar argument exists: '--format'"));
    }

    #[test]
    fn no_flag_of_ours_stands_among_those_of_others() {
        for (flag, _) in ELSEWHERE {
            assert!(told(&["check", flag]).contains("here it is"), "{flag}");
        }
    }

    #[test]
    fn the_colour_is_known_though_the_rest_is_not_understood() {
        let color = |words: &[&str]| color(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert_eq!(color(&["unconfuse", "--color", "never", "--help"]), Color::Never);
        assert_eq!(color(&["unconfuse", "chek", "--color=always"]), Color::Always);
        assert_eq!(color(&["unconfuse", "--color"]), Color::Auto);
        assert_eq!(color(&["unconfuse", "--color=pink", "--colors", "x"]), Color::Auto);
    }
}
