using k8s;
using k8s.Models;

namespace CrmPlatform.Deployment.Tests;

/// <summary>Something that runs pods.</summary>
internal sealed record Workload(string Kind, string Name, V1PodTemplateSpec Template, V1LabelSelector? Selector)
{
    public V1PodSpec Pod => Template.Spec;

    public IReadOnlyDictionary<string, string> Labels => (IReadOnlyDictionary<string, string>)(Template.Metadata?.Labels ?? new Dictionary<string, string>());

    public string Tier => Labels.GetValueOrDefault(Manifest.Tier, "");

    public IEnumerable<V1Container> Containers => [.. Pod.Containers ?? [], .. Pod.InitContainers ?? []];

    /// <summary>One of the platform's own programs, serving.</summary>
    public bool IsServer => Labels.GetValueOrDefault("app.kubernetes.io/component") == "server";

    public override string ToString() => $"{Kind} {Name}";
}

/// <summary>Everything an overlay brings into a cluster, read strictly: a field that Kubernetes does not know is an error.</summary>
internal sealed class Manifest
{
    public const string Tier = "crm.platform/tier";

    /// <summary>The kinds of operators that must be installed before.</summary>
    private static readonly string[] CustomKinds =
    [
        "external-secrets.io/v1/ExternalSecret", "external-secrets.io/v1/SecretStore", "gateway.networking.k8s.io/v1/HTTPRoute",
        "keda.sh/v1alpha1/ScaledObject", "keda.sh/v1alpha1/TriggerAuthentication", "rabbitmq.com/v1beta1/RabbitmqCluster",
    ];

    private Manifest(string overlay, List<IKubernetesObject<V1ObjectMeta>> objects) => (Overlay, Objects) = (overlay, objects);

    public string Overlay { get; }

    public bool IsProduction => Overlay == "prod";

    public List<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    public string Namespace => All<V1Namespace>().Single().Metadata.Name;

    public IEnumerable<Workload> Workloads =>
    [
        .. All<V1Deployment>().Select(d => new Workload("Deployment", d.Metadata.Name, d.Spec.Template, d.Spec.Selector)),
        .. All<V1StatefulSet>().Select(s => new Workload("StatefulSet", s.Metadata.Name, s.Spec.Template, s.Spec.Selector)),
        .. All<V1Job>().Select(j => new Workload("Job", j.Metadata.Name, j.Spec.Template, null)),
    ];

    public IEnumerable<Workload> Servers => Workloads.Where(workload => workload.IsServer);

    public static Manifest Of(string overlay) => Read(overlay, Kustomize.Build(overlay));

    public static Manifest Read(string overlay, string yaml) => new(overlay,
        [.. KubernetesYaml.LoadAllFromString(yaml, CustomKinds.ToDictionary(kind => kind, _ => typeof(CustomResource)), strict: true).Cast<IKubernetesObject<V1ObjectMeta>>()]);

    public IEnumerable<T> All<T>() => Objects.OfType<T>();

    public IEnumerable<CustomResource> Custom(string kind) => All<CustomResource>().Where(resource => resource.Kind == kind);

    public CustomResource Custom(string kind, string name) => Custom(kind).Single(resource => resource.Metadata.Name == name);

    public T Named<T>(string name) where T : IKubernetesObject<V1ObjectMeta> => All<T>().Single(item => item.Metadata.Name == name);

    public Workload Server(string name) => Servers.Single(server => server.Name == name);

    public bool Has<T>(string? name) where T : IKubernetesObject<V1ObjectMeta> => All<T>().Any(item => item.Metadata.Name == name);
}
