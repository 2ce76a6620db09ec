# RDS makes the master user's password, keeps it in Secrets Manager, and changes both together. Nobody else ever sees it.
resource "aws_secretsmanager_secret_rotation" "this" {
  #checkov:skip=CKV_AWS_304: Thirty days are the default; the check does not see it: database.password_rotation_days.
  secret_id          = aws_db_instance.this.master_user_secret[0].secret_arn
  rotate_immediately = false

  rotation_rules {
    automatically_after_days = var.database.password_rotation_days
  }
}
