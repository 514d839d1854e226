using k8s.Models;

namespace CrmPlatform.Deployment.Tests.Rules;

/// <summary>What the programs refuse to start without, or would quietly do otherwise without.</summary>
internal static class SettingRule
{
    private static readonly string[] Services = ["customers", "engagement", "service", "insights", "notifications"];

    private static readonly string[] Everywhere = ["Auth__Issuer", "Auth__MetadataAddress", "ASPNETCORE_HTTP_PORTS", "OTEL_EXPORTER_OTLP_ENDPOINT", .. Services.Append("identity").Select(name => $"Services__{name}__Url")];

    public static IEnumerable<string> Complaints(Manifest manifest)
    {
        var expected = Services.Append("identity").Append("gateway").Order();
        var servers = manifest.Servers.ToList();
        if (!servers.Select(server => server.Name).Order().SequenceEqual(expected)) yield return $"The servers are [{string.Join(", ", servers.Select(server => server.Name))}].";
        var given = manifest.All<V1ConfigMap>().Where(map => map.Data.ContainsKey("Auth__Issuer")).SelectMany(map => map.Data.Keys)
            .Concat(manifest.Workloads.SelectMany(workload => workload.Containers).SelectMany(container => container.Env ?? []).Select(variable => variable.Name));
        foreach (var unread in given.Where(name => name.Contains("__", StringComparison.Ordinal)).Distinct().Where(name => !KnownSettings.AreRead(name)))
            yield return $"Nothing reads {unread}.";
        foreach (var server in servers)
        {
            var settings = SettingsOf(manifest, server);
            foreach (var missing in NeededBy(server).Where(name => !settings.ContainsKey(name))) yield return $"{server.Name} has no {missing}.";
            if (server.Tier != "door" && settings.GetValueOrDefault("Database__Provider") != "SqlServer") yield return $"{server.Name} does not know that its database is SQL Server.";
            foreach (var folder in FoldersOf(server).Where(folder => settings.TryGetValue(folder, out var path) && !IsOnSharedVolume(server, path)))
                yield return $"{server.Name}: {folder} is not on a volume that its replicas share.";
            // They stand for one another: the issuer in every token is the address browsers find.
            if (settings.GetValueOrDefault("Auth__Issuer") != settings.GetValueOrDefault("Identity__PublicUrl")) yield return $"{server.Name}: the issuer is not identity's public address.";
            // What is written to people outside leads back there too.
            if (LinksOf(server) is { } links && $"{settings.GetValueOrDefault(links)}/" != settings.GetValueOrDefault("Identity__PublicUrl")) yield return $"{server.Name}: {links} is not the public address.";
            if (manifest.IsProduction && settings.GetValueOrDefault("Auth__Issuer")?.StartsWith("https://", StringComparison.Ordinal) != true) yield return $"{server.Name}: the public address is not https.";
        }
    }

    private static IEnumerable<string> NeededBy(Workload server) => server.Tier switch
    {
        // Without the proxies in front everybody who has no token shares the limits of one address, the ingress's.
        "door" => [.. Everywhere, "Gateway__TrustedProxies__0"],
        "issuer" => [.. Everywhere, "ConnectionStrings__identity", "Identity__PublicUrl", "Identity__TrustedProxies__0", .. FoldersOf(server), "Identity__Services__gateway__Secret", .. Services.Select(name => $"Identity__Services__service-{name}__Secret")],
        _ => [.. Everywhere, $"ConnectionStrings__{server.Name}", "ServiceCredentials__ClientSecret", "Messaging__RabbitMq", .. FoldersOf(server)],
    };

    private static string? LinksOf(Workload server) => server.Name switch
    {
        "service" => "Complaints__PublicUrl",
        "notifications" => "Mail__PublicUrl",
        _ => null,
    };

    private static string[] FoldersOf(Workload server) => server.Tier switch
    {
        "door" => [],
        "issuer" => ["DataProtection__Directory", "Files__Directory", "Identity__DataDirectory"],
        _ => ["DataProtection__Directory", "Files__Directory"],
    };

    private static Dictionary<string, string> SettingsOf(Manifest manifest, Workload server)
    {
        var container = server.Pod.Containers[0];
        var settings = (container.EnvFrom ?? []).Select(from => from.ConfigMapRef?.Name)
            .SelectMany(name => manifest.All<V1ConfigMap>().Where(map => map.Metadata.Name == name)).SelectMany(map => map.Data).ToDictionary(setting => setting.Key, setting => setting.Value);
        foreach (var variable in container.Env ?? []) settings[variable.Name] = variable.Value ?? "";
        return settings;
    }

    private static bool IsOnSharedVolume(Workload server, string path)
    {
        var mount = (server.Pod.Containers[0].VolumeMounts ?? []).FirstOrDefault(mount => path.StartsWith(mount.MountPath + "/", StringComparison.Ordinal));
        return (server.Pod.Volumes ?? []).FirstOrDefault(volume => volume.Name == mount?.Name)?.PersistentVolumeClaim is not null;
    }
}
