provider "aws" {
  region = "us-west-2"
}

module "zones" {
  source = "../.."

  public_zones = {
    "dev.acme.example" = { comment = "What developers show to the world." }
  }
}

output "zones" {
  value = module.zones
}
