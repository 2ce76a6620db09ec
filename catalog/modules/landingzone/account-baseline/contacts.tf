resource "aws_account_primary_contact" "this" {
  count = var.primary_contact == null ? 0 : 1

  full_name          = var.primary_contact.full_name
  company_name       = var.primary_contact.company_name
  phone_number       = var.primary_contact.phone_number
  address_line_1     = var.primary_contact.address_line_1
  address_line_2     = var.primary_contact.address_line_2
  city               = var.primary_contact.city
  state_or_region    = var.primary_contact.state_or_region
  postal_code        = var.primary_contact.postal_code
  country_code       = var.primary_contact.country_code
  district_or_county = var.primary_contact.district_or_county
  website_url        = var.primary_contact.website_url
}

resource "aws_account_alternate_contact" "this" {
  for_each = var.alternate_contacts

  alternate_contact_type = upper(each.key)
  name                   = each.value.name
  title                  = each.value.title
  email_address          = each.value.email
  phone_number           = each.value.phone_number
}
