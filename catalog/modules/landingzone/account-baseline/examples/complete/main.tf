provider "aws" {
  region = "us-east-1"
}

module "account_baseline" {
  source = "../.."

  account_alias        = "acme-management"
  budget               = { monthly_usd = 5000, emails = ["finance@acme.example"], actual_percent = [50, 80, 100] }
  cost_anomalies       = { emails = ["finance@acme.example"], minimum_usd = 50 }
  password_policy      = { max_age_days = 60, minimum_length = 20 }
  service_linked_roles = ["autoscaling.amazonaws.com", "config.amazonaws.com"]

  alternate_contacts = {
    billing  = { name = "Finance", title = "Head of Finance", email = "finance@acme.example", phone_number = "+12025550100" }
    security = { name = "Security", title = "On call", email = "security@acme.example", phone_number = "+12025550101" }
  }

  primary_contact = {
    full_name      = "Jane Doe"
    company_name   = "Acme"
    phone_number   = "+12025550102"
    address_line_1 = "1 Main Street"
    city           = "Springfield"
    postal_code    = "12345"
    country_code   = "US"
  }
  tags = { Owner = "platform" }
}

output "account_baseline" {
  value = module.account_baseline
}
