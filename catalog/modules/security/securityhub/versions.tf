terraform {
  # 1.9: a validation may refer to other inputs.
  required_version = ">= 1.9"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.100" # tested with 5.100.0

      # The administrator and the management account speak in turn: see organization.tf.
      configuration_aliases = [aws.management]
    }
  }
}
