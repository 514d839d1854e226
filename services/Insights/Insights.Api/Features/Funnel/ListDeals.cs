using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Funnel;

/// <summary>I7: where a deal stands.</summary>
public enum DealState
{
    [Names("Open", "进行中", "進行中")] Open,
    [Names("Won", "赢单", "贏單")] Won,
    [Names("Lost", "丢单", "丟單")] Lost,
}

/// <param name="Days">Full ones in the stage asked for; null when none was.</param>
public sealed record DealView(
    Guid OpportunityId, Guid? CustomerId, string? CustomerName, string OwnerId, string Team, string Pipeline, string Stage, string State, decimal Amount, string Currency,
    int ProbabilityPercent, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt, int? Days);

/// <summary>I7: the deals behind a figure of the funnel; with a stage and a passage as many as the figure says.</summary>
internal static class ListDeals
{
    public static async Task<Ok<Page<DealView>>> HandleAsync(
        InsightsDb db, Cursors cursors, OrganisationCalendar organisation, IOptions<InsightsOptions> options, TimeProvider time, CancellationToken cancellationToken,
        DateOnly? from = null, DateOnly? to = null, string? zone = null, [StringLength(60)] string? pipeline = null, [StringLength(60)] string? team = null,
        [StringLength(100)] string? owner = null, [CodeOf<DealState>] string? state = null, [StringLength(60)] string? stage = null, [CodeOf<Passage>] string passage = "entered",
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var asked = AskedDays.Of(from, to, zone, organisation, time, 366);
        var list = $"deals:{asked.Start.UtcTicks}:{asked.End.UtcTicks}:{pipeline}:{team}:{owner}:{state}:{stage}:{passage}";
        var after = cursors.Read<Place<DateTimeOffset>>(cursor, list);
        var deals = await Deals.ReadAsync(db, asked, pipeline, team, owner, time.GetUtcNow(), cancellationToken);
        bool InState(OpportunityRow deal) => EnumCode.ParseGiven<DealState>(state) switch
        {
            DealState.Open => deal.State == "open",
            DealState.Won => deal.State == "won",
            DealState.Lost => deal.State is not ("open" or "won"),
            _ => true,
        };
        var found = stage is null
            ? [.. deals.Rows.Where(InState).Select(deal => (Deal: deal, Days: (int?)null))]
            : deals.Stays.Where(s => s.Stage == stage && Passed(s.WentOn, EnumCode.Parse<Passage>(passage))).Select(s => (Deal: deals.Rows[(int)s.Deal], Days: (int?)(int)s.Days))
                .Where(s => InState(s.Deal)).ToList();
        var rows = found.Where(row => after is null || row.Deal.CreatedAt <= after.Value).Skip(after?.Seen ?? 0).Take(limit + 1).ToList();
        var names = await db.NamesAsync(rows.Select(row => row.Deal.CustomerNo).OfType<long>(), cancellationToken);
        return TypedResults.Ok(cursors.PageByPlace(rows, limit, list, after, row => row.Deal.CreatedAt, row => View(row.Deal, row.Days, names, options.Value.BaseCurrency)));
    }

    public static DealView View(OpportunityRow deal, int? days, Dictionary<long, (Guid Id, string Name)> names, string currency)
    {
        (Guid Id, string Name)? customer = deal.CustomerNo is { } no && names.TryGetValue(no, out var named) ? named : null;
        return new DealView(deal.Id, customer?.Id, customer?.Name, deal.OwnerId, deal.Team, deal.Pipeline, deal.Stage, deal.State, Money.ToMajor(deal.Amount, currency), currency,
            deal.Probability, deal.CreatedAt, deal.ClosedAt, days);
    }

    private static bool Passed(bool? wentOn, Passage passage) => passage switch
    {
        Passage.WentOn => wentOn == true,
        Passage.Lost => wentOn == false,
        Passage.Here => wentOn is null,
        _ => true,
    };
}
