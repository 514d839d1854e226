using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Features;
using CrmPlatform.Insights.Tests.Hosting;
using CrmPlatform.ServiceDefaults.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CrmPlatform.Insights.Tests.Features;

/// <summary>What is computed over all customers is computed by the calendar too.</summary>
public sealed class NightlyWork(InsightsFixture insights) : IClassFixture<InsightsFixture>
{
    [Fact]
    public async Task The_night_s_work_is_queued_once_a_night_and_the_classes_once_a_year()
    {
        var night = insights.Service.Services.GetRequiredService<NightlyLoop>();
        async Task<List<string>> QueuedAsync() => await insights.Service.InScopeAsync(scope =>
            scope.GetRequiredService<InsightsDb>().Set<Job>().Where(j => j.CreatedBy == "system:insights").OrderBy(j => j.Key).Select(j => j.Kind).ToListAsync());
        await night.LookAsync(new TimeOnly(0, 0), default);
        // A new installation begins with its next night.
        Assert.Empty(await QueuedAsync());
        await insights.Service.InScopeAsync(scope => scope.GetRequiredService<InsightsDb>().Schedules.ExecuteUpdateAsync(set => set.SetProperty(s => s.Last, s => new DateOnly(2020, 1, 1))));
        await night.LookAsync(new TimeOnly(0, 0), default);
        await night.LookAsync(new TimeOnly(0, 0), default);
        Assert.Equal(["insights-abc", "insights-clv", "insights-churn", "insights-rules", "insights-clusters"], await QueuedAsync());
    }
}
