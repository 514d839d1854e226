using System.Text.RegularExpressions;
using CrmPlatform.Deployment.Tests.Rules;
using k8s.Models;

namespace CrmPlatform.Deployment.Tests;

/// <summary>Both overlays are built, read strictly, and keep every rule.</summary>
public sealed partial class Overlays
{
    public static TheoryData<string, string> OverlaysAndRules =>
        [.. from overlay in new[] { "dev", "prod" } from rule in Rule.All select new TheoryDataRow<string, string>(overlay, rule.Name)];

    [Theory, MemberData(nameof(OverlaysAndRules))]
    public void An_overlay_keeps_the_rule(string overlay, string rule) => Assert.Empty(Rule.Named(rule).Complaints(Manifest.Of(overlay)));

    [Theory, InlineData("dev"), InlineData("prod")]
    public void An_overlay_brings_seven_servers_and_six_migrations(string overlay)
    {
        var manifest = Manifest.Of(overlay);
        Assert.Equal(7, manifest.Servers.Count());
        Assert.Equal(6, manifest.All<V1Job>().Count());
    }

    [Theory]
    [InlineData("prod", "readOnlyRootFilesystem: true", "readOnlyRootFileSystem: true")]
    [InlineData("prod", "maxUnavailable: 1", "maxUnavailible: 1")]
    [InlineData("dev", "podSelector:", "podSelectors:")]
    public void A_field_that_Kubernetes_does_not_know_is_not_read_over(string overlay, string right, string wrong)
    {
        var yaml = Kustomize.Build(overlay);
        Assert.Contains(right, yaml, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => Manifest.Read(overlay, yaml.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Theory, InlineData("dev"), InlineData("prod")]
    public void Every_server_s_image_is_built_by_the_script(string overlay)
    {
        var script = File.ReadAllText(Path.Combine(Kustomize.Root, "k8s", "build-images.sh"));
        var built = BuiltProjects().Matches(script).Select(match => match.Groups[1].Value);
        Assert.Equal(Manifest.Of(overlay).Servers.Select(server => server.Pod.Containers[0].Image.Split('/')[^1].Split(':')[0]).Order(), built.Order());
    }

    [Fact]
    public void The_queues_counted_are_those_that_services_declare()
    {
        var messaging = Path.Combine(Kustomize.Root, "services", "ServiceDefaults", "Messaging");
        Assert.Contains("QueuePrefix { get; set; } = \"crm\";", File.ReadAllText(Path.Combine(messaging, "MessagingOptions.cs")), StringComparison.Ordinal);
        Assert.Contains("$\"{options.QueuePrefix}.{service}.{JsonNamingPolicy.KebabCaseLower.ConvertName(subscription.Handler)}\"",
            File.ReadAllText(Path.Combine(messaging, "RabbitMq", "RabbitMqSetup.cs")), StringComparison.Ordinal);
        var counted = new Regex(Manifest.Of("prod").Custom("ScaledObject", "insights").Tree["triggers"].Items.Last()["metadata"]["queueName"].Text);
        Assert.Matches(counted, "crm.insights.fold-events");
        Assert.All(["crm.insights.fold-events_error", "crm.insights.fold-events_skipped", "crm.customers.fold-events", "crm.delay.10000"], other => Assert.DoesNotMatch(counted, other));
    }

    [GeneratedRegex(@"\[(\w+)\]=[\w/.]+")]
    private static partial Regex BuiltProjects();
}
