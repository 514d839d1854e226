using System.ComponentModel.DataAnnotations;
using CrmPlatform.Engagement.Data;
using CrmPlatform.Engagement.Domain;
using CrmPlatform.Engagement.Domain.Cadence;
using CrmPlatform.Engagement.Rounds;
using CrmPlatform.ServiceDefaults.Errors;
using CrmPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CrmPlatform.Engagement.Features.Cadences;

/// <summary>One line of a cadence plan; what is left out holds for all. The most particular line that fits wins.</summary>
/// <param name="Days">Calendar days a customer may be left alone.</param>
/// <param name="EscalateAfterWorkingDays">Working days the task may lie before the manager hears of it; as the more general line says when left out.</param>
public sealed record CadenceLine(
    [property: Range(1, 730)] int Days,
    AbcClass? Class = null,
    RelationshipStage? Stage = null,
    SalesPhase? Phase = null,
    [property: Range(0, 250)] int? EscalateAfterWorkingDays = null);

/// <param name="Lines">The line of a class alone follows the class's support plan whenever that gets another cadence, and else stays as it is written here.</param>
/// <param name="Shift">Where a due day goes that is no working day.</param>
public sealed record CadencePlanRequest([property: MinLength(1), MaxLength(200)] IReadOnlyList<CadenceLine> Lines, DayShift Shift = DayShift.Following);

/// <summary>The cadence plan in force.</summary>
public sealed record CadencePlanView(IReadOnlyList<CadenceLine> Lines, DayShift Shift, long Version) : IVersionedView;

/// <summary>E6: how often whom. A changed plan takes effect at once, on open tasks too.</summary>
internal static class CadencePlans
{
    public static async Task<Ok<CadencePlanView>> ReadAsync(EngagementDb db, CancellationToken cancellationToken)
    {
        var stored = await db.SettingAsync(StoredCadences.Name, StoredCadences.Default, cancellationToken);
        return TypedResults.Ok(View(stored.Value, stored.Version));
    }

    public static async Task<Results<Ok<CadencePlanView>, Invalid, Stale>> ReplaceAsync(
        CadencePlanRequest request, IfMatch ifMatch, EngagementDb db, RoundSignal rounds, CancellationToken cancellationToken)
    {
        var rules = request.Lines.Select(line => new CadenceRule(line.Class, line.Stage, line.Phase, line.Days, line.EscalateAfterWorkingDays)).ToList();
        if (CadencePlan.Problems(rules) is [var first, ..]) return new Invalid("lines", InWords(first), first);
        var present = await db.SettingAsync(StoredCadences.Name, StoredCadences.Default, cancellationToken);
        if (ifMatch.Version is { } seen && seen != present.Version) return new Stale(present.Version);
        var plan = new StoredCadences(rules, request.Shift);
        var written = await db.WriteCadencesAsync(plan, present.Version, cancellationToken);
        db.AfterCommit(rounds.Pulse);
        await db.SaveChangesAsync(cancellationToken);
        return TypedResults.Ok(View(plan, written.Version));
    }

    private static string InWords(string code) => code switch
    {
        "cadence.line-repeated" => "Two lines name the same class, stage and phase.",
        "cadence.customers-without-line" => "Somebody would be forgotten: there is no line for some class, stage and phase.",
        "cadence.customers-without-escalation" => "For some customers no line says when the manager hears of it.",
        _ => "The number of days is out of range.",
    };

    private static CadencePlanView View(StoredCadences plan, long version) =>
        new([.. plan.Rules.Select(rule => new CadenceLine(rule.Days, rule.Class, rule.Stage, rule.Phase, rule.EscalateAfterWorkingDays))], plan.Shift, version);
}
