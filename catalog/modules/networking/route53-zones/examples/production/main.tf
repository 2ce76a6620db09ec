# Where Route 53 records queries, and has its keys for signing.
provider "aws" {
  region = "us-east-1"
}

module "prod_zone" {
  source = "../.."

  public_zones = {
    "prod.acme.example" = { dnssec = true }
  }
}

module "zones" {
  source = "../.."

  tags = { Environment = "prod" }

  public_zones = {
    "acme.example" = {
      comment                 = "The company's domain; each account has a zone below it."
      certificate_authorities = ["amazon.com", "letsencrypt.org"]
      delegations             = module.prod_zone.name_servers
      delegation_signers      = module.prod_zone.delegation_signers
      dnssec                  = true
      query_logging           = true
      records = {
        mail = { type = "MX", ttl = 3600, values = ["10 mail.acme.example"] }
        spf  = { type = "TXT", values = ["v=spf1 mx -all"] }
        host = { name = "mail", type = "A", values = ["192.0.2.25"] }
      }
    }
  }
}

output "zones" {
  value = module.zones
}
