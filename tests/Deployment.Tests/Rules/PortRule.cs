using System.Globalization;
using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

internal static class PortRule
{
    /// <summary>AMQP, management, names, distribution, command line.</summary>
    private static readonly int[] BrokerPorts = [5672, 15672, 4369, 25672, .. Enumerable.Range(35672, 11)];

    public static IEnumerable<string> Complaints(Manifest manifest) =>
        [.. Probes(manifest), .. Services(manifest), .. Routes(manifest), .. Policies(manifest), .. Addresses(manifest)];

    private static IEnumerable<string> Probes(Manifest manifest) =>
        from workload in manifest.Workloads
        from container in workload.Containers
        from probe in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }
        let port = (probe?.HttpGet?.Port ?? probe?.TcpSocket?.Port)?.Value
        where port is not null && !HasPort(container, port)
        select $"{workload}: a probe asks port {port}, which {container.Name} does not have.";

    private static IEnumerable<string> Services(Manifest manifest) =>
        from service in manifest.All<V1Service>()
        from port in service.Spec.Ports
        let target = port.TargetPort?.Value ?? port.Port.ToString(CultureInfo.InvariantCulture)
        where !manifest.Workloads.Any(workload => Labels.Takes(service.Spec.Selector, workload.Labels) && workload.Containers.Any(container => HasPort(container, target)))
        select $"Service {service.Metadata.Name} leads to port {target}, which no pod behind it has.";

    private static IEnumerable<string> Routes(Manifest manifest) =>
        from route in manifest.Custom("HTTPRoute")
        from rule in route.Tree["rules"].Items
        from backend in rule["backendRefs"].Items
        where !HasPort(manifest, backend["name"].Text, backend["port"].Text)
        select $"HTTPRoute {route.Metadata.Name} leads to {backend["name"].Text}:{backend["port"].Text}, which no Service has.";

    private static IEnumerable<string> Policies(Manifest manifest) =>
        from policy in manifest.All<V1NetworkPolicy>()
        let pods = manifest.Workloads.Where(workload => policy.Spec.PodSelector.Takes(workload.Labels)).SelectMany(workload => workload.Containers).ToList()
        let broker = policy.Spec.PodSelector.Takes(Peer.BrokerLabels)
        from port in (policy.Spec.Ingress ?? []).SelectMany(rule => rule.Ports ?? [])
        where !pods.Any(container => HasPort(container, port.Port.Value))
            && !(broker && BrokerPorts.Contains(int.Parse(port.Port.Value, CultureInfo.InvariantCulture)))
        select $"NetworkPolicy {policy.Metadata.Name} opens port {port.Port.Value}, which none of its pods has.";

    /// <summary>What settings call by the name of a Service of this namespace must be there.</summary>
    private static IEnumerable<string> Addresses(Manifest manifest) =>
        from settings in manifest.All<V1ConfigMap>().Where(map => map.Metadata.Name.StartsWith("crm-settings", StringComparison.Ordinal))
        from setting in settings.Data
        where Uri.TryCreate(setting.Value, UriKind.Absolute, out var address) && address.Scheme == "http" && !address.Host.Contains('.', StringComparison.Ordinal)
        let called = new Uri(setting.Value)
        where !HasPort(manifest, called.Host, called.Port.ToString(CultureInfo.InvariantCulture))
        select $"{setting.Key} is {setting.Value}, which no Service has.";

    private static bool HasPort(Manifest manifest, string service, string port) => manifest.All<V1Service>()
        .Any(item => item.Metadata.Name == service && item.Spec.Ports.Any(given => given.Port.ToString(CultureInfo.InvariantCulture) == port));

    private static bool HasPort(V1Container container, string port) => (container.Ports ?? [])
        .Any(given => given.Name == port || given.ContainerPort.ToString(CultureInfo.InvariantCulture) == port);
}
