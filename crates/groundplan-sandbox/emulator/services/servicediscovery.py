"""Cloud Map: a namespace with a zone takes the zone with it."""

from described import answers


@answers("servicediscovery", "DeleteNamespace")
def delete_namespace(call):
    namespace = call.backend().namespaces.get(call.params["Id"])
    answer = call.moto()
    zone = ((namespace and namespace.dns_properties) or {}).get("HostedZoneId")
    if zone:
        call.backend("route53", region="aws").zones.pop(zone.replace("/hostedzone/", ""), None)
    return answer
