//! Types, values, unknowns, sensitive marks, conversion, and the codecs of Terraform's wire. Knows no files and no HCL.
