using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

internal static class SelectorRule
{
    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        var pods = new Network(manifest).Pods;
        foreach (var workload in manifest.Workloads)
        {
            if (workload.Selector is { } selector)
            {
                if (!selector.Takes(workload.Labels)) yield return $"{workload} does not select its own pods.";
                foreach (var other in manifest.Workloads.Where(other => other.Name != workload.Name && selector.Takes(other.Labels)))
                    yield return $"{workload} selects the pods of {other} too.";
            }
            foreach (var spread in (workload.Pod.TopologySpreadConstraints ?? []).Where(spread => !spread.LabelSelector.Takes(workload.Labels)))
                yield return $"{workload} spreads over {spread.TopologyKey} by labels its pods do not have.";
        }
        foreach (var service in manifest.All<V1Service>())
        {
            var taken = pods.Where(pod => Labels.Takes(service.Spec.Selector, pod.LabelsOrNone)).Select(pod => pod.Name).ToList();
            if (taken is not [var only] || only != service.Metadata.Name)
                yield return $"Service {service.Metadata.Name} leads to [{string.Join(", ", taken)}], not to the pods of its name alone.";
        }
        foreach (var budget in manifest.All<V1PodDisruptionBudget>())
        {
            var taken = pods.Where(pod => budget.Spec.Selector.Takes(pod.LabelsOrNone)).Select(pod => pod.Name).ToList();
            if (taken is not [var only] || only != budget.Metadata.Name)
                yield return $"PodDisruptionBudget {budget.Metadata.Name} protects [{string.Join(", ", taken)}], not the pods of its name alone.";
        }
        foreach (var policy in manifest.All<V1NetworkPolicy>().Where(policy => !pods.Any(pod => policy.Spec.PodSelector.Takes(pod.LabelsOrNone))))
            yield return $"NetworkPolicy {policy.Metadata.Name} selects no pod.";
    }
}
