# A resource cannot refer to itself, so each of the five levels that AWS allows is a resource of its own. A unit never
# changes its level: AWS cannot move organizational units.

locals {
  # Each path with all of its parents: "workloads/prod" is also "workloads".
  paths = toset(flatten([
    for path in var.organizational_units : [
      for depth in range(length(split("/", path))) : join("/", slice(split("/", path), 0, depth + 1))
    ]
  ]))

  # Level => path => name and parent.
  _levels = {
    for level in range(1, 6) : level => {
      for path in local.paths : path => {
        name   = element(split("/", path), level - 1)
        parent = join("/", slice(split("/", path), 0, level - 1))
      } if length(split("/", path)) == level
    }
  }

  organizational_unit_ids = {
    for path, unit in merge(
      aws_organizations_organizational_unit.level_1,
      aws_organizations_organizational_unit.level_2,
      aws_organizations_organizational_unit.level_3,
      aws_organizations_organizational_unit.level_4,
      aws_organizations_organizational_unit.level_5,
    ) : path => unit.id
  }
}

resource "aws_organizations_organizational_unit" "level_1" {
  for_each = local._levels[1]

  name      = each.value.name
  parent_id = aws_organizations_organization.this.roots[0].id
  tags      = var.tags
}

resource "aws_organizations_organizational_unit" "level_2" {
  for_each = local._levels[2]

  name      = each.value.name
  parent_id = aws_organizations_organizational_unit.level_1[each.value.parent].id
  tags      = var.tags
}

resource "aws_organizations_organizational_unit" "level_3" {
  for_each = local._levels[3]

  name      = each.value.name
  parent_id = aws_organizations_organizational_unit.level_2[each.value.parent].id
  tags      = var.tags
}

resource "aws_organizations_organizational_unit" "level_4" {
  for_each = local._levels[4]

  name      = each.value.name
  parent_id = aws_organizations_organizational_unit.level_3[each.value.parent].id
  tags      = var.tags
}

resource "aws_organizations_organizational_unit" "level_5" {
  for_each = local._levels[5]

  name      = each.value.name
  parent_id = aws_organizations_organizational_unit.level_4[each.value.parent].id
  tags      = var.tags
}
