# Every output waits for the whole module: who can read the name can open the dashboard.

output "arn" {
  description = "The ARN of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_arn
  depends_on  = [aws_cloudwatch_dashboard.this]
}

output "name" {
  description = "The name of the dashboard."
  value       = aws_cloudwatch_dashboard.this.dashboard_name
  depends_on  = [aws_cloudwatch_dashboard.this]
}

output "url" {
  description = "Where people who are signed in to the account see the dashboard."
  value       = "https://${var.region}.console.aws.amazon.com/cloudwatch/home?region=${var.region}#dashboards/dashboard/${var.name}"
  depends_on  = [aws_cloudwatch_dashboard.this]
}
