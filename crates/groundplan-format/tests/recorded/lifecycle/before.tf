resource "terraform_data" "triggered" {
  input            = "same"
  triggers_replace = { a = 1, b = ["x"] }
}
resource "terraform_data" "cbd" {
  triggers_replace = "old"
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "by_trigger" {
  input = 1
  lifecycle { replace_triggered_by = [terraform_data.triggered] }
}
resource "terraform_data" "tainted" { input = "t" }
resource "terraform_data" "requested" { input = "r" }
resource "terraform_data" "counted" {
  count = 3
  input = count.index
}
resource "terraform_data" "keyed" {
  for_each = toset(["a", "b"])
  input    = each.key
}
resource "terraform_data" "was_single" { input = 1 }
resource "terraform_data" "was_counted" {
  count = 2
  input = 1
}
resource "terraform_data" "was_keyed" {
  for_each = toset(["k"])
  input    = 1
}
resource "terraform_data" "old_name" { input = "moved" }
resource "terraform_data" "old_name_changed" { input = "moved and changed" }
resource "terraform_data" "old_nowhere" { input = "moved to nowhere" }
resource "terraform_data" "dropped" { input = "dropped" }
resource "terraform_data" "forgotten" { input = { a = "forgotten" } }
module "gone" { source = "./child" }
module "kept" {
  source   = "./child"
  for_each = toset(["x"])
}
