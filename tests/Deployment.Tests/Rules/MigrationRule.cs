using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

internal static class MigrationRule
{
    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        foreach (var server in manifest.Servers)
        {
            var connection = Variable(server.Pod.Containers[0], $"ConnectionStrings__{server.Name}");
            if (server.Tier == "door") continue;
            if (connection is null) yield return $"{server.Name} has no database.";
            var job = manifest.All<V1Job>().FirstOrDefault(job => job.Metadata.Name == $"{server.Name}-migrate");
            if (job is null)
            {
                yield return $"{server.Name}'s database has no migration.";
                continue;
            }
            var container = job.Spec.Template.Spec.Containers[0];
            var account = Variable(container, $"ConnectionStrings__{server.Name}");
            if (container.Image != server.Pod.Containers[0].Image) yield return $"{server.Name} is migrated by another image than it runs.";
            if (container.Args is not ["migrate"]) yield return $"The Job {job.Metadata.Name} does not migrate.";
            if (account?.Name != connection?.Name || account?.Key != "migration-connection-string" || connection?.Key != "connection-string")
                yield return $"{server.Name}: the account that changes tables and the one that works in them are not kept apart.";
            if (job.Spec.Template.Spec.RestartPolicy is not ("Never" or "OnFailure")) yield return $"The Job {job.Metadata.Name} never ends.";
            if (job.Spec.BackoffLimit is null or 0 || job.Spec.ActiveDeadlineSeconds is null) yield return $"The Job {job.Metadata.Name} is not tried again, or for ever.";
            // What is to be done after a restore is a Job made from this one (README), and that may be months later.
            if (job.Spec.TtlSecondsAfterFinished is not null) yield return $"The Job {job.Metadata.Name} is gone before the next deployment.";
        }
        // deploy.sh holds the servers back by this label until the migrations are through.
        foreach (var workload in manifest.Workloads.Where(workload => workload.Kind == "Job"))
        {
            if (manifest.Named<V1Job>(workload.Name).Metadata.Labels?.TryGetValue("app.kubernetes.io/component", out var component) != true || component != "migration")
                yield return $"{workload} is not labelled as a migration.";
        }
    }

    private static V1SecretKeySelector? Variable(V1Container container, string name) => (container.Env ?? []).FirstOrDefault(variable => variable.Name == name)?.ValueFrom?.SecretKeyRef;
}
