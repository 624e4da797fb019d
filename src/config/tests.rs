use super::{Config, FailOn, Ground, read};
use crate::finding::Severity;
use crate::mistake::Mistake;

const RULES: [&str; 3] = ["missing-source-condition", "unverified-service", "over-broad-source-arn"];

fn try_read(text: &str) -> Result<Config, Mistake> {
    let ground = Ground { here: "/repo/infra".to_owned(), top: "/repo".to_owned() };
    read(text, "../unconfuse.toml", &RULES, ground)
}

fn config(text: &str) -> Config {
    try_read(text).unwrap_or_else(|error| panic!("{error}"))
}

/// Where it goes wrong, and what is said.
fn error(text: &str) -> String {
    try_read(text).expect_err("it is wrong").to_string()
}

#[test]
fn a_setting_holds_for_every_file_or_for_those_that_a_pattern_fits() {
    let config = config(
        r#"
account = "111122223333"
region = "eu-west-1"
fail-on = "high"

[[per-path]]
paths = ["infra/audit/**"]
account = "444455556666"

[[per-path]]
paths = ["*.test.tf", "infra/audit/lab"]
account = "777788889999"
fail-on = "never"
"#,
    );
    let of = |path| (config.account(path), config.fail_on(path));
    assert_eq!(of("main.tf"), (Some("111122223333"), Some(FailOn::Severity(Severity::High))));
    assert_eq!(of("audit/main.tf"), (Some("444455556666"), Some(FailOn::Severity(Severity::High))));
    assert_eq!(of("audit/lab/main.tf"), (Some("777788889999"), Some(FailOn::Never)), "the last one that fits");
    assert_eq!(of("../a.test.tf").0, Some("777788889999"), "seen from the folder of the configuration");
    assert_eq!(of("../../other/a.test.tf").0, Some("111122223333"), "outside of that folder no pattern fits");
    assert_eq!((config.region("audit/main.tf"), config.partition("main.tf")), (Some("eu-west-1"), None));
}

#[test]
fn rules_are_chosen_left_out_and_weighed() {
    let config = config(
        r#"
select = ["missing-source-condition", "unverified-service"]
[severity]
unverified-service = "medium"
[[per-path]]
paths = ["/legacy"]
ignore = ["missing-source-condition"]
"#,
    );
    assert_eq!(config.declines("main.tf", "missing-source-condition"), None);
    let reason = config.declines("main.tf", "over-broad-source-arn");
    assert_eq!(reason.as_deref(), Some("`select` in ../unconfuse.toml does not name the rule"));
    let reason = config.declines("../legacy/main.tf", "missing-source-condition");
    assert_eq!(reason.as_deref(), Some("`ignore` in ../unconfuse.toml names the rule"));
    assert_eq!(config.severity("main.tf", "unverified-service"), Some(Severity::Medium));
    assert_eq!(config.severity("main.tf", "missing-source-condition"), None);
}

#[test]
fn files_are_passed_over_by_patterns() {
    let config = config("exclude = [\"generated/\", \"!infra/generated/\"]\n");
    assert!(config.excludes("../generated/a.tf"));
    assert!(!config.excludes("generated/a.tf"));
    assert!(!config.excludes("../../generated/a.tf"), "what lies elsewhere is not its business");
    assert!(!Config::none().excludes("a.tf"));
}

#[test]
fn a_slip_is_told_with_its_place_and_what_may_be_meant() {
    let told = [
        ("acount = \"111122223333\"", "1:1: there is no setting `acount`; `account` may be meant"),
        ("# x\n  colour = 1", "2:3: there is no setting `colour`; there are account, exclude,"),
        ("ignore = [\"missing-source-conditon\"]", "1:11: there is no rule `missing-source-conditon`; `missing-s"),
        ("[severity]\nexclude = []", "2:1: `exclude` is no rule: write it above the first table"),
        (
            "[severity]\nunverified-service = \"hi\"",
            "2:22: this should be one of \"info\", \"low\", \"medium\", \"high\"",
        ),
        ("account = 111122223333", "1:11: this should be twelve digits in quotes"),
        ("account = \"1111\"", "1:11: this should be twelve digits in quotes"),
        ("organization = \"acme\"", "1:16: this should be an id like"),
        ("partition = \"cn\"", "1:13: this should be a partition like"),
        ("region = \"*\"", "1:10: this should be a Region like"),
        ("fail-on = \"error\"", "1:11: this should be one of \"info\","),
        ("exclude = \"a\"", "1:11: this should be a list of texts, in square brackets"),
        ("exclude = [1]", "1:12: this should be a text in quotes"),
        ("exclude = [\"a\", \"b{\"]", "1:17: this is no pattern: "),
        ("select = []", "1:10: no rule is named, so nothing would be found"),
        ("[[per-path]]\naccount = \"111122223333\"", "1:1: say in `paths` for which files this holds"),
        ("[[per-path]]\npaths = []\nservices = []", "3:1: `services` holds for all files"),
        ("[per-path]\npaths = []", "1:1: this should be tables: `[[per-path]]`"),
        ("account = \"111122223333\naccount = 1", "1:24: invalid basic string"),
        ("account = \"111122223333\"\naccount = \"111122223333\"", "2:1: duplicate key"),
    ];
    for (text, expected) in told {
        let said = error(text);
        assert!(said.starts_with(expected), "{text}\n  {said}");
    }
}

#[test]
fn of_several_slips_the_first_in_the_text_is_told() {
    assert!(error("zebra = 1\nacount = 1").starts_with("1:1: there is no setting `zebra`"));
}

#[test]
fn regions_and_partitions_of_every_kind_are_known_by_their_form() {
    for region in ["eu-west-1", "us-gov-west-1", "ap-southeast-5", "us-isob-east-1", "cn-northwest-1"] {
        assert_eq!(config(&format!("region = \"{region}\"")).region("a.tf"), Some(region));
    }
    for region in ["eu", "eu-west", "EU-WEST-1", "eu-west-1a", "-1", ""] {
        assert!(try_read(&format!("region = \"{region}\"")).is_err(), "{region}");
    }
    for partition in ["aws", "aws-cn", "aws-us-gov", "aws-iso-b"] {
        assert!(try_read(&format!("partition = \"{partition}\"")).is_ok(), "{partition}");
    }
}
