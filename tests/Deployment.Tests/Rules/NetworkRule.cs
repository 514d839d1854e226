using System.Net;

namespace CrmPlatform.Deployment.Tests.Rules;

/// <summary>Every pair of pods and every port: what may connect does, and what may not does not.</summary>
internal static class NetworkRule
{
    private const int Http = 8080, Amqp = 5672, Management = 15672, Sql = 1433, Otlp = 4317, Distribution = 25672;

    private static readonly int[] Ports = [Http, Amqp, Management, Sql, Otlp, Distribution, 4369, 22, 80, 443, 587];

    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        var network = new Network(manifest);
        foreach (var pod in network.Pods)
        {
            foreach (var direction in new[] { "Ingress", "Egress" })
            {
                if (!network.Selecting(pod, direction).Any(policy => policy.Metadata.Name == "default-deny")) yield return $"{pod.Name}: {direction} is not denied by default.";
            }
        }
        foreach (var server in manifest.Servers.Where(server => !network.Selecting(Of(manifest, server), "Ingress").Any(policy => policy.Metadata.Name != "default-deny")))
            yield return $"{server.Name} has no NetworkPolicy of its own.";

        foreach (var (from, to, port) in from a in network.Pods from b in network.Pods from port in Ports select (a, b, port))
        {
            // Each side by itself, so that one mistake opens nothing.
            var may = May(from, to, port);
            if (network.LetsOut(from, to, port) != may) yield return $"{from.Name} {(may ? "may not go" : "may go")} to {to.Name}:{port}.";
            if (network.Admits(to, from, port) != may) yield return $"{to.Name}:{port} {(may ? "does not let in" : "lets in")} {from.Name}.";
        }
        foreach (var complaint in Outside(manifest, network)) yield return complaint;
    }

    private static bool May(Peer from, Peer to, int port) => (TierOf(from), TierOf(to), port) switch
    {
        ("door" or "service", "issuer" or "service", Http) => true,
        ("service", "broker", Amqp) => true,
        ("broker", "broker", Distribution or 4369) => true,
        ("issuer" or "service" or "migration", "mssql", Sql) => true,
        ("door" or "issuer" or "service" or "migration", "otel-collector", Otlp) => true,
        _ => false,
    };

    private static IEnumerable<string> Outside(Manifest manifest, Network network)
    {
        var names = new Peer("the cluster's DNS", "kube-system", new Dictionary<string, string> { ["k8s-app"] = "kube-dns" });
        var ingress = new Peer("the ingress", "gateway-system");
        var keda = new Peer("KEDA", "keda");
        // Labels are cheap: somebody else's pod may bear ours.
        var stranger = new Peer("another namespace", "somebody-else", new Dictionary<string, string> { [Manifest.Tier] = "service", ["app.kubernetes.io/name"] = "otel-collector" });
        var @public = new Peer("the internet", Address: IPAddress.Parse("203.0.113.10"));
        var metadata = new Peer("the cloud's metadata", Address: IPAddress.Parse("169.254.169.254"));
        var inside = new Peer("the house's network", Address: IPAddress.Parse("192.168.7.7"));
        var database = new Peer("the SQL Server", Address: IPAddress.Parse("10.20.0.5"));
        foreach (var pod in network.Pods)
        {
            var tier = TierOf(pod);
            if (!network.LetsOut(pod, names, 53)) yield return $"{pod.Name} cannot look up names.";
            foreach (var port in Ports)
            {
                foreach (var (from, may) in new[] { (ingress, tier == "door" && port == Http), (keda, tier == "broker" && port == Management), (stranger, false), (@public, false), (inside, false) })
                {
                    if (network.Admits(pod, from, port) != may) yield return $"{from.Name} {(may ? "does not reach" : "reaches")} {pod.Name}:{port}.";
                }
                var leavesTheHouse = pod.Name == "notifications" && port is (443 or 587);
                var worksInTables = manifest.IsProduction && port == Sql && tier is ("issuer" or "service" or "migration");
                foreach (var (to, may) in new[] { (@public, leavesTheHouse), (database, worksInTables), (metadata, false), (inside, false), (stranger, false) })
                {
                    if (network.LetsOut(pod, to, port) != may) yield return $"{pod.Name} {(may ? "does not reach" : "reaches")} {to.Name} at port {port}.";
                }
            }
        }
    }

    private static string TierOf(Peer pod) => pod.LabelsOrNone.GetValueOrDefault(Manifest.Tier) ?? pod.LabelsOrNone.GetValueOrDefault("app.kubernetes.io/name", "");

    private static Peer Of(Manifest manifest, Workload workload) => new(workload.Name, manifest.Namespace, workload.Labels);
}
