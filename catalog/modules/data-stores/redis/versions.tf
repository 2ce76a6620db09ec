terraform {
  # 1.11: passwords are made by an ephemeral resource, and kept by an argument that can only be written.
  required_version = ">= 1.11"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100" # tested with 5.100.0
    }
  }
}
