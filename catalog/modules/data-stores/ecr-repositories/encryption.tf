locals {
  kms_key_arn = var.encryption == "own-key" ? one(aws_kms_key.this[*].arn) : var.kms_key_arn
}

# Who pulls needs no permission for the key: ECR decrypts with a grant that it gets when a repository is made.
resource "aws_kms_key" "this" {
  count = var.encryption == "own-key" ? 1 : 0

  description             = "Encrypts container images."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = "ecr-repositories" })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "AccountDecidesByIam"
      Effect    = "Allow"
      Principal = { AWS = local.account_root_arn }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}
