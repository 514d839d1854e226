using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

internal static class EntranceRule
{
    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        foreach (var service in manifest.All<V1Service>().Where(service => service.Spec.Type is "NodePort" or "LoadBalancer" || service.Spec.ExternalIPs is { Count: > 0 }))
            yield return $"Service {service.Metadata.Name} is open to the outside.";
        var backends = manifest.Custom("HTTPRoute").SelectMany(route => route.Tree["rules"].Items).SelectMany(rule => rule["backendRefs"].Items).Select(backend => backend["name"].Text)
            .Concat(manifest.All<V1Ingress>().SelectMany(ingress => ingress.Spec.Rules ?? []).SelectMany(rule => rule.Http.Paths).Select(path => path.Backend.Service.Name)).ToList();
        if (backends.Count == 0) yield return "There is no way in.";
        foreach (var other in backends.Where(name => name != "gateway").Distinct()) yield return $"A route leads to {other}, past the gateway.";
        foreach (var settings in manifest.All<V1ConfigMap>().Where(map => map.Data.ContainsKey("Auth__Issuer")))
        {
            var host = new Uri(settings.Data["Auth__Issuer"]).Host;
            if (!manifest.Custom("HTTPRoute").Any(route => route.Tree["hostnames"].Items.Any(name => name.Text == host))) yield return $"The public address {host} has no route.";
        }
    }
}
