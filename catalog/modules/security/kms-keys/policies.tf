# The account decides by IAM who uses and administers a key. The policy adds whom IAM of this account cannot speak of:
# other accounts, and AWS services.

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_region" "current" {}

locals {
  _arn_prefix = "arn:${data.aws_partition.current.partition}"
  _account_id = data.aws_caller_identity.current.account_id

  # Key => kind of access => principals. An account is trusted through its root: that account's IAM says who may.
  _principals = {
    for name, key in var.keys : name => {
      for kind, principals in {
        read  = setunion(key.access.read, key.access.write)
        write = key.access.write
        } : kind => [
        for principal in principals :
        can(regex("^[0-9]{12}$", principal)) ? "${local._arn_prefix}:iam::${principal}:root" : principal
      ]
    }
  }

  # Kind of service => what it tells KMS about itself. EventBridge tells nothing.
  _service_conditions = {
    events = {}
    logs   = { ArnLike = { "kms:EncryptionContext:aws:logs:arn" = "${local._arn_prefix}:logs:${data.aws_region.current.id}:${local._account_id}:*" } }
    other  = { StringEquals = { "aws:SourceAccount" = local._account_id } }
  }
  _services = {
    for name, key in var.keys : name => {
      events = [for service in key.services : service if service == "events.amazonaws.com"]
      logs   = [for service in key.services : service if startswith(service, "logs.")]
      other  = [for service in key.services : service if service != "events.amazonaws.com" && !startswith(service, "logs.")]
    }
  }

  policies = {
    for name, key in var.keys : name => jsonencode({
      Version = "2012-10-17"
      Statement = concat(
        [{
          Sid       = "AccountDecidesByIam"
          Effect    = "Allow"
          Principal = { AWS = "${local._arn_prefix}:iam::${local._account_id}:root" }
          Action    = "kms:*"
          Resource  = "*"
        }],
        [
          for statement in [
            {
              Sid       = "OthersDecrypt"
              Effect    = "Allow"
              Principal = { AWS = local._principals[name].read }
              Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:GetPublicKey", "kms:ReEncryptFrom", "kms:Verify*"]
              Resource  = "*"
            },
            {
              Sid       = "OthersEncrypt"
              Effect    = "Allow"
              Principal = { AWS = local._principals[name].write }
              Action    = ["kms:Encrypt", "kms:GenerateDataKey*", "kms:GenerateMac", "kms:ReEncryptTo", "kms:Sign"]
              Resource  = "*"
            },
            {
              # Disks of other accounts are attached by EC2 for them, which needs a grant.
              Sid       = "OthersLetServicesDecrypt"
              Effect    = "Allow"
              Principal = { AWS = local._principals[name].read }
              Action    = "kms:CreateGrant"
              Resource  = "*"
              Condition = { Bool = { "kms:GrantIsForAWSResource" = "true" } }
            },
          ] : statement if length(statement.Principal.AWS) > 0
        ],
        [
          for kind, services in local._services[name] : merge(
            {
              Sid       = "Services${title(kind)}"
              Effect    = "Allow"
              Principal = { Service = services }
              Action    = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
              Resource  = "*"
            },
            length(local._service_conditions[kind]) == 0 ? {} : { Condition = local._service_conditions[kind] },
          ) if length(services) > 0
        ],
      )
    })
  }
}
