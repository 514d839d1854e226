using System.Collections.Immutable;
using CrmPlatform.ServiceDefaults.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Service.Domain.Causes;

/// <summary>S8: what came of a corrective action.</summary>
public enum Effectiveness
{
    [Names("Too early to say", "尚未到期", "尚未到期")] TooEarly,
    [Names("Effective", "有效", "有效")] Effective,
    [Names("Improved", "有所改善", "有所改善")] Improved,
    [Names("Ineffective", "无效", "無效")] Ineffective,
}

/// <summary>A complaint traced to a cause.</summary>
internal sealed record CauseOccurrence(Guid ComplaintId, string CauseId, DateTimeOffset At);

/// <summary>The effectiveness check: what it counted in equal stretches before and after, and which complaints came again.</summary>
internal sealed record EffectivenessVerdict(Effectiveness Effectiveness, int Before, int After, ImmutableArray<Guid> Recurrences);

/// <summary>
/// S8: a corrective action against a cause, with an owner and a due date. <paramref name="CheckAfterDays"/> after it was done it is
/// checked against recurrence.
/// </summary>
internal sealed record CorrectiveAction(string CauseId, string What, string Owner, DateTimeOffset DueAt, int CheckAfterDays = 90)
{
    public DateTimeOffset? DoneAt { get; init; }

    public DateTimeOffset? CheckDueAt => DoneAt?.AddDays(CheckAfterDays);

    public Refusal? Check(DateTimeOffset now) => new FieldChecks()
        .Text("causeId", CauseId, longest: 100).Text("what", What).Text("owner", Owner, longest: 200)
        .That(DueAt > now, "dueAt", "must lie in the future")
        .That(CheckAfterDays is >= 7 and <= 730, "checkAfterDays", "must be between 7 and 730")
        .Refuse("corrective-action.incomplete", "The corrective action is not complete.");

    /// <summary>Until it is done somebody else may see to it, by another day, or do something else.</summary>
    public Outcome<CorrectiveAction> Change(string what, string owner, DateTimeOffset dueAt, int checkAfterDays, DateTimeOffset now)
    {
        if (DoneAt is not null) return Refusal.Conflict("corrective-action.done", "The action is done; what was done stays as it was.");
        var changed = this with { What = what, Owner = owner, DueAt = dueAt, CheckAfterDays = checkAfterDays };
        return changed.Check(dueAt == DueAt ? DateTimeOffset.MinValue : now) is { } refusal ? refusal : changed;
    }

    public bool IsOverdueAt(DateTimeOffset now) => DoneAt is null && now > DueAt;

    public Outcome<CorrectiveAction> Complete(DateTimeOffset at) =>
        DoneAt is null ? this with { DoneAt = at } : Refusal.Conflict("corrective-action.done", "The action is done already.");

    /// <summary>
    /// Compares the complaints of this cause, and of all causes under it, in the days after it was done with those in as many days
    /// before. Effective: none came again. Improved: at most half as many. Before the days have passed it is too early, except that
    /// more than before is ineffective already.
    /// </summary>
    public EffectivenessVerdict Judge(IEnumerable<CauseOccurrence> occurrences, CauseTree tree, DateTimeOffset now)
    {
        if (DoneAt is not { } done)
            return new EffectivenessVerdict(Effectiveness.TooEarly, 0, 0, []);

        var span = TimeSpan.FromDays(CheckAfterDays);
        var ofCause = occurrences.Where(o => tree.IsWithin(o.CauseId, CauseId)).DistinctBy(o => o.ComplaintId).ToList();
        var before = ofCause.Count(o => o.At > done - span && o.At <= done);
        var again = ofCause.Where(o => o.At > done && o.At <= done + span && o.At <= now).OrderBy(o => o.At).ThenBy(o => o.ComplaintId)
            .Select(o => o.ComplaintId).ToImmutableArray();
        var verdict = again.Length > before ? Effectiveness.Ineffective
            : now < done + span ? Effectiveness.TooEarly
            : again.IsEmpty ? Effectiveness.Effective
            : again.Length * 2 <= before ? Effectiveness.Improved
            : Effectiveness.Ineffective;
        return new EffectivenessVerdict(verdict, before, again.Length, again);
    }
}
