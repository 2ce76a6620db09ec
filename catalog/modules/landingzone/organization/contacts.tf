# Whom AWS writes to about each account, whoever reads the root user's e-mail.

locals {
  _contacts = merge([
    for account in setunion(keys(var.accounts), ["management"]) : {
      for kind, contact in var.alternate_contacts : "${account}/${kind}" => merge(contact, { account = account, kind = kind })
    }
  ]...)
}

resource "aws_account_alternate_contact" "this" {
  for_each = local._contacts

  # The management account speaks of itself by naming none.
  account_id             = each.value.account == "management" ? null : aws_organizations_account.this[each.value.account].id
  alternate_contact_type = upper(each.value.kind)
  name                   = each.value.name
  title                  = each.value.title
  email_address          = each.value.email
  phone_number           = each.value.phone_number

  depends_on = [aws_organizations_organization.this]
}
