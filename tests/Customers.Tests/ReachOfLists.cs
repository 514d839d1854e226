using System.Net;

namespace CrmPlatform.Customers.Tests;

/// <summary>X1: a list shows no customer that its caller may not see, by whatever it is narrowed and in whatever order.</summary>
public sealed class ReachOfLists(ReachOfLists.Teams fixture) : IClassFixture<ReachOfLists.Teams>
{
    public sealed class Teams : CustomersFixture
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await StaffAsync("wei", "reach-north");
            await StaffAsync("sofia", "reach-south");
            await StaffAsync("tom", "reach-east");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("kind=organisation")]
    [InlineData("kind=organisation&kind=person")]
    [InlineData("role=demander")]
    [InlineData("channel=agent")]
    [InlineData("channel=agent&kind=organisation&source=web")]
    [InlineData("grade=ordinary")]
    [InlineData("class=C")]
    [InlineData("stage=stranger")]
    [InlineData("team=reach-south")]
    [InlineData("ownerId=sofia")]
    [InlineData("isProblem=false")]
    [InlineData("inPool=false")]
    [InlineData("q=Reach")]
    [InlineData("q=Reach&kind=organisation")]
    [InlineData("q=Reach&kind=organisation&sort=name")]
    [InlineData("q=Reach&sort=owner")]
    [InlineData("kind=organisation&sort=-name")]
    [InlineData("kind=organisation&sort=created")]
    [InlineData("kind=organisation&sort=grade")]
    [InlineData("kind=organisation&sort=team")]
    [InlineData("channel=agent&sort=phone")]
    [InlineData("sort=kind")]
    [InlineData("tag=reach")]
    [InlineData("tag=reach&kind=organisation")]
    [InlineData("phone=13911112222")]
    public async Task Nobody_of_another_team_is_in_a_list(string filter)
    {
        await SouthernAsync();
        using var sales = fixture.As("wei", "sales", "reach-north");
        var mine = (await fixture.CustomerAsync($"Reach {Guid.NewGuid():N}", new { team = "reach-north", ownerId = "wei", channel = "agent", grade = "ordinary", source = "web", tags = new[] { "reach" } })).Id;

        var seen = (await sales.GetAsync($"/api/v1/customers?limit=200&{filter}")).Expect(HttpStatusCode.OK).Items;
        Assert.All(seen, customer => Assert.Equal("reach-north", (string?)customer["team"]));
        // What is the caller's own is there, unless it was not asked for.
        Assert.Equal(filter is not ("team=reach-south" or "ownerId=sofia" or "phone=13911112222"), seen.Any(customer => (Guid)customer["id"]! == mine));
    }

    [Fact]
    public async Task A_segment_counts_and_lists_only_whom_its_reader_may_see()
    {
        await SouthernAsync();
        using var sales = fixture.As("tom", "sales", "reach-east");
        await fixture.CustomerAsync(more: new { team = "reach-east", ownerId = "tom", channel = "agent" });
        var segment = (await fixture.Admin.PostAsync("/api/v1/segments", new { name = $"Agents {Guid.NewGuid():N}", kind = "dynamic", criteria = new { channel = new[] { "agent" } } })).Expect(HttpStatusCode.Created);
        var members = (await sales.GetAsync($"/api/v1/segments/{segment.Id}/members?limit=200")).Expect(HttpStatusCode.OK).Items;
        Assert.Single(members);
        var count = (await sales.GetAsync($"/api/v1/segments/{segment.Id}/count")).Expect(HttpStatusCode.OK);
        Assert.Equal(1, (long)count["count"]!);
    }

    [Fact]
    public async Task Tags_are_those_of_customers_that_the_caller_may_see()
    {
        using var sales = fixture.As("wei", "sales", "reach-north");
        var (theirs, mine, both, merged) = ($"theirs{Guid.NewGuid():N}", $"mine{Guid.NewGuid():N}", $"both{Guid.NewGuid():N}", $"merged{Guid.NewGuid():N}");
        await fixture.CustomerAsync(more: new { team = "reach-south", ownerId = "sofia", tags = new[] { theirs, both } });
        var kept = await fixture.CustomerAsync(more: new { team = "reach-north", ownerId = "wei", tags = new[] { mine, both } });
        var gone = await fixture.CustomerAsync(more: new { team = "reach-north", ownerId = "wei", tags = new[] { merged } });
        (await fixture.Admin.ActAsync($"{kept.Location}/merge", new { duplicateId = gone.Id }, "*")).Expect(HttpStatusCode.OK);
        (await fixture.Admin.PatchAsync(kept.Location!, new { tags = new[] { mine, both } }, "*")).Expect(HttpStatusCode.OK);
        foreach (var (tag, sees) in new[] { (theirs, false), (mine, true), (both, true), (merged, false) })
            foreach (var path in new[] { "/api/v1/tags", $"/api/v1/tags?q={tag}" })
                Assert.Equal(sees, (await sales.GetAsync(path)).Expect(HttpStatusCode.OK).Items.Any(item => (string?)item == tag));
        Assert.Equal(theirs, (string?)Assert.Single((await fixture.Admin.GetAsync($"/api/v1/tags?q={theirs}")).Expect(HttpStatusCode.OK).Items));
    }

    private async Task SouthernAsync() => await fixture.CustomerAsync($"Reach {Guid.NewGuid():N}", new
    {
        team = "reach-south", ownerId = "sofia", channel = "agent", grade = "ordinary", source = "web", tags = new[] { "reach" }, phone = "+86 139 1111 2222", allowDuplicate = true,
    }, fixture.Admin);
}
