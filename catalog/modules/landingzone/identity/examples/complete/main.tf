provider "aws" {
  region = "us-west-2"
}

module "identity" {
  source = "../.."

  account_ids = { dev = "111111111111", prod = "222222222222" }
  groups      = { auditors = { description = "People from outside, once a year." } }

  permission_sets = {
    data-science = {
      description       = "Works on data."
      policies          = ["AmazonSageMakerReadOnly"]
      customer_policies = ["data-lake-reader"]
      relay_state       = "https://us-west-2.console.aws.amazon.com/sagemaker/home"
      inline_policy = jsonencode({
        Version   = "2012-10-17"
        Statement = [{ Effect = "Allow", Action = "athena:StartQueryExecution", Resource = "arn:aws:athena:us-west-2:111111111111:workgroup/science" }]
      })
    }
    security-audit = {
      description   = "Reads how everything is set up."
      policies      = ["SecurityAudit"]
      session_hours = 2
    }
  }

  assignments = {
    auditors = { data-science = ["dev"], security-audit = ["*"] }
  }
  tags = { Owner = "platform" }
}

output "identity" {
  value = module.identity
}
