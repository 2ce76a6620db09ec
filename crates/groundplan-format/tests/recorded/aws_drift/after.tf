resource "aws_vpc" "main" {
  cidr_block = "10.1.0.0/16"
  tags       = { Name = "drift", Env = "dev" }
}
resource "aws_sns_topic" "gone" { name = "gone" }
resource "aws_cloudwatch_log_group" "changed" {
  name              = "changed"
  retention_in_days = 7
}
resource "aws_ssm_parameter" "p" {
  name  = "/drift/p"
  type  = "String"
  value = "one"
}
output "tags" { value = aws_vpc.main.tags }
resource "terraform_data" "uses" { input = aws_vpc.main.tags }
