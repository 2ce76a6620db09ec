python3 - <<'P'
import boto3, os
kw = dict(region_name="us-west-2", aws_access_key_id="AKIAIOSFODNN7EXAMPLE", aws_secret_access_key="example", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
ec2 = boto3.client("ec2", **kw)
vpc = ec2.describe_vpcs(Filters=[{"Name": "tag:Name", "Values": ["drift"]}])["Vpcs"][0]["VpcId"]
ec2.create_tags(Resources=[vpc], Tags=[{"Key": "Env", "Value": "prod"}, {"Key": "Hand", "Value": "made"}])
sns = boto3.client("sns", **kw)
for t in sns.list_topics()["Topics"]:
    if t["TopicArn"].endswith(":gone"): sns.delete_topic(TopicArn=t["TopicArn"])
boto3.client("logs", **kw).put_retention_policy(logGroupName="changed", retentionInDays=30)
boto3.client("ssm", **kw).put_parameter(Name="/drift/p", Value="two", Type="String", Overwrite=True)
P
