using System.Net;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Testing;

namespace CrmPlatform.Engagement.Tests.Hosted;

/// <summary>X3: of two states with one version only the first is taken, so what comes after a change of nothing would be lost everywhere else.</summary>
public sealed class ChangesOfNothing(EngagementFixture fixture) : IClassFixture<EngagementFixture>
{
    private static readonly DateTimeOffset Tomorrow = DateTimeOffset.UtcNow.AddDays(1);

    private ApiClient Admin => fixture.Admin;

    [Fact]
    public async Task A_visit_that_is_planned_as_it_was_takes_no_version_from_its_next_change()
    {
        var plan = new { customerId = await fixture.CustomerAsync(), goal = "Menu", plannedAt = Tomorrow };
        var visit = (await Admin.PostAsync("/api/v1/visits", plan)).Expect(HttpStatusCode.Created);
        Assert.Equal(visit.ETag, (await Admin.PutAsync(visit.Location!, plan, visit.ETag)).Expect(HttpStatusCode.OK).ETag);
        await SameAsync(visit, new { goal = "Menu" });
        (await Admin.ActAsync($"{visit.Location}/cancel", null, visit.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal([(1L, "planned"), (2L, "cancelled")], (await fixture.PublishedAsync<VisitChanged>()).Where(v => v.VisitId == visit.Id).Select(v => (v.Version, v.State)));
    }

    [Fact]
    public async Task A_task_that_is_ordered_as_it_was_takes_no_version_from_its_next_change()
    {
        var task = (await Admin.PostAsync("/api/v1/tasks", new { title = "Prepare samples", dueAt = Tomorrow })).Expect(HttpStatusCode.Created);
        await SameAsync(task, new { title = "Prepare samples" });
        (await Admin.ActAsync($"{task.Location}/complete", null, task.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal([(1L, "open"), (2L, "done")], (await fixture.PublishedAsync<TaskChanged>()).Where(t => t.TaskId == task.Id).Select(t => (t.Version, t.State)));
    }

    [Fact]
    public async Task A_promise_that_is_given_as_it_was_takes_no_version_from_its_next_change()
    {
        var promise = (await Admin.PostAsync("/api/v1/promises", new { customerId = await fixture.CustomerAsync(), text = "New signs", dueAt = Tomorrow })).Expect(HttpStatusCode.Created);
        await SameAsync(promise, new { text = "New signs" });
        (await Admin.ActAsync($"{promise.Location}/keep", null, promise.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal([(1L, "given"), (2L, "kept")], (await fixture.PublishedAsync<PromiseChanged>()).Where(p => p.PromiseId == promise.Id).Select(p => (p.Version, p.State)));
    }

    [Fact]
    public async Task An_opportunity_that_is_judged_as_it_was_takes_no_version_from_its_next_change()
    {
        var deal = (await Admin.PostAsync("/api/v1/opportunities", new
        {
            customerId = await fixture.CustomerAsync(), title = "Tea for the shops", pipeline = "direct-sale", currency = "CNY", contactId = Guid.CreateVersion7(), amountMinor = 5000,
        })).Expect(HttpStatusCode.Created);
        await SameAsync(deal, new { amountMinor = 5000 });
        (await Admin.ActAsync($"{deal.Location}/stage", new { stage = "lost", lostReason = "Price" }, deal.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal([(1L, "open"), (2L, "lost")], (await fixture.PublishedAsync<OpportunityChanged>()).Where(o => o.OpportunityId == deal.Id).Select(o => (o.Version, o.State)));
    }

    [Fact]
    public async Task A_campaign_that_is_planned_as_it_was_and_members_it_has_take_no_version_from_its_next_change()
    {
        var plan = new { name = "Spring seminar", goal = "Twenty new shops", channel = "seminar", budgetMinor = 100_000, currency = "CNY" };
        var campaign = (await Admin.PostAsync("/api/v1/campaigns", plan)).Expect(HttpStatusCode.Created);
        Assert.Equal(campaign.ETag, (await Admin.PutAsync(campaign.Location!, plan, campaign.ETag)).Expect(HttpStatusCode.OK).ETag);
        var members = new { customerIds = new[] { await fixture.CustomerAsync() } };
        (await Admin.PostAsync($"{campaign.Location}/members", members)).Expect(HttpStatusCode.OK);
        var again = (await Admin.PostAsync($"{campaign.Location}/members", members)).Expect(HttpStatusCode.OK);
        (await Admin.ActAsync($"{campaign.Location}/start", null, again.ETag)).Expect(HttpStatusCode.OK);
        Assert.Equal([(1L, 0, "planned"), (2L, 1, "planned"), (3L, 1, "running")],
            (await fixture.PublishedAsync<CampaignChanged>()).Where(c => c.CampaignId == campaign.Id).Select(c => (c.Version, c.Members, c.State)));
    }

    private async Task SameAsync(Answer thing, object patch) =>
        Assert.Equal(thing.ETag, (await Admin.PatchAsync(thing.Location!, patch, thing.ETag)).Expect(HttpStatusCode.OK).ETag);
}
