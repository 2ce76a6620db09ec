"""ACM: certificates show the kind of key that was asked for. They are issued at once."""

from described import answers


@answers("acm", "RequestCertificate")
def request(call):
    answer = call.moto()
    call.settings("key-algorithm")[answer["CertificateArn"]] = call.params.get("KeyAlgorithm", "RSA_2048")
    return answer


@answers("acm", "DescribeCertificate")
def describe(call):
    answer = call.moto()
    certificate = answer["Certificate"]
    kept = call.settings("key-algorithm").get(certificate["CertificateArn"])
    if kept:
        certificate["KeyAlgorithm"] = kept
        certificate["SignatureAlgorithm"] = "SHA256WITHECDSA" if kept.startswith("EC_") else "SHA256WITHRSA"
    return answer
