using System.Globalization;
using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

internal static class ScalingRule
{
    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        var least = manifest.IsProduction ? 2 : 1;
        foreach (var server in manifest.Servers)
        {
            var plain = manifest.All<V2HorizontalPodAutoscaler>().Where(scaler => scaler.Spec.ScaleTargetRef.Name == server.Name && scaler.Spec.ScaleTargetRef.Kind == "Deployment").ToList();
            var queues = manifest.Custom("ScaledObject").Where(scaler => scaler.Tree["scaleTargetRef"]["name"].Text == server.Name).ToList();
            if (plain.Count + queues.Count != 1)
            {
                yield return $"{server.Name} has {plain.Count + queues.Count} autoscalers; one is right.";
                continue;
            }
            // deploy.sh brings what has this label after the migrations, servers first: KEDA refuses a CPU trigger whose Deployment is not there.
            IMetadata<V1ObjectMeta> autoscaler = plain is [var single] ? single : queues[0];
            if (autoscaler.Metadata.Labels?.TryGetValue("app.kubernetes.io/component", out var component) != true || component != "server")
                yield return $"{server.Name}'s autoscaler would come before it.";
            if (server.Tier == "service" && queues.Count == 0) yield return $"{server.Name} takes messages and is not scaled by them.";
            foreach (var complaint in plain.SelectMany(Plain).Concat(queues.SelectMany(scaler => Queues(manifest, server, scaler)))) yield return $"{server.Name}: {complaint}";
            var (fewest, most) = plain is [var hpa]
                ? (hpa.Spec.MinReplicas ?? 1, hpa.Spec.MaxReplicas)
                : (Number(queues[0].Tree["minReplicaCount"]), Number(queues[0].Tree["maxReplicaCount"]));
            if (fewest < least) yield return $"{server.Name} may go down to {fewest} replicas.";
            if (most <= fewest) yield return $"{server.Name} cannot grow.";
        }
        foreach (var deployment in manifest.All<V1Deployment>().Where(deployment => manifest.Servers.Any(server => server.Name == deployment.Metadata.Name) && deployment.Spec.Replicas is not null))
            yield return $"{deployment.Metadata.Name} fixes its replicas, so that every deployment would undo the scaling.";
    }

    private static IEnumerable<string> Plain(V2HorizontalPodAutoscaler scaler)
    {
        if (!scaler.Spec.Metrics.Any(metric => metric.Resource?.Name == "cpu")) yield return "is not scaled by CPU.";
    }

    private static IEnumerable<string> Queues(Manifest manifest, Workload server, CustomResource scaler)
    {
        var triggers = scaler.Tree["triggers"].Items.ToList();
        if (!triggers.Any(trigger => trigger["type"].Text == "cpu")) yield return "is not scaled by CPU.";
        if (triggers.FirstOrDefault(trigger => trigger["type"].Text == "rabbitmq") is not { IsThere: true } queue)
        {
            yield return "is not scaled by its queues.";
            yield break;
        }
        var metadata = queue["metadata"];
        // Queues are called {prefix}.{service}.{handler}; see RabbitMqSetup. What the bus puts aside ({queue}_error) is work for nobody.
        if (metadata["queueName"].Text != $@"^crm\.{server.Name}\.[a-z0-9-]+$") yield return $"counts the queues '{metadata["queueName"].Text}'.";
        if (metadata["useRegex"].Text != "true" || metadata["protocol"].Text != "http" || metadata["operation"].Text != "sum") yield return "does not count all its queues together.";
        // KEDA asks from its own namespace, where a short name means something else.
        if (metadata["host"].Text != $"http://broker.{manifest.Namespace}.svc:15672/") yield return $"asks the broker at {metadata["host"].Text}.";
        if (!manifest.Custom("TriggerAuthentication").Any(known => known.Metadata.Name == queue["authenticationRef"]["name"].Text)) yield return "signs in to the broker with nothing.";
    }

    private static int Number(Tree tree) => int.TryParse(tree.Text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
