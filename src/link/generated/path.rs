//! Folders and names that tools give to what they write.

const CDK: &str = "the file is output of the CDK: change the construct that makes it";
const SAM: &str = "the file is output of the SAM command line: change the template it is made from";
const SERVERLESS: &str = "the file is output of the Serverless Framework: change serverless.yml";
const TERRAFORM: &str =
    "the module was downloaded: change it where it comes from, or pass the condition as an argument";
const VENDORED: &str = "the file is a copy of another project's: change it where it comes from";
const AMPLIFY: &str = "the file is output of Amplify: change what it is built from";
const EXPECTED: &str = "the file is the expected output of a test: change what makes it";
const PACKAGED: &str = "the file is a packaged template: change the template it is made from";

/// Folders that hold nothing but output.
const FOLDERS: [(&str, &str); 8] = [
    ("cdk.out", CDK),
    ("cdktf.out", CDK),
    (".aws-sam", SAM),
    (".serverless", SERVERLESS),
    (".terraform", TERRAFORM),
    ("node_modules", VENDORED),
    (".remote_templates", VENDORED),
    ("__snapshots__", EXPECTED),
];

/// What a test's folder calls the output that it expects.
const EXPECTATIONS: [&str; 9] = [
    "output",
    "outputs",
    "expected",
    "expected_output",
    "expected_outputs",
    "expected-output",
    "golden",
    "goldens",
    "snapshots",
];

/// What made a file, as its path tells, and what to change instead.
pub(super) fn maker(path: &str) -> Option<&'static str> {
    let (folders, name) = match path.rsplit_once('/') {
        Some((folders, name)) => (folders.split('/').collect(), name),
        None => (Vec::new(), path),
    };
    folder(&folders).or_else(|| file(name))
}

fn folder(folders: &[&str]) -> Option<&'static str> {
    let known = folders.iter().find_map(|folder| FOLDERS.iter().find(|(name, _)| name == folder));
    if let Some((_, what)) = known {
        return Some(what);
    }
    if folders.iter().any(|folder| is_integration_snapshot(folder)) {
        return Some(CDK);
    }
    if is_vendored(folders) {
        return Some(VENDORED);
    }
    let after = |name: &[&str]| {
        let at = folders.iter().position(|folder| name.contains(folder))?;
        folders.get(at + 1..)
    };
    if after(&["amplify"]).is_some_and(|rest| rest.contains(&"build")) {
        return Some(AMPLIFY);
    }
    let expected = after(&["test", "tests"]).is_some_and(|rest| rest.iter().any(|it| EXPECTATIONS.contains(it)));
    expected.then_some(EXPECTED)
}

/// `integ.queue.js.snapshot`: what the CDK's integration tests compare with.
fn is_integration_snapshot(folder: &str) -> bool {
    folder.starts_with("integ.") && folder.ends_with(".snapshot")
}

/// A folder `vendor` at the top holds copies, and so does `vendor/modules` or `vendor/github.com`
/// anywhere. A stack that is named after a vendor does not.
fn is_vendored(folders: &[&str]) -> bool {
    let below_top = folders.len() > 1 && folders[0] == "vendor";
    below_top || folders.windows(2).any(|pair| pair[0] == "vendor" && (pair[1] == "modules" || pair[1].contains('.')))
}

fn file(name: &str) -> Option<&'static str> {
    let stem = name.split('.').next().unwrap_or(name);
    match stem {
        "cloudformation-template-update-stack" | "cloudformation-template-create-stack" => Some(SERVERLESS),
        _ if stem.split(['-', '_']).any(|word| word == "packaged") => Some(PACKAGED),
        _ => None,
    }
}
