terraform {
  required_providers {
    awx = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}
provider "awx" {
  region                      = "us-west-2"
  access_key                  = "x"
  secret_key                  = "y"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  assume_role { role_arn = "arn:aws:iam::${terraform_data.x.id}:role/x" }
}
resource "terraform_data" "x" {}
module "child" {
  source    = "./child"
  providers = { aws.one = awx, aws = awx }
}
module "legacy" { source = "./legacy" }
locals { l = { a = { b = terraform_data.x.id } } }
resource "terraform_data" "y" {
  input = [local.l.a.b, local.l["a"].b, terraform_data.x, module.child, module.child.o.q[0].z, var.v[0].a, var.v[0]["a b"], "${var.v[0].a}", (var.v)[0].a, [for k, v in local.l : { (k) = v.b, z = var.v }][0], jsonencode({ a = 1 }), terraform.workspace]
  provisioner "local-exec" {
    command     = "x"
    environment = { A = self.id }
    when        = destroy
    on_failure  = continue
  }
  connection { host = "x" }
}
variable "v" {
  type        = list(any)
  default     = [{ a = 1, "a b" = 2 }]
  description = "d"
}
