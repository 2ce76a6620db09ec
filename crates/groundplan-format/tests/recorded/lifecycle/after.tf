resource "terraform_data" "triggered" {
  input            = "same"
  triggers_replace = { a = 2, b = ["x", "y"] }
}
resource "terraform_data" "cbd" {
  triggers_replace = "new"
  lifecycle { create_before_destroy = true }
}
resource "terraform_data" "by_trigger" {
  input = 1
  lifecycle { replace_triggered_by = [terraform_data.triggered] }
}
resource "terraform_data" "tainted" { input = "t" }
resource "terraform_data" "requested" { input = "r" }
resource "terraform_data" "counted" {
  count = 1
  input = count.index
}
resource "terraform_data" "keyed" {
  for_each = toset(["a"])
  input    = each.key
}
resource "terraform_data" "was_single" {
  for_each = toset(["k"])
  input    = 1
}
resource "terraform_data" "was_counted" {
  for_each = toset(["k"])
  input    = 1
}
resource "terraform_data" "was_keyed" { input = 1 }
resource "terraform_data" "new_name" { input = "moved" }
resource "terraform_data" "new_name_changed" { input = "moved and changed!" }
moved {
  from = terraform_data.old_name
  to   = terraform_data.new_name
}
moved {
  from = terraform_data.old_name_changed
  to   = terraform_data.new_name_changed
}
moved {
  from = terraform_data.old_nowhere
  to   = terraform_data.nowhere
}
removed {
  from = terraform_data.forgotten
  lifecycle { destroy = false }
}
module "kept" {
  source   = "./child"
  for_each = toset(["y"])
}
import {
  to = terraform_data.imported
  id = "some-id"
}
resource "terraform_data" "imported" { input = "set" }
import {
  to = terraform_data.imported_clean
  id = "other-id"
}
resource "terraform_data" "imported_clean" {}
check "health" {
  assert {
    condition     = terraform_data.tainted.output == "x"
    error_message = "It is not x."
  }
}
