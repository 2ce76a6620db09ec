resource "aws_cloudwatch_log_group" "a" {
  name              = "import-a"
  retention_in_days = 7
  tags              = { A = "1", B = "2" }
}
resource "aws_cloudwatch_log_group" "b" { name = "import-b" }
resource "aws_sqs_queue" "c" { name = "import-c" }
