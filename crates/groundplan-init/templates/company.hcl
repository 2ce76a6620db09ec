# Who the company is, where it works, and which accounts it has. A new account is one more entry in accounts.

locals {
  name = {{ company|hcl }}
  home_region = {{ region|hcl }}
  regions = {{ regions|hcl }}
  repositories = [{{ (github_organization ~ "/" ~ repository)|hcl }}]
{% if state_bucket %}
  state_bucket = {{ state_bucket|hcl }}
{% endif %}

  accounts = {
    management = { stack = "management", budget_usd = 500 }
{% for account in accounts %}
    {{ account.name }} = { stack = {{ account.stack|hcl }}, budget_usd = {{ account.budget_usd }}, email = {{ account.email|hcl }}, organizational_unit = {{ account.unit|hcl }} }
{% endfor %}
  }
  # The environments: which account and region each lies in, and so where its part of the domain is handed over to.
  domain = {{ domain|hcl }}
  environments = {
{% for environment in named_environments %}
    {{ environment.name }} = { account = {{ environment.account|hcl }}, region = {{ environment.region|hcl }} }
{% endfor %}
  }
  destroyable = false # true when environments for production are to be taken down, too

  organizational_units = ["infrastructure", "security", "suspended", "workloads/non-prod", "workloads/prod"]

  availability_zones = {
{% for region, zones in zones|items %}
    {{ region }} = {{ zones|hcl }}
{% endfor %}
  }

  emails = { finance = {{ ("finance@" ~ mail_domain)|hcl }}, on_call = {{ ("on-call@" ~ mail_domain)|hcl }} }
  images = { backend = "public.ecr.aws/nginx/nginx-unprivileged:stable", frontend = "public.ecr.aws/nginx/nginx-unprivileged:stable" }
  image_repositories = { backend = {}, frontend = {} }
  tag_policy         = { Company = { values = [{{ company|hcl }}] } }

  # Who signs in. A company with a directory of its own connects that instead, and names its groups in external_groups.
  identity = {
    users       = { {{ administrator.email|hcl }} = { email = {{ administrator.email|hcl }}, given_name = {{ administrator.given_name|hcl }}, family_name = {{ administrator.family_name|hcl }} } }
    groups      = { platform = { members = [{{ administrator.email|hcl }}] } }
    assignments = { platform = { full-access = ["*"], read-only = ["*"] } }
  }

  alternate_contacts = {
    billing    = { name = "Finance", title = "Head of Finance", email = {{ ("finance@" ~ mail_domain)|hcl }}, phone_number = {{ contact.phone_number|hcl }} }
    operations = { name = "Platform", title = "On call", email = {{ ("on-call@" ~ mail_domain)|hcl }}, phone_number = {{ contact.phone_number|hcl }} }
    security   = { name = "Security", title = "On call", email = {{ ("security@" ~ mail_domain)|hcl }}, phone_number = {{ contact.phone_number|hcl }} }
  }
  certificate_authority = { country = {{ contact.country_code|hcl }}, state = {{ contact.state_or_region|hcl }}, locality = {{ contact.city|hcl }}, organization = {{ contact.company_name|hcl }}, email = {{ ("platform@" ~ mail_domain)|hcl }} }
  primary_contact = {
    full_name      = {{ (administrator.given_name ~ " " ~ administrator.family_name)|hcl }}
    company_name   = {{ contact.company_name|hcl }}
    phone_number   = {{ contact.phone_number|hcl }}
    address_line_1 = {{ contact.address_line_1|hcl }}
    city           = {{ contact.city|hcl }}
    state_or_region = {{ contact.state_or_region|hcl }}
    postal_code    = {{ contact.postal_code|hcl }}
    country_code   = {{ contact.country_code|hcl }}
  }
}
