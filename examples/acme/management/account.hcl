locals {
  account_name = "management"
}
