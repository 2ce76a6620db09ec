# Who the company is, where it works, and which accounts it has. A new account is one more entry in accounts.

locals {
  name         = "acme"
  home_region  = "us-west-2"
  regions      = ["us-east-1", "us-west-2"]
  repositories = ["acme/infrastructure-live"]

  accounts = {
    management      = { stack = "management", budget_usd = 500 }
    logs            = { stack = "logs", budget_usd = 500, email = "aws+logs@acme.example", organizational_unit = "security" }
    security        = { stack = "security", budget_usd = 500, email = "aws+security@acme.example", organizational_unit = "security" }
    shared-services = { stack = "shared-services", budget_usd = 500, email = "aws+shared-services@acme.example", organizational_unit = "infrastructure" }
    dev             = { stack = "workload-account", budget_usd = 2000, email = "aws+dev@acme.example", organizational_unit = "workloads/non-prod" }
    stage           = { stack = "workload-account", budget_usd = 2000, email = "aws+stage@acme.example", organizational_unit = "workloads/non-prod" }
    prod            = { stack = "workload-account", budget_usd = 8000, email = "aws+prod@acme.example", organizational_unit = "workloads/prod" }
  }
  # The environments: which account and region each lies in, and so where its part of the domain is handed over to.
  domain = "acme.example"
  environments = {
    dev   = { account = "dev", region = "us-west-2" }
    stage = { account = "stage", region = "us-west-2" }
    prod  = { account = "prod", region = "us-west-2" }
  }
  destroyable = false # true when environments for production are to be taken down, too

  organizational_units = ["infrastructure", "security", "suspended", "workloads/non-prod", "workloads/prod"]

  availability_zones = {
    us-east-1 = ["us-east-1a", "us-east-1b", "us-east-1c"]
    us-west-2 = ["us-west-2a", "us-west-2b", "us-west-2c"]
  }

  emails             = { finance = "finance@acme.example", on_call = "on-call@acme.example" }
  images             = { backend = "public.ecr.aws/nginx/nginx-unprivileged:stable", frontend = "public.ecr.aws/nginx/nginx-unprivileged:stable" }
  image_repositories = { backend = {}, frontend = {} }
  tag_policy         = { Company = { values = ["acme"] } }

  # Who signs in. A company with a directory of its own connects that instead, and names its groups in external_groups.
  identity = {
    users       = { "jane.doe@acme.example" = { email = "jane.doe@acme.example", given_name = "Jane", family_name = "Doe" } }
    groups      = { platform = { members = ["jane.doe@acme.example"] } }
    assignments = { platform = { full-access = ["*"], read-only = ["*"] } }
  }

  alternate_contacts = {
    billing    = { name = "Finance", title = "Head of Finance", email = "finance@acme.example", phone_number = "+12025550100" }
    operations = { name = "Platform", title = "On call", email = "on-call@acme.example", phone_number = "+12025550100" }
    security   = { name = "Security", title = "On call", email = "security@acme.example", phone_number = "+12025550100" }
  }
  certificate_authority = { country = "US", state = "California", locality = "San Francisco", organization = "Acme", email = "platform@acme.example" }
  primary_contact = {
    full_name       = "Jane Doe"
    company_name    = "Acme"
    phone_number    = "+12025550100"
    address_line_1  = "1 Main Street"
    city            = "San Francisco"
    state_or_region = "California"
    postal_code     = "94105"
    country_code    = "US"
  }
}
