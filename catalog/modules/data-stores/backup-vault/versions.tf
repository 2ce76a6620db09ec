terraform {
  # 1.9: a validation may refer to other inputs.
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100" # tested with 5.100.0
    }
  }
}
