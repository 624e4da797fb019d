//! What a file may be, by its name.

/// What a file may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    /// One of the files of a module, in HCL or JSON.
    Terraform,
    /// YAML or JSON that may be a template, or a policy.
    Template,
    /// A text that may become a policy once something fills it in.
    Policy,
}

impl FileKind {
    /// By the name of a file (no folders); none for names we do not look at unasked.
    pub(super) fn of(name: &str) -> Option<FileKind> {
        if name.ends_with(".tf.json") || name.ends_with(".tofu.json") {
            return is_read_by_terraform(name).then_some(FileKind::Terraform);
        }
        let (stem, extension) = name.rsplit_once('.')?;
        match extension {
            "tf" | "tofu" if is_read_by_terraform(name) => Some(FileKind::Terraform),
            "yaml" | "yml" | "json" | "template" if !stem.is_empty() => Some(FileKind::Template),
            "tpl" | "tftpl" | "tmpl" if !stem.is_empty() => Some(FileKind::Policy),
            _ => None,
        }
    }
}

/// Terraform passes over hidden files and those that editors leave behind.
fn is_read_by_terraform(name: &str) -> bool {
    !name.starts_with('.') && !name.starts_with('#')
}

#[cfg(test)]
mod tests {
    use super::FileKind;

    #[test]
    fn names_tell_what_a_file_may_be() {
        assert_eq!(FileKind::of("main.tf"), Some(FileKind::Terraform));
        assert_eq!(FileKind::of("main.tofu"), Some(FileKind::Terraform));
        assert_eq!(FileKind::of("main.tf.json"), Some(FileKind::Terraform));
        assert_eq!(FileKind::of("app.template"), Some(FileKind::Template));
        for name in ["trust.json.tpl", "trust.tftpl", "trust.tmpl"] {
            assert_eq!(FileKind::of(name), Some(FileKind::Policy), "{name}");
        }
        for name in [".tpl", "main.tf~", "#main.tf", ".main.tf", "tf", ".yaml", "README.md", "terraform.tfvars"] {
            assert_eq!(FileKind::of(name), None, "{name}");
        }
    }
}
