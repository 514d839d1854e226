using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Customers.Domain;

/// <summary>One merge: who went into whom, what the survivor's file said before and after, so that it can be undone (C16).</summary>
public sealed class CustomerMerge : Entity, IHasHistory
{
    private CustomerMerge() { }

    public Guid SurvivorId { get; private set; }

    public Guid MergedId { get; private set; }

    public string By { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public string? Reason { get; private set; }

    [Untold]
    public CustomerData Before { get; private set; } = null!;

    [Untold]
    public CustomerData After { get; private set; } = null!;

    public string? UndoneBy { get; private set; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public Guid HistorySubject => SurvivorId;

    public static CustomerMerge Of(Customer survivor, Customer merged, CustomerData before, CustomerData after, string? reason, string by, DateTimeOffset now) =>
        new() { SurvivorId = survivor.Id, MergedId = merged.Id, Before = before, After = after, Reason = reason, By = by, At = now };

    // C16: undo within 30 days.
    public Refusal? Undo(string by, DateTimeOffset now, TimeSpan window)
    {
        if (UndoneAt is not null) return Refusal.Conflict("merge.undone", "This merge has been undone already.");
        if (now - At > window) return Refusal.Conflict("merge.too-old", $"A merge can be undone within {window.TotalDays:0} days; this one is from {At:yyyy-MM-dd}.");
        (UndoneBy, UndoneAt) = (by, now);
        return null;
    }

    /// <summary>Erasure (C20): what the files said is forgotten, that they were merged is not.</summary>
    public void Forget(CustomerData erased) => (Before, After, Reason) = (erased, erased, null);
}
