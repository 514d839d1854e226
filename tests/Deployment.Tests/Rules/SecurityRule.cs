using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

/// <summary>What Kubernetes calls "restricted", and a root file system that cannot be written.</summary>
internal static class SecurityRule
{
    /// <summary>Images of others that are not documented to run on a read-only root.</summary>
    private static readonly string[] WritableRoots = ["mssql"];

    public static IEnumerable<string> Complaints(Manifest manifest) => manifest.Workloads.SelectMany(workload =>
        Pod(workload.Pod).Concat(workload.Containers.SelectMany(container => Container(workload.Pod, container))).Select(complaint => $"{workload} {complaint}."));

    private static IEnumerable<string> Pod(V1PodSpec pod)
    {
        var context = pod.SecurityContext ?? new V1PodSecurityContext();
        if (context.RunAsNonRoot != true) yield return "may run as root";
        if (context.RunAsUser is null or 0) yield return "does not say as whom it runs";
        if (context.SeccompProfile?.Type != "RuntimeDefault") yield return "has no seccomp profile";
        if (pod.AutomountServiceAccountToken != false) yield return "is given a token for the cluster it does not need";
        if (pod.EnableServiceLinks != false) yield return "gets environment variables for every Service, which could be taken for settings";
        if (pod.HostNetwork == true || pod.HostPID == true || pod.HostIPC == true) yield return "shares a namespace with its host";
        if ((pod.Volumes ?? []).Any(volume => volume.HostPath is not null)) yield return "mounts a folder of its host";
    }

    private static IEnumerable<string> Container(V1PodSpec pod, V1Container container)
    {
        var context = container.SecurityContext ?? new V1SecurityContext();
        if (context.Privileged == true) yield return "is privileged";
        if (context.RunAsNonRoot == false || context.RunAsUser == 0) yield return "runs a container as root after all";
        if (context.AllowPrivilegeEscalation != false) yield return "may gain privileges";
        if (context.Capabilities?.Drop?.Contains("ALL") != true) yield return "keeps capabilities";
        if ((context.Capabilities?.Add ?? []).Any(added => added != "NET_BIND_SERVICE")) yield return "adds capabilities";
        if (context.ReadOnlyRootFilesystem != true && !WritableRoots.Contains(container.Name)) yield return "can write its root file system";
        // Uploads, sockets of the runtime's diagnostics: they need a place when the root is not one.
        var temporary = (container.VolumeMounts ?? []).FirstOrDefault(mount => mount.MountPath == "/tmp")?.Name;
        if ((pod.Volumes ?? []).FirstOrDefault(volume => volume.Name == temporary)?.EmptyDir is null) yield return "has no /tmp of its own";
    }
}
