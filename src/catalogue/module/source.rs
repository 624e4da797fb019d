//! What the `source` of a module call means.

use crate::version::{Version, Versions};

/// A published module as a call names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Its address in the public registry, with `//` and the folder inside: what the catalogue
    /// knows it by.
    pub name: String,
    /// The versions that the source itself allows.
    pub versions: Versions,
}

/// The address of a `source`: of the registry, or of the repository on GitHub that the registry
/// publishes under that address. None for any other.
#[must_use]
pub fn address(source: &str) -> Option<Address> {
    let (path, query) = source.split_once('?').unwrap_or((source, ""));
    let Some((_, on_github)) = path.split_once("github.com") else {
        let path = path.strip_prefix("registry.terraform.io/").unwrap_or(path);
        let (module, folder) = folder(path);
        let is_name = module.split('/').count() == 3 && !module.contains([':', '.']);
        return is_name.then(|| Address { name: join(module, folder), versions: Versions::ALL });
    };
    let (repository, folder) = folder(on_github.strip_prefix([':', '/'])?);
    let (owner, name) = repository.trim_end_matches(".git").split_once('/')?;
    let (provider, name) = name.strip_prefix("terraform-")?.split_once('-')?;
    let tag = query.split('&').find_map(|part| part.strip_prefix("ref=")).and_then(Version::parse);
    let versions = tag.map_or(Versions::ALL, Versions::only);
    Some(Address { name: join(&format!("{owner}/{name}/{provider}"), folder), versions })
}

/// What stands before and behind the `//` of a folder in a package.
fn folder(path: &str) -> (&str, &str) {
    let (package, folder) = path.split_once("//").unwrap_or((path, ""));
    (package.trim_end_matches('/'), folder.trim_matches('/'))
}

fn join(module: &str, folder: &str) -> String {
    if folder.is_empty() { module.to_owned() } else { format!("{module}//{folder}") }
}

#[cfg(test)]
mod tests {
    use super::address;
    use crate::version::{Version, Versions};

    #[test]
    fn every_way_to_name_a_published_module_leads_to_one_address() {
        for (source, name) in [
            ("example/kms/aws", "example/kms/aws"),
            ("registry.terraform.io/example/kms/aws", "example/kms/aws"),
            ("example/iam/aws//modules/role", "example/iam/aws//modules/role"),
            ("github.com/example/terraform-aws-kms", "example/kms/aws"),
            ("git::https://github.com/example/terraform-aws-kms.git?depth=1", "example/kms/aws"),
            ("git@github.com:example/terraform-aws-kms.git", "example/kms/aws"),
            (
                "git::ssh://git@github.com/example/terraform-aws-iam.git//modules/role?ref=abc",
                "example/iam/aws//modules/role",
            ),
        ] {
            assert_eq!(address(source).map(|it| it.name), Some(name.to_owned()), "{source}");
        }
        for source in [
            "./kms",
            "../../modules/kms",
            "app.terraform.io/example/kms/aws",
            "github.com/example/kms",
            "s3::https://x/y/z",
        ] {
            assert_eq!(address(source), None, "{source}");
        }
    }

    #[test]
    fn a_tag_is_a_version_and_a_commit_is_none() {
        let versions = |reference: &str| {
            address(&format!("github.com/example/terraform-aws-kms?ref={reference}")).expect("an address").versions
        };
        assert_eq!(versions("v4.0.0"), Versions::only(Version::parse("4.0.0").expect("a version")));
        assert_eq!(versions("407e3db34a65b384c20ef718f55d9ceacb97a846"), Versions::ALL);
    }
}
