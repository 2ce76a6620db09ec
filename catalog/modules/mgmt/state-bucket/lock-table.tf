# Groundplan, and Terraform from 1.10, lock with an object beside the state. The table is for older programs.

resource "aws_dynamodb_table" "locks" {
  count = var.lock_table_name == null ? 0 : 1

  name                        = var.lock_table_name
  billing_mode                = "PAY_PER_REQUEST"
  hash_key                    = "LockID"
  deletion_protection_enabled = false # it holds nothing that is worth more than the minute in which it is held
  tags                        = var.tags

  attribute {
    name = "LockID"
    type = "S"
  }

  point_in_time_recovery {
    enabled = true
  }

  server_side_encryption {
    enabled     = true
    kms_key_arn = aws_kms_key.this.arn
  }
}
