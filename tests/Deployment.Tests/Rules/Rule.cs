namespace CrmPlatform.Deployment.Tests.Rules;

/// <summary>What must hold of everything that is deployed; says what does not.</summary>
internal sealed record Rule(string Name, Func<Manifest, IEnumerable<string>> Complaints)
{
    public static readonly IReadOnlyList<Rule> All =
    [
        new("every object is named once, placed and labelled", NamingRule.Complaints),
        new("selectors take what they are meant for", SelectorRule.Complaints),
        new("ports fit together", PortRule.Complaints),
        new("secrets, settings, volumes and accounts that are referred to exist", ReferenceRule.Complaints),
        new("no secret stands in the files", SecrecyRule.Complaints),
        new("images have a fixed version", ImageRule.Complaints),
        new("requests and limits are set", ResourceRule.Complaints),
        new("nobody is root or can become it", SecurityRule.Complaints),
        new("probes ask the right question", ProbeRule.Complaints),
        new("a server outlives a machine, a drain and an upgrade", AvailabilityRule.Complaints),
        new("scaling goes by load and by the service's own queues", ScalingRule.Complaints),
        new("each database has its migration", MigrationRule.Complaints),
        new("every program has the settings it needs", SettingRule.Complaints),
        new("the network lets through what is meant and nothing else", NetworkRule.Complaints),
        new("the way in leads to the gateway only", EntranceRule.Complaints),
        new("operators' objects are complete", OperatorRule.Complaints),
    ];

    public static Rule Named(string name) => All.Single(rule => rule.Name == name);
}
