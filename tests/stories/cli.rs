//! Stories of a user at the command line.

use crate::common::{code, err, folder, out, pipe, run, unconfuse};
use std::fs;
use std::process::Stdio;
use unconfuse::catalogue::Catalogue;
use unconfuse::report::FORMATS;

#[test]
fn a_folder_without_any_template_is_clean() {
    let folder = folder(&[("README.md", "hello"), ("values.yaml", "a: b\n")]);
    let output = run(&folder, &["check"]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    assert!(out(&output).starts_with("1 file read; 0 statements let a service in: 0 clean"), "{}", out(&output));
    assert_eq!(err(&output), "");
}

#[test]
fn quiet_says_nothing_when_there_is_nothing_to_say() {
    let output = run(&folder(&[]), &["check", "--quiet"]);
    assert_eq!((code(&output), out(&output), err(&output)), (Some(0), String::new(), String::new()));
}

#[test]
fn a_missing_path_is_told_and_is_not_the_same_as_clean() {
    for verb in ["check", "diff", "fix"] {
        let output = run(&folder(&[]), &[verb, "gone.yaml"]);
        assert_eq!(code(&output), Some(2));
        assert!(err(&output).contains("unconfuse: gone.yaml: no such file or folder"), "{}", err(&output));
    }
}

#[test]
fn a_mistyped_word_gets_a_suggestion() {
    let folder = folder(&[]);
    for (args, expected) in [
        (&["chek"][..], "'check'"),
        (&["fix", "--unsafe-fix"], "'--unsafe-fixes'"),
        (&["fix", "--dry-run"], "unconfuse diff"),
        (&["check", "--soft-fail"], "--exit-zero"),
    ] {
        let output = run(&folder, args);
        assert_eq!(code(&output), Some(2));
        assert!(err(&output).starts_with("unconfuse: un"), "{}", err(&output));
        assert!(err(&output).contains(expected), "{}", err(&output));
    }
}

#[test]
fn the_help_has_colours_where_everything_else_has_them() {
    let folder = folder(&[]);
    let coloured = |args: &[&str], name: &str| {
        let output = unconfuse(folder.path(), args).env(name, "1").output().expect("the program starts");
        out(&output).contains('\u{1b}')
    };
    assert!(coloured(&["--help"], "FORCE_COLOR") && coloured(&["help", "check"], "CLICOLOR_FORCE"));
    assert!(coloured(&["check", "--help", "--color", "always"], "NO_COLOR"));
    assert!(!coloured(&["check", "--help", "--color=never"], "FORCE_COLOR"));
    assert!(!coloured(&["--help"], "NO_COLOR"));
}

#[cfg(target_os = "linux")]
#[test]
fn help_that_cannot_be_written_is_not_done() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
    let output = unconfuse(folder(&[]).path(), &["--help"]).stdout(full).output().expect("the program starts");
    assert_eq!(code(&output), Some(2));
    assert!(err(&output).starts_with("unconfuse: cannot write: "), "{}", err(&output));
}

#[test]
fn help_and_version_go_to_standard_output() {
    let folder = folder(&[]);
    let help = run(&folder, &["--help"]);
    assert_eq!(code(&help), Some(0));
    assert!(out(&help).contains("Examples:"), "{}", out(&help));
    let version = format!("unconfuse {} (catalogue of {})\n", env!("CARGO_PKG_VERSION"), Catalogue::date());
    assert_eq!(out(&run(&folder, &["--version"])), version);
}

#[test]
fn standard_input_comes_back_unchanged_when_there_is_nothing_to_mend() {
    for text in ["\u{feff}a: b\r\nc: d", "{\"a\": 1}", "locals {\n}\n", ""] {
        let output = pipe(&folder(&[]), &["fix", "-"], text.as_bytes());
        assert_eq!(code(&output), Some(0), "{}", err(&output));
        assert_eq!(out(&output), text);
        assert!(err(&output).starts_with("1 file read"), "{}", err(&output));
    }
}

#[test]
fn standard_input_that_is_not_utf_8_gives_no_output_at_all() {
    let output = pipe(&folder(&[]), &["fix", "-", "--stdin-filename", "a.yaml"], b"a: \xff\n");
    assert_eq!((code(&output), out(&output)), (Some(2), String::new()));
    assert!(err(&output).contains("a.yaml: not UTF-8"), "{}", err(&output));
}

#[test]
fn standard_input_goes_with_nothing_else() {
    let folder = folder(&[]);
    assert_eq!(code(&run(&folder, &["check", "-", "."])), Some(2));
    assert_eq!(code(&run(&folder, &["check", "--stdin-filename", "a.tf"])), Some(2));
}

