//! The live repository: `terragrunt.hcl` files, read natively, become units.
