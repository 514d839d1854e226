using System.Text.Json;
using CrmPlatform.Insights.Data;
using CrmPlatform.Insights.Data.Own;
using CrmPlatform.Insights.Data.Rows;
using CrmPlatform.Insights.Domain;
using CrmPlatform.Insights.Domain.Churn;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using CrmPlatform.ServiceDefaults.Vocabulary;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Told = CrmPlatform.Insights.Contracts.V1.ChurnReason;

namespace CrmPlatform.Insights.Features.Churn;

/// <summary>I5: where a warning stands.</summary>
public enum WarningState
{
    [Names("Running", "进行中", "進行中")] Running,
    [Names("Ended", "已结束", "已結束")] Ended,
    [Names("Run out", "已过期", "已過期")] RunOut,
    [Names("Held back for comparison", "对照保留", "對照保留")] HeldBack,
}

public sealed record ReasonView(string Code, SentenceView Sentence);

/// <param name="Probability">That the customer is lost.</param>
/// <param name="Outcome">What Engagement said at the end of the intervention.</param>
public sealed record WarningView(
    Guid Id, Guid CustomerId, string Name, string Team, string? OwnerId, DateOnly AsOf, DateTimeOffset At, WarningState State, double Probability, decimal ValueAtRisk,
    string Currency, IReadOnlyList<ReasonView> Reasons, ChurnAction ProposedAction, SentenceView Proposal, string? Outcome, DateTimeOffset? EndedAt);

internal static class ReadWarnings
{
    public static async Task<Ok<Page<WarningView>>> ListAsync(
        InsightsDb db, Cursors cursors, HttpRequest request, IOptions<InsightsOptions> options, TimeProvider time, CancellationToken cancellationToken,
        [CodeOf<WarningState>] string? state = null, Guid? customerId = null, [PageLimit] int limit = Paging.DefaultLimit, string? cursor = null)
    {
        var list = $"churn:{state}:{customerId}";
        var before = cursors.KeyOf(cursor, list) ?? long.MaxValue;
        var expired = time.GetUtcNow().AddDays(-options.Value.WarningDays);
        var warnings = Seen(db).Where(w => w.Warning.Key < before);
        if (customerId is { } wanted)
        {
            var customer = await db.FindCustomerAsync(wanted, cancellationToken);
            var no = customer?.No ?? 0;
            warnings = warnings.Where(w => w.Customer.No == no);
        }
        warnings = EnumCode.ParseGiven<WarningState>(state) switch
        {
            WarningState.HeldBack => warnings.Where(w => w.Warning.HeldBack),
            WarningState.Ended => warnings.Where(w => !w.Warning.HeldBack && w.Ended != null),
            WarningState.RunOut => warnings.Where(w => !w.Warning.HeldBack && w.Ended == null && (w.Warning.At < expired || w.Customer.Erased)),
            WarningState.Running => warnings.Where(w => !w.Warning.HeldBack && w.Ended == null && w.Warning.At >= expired && !w.Customer.Erased),
            _ => warnings,
        };
        var rows = await warnings.OrderByDescending(w => w.Warning.Key).Take(limit + 1).ToListAsync(cancellationToken);
        return TypedResults.Ok(cursors.PageByKey(rows, limit, list, row => row.Warning.Key, row => View(row, expired, options.Value.BaseCurrency, request.Language())));
    }

    public static async Task<Results<Ok<WarningView>, Missing>> OneAsync(
        Guid id, InsightsDb db, HttpRequest request, IOptions<InsightsOptions> options, TimeProvider time, CancellationToken cancellationToken) =>
        await Seen(db).SingleOrDefaultAsync(w => w.Warning.Id == id, cancellationToken) is { } row
            ? TypedResults.Ok(View(row, time.GetUtcNow().AddDays(-options.Value.WarningDays), options.Value.BaseCurrency, request.Language()))
            : new Missing("warning", id);

    // C16: what was said of a customer that was merged since is said of its survivor.
    private static IQueryable<Row> Seen(InsightsDb db) =>
        from warning in db.Warnings.AsNoTracking()
        join own in db.All<CustomerRow>() on warning.CustomerNo equals own.No
        join customer in db.Reached on own.SurvivorNo ?? own.No equals customer.No
        join ended in db.All<InterventionRow>() on warning.Id equals ended.Id into endings
        from ending in endings.DefaultIfEmpty()
        select new Row { Warning = warning, Customer = customer, Ended = ending };

    private static WarningView View(Row row, DateTimeOffset expired, string currency, Language language)
    {
        var (w, c) = (row.Warning, row.Customer);
        var state = w.HeldBack ? WarningState.HeldBack : row.Ended is not null ? WarningState.Ended : w.At < expired || c.Erased ? WarningState.RunOut : WarningState.Running;
        return new WarningView(w.Id, c.Id, c.Name, c.Team, c.OwnerId, w.AsOf, w.At, state, w.Probability, Money.ToMajor(w.ValueAtRisk, currency), currency,
            [.. JsonSerializer.Deserialize<List<Told>>(w.Reasons, Json.Tolerant)!.Select(r => new ReasonView(r.Code, SentenceView.Of(r.En, r.ZhHans, r.ZhHant, language)))],
            w.Action, SentenceView.Of(ChurnReasons.Action(w.Action), language), row.Ended?.Outcome, row.Ended?.At);
    }

    private sealed class Row
    {
        public required WarningRecord Warning { get; init; }

        public required CustomerRow Customer { get; init; }

        public InterventionRow? Ended { get; init; }
    }
}