#[test]
fn formats_go_where_they_are_sent() {
    let folder = folder(&[]);
    let output = run(&folder, &["check", "--format", "json", "--format", "sarif=out.sarif"]);
    assert_eq!(code(&output), Some(0), "{}", err(&output));
    let json: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    assert_eq!(json["version"], 1);
    let sarif = fs::read_to_string(folder.path().join("out.sarif")).expect("a file");
    let sarif: serde_json::Value = serde_json::from_str(&sarif).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
}

#[test]
fn a_format_that_cannot_be_written_is_no_success() {
    let folder = folder(&[]);
    let output = run(&folder, &["check", "--format", "json=no/such/folder.json"]);
    assert_eq!(code(&output), Some(2));
    assert!(err(&output).contains("no/such/folder.json is no place for a file"), "{}", err(&output));
    assert_eq!(code(&run(&folder, &["check", "--format", "xml"])), Some(2));
    assert_eq!(code(&run(&folder, &["check", "--format", "json", "--format", "sarif"])), Some(2));
}

#[test]
fn nothing_is_written_where_a_report_has_no_place() {
    let folder = folder(&[("iam.tf", ROLE), ("reports/x", "")]);
    for place in ["gone/report.sarif", "reports"] {
        let fix = run(&folder, &["fix", "--format=json=early.json", &format!("--format=sarif={place}")]);
        assert_eq!(code(&fix), Some(2));
        assert!(err(&fix).contains(&format!("{place} is no place for a file")), "{}", err(&fix));
    }
    assert_eq!(fs::read_to_string(folder.path().join("iam.tf")).expect("a text"), ROLE);
    assert!(!folder.path().join("early.json").exists());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = folder(&[]);
    let mut command = unconfuse(folder.path(), &["check", "--format", "sarif"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((code(&output), err(&output)), (Some(0), String::new()));
}

#[test]
fn colours_stay_away_from_pipes() {
    let output = run(&folder(&[]), &["check", "gone"]);
    assert!(!out(&output).contains('\u{1b}') && !err(&output).contains('\u{1b}'));
}

#[test]
fn ignored_files_are_not_read_unless_they_are_named() {
    let folder = folder(&[(".git/HEAD", ""), (".gitignore", "out/\n"), ("out/a.yaml", "a: b"), ("b.yaml", "a: b")]);
    assert!(out(&run(&folder, &["check"])).starts_with("1 file read"));
    assert!(out(&run(&folder, &["check", "b.yaml", "out/a.yaml"])).starts_with("2 files read"));
}

#[test]
fn a_name_with_a_control_character_does_not_reach_the_terminal_raw() {
    let output = run(&folder(&[]), &["check", "a\u{1b}[2J\nb"]);
    assert_eq!(err(&output), "unconfuse: a\\u{1b}[2J\\u{a}b: no such file or folder\n");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_told_and_the_others_are_done() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder(&[("a.yaml", "a: b"), ("b.yaml", "a: b")]);
    let locked = folder.path().join("a.yaml");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).expect("a mode");
    if fs::read(&locked).is_ok() {
        return; // Root reads everything: there is nothing to tell.
    }
    let output = run(&folder, &["check"]);
    assert_eq!(code(&output), Some(2));
    assert!(err(&output).contains("unconfuse: a.yaml: may not be read (permission denied)"), "{}", err(&output));
    assert!(out(&output).starts_with("2 files read"), "{}", out(&output));
}

#[cfg(unix)]
#[test]
fn a_link_in_a_circle_ends() {
    let folder = folder(&[("a/b.yaml", "a: b")]);
    std::os::unix::fs::symlink("..", folder.path().join("a/up")).expect("a link");
    assert!(out(&run(&folder, &["check"])).starts_with("1 file read"));
}

#[test]
fn the_same_run_prints_the_same_bytes_with_any_number_of_threads() {
    let files: Vec<(String, String)> = (0..30).map(|n| (format!("d{n}/s.json"), format!("{{\"n\": {n}}}"))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    let one = run(&folder, &["check", "--threads", "1", "--format", "json"]);
    assert_eq!(out(&one), out(&run(&folder, &["check", "--threads", "8", "--format", "json"])));
    assert_eq!(code(&run(&folder, &["check", "--threads", "0"])), Some(2));
}

/// A role that its neighbour uses: one module in two files, and a template beside it.
const ROLE: &str = r#"resource "aws_iam_role" "logs" {
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "transfer.amazonaws.com" }
    }]
  })
}
"#;
const SERVER: &str = "resource \"aws_transfer_server\" \"sftp\" {\n  logging_role = aws_iam_role.logs.arn\n}\n";

