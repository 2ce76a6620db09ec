resource "aws_vpc" "main" {
  cidr_block = "10.1.0.0/16"
  tags       = { Name = "drift2", Env = "dev" }
}
resource "aws_sns_topic" "gone2" { name = "gone2" }
resource "aws_cloudwatch_log_group" "changed2" {
  name              = "changed2"
  retention_in_days = 7
}
resource "aws_ssm_parameter" "p" {
  name  = "/drift/p2"
  type  = "String"
  value = "one"
}
output "tags" { value = aws_vpc.main.tags }
