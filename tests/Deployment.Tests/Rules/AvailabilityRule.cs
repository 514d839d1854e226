using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

internal static class AvailabilityRule
{
    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        foreach (var deployment in manifest.All<V1Deployment>().Where(deployment => manifest.Servers.Any(server => server.Name == deployment.Metadata.Name)))
        {
            var name = deployment.Metadata.Name;
            var pod = deployment.Spec.Template.Spec;
            if (!manifest.Has<V1PodDisruptionBudget>(name)) yield return $"{name} has no PodDisruptionBudget.";
            if (deployment.Spec.Strategy?.RollingUpdate?.MaxUnavailable?.Value != "0") yield return $"{name} loses replicas during an upgrade.";
            if (pod.TopologySpreadConstraints?.Select(spread => spread.TopologyKey).Order().SequenceEqual(["kubernetes.io/hostname", "topology.kubernetes.io/zone"]) != true)
                yield return $"{name} is not spread over machines and zones.";
            // Requests arrive for a moment after a pod was told to go; those under way have ten seconds after that.
            var pause = pod.Containers[0].Lifecycle?.PreStop?.Sleep?.Seconds ?? 0;
            if (pause < 5) yield return $"{name} stops listening while requests are still sent to it.";
            if ((pod.TerminationGracePeriodSeconds ?? 30) < pause + 15) yield return $"{name} is killed before its requests are done.";
        }
        foreach (var budget in manifest.All<V1PodDisruptionBudget>().Where(budget => budget.Spec.MaxUnavailable?.Value != "1"))
            yield return $"PodDisruptionBudget {budget.Metadata.Name} does not let exactly one go at a time.";
        var broker = manifest.Custom("RabbitmqCluster").Single();
        if (!manifest.Has<V1PodDisruptionBudget>(broker.Metadata.Name)) yield return "The broker has no PodDisruptionBudget.";
        if (manifest.IsProduction && broker.Tree["replicas"].Text is not ("3" or "5")) yield return "Quorum queues need three or five nodes.";
        // Replicas on several machines write to the same volume.
        foreach (var claim in manifest.All<V1PersistentVolumeClaim>().Where(claim => manifest.IsProduction && !claim.Spec.AccessModes.SequenceEqual(["ReadWriteMany"])))
            yield return $"The volume {claim.Metadata.Name} cannot be shared by replicas on several machines.";
    }
}
