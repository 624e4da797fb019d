//! stub
/// l
#[derive(Debug, Clone, Copy, PartialEq, Eq)] pub enum Language { /// t
 Terraform, /// c
 CloudFormation }
