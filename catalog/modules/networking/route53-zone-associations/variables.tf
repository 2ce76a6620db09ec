variable "vpc_id" {
  description = "The VPC, of this account and region. It needs DNS support and DNS host names, as vpc and vpc-mgmt have them."
  type        = string
  nullable    = false
}

variable "zone_ids" {
  description = "The IDs of the private zones that the VPC sees from now on, by a name of your own, such as private_zone_ids of route53-zones. Zones of other accounts must have authorized it."
  type        = map(string)
  nullable    = false
}
