using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

/// <summary>
/// Ready is a matter of what a service needs (<c>/health</c>), alive of itself alone (<c>/alive</c>): a database that is away must not
/// have pods restarted. The gateway's <c>/health</c> is the aggregate of all, so it is asked <c>/alive</c> for both.
/// </summary>
internal static class ProbeRule
{
    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        foreach (var workload in manifest.Workloads.Where(workload => workload.Kind != "Job"))
        {
            foreach (var container in workload.Containers)
            {
                if (container.StartupProbe is null || container.ReadinessProbe is null || container.LivenessProbe is null)
                    yield return $"{workload}: {container.Name} lacks a startup, readiness or liveness probe.";
            }
        }
        foreach (var server in manifest.Servers)
        {
            var container = server.Pod.Containers[0];
            var ready = server.Name == "gateway" ? "/alive" : "/health";
            if (Path(container.StartupProbe) != ready) yield return $"{server}: started is asked at {Path(container.StartupProbe)}, not at {ready}.";
            if (Path(container.ReadinessProbe) != ready) yield return $"{server}: ready is asked at {Path(container.ReadinessProbe)}, not at {ready}.";
            if (Path(container.LivenessProbe) != "/alive") yield return $"{server}: alive is asked at {Path(container.LivenessProbe)}, not at /alive.";
        }
    }

    private static string Path(V1Probe? probe) => probe?.HttpGet?.Path ?? "nowhere";
}
