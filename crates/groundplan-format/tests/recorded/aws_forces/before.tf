variable "s" {
  default   = "v1"
  sensitive = true
}
resource "aws_iam_server_certificate" "c" {
  name             = "forces"
  certificate_body = file("a.pem")
  private_key      = "key"
}
resource "aws_ecs_task_definition" "app" {
  family                   = "forces"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions    = jsonencode([{ name = "app", image = "app:1", essential = true }])
  volume {
    name      = "a"
    host_path = "/a"
  }
  runtime_platform { cpu_architecture = "X86_64" }
}
resource "aws_api_gateway_rest_api" "api" { name = "forces" }
resource "aws_sqs_queue" "s" {
  name = "forces"
}
resource "aws_kinesis_stream" "k" {
  name        = var.s
  shard_count = 1
}
resource "aws_iam_openid_connect_provider" "o" {
  url             = "https://example.test"
  client_id_list  = ["a", "b"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}
resource "aws_launch_configuration" "l" {
  name_prefix     = "forces"
  image_id        = "ami-12c6146b"
  instance_type   = "t3.small"
  security_groups = ["sg-1", "sg-2"]
  ebs_block_device {
    device_name = "/dev/sdb"
    volume_size = 10
  }
  root_block_device { volume_size = 10 }
}
resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name          = "empty"
  alarm_description   = "described"
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = 2
  metric_name         = "CPUUtilization"
  namespace           = "AWS/ECS"
  period              = 60
  statistic           = "Average"
}
resource "aws_api_gateway_deployment" "d" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  triggers    = { a = "1", b = "2" }
  depends_on  = [aws_api_gateway_integration.i]
}
resource "aws_api_gateway_method" "m" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_rest_api.api.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}
resource "aws_api_gateway_integration" "i" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  resource_id = aws_api_gateway_rest_api.api.root_resource_id
  http_method = aws_api_gateway_method.m.http_method
  type        = "MOCK"
}
