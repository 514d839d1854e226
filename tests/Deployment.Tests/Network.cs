using System.Globalization;
using System.Net;
using k8s.Models;

namespace CrmPlatform.Deployment.Tests;

/// <summary>One end of a connection: a pod of ours, a pod of another namespace, or an address.</summary>
internal sealed record Peer(string Name, string? Namespace = null, IReadOnlyDictionary<string, string>? Labels = null, IPAddress? Address = null)
{
    private static readonly Dictionary<string, string> NoLabels = [];

    /// <summary>What the Cluster Operator puts on the pods of a RabbitmqCluster called broker.</summary>
    public static readonly IReadOnlyDictionary<string, string> BrokerLabels = new Dictionary<string, string>
    {
        ["app.kubernetes.io/name"] = "broker", ["app.kubernetes.io/component"] = "rabbitmq", ["app.kubernetes.io/part-of"] = "rabbitmq",
    };

    public IReadOnlyDictionary<string, string> LabelsOrNone => Labels ?? NoLabels;
}

/// <summary>Who reaches whom under the NetworkPolicies, as Kubernetes defines them: a pod that no policy selects is open.</summary>
internal sealed class Network(Manifest manifest)
{
    private readonly string home = manifest.Namespace;

    public IReadOnlyList<Peer> Pods { get; } =
    [
        .. manifest.Workloads.Select(workload => new Peer(workload.Name, manifest.Namespace, workload.Labels)),
        .. manifest.Custom("RabbitmqCluster").Select(broker => new Peer(broker.Metadata.Name, manifest.Namespace, Peer.BrokerLabels)),
    ];

    public bool Admits(Peer to, Peer from, int port)
    {
        var policies = Selecting(to, "Ingress").ToList();
        return policies.Count == 0 || policies.SelectMany(policy => policy.Spec.Ingress ?? [])
            .Any(rule => Covers(rule.FromProperty, from) && Covers(rule.Ports, port));
    }

    public bool LetsOut(Peer from, Peer to, int port)
    {
        var policies = Selecting(from, "Egress").ToList();
        return policies.Count == 0 || policies.SelectMany(policy => policy.Spec.Egress ?? [])
            .Any(rule => Covers(rule.To, to) && Covers(rule.Ports, port));
    }

    public IEnumerable<V1NetworkPolicy> Selecting(Peer pod, string direction) => manifest.All<V1NetworkPolicy>()
        .Where(policy => policy.Spec.PolicyTypes.Contains(direction) && policy.Spec.PodSelector.Takes(pod.LabelsOrNone));

    private bool Covers(IList<V1NetworkPolicyPeer>? peers, Peer peer) => peers is null or { Count: 0 } || peers.Any(allowed => Is(allowed, peer));

    private bool Is(V1NetworkPolicyPeer allowed, Peer peer)
    {
        if (allowed.IpBlock is { } block)
            return peer.Address is { } address && IPNetwork.Parse(block.Cidr).Contains(address) && !(block.Except ?? []).Any(part => IPNetwork.Parse(part).Contains(address));
        if (peer.Namespace is null) return false;
        var inNamespace = allowed.NamespaceSelector is null
            ? peer.Namespace == home
            : allowed.NamespaceSelector.Takes(new Dictionary<string, string> { ["kubernetes.io/metadata.name"] = peer.Namespace });
        return inNamespace && (allowed.PodSelector is null || allowed.PodSelector.Takes(peer.LabelsOrNone));
    }

    private static bool Covers(IList<V1NetworkPolicyPort>? ports, int port) => ports is null or { Count: 0 } || ports.Any(allowed =>
        allowed.Port is null
        || (int.TryParse(allowed.Port.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && port >= first && port <= (allowed.EndPort ?? first)));
}
