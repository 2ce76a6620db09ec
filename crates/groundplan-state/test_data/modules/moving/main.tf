# Something of each kind for `state mv` and `state rm`.
resource "terraform_data" "single" {}
resource "terraform_data" "counted" {
  count = 2
  input = terraform_data.single.id
}
resource "terraform_data" "dependent" { input = [terraform_data.counted[0].id, module.m["a"].id] }
module "m" {
  source   = "./child"
  for_each = toset(["a", "b"])
}