#[test]
fn a_change_limits_what_is_reported_and_not_what_is_read() {
    let folder = folder(&[("infra/iam.tf", ROLE), ("infra/server.tf", SERVER), ("other/iam.tf", ROLE)]);
    let listed =
        |list: &str| out(&pipe(&folder, &["check", "--changed-files", "-", "--format", "concise"], list.as_bytes()));
    let both = out(&run(&folder, &["check", "--format", "concise"]));
    assert_eq!(both.matches("missing-source-condition").count(), 2, "{both}");
    let one = listed("infra/iam.tf\0");
    assert!(one.starts_with("infra/iam.tf:6:") && !one.contains("other/"), "{one}");
    let json = out(&pipe(&folder, &["check", "--changed-files", "-", "--format", "json"], b"infra/iam.tf\n"));
    assert!(json.contains("aws_transfer_server.sftp"), "the neighbour was read: {json}");
    assert!(!listed("infra/server.tf\nREADME.md\n").contains("missing-source-condition"));
    assert_eq!(code(&run(&folder, &["check", "--changed-files", "gone"])), Some(2));
}

#[test]
fn each_verb_shows_examples_that_it_understands() {
    let folder = folder(&[]);
    for verb in ["check", "diff", "fix", "baseline", "inventory", "report", "explain"] {
        let help = out(&run(&folder, &[verb, "--help"]));
        let (_, examples) = help.split_once("Examples:\n").unwrap_or_else(|| panic!("{verb} has no examples"));
        for line in examples.lines().filter_map(|line| line.rsplit("unconfuse ").next()) {
            let words: Vec<&str> = line.split(' ').take_while(|word| !["|", "<", ">", "&&"].contains(word)).collect();
            let words: Vec<&str> = words.into_iter().chain(["--help"]).collect();
            assert_eq!(code(&run(&folder, &words)), Some(0), "{line}");
        }
    }
}

#[test]
fn numbers_go_to_standard_error_and_leave_the_report_alone() {
    let folder = folder(&[("infra/iam.tf", ROLE), ("infra/server.tf", SERVER)]);
    let plain = run(&folder, &["check", "--format", "json", "--threads", "1"]);
    let counted = run(&folder, &["check", "--format", "json", "--threads", "1", "--stats"]);
    assert_eq!((out(&counted), code(&counted)), (out(&plain), code(&plain)));
    let told = err(&counted);
    assert!(told.contains("service") && told.contains("transfer.amazonaws.com"), "{told}");
    assert!(told.contains("missing-source-condition") && told.trim_end().ends_with(" s, 1 thread"), "{told}");
}

#[test]
fn a_mistyped_format_gets_a_suggestion() {
    let output = run(&folder(&[]), &["check", "--format", "sarfi"]);
    assert_eq!(code(&output), Some(2));
    assert!(err(&output).contains("perhaps `sarif` is meant"), "{}", err(&output));
}

