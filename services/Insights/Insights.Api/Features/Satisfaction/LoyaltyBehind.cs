using System.ComponentModel.DataAnnotations;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Service.Contracts.V1;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CrmPlatform.Insights.Features.Satisfaction;

/// <param name="BoughtDays">On how many days; two or more are a repeated purchase.</param>
public sealed record BuyerView(Guid CustomerId, string Name, int BoughtDays, DateOnly FirstBoughtOn, DateOnly LastBoughtOn, decimal Net, string Currency);

/// <param name="Share">Of what the customer is known to spend a year; their mean is the share of customer.</param>
public sealed record ShareView(Guid CustomerId, string Name, decimal YearlySpend, decimal BoughtOfUs, double Share, string Currency);

/// <param name="Gap">Experienced less expected.</param>
public sealed record GapAnswerView(Guid AnswerId, Guid SurveyId, Guid? CustomerId, string? CustomerName, string Item, int Expected, int Experienced, int Gap, DateTimeOffset At);

/// <summary>I6, I13: who and what stands behind the figures of loyalty and behind a gap; each list comes to the same as its figure.</summary>
internal static class LoyaltyBehind
{
    public static async Task<Ok<Page<BuyerView>>> BuyersAsync(
        InsightsDb db, Cursors cursors, IOptions<InsightsOptions> options, CancellationToken cancellationToken, bool? repeated = null,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"buyers:{repeated}";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var buyers = db.Ledgers.AsNoTracking().Where(l => l.BoughtDays > 0 && l.CustomerNo > after);
        if (repeated is { } again) buyers = buyers.Where(l => l.BoughtDays >= 2 == again);
        var rows = await buyers.OrderBy(l => l.CustomerNo).Take(limit + 1).ToListAsync(cancellationToken);
        var names = await db.NamesAsync(rows.Select(l => l.CustomerNo), cancellationToken);
        var currency = options.Value.BaseCurrency;
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, l => l.CustomerNo, l => new BuyerView(names[l.CustomerNo].Id, names[l.CustomerNo].Name, l.BoughtDays,
            DateOnly.FromDayNumber(l.FirstBought!.Value), DateOnly.FromDayNumber(l.LastBought!.Value), Money.ToMajor(l.Net, currency), currency)));
    }

    public static async Task<Ok<Page<ShareView>>> SharesAsync(
        InsightsDb db, Cursors cursors, OrganisationCalendar calendar, IOptions<InsightsOptions> options, CancellationToken cancellationToken,
        [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        const string list = "shares";
        var after = cursors.KeyOf(cursor, list) ?? 0;
        var rows = await Wallets.Known(db).Where(w => w.CustomerNo > after).OrderBy(w => w.CustomerNo).Take(limit + 1).ToListAsync(cancellationToken);
        var bought = await Wallets.BoughtAsync(db, [.. rows.Select(w => w.CustomerNo)], calendar.Today, cancellationToken);
        var names = await db.NamesAsync(rows.Select(w => w.CustomerNo), cancellationToken);
        var currency = options.Value.BaseCurrency;
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, w => w.CustomerNo, w => new ShareView(names[w.CustomerNo].Id, names[w.CustomerNo].Name,
            Money.ToMajor(w.YearlySpend, currency), Money.ToMajor(bought.GetValueOrDefault(w.CustomerNo), currency), Wallets.Share(bought.GetValueOrDefault(w.CustomerNo), w.YearlySpend), currency)));
    }

    /// <summary>The answers that said of an item both what was expected and what was experienced, the last first.</summary>
    public static async Task<Ok<Page<GapAnswerView>>> GapAsync(
        [StringLength(200)] string item, InsightsDb db, Cursors cursors, OrganisationCalendar organisation, TimeProvider time, CancellationToken cancellationToken,
        DateOnly? from = null, DateOnly? to = null, string? zone = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var asked = AskedDays.Of(from, to, zone, organisation, time);
        var list = $"gaps:{item}:{asked.Start.UtcTicks}:{asked.End.UtcTicks}";
        var after = cursors.Read<Place<DateTimeOffset>>(cursor, list);
        var (rows, past) = (new List<(AnswerRow Row, SurveyItemScore Said)>(), after?.Seen ?? 0);
        await foreach (var row in SurveyAnswers.Seen(db, asked, null).OrderByDescending(a => a.At).ThenBy(a => a.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (row.At > (after?.Value ?? row.At)) continue;
            foreach (var said in ReadSatisfaction.Gaps(row.Items).Where(said => said.Item == item))
                if (past-- <= 0) rows.Add((row, said));
            if (rows.Count > limit) break;
        }
        var names = await db.NamesAsync(rows.Select(r => r.Row.CustomerNo).OfType<long>(), cancellationToken);
        return TypedResults.Ok(cursors.PageByPlace(rows, limit, list, after, r => r.Row.At, r => View(r.Row, r.Said, names)));
    }

    private static GapAnswerView View(AnswerRow row, SurveyItemScore said, Dictionary<long, (Guid Id, string Name)> names)
    {
        (Guid Id, string Name)? customer = row.CustomerNo is { } no && names.TryGetValue(no, out var named) ? named : null;
        var (expected, experienced) = (said.Expectation!.Value, said.Experience!.Value);
        return new GapAnswerView(row.Id, row.SurveyId, customer?.Id, customer?.Name, said.Item, expected, experienced, experienced - expected, row.At);
    }
}
