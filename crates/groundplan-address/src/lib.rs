//! Addresses of modules, resources and their instances, as Terraform writes them. Knows no configuration and no state.
