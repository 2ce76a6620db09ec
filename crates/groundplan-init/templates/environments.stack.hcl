{% for environment in environments %}
{% if not loop.first %}

{% endif %}
{% if environment.production %}
# {{ environment.name }}: it bears the outage of a zone, and is hard to delete.
{% else %}
# {{ environment.name }}: as in production, but for what makes production dear.
{% endif %}

stack {{ environment.name|hcl }} {
  source = "${find_in_parent_folders("catalog")}/stacks/environment"
  path = {{ environment.name|hcl }}
  no_dot_terragrunt_stack = true

  values = {
    company = read_terragrunt_config(find_in_parent_folders("company.hcl")).locals
    name = {{ environment.name|hcl }}
    size = {{ environment.size|hcl }}
    production = {{ "true" if environment.production else "false" }}
    cidr_blocks = { app = {{ environment.cidr_block|hcl }}, mgmt = {{ environment.mgmt_cidr_block|hcl }} }
    cluster = {{ environment.cluster|hcl }}
    database = {{ environment.database|hcl }}
    cache = {{ environment.cache|hcl }}
    vpn_cidr_blocks = {{ vpn_allow|hcl }}
  }
}
{% endfor %}
