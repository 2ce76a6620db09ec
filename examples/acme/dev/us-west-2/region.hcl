locals {
  aws_region         = "us-west-2"
  availability_zones = ["us-west-2a", "us-west-2b", "us-west-2c"]
}
