# How tags are spelled, and what they can say, in all accounts. AWS reports what does not fit; where it is told to (enforced_for),
# it refuses it.

resource "aws_organizations_policy" "tags" {
  count = length(var.tag_policy) == 0 ? 0 : 1

  name        = "tags"
  description = "How tags are spelled, and what they can say."
  type        = "TAG_POLICY"
  tags        = var.tags

  content = jsonencode({
    tags = {
      for key, tag in var.tag_policy : lower(key) => merge(
        { tag_key = { "@@assign" = key } },
        length(tag.values) == 0 ? {} : { tag_value = { "@@assign" = tag.values } },
        length(tag.enforced_for) == 0 ? {} : { enforced_for = { "@@assign" = tag.enforced_for } },
      )
    }
  })

  depends_on = [aws_organizations_organization.this]
}

resource "aws_organizations_policy_attachment" "tags" {
  count = length(var.tag_policy) == 0 ? 0 : 1

  policy_id = aws_organizations_policy.tags[0].id
  target_id = aws_organizations_organization.this.roots[0].id
}
