using System.ComponentModel.DataAnnotations;
using CrmPlatform.Identity.Contracts;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Surveys;
using CrmPlatform.ServiceDefaults.Auth;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Channels;

/// <param name="Source">As Customers spells it (C7).</param>
/// <param name="Customers">Won over this way in the range.</param>
/// <param name="Converted">Of those, who bought since; <paramref name="Conversion"/> is null without a customer.</param>
/// <param name="Leads">Leads of this source entered in the range, and what they cost.</param>
public sealed record ChannelView(string Source, long Customers, long Converted, EstimateView? Conversion, decimal Net, LeadFiguresView Leads);

public sealed record ChannelsView(RangeView Range, long Customers, decimal Net, string Currency, LeadFiguresView Leads, [property: CsvTable] IReadOnlyList<ChannelView> Channels);

public sealed record ChannelCustomerView(Guid CustomerId, string Name, string Source, DateTimeOffset CreatedAt, bool Converted, decimal Net, string Currency);

/// <summary>I11: where leads and customers come from, who of them buys, what that comes to and what it cost.</summary>
internal static class ReadChannels
{
    public static void MapChannels(this RouteGroupBuilder insights)
    {
        var group = insights.MapGroup("/channels").RequirePermission(Permissions.InsightsRead);
        group.MapGet("", HandleAsync).WithName("channels").WithSummary("Leads and customers by where they came from, with conversion and cost per lead.");
        group.MapGet("/customers", CustomersAsync).WithName("channel-customers").WithSummary("The customers behind a channel.");
        group.MapGet("/leads", ListLeads.HandleAsync).WithName("channel-leads").WithSummary("The leads behind a channel.");
        group.MapGet("/campaigns", ReadCampaigns.HandleAsync).WithName("campaign-results").WithSummary("Campaigns: responses, leads, deals, cost per result.");
        group.MapGet("/campaigns/summary", ReadCampaigns.SummaryAsync).WithName("campaign-channels").WithSummary("Campaigns by channel and currency: responses, leads, deals, cost per result.");
        group.MapGet("/campaigns/{id:guid}/deals", ReadCampaigns.DealsAsync).RequirePermission(Permissions.OpportunitiesRead).WithName("campaign-deals").WithSummary("The deals a campaign brought.");
        group.MapGet("/campaigns/{id:guid}/leads", ListLeads.OfCampaignAsync).WithName("campaign-leads").WithSummary("The leads a campaign brought.");
        group.MapGet("/campaigns/{id:guid}/responses", ReadCampaigns.ResponsesAsync).WithName("campaign-responses").WithSummary("Who responded to a campaign.");
    }

    private static async Task<Ok<ChannelsView>> HandleAsync(
        InsightsDb db, OrganisationCalendar organisation, IOptions<InsightsOptions> options, TimeProvider time, CancellationToken cancellationToken,
        DateOnly? from = null, DateOnly? to = null, string? zone = null, double level = Intervals.DefaultLevel)
    {
        Intervals.RequireLevel(level);
        var asked = AskedDays.Of(from, to, zone, organisation, time, 366);
        var sums = await Seen(db, asked).GroupBy(c => c.Source).Select(same => new
        {
            same.Key,
            Customers = same.LongCount(),
            Converted = same.LongCount(c => c.Orders > 0),
            Net = same.Sum(c => c.Net),
        }).ToDictionaryAsync(sum => sum.Key, StringComparer.Ordinal, cancellationToken);
        var leads = await LeadResults.BySourceAsync(db, asked, cancellationToken);
        var currency = options.Value.BaseCurrency;
        ChannelView Channel(string source)
        {
            var won = sums.GetValueOrDefault(source);
            return new ChannelView(source, won?.Customers ?? 0, won?.Converted ?? 0,
                won is null ? null : EstimateView.Of(Intervals.Wilson((int)won.Converted, (int)won.Customers, level)), Money.ToMajor(won?.Net ?? 0, currency), leads.Of(source, level));
        }
        return TypedResults.Ok(new ChannelsView(
            RangeView.Of(asked.Days), sums.Values.Sum(s => s.Customers), Money.ToMajor(sums.Values.Sum(s => s.Net), currency), currency, leads.Of(null, level),
            [.. sums.Keys.Union(leads.Sources, StringComparer.Ordinal).Select(Channel)
                .OrderByDescending(c => c.Customers).ThenByDescending(c => c.Leads.Received).ThenBy(c => c.Source, StringComparer.Ordinal)]));
    }

    private static async Task<Ok<Page<ChannelCustomerView>>> CustomersAsync(
        InsightsDb db, Cursors cursors, OrganisationCalendar organisation, IOptions<InsightsOptions> options, TimeProvider time, CancellationToken cancellationToken,
        [StringLength(40)] string? source = null, bool? converted = null, bool? referred = null, DateOnly? from = null, DateOnly? to = null, string? zone = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var asked = AskedDays.Of(from, to, zone, organisation, time, 366);
        var list = $"channels:{source}:{converted}:{referred}:{asked.Start.UtcTicks}:{asked.End.UtcTicks}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var customers = Seen(db, asked).Where(c => c.No > after);
        if (source is not null) customers = customers.Where(c => c.Source == source);
        if (referred is { } brought) customers = customers.Where(c => c.Referred == brought);
        if (converted is { } bought) customers = customers.Where(c => c.Orders > 0 == bought);
        var rows = await customers.OrderBy(c => c.No).Take(limit + 1).ToListAsync(cancellationToken);
        var currency = options.Value.BaseCurrency;
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, r => r.No, r => new ChannelCustomerView(r.Id, r.Name, r.Source, r.CreatedAt, r.Orders > 0, Money.ToMajor(r.Net, currency), currency)));
    }

    /// <summary>Customers new in the range that stand for themselves, with what they bought by now.</summary>
    private static IQueryable<Won> Seen(InsightsDb db, AskedDays asked)
    {
        var (start, end) = (asked.Start, asked.End);
        return from c in db.Reached
               where c.Version > 0 && c.SurvivorNo == null && c.Status != CustomerRow.Removed && c.CreatedAt >= start && c.CreatedAt < end
               join l in db.All<LedgerRow>() on c.No equals l.CustomerNo into ledgers
               from ledger in ledgers.DefaultIfEmpty()
               select new Won { No = c.No, Id = c.Id, Name = c.Name, Source = c.Source, CreatedAt = c.CreatedAt, Referred = c.ReferredBy != null || c.Source == "referral", Orders = (long?)ledger!.Orders ?? 0, Net = (long?)ledger.Net ?? 0 };
    }

    private sealed class Won
    {
        public long No { get; init; }

        public Guid Id { get; init; }

        public required string Name { get; init; }

        public required string Source { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        /// <summary>I6: brought by another customer.</summary>
        public bool Referred { get; init; }

        public long Orders { get; init; }

        public long Net { get; init; }
    }
}
