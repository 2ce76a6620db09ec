"""RDS: versions of the engines. A choice of AWS's list, the newest of each major version last."""

from described import answers

# By engine: the default version, the logs that can go to CloudWatch, and the versions by parameter group family.
ENGINES = {
    "aurora-postgresql": (
        "16.6",
        ["postgresql", "instance", "iam-db-auth-error"],
        {
            "aurora-postgresql13": ["13.18", "13.20"],
            "aurora-postgresql14": ["14.15", "14.17"],
            "aurora-postgresql15": ["15.10", "15.12"],
            "aurora-postgresql16": ["16.4", "16.6", "16.8"],
            "aurora-postgresql17": ["17.4", "17.5"],
        },
    ),
    "aurora-mysql": (
        "8.0.mysql_aurora.3.08.2",
        ["audit", "error", "general", "slowquery", "instance", "iam-db-auth-error"],
        {
            "aurora-mysql8.0": [
                "8.0.mysql_aurora.3.04.3",
                "8.0.mysql_aurora.3.05.2",
                "8.0.mysql_aurora.3.06.1",
                "8.0.mysql_aurora.3.07.1",
                "8.0.mysql_aurora.3.08.0",
                "8.0.mysql_aurora.3.08.2",
                "8.0.mysql_aurora.3.09.0",
                "8.0.mysql_aurora.3.10.0",
            ]
        },
    ),
    "postgres": (
        "17.4",
        ["postgresql", "upgrade", "iam-db-auth-error"],
        {
            "postgres13": ["13.18", "13.20"],
            "postgres14": ["14.15", "14.17"],
            "postgres15": ["15.10", "15.12"],
            "postgres16": ["16.4", "16.6", "16.8", "16.9"],
            "postgres17": ["17.2", "17.4", "17.5"],
        },
    ),
    "mysql": (
        "8.0.41",
        ["audit", "error", "general", "slowquery", "iam-db-auth-error"],
        {"mysql8.0": ["8.0.39", "8.0.40", "8.0.41", "8.0.42"], "mysql8.4": ["8.4.3", "8.4.4", "8.4.5"]},
    ),
    "mariadb": (
        "11.4.4",
        ["audit", "error", "general", "slowquery", "iam-db-auth-error"],
        {"mariadb10.11": ["10.11.10", "10.11.11"], "mariadb11.4": ["11.4.4", "11.4.5"]},
    ),
}


def major(engine, version):
    if engine == "aurora-mysql":
        return "8.0"
    parts = version.split(".")
    return ".".join(parts[:2]) if engine in ("mysql", "mariadb") else parts[0]


def described(call, engine, logs, family, version, later):
    aurora = engine.startswith("aurora")
    entry = {
        "Engine": engine,
        "EngineVersion": version,
        "MajorEngineVersion": major(engine, version),
        "DBParameterGroupFamily": family,
        "DBEngineDescription": engine,
        "DBEngineVersionDescription": f"{engine} {version}",
        "ExportableLogTypes": logs,
        "SupportsLogExportsToCloudwatchLogs": True,
        "SupportsReadReplica": not aurora,
        "SupportedEngineModes": ["provisioned"] if aurora else [],
        "SupportedFeatureNames": [],
        "Status": "available",
        "SupportsParallelQuery": engine == "aurora-mysql",
        "SupportsGlobalDatabases": aurora,
        "SupportsBabelfish": engine == "aurora-postgresql",
        "SupportsCertificateRotationWithoutRestart": True,
        "SupportedCACertificateIdentifiers": ["rds-ca-rsa2048-g1", "rds-ca-ecc384-g1", "rds-ca-rsa4096-g1"],
        "SupportsLocalWriteForwarding": aurora,
        "SupportsIntegrations": False,
        "ValidUpgradeTarget": [
            {
                "Engine": engine,
                "EngineVersion": one,
                "Description": f"{engine} {one}",
                "AutoUpgrade": False,
                "IsMajorVersionUpgrade": major(engine, one) != major(engine, version),
                "SupportedEngineModes": ["provisioned"] if aurora else [],
            }
            for one in later
        ],
    }
    if aurora:
        entry["ServerlessV2FeaturesSupport"] = {"MinCapacity": 0.0, "MaxCapacity": 256.0}
    return entry


@answers("rds", "DescribeDBEngineVersions")
def describe(call):
    asked, found = call.params, []
    filters = {one["Name"]: one["Values"] for one in asked.get("Filters", [])}
    for engine, (default, logs, families) in ENGINES.items():
        versions = [(family, version) for family, some in families.items() for version in some]
        for index, (family, version) in enumerate(versions):
            later = [one for _, one in versions[index + 1 :]]
            found.append((version == default, described(call, engine, logs, family, version, later)))

    def matches(default, entry):
        wanted = asked.get("EngineVersion")
        return (
            asked.get("Engine") in (None, entry["Engine"])
            and (not wanted or entry["EngineVersion"] == wanted or entry["EngineVersion"].startswith(f"{wanted}."))
            and asked.get("DBParameterGroupFamily") in (None, entry["DBParameterGroupFamily"])
            and (default or not asked.get("DefaultOnly"))
            and entry["Engine"] in filters.get("engine", [entry["Engine"]])
            and entry["EngineVersion"] in filters.get("engine-version", [entry["EngineVersion"]])
            and entry["DBParameterGroupFamily"] in filters.get("db-parameter-group-family", [entry["DBParameterGroupFamily"]])
            and entry["Status"] in filters.get("status", [entry["Status"]])
        )

    return {"DBEngineVersions": [entry for default, entry in found if matches(default, entry)]}
