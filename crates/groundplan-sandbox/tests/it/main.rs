//! The sandbox as its callers see it: real processes, the real emulator, and Terraform with the AWS provider as a judge.

mod faults;
mod gateway;
mod install;
mod lifecycle;
mod provider;
mod support;
