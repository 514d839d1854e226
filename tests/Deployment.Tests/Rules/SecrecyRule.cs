using System.Text.RegularExpressions;
using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

/// <summary>Secrets come by reference; what is made up for development is in its fake store and nowhere else.</summary>
internal static partial class SecrecyRule
{
    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        foreach (var secret in manifest.All<V1Secret>()) yield return $"Secret {secret.Metadata.Name} stands in the files.";
        foreach (var map in manifest.All<V1ConfigMap>())
        {
            foreach (var setting in map.Data.Where(setting => Secretive().IsMatch(setting.Key))) yield return $"{setting.Key} stands in ConfigMap {map.Metadata.Name}.";
        }
        foreach (var workload in manifest.Workloads)
        {
            foreach (var variable in workload.Containers.SelectMany(container => container.Env ?? []).Where(variable => variable.Value is not null && Secretive().IsMatch(variable.Name)))
                yield return $"{workload} has {variable.Name} written out.";
        }
        if (manifest.IsProduction && manifest.Custom("SecretStore").Any(store => store.Tree["provider"]["fake"].IsThere)) yield return "Production takes its secrets from a fake store.";
    }

    [GeneratedRegex("Password|Secret|ConnectionStrings|ConnectionString|_PASSWORD", RegexOptions.IgnoreCase)]
    private static partial Regex Secretive();
}
