resource "aws_secretsmanager_secret" "db" {
  name                    = "db"
  recovery_window_in_days = 0
}
resource "aws_secretsmanager_secret_version" "db" {
  secret_id                = aws_secretsmanager_secret.db.id
  secret_string_wo         = "one"
  secret_string_wo_version = 1
}
