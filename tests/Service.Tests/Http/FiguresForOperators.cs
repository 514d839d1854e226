using System.Net;
using CrmPlatform.Service.Data;
using CrmPlatform.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Service.Tests.Http;

/// <summary>X6: complaints as curves.</summary>
public sealed class FiguresForOperators(FiguresForOperators.Fixture fixture) : IClassFixture<FiguresForOperators.Fixture>
{
    public sealed class Fixture : ServiceFixture
    {
        protected override string[] Settings => FigureWatch.Settings;
    }

    [Fact]
    public async Task Open_breached_and_unassigned_complaints_are_told_whoever_may_see_them()
    {
        using var watch = new FigureWatch(fixture.Service);
        var customer = await fixture.CustomerAsync();
        var complaints = new List<Guid>();
        for (var i = 0; i < 3; i++)
            complaints.Add((await fixture.Admin.PostAsync("/api/v1/complaints", new { customerId = customer.CustomerId, channel = "hotline", category = "quality", severity = "high", summary = $"Case {i}" })).Expect(HttpStatusCode.Created).Id);
        await watch.TellsAsync("crm.complaints.open", "{complaint}", 3);
        await watch.TellsAsync("crm.complaints.unassigned", "{complaint}", 3);
        await watch.TellsAsync("crm.complaints.breached", "{complaint}", 0);

        var late = complaints[..2];
        var yesterday = DateTimeOffset.UtcNow.AddDays(-1);
        Assert.Equal(2, await fixture.Service.InScopeAsync(scope => scope.GetRequiredService<ComplaintsDb>().AllComplaints.Where(c => late.Contains(c.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.QueueAt, yesterday))));
        await watch.TellsAsync("crm.complaints.breached", "{complaint}", 2);
        await watch.TellsAsync("crm.complaints.open", "{complaint}", 3);
        await watch.TellsAsync("crm.imports.unfinished", "{import}", 0);
    }

    [Fact]
    public async Task The_feeds_of_the_neighbours_are_told_to_be_read_to_their_end()
    {
        using var watch = new FigureWatch(fixture.Service);
        await fixture.CustomerAsync();
        await watch.TellsAsync("crm.feed.behind customers", "{event}", 0);
        await watch.TellsAsync("crm.feed.lag customers", "s", 0);
        await watch.TellsAsync("crm.feed.silence customers", "s", seconds => seconds is >= 0 and < 30, "a moment");
    }

    [Fact]
    public async Task Each_is_counted_in_an_index()
    {
        var plans = await FigureWatch.PlansAsync(fixture.Service);
        Assert.Contains("COVERING INDEX IX_Complaints_IsOpen_QueueAt_Key (IsOpen=?)", plans["crm.complaints.open"]);
        Assert.Contains("COVERING INDEX IX_Complaints_IsOpen_QueueAt_Key (IsOpen=? AND QueueAt<?)", plans["crm.complaints.breached"]);
        Assert.Contains("COVERING INDEX IX_Complaints_AssigneeId_IsOpen_QueueAt_Key (AssigneeId=? AND IsOpen=?)", plans["crm.complaints.unassigned"]);
    }
}
