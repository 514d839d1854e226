using System.Text.Json;
using System.Text.RegularExpressions;
using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

internal static partial class ReferenceRule
{
    /// <summary>Made by the Cluster Operator for every RabbitmqCluster.</summary>
    private static readonly string[] BrokerKeys = ["username", "password", "host", "port", "default_user.conf", "provider", "type"];

    public static IEnumerable<string> Complaints(Manifest manifest) =>
    [
        .. Secrets(manifest).Where(used => !HasKey(manifest, used.Secret, used.Key))
            .Select(used => $"{used.By} uses the key '{used.Key}' of the Secret {used.Secret}, which no ExternalSecret or operator makes."),
        .. manifest.Custom("ExternalSecret").Where(secret => !manifest.Custom("SecretStore").Any(store => store.Metadata.Name == secret.Tree["secretStoreRef"]["name"].Text))
            .Select(secret => $"ExternalSecret {secret.Metadata.Name} asks the store '{secret.Tree["secretStoreRef"]["name"].Text}', which is not there."),
        .. manifest.Custom("ExternalSecret").SelectMany(secret => secret.Tree["data"].Items.Select(item => item["remoteRef"]).Where(reference => !IsInFakeStore(manifest, reference))
            .Select(reference => $"ExternalSecret {secret.Metadata.Name}: the store has no {reference["key"].Text}/{reference["property"].Text}.")),
        .. manifest.Workloads.SelectMany(workload => InPods(manifest, workload)),
    ];

    private static IEnumerable<(string By, string Secret, string? Key)> Secrets(Manifest manifest)
    {
        foreach (var workload in manifest.Workloads)
        {
            foreach (var used in workload.Containers.SelectMany(container => container.Env ?? []).Select(variable => variable.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>())
                yield return (workload.ToString(), used.Name, used.Key);
            foreach (var used in workload.Containers.SelectMany(container => container.EnvFrom ?? []).Select(from => from.SecretRef).OfType<V1SecretEnvSource>())
                yield return (workload.ToString(), used.Name, null);
            foreach (var used in (workload.Pod.Volumes ?? []).Select(volume => volume.Secret).OfType<V1SecretVolumeSource>())
            {
                yield return (workload.ToString(), used.SecretName, null);
                foreach (var item in used.Items ?? []) yield return (workload.ToString(), used.SecretName, item.Key);
            }
        }
        foreach (var authentication in manifest.Custom("TriggerAuthentication"))
        {
            foreach (var used in authentication.Tree["secretTargetRef"].Items)
                yield return ($"TriggerAuthentication {authentication.Metadata.Name}", used["name"].Text, used["key"].Text);
        }
    }

    private static bool HasKey(Manifest manifest, string secret, string? key) =>
        manifest.Custom("ExternalSecret").Any(made => made.Tree["target"]["name"].Text == secret
            && (key is null || made.Tree["data"].Items.Any(item => item["secretKey"].Text == key)))
        || (manifest.Custom("RabbitmqCluster").Any(broker => $"{broker.Metadata.Name}-default-user" == secret) && (key is null || BrokerKeys.Contains(key)));

    private static bool IsInFakeStore(Manifest manifest, Tree reference)
    {
        var given = manifest.Custom("SecretStore").SelectMany(store => store.Tree["provider"]["fake"]["data"].Items).ToList();
        if (given.Count == 0) return true;
        var value = given.FirstOrDefault(item => item["key"].Text == reference["key"].Text)["value"];
        return value.IsThere && JsonDocument.Parse(value.Text).RootElement.TryGetProperty(reference["property"].Text, out _);
    }

    private static IEnumerable<string> InPods(Manifest manifest, Workload workload)
    {
        if (workload.IsServer && !manifest.Has<V1ServiceAccount>(workload.Pod.ServiceAccountName)) yield return $"{workload}: the account '{workload.Pod.ServiceAccountName}' is not there.";
        foreach (var volume in workload.Pod.Volumes ?? [])
        {
            if (volume.PersistentVolumeClaim is { } claim && !manifest.Has<V1PersistentVolumeClaim>(claim.ClaimName)) yield return $"{workload}: the claim {claim.ClaimName} is not there.";
            if (volume.ConfigMap is { } map && !manifest.Has<V1ConfigMap>(map.Name)) yield return $"{workload}: the ConfigMap {map.Name} is not there.";
        }
        foreach (var container in workload.Containers)
        {
            foreach (var map in (container.EnvFrom ?? []).Select(from => from.ConfigMapRef).OfType<V1ConfigMapEnvSource>().Where(map => !manifest.Has<V1ConfigMap>(map.Name)))
                yield return $"{workload}: the ConfigMap {map.Name} is not there.";
            var known = new HashSet<string>();
            foreach (var variable in container.Env ?? [])
            {
                foreach (var unknown in Used().Matches(variable.Value ?? "").Select(match => match.Groups[1].Value).Where(name => !known.Contains(name)))
                    yield return $"{workload}: {variable.Name} uses $({unknown}), which is not set before it.";
                known.Add(variable.Name);
            }
            var volumes = (workload.Pod.Volumes ?? []).Select(volume => volume.Name)
                .Concat(manifest.All<V1StatefulSet>().Where(set => set.Metadata.Name == workload.Name).SelectMany(set => set.Spec.VolumeClaimTemplates ?? []).Select(claim => claim.Metadata.Name));
            foreach (var mount in (container.VolumeMounts ?? []).Where(mount => !volumes.Contains(mount.Name))) yield return $"{workload}: the volume {mount.Name} is not there.";
        }
    }

    [GeneratedRegex(@"\$\(([^)]+)\)")]
    private static partial Regex Used();
}
