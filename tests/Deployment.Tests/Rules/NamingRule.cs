using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

internal static class NamingRule
{
    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        foreach (var twice in manifest.Objects.GroupBy(item => (item.Kind, item.Metadata.Name)).Where(group => group.Count() > 1))
            yield return $"{twice.Key.Kind} {twice.Key.Name} is there {twice.Count()} times.";
        foreach (var item in manifest.Objects.Where(item => item is not V1Namespace && item.Metadata.NamespaceProperty != manifest.Namespace))
            yield return $"{item.Kind} {item.Metadata.Name} is in the namespace '{item.Metadata.NamespaceProperty}', not in {manifest.Namespace}.";
        foreach (var workload in manifest.Workloads.Where(workload => workload.Labels.GetValueOrDefault("app.kubernetes.io/part-of") != "crm-platform"))
            yield return $"The pods of {workload} are not labelled as part of the platform.";
    }
}
