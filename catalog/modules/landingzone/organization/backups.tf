# Copies of backups may lie in another account than their originals, where nobody who could delete these reaches them. AWS shows all
# that there is to set, and what is not said here would be a change in every plan.
resource "aws_backup_global_settings" "this" {
  global_settings = {
    isCrossAccountBackupEnabled     = "true"
    isDelegatedAdministratorEnabled = "false"
    isMpaEnabled                    = "false"
  }

  depends_on = [aws_organizations_organization.this]
}
