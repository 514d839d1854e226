using CrmPlatform.Deployment.Tests.Rules;

namespace CrmPlatform.Deployment.Tests;

/// <summary>A rule that never complains proves nothing: each one is shown mistakes it must find.</summary>
public sealed class Mistakes
{
    public static TheoryData<string, string> Table => [.. Mistake.All.Select(mistake => new TheoryDataRow<string, string>(mistake.Rule, mistake.What))];

    [Theory, MemberData(nameof(Table))]
    public void A_mistake_is_found(string rule, string what)
    {
        var mistake = Mistake.All.Single(mistake => mistake.Rule == rule && mistake.What == what);
        var manifest = Manifest.Of(mistake.Overlay);
        mistake.Make(manifest);
        Assert.NotEmpty(Rule.Named(rule).Complaints(manifest));
    }

    [Fact]
    public void Every_rule_is_shown_a_mistake() =>
        Assert.Empty(Rule.All.Select(rule => rule.Name).Except(Mistake.All.Select(mistake => mistake.Rule)));
}