#[test]
fn a_reader_that_goes_away_early_ends_a_long_report_in_silence() {
    let role = |n: usize| ROLE.replace("logs", &format!("logs{n}"));
    let text: String = (0..60).map(role).collect();
    let folder = folder(&[("iam.tf", &text)]);
    for format in ["human", "json", "html"] {
        let mut command = unconfuse(folder.path(), &["check", "--exit-zero", "--format", format]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert_eq!((code(&output), err(&output)), (Some(0), String::new()), "{format}");
    }
}

#[test]
fn a_statement_is_explained_from_its_text_to_its_patch() {
    let call = "module \"logs\" {\n  source = \"./infra\"\n}\n";
    let folder = folder(&[("infra/iam.tf", ROLE), ("infra/server.tf", SERVER), ("main.tf", call)]);
    let page = run(&folder, &["explain", "./infra/iam.tf:6"]);
    assert_eq!((code(&page), err(&page).as_str()), (Some(0), ""));
    for expected in [
        "# transfer.amazonaws.com in aws_iam_role.logs\n",
        "aws_transfer_server.sftp at infra/server.tf:2: logging role of a server",
        "would close a dependency cycle: aws_iam_role.logs -> aws_transfer_server.sftp -> aws_iam_role.logs",
        "medium[missing-source-condition]",
        "  | +",
    ] {
        assert!(out(&page).contains(expected), "{expected}: {}", out(&page));
    }
    let nothing = run(&folder, &["explain", "infra/server.tf:1"]);
    assert_eq!((code(&nothing), out(&nothing).as_str()), (Some(2), ""));
    assert!(err(&nothing).contains("infra/server.tf:1: no statement that lets a service in"), "{}", err(&nothing));
    let elsewhere = run(&folder, &["explain", "infra/iam.tf:1"]);
    assert!(err(&elsewhere).contains("there are some on 3"), "{}", err(&elsewhere));
}

#[test]
fn a_report_about_a_plan_shows_nothing_of_what_else_is_planned() {
    let trust = r#"{"Statement":{"Effect":"Allow","Principal":{"Service":"transfer.amazonaws.com"},"Action":"sts:AssumeRole"}}"#;
    let role = serde_json::json!({"name": "logging", "assume_role_policy": trust, "description": "hunter2"});
    let resource = serde_json::json!({"address": "aws_iam_role.a", "mode": "managed", "type": "aws_iam_role", "name": "a", "values": role});
    let plan = serde_json::json!({"terraform_version": "1.11.0", "planned_values": {"root_module": {"resources": [resource]}}});
    for text in [plan.to_string(), serde_json::to_string_pretty(&plan).expect("JSON")] {
        let folder = folder(&[("plan.json", &text)]);
        for format in FORMATS.iter().map(|format| format!("--format={}", format.name)) {
            let output = run(&folder, &["check", &format, "plan.json"]);
            assert_eq!(code(&output), Some(1), "{format}: {}", err(&output));
            assert!(!out(&output).contains("hunter2"), "{format}: {}", out(&output));
            let leads_there = out(&output).contains("aws_iam_role.a");
            assert!(leads_there || format != "--format=human", "{format}: {}", out(&output));
        }
    }
}

#[test]
fn a_line_that_is_too_long_to_read_is_named_and_not_shown() {
    let rest = "x".repeat(2000);
    let template = format!(
        r#"{{"Description": "{rest}", "Resources": {{"Role": {{"Type": "AWS::IAM::Role", "Properties": {{"AssumeRolePolicyDocument": {{"Statement": {{"Effect": "Allow", "Principal": {{"Service": "transfer.amazonaws.com"}}, "Action": "sts:AssumeRole"}}}}}}}}}}}}"#
    );
    let output = run(&folder(&[("stack.json", &template)]), &["check", "stack.json"]);
    let shown = out(&output);
    assert!(
        shown.contains("--> stack.json:1:2") && shown.lines().nth(1).is_some_and(|line| line.len() < 100),
        "{shown}"
    );
}

#[test]
fn a_template_of_one_long_line_is_not_repeated_for_each_of_its_findings() {
    let statement = r#"{"Effect":"Allow","Principal":{"Service":"transfer.amazonaws.com"},"Action":"sts:AssumeRole"}"#;
    let role = |number: usize| {
        let policy = format!(r#"{{"AssumeRolePolicyDocument":{{"Statement":[{statement}]}}}}"#);
        format!(r#""R{number}":{{"Type":"AWS::IAM::Role","Properties":{policy}}}"#)
    };
    let template = |roles| format!(r#"{{"Resources":{{{}}}}}"#, (0..roles).map(role).collect::<Vec<_>>().join(","));
    let folder = folder(&[("some.json", &template(100)), ("many.json", &template(200))]);
    let printed = |path: &str, format: &str| {
        let output = run(&folder, &["check", "--format", format, path]);
        assert_eq!(code(&output), Some(1), "{}", err(&output));
        output.stdout.len()
    };
    for format in FORMATS.iter().map(|format| format.name).filter(|name| *name != "commit-message") {
        let (some, many) = (printed("some.json", format), printed("many.json", format));
        assert!(many < 3 * some, "{format}: {some} bytes of 100 roles, and {many} of 200");
    }
    let diff = out(&run(&folder, &["diff", "many.json"]));
    assert_eq!(diff.lines().filter(|line| line.starts_with('+')).count(), 2, "the whole line, once");
}

#[test]
fn every_report_on_the_terminal_says_why_it_cannot_decide_where_asked_to() {
    let role = "variable \"who\" {}\nresource \"aws_iam_role\" \"r\" {\n  assume_role_policy = jsonencode({ Statement = [{\n    Effect = \"Allow\", Action = \"sts:AssumeRole\", Principal = { Service = var.who }\n  }] })\n}\n";
    let folder = folder(&[("main.tf", role)]);
    for format in FORMATS.iter().map(|format| format.name).filter(|name| *name != "commit-message") {
        let said = |args: &[&str]| {
            let output = run(&folder, &[&["check", "--format", format], args].concat());
            out(&output) + &err(&output)
        };
        let why = "is not known before it is deployed";
        assert!(said(&["--verbose"]).contains(why), "{format}: {}", said(&["--verbose"]));
    }
    let quiet = run(&folder, &["check", "--format", "concise"]);
    assert!(!out(&quiet).contains("cannot decide:"), "{}", out(&quiet));
}
