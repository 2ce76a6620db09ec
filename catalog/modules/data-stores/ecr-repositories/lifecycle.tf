resource "aws_ecr_lifecycle_policy" "this" {
  for_each = var.repositories

  repository = aws_ecr_repository.this[each.key].name

  policy = jsonencode({
    rules = concat(
      [{
        rulePriority = 1
        description  = "What no tag points to any more."
        selection = {
          tagStatus   = "untagged"
          countType   = "sinceImagePushed"
          countUnit   = "days"
          countNumber = coalesce(each.value.keep, var.keep).untagged_days
        }
        action = { type = "expire" }
      }],
      [
        for count in coalesce(each.value.keep, var.keep).latest[*] : {
          rulePriority = 2
          description  = "All but the latest."
          selection = {
            tagStatus   = "any"
            countType   = "imageCountMoreThan"
            countNumber = count
          }
          action = { type = "expire" }
        }
      ],
    )
  })
}
