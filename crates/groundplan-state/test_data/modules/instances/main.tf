# count, for_each and none of them; modules with keys that need quoting; more than ten
# instances, so that numeric and text order differ; dependencies.
resource "terraform_data" "single" {
  input = { text = "<&>", number = 12345678901234567890, list = [] }
}
resource "terraform_data" "counted" {
  count            = 12
  input            = count.index
  triggers_replace = [terraform_data.single.id]
}
resource "terraform_data" "each" {
  for_each = toset(["b", "a", "quote\"d", "dot.ted", "brack[0]", "dollar$${x}"])
  input    = each.key
}
module "counted" {
  source = "./child"
  count  = 11
  input  = count.index
}
module "each" {
  source   = "./child"
  for_each = toset(["x", "y.z", "q\"q"])
  input    = terraform_data.each["a"].output
}
output "sum" { value = length(module.counted) }
