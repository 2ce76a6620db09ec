//! Functions of the provider that is built into Terraform, `terraform.io/builtin/terraform`.

mod decode_tfvars;
mod encode_expr;
mod encode_tfvars;

mod source;

use super::Function;

pub(super) static ALL: &[&Function] =
    &[&decode_tfvars::DECODE_TFVARS, &encode_expr::ENCODE_EXPR, &encode_tfvars::ENCODE_TFVARS];
