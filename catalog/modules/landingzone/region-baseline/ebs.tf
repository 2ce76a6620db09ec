# Every disk is encrypted, with a key of the account's own unless another is chosen.

resource "aws_ebs_encryption_by_default" "this" {
  enabled = true

  lifecycle {
    precondition {
      condition     = var.region == null ? true : var.region.name == local.region
      error_message = "The provider works in ${local.region}, not in the region \"${try(var.region.name, "")}\" that the module was told of."
    }
  }
}

resource "aws_ebs_default_kms_key" "this" {
  key_arn = aws_kms_key.ebs.arn
}

resource "aws_kms_key" "ebs" {
  #checkov:skip=CKV_AWS_33: Whoever of this account may use EBS may use the key, through EC2 alone, as with AWS's own key: Auto Scaling's role, which no policy can name before it is there, among them.
  description             = "Encrypts the disks of EC2 in ${local.region}."
  deletion_window_in_days = 30
  enable_key_rotation     = true
  tags                    = merge(var.tags, { Name = "ebs-default" })

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "AccountDecidesByIam"
        Effect    = "Allow"
        Principal = { AWS = "${local.arn_prefix}:iam::${local.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      },
      {
        Sid       = "AccountByEc2"
        Effect    = "Allow"
        Principal = { AWS = "*" }
        Action    = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = "*"
        Condition = {
          StringEquals = {
            "kms:CallerAccount" = local.account_id
            "kms:ViaService"    = "ec2.${local.region}.${data.aws_partition.current.dns_suffix}"
          }
        }
      },
    ]
  })
}

resource "aws_kms_alias" "ebs" {
  name          = "alias/ebs-default"
  target_key_id = aws_kms_key.ebs.key_id
}
