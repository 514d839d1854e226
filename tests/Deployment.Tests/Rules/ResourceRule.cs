using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

internal static class ResourceRule
{
    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        foreach (var workload in manifest.Workloads)
        {
            foreach (var container in workload.Containers)
            {
                foreach (var resource in new[] { "cpu", "memory" })
                {
                    var request = Of(container.Resources?.Requests, resource);
                    var limit = Of(container.Resources?.Limits, resource);
                    if (request is null) yield return $"{workload}: {container.Name} asks for no {resource}.";
                    if (limit is null) yield return $"{workload}: {container.Name} has no limit of {resource}.";
                    if (request > limit) yield return $"{workload}: {container.Name} asks for more {resource} than it may have.";
                }
            }
            foreach (var volume in (workload.Pod.Volumes ?? []).Where(volume => volume.EmptyDir is not null && volume.EmptyDir.SizeLimit is null))
                yield return $"{workload}: the volume {volume.Name} may fill the machine's disk.";
        }
        foreach (var broker in manifest.Custom("RabbitmqCluster").Where(broker => !broker.Tree["resources"]["limits"]["memory"].IsThere || !broker.Tree["resources"]["limits"]["cpu"].IsThere))
            yield return $"RabbitmqCluster {broker.Metadata.Name} has no limits.";
    }

    private static decimal? Of(IDictionary<string, ResourceQuantity>? resources, string resource) =>
        resources is not null && resources.TryGetValue(resource, out var quantity) ? quantity.ToDecimal() : null;
}
