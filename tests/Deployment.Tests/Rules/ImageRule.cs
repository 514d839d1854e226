namespace CrmPlatform.Deployment.Tests.Rules;

internal static class ImageRule
{
    public static IEnumerable<string> Complaints(Manifest manifest) =>
        manifest.Workloads.SelectMany(workload => workload.Containers.Select(container => (By: workload.ToString(), container.Image)))
            .Concat(manifest.Custom("RabbitmqCluster").Select(broker => (By: $"RabbitmqCluster {broker.Metadata.Name}", Image: broker.Tree["image"].Text)))
            .Where(used => !IsFixed(used.Image))
            .Select(used => $"{used.By} takes the image '{used.Image}', which is no fixed version.");

    private static bool IsFixed(string image)
    {
        if (image.Contains("@sha256:", StringComparison.Ordinal)) return true;
        var name = image[(image.LastIndexOf('/') + 1)..];
        return name.Split(':') is [_, { Length: > 0 } tag] && tag.Any(char.IsAsciiDigit) && !tag.Contains("latest", StringComparison.OrdinalIgnoreCase);
    }
}
