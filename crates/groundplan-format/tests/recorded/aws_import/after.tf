resource "aws_cloudwatch_log_group" "a" {
  name              = "import-a"
  retention_in_days = 14
  tags              = { A = "1", B = "3" }
}
import {
  to = aws_cloudwatch_log_group.a
  id = "import-a"
}
resource "aws_cloudwatch_log_group" "b" { name = "import-b" }
import {
  to = aws_cloudwatch_log_group.b
  id = "import-b"
}
import {
  to = aws_cloudwatch_log_group.generated
  id = "import-b"
}
resource "aws_sqs_queue" "c" { name = "import-c2" }
import {
  to = aws_sqs_queue.c
  id = "http://127.0.0.1:5599/123456789012/import-c"
}
