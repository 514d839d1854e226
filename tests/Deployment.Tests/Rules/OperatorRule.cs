namespace CrmPlatform.Deployment.Tests.Rules;

/// <summary>The client knows no types of these kinds: what they must have and may have stands here.</summary>
internal static class OperatorRule
{
    private static readonly Dictionary<string, (string[] Needed, string[] Possible)> Kinds = new()
    {
        ["ExternalSecret"] = (["refreshInterval", "secretStoreRef", "target", "data"], ["dataFrom"]),
        ["SecretStore"] = (["provider"], ["controller", "retrySettings", "refreshInterval", "conditions"]),
        ["HTTPRoute"] = (["parentRefs", "hostnames", "rules"], []),
        ["ScaledObject"] = (["scaleTargetRef", "minReplicaCount", "maxReplicaCount", "triggers"], ["pollingInterval", "cooldownPeriod", "advanced", "fallback"]),
        ["TriggerAuthentication"] = (["secretTargetRef"], []),
        ["RabbitmqCluster"] = (["replicas", "image", "persistence", "resources", "rabbitmq"], ["override", "affinity", "tolerations", "tls", "service", "secretBackend", "terminationGracePeriodSeconds"]),
    };

    public static IEnumerable<string> Complaints(Manifest manifest) =>
        manifest.All<CustomResource>().SelectMany(resource => Spec(resource).Concat(Inside(resource)).Select(complaint => $"{resource.Kind} {resource.Metadata.Name} {complaint}."));

    private static IEnumerable<string> Spec(CustomResource resource)
    {
        var (needed, possible) = Kinds[resource.Kind];
        foreach (var missing in needed.Where(field => !resource.Tree[field].IsThere)) yield return $"has no {missing}";
        foreach (var unknown in resource.Tree.Keys.Except(needed).Except(possible)) yield return $"has the unknown field {unknown}";
    }

    private static IEnumerable<string> Inside(CustomResource resource)
    {
        var tree = resource.Tree;
        return resource.Kind switch
        {
            "ExternalSecret" =>
            [
                .. Missing(tree["secretStoreRef"], "kind", "name"), .. Missing(tree["target"], "name", "creationPolicy"),
                .. tree["data"].Items.SelectMany(item => Missing(item, "secretKey").Concat(Missing(item["remoteRef"], "key", "property"))),
                .. tree["data"].Items.Any() ? Array.Empty<string>() : ["fetches nothing"],
            ],
            "SecretStore" => tree["provider"].Keys.Count() == 1 ? [] : ["has not exactly one provider"],
            "HTTPRoute" =>
            [
                .. tree["parentRefs"].Items.SelectMany(parent => Missing(parent, "name", "namespace", "sectionName")),
                .. tree["rules"].Items.SelectMany(rule => Missing(rule, "matches", "backendRefs")),
                .. tree["rules"].Items.SelectMany(rule => rule["backendRefs"].Items).SelectMany(backend => Missing(backend, "name", "port")),
            ],
            "ScaledObject" => [.. tree["triggers"].Items.SelectMany(trigger => Missing(trigger, "type").Concat(Missing(trigger["metadata"], "value")))],
            "TriggerAuthentication" => [.. tree["secretTargetRef"].Items.SelectMany(reference => Missing(reference, "parameter", "name", "key"))],
            "RabbitmqCluster" => [.. Missing(tree["persistence"], "storage"), .. Missing(tree["rabbitmq"], "additionalConfig")],
            _ => [],
        };
    }

    private static IEnumerable<string> Missing(Tree tree, params string[] fields) => fields.Where(field => !tree[field].IsThere).Select(field => $"lacks {field}");
}
