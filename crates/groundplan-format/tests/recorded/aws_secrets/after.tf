resource "aws_secretsmanager_secret" "db" {
  name                    = "db"
  recovery_window_in_days = 0
}
resource "aws_secretsmanager_secret_version" "db" {
  secret_id                = aws_secretsmanager_secret.db.id
  secret_string_wo         = "two"
  secret_string_wo_version = 2
}
resource "aws_secretsmanager_secret_version" "second" {
  secret_id                = aws_secretsmanager_secret.db.id
  secret_string_wo         = "three"
  secret_string_wo_version = 1
}
